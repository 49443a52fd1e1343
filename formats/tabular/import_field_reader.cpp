#include "formats/tabular/import_field_reader.hpp"

#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/code_lists.hpp"
#include "engine/cooperative/identifier.hpp"
#include "formats/tabular/csv_encoding.hpp"
#include "formats/tabular/import_words.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

constexpr std::size_t longest_key = 40;

bool is_letter_or_digit(char c) {
    return cooperative::is_digit(c) || (c >= 'a' && c <= 'z') || cooperative::is_upper(c);
}

bool is_key(std::string_view text) {
    return text.size() <= longest_key && is_letter_or_digit(text.front()) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
           });
}

bool is_joint_committee(std::string_view text) {
    const bool sub = text.size() == 6 && text[3] == '.' && cooperative::all_digits(text.substr(4));
    return (text.size() == 3 || sub) && cooperative::all_digits(text.substr(0, 3));
}

std::string upper(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        if (c >= 'a' && c <= 'z') { c = static_cast<char>(c - 'a' + 'A'); }
    }
    return result;
}

/// "U+000A" for the character at the beginning of the text.
std::string code_point(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    const auto lead = static_cast<unsigned char>(text.front());
    unsigned value = lead < 0x80 ? lead : lead < 0xE0 ? lead & 0x1FU : lead & 0x0FU;
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    for (std::size_t i = 1; i < length && i < text.size(); ++i) {
        value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    std::string digits = "U+";
    for (unsigned shift = 16; shift > 0; shift -= 4) {
        digits += hex[(value >> (shift - 4)) & 0xFU];
    }
    return digits;
}

}  // namespace

Presence FieldReader::presence(std::string_view column) const {
    for (const Column& known : source_.columns()) {
        if (known.name == column) { return known.presence; }
    }
    return Presence::optional;
}

std::optional<std::string_view> FieldReader::given(std::string_view column, std::size_t longest) {
    const std::string_view text = trimmed(source_.cell(row_, column).text);
    if (text.empty()) {
        // A column that is missing from a CSV header is reported once, for the file.
        const bool reportable = source_.has(column) || row_.line == 0 || source_.is_json();
        if (presence(column) == Presence::required && reportable) {
            fault(column, "I101", "is empty", "every row needs this field");
        }
        return std::nullopt;
    }
    if (const std::size_t at = find_control_character(text); at != std::string_view::npos) {
        fault(column, "I015",
              "the control character " + code_point(text.substr(at)) + " stands in it",
              "remove it; a line break is no part of a field");
        return std::nullopt;
    }
    if (const std::size_t length = character_count(text); length > longest) {
        fault(column, "I102",
              "has " + std::to_string(length) + " characters, at most " + std::to_string(longest) +
                  " are kept",
              "shorten it");
        return std::nullopt;
    }
    return text;
}

std::string_view FieldReader::written(std::string_view column) const {
    return trimmed(source_.cell(row_, column).text);
}

std::string FieldReader::text(std::string_view column, std::size_t longest) {
    return std::string{given(column, longest).value_or(std::string_view{})};
}

std::string FieldReader::word(std::string_view column, const std::vector<std::string>& words) {
    const auto text = given(column);
    if (!text) { return {}; }
    if (!words.empty() && std::find(words.begin(), words.end(), *text) == words.end()) {
        fault(column, "I103", shown(*text) + " is not one of its words",
              unknown_word_help(*text, words));
        return {};
    }
    return std::string{*text};
}

std::string FieldReader::key(std::string_view column) {
    const auto text = given(column);
    if (!text) { return {}; }
    if (!is_key(*text)) {
        fault(column, "I106", shown(*text) + " cannot be a key",
              "use up to " + std::to_string(longest_key) +
                  " letters, digits, `-`, `_` and `.`, beginning with a letter or digit");
        return {};
    }
    // Keys stand on invoices, in messages and file names, where such numbers must never be.
    constexpr Date any_birth = date::year{2199} / 12 / 31;
    if (cooperative::parse_national_number(*text, any_birth) || cooperative::parse_iban(*text)) {
        fault(column, "I106", shown(*text) + " is a personal number and cannot be a key",
              "give the row a key of your own, such as `M-0001`");
        return {};
    }
    return std::string{*text};
}

bool FieldReader::flag(std::string_view column) {
    const auto text = given(column);
    if (!text || *text == "no" || *text == "false" || *text == "0") { return false; }
    if (*text == "yes" || *text == "true" || *text == "1") { return true; }
    fault(column, "I105", shown(*text) + " is neither yes nor no",
          "write `yes` or `no`; empty means no");
    return false;
}

std::string FieldReader::country(std::string_view column) {
    const auto text = given(column);
    if (!text) { return {}; }
    std::string code = upper(*text);
    if (!cooperative::is_country(code)) {
        fault(column, "I104", shown(*text) + " is no country of ISO 3166-1",
              "write the code of two letters, such as `BE`");
        return {};
    }
    return code;
}

std::string FieldReader::place(std::string_view column) {
    const auto text = given(column);
    if (text && cooperative::is_place_of_supply(upper(*text))) { return upper(*text); }
    return country(column);
}

std::string FieldReader::joint_committee(std::string_view column) {
    const auto text = given(column);
    if (!text) { return {}; }
    if (!is_joint_committee(*text)) {
        fault(column, "I107", shown(*text) + " is not the number of a joint committee",
              "write three digits such as `304`, for a sub-committee `329.02`");
        return {};
    }
    return std::string{*text};
}

void FieldReader::fault(std::string_view column, const char* code, const std::string& message,
                        std::string help) {
    sound_ = false;
    diagnostics_.push_back(
        source_.finding(row_, column, Severity::error, code, message, std::move(help)));
}

void FieldReader::fault_in(std::string_view column, std::string_view part, const char* code,
                           const std::string& message, std::string help) {
    sound_ = false;
    diagnostics_.push_back(source_.finding_in(row_, column, part, code, message, std::move(help)));
}

void FieldReader::warn(std::string_view column, const char* code, const std::string& message,
                       std::string help) {
    diagnostics_.push_back(
        source_.finding(row_, column, Severity::warning, code, message, std::move(help)));
}

}  // namespace mutua::tabular
