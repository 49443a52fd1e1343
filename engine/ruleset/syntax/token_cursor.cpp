#include "engine/ruleset/syntax/token_cursor.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/syntax/other_notations.hpp"
#include "engine/ruleset/syntax/utf8.hpp"

#include <algorithm>

namespace mutua::ruleset::syntax {

namespace {

/// A found text longer than this is cut in messages.
constexpr std::size_t shown_token_max = 40;

std::string resolved_escapes(std::string_view inside) {
    std::string text;
    text.reserve(inside.size());
    for (std::size_t i = 0; i < inside.size(); ++i) {
        const bool escape = inside[i] == '\\' && i + 1 < inside.size();
        if (escape) { ++i; }
        text += inside[i];
    }
    return text;
}

/// The words in quotes of "`above` or `reaching`"; none of "the next clause of `rule`".
std::vector<std::string> quoted_words(std::string_view what) {
    std::vector<std::string> words;
    if (what.find(" of `") != std::string_view::npos) { return words; }
    for (std::size_t open = what.find('`'); open != std::string_view::npos;) {
        const std::size_t close = std::min(what.find('`', open + 1), what.size());
        const std::string_view word = what.substr(open + 1, close - open - 1);
        if (!word.empty() && is_small(word.front())) { words.emplace_back(word); }
        open = what.find('`', close + 1);
    }
    return words;
}

}  // namespace

std::string without_grouping(std::string_view digits) {
    std::string plain{digits};
    plain.erase(std::remove(plain.begin(), plain.end(), ' '), plain.end());
    return plain;
}

TokenCursor::TokenCursor(const std::vector<SourceFile>& files, std::size_t index,
                         Findings& findings, TestBlocks tests)
    : bytes_{files.at(index).bytes}, findings_{&findings}, lexer_{files, index, findings, tests} {
    closed_.kind = TokenKind::start;
    closed_.span.file = static_cast<std::uint32_t>(index);
    last_ = closed_.span;
    next_ = {lexer_.next(), lexer_.next()};
}

void TokenCursor::advance() {
    ++words_;
    next_ = {next_[1], lexer_.next()};
}

const Token& TokenCursor::peek(std::size_t ahead) const noexcept {
    return failed_ ? closed_ : next_[ahead];
}

std::string_view TokenCursor::text(const Token& token) const noexcept {
    return bytes_.substr(token.span.begin, token.span.end - token.span.begin);
}

bool TokenCursor::at_word(std::string_view word, std::size_t ahead) const noexcept {
    return peek(ahead).kind == TokenKind::word && text(peek(ahead)) == word;
}

bool TokenCursor::at_mark(std::string_view mark, std::size_t ahead) const noexcept {
    return peek(ahead).kind == TokenKind::mark && text(peek(ahead)) == mark;
}

bool TokenCursor::at_name(std::size_t ahead) const noexcept {
    return peek(ahead).kind == TokenKind::word && !peek(ahead).reserved;
}

bool TokenCursor::accept_word(std::string_view word) {
    const bool here = at_word(word);
    if (here) { take(); }
    return here;
}

bool TokenCursor::accept_mark(std::string_view mark) {
    const bool here = at_mark(mark);
    if (here) { take(); }
    return here;
}

Token TokenCursor::take() {
    if (failed_ || at(TokenKind::start) || at(TokenKind::end)) { return peek(); }
    const Token taken = next_[0];
    last_ = taken.span;
    advance();
    return taken;
}

void TokenCursor::expect_word(std::string_view word, std::string help) {
    if (!accept_word(word)) { fail_expected("`" + std::string{word} + "`", std::move(help)); }
}

void TokenCursor::expect_mark(std::string_view mark, std::string help) {
    if (!accept_mark(mark)) { fail_expected("`" + std::string{mark} + "`", std::move(help)); }
}

Name TokenCursor::expect_name(const char* what) {
    if (at_name()) {
        const Token taken = take();
        return {std::string{text(taken)}, taken.span};
    }
    if (at(TokenKind::word)) {
        const std::string word{text(peek())};
        fail(peek().span, "R006", "`" + word + "` is a reserved word, not " + what,
             "take another name, for example `" + word + "_value`");
    } else {
        fail_expected(what);
    }
    return {"", found_span()};
}

Name TokenCursor::expect_path(const char* what) {
    if (!at(TokenKind::path)) { return expect_name(what); }
    const Token taken = take();
    if (taken.reserved) {
        note(taken.span, "R006", "`" + std::string{text(taken)} + "` contains a reserved word",
             text(taken).starts_with("previous.")
                 ? "write `previous`: it is the same field of the version before"
                 : "a reserved word cannot be a name, nor a part of one between dots");
    }
    return {std::string{text(taken)}, taken.span};
}

Date TokenCursor::expect_date() {
    if (!at(TokenKind::date)) {
        const Span found = peek().span;
        const std::size_t length = failed_ ? 0 : foreign_day_length(bytes_, found.begin, "-");
        if (length > 0) {
            const auto end = static_cast<std::uint32_t>(found.begin + length);
            fail({found.file, found.begin, end}, "R002", "a day is written year-month-day",
                 proposed_day(bytes_.substr(found.begin, length)));
        }
        fail_expected("a day such as `2026-07-01`");
        return Date{};
    }
    // A day that does not exist was noted by the lexer; any day will do to read on.
    return parse_date(text(take())).value_or(Date{date::year{1970}, date::month{1}, date::day{1}});
}

std::string TokenCursor::expect_number(const char* what) {
    if (at(TokenKind::number)) { return without_grouping(text(take())); }
    fail_expected(what);
    return "0";
}

std::string TokenCursor::expect_whole_number(const char* what) {
    const Token token = peek();
    const std::string digits = expect_number(what);
    const std::size_t point = digits.find('.');
    std::string whole = digits.substr(0, point);
    if (whole != digits) {
        // The step 0.01 was meant where its 2 decimals are counted.
        const std::string part = digits.substr(point + 1);
        const bool is_step = digits == "0." + std::string(part.size() - 1, '0') + "1";
        note(token.span, "R004", std::string{what} + " is whole, `" + digits + "` is not",
             "write `" + (is_step ? std::to_string(part.size()) : whole) + "`, if that is meant");
    }
    return whole;
}

std::string TokenCursor::expect_text(const char* what) {
    if (!at(TokenKind::text)) {
        fail_expected(what);
        return "";
    }
    const std::string_view quoted = text(take());
    return resolved_escapes(quoted.substr(1, quoted.size() - 2));
}

std::string TokenCursor::found() const {
    const Token& token = next_[0];
    if (token.kind == TokenKind::end) { return "the end of the file"; }
    if (token.kind == TokenKind::start) { return "the next declaration"; }
    std::string shown{text(token)};
    if (shown.size() > shown_token_max) {
        std::size_t end = shown_token_max;
        while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) { --end; }
        shown = shown.substr(0, end) + "...";
    }
    return token.kind == TokenKind::text ? "the text " + shown : "`" + shown + "`";
}

