#include "engine/service/month_work.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::service {

const std::string& category_of(const cooperative::MemberVersions& versions,
                               const cooperative::Declaration& work) {
    return cooperative::member_on(versions, work.work_dates.front()).worker_category;
}

std::map<std::string, std::vector<store::StoredDeclaration>> work_by_category(
    const cooperative::MemberVersions& versions,
    std::vector<store::StoredDeclaration> declarations) {
    std::map<std::string, std::vector<store::StoredDeclaration>> groups;
    for (store::StoredDeclaration& stored : declarations) {
        auto& group = groups[category_of(versions, stored.declaration)];
        group.push_back(std::move(stored));
    }
    return groups;
}

cooperative::Member slip_member(const cooperative::MemberVersions& versions, Month month,
                                const std::vector<settlement::ClosingEngagement>& engagements,
                                Date payment_date, Date issued_on) {
    return cooperative::paid(versions, month, first_work_day(engagements),
                             std::max(payment_date, issued_on));
}

std::set<std::string> paid_categories(store::PayslipRepository& slips, store::FactRepository& facts,
                                      const cooperative::MemberVersions& versions, Month month) {
    std::set<std::string> categories;
    for (const store::PayslipRow& slip : slips.of_month(versions.front().member.code, month)) {
        categories.insert(slip.worker_category);
        for (const store::PayslipShare& share : slip.shares) {
            const auto paid = facts.declaration(share.declaration);
            require(paid.has_value(), "what a slip pays is in the store");
            categories.insert(category_of(versions, paid->declaration));
        }
    }
    return categories;
}

void warn_of_open_work(store::FactRepository& facts, Month month,
                       const std::function<bool(const MemberCode&)>& is_meant,
                       std::vector<settlement::PlanWarning>& warnings) {
    for (const auto status :
         {store::DeclarationStatus::submitted, store::DeclarationStatus::accepted}) {
        store::DeclarationFilter filter;
        filter.status = status;
        filter.month = month;
        for (const store::StoredDeclaration& stored : facts.declarations(filter)) {
            if (!is_meant(stored.declaration.member)) { continue; }
            warnings.push_back({stored.declaration.code.text(), "P301",
                                "is only " + std::string{to_string(status)} +
                                    ": not in this payroll until it is invoiced"});
        }
    }
}

std::vector<settlement::ClosingEngagement> engagements_of(
    const std::vector<store::StoredDeclaration>& work) {
    std::vector<settlement::ClosingEngagement> list;
    for (const store::StoredDeclaration& stored : work) {
        require(stored.acceptance.has_value(), "an invoiced declaration was accepted");
        list.push_back({stored.declaration, *stored.acceptance});
    }
    return list;
}

Date first_work_day(const std::vector<settlement::ClosingEngagement>& engagements) {
    require(!engagements.empty(), "a slip pays for work");
    Date first = engagements.front().declaration.work_dates.front();
    for (const settlement::ClosingEngagement& one : engagements) {
        first = std::min(first, one.declaration.work_dates.front());
    }
    return first;
}

}  // namespace mutua::service
