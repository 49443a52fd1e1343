#include "engine/ruleset/explain/code_pages.hpp"

#include "engine/ruleset/explain/text_lines.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace mutua::ruleset {

namespace {

/// `CODE|title|meaning|cause|repair`, a line each, between the quotes of a raw string.
constexpr std::string_view pages_fr =
#include "engine/ruleset/explain/codes/fr.txt"
    ;
constexpr std::string_view pages_nl =
#include "engine/ruleset/explain/codes/nl.txt"
    ;
constexpr std::string_view pages_de =
#include "engine/ruleset/explain/codes/de.txt"
    ;
constexpr std::string_view pages_en =
#include "engine/ruleset/explain/codes/en.txt"
    ;

struct Listed {
    std::string_view code;
    std::string_view severity;
    std::string_view title;
};

constexpr Listed listed[] = {
#define MUTUA_RULE_CODE(code, severity, title) {#code, #severity, title},
#include "engine/ruleset/syntax/codes.def"
};

/// The bad fixture of a code, its row, the exact message that it gives, and the same, mended.
struct Example {
    std::string_view code;
    std::string_view rules;
    std::string_view row;
    std::string_view message;
    std::string_view mended_rules;
    std::string_view mended_row;
};

constexpr Example examples[] = {
#include <code_examples.inc>
};

/// The headings of a page.
struct Words {
    std::string_view language;
    std::string_view pages;
    std::string_view cause;
    std::string_view repair;
    std::string_view example;
    std::string_view row;
    std::string_view message;
    std::string_view mended;
};

constexpr std::array<Words, 4> words{{
    {"fr", pages_fr, "Causes habituelles", "Que faire", "Un exemple fautif", "Avec cette ligne",
     "Ce que répond le programme", "Corrigé"},
    {"nl", pages_nl, "Gewone oorzaken", "Wat te doen", "Een fout voorbeeld", "Met deze rij",
     "Wat het programma antwoordt", "Verbeterd"},
    {"de", pages_de, "Übliche Ursachen", "Was zu tun ist", "Ein falsches Beispiel",
     "Mit dieser Zeile", "Was das Programm antwortet", "Berichtigt"},
    {"en", pages_en, "Usual causes", "What to do", "A wrong example", "With this row",
     "What the program answers", "Mended"},
}};

const Words* words_of(std::string_view language) {
    const auto at = std::find_if(words.begin(), words.end(),
                                 [language](const Words& one) { return one.language == language; });
    return at == words.end() ? nullptr : &*at;
}

std::string indented(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        made += end == 0 ? "\n" : "    " + std::string{text.substr(0, end)} + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return made;
}

std::string small_letters(std::string_view code) {
    std::string made{code};
    std::transform(made.begin(), made.end(), made.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return made;
}

/// What brings the message about in a folder with the example as `xx/CODE.rules`.
std::string command_of(const CodePage& page) {
    if (page.code.starts_with("E")) {
        const std::string name = small_letters(page.code);
        return "mutua --rules . rules eval xx." + name + " --on 2026-06-30 --input " + name +
               ".json";
    }
    if (page.code == "R904") { return "mutua rules test . --coverage"; }
    if (page.code == "R905") { return "mutua rules test . --mutate"; }
    if (page.code.starts_with("R9")) { return "mutua rules test ."; }
    return std::string{"mutua rules check ."} + (page.severity == "note" ? " --notes" : "");
}

void show_example(CodePage& page) {
    const auto* at = std::find_if(std::begin(examples), std::end(examples),
                                  [&page](const Example& one) { return one.code == page.code; });
    if (at == std::end(examples)) { return; }
    page.example = at->rules;
    page.input = at->row;
    page.command = command_of(page);
    page.message = at->message;
    if (at->mended_rules != at->rules) { page.mended = at->mended_rules; }
    page.mended_input = at->mended_row;
}

/// The parts of a text between empty lines.
std::vector<std::string_view> declarations_of(std::string_view text) {
    constexpr std::string_view gap = "\n\n";
    std::vector<std::string_view> all;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(gap, at), text.size());
        all.push_back(text.substr(at, end - at));
        at = end + gap.size();
    }
    return all;
}

