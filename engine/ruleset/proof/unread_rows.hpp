#pragma once

#include "engine/ruleset/proof/mutants.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// The comment that excuses the mutants of its line, or of the next one when it stands alone:
/// `# no mutant: REASON`. Behind `file "…"` it excuses the rows of that file which no test reads.
inline constexpr std::string_view mutant_excuse = "# no mutant: ";

/// True when the line of a span, or the one before, gives a reason why its mutants cannot matter.
[[nodiscard]] bool is_excused(const CheckedRuleset& rules, syntax::Span span);

/// Rows of one version of a CSV table that no test finds.
struct UnreadRows {
    std::string table;    ///< "xx.tax.town_rate"
    std::string version;  ///< the day from which it holds
    std::size_t rows = 0;
    std::size_t unread = 0;
    bool excused = false;
    Diagnostic finding;  ///< with the code that was asked for, at the version in the rules
};

/// The CSV tables with rows that no test finds, by table and version. A file may have thousands of
/// rows: they are counted together.
[[nodiscard]] std::vector<UnreadRows> unread_rows(
    const CheckedRuleset& rules, const char* code,
    const std::function<bool(const TablePlace&)>& is_found);

}  // namespace mutua::ruleset
