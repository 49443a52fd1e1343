#include "cli/commands/rules_explain.hpp"

#include "cli/commands/named_rows.hpp"
#include "cli/commands/rules_eval.hpp"
#include "cli/commands/rules_input.hpp"

#include <ostream>

namespace mutua::cli {

namespace {

FigureQuestion question_of(const RulesExplainOptions& options) {
    return {options.package,     options.figure,   {options.how.depth, 0, options.language},
            options.how.why_not, options.how.next, options.format,
            options.folder};
}

/// The figure of a row that only an `ensure` rejects; empty where there is none.
std::string despite_ensure(const RulesExplainOptions& options, ruleset::Calculator& calculator,
                           const ruleset::Case& row) {
    if (options.how.next || !options.how.why_not.empty()) { return ""; }
    FigureQuestion question = question_of(options);
    question.how.despite_ensure = true;
    const auto found = answer_to(question, calculator, row);
    return found ? *found : std::string{};
}

/// The row that is meant, of all that the input holds.
Result<InputRow> row_of(const RulesExplainOptions& options, const ruleset::Ruleset& rules,
                        const std::string& text) {
    std::vector<std::string> names;
    if (!options.identifier.empty()) {
        auto named = row_names(text, options.input, options.identifier);
        if (!named) { return named.error(); }
        names = std::move(*named);
    }
    InputRows rows = read_rows(rules, options.package, text, options.input, options.identifier);
    if (!rows.findings.empty()) { return rows.findings; }
    if (rows.rows.empty()) {
        return Diagnostics{problem("D104", options.input + " has no row to explain")};
    }
    for (std::size_t i = names.size(); i < rows.rows.size(); ++i) {
        names.push_back(std::to_string(i + 1));
    }
    const auto at = chosen_row(names, options.how.row,
                               "the " + counted(rows.rows.size(), "row") + " of " + options.input);
    if (!at) { return at.error(); }
    return std::move(rows.rows[*at]);
}

}  // namespace

ExitCode rules_explain(const RulesExplainOptions& options, std::istream& in, std::ostream& out,
                       std::ostream& err) {
    const Streams streams{out, err, options.format};
    const Diagnostics refused = refused_questions(options.how);
    if (!refused.empty()) { return streams.refuse(refused, ExitCode::usage); }
    const ruleset::CheckReport checked =
        check_without_tests(options.folder, options.today, options.checked_before);
    if (checked.ruleset == nullptr) { return streams.refuse(checked.findings); }
    const auto unknown = unknown_names(checked.ruleset, options.package, {options.figure});
    if (!unknown.empty()) { return streams.refuse(unknown); }
    const auto text = read_input(options.input, in);
    if (!text) { return streams.refuse(text.error(), ExitCode::io); }
    const auto chosen = row_of(options, checked.ruleset, *text);
    if (!chosen) { return streams.refuse(chosen.error()); }
    ruleset::Calculator calculator{checked.ruleset};
    const ruleset::Case row{ruleset::Clocks::all(options.on), chosen->values, {}};
    const auto answer = answer_to(question_of(options), calculator, row);
    if (!answer) {
        Diagnostics findings = answer.error();
        const ruleset::Outcome outcome =
            calculator.evaluate(options.package, {options.figure}, row);
        // A fault of the row is told as when it is computed, with the values behind it.
        if (!outcome.ok()) { findings.clear(); }
        for (const ruleset::Fault& fault : outcome.faults) {
            findings.push_back(
                finding_of(fault, *chosen, *checked.ruleset, options.package, row, options.folder));
        }
        for (Diagnostic& one : findings) {
            if (!outcome.ok() || !one.where.file.empty()) { continue; }
            if (one.code == "R101" || one.code == "R203") {
                one.message.insert(0, "--why-not: ");
            } else {
                one.where = chosen->place;
            }
        }
        if (options.format == Format::text) { out << despite_ensure(options, calculator, row); }
        return streams.refuse(findings);
    }
    out << *answer;
    return ExitCode::ok;
}

}  // namespace mutua::cli
