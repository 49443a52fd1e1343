#pragma once

#include "engine/ledger/accounts.hpp"
#include "engine/ruleset/explain/provisional.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::settlement {

/// The rules that a cooperative runs on. Figures are read by bare name, as seen from its package.
class Rulebook {
public:
    /// Errors: a package that the ruleset does not have is a ContractViolation; ask first.
    Rulebook(ruleset::Ruleset rules, std::string package);

    [[nodiscard]] const std::string& package() const noexcept { return package_; }
    [[nodiscard]] const ruleset::Ruleset& rules() const { return calculator_.ruleset(); }
    /// "sha256:…"
    [[nodiscard]] std::string identity() const;

    /// True when the rules know that name: an input that they do not ask for is not given.
    [[nodiscard]] bool knows(std::string_view name) const;

    /// The package in which a name is declared; empty for one that they do not know.
    [[nodiscard]] std::string package_of(std::string_view name) const;

    /// Computes figures for one case; faults stay in the outcome.
    [[nodiscard]] ruleset::Outcome ask(const std::vector<std::string>& figures,
                                       const ruleset::Case& row);

    /// The provisional figures that an answer rests on; see ruleset::ProvisionalFigures.
    [[nodiscard]] std::vector<ruleset::ProvisionalFigure> provisional_in(
        const std::vector<std::string>& figures, const ruleset::Case& row);

    /// Solves backwards; see ruleset::Calculator::solve.
    [[nodiscard]] std::optional<Money> solve(std::string_view input, std::string_view figure,
                                             Money target, ruleset::Goal goal,
                                             const ruleset::Case& row, int scan = 0);

    /// Why the rules cannot answer for the books on a day, such as one outside the years that they
    /// cover; nothing when they can.
    [[nodiscard]] Diagnostics gaps(Date on);

    /// A parameter that is a plain count, on a day.
    /// Errors: a rulebook without it on that day is a ContractViolation.
    [[nodiscard]] std::int64_t count(const std::string& parameter, Date on);

    /// The chart of accounts on a day. An account that rules of an earlier year do not know yet has
    /// no number: nothing was posted to it then.
    /// Errors: a day on which the rules have gaps() is a ContractViolation; ask first.
    [[nodiscard]] ledger::Accounts accounts(Date on);

    /// What each account is called: number → label.
    [[nodiscard]] std::map<std::string, std::string, std::less<>> account_labels(
        Date on, std::string_view language);

    /// The day that lies `days` working days after `from`: weekends do not count, nor the public
    /// holidays that the rules name.
    [[nodiscard]] Date add_working_days(Date from, std::int64_t days);

    /// What was found for a month and a payment date before; found by `find` the first time.
    [[nodiscard]] const Diagnostics& remembered_gaps(const std::pair<Month, Date>& key,
                                                     const std::function<Diagnostics()>& find);

private:
    [[nodiscard]] std::vector<std::string> known_accounts() const;

    ruleset::Calculator calculator_;
    std::string package_;
    std::optional<ruleset::ProvisionalFigures> provisional_;      ///< made when it is first asked
    std::map<std::pair<Date, std::int64_t>, Date> working_days_;  ///< answers given before
    std::map<std::pair<Month, Date>, Diagnostics> pay_gaps_;      ///< answers given before
};

/// Names of the parameters that number the accounts.
[[nodiscard]] std::vector<std::string> account_parameters();

/// A fault and what to do about it, where there is room for one line only.
[[nodiscard]] std::string in_one_sentence(const ruleset::Fault& fault);
[[nodiscard]] std::string in_one_sentence(const Diagnostic& fault);

/// What kept an outcome from being computed, as diagnostics without a place.
[[nodiscard]] Diagnostics as_diagnostics(const std::vector<ruleset::Fault>& faults);

}  // namespace mutua::settlement
