#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// What a code means, in one language, and an example of it.
struct CodePage {
    std::string code;
    std::string severity;      ///< "error", "warning" or "note"; "fatal" of e-invoices
    std::string title;         ///< what it says, in one line
    std::string meaning;       ///< what it means and why it is a fault
    std::string cause;         ///< what people usually did, or what usually happened
    std::string repair;        ///< what to write instead
    std::string example;       ///< what is wrong in this one way; empty where none can be shown
    std::string input;         ///< the row that it goes wrong with, for faults of a run
    std::string command;       ///< what is asked of the program; empty where `example` says it
    std::string message;       ///< what the program answers
    std::string mended;        ///< the example, mended; empty where only the row was wrong
    std::string mended_input;  ///< the row, mended; empty where it was right
};

/// Every code of the language, in its order: R001 … E901.
[[nodiscard]] std::vector<std::string> all_codes();

/// The page of a code in `fr`, `nl`, `de` or `en`; nothing for what is no code of the rules.
[[nodiscard]] std::optional<CodePage> code_page(std::string_view code, std::string_view language);

/// Fills in what the line `CODE|title|meaning|cause|repair` of `page.code` says among many lines;
/// false when there is no such line. In English it may go without a title: the list of codes has
/// it.
[[nodiscard]] bool read_page(std::string_view lines, CodePage& page);

/// For people: headings in the language of the page, lines of at most 80 columns except in
/// examples. Of rules that were mended, the declarations that changed.
[[nodiscard]] std::string to_text(const CodePage& page, std::string_view language);

/// For programs: an object with the members of CodePage; keys are only ever added.
[[nodiscard]] std::string to_json(const CodePage& page);

}  // namespace mutua::ruleset
