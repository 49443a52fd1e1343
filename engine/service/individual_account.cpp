#include "engine/service/individual_account.hpp"

#include "engine/store/payslip_repository.hpp"

#include <set>

namespace mutua::service {

namespace {

int year_of(const store::PayslipRow& row) { return static_cast<int>(row.month.year()); }

}  // namespace

std::vector<settlement::IndividualAccount> individual_accounts(store::Store& store,
                                                               const EntityCode& entity,
                                                               const MemberCode& member,
                                                               std::optional<int> year,
                                                               const IssuedSlipReader& read) {
    store::PayslipRepository slips{store, entity};
    store::PayslipFilter filter;
    filter.member = member;
    std::vector<settlement::IssuedSlip> issued;
    for (const store::PayslipRow& row : slips.list(filter)) {
        if (year && year_of(row) != *year) { continue; }
        const auto json = slips.document(row.id, store::json_media_type);
        require(json.has_value(), "a payslip has its document");
        issued.push_back({read(*json), row.corrects});
    }
    return settlement::individual_accounts(issued);
}

std::vector<int> paid_years(store::Store& store, const EntityCode& entity,
                            const std::optional<MemberCode>& member) {
    store::PayslipFilter filter;
    filter.member = member;
    std::set<int> years;
    for (const auto& row : store::PayslipRepository{store, entity}.list(filter)) {
        years.insert(year_of(row));
    }
    return {years.begin(), years.end()};
}

std::vector<MemberCode> paid_members(store::Store& store, const EntityCode& entity,
                                     std::optional<int> year) {
    std::set<MemberCode> members;
    for (const auto& row : store::PayslipRepository{store, entity}.list()) {
        if (!year || year_of(row) == *year) { members.insert(row.member); }
    }
    return {members.begin(), members.end()};
}

}  // namespace mutua::service
