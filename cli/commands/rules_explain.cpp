#include "cli/commands/rules_explain.hpp"

#include "cli/commands/rules_eval.hpp"
#include "cli/commands/rules_input.hpp"
#include "engine/ruleset/explain/explanation.hpp"

#include <ostream>

namespace mutua::cli {

namespace {

/// Files are named as they can be opened.
void place_below(ruleset::Explanation& explanation, const std::filesystem::path& folder) {
    const auto openable = [&](std::string& file) {
        file = (folder / file).lexically_normal().generic_string();
    };
    openable(explanation.where.file);
    for (ruleset::ExplainedLayer& layer : explanation.layers) { openable(layer.where.file); }
    for (ruleset::Explanation& child : explanation.children) { place_below(child, folder); }
}

}  // namespace

ExitCode rules_explain(const RulesExplainOptions& options, std::istream& in, std::ostream& out,
                       std::ostream& err) {
    const ruleset::CheckReport checked = check_rules(options.folder, options.today);
    if (checked.ruleset == nullptr) { return refuse(err, checked.findings); }
    if (!knows(checked.ruleset, options.package, {options.figure}, err)) {
        return ExitCode::bad_input;
    }
    const auto text = read_input(options.input, in);
    if (!text) { return refuse(err, text.error(), ExitCode::io); }
    const InputRows rows = read_rows(checked.ruleset, options.package, *text, options.input);
    if (!rows.findings.empty()) { return refuse(err, rows.findings); }
    if (rows.rows.empty()) {
        return refuse(err, {problem("D104", options.input + " has no row to explain")});
    }
    ruleset::Calculator calculator{checked.ruleset};
    const ruleset::Case row{ruleset::Clocks::all(options.on), rows.rows.front().values, {}};
    auto explained = ruleset::explain(calculator, options.package, options.figure, row,
                                      {options.depth, 0, options.language});
    if (!explained) {
        Diagnostics findings = explained.error();
        for (Diagnostic& one : findings) {
            if (one.where.file.empty()) { one.where = rows.rows.front().place; }
        }
        return refuse(err, findings);
    }
    place_below(*explained, options.folder);
    out << (options.format == Format::json ? ruleset::to_json(*explained)
                                           : ruleset::to_text(*explained));
    return ExitCode::ok;
}

}  // namespace mutua::cli
