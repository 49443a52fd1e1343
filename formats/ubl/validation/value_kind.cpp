#include "formats/ubl/validation/value_kind.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace mutua::ubl::validation {

namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Takes parts from the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_{text} {}

    [[nodiscard]] bool at_end() const { return text_.empty(); }
    bool take(char c) {
        if (text_.empty() || text_.front() != c) { return false; }
        text_.remove_prefix(1);
        return true;
    }
    std::size_t digits() {
        std::size_t count = 0;
        while (count < text_.size() && is_digit(text_[count])) { ++count; }
        taken_ = text_.substr(0, count);
        text_.remove_prefix(count);
        return count;
    }
    /// The digits that were taken last, as a number; they are few.
    [[nodiscard]] int number() const {
        int value = 0;
        for (const char c : taken_) { value = value * 10 + (c - '0'); }
        return value;
    }
    [[nodiscard]] std::string_view taken() const { return taken_; }
    /// Exactly two digits, at most `last`.
    bool two_digits(int last) { return digits() == 2 && number() <= last; }

private:
    std::string_view text_;
    std::string_view taken_;
};

bool is_decimal(std::string_view text) {
    Scanner scanner{text};
    if (!scanner.take('-')) { scanner.take('+'); }
    const std::size_t whole = scanner.digits();
    const bool has_point = scanner.take('.');
    const std::size_t fraction = has_point ? scanner.digits() : 0;
    return scanner.at_end() && whole + fraction > 0;
}

/// "Z", "+02:00" or nothing.
std::optional<int> zone(Scanner& scanner) {
    if (scanner.at_end() || scanner.take('Z')) { return 0; }
    const bool is_before = scanner.take('+');
    if (!is_before && !scanner.take('-')) { return std::nullopt; }
    constexpr int hours_max = 14;
    if (!scanner.two_digits(hours_max)) { return std::nullopt; }
    const int hours = scanner.number();
    if (!scanner.take(':') || !scanner.two_digits(59)) { return std::nullopt; }
    const int minutes = hours * 60 + scanner.number();
    if (minutes > hours_max * 60) { return std::nullopt; }
    return is_before ? minutes : -minutes;
}

bool is_leap(long long year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(long long year, int month) {
    constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 2 && is_leap(year)) { return 29; }
    return lengths.at(static_cast<std::size_t>(month - 1));
}

/// Days from civil, counted in years that begin in March.
long long day_number(long long year, int month, int day) {
    const long long march_year = month <= 2 ? year - 1 : year;
    const long long era = (march_year >= 0 ? march_year : march_year - 399) / 400;
    const long long of_era = march_year - era * 400;
    const long long of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

bool is_time(std::string_view text) {
    Scanner scanner{text};
    if (!scanner.two_digits(24)) { return false; }
    const bool is_end_of_day = scanner.number() == 24;
    if (!scanner.take(':') || !scanner.two_digits(is_end_of_day ? 0 : 59)) { return false; }
    if (!scanner.take(':') || !scanner.two_digits(is_end_of_day ? 0 : 59)) { return false; }
    if (scanner.take('.')) {
        if (scanner.digits() == 0) { return false; }
        const std::string_view fraction = scanner.taken();
        if (is_end_of_day && fraction.find_first_not_of('0') != std::string_view::npos) {
            return false;
        }
    }
    return zone(scanner) && scanner.at_end();
}

bool is_language(std::string_view text) {
    constexpr std::size_t part_max = 8;
    bool is_first = true;
    while (true) {
        const std::size_t end = std::min(text.find('-'), text.size());
        const std::string_view part = text.substr(0, end);
        const bool is_word = std::all_of(part.begin(), part.end(), [is_first](char c) {
            return is_letter(c) || (!is_first && is_digit(c));
        });
        if (part.empty() || part.size() > part_max || !is_word) { return false; }
        if (end == text.size()) { return true; }
        text.remove_prefix(end + 1);
        is_first = false;
    }
}

/// How much each character of base64 is worth; 64: `=`, 65: a blank, 66: none of them.
constexpr unsigned char base64_pad = 64;
constexpr unsigned char base64_blank = 65;
constexpr unsigned char base64_foreign = 66;

constexpr std::array<unsigned char, 256> base64_table() {
    std::array<unsigned char, 256> table{};
    table.fill(base64_foreign);
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t at = 0; at < letters.size(); ++at) {
        table[static_cast<unsigned char>(letters[at])] = static_cast<unsigned char>(at);
    }
    table['='] = base64_pad;
    for (const char c : blanks) { table[static_cast<unsigned char>(c)] = base64_blank; }
    return table;
}

