#include "engine/ruleset/syntax/other_notations.hpp"

#include "engine/core/date.hpp"
#include "engine/ruleset/syntax/utf8.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace mutua::ruleset::syntax {

namespace {

/// `12 345.00`: digits in groups of three from five digits on, and those behind the point.
std::string in_threes(std::string whole, std::string_view part) {
    const std::size_t length = whole.size();
    for (std::size_t i = length; length > 4 && i > 3; i -= 3) { whole.insert(i - 3, " "); }
    return part.empty() ? whole : whole + "." + std::string{part};
}

/// The first run of digits at a place.
std::string_view digits_at(std::string_view bytes, std::size_t position) {
    std::size_t end = position;
    while (end < bytes.size() && is_digit(bytes[end])) { ++end; }
    return bytes.substr(position, end - position);
}

struct Letter {
    std::string_view written;
    std::string_view plain;
};

/// The letters of the languages of the labels beyond a to z.
constexpr std::array letters{
    Letter{"\u00E0", "a"},  Letter{"\u00E1", "a"}, Letter{"\u00E2", "a"},  Letter{"\u00E4", "ae"},
    Letter{"\u00E6", "ae"}, Letter{"\u00E7", "c"}, Letter{"\u00E8", "e"},  Letter{"\u00E9", "e"},
    Letter{"\u00EA", "e"},  Letter{"\u00EB", "e"}, Letter{"\u00EE", "i"},  Letter{"\u00EF", "i"},
    Letter{"\u00F3", "o"},  Letter{"\u00F4", "o"}, Letter{"\u00F6", "oe"}, Letter{"\u0153", "oe"},
    Letter{"\u00F9", "u"},  Letter{"\u00FA", "u"}, Letter{"\u00FB", "u"},  Letter{"\u00FC", "ue"},
    Letter{"\u00DF", "ss"}, Letter{"\u00C0", "a"}, Letter{"\u00C4", "ae"}, Letter{"\u00C7", "c"},
    Letter{"\u00C8", "e"},  Letter{"\u00C9", "e"}, Letter{"\u00CA", "e"},  Letter{"\u00D6", "oe"},
    Letter{"\u00DC", "ue"}};

const Letter* letter_at(std::string_view bytes, std::size_t position) {
    const auto found = std::find_if(letters.begin(), letters.end(), [&](const Letter& one) {
        return bytes.compare(position, one.written.size(), one.written) == 0;
    });
    return found == letters.end() ? nullptr : &*found;
}

std::string padded(std::string_view digits) {
    return (digits.size() == 1 ? "0" : "") + std::string{digits};
}

}  // namespace

std::string plain_for(std::string_view sign) {
    struct Replacement {
        std::string_view from;
        std::string_view to;
    };
    static constexpr std::array<Replacement, 24> rows{{
        {"\u00A0", "a plain space"},
        {"\u202F", "a plain space"},
        {"\u2009", "a plain space"},
        {"\u2013", "`-`"},
        {"\u2014", "`-`"},
        {"\u2212", "`-`"},
        {"\u00D7", "`*`"},
        {"\u00F7", "`/`"},
        {"\u2260", "`is not`"},
        {"\u2264", "`<=`"},
        {"\u2265", "`>=`"},
        {"\u20AC", "`EUR`"},
        {"==", "`is`"},
        {"!=", "`is not`"},
        {"<>", "`is not`"},
        {"=>", "`>=`"},
        {"=<", "`<=`"},
        {"&&", "`and`"},
        {"||", "`or`"},
        {"**", "the product in full, as in `x * x`"},
        {"&", "`and`"},
        {"|", "`or`"},
        {"!", "`not`"},
        {"^", "the product in full, as in `x * x`"},
    }};
    for (const Replacement& row : rows) {
        if (row.from == sign) { return "write " + std::string{row.to}; }
    }
    return sign == "?" ? "write `if … then … else …`" : "";
}

std::size_t foreign_quote_length(std::string_view bytes, std::size_t position) {
    for (const std::string_view quote :
         {"'", "\u2018", "\u2019", "\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"}) {
        if (bytes.compare(position, quote.size(), quote) == 0) { return quote.size(); }
    }
    return 0;
}

std::string in_small_letters(std::string_view word) {
    std::string made;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool begins_part =
            i > 0 && is_capital(word[i]) && !is_capital(word[i - 1]) && word[i - 1] != '_';
        if (begins_part) { made += '_'; }
        made += is_capital(word[i]) ? static_cast<char>(word[i] - 'A' + 'a') : word[i];
    }
    return made;
}

