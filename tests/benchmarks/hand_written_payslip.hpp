#pragma once

#include <cstddef>
#include <cstdint>

/// The formulas of be.payslip and of what it uses, for work and payment in November 2026, as a
/// programmer would write them by hand: figures in the code, branches where the law has them. It is
/// what the column machine is measured against, and checked to give the same cents.
namespace mutua::benchmarks {

enum class HandCategory : std::int64_t { white_collar, blue_collar, artist, student };
enum class HandHousehold : std::int64_t { single, spouse_with_income, spouse_without_income };

/// Amounts in cents, days in hundredths, ratios in ten-thousandths, the flat rate in millionths.
struct HandRow {
    std::int64_t gross_pay = 0;
    HandCategory worker_category = HandCategory::white_collar;
    HandHousehold household = HandHousehold::single;
    std::int64_t reference_pay = 0;
    std::int64_t work_above = 1;
    std::int64_t work_below = 1;
    std::int64_t taxable_benefits = 0;
    std::int64_t children = 0;
    std::int64_t disabled_children = 0;
    std::int64_t other_dependants = 0;
    std::int64_t single_parent = 0;
    std::int64_t disabled = 0;
    std::int64_t pay_periods_per_month = 1;
    std::int64_t flat_withholding_rate = 0;
    std::int64_t commuting_exemption = 0;
    std::int64_t other_reductions = 0;
    std::int64_t group_insurance_premium = 0;
    std::int64_t untaxed_additions = 0;
    std::int64_t net_deductions = 0;
    std::int64_t other_employer_reductions = 0;
    std::int64_t quarter_pay = 0;
    std::int64_t days_a_week = 500;
    std::int64_t quarter_paid_days = 6500;
    std::int64_t quarter_work_fraction = 10000;
    std::int64_t quarter_work_fraction_total = 10000;
};

/// Every figure by its name in the rules.
// clang-format off
#define MUTUA_HAND_FIGURES(figure) \
    figure(contribution_base) figure(employee_contribution) figure(bonus_a_most) \
    figure(bonus_a_slope) figure(bonus_b_most) figure(bonus_b_slope) figure(full_time_bonus_a) \
    figure(full_time_bonus_b) figure(work_bonus_a) figure(work_bonus_b) figure(work_bonus) \
    figure(derived_slope_a) figure(derived_slope_b) figure(special_contribution) \
    figure(employer_contribution) figure(social_security_due) figure(taxable_pay) \
    figure(annual_taxable_pay) figure(professional_expenses) figure(net_annual_income) \
    figure(marital_quotient) figure(own_scale_tax) figure(spouse_scale_tax) figure(scale_tax) \
    figure(tax_credit) figure(annual_tax) figure(counted_children) figure(family_reduction) \
    figure(month_tax) figure(period_tax) figure(withholding_tax_before_bonus) \
    figure(fiscal_work_bonus) figure(withholding_tax) figure(gross_pay_line) \
    figure(taxable_benefits_line) figure(untaxed_additions_line) figure(net_before_deductions) \
    figure(net_deductions_line) figure(net_pay) figure(size_contribution) \
    figure(temporary_unemployment_contribution) figure(closure_fund_contribution) \
    figure(closure_fund_special_contribution) figure(asbestos_fund_contribution) \
    figure(work_accident_contribution) figure(childcare_contribution) \
    figure(training_contribution) figure(holiday_fund_quarter_contribution) \
    figure(holiday_fund_year_contribution) figure(quarter_factor) figure(quarter_reference_pay) \
    figure(structural_amount) figure(structural_reduction) figure(employer_contributions_total) \
    figure(holiday_pay_provision) figure(later_holiday_pay) figure(insurance_and_premiums) \
    figure(margin) figure(employer_cost) figure(bonus_low_most) figure(bonus_low_slope) \
    figure(straight_bonus_a) figure(formula_pay) figure(small_spouse_income_reduction) \
    figure(isolated_worker_reduction) figure(month_family_reduction) figure(agreed_pay_line) \
    figure(contribution_base_line) figure(manual_base_line) figure(work_bonus_line) \
    figure(contribution_free_line) figure(taxed_with_benefits_line) figure(tax_before_bonus_line) \
    figure(fiscal_bonus_line) figure(special_contribution_line) figure(usual_joint_committee) \
    figure(closure_fund_rate_due) figure(committee_fund_rate) figure(committee_fund_contribution) \
    figure(premium_charge_rate) figure(year_end_premium_provision) figure(year_end_premium_charges) \
    figure(earlier_base) figure(base_of_month) figure(contribution_of_month) \
    figure(pay_above_ceiling) figure(base_above_ceiling) figure(ceiling_exemption) \
    figure(target_group_amount) figure(target_group_reduction) figure(reducible_contribution) \
    figure(month_structural_reduction) figure(month_target_group_reduction) \
    figure(counted_household) figure(manual_bonus) figure(tax_scale) \
    figure(family_reduction_unknown) figure(fiscal_bonus_of_month)
// clang-format on

enum class HandFigure : std::uint8_t {
#define MUTUA_HAND_NAME(name) name,
    MUTUA_HAND_FIGURES(MUTUA_HAND_NAME)
#undef MUTUA_HAND_NAME
};
inline constexpr std::size_t hand_figure_count = 98;

/// The figures of one row, in the order of HandFigure; a bit for each that does not apply.
struct HandResult {
    std::int64_t value[hand_figure_count];
    std::uint64_t not_applicable[2];
    bool sound;  ///< every `ensure` holds
};

using HandFunction = void (*)(const HandRow* rows, std::size_t count, HandResult* results);

namespace baseline {
void hand_written_payslips(const HandRow* rows, std::size_t count, HandResult* results);
}
namespace modern {
void hand_written_payslips(const HandRow* rows, std::size_t count, HandResult* results);
}

}  // namespace mutua::benchmarks
