#pragma once

#include "engine/cooperative/member_versions.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/settlement/plan.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/payslip_repository.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace mutua::service {

/// The worker category of the day on which the work began.
[[nodiscard]] const std::string& category_of(const cooperative::MemberVersions& versions,
                                             const cooperative::Declaration& work);

/// The work of a member by the category in which each was employed when it began: a slip pays for a
/// month's work in one.
[[nodiscard]] std::map<std::string, std::vector<store::StoredDeclaration>> work_by_category(
    const cooperative::MemberVersions& versions,
    std::vector<store::StoredDeclaration> declarations);

/// The member for whom a slip is made: as employed for the work and, what concerns the payment, as
/// on the day of payment, or of issue when that is later.
[[nodiscard]] cooperative::Member slip_member(
    const cooperative::MemberVersions& versions, Month month,
    const std::vector<settlement::ClosingEngagement>& engagements, Date payment_date,
    Date issued_on);

/// The categories of a member's month that have a payslip: those of its slips, and those in which
/// the work that they pay is counted by now.
[[nodiscard]] std::set<std::string> paid_categories(store::PayslipRepository& slips,
                                                    store::FactRepository& facts,
                                                    const cooperative::MemberVersions& versions,
                                                    Month month);

/// Adds a warning (P301) for each declaration of a month that is not invoiced yet, of the members
/// that are meant.
void warn_of_open_work(store::FactRepository& facts, Month month,
                       const std::function<bool(const MemberCode&)>& is_meant,
                       std::vector<settlement::PlanWarning>& warnings);

/// Accepted work as settlement takes it.
[[nodiscard]] std::vector<settlement::ClosingEngagement> engagements_of(
    const std::vector<store::StoredDeclaration>& work);

/// The first day on which any of the work was done.
[[nodiscard]] Date first_work_day(const std::vector<settlement::ClosingEngagement>& engagements);

}  // namespace mutua::service
