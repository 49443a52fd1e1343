#include "cli/commands/rules_eval.hpp"

#include "cli/commands/rules_eval_csv.hpp"
#include "cli/commands/rules_input.hpp"
#include "cli/commands/rules_json_values.hpp"
#include "cli/commands/rules_solve.hpp"
#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace mutua::cli {

namespace {

using Json = nlohmann::ordered_json;

Json figures_json(const ruleset::Outcome& outcome, const std::vector<std::string>& order) {
    Json figures = Json::object();
    for (const std::string& name : order) {
        const auto& rows = outcome.figures.find(name)->second;
        if (rows.size() == 1) {
            figures[name] = json_of(rows.front().value);
            continue;
        }
        figures[name] = Json::array();
        for (const ruleset::Figure& figure : rows) {
            figures[name].push_back(json_of(figure.value));
        }
    }
    return figures;
}

/// The figures that apply in no row: their zero is no amount.
Json not_applicable(const ruleset::Outcome& outcome, const std::vector<std::string>& order) {
    Json names = Json::array();
    for (const std::string& name : order) {
        const auto& rows = outcome.figures.find(name)->second;
        const bool none = std::none_of(rows.begin(), rows.end(),
                                       [](const ruleset::Figure& one) { return one.applicable; });
        if (none && !rows.empty()) { names.push_back(name); }
    }
    return names;
}

std::vector<std::string> order_of(const RulesEvalOptions& options,
                                  const std::vector<ruleset::Outcome>& outcomes) {
    std::vector<std::string> order = options.figures;
    if (!order.empty() || outcomes.empty()) { return order; }
    for (const auto& [name, rows] : outcomes.front().figures) { order.push_back(name); }
    return order;
}

void write_json(std::ostream& out, const std::vector<ruleset::Outcome>& outcomes,
                const std::vector<std::string>& order, const std::string& identity, bool is_array) {
    Json all = Json::array();
    for (const ruleset::Outcome& outcome : outcomes) {
        Json one{{"figures", figures_json(outcome, order)}};
        Json idle = not_applicable(outcome, order);
        if (!idle.empty()) { one["not_applicable"] = std::move(idle); }
        one["ruleset"] = identity;
        all.push_back(std::move(one));
    }
    out << (is_array ? all : all.at(0)).dump(2) << '\n';
}

Diagnostic unknown_figure(const ruleset::CheckedRuleset& rules, ruleset::PackageId package,
                          const std::string& figure) {
    if (figure.empty()) {
        return problem("R101", "an empty word names no figure", "write its name");
    }
    const auto names = ruleset::visible_names(rules, package, ruleset::Reach::reachable);
    return problem("R101",
                   "`" + rules.packages[package].name + "` knows no figure `" + figure + "`",
                   mutua::did_you_mean(figure, names));
}

/// The file that is read and would be overwritten through `path`, under whatever name.
std::optional<std::string> read_through(const std::string& path, const RulesEvalOptions& options,
                                        const ruleset::CheckedRuleset& rules) {
    std::vector<std::string> all{options.input};
    for (const auto& file : rules.files) { all.push_back(placed_below(options.folder, file.path)); }
    const auto same = std::find_if(all.begin(), all.end(), [&](const std::string& one) {
        std::error_code missing;
        return std::filesystem::equivalent(path, one, missing);
    });
    return same == all.end() ? std::nullopt : std::optional{*same};
}

}  // namespace

