#include "engine/core/allocation.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/settlement/month_pay.hpp"

#include <algorithm>
#include <set>

namespace mutua::settlement {

namespace {

/// The committee of an engagement: its own, else the member's, else the rules' for the category.
Result<std::string> usual_committee(Rulebook& rules, const PayslipRequest& request) {
    if (!request.member.joint_committee.empty()) { return request.member.joint_committee; }
    const Date end = last_day(request.month);
    const ruleset::Outcome outcome =
        rules.ask({"usual_joint_committee"},
                  {ruleset::Clocks::all(end), member_values(request.member, request.month), {}});
    if (!outcome.ok()) { return as_diagnostics(outcome.faults); }
    return outcome.at("usual_joint_committee").text();
}

/// The committee that all engagements share; empty when they differ.
std::string common_committee(const std::vector<PayslipEngagement>& engagements) {
    const std::string& first = engagements.front().joint_committee;
    const bool shared = std::all_of(engagements.begin(), engagements.end(),
                                    [&](const auto& one) { return one.joint_committee == first; });
    return shared ? first : "";
}

/// The parameter that says after how many working days pay leaves.
constexpr const char* payment_term = "pay_after_working_days";

std::vector<AgreedPay> agreed_pay(const PayslipRequest& request) {
    std::vector<AgreedPay> list;
    for (const ClosingEngagement& closing : request.engagements) {
        list.push_back({closing.acceptance.gross_pay, closing.declaration.hours_hundredths,
                        closing.declaration.joint_committee});
    }
    return list;
}

std::int64_t days_worked(const std::vector<ClosingEngagement>& engagements) {
    std::set<Date> days;
    for (const ClosingEngagement& closing : engagements) {
        days.insert(closing.declaration.work_dates.begin(), closing.declaration.work_dates.end());
    }
    return static_cast<std::int64_t>(days.size());
}

/// Cost and net of the month, shared out by gross pay (largest remainder).
std::vector<PayslipEngagement> shared_out(const PayslipRequest& request, Money employer_cost,
                                          Money net_pay, const std::string& committee) {
    std::vector<std::int64_t> weights;
    for (const ClosingEngagement& closing : request.engagements) {
        weights.push_back(closing.acceptance.gross_pay.minor_units());
    }
    const std::vector<Money> costs = allocate(employer_cost, weights);
    const std::vector<Money> nets = allocate(net_pay, weights);
    std::vector<PayslipEngagement> list;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const auto& [declaration, acceptance] = request.engagements[i];
        list.push_back(
            {declaration.code, declaration.work_dates, declaration.hours_hundredths,
             declaration.joint_committee.empty() ? committee : declaration.joint_committee,
             acceptance.gross_pay, acceptance.expenses, acceptance.provision(),
             costs[i] + acceptance.expenses, nets[i]});
    }
    return list;
}

/// The lines that the rules print, every total checked against the lines above it.
std::vector<PayslipLine> payslip_lines(Rulebook& rules, const ruleset::Outcome& figures,
                                       Money net_pay) {
    std::vector<PayslipLine> lines;
    Money sum;
    for (const auto& printed : ruleset::layout(rules.rules(), rules.package(), "payslip")) {
        if (printed.scope == "contract") { continue; }
        const ruleset::Figure& figure = figures.at(printed.figure);
        if (!figure.applicable) { continue; }  // Not applicable is not zero: it has no line.
        const bool is_deduction = printed.role == "deduction";
        const Money amount = is_deduction ? -figure.money() : figure.money();
        if (is_deduction || printed.role == "earning") { sum += amount; }
        require(printed.role != "total" || sum == amount,
                "a total is what the lines before it add up to");
        lines.push_back(
            {printed.figure,
             printed.section,
             printed.role,
             {printed.label("fr"), printed.label("nl"), printed.label("de"), printed.label("en")},
             amount});
    }
    require(sum == net_pay, "the lines of a payslip add up to its net pay");
    return lines;
}

/// Every amount of the outcome, in order of name.
std::vector<NamedAmount> named_amounts(const ruleset::Outcome& figures) {
    std::vector<NamedAmount> list;
    for (const auto& [name, values] : figures.figures) {
        const auto* number = std::get_if<ruleset::Number>(&values.front().value);
        if (number != nullptr && number->decimals == 2) {
            list.push_back({name, values.front().money()});
        }
    }
    return list;
}

/// What is provisional of all that was asked for a slip.
std::vector<ProvisionalNote> provisional_notes(Rulebook& rules,
                                               const std::vector<AskedQuestion>& asked) {
    std::vector<ProvisionalNote> notes;
    for (const AskedQuestion& question : asked) {
        for (const auto& one : rules.provisional_in(question.figures, question.row)) {
            add_notes(
                notes,
                {{one.name, {one.label("fr"), one.label("nl"), one.label("de"), one.label("en")}}});
        }
    }
    return notes;
}

Date last_worked_day(const std::vector<ClosingEngagement>& engagements) {
    require(!engagements.empty(), "a payslip has an engagement");
    Date last = engagements.front().declaration.work_dates.back();
    for (const ClosingEngagement& closing : engagements) {
        last = std::max(last, closing.declaration.work_dates.back());
    }
    return last;
}

void fill_amounts(Payslip& slip, const ruleset::Outcome& figures) {
    slip.employee_contributions = figures.money("social_security_due");
    slip.withholding_tax = figures.money("withholding_tax");
    slip.net_pay = figures.money("net_pay");
    slip.employer_contributions = figures.money("employer_contributions_total");
    slip.holiday_pay_provision = figures.money("holiday_pay_provision");
    slip.other_employer_costs = figures.money("insurance_and_premiums") + figures.money("margin");
    for (const char* provided : {"year_end_premium_provision", "year_end_premium_charges"}) {
        // Rules of an earlier time do not know them.
        if (figures.figures.contains(provided)) {
            slip.other_employer_costs += figures.money(provided);
        }
    }
    slip.employer_cost = figures.money("employer_cost");
    require(slip.gross_pay + slip.employer_contributions + slip.holiday_pay_provision +
                    slip.other_employer_costs ==
                slip.employer_cost,
            "employer cost is gross pay and the employer's figures");
    require(slip.gross_pay - slip.employee_contributions - slip.withholding_tax == slip.net_pay,
            "net pay is gross pay less contributions and tax");
}

}  // namespace

