#pragma once

#include "engine/cooperative/facts.hpp"

#include <string>
#include <string_view>

namespace mutua::tabular {

/// The words printed on documents; what the rules name is labelled by the rules.
enum class Word {
    invoice,
    client,
    enterprise_number,
    vat,
    issue_date,
    due_date,
    your_reference,
    your_order,
    service,
    price,
    done_on,
    reference,
    rate,
    base,
    total_without_vat,
    total_vat,
    total_to_pay,
    payment,
    account,
    communication,
    payslip,
    employer_number,
    worker,
    register_number,
    national_number,
    category,
    joint_committee,
    situation,
    children,
    period,
    days_worked,
    hours_paid,
    of_full_time,
    base_pay,
    agreed_per_engagement,
    engagements,
    engagement,
    hours,
    gross,
    net,
    expenses,
    cost,
    total,
    pay,
    gross_section,
    contributions_section,
    taxable_section,
    tax_section,
    net_section,
    expenses_repaid,
    amount_to_pay,
    payment_date,
    employer_side,
    employer_contributions,
    holiday_pay_provision,
    other_employer_costs,
    employer_cost,
    issued_on,
    rules,
    white_collar,
    blue_collar,
    artist,
    student,
    single,
    spouse_with_income,
    spouse_without_income,
    difference_slip,
    corrects,
    month_paid_on,
    reasons,
    late_declaration,
    rules_changed,
    net_of_engagements,
    before,
    now,
    difference,
    amount_to_recover,
    recovery_date,
    disabled_children,
    other_dependants,
    single_parent,
    disabled,
    withholding_rate,
    yes,
    no,
};

/// The word in a language.
[[nodiscard]] std::string word(Word which, cooperative::Language language);

/// The name of a worker category, household or section of the rules, or that name itself when the
/// documents have no word for it: rules may grow faster than this table.
[[nodiscard]] std::string name_of(std::string_view rule_name, cooperative::Language language);

}  // namespace mutua::tabular
