#include "cli/commands/program_codes.hpp"

#include "engine/cooperative/import_codes.hpp"

#include <algorithm>
#include <array>

namespace mutua::cli {

namespace {

/// `CODE|title|meaning|cause|repair`, a line each, between the quotes of a raw string.
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

/// What somebody types and the program answers, then what mends it.
struct Session {
    std::string_view code;
    std::string_view text;
};

constexpr Session sessions[] = {
#include <session_examples.inc>
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

/// Takes a session apart: its message is the first answer that is printed below a command of ours.
void show_session(std::string_view session, ruleset::CodePage& page) {
    std::string* part = &page.example;
    bool is_answer = false;
    bool goes_on = false;  // a command that ends with a backslash
    while (!session.empty()) {
        const std::size_t end = std::min(session.find('\n'), session.size());
        const std::string line{session.substr(0, end)};
        session.remove_prefix(std::min(end + 1, session.size()));
        if (line.starts_with("$ ")) {
            is_answer = line.starts_with("$ mutua ");
            if (part == &page.message) { part = &page.mended; }
        } else if (is_answer && !goes_on && part == &page.example) {
            part = &page.message;
        }
        goes_on = line.ends_with('\\');
        *part += line + '\n';
    }
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
    const auto* imported = cooperative::find_import_code(code);
    page.code = imported == nullptr && is_rule_check(code) ? std::string{rule_checks} : code;
    const auto* own = std::find_if(std::begin(own_codes), std::end(own_codes),
                                   [&](const auto& one) { return one.code == page.code; });
    if (own != std::end(own_codes)) {
        page.severity = own->severity;
        page.title = own->title;
    } else if (imported != nullptr) {
        page.severity = word_of(imported->severity);
    } else {
        return std::nullopt;
    }
    if (!ruleset::read_page(at->lines, page)) { return std::nullopt; }
    const auto* session = std::find_if(std::begin(sessions), std::end(sessions),
                                       [&](const Session& one) { return one.code == code; });
    if (session != std::end(sessions)) { show_session(session->text, page); }
    if (imported != nullptr && !imported->example.empty()) {
        page.repair += " (" + std::string{imported->example} + ")";
    }
    page.code = code;
    return page;
}

}  // namespace mutua::cli
