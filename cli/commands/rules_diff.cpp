#include "cli/commands/rules_diff.hpp"

#include "cli/commands/named_rows.hpp"
#include "cli/commands/rules_eval.hpp"
#include "cli/commands/rules_input.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/difference.hpp"
#include "engine/ruleset/explain/population.hpp"
#include "formats/tabular/csv_reader.hpp"

#include <algorithm>
#include <ostream>

namespace mutua::cli {

namespace {

using ruleset::RulesetSide;

/// `DIR`, `DIR@DATE` or `@DATE`, taken apart.
struct SideText {
    std::string folder;
    std::optional<Date> on;
};

Result<SideText> parse_side(const std::string& text) {
    const std::size_t mark = text.rfind('@');
    if (mark == std::string::npos) { return SideText{text, std::nullopt}; }
    const auto day = parse_date(std::string_view{text}.substr(mark + 1));
    if (day) { return SideText{text.substr(0, mark), *day}; }
    std::error_code error;
    if (std::filesystem::is_directory(text, error)) { return SideText{text, std::nullopt}; }
    return Diagnostics{problem("U110", "`" + text.substr(mark + 1) + "` is not a day",
                               "write a folder, or a folder and a day: `rules@2026-07-01`")};
}

/// Reads and checks one side. Nothing after saying why not.
std::optional<RulesetSide> side_of(const RulesDiffOptions& options, const std::string& text,
                                   const Streams& streams, ExitCode& code) {
    const auto parsed = parse_side(text);
    if (!parsed) {
        code = streams.refuse(parsed.error(), ExitCode::usage);
        return std::nullopt;
    }
    std::filesystem::path folder = parsed->folder;
    if (folder.empty()) {
        const auto found = options.default_rules();
        if (!found) {
            code = streams.refuse(found.error(), ExitCode::configuration);
            return std::nullopt;
        }
        folder = *found;
    }
    const ruleset::CheckReport report = check_rules(folder, options.today);
    if (report.ruleset == nullptr) {
        code = streams.refuse(report.findings, ExitCode::bad_input);
        return std::nullopt;
    }
    return RulesetSide{report.ruleset, parsed->on};
}

/// The package with the fewest names that knows all columns; the first of several.
std::string package_knowing(const ruleset::CheckedRuleset& rules,
                            const std::vector<std::string>& columns) {
    std::string best;
    std::size_t best_size = 0;
    for (std::size_t i = 0; i < rules.packages.size(); ++i) {
        const auto id = static_cast<ruleset::PackageId>(i);
        const bool all = std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
            return ruleset::find_definition(rules, id, name, ruleset::Reach::reachable)
                .found.has_value();
        });
        const std::size_t size = ruleset::reachable_packages(rules, id).size();
        if (!all || (!best.empty() && size >= best_size)) { continue; }
        best = rules.packages[i].name;
        best_size = size;
    }
    return best;
}

/// Reads the rows, and finds the package when none is named.
class Population {
public:
    Population(const RulesDiffOptions& options, const RulesetSide& before, const RulesetSide& after)
        : options_{options}, before_{before}, after_{after} {}

    ExitCode run(const std::vector<ruleset::Change>& changes, std::istream& in,
                 const Streams& streams) {
        question_.before = before_.rules;
        question_.after = after_.rules;
        question_.figures = options_.figures;
        question_.examples = options_.examples;
        question_.today = options_.today;
        if (!set_days()) {
            return streams.refuse(
                {problem("U141", "on which day are the rows computed?",
                         "write `--month 2026-07`, `--on DAY`, or a day behind a folder: "
                         "`rules@2026-07-01`")},
                ExitCode::usage);
        }
        auto text = read_input(options_.input, in);
        if (!text) { return streams.refuse(text.error(), ExitCode::io); }
        if (Diagnostics findings = read(*text); !findings.empty()) {
            return streams.refuse(findings, ExitCode::bad_input);
        }
        const auto effect = ruleset::population_effect(question_, changes);
        if (!effect) { return streams.refuse(effect.error(), ExitCode::bad_input); }
        if (options_.format == Format::json) {
            streams.out << "{\"rules\": " << ruleset::to_json(changes) << ", \"package\": \""
                        << question_.package << "\", \"population\": " << ruleset::to_json(*effect)
                        << "}\n";
        } else {
            streams.out << ruleset::to_text(changes) << (changes.empty() ? "" : "\n")
                        << question_.package << ", " << options_.input << ": "
                        << ruleset::to_text(*effect);
        }
        return ExitCode::ok;
    }

private:
    [[nodiscard]] bool set_days() {
        const auto before = before_.on ? before_.on : options_.on ? options_.on : after_.on;
        const auto after = after_.on ? after_.on : options_.on ? options_.on : before_.on;
        if (!before || !after) { return false; }
        question_.day_before = *before;
        question_.day_after = *after;
        return true;
    }

    [[nodiscard]] Diagnostics read(const std::string& text) {
        NamedRows named{text, {}};
        if (!options_.identifier.empty()) {
            auto cut = without_identifier(text, options_.input, options_.identifier);
            if (!cut) { return cut.error(); }
            named = std::move(*cut);
        }
        question_.package = options_.package;
        if (question_.package.empty()) {
            std::vector<std::string> columns;
            const tabular::Table table = tabular::read_csv(named.text, options_.input);
            for (const auto& cell : table.header) { columns.emplace_back(cell.text); }
            question_.package = package_knowing(*before_.rules, columns);
        }
        if (!ruleset::has_package(before_.rules, question_.package)) {
            return {problem("R112",
                            question_.package.empty()
                                ? "no package knows all columns of " + options_.input
                                : "there is no package `" + question_.package + "`",
                            "name the package of the rows: `--package be.payslip`")};
        }
        InputRows rows = read_rows(before_.rules, question_.package, named.text, options_.input);
        if (!rows.findings.empty()) { return rows.findings; }
        for (std::size_t i = 0; i < rows.rows.size(); ++i) {
            const std::string line = options_.input + ":" + std::to_string(rows.rows[i].place.line);
            question_.rows.push_back(
                {i < named.names.size() ? named.names[i] : line, std::move(rows.rows[i].values)});
        }
        return {};
    }

    const RulesDiffOptions& options_;
    const RulesetSide& before_;
    const RulesetSide& after_;
    ruleset::PopulationQuestion question_;
};

}  // namespace

ExitCode rules_diff(const RulesDiffOptions& options, std::istream& in, std::ostream& out,
                    std::ostream& err) {
    const Streams streams{out, err, options.format};
    ExitCode code = ExitCode::ok;
    const auto before = side_of(options, options.before, streams, code);
    if (!before) { return code; }
    const auto after = side_of(options, options.after, streams, code);
    if (!after) { return code; }
    const std::vector<ruleset::Change> changes = ruleset::difference(*before, *after);
    if (!options.input.empty()) {
        return Population{options, *before, *after}.run(changes, in, streams);
    }
    if (options.format == Format::json) {
        out << ruleset::to_json(changes);
    } else {
        out << ruleset::to_text(changes);
        err << counted(changes.size(), "change") << '\n';
    }
    return ExitCode::ok;
}

}  // namespace mutua::cli
