#include "engine/cooperative/personal_number.hpp"

#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/identifier.hpp"

#include <algorithm>
#include <string>

namespace mutua::cooperative {

namespace {

constexpr std::size_t national_number_digits = 11;
constexpr std::size_t longest_iban = 34;

bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
bool is_word(char c) { return is_digit(c) || is_letter(c); }
bool separates(char c) { return c == ' ' || c == '.' || c == '-' || c == '/'; }

/// Where a number that goes on behind one separator has its next character; the end otherwise.
std::size_t next_character(std::string_view text, std::size_t at) {
    if (at < text.size() && separates(text[at])) { ++at; }
    return at < text.size() && is_word(text[at]) ? at : text.size();
}

/// Length of the national number that begins here; 0 when there is none.
std::size_t national_number_at(std::string_view text, std::size_t begin, Date today) {
    std::string digits;
    std::size_t at = begin;
    while (at < text.size() && is_digit(text[at])) {
        digits += text[at];
        if (digits.size() == national_number_digits) {
            const bool ends = at + 1 == text.size() || !is_word(text[at + 1]);
            return ends && parse_national_number(digits, today) ? at + 1 - begin : 0;
        }
        at = next_character(text, at + 1);
    }
    return 0;
}

/// Length of the IBAN that begins here; 0 when there is none.
std::size_t iban_at(std::string_view text, std::size_t begin) {
    std::string iban;
    std::size_t at = begin;
    while (at < text.size() && iban.size() < longest_iban) {
        iban += text[at];
        const bool ends = at + 1 == text.size() || !is_word(text[at + 1]);
        if (ends && parse_iban(iban)) { return at + 1 - begin; }
        at = next_character(text, at + 1);
    }
    return 0;
}

}  // namespace

std::vector<PersonalNumber> personal_numbers_in(std::string_view text, Date today) {
    std::vector<PersonalNumber> found;
    std::size_t at = 0;
    while (at < text.size()) {
        if (!is_word(text[at]) || (at > 0 && is_word(text[at - 1]))) {
            ++at;
            continue;
        }
        const bool digit = is_digit(text[at]);
        const std::size_t length = digit ? national_number_at(text, at, today) : iban_at(text, at);
        if (length > 0) {
            found.push_back(
                {digit ? PersonalNumber::Kind::national_number : PersonalNumber::Kind::iban,
                 text.substr(at, length)});
        }
        at += std::max<std::size_t>(length, 1);
    }
    return found;
}

}  // namespace mutua::cooperative
