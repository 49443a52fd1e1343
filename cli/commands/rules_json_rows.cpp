#include "cli/commands/rules_json_rows.hpp"

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

    Result<JsonRows> scan() {
        JsonRows all;
        all.is_array = next() == '[';
        if (all.is_array) { ++at_; }
        while (next() == '{') {
            all.rows.push_back(row());
            if (next() == ',') { ++at_; }
        }
        const bool whole = all.is_array ? next() == ']' : !all.rows.empty();
        if (!whole) {
            note(places_.at(at_, at_ + 1), "expected an object");
            return std::move(findings_);
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
            at_ = std::min(text_.find_first_of(",}] \t\r\n", at_), text_.size());
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

}  // namespace

Result<JsonRows> read_json_rows(std::string_view text, const std::string& file) {
    try {
        // Only the grammar is asked: nothing is kept, so that depth and size cost nothing.
        const auto keep_nothing = [](int, nlohmann::json::parse_event_t, nlohmann::json&) {
            return false;
        };
        [[maybe_unused]] const auto nothing = nlohmann::json::parse(text, keep_nothing);
    } catch (const nlohmann::json::parse_error& error) {
        const std::size_t byte = std::min(error.byte == 0 ? 0 : error.byte - 1, text.size());
        return Diagnostics{problem("D101", "this is not JSON from here on", shape_help,
                                   Places{text, file}.at(byte, byte + 1))};
    }
    return RowScanner{text, file}.scan();
}

}  // namespace mutua::cli
