#pragma once

#include "engine/ruleset/proof/unread_rows.hpp"
#include "engine/ruleset/ruleset.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// How much of one package and version the tests reach.
struct CoverageTotal {
    std::string package;
    std::string version;  ///< the day from which it holds; empty: for all time
    std::size_t reached = 0;
    std::size_t sites = 0;
};

/// One thing that tests should reach, and how many do.
struct CoverageLine {
    std::string package;
    std::string definition;
    std::string version;  ///< the day from which it holds; empty: for all time
    std::string name;     ///< "bracket 3 (above 30 000.00)", "exception `small`"
    SourcePosition where;
    std::size_t tests = 0;
};

/// What the tests of a ruleset reach: rules, figures and tables by version, branches, brackets and
/// thresholds hit exactly, table rows written in place, tests of rules, roundings that changed a
/// value, carries that began anew.
struct CoverageReport {
    std::vector<CoverageTotal> totals;  ///< by package and version
    std::size_t reached = 0;
    std::size_t sites = 0;
    std::vector<CoverageLine> lines;  ///< one a site, in the order of the files
    std::vector<UnreadRows> unread;   ///< rows of CSV tables, which are no sites
    /// R904, in the order of the files: each site that no test reaches; then the CSV tables with
    /// rows that none reads, without a reason.
    Diagnostics findings;
};

/// Runs the tests whose title contains `only` on the exact walk and counts what they pass.
/// Source: the specification of the language, its section 18.
[[nodiscard]] CoverageReport coverage(const Ruleset& ruleset, std::string_view only = "");

}  // namespace mutua::ruleset
