#pragma once

#include "engine/store/store.hpp"

namespace mutua::store {

/// A write transaction: everything that is added until commit() is there afterwards, or nothing.
/// It takes the write lock at once and waits for other writers. Left without commit(), it undoes
/// everything, numbers included. Nothing can be added to a store outside one.
/// Errors: StoreFailure `busy` when another writer holds the store for more than five seconds.
class UnitOfWork {
public:
    explicit UnitOfWork(Store& store);
    UnitOfWork(const UnitOfWork&) = delete;
    UnitOfWork& operator=(const UnitOfWork&) = delete;
    ~UnitOfWork();

    /// Makes the work durable.
    /// Errors: StoreFailure. After `busy` it may be called again; after any other failure the
    /// outcome is unknown: read back before telling anybody.
    void commit();

private:
    Connection& connection_;
    bool is_open_ = true;
};

}  // namespace mutua::store
