#include "engine/ruleset/syntax/lexer.hpp"

#include "engine/ruleset/syntax/other_notations.hpp"
#include "engine/ruleset/syntax/utf8.hpp"

#include <algorithm>
#include <array>

namespace mutua::ruleset::syntax {

namespace {

/// More digits than any figure has; keeps the reading of numbers short.
constexpr std::size_t digits_max = 40;

bool is_name_part(char c) { return is_small(c) || is_digit(c) || c == '_'; }
bool is_word_part(char c) { return is_name_part(c) || is_capital(c); }

/// Digits, the spaces between their groups, and one point.
bool is_plain(std::string_view written) {
    return written.find_first_not_of("0123456789 .") == std::string_view::npos;
}

std::string plural(std::size_t count, const char* one, const char* many) {
    return count == 1 ? std::string{one} : std::to_string(count) + " " + many;
}

}  // namespace

const std::vector<std::string>& reserved_words() {
    static const std::vector<std::string> words{
        "above", "amend",    "and",    "applies",   "as",        "at",        "bool",
        "by",    "carry",    "code",   "covers",    "date",      "dated",     "default",
        "each",  "else",     "ensure", "enum",      "exception", "exclusive", "expect",
        "file",  "from",     "given",  "if",        "in",        "inherited", "input",
        "is",    "keyed",    "label",  "layer",     "match",     "no",        "not",
        "of",    "open",     "or",     "otherwise", "output",    "over",      "package",
        "param", "per",      "plus",   "previous",  "prior",     "profile",   "provisional",
        "range", "reaching", "reset",  "review",    "round",     "rounding",  "row",
        "rule",  "scale",    "shown",  "source",    "starts",    "table",     "tags",
        "test",  "then",     "unit",   "until",     "use",       "when",      "where",
        "yes"};
    return words;
}

bool is_reserved(std::string_view word) {
    const auto& words = reserved_words();
    return std::binary_search(
        words.begin(), words.end(), word,
        [](std::string_view left, std::string_view right) { return left < right; });
}

Lexer::Lexer(const std::vector<SourceFile>& files, std::size_t index, Findings& findings,
             TestBlocks tests)
    : bytes_{files.at(index).bytes},
      file_{static_cast<std::uint32_t>(index)},
      findings_{&findings},
      tests_{tests} {
    note_forbidden_bytes();
    note_encoding();
    position_ = first_byte_;
}

Span Lexer::span(std::size_t begin, std::size_t end) const noexcept {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Token Lexer::token(TokenKind kind, std::size_t end) {
    const Token made{kind, false, span(position_, end)};
    position_ = end;
    start_given_ = false;
    return made;
}

void Lexer::note_forbidden_bytes() {
    if (bytes_.substr(0, 3) == "\xEF\xBB\xBF") {
        first_byte_ = 3;
        findings_->error(span(0, 3), "R003", "the file begins with a byte-order mark",
                         "save it as UTF-8 without byte-order mark");
    }
    const auto note = [this](char forbidden, const char* one, const char* many,
                             const char* repair) {
        const std::size_t first = bytes_.find(forbidden);
        if (first == std::string_view::npos) { return; }
        const auto count =
            static_cast<std::size_t>(std::count(bytes_.begin(), bytes_.end(), forbidden));
        findings_->error(span(first, first + 1), "R003", plural(count, one, many), repair);
    };
    note('\t', "a tab", "tabs, of which this is the first", "indent with two spaces");
    note('\r', "a carriage return", "carriage returns, of which this is the first",
         "end lines with LF alone");
}

void Lexer::note_encoding() {
    std::size_t first = bytes_.size();
    std::size_t count = 0;
    for (std::size_t i = first_byte_; i < bytes_.size();) {
        if (bytes_[i] >= ' ' && bytes_[i] < '\x7F') {  // ASCII, nearly all
            ++i;
            continue;
        }
        const std::size_t length = utf8_length(bytes_, i);
        const bool control = static_cast<unsigned char>(bytes_[i]) < 0x20 && bytes_[i] != '\n' &&
                             bytes_[i] != '\t' && bytes_[i] != '\r';
        if (length == 0 || control || bytes_[i] == '\x7F') {
            first = std::min(first, i);
            ++count;
        }
        i += std::max<std::size_t>(length, 1);
    }
    if (count == 0) { return; }
    findings_->error(span(first, first + 1), "R001",
                     plural(count, "a byte that is not text in UTF-8",
                            "bytes that are not text in UTF-8, of which this is the first"),
                     "save the file as UTF-8");
}

bool Lexer::in_column_one() const noexcept {
    return position_ == first_byte_ || bytes_[position_ - 1] == '\n';
}

void Lexer::skip_blanks() {
    for (; position_ < bytes_.size(); ++position_) {
        const char c = bytes_[position_];
        if (c == '#') {
            position_ = std::min(bytes_.find('\n', position_), bytes_.size());
            if (position_ == bytes_.size()) { return; }
        } else if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
            return;
        }
    }
}

/// From the word `test` in column 1 to the next line that begins in column 1.
bool Lexer::skip_test() {
    constexpr std::string_view word = "test ";
    if (!in_column_one() || bytes_.substr(position_, word.size()) != word) { return false; }
    constexpr std::string_view no_declaration = " \n#";
    do {
        position_ = std::min(bytes_.find('\n', position_), bytes_.size() - 1) + 1;
    } while (position_ < bytes_.size() &&
             no_declaration.find(bytes_[position_]) != std::string_view::npos);
    return true;
}

Token Lexer::next() {
    skip_blanks();
    while (tests_ == TestBlocks::left_out && skip_test()) { skip_blanks(); }
    if (position_ >= bytes_.size()) { return {TokenKind::end, false, span(position_, position_)}; }
    if (in_column_one() && !start_given_) {
        start_given_ = true;
        return {TokenKind::start, false, span(position_, position_)};
    }
    const char c = bytes_[position_];
    if (is_small(c)) { return word(); }
    if (is_capital(c)) { return capitals(); }
    if (is_digit(c)) { return number(); }
    if (c == '"') { return text(); }
    if (foreign_letter_length(bytes_, position_) > 0) { return foreign_word(); }
    return mark();
}

std::size_t Lexer::after_name(std::size_t position) const noexcept {
    while (is_name_part(at(position))) { ++position; }
    return position;
}

std::size_t Lexer::after_digits(std::size_t position) const noexcept {
    while (is_digit(at(position))) { ++position; }
    return position;
}

/// A name with letters that no name has; it is taken whole.
Token Lexer::foreign_word() {
    std::size_t end = position_;
    while (is_word_part(at(end)) || foreign_letter_length(bytes_, end) > 0) {
        end += std::max<std::size_t>(foreign_letter_length(bytes_, end), 1);
    }
    findings_->error(span(position_, end), "R001",
                     "a name has the letters a to z, digits and `_` only",
                     "write `" + in_plain_letters(bytes_.substr(position_, end - position_)) + "`");
    return token(TokenKind::bad, end);
}

Token Lexer::word() {
    const std::size_t begin = position_;
    std::size_t end = after_name(begin);
    if (foreign_letter_length(bytes_, end) > 0) { return foreign_word(); }
    TokenKind kind = TokenKind::word;
    bool reserved = is_reserved(bytes_.substr(begin, end - begin));
    while (at(end) == '.' && is_small(at(end + 1))) {
        const std::size_t part = end + 1;
        end = after_name(part);
        kind = TokenKind::path;
        reserved = reserved || is_reserved(bytes_.substr(part, end - part));
    }
    if (is_capital(at(end))) {
        while (is_word_part(at(end))) { ++end; }
        return with_capitals(end);
    }
    if (kind == TokenKind::word && at(end) == '/' && is_small(at(end + 1))) {
        kind = TokenKind::compound;
        end = after_name(end + 1);
    }
    Token made = token(kind, end);
    made.reserved = reserved;
    return made;
}

Token Lexer::capitals() {
    std::size_t end = position_;
    while (is_word_part(at(end))) { ++end; }
    if (foreign_letter_length(bytes_, end) > 0) { return foreign_word(); }
    const std::string_view all = bytes_.substr(position_, end - position_);
    if (all.size() == 3 && std::all_of(all.begin(), all.end(), is_capital)) {
        if (at(end) == '/' && is_small(at(end + 1))) {
            return token(TokenKind::compound, after_name(end + 1));
        }
        return token(TokenKind::currency, end);
    }
    if (all.size() == 4 && std::all_of(all.begin() + 1, all.end(), is_digit)) {
        return token(TokenKind::code, end);
    }
    return with_capitals(end);
}

/// A unit follows a number, `:`, `->`, `as` and `rounding`; elsewhere a word is a name.
bool Lexer::is_unit_place() const {
    const std::string_view before = bytes_.substr(0, position_);
    const std::string_view text = before.substr(0, before.find_last_not_of(" \n") + 1);
    return !text.empty() && (is_digit(text.back()) || text.back() == ':' || text.ends_with("->") ||
                             text.ends_with(" as") || text.ends_with(" rounding"));
}

/// A word with capital letters where none stand: a name, or a currency of which some are small.
Token Lexer::with_capitals(std::size_t end) {
    const std::string small = in_small_letters(bytes_.substr(position_, end - position_));
    if (is_unit_place() && (small == "euro" || small == "euros")) {
        findings_->error(span(position_, end), "R001", "a currency is written by its code",
                         "write `EUR`");
        return token(TokenKind::bad, end);
    }
    const bool is_currency = small.size() == 3 && is_unit_place() &&
                             std::all_of(small.begin(), small.end(), is_small) &&
                             !is_reserved(small) && !is_function_word(small);
    if (!is_currency) {
        findings_->error(span(position_, end), "R001", "a name has no capital letters",
                         "write `" + small + "`");
        return token(TokenKind::bad, end);
    }
    const std::size_t word = end;
    if (at(end) == '/' && is_small(at(end + 1))) { end = after_name(end + 1); }
    findings_->error(
        span(position_, end), "R001", "a currency is written in capital letters",
        "write `" + in_capitals(small) + std::string{bytes_.substr(word, end - word)} + "`");
    return token(TokenKind::bad, end);
}

Token Lexer::date(std::size_t begin, std::size_t end) {
    const std::string_view written = bytes_.substr(begin, end - begin);
    const bool in_form = written.size() == 10 && written[4] == '-' && written[7] == '-';
    if (!in_form) {
        findings_->error(span(begin, end), "R002", "a day is written year-month-day",
                         proposed_day(written));
    } else if (!parse_date(written)) {
        findings_->error(span(begin, end), "R002", "there is no day " + std::string{written},
                         last_day_near(written));
    }
    return token(TokenKind::date, end);
}

Token Lexer::number() {
    const std::size_t begin = position_;
    std::size_t end = after_digits(begin);
    if (const std::size_t day = foreign_day_length(bytes_, begin, "/."); day > 0) {
        return date(begin, begin + day);
    }
    if (end - begin == 4 && at(end) == '-' && is_digit(at(end + 1))) {
        const std::size_t month = after_digits(end + 1);
        if (at(month) == '-' && is_digit(at(month + 1))) {
            return date(begin, after_digits(month + 1));
        }
    }
    while (end - begin <= digits_max && at(end) == ' ' && is_digit(at(end + 1))) {
        const std::size_t group = after_digits(end + 1);
        const bool first_fits = end > begin && after_digits(begin) - begin <= 3;
        if (!first_fits || group - end != 4) {
            if (at(group) == '-' && group - end == 5) { break; }  // a day, not a group
            return number_with_faults(begin);
        }
        end = group;
    }
    if (at(end) == '.' && is_digit(at(end + 1))) {
        end = after_digits(end + 1);
        const std::size_t group = at(end) == ' ' ? after_digits(end + 1) : end;
        if (group > end + 1 && at(group) != '-') { return number_with_faults(begin); }
    }
    const bool more = (at(end) == '.' && at(end + 1) != '.') ||
                      ((at(end) == ',' || at(end) == '\'') && is_digit(at(end + 1))) ||
                      is_word_part(at(end));
    if (more || end - begin > digits_max) { return number_with_faults(begin); }
    return token(TokenKind::number, end);
}

/// Takes all that was meant as one number and says which mistake it has.
Token Lexer::number_with_faults(std::size_t begin) {
    const auto separates = [](char c) { return c == ' ' || c == ',' || c == '\'' || c == '_'; };
    std::size_t end = begin;
    while (is_digit(at(end)) || (separates(at(end)) && is_digit(at(end + 1))) ||
           (at(end) == '.' && at(end + 1) != '.')) {
        ++end;
    }
    const std::string_view written = bytes_.substr(begin, end - begin);
    const std::string plain = plain_number(written);
    const std::string help = plain.empty() ? "write it like `12 345.67`" : "write `" + plain + "`";
    const auto note = [&](const std::string& message, const std::string& repair) {
        findings_->error(span(begin, end), "R004", message, repair);
    };
    const auto points = std::count(written.begin(), written.end(), '.');
    const auto commas = std::count(written.begin(), written.end(), ',');
    if (commas == 1 && points == 0) {
        // Three digits behind the only comma may as well be thousands.
        const std::size_t behind = written.size() - written.find(',') - 1;
        note("a decimal comma", behind != 3 || plain.empty()
                                    ? help
                                    : "write `" + plain + "`, or `" +
                                          plain_number(without_comma(written)) +
                                          "` where the comma parts thousands");
    } else if (commas == 0 && (points > 1 || written.front() == '.' || written.back() == '.') &&
               (points == 1 || plain.empty())) {
        note("digits stand on both sides of one point", help);
    } else if (points == 1 && written.find(' ', written.find('.')) != std::string_view::npos &&
               !plain.empty()) {
        note("digits behind the point are not grouped", help);
    } else if (is_word_part(at(end)) && is_plain(written)) {
        const std::size_t word = end;
        while (is_word_part(at(end))) { ++end; }
        if (at(end) == '/' && is_small(at(end + 1))) { end = after_name(end + 1); }
        const bool is_short = end - begin <= 2 * digits_max;
        note("a number runs into a word",
             is_short ? "write `" + std::string{written} + " " +
                            std::string{bytes_.substr(word, end - word)} + "`"
                      : "write a space before the word");
    } else if (written.size() > digits_max) {
        note("a number of more than " + std::to_string(digits_max) + " digits", "");
    } else {
        note("digits are grouped in threes, by single spaces", help);
    }
    return token(TokenKind::bad, end);
}

Token Lexer::text() {
    const std::size_t begin = position_;
    std::size_t end = begin + 1;
    while (at(end) != '"' && at(end) != '\n' && end < bytes_.size()) {
        if (at(end) == '\\') {
            if (at(end + 1) != '"' && at(end + 1) != '\\') {
                findings_->error(span(end, end + 1), "R001",
                                 "`\\` stands in a text only before `\"` or another `\\`",
                                 "write `\\\\` for the character itself");
            } else {
                ++end;
            }
        }
        ++end;
    }
    if (end < bytes_.size() && at(end) == '"') { return token(TokenKind::text, end + 1); }
    findings_->error(span(begin, std::min(end, bytes_.size())), "R005", "a text is not closed",
                     "close it with `\"` on the same line");
    return token(TokenKind::bad, std::min(end, bytes_.size()));
}

Token Lexer::mark() {
    const std::string_view two = bytes_.substr(position_, 2);
    if (two.size() == 2 && utf8_length(two, 0) == 1 && !plain_for(two).empty()) {
        return foreign_sign(2);
    }
    if (two == ".." || two == "->" || two == "<=" || two == ">=") {
        return token(TokenKind::mark, position_ + 2);
    }
    const char c = bytes_[position_];
    if (c == '.' && is_digit(at(position_ + 1))) { return number_with_faults(position_); }
    if (std::string_view{"=:;,()[]{}<>+-*/%"}.find(c) != std::string_view::npos) {
        return token(TokenKind::mark, position_ + 1);
    }
    return outside();
}

/// A sign of another notation: two signs, or a character; with what belongs behind it here.
Token Lexer::foreign_sign(std::size_t length) {
    const std::string sign{bytes_.substr(position_, length)};
    const std::size_t word = position_ + length;
    const bool negates = sign == "!" && is_small(at(word));
    const std::size_t end = negates ? after_name(word) : word;
    if (const std::size_t amount = word + (at(word) == ' ' ? 1 : 0);
        sign == "\u20AC" && is_digit(at(amount))) {
        std::size_t behind = amount;
        while (is_digit(at(behind)) ||
               ((at(behind) == ' ' || at(behind) == '.') && is_digit(at(behind + 1)))) {
            ++behind;
        }
        findings_->error(span(position_, behind), "R001", "`" + sign + "` means nothing here",
                         "write `" + std::string{bytes_.substr(amount, behind - amount)} + " EUR`");
        return token(TokenKind::bad, behind);
    }
    findings_->error(span(position_, end), "R001", "`" + sign + "` means nothing here",
                     negates ? "write `not " + std::string{bytes_.substr(word, end - word)} + "`"
                             : plain_for(sign));
    return token(TokenKind::bad, end);
}

/// Takes a text in other quotes than `"`, or one such quote alone.
Token Lexer::foreign_quotes(std::size_t length) {
    const std::size_t text = position_ + length;
    const std::size_t line_end = std::min(bytes_.find('\n', text), bytes_.size());
    for (std::size_t i = text; i < line_end && bytes_[i] != '"'; ++i) {
        const std::size_t closing = foreign_quote_length(bytes_, i);
        if (closing == 0) { continue; }
        findings_->error(span(position_, i + closing), "R001", "a text stands between plain quotes",
                         "write `\"" + std::string{bytes_.substr(text, i - text)} + "\"`");
        return token(TokenKind::bad, i + closing);
    }
    findings_->error(span(position_, text), "R001",
                     "`" + std::string{bytes_.substr(position_, length)} + "` means nothing here",
                     "write `\"`");
    return token(TokenKind::bad, text);
}

/// Takes a run of characters that mean nothing; the first one is named.
Token Lexer::outside() {
    if (const std::size_t quote = foreign_quote_length(bytes_, position_); quote > 0) {
        return foreign_quotes(quote);
    }
    const std::size_t length = utf8_length(bytes_, position_);
    const bool readable =
        length > 1 || (length == 1 && bytes_[position_] > ' ' && bytes_[position_] != '\x7F');
    const std::size_t begin = position_;
    std::size_t end = begin + std::max<std::size_t>(length, 1);
    const bool alone = end >= bytes_.size() || static_cast<unsigned char>(bytes_[end]) < 0x80;
    if (readable && alone) { return foreign_sign(length); }
    if (readable) {
        const std::string_view character = bytes_.substr(begin, length);
        findings_->error(span(begin, begin + length), "R001",
                         "`" + std::string{character} + "` means nothing here",
                         plain_for(character));
    }
    while (end < bytes_.size() && static_cast<unsigned char>(bytes_[end]) >= 0x80) { ++end; }
    return token(TokenKind::bad, end);
}

}  // namespace mutua::ruleset::syntax
