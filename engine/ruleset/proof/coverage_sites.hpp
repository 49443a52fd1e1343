#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// What kind of thing a test may reach.
enum class SiteKind : std::uint8_t {
    taken,      ///< rule, version, 0: the default; else 1 + the exception
    applies,    ///< rule, version, 0 or 1
    figure,     ///< param, version
    bracket,    ///< scale, version, bracket
    threshold,  ///< scale, version, bracket: an argument equal to it
    row,        ///< table, version, row; one past the last: otherwise
    ensure,     ///< rule, 0, its index
    reset,      ///< carry
    amendment,  ///< file, begin of its label
    rounding,   ///< file, begin of its clause: a value that it changed
    branch,     ///< expression, 0, side or case
    equal,      ///< expression: a comparison of two equal numbers
};

struct SiteKey {
    SiteKind kind = SiteKind::taken;
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t third = 0;
    friend auto operator<=>(const SiteKey&, const SiteKey&) = default;
};

/// A thing that tests should reach.
struct CoverageSite {
    SiteKey key;
    syntax::Span span;
    PackageId package = 0;        ///< of an amendment its own
    DefinitionId definition = 0;  ///< that it is part of
    Date version = first_of_days;
    std::string name;  ///< "bracket 3 (above 30 000.00)"
    std::string text;  ///< said when none reaches it: "bracket 3 (above 30 000.00): never used"
};

/// Everything that tests should reach in a ruleset.
[[nodiscard]] std::vector<CoverageSite> coverage_sites(const CheckedRuleset& rules);

/// True for an order between a number and a figure: a threshold that a test should hit exactly.
[[nodiscard]] bool is_threshold(const CheckedRuleset& rules, const TypedExpression& expression);

}  // namespace mutua::ruleset