Diagnostics unknown_names(const ruleset::Ruleset& rules, const std::string& package,
                          const std::vector<std::string>& figures) {
    const auto id = ruleset::find_package(*rules, package);
    if (!id) {
        std::vector<std::string> names;
        for (const auto& one : rules->packages) { names.push_back(one.name); }
        std::string help = mutua::did_you_mean(package, names);
        if (help.empty()) { help = "the packages are " + ruleset::listed_names(names); }
        return {problem("R112", "there is no package `" + package + "`", help)};
    }
    Diagnostics unknown;
    for (const std::string& figure : figures) {
        using ruleset::Reach;
        const auto search = ruleset::find_definition(*rules, *id, figure, Reach::reachable);
        if (!search.found) {
            unknown.push_back(unknown_figure(*rules, *id, figure));
        } else if (const ruleset::Type& type = rules->definitions[search.found->definition].type;
                   type.kind == ruleset::ValueKind::record && !search.found->field) {
            unknown.push_back(problem(
                "R101", "`" + figure + "` is a record, not one figure",
                "ask for one of its fields: `" + figure + "." + type.fields.front().name + "`"));
        }
    }
    return unknown;
}

std::string no_row_note(const std::string& input) {
    return input + " has no row: nothing was computed\n";
}

ExitCode rules_eval(const RulesEvalOptions& options, std::istream& in, std::ostream& out,
                    std::ostream& err) {
    const Streams streams{out, err, options.format};
    const ruleset::CheckReport checked =
        check_without_tests(options.folder, options.today, options.checked_before);
    if (checked.ruleset == nullptr) { return streams.refuse(checked.findings); }
    auto unknown = unknown_names(checked.ruleset, options.package, options.figures);
    for (Diagnostic& one : unknown) {
        if (one.code == "R101") { one.message.insert(0, "--figures: "); }
    }
    if (!unknown.empty()) { return streams.refuse(unknown); }
    if (!options.rejects.empty() && !options.input.ends_with(".csv")) {
        return streams.refuse({problem("U101", "--rejects: the bad rows of a .csv file are kept",
                                       "leave it out: of JSON all rows are computed, or none")},
                              ExitCode::usage);
    }
    const bool is_json = options.format == Format::json;
    if (!options.rejects.empty() && is_json) {
        return streams.refuse({problem("U101", "--json: --rejects leaves the good rows as CSV",
                                       "leave one of the two out")},
                              ExitCode::usage);
    }
    if (const auto same = options.rejects.empty()
                              ? std::nullopt
                              : read_through(options.rejects, options, *checked.ruleset)) {
        return streams.refuse({problem("U101", "--rejects: `" + *same + "` is read itself",
                                       "name another file for the bad rows")},
                              ExitCode::usage);
    }
    if (!options.solve.empty() || !options.target.empty()) {
        return rules_solve(checked.ruleset, options, in, out, err);
    }
    if (options.input.ends_with(".csv") && !is_json) {
        const auto file = open_input(options.input);
        if (file) { return rules_eval_csv(checked.ruleset, options, **file, out, err); }
        return streams.refuse(file.error(), ExitCode::io);
    }
    const auto text = read_input(options.input, in);
    if (!text) { return streams.refuse(text.error(), ExitCode::io); }
    const InputRows rows = read_rows(checked.ruleset, options.package, *text, options.input);
    ruleset::Calculator calculator{checked.ruleset};
    std::vector<ruleset::Outcome> outcomes;
    Diagnostics findings = rows.findings;
    for (const InputRow& row : rows.rows) {
        const ruleset::Case asked{ruleset::Clocks::all(options.on), row.values, {}};
        outcomes.push_back(calculator.evaluate(options.package, options.figures, asked));
        for (const ruleset::Fault& fault : outcomes.back().faults) {
            // What could not be read is missing only because of that.
            if (!row.is_whole || row.unread.contains(fault.name)) { continue; }
            findings.push_back(
                finding_of(fault, row, *checked.ruleset, options.package, asked, options.folder));
        }
    }
    if (!findings.empty()) {
        in_file_order(findings);
        keep_first(findings, options.input);
        return streams.refuse(findings);
    }
    if (rows.rows.empty()) { err << no_row_note(options.input); }
    const auto order = order_of(options, outcomes);
    write_json(out, outcomes, order, ruleset::identity(checked.ruleset), rows.is_array);
    return ExitCode::ok;
}

}  // namespace mutua::cli
