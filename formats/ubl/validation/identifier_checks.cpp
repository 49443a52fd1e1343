#include "formats/ubl/validation/identifier_checks.hpp"

#include <algorithm>
#include <string>

namespace mutua::ubl::validation {

namespace {

bool is_all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_all_latin(std::string_view text) { return std::all_of(text.begin(), text.end(), is_latin); }

int digit(char c) { return c - '0'; }

/// Digits only, exactly so many.
bool is_number_of(std::string_view text, std::size_t digits) {
    return text.size() == digits && is_all_digits(text);
}

/// GS1: weights 3 and 1 from the right, to the next ten.
bool has_gs1_check_digit(std::string_view text) {
    if (text.empty() || !is_all_digits(text)) { return false; }
    int sum = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const bool is_odd_from_right = (text.size() - 1 - at) % 2 == 1;
        sum += digit(text[at]) * (is_odd_from_right ? 3 : 1);
    }
    return (10 - sum % 10) % 10 == digit(text.back());
}

/// Norway: nine digits, weights 2 to 7 from the right, modulo 11.
bool is_norwegian(std::string_view text) {
    constexpr std::size_t length = 9;
    if (!is_number_of(text, length)) { return false; }
    int sum = 0;
    for (std::size_t at = 0; at + 1 < length; ++at) {
        sum += digit(text[length - 2 - at]) * static_cast<int>(at % 6 + 2);
    }
    const bool is_positive = text.find_first_not_of('0') != std::string_view::npos;
    return is_positive && (11 - sum % 11) % 11 == digit(text.back());
}

bool is_danish_with_prefix(std::string_view text) {
    return text.starts_with("DK") && is_number_of(text.substr(2), 8);
}

/// Sweden: ten digits, Luhn.
bool is_swedish(std::string_view text) {
    constexpr std::size_t length = 10;
    if (!is_number_of(text, length)) { return false; }
    int sum = 0;
    for (std::size_t at = 0; at + 1 < length; ++at) {
        const int doubled = digit(text[at]) * (at % 2 == 0 ? 2 : 1);
        sum += doubled % 10 + doubled / 10;
    }
    return (10 - sum % 10) % 10 == digit(text.back());
}

/// Australia: eleven digits, the first less one, weights 10, 1, 3 … 19, modulo 89.
bool is_australian(std::string_view text) {
    constexpr std::size_t length = 11;
    if (!is_number_of(text, length)) { return false; }
    int sum = (digit(text[0]) - 1) * 10;
    for (std::size_t at = 1; at < length; ++at) {
        sum += digit(text[at]) * static_cast<int>(2 * at - 1);
    }
    return sum % 89 == 0;
}

/// Italy, office code: six letters or digits.
bool is_italian_office(std::string_view text) {
    return text.size() == 6 && std::all_of(text.begin(), text.end(), [](char c) {
               return is_latin(c) || (c >= '0' && c <= '9');
           });
}

/// Italy, fiscal code: sixteen characters for persons, eleven digits for others.
bool is_italian_fiscal(std::string_view text) {
    if (text.size() == 11) { return is_all_digits(text); }
    return text.size() == 16 && is_all_latin(text.substr(0, 6)) &&
           is_all_digits(text.substr(6, 2)) && is_latin(text[8]) &&
           is_all_digits(text.substr(9, 2)) && is_all_digits(text.substr(14, 1)) &&
           is_latin(text[15]);
}

/// Italy, VAT number: IT and eleven digits whose second, fourth … are doubled, to the next ten.
bool is_italian_vat(std::string_view text) {
    if (!text.starts_with("IT") && !text.starts_with("it")) { return true; }
    const std::string_view number = text.substr(2);
    if (!is_number_of(number, 11)) { return false; }
    int sum = 0;
    for (std::size_t at = 0; at < number.size(); ++at) {
        const int doubled = digit(number[at]) * (at % 2 == 1 ? 2 : 1);
        sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
}

bool is_dutch_vat(std::string_view text) {
    return text.size() == 14 && text.starts_with("NL") && is_all_digits(text.substr(2, 9)) &&
           text[11] == 'B' && is_all_digits(text.substr(12));
}

/// A check of an element's text, blanks collapsed.
template <bool (*test)(std::string_view)>
bool of_text(const JudgedDocument& document, xml::NodeIndex node) {
    std::string room;
    return test(collapsed(document.node(node).text, room));
}

/// The same of the text as it is written.
template <bool (*test)(std::string_view)>
bool as_written(const JudgedDocument& document, xml::NodeIndex node) {
    return test(document.node(node).text);
}

template <std::size_t digits>
bool is_number(std::string_view text) {
    return is_number_of(text, digits);
}

bool is_danish(std::string_view text) {
    return is_danish_with_prefix(text) || is_number_of(text, 8);
}

}  // namespace

bool is_digits(std::string_view text) { return !text.empty() && is_all_digits(text); }

bool is_enterprise_number(std::string_view text) {
    if (!is_number_of(text, 10)) { return false; }
    int number = 0;
    for (const char c : text.substr(0, 8)) { number = (number * 10 + digit(c)) % 97; }
    return 97 - number == digit(text[8]) * 10 + digit(text[9]);
}

void add_identifier_checks(CheckTable& checks) {
    checks.insert({{"is_gln", of_text<has_gs1_check_digit>},
                   {"is_norwegian", of_text<is_norwegian>},
                   {"is_danish", as_written<is_danish>},
                   {"is_danish_with_prefix", as_written<is_danish_with_prefix>},
                   {"is_danish_p_number", as_written<is_number<10>>},
                   {"is_belgian", of_text<is_enterprise_number>},
                   {"is_italian_office", of_text<is_italian_office>},
                   {"is_italian_fiscal", of_text<is_italian_fiscal>},
                   {"is_italian_vat", of_text<is_italian_vat>},
                   {"is_swedish", of_text<is_swedish>},
                   {"is_australian", of_text<is_australian>},
                   {"is_dutch_kvk", of_text<is_number<8>>},
                   {"is_dutch_oin", of_text<is_number<20>>},
                   {"is_dutch_vat", of_text<is_dutch_vat>},
                   {"is_dutch_branch", of_text<is_number<12>>}});
}

}  // namespace mutua::ubl::validation
