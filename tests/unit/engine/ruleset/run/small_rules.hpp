#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset::testing {

/// The head of an invented package that rounds EUR to the cent and covers 2025 to 2027.
inline std::string package_head(const std::string& name, const std::string& clock = "work_end") {
    return "package " + name + "\n  dated by " + clock +
           "\n  covers 2025-01-01 .. 2027-12-31\n  rounding EUR half up to 0.01\n\n"
           "source act \"An act (invented)\" url \"https://example.org/act\"\n\n";
}

/// Checks files of invented packages.
inline CheckReport checked(std::vector<SourceFile> files) {
    return check(std::move(files), *parse_date("2026-06-30"));
}

/// One package `xx.small` with this body, which must be without errors.
inline Ruleset small_rules(const std::string& body) {
    CheckReport report = checked({{"xx/small.rules", package_head("xx.small") + body}});
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    return report.ruleset;
}

/// Said of nearly every small example: names that nothing uses, rules without output or source.
inline bool is_housekeeping(const std::string& code) {
    return code == "R110" || code == "R111" || code == "R805";
}

/// The findings of one package `xx.small` with this body: "LINE:COLUMN CODE", lines counted from
/// the first line of the body. Housekeeping is left out.
inline std::vector<std::string> findings_of(const std::string& body) {
    const CheckReport report = checked({{"xx/small.rules", package_head("xx.small") + body}});
    std::vector<std::string> found;
    for (const Diagnostic& one : report.findings) {
        if (is_housekeeping(one.code)) { continue; }
        found.push_back(std::to_string(static_cast<int>(one.where.line) - 7) + ":" +
                        std::to_string(one.where.column) + " " + one.code);
    }
    return found;
}

/// A case on one day with one contract.
inline Case case_on(const char* day, Values values = {}) {
    return {Clocks::all(*parse_date(day)), std::move(values), {}};
}

inline Value eur(const char* amount) { return value_of(*parse_money(amount)); }
inline Value number(const char* text) { return *parse_number(text); }

/// The value of one figure as text; its faults, when it has any.
inline std::string figure_of(Calculator& calculator, const std::string& figure, const Case& row,
                             std::size_t contract = 0) {
    const Outcome outcome = calculator.evaluate("xx.small", {figure}, row);
    if (outcome.ok()) { return to_string(outcome.at(figure, contract).value); }
    std::string text;
    for (const Fault& fault : outcome.faults) {
        text += (text.empty() ? "" : ", ") + fault.code + " " + fault.name;
    }
    return text;
}

/// The codes and names of the faults of an outcome: "E102 gross_pay".
inline std::vector<std::string> faults_of(const Outcome& outcome) {
    std::vector<std::string> found;
    for (const Fault& fault : outcome.faults) {
        found.push_back(fault.code + " " + fault.name +
                        (fault.contract ? " @" + std::to_string(*fault.contract) : ""));
    }
    return found;
}

}  // namespace mutua::ruleset::testing
