#include "engine/service/stored_work.hpp"

#include "engine/core/contract.hpp"

#include <utility>

namespace mutua::service {

StoredWork::StoredWork(std::vector<store::StoredDeclaration> stored) : stored_{std::move(stored)} {
    require(!stored_.empty(), "an invoice has work on it");
    for (const store::StoredDeclaration& one : stored_) {
        require(one.acceptance.has_value(), "what is invoiced was accepted");
        invoiced_.push_back(one.as_invoiced());
    }
}

settlement::Invoice StoredWork::invoice(const cooperative::Entity& entity,
                                        const cooperative::Client& client,
                                        const settlement::InvoicePlace& place, Date issue_date,
                                        std::int64_t terms_days) const {
    settlement::InvoiceRequest request{
        entity, client,     invoiced_.front(), *stored_.front().acceptance,
        place,  issue_date, terms_days};
    for (std::size_t i = 1; i < stored_.size(); ++i) {
        request.more.push_back({invoiced_[i], *stored_[i].acceptance});
    }
    return settlement::make_invoice(request);
}

std::vector<settlement::Acceptance> StoredWork::acceptances() const {
    std::vector<settlement::Acceptance> all;
    for (const store::StoredDeclaration& one : stored_) { all.push_back(*one.acceptance); }
    return all;
}

}  // namespace mutua::service
