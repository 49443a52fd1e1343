#pragma once

#include "engine/core/date.hpp"
#include "engine/core/id.hpp"
#include "engine/store/store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mutua::store {

/// A document that has to leave the house; written in the unit of work that made it.
struct OutboxRow {
    std::int64_t id = 0;
    std::string document;  ///< "2026-000001"
    std::string channel;   ///< "peppol", "paper"
    Date created_on;
    friend bool operator==(const OutboxRow&, const OutboxRow&) = default;
};

/// What waits to be sent, for one entity.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class OutboxRepository {
public:
    OutboxRepository(Store& store, EntityCode entity);

    void add(const std::string& document, const std::string& channel, Date created_on);
    /// In the order in which they were added.
    [[nodiscard]] std::vector<OutboxRow> list();

private:
    Connection& connection_;
    EntityCode entity_;
};

}  // namespace mutua::store
