#include "formats/tabular/import_words.hpp"

#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/identifier.hpp"
#include "engine/core/nearest.hpp"
#include "formats/tabular/csv_encoding.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using cooperative::is_digit;

constexpr std::size_t longest_shown_value = 40;

std::string lowered(std::string_view word) {
    std::string text{word};
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') { c = static_cast<char>(c - 'A' + 'a'); }
    }
    return text;
}

}  // namespace

std::string unknown_word_help(std::string_view word, const std::vector<std::string>& candidates) {
    // What is written in capitals is the same word.
    const std::string text = lowered(word);
    if (std::find(candidates.begin(), candidates.end(), text) != candidates.end()) {
        return "did you mean `" + text + "`?";
    }
    const std::string question = did_you_mean(text, candidates);
    return question.empty() ? "write " + listed(candidates) : question;
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) { text += i + 1 == words.size() ? " or " : ", "; }
        text += "`" + words[i] + "`";
    }
    return text;
}

std::string shown(std::string_view value) {
    if (looks_secret(value)) { return "`" + cooperative::redacted(value) + "`"; }
    const std::string_view beginning = first_characters(value, longest_shown_value);
    std::string text = "`";
    for (const char c : beginning) {
        text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    }
    return text + (beginning.size() < value.size() ? "…`" : "`");
}

bool looks_secret(std::string_view value) {
    const std::string bare = cooperative::compact(value);
    if (bare.size() >= 11 && cooperative::all_digits(bare)) { return true; }
    const bool account = bare.size() >= 15 && bare.size() <= 34 && cooperative::is_upper(bare[0]) &&
                         cooperative::is_upper(bare[1]) && is_digit(bare[2]) && is_digit(bare[3]);
    return account && std::all_of(bare.begin(), bare.end(),
                                  [](char c) { return is_digit(c) || cooperative::is_upper(c); });
}

}  // namespace mutua::tabular
