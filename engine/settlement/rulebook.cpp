#include "engine/settlement/rulebook.hpp"

#include "engine/ruleset/check/names.hpp"

#include <algorithm>
#include <utility>

namespace mutua::settlement {

namespace {

/// A parameter of the rules and the account it numbers.
struct AccountName {
    const char* parameter;
    std::string ledger::Accounts::*number;
};

constexpr AccountName account_names[] = {
    {"customers_account", &ledger::Accounts::customers},
    {"vat_due_account", &ledger::Accounts::vat_due},
    {"services_account", &ledger::Accounts::services},
    {"bank_account", &ledger::Accounts::bank},
    {"provisional_pay_account", &ledger::Accounts::provisional_pay},
    {"provision_for_pay_account", &ledger::Accounts::provision_for_pay},
    {"gross_wages_account", &ledger::Accounts::gross_wages},
    {"employer_contributions_cost_account", &ledger::Accounts::employer_contributions_cost},
    {"holiday_pay_cost_account", &ledger::Accounts::holiday_pay_cost},
    {"expenses_repaid_account", &ledger::Accounts::expenses_repaid},
    {"social_security_account", &ledger::Accounts::social_security},
    {"withholding_tax_account", &ledger::Accounts::withholding_tax},
    {"holiday_pay_account", &ledger::Accounts::holiday_pay},
    {"creditors_account", &ledger::Accounts::creditors},
    {"net_to_pay_account", &ledger::Accounts::net_to_pay},
    {"guarantee_fund_account", &ledger::Accounts::guarantee_fund},
    {"member_account", &ledger::Accounts::member},
    {"management_fee_account", &ledger::Accounts::management_fee},
    {"provisions_account", &ledger::Accounts::provisions},
    {"actual_cost_account", &ledger::Accounts::actual_cost},
    {"member_claims_account", &ledger::Accounts::member_claims},
};

}  // namespace

std::vector<std::string> account_parameters() {
    std::vector<std::string> names;
    for (const AccountName& account : account_names) { names.emplace_back(account.parameter); }
    return names;
}

Rulebook::Rulebook(ruleset::Ruleset rules, std::string package)
    : calculator_{std::move(rules)}, package_{std::move(package)} {
    require(ruleset::has_package(calculator_.ruleset(), package_),
            "the cooperative's package is one of the ruleset");
}

std::string Rulebook::identity() const { return ruleset::identity(calculator_.ruleset()); }

bool Rulebook::knows(std::string_view name) const {
    return ruleset::has_name(calculator_.ruleset(), package_, name);
}

std::vector<std::string> Rulebook::known_accounts() const {
    std::vector<std::string> names = account_parameters();
    std::erase_if(names, [&](const std::string& name) { return !knows(name); });
    return names;
}

std::string Rulebook::package_of(std::string_view name) const {
    const ruleset::CheckedRuleset& rules = *calculator_.ruleset();
    const auto from = ruleset::find_package(rules, package_);
    require(from.has_value(), "the cooperative's package is one of the ruleset");
    const auto found =
        ruleset::find_definition(rules, *from, name, ruleset::Reach::reachable).found;
    return found ? rules.packages[rules.definitions[found->definition].package].name : "";
}

ruleset::Outcome Rulebook::ask(const std::vector<std::string>& figures, const ruleset::Case& row) {
    ruleset::Outcome outcome = calculator_.evaluate(package_, figures, row);
    for (const auto& [name, values] : outcome.figures) {
        const bool all_fit = std::all_of(values.begin(), values.end(), [](const auto& figure) {
            const auto* number = std::get_if<ruleset::Number>(&figure.value);
            return number == nullptr || number->fits_64_bits();
        });
        if (all_fit) { continue; }
        outcome.faults.push_back(
            {"E901", name, "`" + name + "` leaves the 64 bits that an amount is kept in",
             "look at the inputs: one of them is far too large", std::nullopt});
    }
    return outcome;
}

std::vector<ruleset::ProvisionalFigure> Rulebook::provisional_in(
    const std::vector<std::string>& figures, const ruleset::Case& row) {
    if (!provisional_) { provisional_.emplace(calculator_.ruleset()); }
    return provisional_->used_by(package_, figures, row);
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
    return number->raw_64_bits();
}

Diagnostics Rulebook::gaps(Date on) {
    std::vector<std::string> names = known_accounts();
    names.insert(names.end(), {"payment_terms_days", "pay_after_working_days"});
    return as_diagnostics(ask(names, {ruleset::Clocks::all(on), {}, {}}).faults);
}

ledger::Accounts Rulebook::accounts(Date on) {
    const ruleset::Outcome outcome = ask(known_accounts(), {ruleset::Clocks::all(on), {}, {}});
    require(outcome.ok(), "the rules name every account on that day");
    ledger::Accounts chart;
    for (const AccountName& account : account_names) {
        if (!knows(account.parameter)) { continue; }
        chart.*account.number = outcome.at(account.parameter).text();
    }
    return chart;
}

std::map<std::string, std::string, std::less<>> Rulebook::account_labels(
    Date on, std::string_view language) {
    const ledger::Accounts chart = accounts(on);
    std::map<std::string, std::string, std::less<>> labels;
    for (const AccountName& account : account_names) {
        if (!knows(account.parameter)) { continue; }
        labels[chart.*account.number] =
            ruleset::label(calculator_.ruleset(), package_, account.parameter, language);
    }
    return labels;
}

Date Rulebook::add_working_days(Date from, std::int64_t days) {
    require(days >= 0 && days <= 366, "working days are counted forwards, within a year");
    const auto [known, is_new] = working_days_.try_emplace({from, days}, from);
    Date& day = known->second;
    if (!is_new) { return day; }
    while (days > 0) {
        day = add_days(day, 1);
        if (!is_weekday(day)) { continue; }
        const ruleset::Outcome outcome =
            ask({"public_holiday"}, {ruleset::Clocks::all(from), {{"calendar_day", day}}, {}});
        // The rules of `from` list the holidays beyond the turn of its year. Outside the years that
        // they cover no holiday is known.
        if (outcome.ok() && outcome.at("public_holiday").yes()) { continue; }
        --days;
    }
    return day;
}

const Diagnostics& Rulebook::remembered_gaps(const std::pair<Month, Date>& key,
                                             const std::function<Diagnostics()>& find) {
    const auto known = pay_gaps_.find(key);
    return known != pay_gaps_.end() ? known->second : pay_gaps_.emplace(key, find()).first->second;
}

std::string in_one_sentence(const ruleset::Fault& fault) {
    return in_one_sentence(problem(fault.code, fault.message, fault.help));
}

std::string in_one_sentence(const Diagnostic& fault) {
    return fault.help.empty() ? fault.message : fault.message + " (" + fault.help + ")";
}

Diagnostics as_diagnostics(const std::vector<ruleset::Fault>& faults) {
    Diagnostics list;
    for (const ruleset::Fault& fault : faults) {
        list.push_back(problem(fault.code, fault.message, fault.help));
    }
    return list;
}

}  // namespace mutua::settlement
