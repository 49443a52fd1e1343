#include "engine/settlement/creditors.hpp"

namespace mutua::settlement {

std::optional<AskedQuestion> creditors_question(const cooperative::Member& member,
                                                const ruleset::Clocks& clocks, Money month_net_pay,
                                                const EarlierSlips& earlier) {
    const Money net_pay = month_net_pay - earlier.net_pay;
    if (!member.claim || net_pay <= Money{}) { return std::nullopt; }
    const cooperative::Claim& claim = *member.claim;
    ruleset::Values values{
        {"children", ruleset::count_of(claim.children.value_or(member.children))},
        {"claim", ruleset::word(claim.kind)},
        {"claim_amount", ruleset::value_of(claim.amount)},
        {"claim_paid", ruleset::value_of(earlier.others.claim_paid)},
        {"net_pay", ruleset::value_of(net_pay)},
        {"net_pay_of_other_slips", ruleset::value_of(earlier.net_pay + earlier.others.net_pay)},
        {"withheld_by_other_slips", ruleset::value_of(earlier.withheld + earlier.others.withheld)}};
    if (claim.per_month) { values["claim_per_month"] = ruleset::value_of(*claim.per_month); }
    return AskedQuestion{"creditors",
                         {clocks, std::move(values), {}},
                         {withheld_figure, "claimed_of_month", "claim_left"}};
}

Result<Money> withheld_in_month(Rulebook& rules, const cooperative::Member& member,
                                const ruleset::Clocks& clocks, Money month_net_pay,
                                const EarlierSlips& earlier) {
    const auto question = creditors_question(member, clocks, month_net_pay, earlier);
    if (!question) { return earlier.withheld; }
    const ruleset::Outcome outcome = rules.ask(question->figures, question->row);
    if (!outcome.ok()) { return as_diagnostics(outcome.faults); }
    return earlier.withheld + outcome.money(withheld_figure);
}

}  // namespace mutua::settlement
