#include "cli/commands/rules_diff.hpp"

#include "cli/commands/git_rules.hpp"
#include "cli/commands/named_rows.hpp"
#include "cli/commands/rules_eval.hpp"
#include "cli/commands/rules_input.hpp"
#include "cli/output.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/difference.hpp"
#include "engine/ruleset/explain/population.hpp"
#include "formats/tabular/csv_reader.hpp"

#include <algorithm>
#include <ostream>

namespace mutua::cli {

namespace {

using ruleset::RulesetSide;

/// What a side names, taken apart: rules, and `@DATE` behind them. A bare day is one of the rule
/// packs.
struct SideText {
    std::string rules;  ///< a folder, `git:REV`, a hash; empty: the rule packs
    std::optional<Date> on;
};

constexpr std::string_view revision_mark = "git:";
constexpr std::string_view hash_mark = "sha256:";
constexpr std::size_t fewest_digits = 8;
constexpr std::size_t all_digits = 64;

bool is_folder(const std::string& text) {
    std::error_code error;
    return std::filesystem::is_directory(text, error);
}

Result<SideText> parse_side(const std::string& text) {
    const std::size_t mark = text.rfind('@');
    if (mark == std::string::npos) {
        const auto bare_day = parse_date(text);
        if (bare_day && !is_folder(text)) { return SideText{"", *bare_day}; }
        return SideText{text, std::nullopt};
    }
    const auto day = parse_date(std::string_view{text}.substr(mark + 1));
    if (day) { return SideText{text.substr(0, mark), *day}; }
    // `git:HEAD@{1}` is a revision.
    if (text.starts_with(revision_mark) || is_folder(text)) { return SideText{text, std::nullopt}; }
    return Diagnostics{problem("U110", "`" + text.substr(mark + 1) + "` is not a day",
                               "write a folder, or a folder and a day: `rules@2026-07-01`")};
}

/// The digits of a hash: behind `sha256:`, or bare where no folder is called so; nothing for what
/// is no hash.
std::optional<std::string> hash_digits(const std::string& text) {
    if (text.starts_with(hash_mark)) { return text.substr(hash_mark.size()); }
    const bool is_hexadecimal = text.find_first_not_of("0123456789abcdef") == std::string::npos;
    const bool is_hash =
        is_hexadecimal && text.size() >= fewest_digits && text.size() <= all_digits;
    return is_hash && !is_folder(text) ? std::optional{text} : std::nullopt;
}

/// The files of a side that is no folder.
Result<std::vector<ruleset::SourceFile>> files_of(const RulesDiffOptions& options,
                                                  const std::string& rules) {
    if (const auto digits = hash_digits(rules)) {
        if (digits->size() >= fewest_digits) { return options.kept_rules(*digits); }
        return Diagnostics{
            problem("U151", rules + ": too short for a hash",
                    "write at least " + std::to_string(fewest_digits) + " digits of it")};
    }
    const auto packs = options.default_rules();
    if (!packs) { return packs.error(); }
    return rules_at_revision(*packs, rules.substr(revision_mark.size()));
}

/// The rules that a side names, read and checked.
ruleset::CheckReport checked_side(const RulesDiffOptions& options, const std::string& rules) {
    if (rules.starts_with(revision_mark) || hash_digits(rules)) {
        auto files = files_of(options, rules);
        if (!files) { return {nullptr, files.error()}; }
        return check_files(std::move(*files), options.today, rules);
    }
    if (!rules.empty()) { return check_rules(rules, options.today); }
    const auto packs = options.default_rules();
    if (!packs) { return {nullptr, packs.error()}; }
    return check_rules(*packs, options.today);
}

/// Reads and checks one side. Nothing after saying why not.
std::optional<RulesetSide> side_of(const RulesDiffOptions& options, const std::string& text,
                                   const Streams& streams, ExitCode& code) {
    const auto parsed = parse_side(text);
    if (!parsed) {
        code = streams.refuse(parsed.error(), ExitCode::usage);
        return std::nullopt;
    }
    const ruleset::CheckReport report = checked_side(options, parsed->rules);
    if (report.ruleset == nullptr) {
        code = streams.refuse(report.findings, ExitCode::bad_input);
        return std::nullopt;
    }
    return RulesetSide{report.ruleset, parsed->on};
}

/// True when a package, with those that it uses, knows all names.
bool knows_all(const ruleset::CheckedRuleset& rules, ruleset::PackageId package,
               const std::vector<std::string>& names) {
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        return ruleset::find_definition(rules, package, name, ruleset::Reach::reachable)
            .found.has_value();
    });
}

