#include "engine/settlement/month_pay.hpp"

#include <algorithm>

namespace mutua::settlement {

namespace {

using ruleset::Case;
using ruleset::Outcome;

bool has_committee(const AgreedPay& engagement) { return !engagement.joint_committee.empty(); }

}  // namespace

const std::vector<std::string>& booked_figures() {
    static const std::vector<std::string> names{
        "contribution_base",
        "employee_contribution",
        "work_bonus_a",
        "work_bonus_b",
        "work_bonus",
        "taxable_pay",
        "withholding_tax_before_bonus",
        "fiscal_work_bonus",
        "withholding_tax",
        "special_contribution",
        "net_pay",
        "social_security_due",
        "employer_contribution",
        "employer_contributions_total",
        "holiday_pay_provision",
        "insurance_and_premiums",
        "margin",
        "employer_cost",
    };
    return names;
}

const std::vector<std::string>& month_figures() {
    static const std::vector<std::string> names{"month_gross_pay", "month_paid_hours",
                                                "month_full_time_hours", "month_reference_pay",
                                                "engagement_withholding_rate"};
    return names;
}

std::vector<std::string> payslip_figures(const Rulebook& rules) {
    std::vector<std::string> names = booked_figures();
    for (const char* document : {"payslip", "statement"}) {
        for (const auto& printed : ruleset::layout(rules.rules(), rules.package(), document)) {
            if (printed.scope == "contract") { continue; }
            if (std::find(names.begin(), names.end(), printed.figure) == names.end()) {
                names.push_back(printed.figure);
            }
        }
    }
    return names;
}

Case month_case(const cooperative::Member& member, const ruleset::Clocks& clocks,
                const std::vector<AgreedPay>& engagements) {
    Case row{clocks, member_values(member, month_of(clocks.work_end)), {}};
    for (const AgreedPay& engagement : engagements) {
        row.contracts.push_back({{"agreed_gross_pay", ruleset::value_of(engagement.gross_pay)},
                                 {"hours", ruleset::Number{engagement.hours_hundredths, 2}}});
    }
    return row;
}

Case payslip_case(const cooperative::Member& member, const ruleset::Clocks& clocks,
                  const Outcome& month, const std::vector<AgreedPay>& engagements) {
    Case row{clocks, member_values(member, month_of(clocks.work_end)), {}};
    row.common["gross_pay"] = month.at("month_gross_pay").value;
    row.common["reference_pay"] = month.at("month_reference_pay").value;
    row.common["flat_withholding_rate"] = month.at("engagement_withholding_rate").value;
    row.common["work_fraction"] =
        ruleset::Fraction{hundredths(month.at("month_paid_hours").value),
                          hundredths(month.at("month_full_time_hours").value)};
    // Where all are in the member's committee, the month needs no engagement.
    if (std::none_of(engagements.begin(), engagements.end(), has_committee)) { return row; }
    for (const AgreedPay& engagement : engagements) {
        ruleset::Values values;
        if (has_committee(engagement)) {
            values["joint_committee"] = ruleset::word(engagement.joint_committee);
        }
        row.contracts.push_back(std::move(values));
    }
    return row;
}

ruleset::Clocks pay_clocks(Month month, Date payment_date) {
    return {first_day(month), last_day(month), payment_date, payment_date};
}

const Diagnostics& pay_gaps(Rulebook& rules, Month month, Date payment_date) {
    return rules.remembered_gaps({month, payment_date}, [&] {
        Diagnostics gaps;
        const ruleset::Case row{pay_clocks(month, payment_date), {}, {}};
        // Days outside the rules are found before any value is looked at: none is given.
        for (const ruleset::Fault& fault : rules.ask(payslip_figures(rules), row).faults) {
            if (fault.code != "E201") { continue; }
            gaps.push_back(problem(fault.code, in_one_sentence(fault)));
        }
        return gaps;
    });
}

Result<MonthPay> month_pay(Rulebook& rules, const cooperative::Member& member,
                           const ruleset::Clocks& clocks,
                           const std::vector<AgreedPay>& engagements) {
    require(!engagements.empty(), "a month of pay has an engagement");
    MonthPay pay;
    pay.asked.push_back({"month", month_case(member, clocks, engagements), month_figures()});
    const Outcome month = rules.ask(pay.asked.back().figures, pay.asked.back().row);
    if (!month.ok()) { return as_diagnostics(month.faults); }
    pay.gross_pay = month.money("month_gross_pay");
    pay.paid_hours_hundredths = hundredths(month.at("month_paid_hours").value);
    pay.full_time_hundredths = hundredths(month.at("month_full_time_hours").value);
    pay.asked.push_back(
        {"pay", payslip_case(member, clocks, month, engagements), payslip_figures(rules)});
    pay.figures = rules.ask(pay.asked.back().figures, pay.asked.back().row);
    if (!pay.figures.ok()) { return as_diagnostics(pay.figures.faults); }
    return pay;
}

}  // namespace mutua::settlement
