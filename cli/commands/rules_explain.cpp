#include "cli/commands/rules_explain.hpp"

#include "cli/commands/rules_eval.hpp"
#include "cli/commands/rules_input.hpp"
#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/explain/next_thresholds.hpp"
#include "engine/ruleset/explain/why_not.hpp"

#include <ostream>

namespace mutua::cli {

namespace {

/// Names a file as it can be opened.
void name_file(SourcePosition& where, const std::filesystem::path& folder) {
    where.file = (folder / where.file).lexically_normal().generic_string();
}

void name_file(ruleset::Explanation& explanation, const std::filesystem::path& folder) {
    name_file(explanation.where, folder);
    for (ruleset::ExplainedLayer& layer : explanation.layers) { name_file(layer.where, folder); }
    for (ruleset::Explanation& child : explanation.children) { name_file(child, folder); }
}

void name_file(ruleset::WhyNot& answer, const std::filesystem::path& folder) {
    for (ruleset::WhyNotAnswer& one : answer.answers) { name_file(one.where, folder); }
}

void name_file(ruleset::NextThresholds& /*found*/, const std::filesystem::path& /*folder*/) {}

/// What was found, as text or JSON.
template <typename Found>
Result<std::string> in_words(Result<Found> found, const RulesExplainOptions& options) {
    if (!found) { return found.error(); }
    name_file(*found, options.folder);
    return options.format == Format::json ? ruleset::to_json(*found) : ruleset::to_text(*found);
}

Result<std::string> answer_to(const RulesExplainOptions& options, ruleset::Calculator& calculator,
                              const ruleset::Case& row) {
    const ruleset::ExplainOptions how{options.depth, 0, options.language};
    if (!options.why_not.empty()) {
        return in_words(ruleset::why_not(calculator, options.package, options.figure,
                                         options.why_not, row, how),
                        options);
    }
    if (options.next) {
        return in_words(
            ruleset::next_thresholds(calculator, options.package, options.figure, row, how),
            options);
    }
    return in_words(ruleset::explain(calculator, options.package, options.figure, row, how),
                    options);
}

/// The figure of a row that only an `ensure` rejects; empty where there is none.
std::string despite_ensure(const RulesExplainOptions& options, ruleset::Calculator& calculator,
                           const ruleset::Case& row) {
    if (options.next || !options.why_not.empty()) { return ""; }
    const ruleset::ExplainOptions how{options.depth, 0, options.language, true};
    const auto found =
        in_words(ruleset::explain(calculator, options.package, options.figure, row, how), options);
    return found ? *found : std::string{};
}

}  // namespace

ExitCode rules_explain(const RulesExplainOptions& options, std::istream& in, std::ostream& out,
                       std::ostream& err) {
    const Streams streams{out, err, options.format};
    if (options.next && !options.why_not.empty()) {
        return streams.refuse({problem("U138", "--why-not and --next are two questions",
                                       "ask one of them at a time")},
                              ExitCode::usage);
    }
    const ruleset::CheckReport checked = check_rules(options.folder, options.today);
    if (checked.ruleset == nullptr) { return streams.refuse(checked.findings); }
    const auto unknown = unknown_names(checked.ruleset, options.package, {options.figure});
    if (!unknown.empty()) { return streams.refuse(unknown); }
    const auto text = read_input(options.input, in);
    if (!text) { return streams.refuse(text.error(), ExitCode::io); }
    const InputRows rows = read_rows(checked.ruleset, options.package, *text, options.input);
    if (!rows.findings.empty()) { return streams.refuse(rows.findings); }
    if (rows.rows.empty()) {
        return streams.refuse({problem("D104", options.input + " has no row to explain")});
    }
    ruleset::Calculator calculator{checked.ruleset};
    const ruleset::Case row{ruleset::Clocks::all(options.on), rows.rows.front().values, {}};
    const auto answer = answer_to(options, calculator, row);
    if (!answer) {
        Diagnostics findings = answer.error();
        for (Diagnostic& one : findings) {
            if (one.where.file.empty()) { one.where = rows.rows.front().place; }
        }
        if (options.format == Format::text) { out << despite_ensure(options, calculator, row); }
        return streams.refuse(findings);
    }
    out << *answer;
    return ExitCode::ok;
}

}  // namespace mutua::cli