/// The packages that know all columns and figures and build on no other one that does: rows belong
/// to the one, and several are for the caller to choose from.
std::vector<std::string> packages_knowing(const ruleset::CheckedRuleset& rules,
                                          const std::vector<std::string>& asked) {
    std::vector<ruleset::PackageId> knowing;
    for (std::size_t i = 0; i < rules.packages.size(); ++i) {
        const auto id = static_cast<ruleset::PackageId>(i);
        if (knows_all(rules, id, asked)) { knowing.push_back(id); }
    }
    std::vector<std::string> names;
    for (const ruleset::PackageId one : knowing) {
        const auto below = ruleset::reachable_packages(rules, one);
        const bool builds_on = std::any_of(below.begin(), below.end(), [&](ruleset::PackageId id) {
            return id != one && std::count(knowing.begin(), knowing.end(), id) > 0;
        });
        if (!builds_on) { names.push_back(rules.packages[one].name); }
    }
    std::sort(names.begin(), names.end());
    return names;
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
        if (Diagnostics findings = nothing_compared(*effect); !findings.empty()) {
            return streams.refuse(findings, ExitCode::bad_input);
        }
        if (options_.format == Format::json) {
            streams.out << "{\"rules\": " << ruleset::to_json(changes) << ", \"package\": \""
                        << question_.package << "\", \"population\": " << ruleset::to_json(*effect)
                        << "}\n";
        } else {
            const ruleset::Words words{options_.language};
            std::string report = ruleset::to_text(*effect, words);
            report.insert(report.find('\n') + 1, package_note(words));
            streams.out << ruleset::to_text(changes, words) << (changes.empty() ? "" : "\n")
                        << question_.package << ", " << options_.input << ": " << report;
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
        std::vector<std::string> names;
        if (!options_.identifier.empty()) {
            auto named = row_names(text, options_.input, options_.identifier);
            if (!named) { return named.error(); }
            names = std::move(*named);
        }
        if (Diagnostics findings = choose_package(text); !findings.empty()) { return findings; }
        InputRows rows =
            read_rows(before_.rules, question_.package, text, options_.input, options_.identifier);
        if (!rows.findings.empty()) { return rows.findings; }
        for (std::size_t i = 0; i < rows.rows.size(); ++i) {
            const std::string line = options_.input + ":" + std::to_string(rows.rows[i].place.line);
            question_.rows.push_back(
                {i < names.size() ? names[i] : line, std::move(rows.rows[i].values)});
        }
        return {};
    }

    /// The named package, or the one that knows what is in the rows and what is asked of them.
    [[nodiscard]] Diagnostics choose_package(const std::string& text) {
        question_.package = options_.package;
        if (question_.package.empty()) {
            std::vector<std::string> names;
            const tabular::Table table = tabular::read_csv(text, options_.input);
            for (const auto& cell : table.header) { names.emplace_back(cell.text); }
            auto packages = packages_knowing(*before_.rules, names);
            if (packages.empty() && !options_.identifier.empty()) {
                // The column that names the rows may be an input as well, and may be none.
                std::erase(names, options_.identifier);
                packages = packages_knowing(*before_.rules, names);
            }
            names.insert(names.end(), options_.figures.begin(), options_.figures.end());
            // Where none knows the figures too, what is wrong with them is said of its package.
            const auto with_figures = packages_knowing(*before_.rules, names);
            if (!with_figures.empty()) { packages = with_figures; }
            if (packages.size() > 1) {
                return {problem("U154", "several packages know all columns of " + options_.input,
                                "name the package of the rows: `--package " + packages.front() +
                                    "`; they are " + first_names(packages))};
            }
            if (!packages.empty()) { question_.package = packages.front(); }
        }
        if (ruleset::has_package(before_.rules, question_.package)) { return {}; }
        return {problem("R112",
                        question_.package.empty()
                            ? "no package knows all columns of " + options_.input
                            : "there is no package `" + question_.package + "`",
                        "name the package of the rows: `--package be.payslip`")};
    }

    /// What keeps every row or every figure from being compared; empty when something was.
    [[nodiscard]] Diagnostics nothing_compared(const ruleset::PopulationEffect& effect) const {
        if (effect.rows == 0) {
            return {problem("U157", options_.input + " has no row to compare", "add rows to it")};
        }
        if (effect.figures.empty()) {
            return {problem("U157",
                            "no figure can be compared for the rows of " + options_.input +
                                ": each needs an input that they do not give, or is on one side "
                                "only",
                            "the figures are " + first_names(effect.left_out))};
        }
        if (effect.compared > 0) { return {}; }
        const auto first = [](const auto& refused, const std::string& side) {
            return refused.empty()
                       ? std::string{}
                       : counted(refused.size(), "row") + " on the " + side + " side, the first " +
                             refused.front().first + ": " + refused.front().second;
        };
        const std::string before = first(effect.refused_before, "old");
        const std::string after = first(effect.refused_after, "new");
        return {problem("U157",
                        "no row of " + options_.input +
                            " could be compared: each is rejected on one side or on both",
                        before + (before.empty() || after.empty() ? "" : "; ") + after)};
    }

    /// How the package was found, where nobody named it.
    [[nodiscard]] std::string package_note(const ruleset::Words& words) const {
        if (!options_.package.empty()) { return ""; }
        return words(options_.figures.empty()
                         ? "(the package that knows all columns; `--package` names another)"
                         : "(the package that knows all columns and figures; `--package` names "
                           "another)") +
               "\n";
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
        const ruleset::Words words{options.language};
        out << ruleset::to_text(changes, words);
        err << words.counted(changes.size(), "change") << '\n';
    }
    return ExitCode::ok;
}

}  // namespace mutua::cli
