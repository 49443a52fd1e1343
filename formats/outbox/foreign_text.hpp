#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Text that goes into a URL or that somebody else wrote.
namespace mutua::outbox {

/// Every byte but letters, digits and `-._~` as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);
/// The reverse; what is no %XX stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);

/// Text that somebody else wrote, safe to print and to keep: control characters and bytes that are
/// no UTF-8 become blanks, and it has at most `bytes_max` bytes.
[[nodiscard]] std::string harmless_text(std::string_view text, std::size_t bytes_max = 500);

}  // namespace mutua::outbox