/// Where something is missing at the end of a declaration, the place is after its last word.
Span TokenCursor::found_span() const {
    const Token& token = next_[0];
    const bool missing = token.kind == TokenKind::end || token.kind == TokenKind::start;
    if (!missing || last_.end == 0) { return token.span; }
    return {last_.file, last_.end, last_.end};
}

void TokenCursor::fail_expected(const std::string& what, std::string help) {
    if (failed_) { return; }
    const Token& token = next_[0];
    if (token.kind == TokenKind::bad) {
        failed_ = true;
        return;
    }
    if (help.empty()) { help = near(quoted_words(what)); }
    if (help.empty() && token.kind == TokenKind::currency &&
        is_reserved(in_small_letters(text(token)))) {
        help = "write `" + in_small_letters(text(token)) + "`";
    }
    fail(found_span(), "R010", "expected " + what + ", found " + found(), std::move(help));
}

std::string TokenCursor::near(const std::vector<std::string>& words) const {
    const Token& token = next_[0];
    const bool is_free = token.kind == TokenKind::word && !token.reserved;
    return is_free ? did_you_mean(text(token), words) : "";
}

void TokenCursor::fail(Span span, std::string code, std::string message, std::string help) {
    if (failed_) { return; }
    note(span, std::move(code), std::move(message), std::move(help));
    failed_ = true;
}

void TokenCursor::note(Span span, std::string code, std::string message, std::string help) {
    findings_->error(span, std::move(code), std::move(message), std::move(help));
}

void TokenCursor::note_if_twice(bool already, const Token& clause) {
    if (!already) { return; }
    note(clause.span, "R013", "`" + std::string{text(clause)} + "` is given twice",
         "keep one of them");
}

bool TokenCursor::skip_to_start() {
    while (next_[0].kind != TokenKind::start && next_[0].kind != TokenKind::end) { advance(); }
    failed_ = false;
    depth = 0;
    if (next_[0].kind == TokenKind::end) { return false; }
    last_ = next_[0].span;
    advance();
    return true;
}

bool TokenCursor::is_spaced(const Token& token) const noexcept {
    const auto blank = [this](std::size_t position) {
        return position >= bytes_.size() || bytes_[position] == ' ' || bytes_[position] == '\n' ||
               bytes_[position] == '\t' || bytes_[position] == '\r';
    };
    return token.span.begin > 0 && blank(token.span.begin - 1) && blank(token.span.end);
}

Span TokenCursor::span_from(const Span& begin) const noexcept {
    return {begin.file, begin.begin, std::max(begin.begin, last_.end)};
}

}  // namespace mutua::ruleset::syntax
