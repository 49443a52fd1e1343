#pragma once

#include "engine/settlement/quote.hpp"
#include "engine/store/payslip_repository.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace mutua::service {

/// The months that members were paid for already. Looked up once a month, so that a whole file of
/// declarations costs no more than one.
class PaidMonths {
public:
    PaidMonths(store::Store& store, const EntityCode& entity) : slips_{store, entity} {}

    /// A warning about work of a month whose payslip the member has in the same category: payroll
    /// will leave it out, since a payslip is never altered. Nothing when the month is open.
    [[nodiscard]] std::optional<settlement::CheckFinding> finding(
        const cooperative::Declaration& declaration, const std::string& worker_category);

private:
    using Slips = std::map<std::pair<MemberCode, std::string>, PayslipId>;

    const Slips& slips_of(Month month);

    store::PayslipRepository slips_;
    std::map<Month, Slips> months_;
};

}  // namespace mutua::service
