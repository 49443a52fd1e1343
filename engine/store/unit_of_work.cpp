#include "engine/store/unit_of_work.hpp"

#include "engine/store/connection.hpp"

namespace mutua::store {

UnitOfWork::UnitOfWork(Store& store) : connection_{store.connection()} { connection_.begin(); }

UnitOfWork::~UnitOfWork() {
    if (is_open_) { connection_.roll_back(); }
}

void UnitOfWork::commit() {
    connection_.commit();
    is_open_ = false;
}

}  // namespace mutua::store