std::size_t foreign_letter_length(std::string_view bytes, std::size_t position) {
    // Every letter of the table is written with a byte beyond ASCII.
    if (position >= bytes.size() || static_cast<unsigned char>(bytes[position]) < 0x80) {
        return 0;
    }
    const Letter* letter = letter_at(bytes, position);
    return letter == nullptr ? 0 : letter->written.size();
}

std::string in_plain_letters(std::string_view word) {
    std::string made;
    for (std::size_t i = 0; i < word.size();) {
        const Letter* letter = letter_at(word, i);
        made += letter != nullptr ? letter->plain : word.substr(i, 1);
        i += letter != nullptr ? letter->written.size() : 1;
    }
    return in_small_letters(made);
}

std::string in_capitals(std::string_view word) {
    std::string made{word};
    for (char& c : made) { c = is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; }
    return made;
}

bool is_function_word(std::string_view word) {
    constexpr std::array<std::string_view, 6> words{"abs", "all", "any", "max", "min", "sum"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string plain_number(std::string_view written) {
    // No number of a law is longer than what 128 bits hold, in whatever notation.
    constexpr std::size_t longest = 60;
    if (written.size() > longest) { return ""; }
    // Digits behind a point are not grouped: `1.000 001` is 1.000001.
    const std::size_t point = std::min(written.find('.'), written.size());
    const std::string_view behind = written.substr(point);
    if (behind.find(' ') != std::string_view::npos &&
        behind.find_first_not_of("0123456789 ", 1) == std::string_view::npos) {
        std::string joined{behind};
        std::erase(joined, ' ');
        return plain_number(std::string{written.substr(0, point)} + joined);
    }
    std::vector<std::string> groups{""};
    std::string marks;
    for (const char c : written) {
        if (is_digit(c)) {
            groups.back() += c;
        } else {
            marks += c;
            groups.emplace_back();
        }
    }
    const char last = marks.empty() ? '\0' : marks.back();
    const bool is_point = last == '.' || last == ',';
    const bool has_part = is_point && std::count(marks.begin(), marks.end(), last) == 1;
    const std::string part = has_part ? groups.back() : "";
    if (has_part) {
        groups.pop_back();
        marks.pop_back();
    }
    // What is left separates groups of three, and is one sign; else nobody knows.
    const bool one_sign =
        std::all_of(marks.begin(), marks.end(), [&](char mark) { return mark == marks.front(); });
    const bool threes = std::all_of(groups.begin() + 1, groups.end(),
                                    [](const std::string& group) { return group.size() == 3; });
    const bool by_spaces = !marks.empty() && marks.front() == ' ';
    if (!one_sign || (!threes && !by_spaces)) { return ""; }
    std::string whole;
    for (const std::string& group : groups) { whole += group; }
    return in_threes(whole.empty() ? "0" : whole, part);
}

std::string without_comma(std::string_view written) {
    std::string made{written};
    std::replace(made.begin(), made.end(), ',', ' ');
    return made;
}

std::size_t foreign_day_length(std::string_view bytes, std::size_t position,
                               std::string_view marks) {
    const std::string_view first = digits_at(bytes, position);
    const std::size_t mark = position + first.size();
    if (first.empty() || mark >= bytes.size() ||
        marks.find(bytes[mark]) == std::string_view::npos) {
        return 0;
    }
    const std::string_view middle = digits_at(bytes, mark + 1);
    const std::size_t second_mark = mark + 1 + middle.size();
    if (middle.empty() || middle.size() > 2 || second_mark >= bytes.size() ||
        bytes[second_mark] != bytes[mark]) {
        return 0;
    }
    const std::string_view last = digits_at(bytes, second_mark + 1);
    const bool year_first = first.size() == 4 && (last.size() == 1 || last.size() == 2);
    const bool year_last = first.size() <= 2 && last.size() == 4;
    return year_first || year_last ? second_mark + 1 + last.size() - position : 0;
}

std::string proposed_day(std::string_view written) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < written.size(); ++at) {
        const std::string_view digits = digits_at(written, at);
        if (digits.empty()) { continue; }
        parts.push_back(padded(digits));
        at += digits.size() - 1;
    }
    if (parts.size() == 3) {
        if (parts[0].size() != 4) { std::swap(parts[0], parts[2]); }
        for (const std::string& day : {parts[0] + "-" + parts[1] + "-" + parts[2],
                                       parts[0] + "-" + parts[2] + "-" + parts[1]}) {
            if (parse_date(day)) { return "write `" + day + "`"; }
        }
    }
    return "write it like `2026-07-01`";
}

std::string last_day_near(std::string_view written) {
    const auto month = parse_month(written.substr(0, 7));
    if (!month) { return proposed_day(written); }
    return "the last day of that month is `" + to_string(last_day(*month)) + "`";
}

}  // namespace mutua::ruleset::syntax