Date payment_date(Rulebook& rules, const std::vector<ClosingEngagement>& engagements,
                  Date issued_on) {
    return payment_date(rules, last_worked_day(engagements), issued_on);
}

Date payment_date(Rulebook& rules, Date last_worked, Date issued_on) {
    const std::int64_t days = rules.count(payment_term, last_worked);
    return std::max(rules.add_working_days(last_worked, days), issued_on);
}

Result<Payslip> make_payslip(Rulebook& rules, const PayslipRequest& request) {
    const ruleset::Clocks clocks = pay_clocks(request.month, request.payment_date);
    Result<MonthPay> pay = month_pay(rules, request.member, clocks, agreed_pay(request));
    if (!pay) { return pay.error(); }
    const Result<std::string> committee = usual_committee(rules, request);
    if (!committee) { return committee.error(); }

    Payslip slip;
    slip.form = request.form;
    slip.id = request.id;
    slip.issued_on = request.issued_on;
    slip.month = request.month;
    slip.payment_date = request.payment_date;
    slip.employer = request.entity;
    slip.member = request.member;
    slip.worker_category = request.member.worker_category;
    slip.hours_hundredths = pay->paid_hours_hundredths;
    slip.full_time_hundredths = pay->full_time_hundredths;
    slip.days = days_worked(request.engagements);
    slip.gross_pay = pay->gross_pay;
    fill_amounts(slip, pay->figures);
    slip.engagements = shared_out(request, slip.employer_cost, slip.net_pay, *committee);
    slip.joint_committee = common_committee(slip.engagements);
    for (const PayslipEngagement& engagement : slip.engagements) {
        slip.expenses += engagement.expenses;
    }
    const Result<Money> withheld =
        withheld_in_month(rules, request.member, clocks, slip.net_pay, request.earlier);
    if (!withheld) { return withheld.error(); }
    slip.withheld_for_creditors = *withheld;
    slip.to_pay = slip.net_pay + slip.expenses - slip.withheld_for_creditors;
    slip.lines = payslip_lines(rules, pay->figures, slip.net_pay);
    slip.figures = named_amounts(pay->figures);
    if (slip.form > 2) {
        auto creditors = creditors_question(request.member, clocks, slip.net_pay, request.earlier);
        if (creditors) { pay->asked.push_back(std::move(*creditors)); }
        slip.provisional = provisional_notes(rules, pay->asked);
    }
    slip.ruleset = rules.identity();
    return slip;
}

Result<std::vector<AskedQuestion>> payslip_questions(Rulebook& rules,
                                                     const PayslipRequest& request) {
    const ruleset::Clocks clocks = pay_clocks(request.month, request.payment_date);
    AskedQuestion month{"month", month_case(request.member, clocks, agreed_pay(request)),
                        month_figures()};
    for (const ClosingEngagement& closing : request.engagements) {
        month.contracts.push_back(closing.declaration.code.text());
    }
    const ruleset::Outcome outcome = rules.ask(month.figures, month.row);
    if (!outcome.ok()) { return as_diagnostics(outcome.faults); }
    AskedQuestion pay{"pay", payslip_case(request.member, clocks, outcome, agreed_pay(request)),
                      payslip_figures(rules)};
    if (!pay.row.contracts.empty()) { pay.contracts = month.contracts; }
    AskedQuestion payment{"payment",
                          {ruleset::Clocks::all(last_worked_day(request.engagements)), {}, {}},
                          {payment_term}};
    const ruleset::Outcome paid = rules.ask({"net_pay"}, pay.row);
    if (!paid.ok()) { return as_diagnostics(paid.faults); }
    auto creditors =
        creditors_question(request.member, clocks, paid.money("net_pay"), request.earlier);
    std::vector questions{std::move(pay), std::move(month), std::move(payment)};
    if (creditors) { questions.push_back(std::move(*creditors)); }
    return questions;
}

}  // namespace mutua::settlement
