#pragma once

#include <optional>
#include <string_view>

namespace mutua::ubl::validation {

/// What a basic element or an attribute holds, in words of XML Schema.
enum class ValueKind { text, decimal, boolean, date, time, base64, language };

/// The kind that goes by a name, as the structure file writes it.
[[nodiscard]] std::optional<ValueKind> value_kind(std::string_view name);

/// Whether a text is a value of that kind. Blanks around it do not count.
/// Source: W3C XML Schema 1.0, part 2.
[[nodiscard]] bool is_value(ValueKind kind, std::string_view text);

/// What to write instead: "a number such as 12.50".
[[nodiscard]] std::string_view expected_value(ValueKind kind);

/// A text without the blanks before and behind it.
[[nodiscard]] std::string_view without_blanks(std::string_view text);

/// The days since 1 March of the year 0 and the minutes by which its zone is before UTC, or nothing
/// when it is no `xs:date`.
struct SchemaDate {
    long long day = 0;
    int zone_minutes = 0;

    /// Days begin at midnight of their own zone.
    [[nodiscard]] long long minute() const { return day * 1440 - zone_minutes; }
};
[[nodiscard]] std::optional<SchemaDate> schema_date(std::string_view text);

}  // namespace mutua::ubl::validation
