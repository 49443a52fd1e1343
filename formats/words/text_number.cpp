#include "formats/words/text_number.hpp"

#include <array>

namespace mutua::words {

namespace {

constexpr std::string_view no_break = "\u00A0";

/// How a language writes numbers.
struct Style {
    std::string_view group;
    std::string_view decimal;
    std::string_view before_percent;
};

Style style_of(Language language) {
    switch (language) {
        case Language::fr:
            return {no_break, ",", no_break};
        case Language::nl:
            return {".", ",", ""};
        case Language::de:
            return {".", ",", no_break};
        case Language::en:
            break;
    }
    return {",", ".", ""};
}

std::string grouped(std::string_view digits, std::string_view separator) {
    std::string text;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        if (at != 0 && (digits.size() - at) % 3 == 0) { text += separator; }
        text += digits[at];
    }
    return text;
}

/// The digits without a sign; `plain` is "-1234.50" or "1234.50".
std::string unsigned_text(std::string_view plain, Style style) {
    if (plain.starts_with('-')) { plain.remove_prefix(1); }
    const std::size_t point = plain.find('.');
    std::string text = grouped(plain.substr(0, point), style.group);
    if (point != std::string_view::npos) {
        text += std::string{style.decimal} + std::string{plain.substr(point + 1)};
    }
    return text;
}

using MonthNames = std::array<std::string_view, 12>;

const MonthNames& month_names(Language language) {
    static constexpr MonthNames french{"janvier",   "février", "mars",     "avril",
                                       "mai",       "juin",    "juillet",  "août",
                                       "septembre", "octobre", "novembre", "décembre"};
    static constexpr MonthNames dutch{"januari",   "februari", "maart",    "april",
                                      "mei",       "juni",     "juli",     "augustus",
                                      "september", "oktober",  "november", "december"};
    static constexpr MonthNames german{"Januar",    "Februar", "März",     "April",
                                       "Mai",       "Juni",    "Juli",     "August",
                                       "September", "Oktober", "November", "Dezember"};
    static constexpr MonthNames english{"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    switch (language) {
        case Language::fr:
            return french;
        case Language::nl:
            return dutch;
        case Language::de:
            return german;
        case Language::en:
            break;
    }
    return english;
}

}  // namespace

std::string amount_text(Money amount, Language language) {
    const std::string digits = unsigned_text(to_string(amount), style_of(language));
    return amount.minor_units() < 0 ? "-" + digits : digits;
}

std::string money_text(Money amount, Language language) {
    const std::string digits = unsigned_text(to_string(amount), style_of(language));
    const std::string sign = amount.minor_units() < 0 ? "-" : "";
    const std::string blank{no_break};
    const bool is_euro = amount.currency() == Currency::eur;
    const std::string unit = is_euro ? "€" : std::string{to_string(amount.currency())};
    switch (language) {
        case Language::nl:
            return unit + blank + sign + digits;
        case Language::en:
            return is_euro ? sign + unit + digits : unit + blank + sign + digits;
        case Language::fr:
        case Language::de:
            break;
    }
    return sign + digits + blank + unit;
}

std::string number_text(const Decimal& number, unsigned decimals_min, Language language) {
    constexpr unsigned decimals_max = 10;
    const std::optional<unsigned> decimals = decimals_of(number);
    const bool is_long = !decimals || *decimals > decimals_max;
    const Decimal step{1, 10'000'000'000};
    const std::string plain =
        shortest_text(is_long ? round(number, step, Rounding::half_up) : number, decimals_min);
    return (plain.starts_with('-') ? "-" : "") + unsigned_text(plain, style_of(language));
}

std::string hundredths_text(std::int64_t hundredths, Language language) {
    return amount_text(euro_cents(hundredths), language);
}

std::string percent_text(std::string_view percent, Language language) {
    const std::size_t point = percent.find('.');
    if (point != std::string_view::npos) {
        percent = percent.substr(0, percent.find_last_not_of('0') + 1);
        if (percent.ends_with('.')) { percent.remove_suffix(1); }
    }
    const Style style = style_of(language);
    const std::string sign = percent.starts_with('-') ? "-" : "";
    return sign + unsigned_text(percent, style) + std::string{style.before_percent} + "%";
}

std::string day_text(Date day, Language language) {
    const std::string iso = to_string(day);
    const std::string year = iso.substr(0, 4), month = iso.substr(5, 2), of_month = iso.substr(8);
    if (language == Language::de) { return of_month + "." + month + "." + year; }
    if (language != Language::en) { return of_month + "/" + month + "/" + year; }
    const std::string blank{no_break};
    return std::to_string(static_cast<unsigned>(day.day())) + blank +
           std::string{month_names(language).at(static_cast<unsigned>(day.month()) - 1)} + blank +
           year;
}

std::string short_day_text(Date day, Language language) {
    if (language != Language::en) { return day_text(day, language); }
    const std::string_view name = month_names(language).at(static_cast<unsigned>(day.month()) - 1);
    const std::string blank{no_break};
    return std::to_string(static_cast<unsigned>(day.day())) + blank +
           std::string{name.substr(0, 3)} + blank + to_string(day).substr(0, 4);
}

std::string month_text(Month month, Language language) {
    const std::string name{month_names(language).at(static_cast<unsigned>(month.month()) - 1)};
    return name + " " + std::to_string(static_cast<int>(month.year()));
}

std::string iban_text(std::string_view iban) {
    std::string text;
    for (std::size_t at = 0; at < iban.size(); ++at) {
        if (at != 0 && at % 4 == 0) { text += ' '; }
        text += iban[at];
    }
    return text;
}

}  // namespace mutua::words