/// The same for two texts that differ by blanks and line ends only.
std::string without_layout(std::string_view text) {
    std::string made;
    for (const char c : text) {
        if (c != ' ' && c != '\n') { made += c; }
    }
    return made;
}

/// What stands in the mended rules and not in the wrong ones.
std::string changed_declarations(const std::string& wrong, const std::string& mended) {
    std::vector<std::string> known;
    for (const std::string_view one : declarations_of(wrong)) {
        known.push_back(without_layout(one));
    }
    std::string changed;
    for (const std::string_view one : declarations_of(mended)) {
        if (std::find(known.begin(), known.end(), without_layout(one)) != known.end()) { continue; }
        changed += (changed.empty() ? "" : "\n") + std::string{one};
        if (!changed.ends_with('\n')) { changed += '\n'; }
    }
    return changed;
}

/// A heading and a text below it; nothing where there is no text.
std::string part(std::string_view heading, const std::string& text) {
    return text.empty() ? "" : "\n" + std::string{heading} + "\n" + text;
}

}  // namespace

std::vector<std::string> all_codes() {
    std::vector<std::string> codes;
    for (const Listed& one : listed) { codes.emplace_back(one.code); }
    return codes;
}

std::optional<CodePage> code_page(std::string_view code, std::string_view language) {
    const auto* at = std::find_if(std::begin(listed), std::end(listed),
                                  [code](const Listed& one) { return one.code == code; });
    const Words* spoken = words_of(language);
    if (at == std::end(listed) || spoken == nullptr) { return std::nullopt; }
    CodePage page;
    page.code = at->code;
    page.severity = at->severity;
    page.title = at->title;
    if (!read_page(spoken->pages, page)) { return std::nullopt; }
    show_example(page);
    return page;
}

bool read_page(std::string_view lines, CodePage& page) {
    const std::string begin = "\n" + page.code + "|";
    const std::size_t at = lines.find(begin);
    if (at == std::string_view::npos) { return false; }
    const std::size_t from = at + begin.size();
    std::string_view line = lines.substr(from, lines.find('\n', from) - from);
    std::vector<std::string> fields;
    for (std::size_t bar = 0; bar != std::string_view::npos;) {
        bar = line.find('|');
        fields.emplace_back(line.substr(0, bar));
        line.remove_prefix(std::min(bar + 1, line.size()));
    }
    constexpr std::size_t without_title = 3;
    if (fields.size() < without_title || fields.size() > without_title + 1) { return false; }
    if (fields.size() > without_title) { page.title = fields.front(); }
    auto next = fields.end() - without_title;
    page.meaning = *next++;
    page.cause = *next++;
    page.repair = *next;
    return true;
}

std::string to_text(const CodePage& page, std::string_view language) {
    const Words* spoken = words_of(language);
    const Words& in = spoken ? *spoken : words.back();
    std::string text = wrapped(page.code + " (" + page.severity + "): " + page.title, 0, 2);
    text += "\n" + wrapped(page.meaning, 2, 2);
    // A rule of e-invoices has none.
    text += part(in.cause, page.cause.empty() ? "" : wrapped(page.cause, 2, 2));
    text += part(in.repair, wrapped(page.repair, 2, 2));
    text += part(in.example, indented(page.example));
    text += part(in.row, indented(page.input));
    const std::string command = page.command.empty() ? "" : "$ " + page.command + "\n";
    text += part(in.message, indented(command + page.message));
    const std::string mended =
        page.command.empty() ? page.mended : changed_declarations(page.example, page.mended);
    text += part(in.mended, indented(mended + page.mended_input));
    return text;
}

std::string to_json(const CodePage& page) {
    const nlohmann::ordered_json json{
        {"code", page.code},       {"severity", page.severity},
        {"title", page.title},     {"meaning", page.meaning},
        {"repair", page.repair},   {"example", page.example},
        {"message", page.message}, {"cause", page.cause},
        {"input", page.input},     {"command", page.command},
        {"mended", page.mended},   {"mended_input", page.mended_input}};
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace mutua::ruleset
