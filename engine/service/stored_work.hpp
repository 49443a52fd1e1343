#pragma once

#include "engine/settlement/issue.hpp"
#include "engine/store/fact_repository.hpp"

#include <vector>

namespace mutua::service {

/// Accepted declarations that stand on one invoice, as it says them.
class StoredWork {
public:
    /// Errors: none at all, or one that is not accepted, is a ContractViolation.
    explicit StoredWork(std::vector<store::StoredDeclaration> stored);

    [[nodiscard]] settlement::Invoice invoice(const cooperative::Entity& entity,
                                              const cooperative::Client& client,
                                              const settlement::InvoicePlace& place,
                                              Date issue_date, std::int64_t terms_days) const;
    [[nodiscard]] std::vector<settlement::Acceptance> acceptances() const;
    [[nodiscard]] const std::vector<store::StoredDeclaration>& stored() const { return stored_; }

private:
    std::vector<store::StoredDeclaration> stored_;
    std::vector<cooperative::Declaration> invoiced_;
};

}  // namespace mutua::service
