#pragma once

#include "engine/settlement/question.hpp"
#include "engine/settlement/rulebook.hpp"

#include <optional>

namespace mutua::settlement {

/// What slips brought a member before this one that are not of its month and worker category.
struct OtherSlips {
    Money claim_paid{};  ///< withheld for the member's kind of claim, by all earlier slips
    Money net_pay{};     ///< of the same month in other categories
    Money withheld{};    ///< for creditors, of the same month in other categories
};

/// What all slips brought a member before this one.
struct EarlierSlips {
    Money net_pay;   ///< of the same month and category
    Money withheld;  ///< for creditors, of the same month and category
    OtherSlips others;
};

/// The figure that says what a slip withholds.
inline constexpr const char* withheld_figure = "withheld_for_creditors";

/// What a slip that brings its month and category to `month_net_pay` asks about creditors. Nothing
/// when there are none, or when it brings no net pay: what earlier slips withheld was paid to the
/// creditors and is not taken back, nor is a claim recovered from pay that has left.
[[nodiscard]] std::optional<AskedQuestion> creditors_question(const cooperative::Member& member,
                                                              const ruleset::Clocks& clocks,
                                                              Money month_net_pay,
                                                              const EarlierSlips& earlier);

/// What the slips of the month and category withhold for creditors, this one included.
/// Errors: what the rules refuse, with their reasons.
[[nodiscard]] Result<Money> withheld_in_month(Rulebook& rules, const cooperative::Member& member,
                                              const ruleset::Clocks& clocks, Money month_net_pay,
                                              const EarlierSlips& earlier);

}  // namespace mutua::settlement
