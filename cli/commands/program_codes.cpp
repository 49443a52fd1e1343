#include "cli/commands/program_codes.hpp"

#include "engine/cooperative/import_codes.hpp"

#include <algorithm>
#include <array>

namespace mutua::cli {

namespace {

/// `CODE|meaning|repair`, a line each, between the quotes of a raw string.
constexpr std::string_view lines_fr =
#include "cli/codes/fr.txt"
    ;
constexpr std::string_view lines_nl =
#include "cli/codes/nl.txt"
    ;
constexpr std::string_view lines_de =
#include "cli/codes/de.txt"
    ;
constexpr std::string_view lines_en =
#include "cli/codes/en.txt"
    ;

struct Lines {
    std::string_view language;
    std::string_view lines;
};

constexpr std::array<Lines, 4> spoken{
    {{"fr", lines_fr}, {"nl", lines_nl}, {"de", lines_de}, {"en", lines_en}}};

struct ProgramCode {
    std::string_view code;
    std::string_view severity;
    std::string_view title;
};

constexpr ProgramCode own_codes[] = {
#define MUTUA_PROGRAM_CODE(code, severity, title) {#code, #severity, title},
#include "cli/codes/codes.def"
#undef MUTUA_PROGRAM_CODE
};

constexpr std::string_view rule_checks = "I4NN";

bool is_rule_check(std::string_view code) {
    const auto is_digit_at = [code](std::size_t i) { return code[i] >= '0' && code[i] <= '9'; };
    return code.size() == 4 && code.starts_with("I4") && is_digit_at(2) && is_digit_at(3);
}

std::string word_of(Severity severity) {
    if (severity == Severity::error) { return "error"; }
    return severity == Severity::warning ? "warning" : "note";
}

/// Codes of the import have their English beside the code that gives them, and one example for all
/// languages.
void complete(ruleset::CodePage& page, const cooperative::MessageCode& code) {
    page.severity = word_of(code.severity);
    if (page.meaning.empty()) {
        page.meaning = code.meaning;
        page.repair = code.repair;
    }
    if (!code.example.empty()) { page.repair += " (" + std::string{code.example} + ")"; }
}

}  // namespace

std::vector<std::string> program_codes() {
    std::vector<std::string> all;
    for (const ProgramCode& one : own_codes) { all.emplace_back(one.code); }
    for (const auto& one : cooperative::import_codes()) { all.emplace_back(one.code); }
    std::sort(all.begin(), all.end());
    return all;
}

std::optional<ruleset::CodePage> page_of_code(const std::string& code, std::string_view language) {
    if (auto page = ruleset::code_page(code, language)) { return page; }
    const auto at = std::find_if(spoken.begin(), spoken.end(),
                                 [language](const Lines& one) { return one.language == language; });
    if (at == spoken.end()) { return std::nullopt; }
    ruleset::CodePage page;
    page.code = is_rule_check(code) ? std::string{rule_checks} : code;
    const bool told = ruleset::read_page(at->lines, page);
    const auto* own = std::find_if(std::begin(own_codes), std::end(own_codes),
                                   [&](const auto& one) { return one.code == page.code; });
    if (own != std::end(own_codes)) {
        page.severity = own->severity;
        page.title = own->title;
    } else if (const auto* imported = cooperative::find_import_code(code)) {
        if (!told && language != "en") { return std::nullopt; }
        complete(page, *imported);
    } else {
        return std::nullopt;
    }
    page.code = code;
    return page;
}

}  // namespace mutua::cli
