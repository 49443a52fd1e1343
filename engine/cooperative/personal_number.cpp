#include "engine/cooperative/personal_number.hpp"

#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/identifier.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace mutua::cooperative {

namespace {

constexpr std::size_t national_number_digits = 11;
constexpr std::size_t longest_iban = 34;

bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
bool is_word(char c) { return is_digit(c) || is_letter(c); }

/// Bytes of the separator that stands at a place: a blank, point, slash or dash as people and word
/// processors write them; 0 when there is none.
std::size_t separator_at(std::string_view text, std::size_t at) {
    constexpr std::string_view separators[] = {" ",      ".",      "-",      "/",      ":",
                                               "\u00A0", "\u202F", "\u2009", "\u2010", "\u2011",
                                               "\u2012", "\u2013", "\u2014", "\u2212"};
    for (const std::string_view separator : separators) {
        if (text.substr(at).starts_with(separator)) { return separator.size(); }
    }
    return 0;
}

/// Where a number that goes on behind a separator, or behind a dash between blanks, has its next
/// character; the end otherwise.
std::size_t next_character(std::string_view text, std::size_t at) {
    constexpr int most_separators = 3;
    for (int i = 0; i < most_separators && at < text.size(); ++i) { at += separator_at(text, at); }
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

/// A number begins behind anything but a digit ("NN85073003328"), an IBAN where a word does.
bool may_begin(std::string_view text, std::size_t at) {
    if (is_digit(text[at])) { return at == 0 || !is_digit(text[at - 1]); }
    return is_letter(text[at]) && (at == 0 || !is_word(text[at - 1]));
}

}  // namespace

std::vector<PersonalNumber> personal_numbers_in(std::string_view text, Date today) {
    std::vector<PersonalNumber> found;
    std::size_t at = 0;
    while (at < text.size()) {
        const bool digit = is_digit(text[at]);
        if (!may_begin(text, at)) {
            ++at;
            continue;
        }
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

std::vector<FieldWithNumber> personal_numbers_in(const Declaration& declaration, Date today) {
    const std::pair<std::string_view, std::string_view> fields[] = {
        {"description", declaration.description},
        {"vat_reason", declaration.vat_reason},
        {"order_reference", declaration.order_reference}};
    std::vector<FieldWithNumber> found;
    for (const auto& [field, text] : fields) {
        for (const PersonalNumber& number : personal_numbers_in(text, today)) {
            found.push_back({field, number});
        }
    }
    return found;
}

}  // namespace mutua::cooperative
