#include "engine/ruleset/explain/code_pages.hpp"

#include "engine/ruleset/explain/text_lines.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace mutua::ruleset {

namespace {

/// `CODE|meaning|repair`, a line each, between the quotes of a raw string.
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

/// The bad fixture of a code and the exact message that it gives.
struct Example {
    std::string_view code;
    std::string_view rules;
    std::string_view message;
};

constexpr Example examples[] = {
#include <code_examples.inc>
};

struct Words {
    std::string_view language;
    std::string_view pages;
    std::string_view repair;
    std::string_view example;
    std::string_view message;
};

constexpr std::array<Words, 4> words{{
    {"fr", pages_fr, "Que faire", "Un exemple fautif", "Ce qu'en dit `rules check`"},
    {"nl", pages_nl, "Wat te doen", "Een fout voorbeeld", "Wat `rules check` ervan zegt"},
    {"de", pages_de, "Was zu tun ist", "Ein falsches Beispiel", "Was `rules check` dazu sagt"},
    {"en", pages_en, "What to do", "A wrong example", "What `rules check` says of it"},
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
    for (const Example& one : examples) {
        if (one.code != code) { continue; }
        page.example = one.rules;
        page.message = one.message;
    }
    return page;
}

bool read_page(std::string_view lines, CodePage& page) {
    const std::string begin = "\n" + page.code + "|";
    const std::size_t at = lines.find(begin);
    if (at == std::string_view::npos) { return false; }
    const std::size_t from = at + begin.size();
    const std::string_view line = lines.substr(from, lines.find('\n', from) - from);
    const std::size_t bar = line.find('|');
    if (bar == std::string_view::npos) { return false; }
    page.meaning = line.substr(0, bar);
    page.repair = line.substr(bar + 1);
    return true;
}

std::string to_text(const CodePage& page, std::string_view language) {
    const Words* spoken = words_of(language);
    const Words& in = spoken ? *spoken : words.back();
    std::string text = page.code + " (" + page.severity + ")";
    if (language == "en" && !page.title.empty()) { text += ": " + page.title; }
    text += "\n\n" + wrapped(page.meaning, 2, 2);
    text += "\n" + std::string{in.repair} + "\n" + wrapped(page.repair, 2, 2);
    if (!page.example.empty()) {
        text += "\n" + std::string{in.example} + "\n" + indented(page.example);
    }
    if (!page.message.empty()) {
        text += "\n" + std::string{in.message} + "\n" + indented(page.message);
    }
    return text;
}

std::string to_json(const CodePage& page) {
    const nlohmann::ordered_json json{{"code", page.code},      {"severity", page.severity},
                                      {"title", page.title},    {"meaning", page.meaning},
                                      {"repair", page.repair},  {"example", page.example},
                                      {"message", page.message}};
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace mutua::ruleset
