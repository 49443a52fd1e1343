#include "engine/store/column.hpp"

#include "engine/store/failure.hpp"

#include <array>

namespace mutua::store {

namespace {

[[noreturn]] void unreadable(const char* what) {
    throw StoreFailure{FailureKind::damaged, std::string{"store: a column holds no "} + what};
}

/// The value of a lower-case hexadecimal digit, or -1.
int hex_value(char c) {
    if (c >= '0' && c <= '9') { return c - '0'; }
    if (c >= 'a' && c <= 'f') { return c - 'a' + 10; }
    return -1;
}

/// How many bytes the UTF-8 sequence at the front of `text` has; 0 when it is none
/// (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing past U+10FFFF).
std::size_t sequence_length(std::string_view text) {
    struct Form {
        unsigned first_min, first_max, second_min, second_max;
        std::size_t length;
    };
    static constexpr std::array<Form, 9> forms{{{0x01, 0x7F, 0, 0, 1},
                                                {0xC2, 0xDF, 0x80, 0xBF, 2},
                                                {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                                {0xE1, 0xEC, 0x80, 0xBF, 3},
                                                {0xED, 0xED, 0x80, 0x9F, 3},
                                                {0xEE, 0xEF, 0x80, 0xBF, 3},
                                                {0xF0, 0xF0, 0x90, 0xBF, 4},
                                                {0xF1, 0xF3, 0x80, 0xBF, 4},
                                                {0xF4, 0xF4, 0x80, 0x8F, 4}}};
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (const Form& form : forms) {
        if (byte(0) < form.first_min || byte(0) > form.first_max) { continue; }
        if (text.size() < form.length) { return 0; }
        if (form.length > 1 && (byte(1) < form.second_min || byte(1) > form.second_max)) {
            return 0;
        }
        for (std::size_t i = 2; i < form.length; ++i) {
            if (byte(i) < 0x80 || byte(i) > 0xBF) { return 0; }
        }
        return form.length;
    }
    return 0;
}

}  // namespace

Value to_column(Money amount) {
    require(amount.currency() == Currency::eur, "the store keeps euro");
    return static_cast<long long>(amount.minor_units());
}

Date date_of(const std::string& column) {
    const auto day = parse_date(column);
    if (!day) { unreadable("day"); }
    return *day;
}

Month month_in(const std::string& column) {
    const auto month = parse_month(column);
    if (!month) { unreadable("month"); }
    return *month;
}

Digest digest_of(const std::string& column) {
    Digest digest{};
    if (column.size() != 2 * digest.size()) { unreadable("digest"); }
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const int high = hex_value(column[2 * i]);
        const int low = hex_value(column[2 * i + 1]);
        if (high < 0 || low < 0) { unreadable("digest"); }
        digest[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return digest;
}

void check_text(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length == 0) {
            throw StoreFailure{FailureKind::text,
                               "store: a text holds a NUL or is not UTF-8 and was refused"};
        }
        text.remove_prefix(length);
    }
}

}  // namespace mutua::store
