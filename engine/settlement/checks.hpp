#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/breakdown.hpp"
#include "engine/settlement/rulebook.hpp"

#include <string>
#include <vector>

/// The checks that the rules make: conditions that are `yes` when something is wrong.
namespace mutua::settlement {

/// Something a rule finds wrong with a declaration, and in which field.
struct CheckFinding {
    Severity severity = Severity::error;
    std::string code;   ///< "I411"
    std::string rule;   ///< name of the check
    std::string field;  ///< import column
    Translations message;
};

/// What a rule is called on documents.
[[nodiscard]] Translations labels_of(const ruleset::PrintedRule& printed);

/// What is checked: the document that the rules show their checks on.
enum class Checked { declaration, announcement, planned_invoice };

/// Its checks, in the order of their codes.
[[nodiscard]] std::vector<ruleset::PrintedRule> checks_on(const Rulebook& rules, Checked document);

/// The figures to ask for them.
[[nodiscard]] std::vector<std::string> figures_of(const std::vector<ruleset::PrintedRule>& checks);

/// What those checks object to. Errors: an outcome that lacks one of them is a ContractViolation.
[[nodiscard]] std::vector<CheckFinding> findings_in(
    const ruleset::Outcome& outcome, const std::vector<ruleset::PrintedRule>& checks);

/// True when none of them is an error.
[[nodiscard]] bool none_refuses(const std::vector<CheckFinding>& findings);

}  // namespace mutua::settlement
