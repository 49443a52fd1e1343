#pragma once

#include "engine/core/date.hpp"
#include "engine/ruleset/syntax/source_file.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::ruleset {

struct CheckedRuleset;  // check/checked_ruleset.hpp: names resolved, types and decimals known

/// Rules that passed every check; immutable and shared.
using Ruleset = std::shared_ptr<const CheckedRuleset>;

struct CheckReport {
    Ruleset ruleset;  ///< null when there is an error
    Diagnostics findings;
};

/// Reads and checks a whole rules folder. `today` is the day against which `review by` is judged:
/// the ruleset has no clock. Who only computes leaves the tests out, two thirds of the text: then
/// nothing is said of them, nor of names that nothing uses (R110, R111).
[[nodiscard]] CheckReport check(std::vector<SourceFile> files, Date today,
                                TestBlocks tests = TestBlocks::read);

/// "sha256:…", the identity kept with every result.
[[nodiscard]] std::string identity(const Ruleset& ruleset);

/// The files that the ruleset was made from, sorted by path.
[[nodiscard]] const std::vector<SourceFile>& source_files(const Ruleset& ruleset);

/// A rule that prints a line on a document (`shown on …`), as seen from `package`.
struct PrintedRule {
    std::string figure;   ///< bare name
    std::string package;  ///< where it is declared
    std::string section;
    int order = 0;
    std::string role;   ///< earning deduction information total; error warning for checks
    std::string scope;  ///< contract payslip member client
    std::string label(std::string_view language) const;
    std::vector<std::pair<std::string, std::string>> labels;  ///< language, text
};

/// Every rule shown on `document` that is declared in `package` or in a package it uses, by order
/// and then name: the layout from which documents are printed.
[[nodiscard]] std::vector<PrintedRule> layout(const Ruleset& ruleset, std::string_view package,
                                              std::string_view document);

/// Label of any input, param, scale or rule, in `language`, else in English, else its name.
[[nodiscard]] std::string label(const Ruleset& ruleset, std::string_view package,
                                std::string_view name, std::string_view language);

/// True when `package` exists; true when `name` is visible from it.
[[nodiscard]] bool has_package(const Ruleset& ruleset, std::string_view package);
[[nodiscard]] bool has_name(const Ruleset& ruleset, std::string_view package,
                            std::string_view name);

/// The items of the enum that the input, param or rule `name` has as its type, in their order;
/// empty when it is no enum or is not visible from `package`.
[[nodiscard]] std::vector<std::string> enum_items(const Ruleset& ruleset, std::string_view package,
                                                  std::string_view name);

}  // namespace mutua::ruleset
