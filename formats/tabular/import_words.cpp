#include "formats/tabular/import_words.hpp"

#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/identifier.hpp"
#include "formats/tabular/csv_encoding.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using cooperative::is_digit;

constexpr std::size_t longest_shown_value = 40;
constexpr std::size_t longest_word = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Letters to change, add or remove to get from one word to the other; case is no matter.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) { row[j] = j; }
    for (std::size_t i = 1; i <= left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t changed =
                diagonal + (lower(left[i - 1]) == lower(right[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string>& candidates) {
    std::string_view best;
    if (word.empty() || word.size() > longest_word) { return best; }
    std::size_t best_distance = std::min<std::size_t>(3, (word.size() + 1) / 2 + 1);
    for (const std::string& candidate : candidates) {
        const std::size_t found = distance(word, candidate);
        if (found < best_distance) {
            best = candidate;
            best_distance = found;
        }
    }
    return best;
}

std::string unknown_word_help(std::string_view word, const std::vector<std::string>& candidates) {
    const std::string_view meant = nearest(word, candidates);
    if (!meant.empty()) { return "did you mean `" + std::string{meant} + "`?"; }
    return "write " + listed(candidates);
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
