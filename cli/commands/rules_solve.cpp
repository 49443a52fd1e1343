#include "cli/commands/rules_solve.hpp"

#include "cli/commands/rules_input.hpp"
#include "cli/commands/rules_json_values.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <algorithm>
#include <ostream>

namespace mutua::cli {

namespace {

using Json = nlohmann::ordered_json;

/// "net_pay=2000.00"
struct Target {
    std::string figure;
    ruleset::Value value;
};

Result<Target> target_of(const RulesEvalOptions& options) {
    const char* const together = "write `--solve gross_pay --for net_pay=2000.00`";
    if (options.solve.empty() || options.target.empty()) {
        return Diagnostics{problem("U139", "--solve and --for go together", together)};
    }
    const std::size_t equals = options.target.find('=');
    if (equals == std::string::npos || equals == 0) {
        return Diagnostics{problem(
            "U143", "--for: `" + options.target + "` is not a figure and its value", together)};
    }
    const std::string text = options.target.substr(equals + 1);
    const auto value = ruleset::parse_number(text);
    if (!value) {
        return Diagnostics{problem("U143", "--for: `" + text + "` is not a number",
                                   "write it like 2000.00, or 12.5 % for a percentage")};
    }
    return Target{options.target.substr(0, equals), *value};
}

/// The one row that is solved, or what is wrong with it.
Result<InputRow> row_of(const ruleset::Ruleset& rules, const RulesEvalOptions& options,
                        const std::string& text) {
    const InputRows rows = read_rows(rules, options.package, text, options.input);
    if (!rows.findings.empty()) { return rows.findings; }
    if (rows.rows.size() != 1) {
        return Diagnostics{problem("U144",
                                   "--solve is about one row, and " + options.input + " has " +
                                       std::to_string(rows.rows.size()),
                                   "keep the row that is meant")};
    }
    const InputRow& row = rows.rows.front();
    const auto given = row.places.find(options.solve);
    if (given == row.places.end() || !row.values.contains(options.solve)) { return row; }
    Diagnostic found =
        problem("U145", "`" + options.solve + "` is solved for, and the row gives it",
                "leave `" + options.solve + "` out of the row");
    found.where = given->second;
    return Diagnostics{std::move(found)};
}

Json answer_json(const ruleset::SolvedInput& one) {
    Json object{{"input", json_of(one.input)}};
    if (one.until) { object["until"] = json_of(*one.until); }
    object["figure"] = json_of(one.figure);
    object["exact"] = one.exact;
    if (one.next_input) {
        object[one.falls ? "one_step_above" : "one_step_below"] = {
            {"input", json_of(*one.next_input)}, {"figure", json_of(*one.next_figure)}};
    }
    return object;
}

/// A number with as many decimals as its figure keeps: -1 EUR is -1.00.
ruleset::Value with_decimals_of(const ruleset::CheckedRuleset& rules, const std::string& package,
                                const std::string& figure, const ruleset::Value& value) {
    const auto id = ruleset::find_package(rules, package);
    const auto* number = std::get_if<ruleset::Number>(&value);
    if (!id || number == nullptr) { return value; }
    const auto search = ruleset::find_definition(rules, *id, figure, ruleset::Reach::reachable);
    if (!search.found || search.found->field) { return value; }
    const unsigned kept = rules.definitions[search.found->definition].type.decimals;
    ruleset::Number wider = *number;
    for (; wider.decimals < kept; ++wider.decimals) {
        if (__builtin_mul_overflow(wider.raw, 10, &wider.raw)) { return value; }
    }
    return wider;
}

std::string range_text(const ruleset::Solution& found) {
    return "between " + to_string(found.low) + " and " + to_string(found.high);
}

/// Why there is no answer.
Diagnostic no_answer(const RulesEvalOptions& options, const Target& target, const InputRow& row,
                     const ruleset::Solution& found) {
    if (!found.depends) {
        const bool given = row.values.contains(target.figure);
        return problem("U146", "`" + target.figure + "` does not depend on `" + options.solve + "`",
                       given ? "the row gives `" + target.figure + "`: leave it out" : "");
    }
    const std::string wanted = "gives a `" + target.figure + "` of " + to_string(target.value);
    if (found.sampled_at) {
        return problem("U147",
                       "of the `" + options.solve + "` that were looked at " + range_text(found) +
                           ", one in each " + to_string(*found.sampled_at) + ", none " + wanted +
                           ", or shows where it comes to it",
                       "another one may: narrow the range of `" + options.solve +
                           "` in the rules; these give " + to_string(*found.least) + " to " +
                           to_string(*found.most));
    }
    return problem(
        "U147",
        "no `" + options.solve + "` " + range_text(found) + " " + wanted + ", or comes to it",
        found.least ? "it gives " + to_string(*found.least) + " to " + to_string(*found.most)
                    : "all that it gives lies below");
}

/// What the answers are, where they are not the one of an increasing figure.
std::string note_of(const ruleset::Solution& found) {
    std::string text = "not proved increasing " + range_text(found);
    if (found.sampled_at) {
        text += ", and too many values to try them all: one in each " +
                to_string(*found.sampled_at) + " was looked at, so there may be other answers";
    }
    return text;
}

/// So many answers are written; the others are counted.
constexpr std::size_t answers_written = 20;

void write_solution(std::ostream& out, ruleset::Calculator& calculator,
                    const RulesEvalOptions& options, const Target& target, const ruleset::Case& row,
                    const ruleset::Solution& found) {
    const ruleset::Value wanted =
        with_decimals_of(*calculator.ruleset(), options.package, target.figure, target.value);
    Json made{{"solve", options.solve}, {"for", {{target.figure, json_of(wanted)}}}};
    made["answers"] = Json::array();
    const std::size_t written = std::min(found.answers.size(), answers_written);
    for (std::size_t i = 0; i < written; ++i) {
        const ruleset::SolvedInput& one = found.answers[i];
        Json answer = answer_json(one);
        if (!options.figures.empty()) {
            ruleset::Case solved = row;
            solved.common.insert_or_assign(options.solve, one.input);
            const auto outcome = calculator.evaluate(options.package, options.figures, solved);
            for (const std::string& name : options.figures) {
                if (outcome.ok()) { answer["figures"][name] = json_of(outcome.at(name).value); }
            }
        }
        made["answers"].push_back(std::move(answer));
    }
    if (written < found.answers.size()) { made["more_answers"] = found.answers.size() - written; }
    made["increasing"] = found.increasing;
    made["complete"] = !found.sampled_at;
    made["between"] = {json_of(found.low), json_of(found.high)};
    if (found.sampled_at) { made["step"] = json_of(*found.sampled_at); }
    if (!found.increasing) { made["note"] = note_of(found); }
    made["ruleset"] = ruleset::identity(calculator.ruleset());
    out << made.dump(2) << '\n';
}

}  // namespace

namespace {

/// A fault of the row stands in the row; what is wrong with the question is said of its option.
Diagnostic finding_of_question(const ruleset::Fault& fault, const InputRow& row,
                               const RulesEvalOptions& options, const Target& target) {
    const bool is_input = fault.name == options.solve;
    const bool is_asked = is_input || fault.name == target.figure;
    const bool is_question =
        is_asked && (fault.code == "R203" || fault.code == "E103" || fault.code == "R101");
    if (!is_question || row.values.contains(fault.name)) { return finding_of(fault, row); }
    return problem(fault.code, (is_input ? "--solve: " : "--for: ") + fault.message, fault.help);
}

}  // namespace

ExitCode rules_solve(const ruleset::Ruleset& rules, const RulesEvalOptions& options,
                     std::istream& in, std::ostream& out, std::ostream& err) {
    const Streams streams{out, err, options.format};
    const auto target = target_of(options);
    if (!target) { return streams.refuse(target.error(), ExitCode::usage); }
    const auto unknown = unknown_names(rules, options.package, {options.solve, target->figure});
    if (!unknown.empty()) { return streams.refuse(unknown); }
    const auto text = read_input(options.input, in);
    if (!text) { return streams.refuse(text.error(), ExitCode::io); }
    const auto read = row_of(rules, options, *text);
    if (!read) { return streams.refuse(read.error()); }
    const ruleset::Case row{ruleset::Clocks::all(options.on), read->values, {}};
    ruleset::Calculator calculator{rules};
    const auto found =
        calculator.solve_for(options.package, options.solve, target->figure, target->value, row);
    if (!found) {
        Diagnostics findings;
        for (const ruleset::Fault& fault : found.error()) {
            findings.push_back(finding_of_question(fault, *read, options, *target));
        }
        return streams.refuse(findings);
    }
    if (found->answers.empty()) {
        return streams.refuse({no_answer(options, *target, *read, *found)});
    }
    write_solution(out, calculator, options, *target, row, *found);
    return ExitCode::ok;
}

}  // namespace mutua::cli
