#pragma once

#include "engine/cooperative/identifier.hpp"
#include "engine/core/date.hpp"
#include "engine/core/digest.hpp"
#include "engine/core/id.hpp"
#include "engine/core/money.hpp"
#include "engine/store/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// Values as columns hold them, and back: cents and counts as 64-bit integers, days as ISO 8601
/// text, words as text, documents as bytes.
namespace mutua::store {

/// Bytes that need not be text.
struct Blob {
    std::string bytes;
};

/// A value to be bound; std::monostate is NULL.
using Value = std::variant<std::monostate, long long, std::string, Blob>;

[[nodiscard]] inline Value to_column(bool value) { return value ? 1LL : 0LL; }
[[nodiscard]] inline Value to_column(int value) { return static_cast<long long>(value); }
[[nodiscard]] inline Value to_column(std::int64_t value) { return static_cast<long long>(value); }
[[nodiscard]] inline Value to_column(const char* text) { return std::string{text}; }
[[nodiscard]] inline Value to_column(std::string_view text) { return std::string{text}; }
[[nodiscard]] inline Value to_column(const std::string& text) { return text; }
[[nodiscard]] inline Value to_column(Date day) { return mutua::to_string(day); }
[[nodiscard]] inline Value to_column(Month month) { return mutua::to_string(month); }
[[nodiscard]] inline Value to_column(const Digest& digest) { return to_hex(digest); }
[[nodiscard]] inline Value to_column(const Value& value) { return value; }
[[nodiscard]] inline Value to_column(Blob blob) { return blob; }

/// Cents. The schema knows one currency.
[[nodiscard]] Value to_column(Money amount);

template <typename Tag>
[[nodiscard]] Value to_column(Id<Tag> id) {
    return static_cast<long long>(id.value());
}
template <typename Tag>
[[nodiscard]] Value to_column(const Code<Tag>& code) {
    return code.text();
}
template <typename Tag>
[[nodiscard]] Value to_column(const cooperative::Identifier<Tag>& identifier) {
    return identifier.text();
}
template <typename T>
[[nodiscard]] Value to_column(const std::optional<T>& value) {
    return value ? to_column(*value) : Value{};
}

/// A day or month that this program stored.
/// Errors: StoreFailure `damaged` when it is none.
[[nodiscard]] Date date_of(const std::string& column);
[[nodiscard]] Month month_in(const std::string& column);
[[nodiscard]] Digest digest_of(const std::string& column);

/// Refuses what a text column must not hold.
/// Errors: StoreFailure `text` for a NUL or bytes that are not UTF-8.
void check_text(std::string_view text);

}  // namespace mutua::store
