#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// What a code of the rule language means, in one language.
struct CodePage {
    std::string code;
    std::string severity;  ///< "error", "warning" or "note"
    std::string title;     ///< one line in English, as the list of codes has it
    std::string meaning;   ///< what it means and why it is a fault
    std::string repair;    ///< what to write instead
    std::string example;   ///< rules that are wrong in this one way; empty where none can be shown
    std::string message;   ///< what `rules check` says of the example, with its repair
};

/// Every code of the language, in its order: R001 … E901.
[[nodiscard]] std::vector<std::string> all_codes();

/// The page of a code in `fr`, `nl`, `de` or `en`; nothing for what is no code of the rules.
[[nodiscard]] std::optional<CodePage> code_page(std::string_view code, std::string_view language);

/// Fills in what the line `CODE|meaning|repair` of `page.code` says among many lines; false when
/// there is no such line.
[[nodiscard]] bool read_page(std::string_view lines, CodePage& page);

/// For people: headings in the language of the page, lines of at most 80 columns.
[[nodiscard]] std::string to_text(const CodePage& page, std::string_view language);

/// For programs: an object with the members of CodePage; keys are only ever added.
[[nodiscard]] std::string to_json(const CodePage& page);

}  // namespace mutua::ruleset
