#pragma once

#include "engine/settlement/breakdown.hpp"
#include "engine/store/store.hpp"

#include <optional>
#include <string>

namespace mutua::store {

/// A submitted declaration that will not be invoiced, and why.
struct Rejection {
    DeclarationCode declaration;
    Date rejected_on;
    std::string reason;
    friend bool operator==(const Rejection&, const Rejection&) = default;
};

/// The client's order, where it came later than the declaration.
struct LaterOrder {
    DeclarationCode declaration;
    std::string order_reference;
    Date recorded_on;
    friend bool operator==(const LaterOrder&, const LaterOrder&) = default;
};

/// Decisions about submitted declarations; a declaration gets one, and it stays.
/// Errors: StoreFailure `constraint` for an unknown declaration or a second decision; adding
/// outside a UnitOfWork is a ContractViolation.
class ReviewRepository {
public:
    ReviewRepository(Store& store, EntityCode entity);

    void accept(const settlement::Acceptance& acceptance);
    void reject(const Rejection& rejection);
    /// Once, and before the declaration is invoiced.
    void record_order(const LaterOrder& order);

    [[nodiscard]] std::optional<settlement::Acceptance> acceptance(const DeclarationCode& code);
    [[nodiscard]] std::optional<Rejection> rejection(const DeclarationCode& code);
    [[nodiscard]] std::optional<LaterOrder> later_order(const DeclarationCode& code);

private:
    Connection& connection_;
    EntityCode entity_;
};

}  // namespace mutua::store
