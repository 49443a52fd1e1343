#include "cli/commands/rules_json_rows.hpp"

#include "formats/tabular/csv_encoding.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mutua::cli {

namespace {

/// Line and column of a byte. Asked for rising places, it reads the text once.
class Places {
public:
    Places(std::string_view text, const std::string& file) : text_{text}, file_{file} {}

    SourcePosition at(std::size_t byte, std::size_t end) {
        for (; byte_ < byte; ++byte_) {
            if (text_[byte_] != '\n') { continue; }
            ++line_;
            line_begin_ = byte_ + 1;
        }
        return {file_, line_, byte - line_begin_ + 1, std::max(end, byte + 1) - line_begin_ + 1};
    }

private:
    std::string_view text_;
    std::string file_;
    std::size_t byte_ = 0;
    std::size_t line_ = 1;
    std::size_t line_begin_ = 0;
};

constexpr const char* shape_help =
    "write one object such as `{\"gross_pay\": \"3000.00\", \"children\": 2}`, or an array of them";

/// Walks over text that is known to be JSON.
class RowScanner {
public:
    RowScanner(std::string_view text, const std::string& file) : text_{text}, places_{text, file} {}

    JsonRows scan() {
        JsonRows all;
        all.is_array = next() == '[';
        if (all.is_array) { ++at_; }
        while (next() != '\0' && next() != ']') {
            if (next() == '{') {
                all.rows.push_back(row());
            } else {
                pass_other();
            }
            if (next() == ',') { ++at_; }
        }
        all.findings = std::move(findings_);
        return all;
    }

private:
    char next() {
        at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
        return at_ < text_.size() ? text_[at_] : '\0';
    }

    void note(const SourcePosition& where, std::string message) {
        findings_.push_back(problem("D102", std::move(message), shape_help, where));
    }

    /// What stands where an object should.
    void pass_other() {
        const std::size_t begin = at_;
        if (next() == '"') {
            skip_text();
        } else if (next() == '[') {
            skip_nested();
        } else {
            skip_word();
        }
        note(places_.at(begin, at_), "expected an object");
    }

    JsonRow row() {
        JsonRow made;
        made.place = places_.at(at_, at_ + 1);
        ++at_;
        while (next() == '"') {
            made.members.push_back(member());
            if (next() == ',') { ++at_; }
        }
        ++at_;
        return made;
    }

    JsonMember member() {
        JsonMember made;
        const std::size_t key = at_;
        made.key = text_token();
        made.key_place = places_.at(key, at_);
        next();
        ++at_;  // the colon
        const char first = next();
        const std::size_t begin = at_;
        if (first == '"') {
            made.kind = JsonKind::text;
            made.text = text_token();
        } else if (first == '{' || first == '[') {
            skip_nested();
        } else {
            skip_word();
            made.text = std::string{text_.substr(begin, at_ - begin)};
            made.kind = first == 'n'                   ? JsonKind::null
                        : first == 't' || first == 'f' ? JsonKind::yes_no
                                                       : JsonKind::number;
        }
        made.place = places_.at(begin, at_);
        if (made.kind == JsonKind::other) {
            note(made.place, "`" + made.key + "` is no plain value");
        }
        return made;
    }

    std::string text_token() {
        const std::size_t begin = at_;
        skip_text();
        return nlohmann::json::parse(text_.substr(begin, at_ - begin)).get<std::string>();
    }

    void skip_text() {
        for (++at_; text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\') { ++at_; }
        }
        ++at_;
    }

    void skip_word() { at_ = std::min(text_.find_first_of(",}] \t\r\n", at_), text_.size()); }

    void skip_nested() {
        std::size_t depth = 0;
        do {
            const char c = text_[at_];
            if (c == '"') {
                skip_text();
                continue;
            }
            if (c == '{' || c == '[') { ++depth; }
            if (c == '}' || c == ']') { --depth; }
            ++at_;
        } while (depth > 0);
    }

    std::string_view text_;
    Places places_;
    std::size_t at_ = 0;
    Diagnostics findings_;
};

/// The end of the number that begins at a place, as JSON writes numbers; the place itself for what
/// is none.
std::size_t number_end(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    const auto pass_digits = [&] {
        const std::size_t first = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') { ++at; }
        return at - first;
    };
    const auto pass = [&](std::string_view signs) {
        const bool found = at < text.size() && signs.find(text[at]) != std::string_view::npos;
        at += found ? 1 : 0;
        return found;
    };
    pass("-");
    const bool zero = at < text.size() && text[at] == '0';
    const std::size_t whole = pass_digits();
    if (whole == 0 || (zero && whole > 1)) { return begin; }
    if (pass(".") && pass_digits() == 0) { return begin; }
    if (!pass("eE")) { return at; }
    pass("+-");
    return pass_digits() == 0 ? begin : at;
}

/// The same JSON with `0` for every number: its grammar is looked at before any number is, and none
/// is too large for that.
std::string without_numbers(std::string_view text) {
    std::string same{text};
    bool quoted = false;
    for (std::size_t at = 0; at < same.size(); ++at) {
        const char c = text[at];
        if (quoted && c == '\\') { ++at; }
        if (c == '"') { quoted = !quoted; }
        if (quoted || (c != '-' && (c < '0' || c > '9'))) { continue; }
        const std::size_t end = number_end(text, at);
        if (end > at) { same.replace(at, end - at, "0" + std::string(end - at - 1, ' ')); }
        at = std::max(end, at + 1) - 1;
    }
    return same;
}

}  // namespace

Result<JsonRows> read_json_rows(std::string_view text, const std::string& file) {
    const std::string_view mark = tabular::byte_order_mark;
    if (text.starts_with(mark)) { text.remove_prefix(mark.size()); }
    try {
        // Only the grammar is asked: nothing is kept, so that depth and size cost nothing.
        const auto keep_nothing = [](int, nlohmann::json::parse_event_t, nlohmann::json&) {
            return false;
        };
        [[maybe_unused]] const auto nothing =
            nlohmann::json::parse(without_numbers(text), keep_nothing);
    } catch (const nlohmann::json::parse_error& error) {
        const std::size_t byte = std::min(error.byte == 0 ? 0 : error.byte - 1, text.size());
        return Diagnostics{problem("D101", "this is not JSON from here on", shape_help,
                                   Places{text, file}.at(byte, byte + 1))};
    }
    return RowScanner{text, file}.scan();
}

}  // namespace mutua::cli
