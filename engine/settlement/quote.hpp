#pragma once

#include "engine/settlement/breakdown.hpp"
#include "engine/settlement/checks.hpp"
#include "engine/settlement/question.hpp"
#include "engine/settlement/rulebook.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::settlement {

/// One line of a breakdown: an amount, what it is called, and the rule that gave it.
struct QuoteLine {
    std::string figure;
    std::string package;
    std::string section;  ///< client, cooperative, employer, pay
    Translations label;
    Money amount;
};

/// The breakdown from price to net pay, before anything is committed. The net is that of a month
/// with this engagement alone.
struct Quote {
    Acceptance acceptance;
    Money net_pay;
    Money to_pay;  ///< net pay and expenses
    std::vector<QuoteLine> lines;
    std::vector<CheckFinding> findings;

    [[nodiscard]] bool acceptable() const;
};

/// The parts of a declaration that a quote needs.
struct QuoteRequest {
    const cooperative::Declaration& declaration;
    const cooperative::Member& member;
    const cooperative::Client& client;
    Date declared_on;
    OtherHours others{};  ///< for the checks
};

/// Names of the figures that come of a price before its pay is solved.
[[nodiscard]] const std::vector<std::string>& price_figures();

/// Works the breakdown out from the declaration's price. What the rules cannot compute (a price
/// that leaves nothing to pay, a day outside their years) is an error with its reasons; what the
/// checks object to is in the findings. An error about one field begins with its import column.
[[nodiscard]] Result<Quote> quote(Rulebook& rules, const QuoteRequest& request);

/// The checks alone, and the figures that acceptance fixes: what a batch needs, without the lines.
[[nodiscard]] Result<Quote> assess(Rulebook& rules, const QuoteRequest& request);

/// What accepting a declaration asked the rules: of its price, of the pay that was solved from it,
/// and of the checks.
[[nodiscard]] std::vector<AskedQuestion> acceptance_questions(const Rulebook& rules,
                                                              const QuoteRequest& request,
                                                              const Acceptance& accepted);

/// Dates for work whose days nobody named yet: as many working days after `today` as the hours take
/// by the rules' full-time day, in one month; the next one where this one has too few left, and
/// that one has more and is covered by the rules. Errors: rules without a full-time day on `today`,
/// such as outside their years.
[[nodiscard]] Result<std::vector<Date>> likely_dates(Rulebook& rules, std::int64_t hours_hundredths,
                                                     Date today);

/// The checks that can be made of the values that are known, each by itself: a check that needs
/// another one says nothing. For declarations that are wrong elsewhere, so that everything that is
/// wrong is told at once. `on` sets every clock.
[[nodiscard]] std::vector<CheckFinding> known_findings(Rulebook& rules,
                                                       const ruleset::Values& known, Date on);

/// The smallest price whose breakdown reaches `gross` (or `net`); nothing when no price does.
/// The declaration's own price is not read. The breakdown has that gross pay to the cent. Its net
/// may be more than was asked for, and a larger price may bring less again: net pay falls where a
/// threshold of the law is passed.
[[nodiscard]] std::optional<Money> price_for_gross(Rulebook& rules, const QuoteRequest& request,
                                                   Money gross);
[[nodiscard]] std::optional<Money> price_for_net(Rulebook& rules, const QuoteRequest& request,
                                                 Money net);

}  // namespace mutua::settlement
