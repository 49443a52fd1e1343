#pragma once

#include "engine/settlement/issue.hpp"
#include "engine/settlement/payslip.hpp"
#include "engine/settlement/rulebook.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A month that was paid, made again: what was issued stays, a difference slip brings the rest.
namespace mutua::settlement {

/// One reason why a month comes out differently than it was paid.
struct DifferenceCause {
    enum class Kind { late_declaration, member_changed, rules_changed, credited_declaration };
    Kind kind = Kind::rules_changed;
    std::string what;    ///< a declaration, or the member's fact by name; nothing for the rules
    std::string before;  ///< the member's fact; of the rules, their identity
    std::string now;
    friend bool operator==(const DifferenceCause&, const DifferenceCause&) = default;
};

[[nodiscard]] std::string_view to_string(DifferenceCause::Kind kind);
[[nodiscard]] std::optional<DifferenceCause::Kind> parse_difference_cause(std::string_view text);

/// "children changed: 0 → 1", "work added after the payslip: D0007", "rules changed", "credited
/// declaration D0001".
[[nodiscard]] std::string in_words(const DifferenceCause& cause);

/// The difference between a month as it was paid and as it should be, with both complete states.
struct DifferenceSlip {
    Payslip before;         ///< as the slip that is corrected left it, which names it
    Payslip now;            ///< number and day of issue are this slip's; withholding tax is that of
                            ///< the month's payment date, which stays
    PayslipId original{0};  ///< the payslip of the month
    Date payment_date;      ///< of the difference
    std::vector<DifferenceCause> causes;
};

/// The difference as a payslip: every amount is what changed, an engagement that was not paid for
/// yet has all of its own. One that was taken out gives back all that it came to, but its provision
/// is not set aside again: the credit note took back what that was for. What is negative is to be
/// recovered.
[[nodiscard]] Payslip difference(const DifferenceSlip& slip);

/// The declarations that were paid for and are no longer.
[[nodiscard]] std::vector<DeclarationCode> taken_out(const DifferenceSlip& slip);

/// One amount as it was and as it is.
struct AmountChange {
    Money before;
    Money now;
    [[nodiscard]] Money difference() const { return now - before; }
};

/// A printed line as it was and as it is; where one of them had none, nothing.
struct LineChange {
    PayslipLine line;  ///< how it is called and where it stands
    AmountChange amount;
};

/// The lines of both states in the order of the later one, then those that only the earlier had.
[[nodiscard]] std::vector<LineChange> line_changes(const DifferenceSlip& slip);

struct DifferenceRequest {
    const cooperative::Entity& entity;
    const cooperative::Member& member;  ///< as known today for the month
    const Payslip& before;
    /// All of the month that stand, late ones included; none when every one was credited.
    const std::vector<ClosingEngagement>& engagements;
    PayslipId original;
    PayslipId id;
    Date issued_on;
    OtherSlips others{};
    int form = newest_form;  ///< of the documents
};

/// What the slips of the month and category paid and withheld by then, and the others.
[[nodiscard]] EarlierSlips earlier_slips(const Payslip& before, const OtherSlips& others);

/// Makes a month again with the facts and rules of today, on its own clocks: social security of the
/// worked month, withholding tax of the day on which it was paid. Nothing when no amount differs.
/// Of more net pay creditors have their part; what was withheld already stays withheld. A month of
/// which no work stands comes to nothing.
/// Errors: what the rules refuse, with their reasons. A day of issue on which the rules have gaps()
///         is a ContractViolation; ask first.
[[nodiscard]] Result<std::optional<DifferenceSlip>> make_difference(
    Rulebook& rules, const DifferenceRequest& request);

}  // namespace mutua::settlement
