#pragma once

#include "engine/core/contract.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace mutua {

/// A place in a file. Lines and columns count from 1, columns in bytes; 0 means "the whole file"
/// or "the whole line". `end_column` is one past the culprit.
struct SourcePosition {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t end_column = 0;

    friend bool operator==(const SourcePosition&, const SourcePosition&) = default;
};

/// How bad it is: an error cannot pass, a warning a person decides, a note only explains.
enum class Severity { error, warning, note };

/// A second place that matters, with a word why.
struct RelatedPlace {
    SourcePosition where;
    std::string source_line;
    std::string text;
};

/// One thing that is wrong: where, which code, what, and what to write instead.
/// Never carries a national number or an IBAN in full.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string code;
    std::string message;
    std::string help;
    SourcePosition where;
    /// The line of the file that `where` points into; empty when it is not shown.
    std::string source_line;
    std::vector<RelatedPlace> related;
    /// A word after the carets, where a second place shows the difference: "EUR/year".
    std::string label = {};
};

/// Everything that one reading found, in the order of the file.
using Diagnostics = std::vector<Diagnostic>;

/// An error without a source line: what is wrong, what to write instead, and where, if known.
[[nodiscard]] inline Diagnostic problem(std::string code, std::string message,
                                        std::string help = {}, SourcePosition where = {}) {
    Diagnostic found;
    found.code = std::move(code);
    found.message = std::move(message);
    found.help = std::move(help);
    found.where = std::move(where);
    return found;
}

/// True when at least one of them is an error.
[[nodiscard]] bool has_error(const Diagnostics& diagnostics);

/// The text that people see: `FILE:LINE:COLUMN: error CODE: message`; when `source_line` is known,
/// each line that matters with `^^^^` under the whole culprit and `----` under second places; the
/// help. Long lines are cut around the culprit, control characters are shown as `?`. A related
/// place without its line stands as `FILE:LINE:COLUMN: note: text` of its own. No newline at the
/// end.
[[nodiscard]] std::string to_string(const Diagnostic& diagnostic);

/// Either a value or what is wrong. A subset of std::expected, which will replace it.
template <typename Value, typename Error = Diagnostics>
class [[nodiscard]] Result {
public:
    Result(Value value) : content_{std::in_place_index<0>, std::move(value)} {}
    Result(Error error) : content_{std::in_place_index<1>, std::move(error)} {}

    [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] const Value& value() const& { return *checked(); }
    [[nodiscard]] Value& value() & { return *checked(); }
    [[nodiscard]] Value&& value() && { return std::move(*checked()); }
    const Value& operator*() const& { return *checked(); }
    Value& operator*() & { return *checked(); }
    Value&& operator*() && { return std::move(*checked()); }
    const Value* operator->() const { return checked(); }
    Value* operator->() { return checked(); }

    [[nodiscard]] const Error& error() const& {
        require(!has_value(), "a Result is asked for an error only when it has one");
        return *std::get_if<1>(&content_);
    }

private:
    Value* checked() {
        require(has_value(), "a Result is asked for a value only when it has one");
        return std::get_if<0>(&content_);
    }
    const Value* checked() const {
        require(has_value(), "a Result is asked for a value only when it has one");
        return std::get_if<0>(&content_);
    }

    std::variant<Value, Error> content_;
};

}  // namespace mutua
