#include "engine/settlement/rulebook.hpp"

#include <utility>

namespace mutua::settlement {

Rulebook::Rulebook(ruleset::Ruleset rules, std::string package)
    : calculator_{std::move(rules)}, package_{std::move(package)} {
    require(ruleset::has_package(calculator_.ruleset(), package_),
            "the cooperative's package is one of the ruleset");
}

std::string Rulebook::identity() const { return ruleset::identity(calculator_.ruleset()); }

ruleset::Outcome Rulebook::ask(const std::vector<std::string>& figures, const ruleset::Case& row) {
    return calculator_.evaluate(package_, figures, row);
}

std::optional<Money> Rulebook::solve(std::string_view input, std::string_view figure, Money target,
                                     ruleset::Goal goal, const ruleset::Case& row, int scan) {
    return calculator_.solve(package_, input, figure, target, goal, row, scan);
}

std::int64_t Rulebook::count(const std::string& parameter, Date on) {
    const ruleset::Outcome outcome = ask({parameter}, {ruleset::Clocks::all(on), {}, {}});
    require(outcome.ok(), "the rules give the parameter on that day");
    const auto* number = std::get_if<ruleset::Number>(&outcome.at(parameter).value);
    require(number != nullptr && number->decimals == 0, "the parameter is a plain count");
    return number->raw;
}

ledger::Accounts Rulebook::accounts(Date on) {
    ledger::Accounts chart;
    const std::vector<std::pair<std::string, std::string*>> places{
        {"customers_account", &chart.customers},
        {"vat_due_account", &chart.vat_due},
        {"services_account", &chart.services},
        {"bank_account", &chart.bank},
        {"provisional_pay_account", &chart.provisional_pay},
        {"provision_for_pay_account", &chart.provision_for_pay},
        {"gross_wages_account", &chart.gross_wages},
        {"employer_contributions_cost_account", &chart.employer_contributions_cost},
        {"holiday_pay_cost_account", &chart.holiday_pay_cost},
        {"expenses_repaid_account", &chart.expenses_repaid},
        {"social_security_account", &chart.social_security},
        {"withholding_tax_account", &chart.withholding_tax},
        {"holiday_pay_account", &chart.holiday_pay},
        {"net_to_pay_account", &chart.net_to_pay},
        {"guarantee_fund_account", &chart.guarantee_fund},
        {"member_account", &chart.member},
        {"management_fee_account", &chart.management_fee},
        {"provisions_account", &chart.provisions},
        {"actual_cost_account", &chart.actual_cost},
    };
    std::vector<std::string> names;
    names.reserve(places.size());
    for (const auto& [name, place] : places) { names.push_back(name); }
    const ruleset::Outcome outcome = ask(names, {ruleset::Clocks::all(on), {}, {}});
    require(outcome.ok(), "the rules name every account on that day");
    for (const auto& [name, place] : places) { *place = outcome.at(name).text(); }
    return chart;
}

Date Rulebook::add_working_days(Date from, std::int64_t days) {
    require(days >= 0 && days <= 366, "working days are counted forwards, within a year");
    Date day = from;
    while (days > 0) {
        day = add_days(day, 1);
        if (!is_weekday(day)) { continue; }
        const ruleset::Outcome outcome =
            ask({"public_holiday"}, {ruleset::Clocks::all(day), {{"calendar_day", day}}, {}});
        // Outside the years that the rules cover no holiday is known.
        if (outcome.ok() && outcome.at("public_holiday").yes()) { continue; }
        --days;
    }
    return day;
}

Diagnostics as_diagnostics(const std::vector<ruleset::Fault>& faults) {
    Diagnostics list;
    for (const ruleset::Fault& fault : faults) {
        list.push_back(problem(fault.code, fault.message, fault.help));
    }
    return list;
}

}  // namespace mutua::settlement