/// Groups of four, the last with at most two `=` and no stray bits.
bool is_base64(std::string_view text) {
    constexpr auto table = base64_table();
    std::size_t count = 0;
    std::size_t pads = 0;
    unsigned char last = 0;
    for (const char c : text) {
        const unsigned char worth = table[static_cast<unsigned char>(c)];
        if (worth == base64_blank) { continue; }
        if (worth == base64_foreign) { return false; }
        if (worth == base64_pad) {
            if (++pads > 2) { return false; }
        } else {
            if (pads > 0) { return false; }
            last = worth;
        }
        ++count;
    }
    if (count % 4 != 0) { return false; }
    if (pads == 1) { return last % 4 == 0; }
    return pads == 0 || last % 16 == 0;
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
    while (!text.empty() && is_blank(text.front())) { text.remove_prefix(1); }
    while (!text.empty() && is_blank(text.back())) { text.remove_suffix(1); }
    return text;
}

std::optional<ValueKind> value_kind(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, ValueKind>, 7> kinds{
        {{"text", ValueKind::text},
         {"decimal", ValueKind::decimal},
         {"boolean", ValueKind::boolean},
         {"date", ValueKind::date},
         {"time", ValueKind::time},
         {"base64", ValueKind::base64},
         {"language", ValueKind::language}}};
    for (const auto& [written, kind] : kinds) {
        if (written == name) { return kind; }
    }
    return std::nullopt;
}

std::optional<SchemaDate> schema_date(std::string_view text) {
    Scanner scanner{without_blanks(text)};
    const bool is_negative = scanner.take('-');
    constexpr std::size_t year_digits_max = 9;
    const std::size_t year_digits = scanner.digits();
    if (year_digits < 4 || year_digits > year_digits_max) { return std::nullopt; }
    if (year_digits > 4 && scanner.taken().front() == '0') { return std::nullopt; }
    const long long year = is_negative ? -scanner.number() : scanner.number();
    if (year == 0 || !scanner.take('-') || !scanner.two_digits(12)) { return std::nullopt; }
    const int month = scanner.number();
    if (month == 0 || !scanner.take('-') || !scanner.two_digits(days_in_month(year, month))) {
        return std::nullopt;
    }
    const int day = scanner.number();
    const auto minutes = zone(scanner);
    if (day == 0 || !minutes || !scanner.at_end()) { return std::nullopt; }
    return SchemaDate{day_number(year, month, day), *minutes};
}

bool is_value(ValueKind kind, std::string_view text) {
    const std::string_view value = without_blanks(text);
    switch (kind) {
        case ValueKind::text:
            return true;
        case ValueKind::decimal:
            return is_decimal(value);
        case ValueKind::boolean:
            return value == "true" || value == "false" || value == "0" || value == "1";
        case ValueKind::date:
            return schema_date(value).has_value();
        case ValueKind::time:
            return is_time(value);
        case ValueKind::base64:
            return is_base64(value);
        case ValueKind::language:
            return is_language(value);
    }
    return false;
}

std::string_view expected_value(ValueKind kind) {
    switch (kind) {
        case ValueKind::text:
            return "a text";
        case ValueKind::decimal:
            return "a number such as 12.50";
        case ValueKind::boolean:
            return "true or false";
        case ValueKind::date:
            return "a date such as 2026-11-30";
        case ValueKind::time:
            return "a time such as 14:30:00";
        case ValueKind::base64:
            return "base64";
        case ValueKind::language:
            return "a language such as fr or nl-BE";
    }
    return "a value";
}

}  // namespace mutua::ubl::validation
