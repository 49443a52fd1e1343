#include "cli/commands/figure_answer.hpp"

#include "cli/output.hpp"
#include "engine/core/nearest.hpp"
#include "engine/ruleset/explain/next_thresholds.hpp"
#include "engine/ruleset/explain/why_not.hpp"

#include <algorithm>

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
Result<std::string> in_words(Result<Found> found, const FigureQuestion& question) {
    if (!found) { return found.error(); }
    name_file(*found, question.folder);
    return question.format == Format::json ? ruleset::to_json(*found) : ruleset::to_text(*found);
}

}  // namespace

void add_figure_options(const Command& command, FigureOptions& options, const std::string& rows) {
    command.option("--row", options.row, rows);
    command.option("--depth", options.depth, "How many rules deep, up to 100 (default 1)")
        .between(1, 100);
    command.option("--why-not", options.why_not,
                   "Why this exception or amendment (its label), or the figure itself, gives no "
                   "value");
    command.flag("--next", options.next,
                 "Nearest thresholds: of what the figure reads, each changed alone");
}

Result<std::string> answer_to(const FigureQuestion& question, ruleset::Calculator& calculator,
                              const ruleset::Case& row) {
    const auto& [package, figure, how, why_not, next, format, folder] = question;
    if (!why_not.empty()) {
        return in_words(ruleset::why_not(calculator, package, figure, why_not, row, how), question);
    }
    if (next) {
        return in_words(ruleset::next_thresholds(calculator, package, figure, row, how), question);
    }
    return in_words(ruleset::explain(calculator, package, figure, row, how), question);
}

Diagnostics refused_questions(const FigureOptions& options) {
    if (!options.next || options.why_not.empty()) { return {}; }
    return {problem("U138", "--why-not and --next are two questions", "ask one of them at a time")};
}

Result<std::size_t> chosen_row(const std::vector<std::string>& names, const std::string& row,
                               const std::string& what) {
    const std::string rows = "they are " + first_names(names);
    if (row.empty() && names.size() == 1) { return std::size_t{0}; }
    if (row.empty()) {
        return Diagnostics{problem("U148", "which of " + what + "?",
                                   "write `--row " + names.front() + "`; " + rows)};
    }
    const auto named = std::find(names.begin(), names.end(), row);
    if (named != names.end()) { return static_cast<std::size_t>(named - names.begin()); }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (row == std::to_string(i + 1)) { return i; }
    }
    const bool is_number = row.find_first_not_of("0123456789") == std::string::npos;
    const std::string near = is_number ? "" : mutua::did_you_mean(row, names);
    return Diagnostics{
        problem("U149", "--row: `" + row + "` is none of " + what, near.empty() ? rows : near)};
}

}  // namespace mutua::cli
