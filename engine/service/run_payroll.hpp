#pragma once

#include "engine/service/batch.hpp"
#include "engine/settlement/plan.hpp"
#include "engine/settlement/rulebook.hpp"
#include "engine/store/document.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/payslip_repository.hpp"
#include "engine/store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

/// What a month's payroll would be: one payslip for each member and worker category, over the
/// invoiced declarations of the month that are in no payslip yet, in order of member. Writes
/// nothing. What the rules refuse is a warning with its reason, and left out.
[[nodiscard]] settlement::PayrollPlan plan_payroll(store::Store& store,
                                                   const cooperative::Entity& entity,
                                                   settlement::Rulebook& rules, Month month,
                                                   Date issue_date);

/// The declarations that a planned slip rests on.
[[nodiscard]] std::vector<settlement::PlannedInput> planned_inputs(
    const std::vector<store::StoredDeclaration>& declarations);

/// Those declarations. Each must be in the store.
[[nodiscard]] std::vector<store::StoredDeclaration> planned_work(
    store::FactRepository& facts, const settlement::PlannedPayslip& item);

/// Adds the member of a planned slip when other facts are known for its work by now.
void find_moved_member(store::FactRepository& facts, const settlement::PlannedPayslip& item,
                       Month month, Date issued_on, std::vector<MovedRow>& moved);

/// What became of a planned declaration since, in words; nothing when it is as it was.
[[nodiscard]] std::optional<std::string> moved_input(
    const settlement::PlannedInput& input, const std::optional<store::StoredDeclaration>& stored);

using PayslipRenderer =
    std::function<std::vector<store::DocumentBytes>(const settlement::Payslip&)>;

/// Issues the planned payslips: number, documents and entries of one slip are in one transaction.
/// Resumed, repeated and stale plans behave as for invoices.
[[nodiscard]] ApplyReport apply_payroll(store::Store& store, const cooperative::Entity& entity,
                                        settlement::Rulebook& rules,
                                        const settlement::PayrollPlan& plan,
                                        const std::string& plan_hash, const PayslipRenderer& render,
                                        const Progress& progress);

}  // namespace mutua::service
