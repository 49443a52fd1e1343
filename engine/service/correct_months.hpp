#pragma once

#include "engine/service/batch.hpp"
#include "engine/settlement/difference.hpp"
#include "engine/settlement/plan.hpp"
#include "engine/store/document.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

using DifferenceRenderer =
    std::function<std::vector<store::DocumentBytes>(const settlement::DifferenceSlip&)>;
/// The state of the month that the JSON of a payslip or difference slip holds.
using PayslipReader = std::function<settlement::Payslip(const std::string& json)>;

/// Which months are looked at; what is left empty does not narrow.
struct CorrectionScope {
    std::optional<Month> since;  ///< worked in this month or later
    std::optional<MemberCode> member;
};

/// Makes every month that was paid again, with the facts and rules of today, members who left
/// included, and plans a difference slip where an amount differs; by month, then in the order of
/// the payslips. Work that was credited is taken out; a month of which nothing stands comes to
/// nothing. Writes nothing. What the rules refuse is a warning with its reason, and left out; work
/// of these months that is not invoiced yet is one too (P301). Errors: a day of issue on which the
/// rules have gaps() is a ContractViolation; ask first.
[[nodiscard]] settlement::CorrectionPlan plan_corrections(
    store::Store& store, const cooperative::Entity& entity, settlement::Rulebook& rules,
    const CorrectionScope& scope, Date issue_date, const PayslipReader& read);

/// Issues the planned difference slips: number, documents and entries of one slip are in one
/// transaction, and no slip that was issued is touched. Resumed, repeated and stale plans behave as
/// for payslips.
[[nodiscard]] ApplyReport apply_corrections(store::Store& store, const cooperative::Entity& entity,
                                            settlement::Rulebook& rules,
                                            const settlement::CorrectionPlan& plan,
                                            const std::string& plan_hash,
                                            const DifferenceRenderer& render,
                                            const PayslipReader& read, const Progress& progress);

}  // namespace mutua::service
