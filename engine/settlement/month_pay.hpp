#pragma once

#include "engine/settlement/question.hpp"
#include "engine/settlement/rulebook.hpp"

#include <string>
#include <vector>

namespace mutua::settlement {

/// An engagement of the month: its agreed gross pay and its hours.
struct AgreedPay {
    Money gross_pay;
    std::int64_t hours_hundredths = 0;
    std::string joint_committee{};  ///< its own; empty: the member's
};

/// A month of one member in one worker category, computed on the sum of its engagements.
struct MonthPay {
    Money gross_pay;
    std::int64_t paid_hours_hundredths = 0;
    std::int64_t full_time_hundredths = 0;
    ruleset::Outcome figures;          ///< everything that a payslip prints or books
    std::vector<AskedQuestion> asked;  ///< what was asked for that
};

/// Names of the figures that the books and the documents need beside those printed on a payslip.
[[nodiscard]] const std::vector<std::string>& booked_figures();

/// Names of the figures that a month adds up to before its pay is computed.
[[nodiscard]] const std::vector<std::string>& month_figures();

/// Names of the figures that are asked of the pay of a month: printed or booked.
[[nodiscard]] std::vector<std::string> payslip_figures(const Rulebook& rules);

/// The case of the first question about a month: what its engagements add up to.
[[nodiscard]] ruleset::Case month_case(const cooperative::Member& member,
                                       const ruleset::Clocks& clocks,
                                       const std::vector<AgreedPay>& engagements);

/// The case of the second: the pay of what `month`, the answer to the first, comes to.
[[nodiscard]] ruleset::Case payslip_case(const cooperative::Member& member,
                                         const ruleset::Clocks& clocks,
                                         const ruleset::Outcome& month,
                                         const std::vector<AgreedPay>& engagements);

/// Asks the rules for a whole month. Social security follows the worked month, withholding tax
/// the payment date, as `clocks` say.
/// Errors: what the rules refuse, with their reasons.
[[nodiscard]] Result<MonthPay> month_pay(Rulebook& rules, const cooperative::Member& member,
                                         const ruleset::Clocks& clocks,
                                         const std::vector<AgreedPay>& engagements);

/// Why the rules cannot pay work of a month on a day yet, such as one outside the years that they
/// cover; nothing when they can. One sentence each, with what is covered. Asked again, the rulebook
/// remembers: a batch has few months and days, and many declarations.
[[nodiscard]] const Diagnostics& pay_gaps(Rulebook& rules, Month month, Date payment_date);

/// Clocks of work done in `month` and paid on `payment_date`.
[[nodiscard]] ruleset::Clocks pay_clocks(Month month, Date payment_date);

}  // namespace mutua::settlement
