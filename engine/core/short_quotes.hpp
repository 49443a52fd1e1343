#pragma once

#include <cstddef>
#include <string>

namespace mutua {

/// How much of a quoted name or value a message shows, and how much of a quoted proposal its help.
inline constexpr std::size_t message_quote_max = 60;
inline constexpr std::size_t help_quote_max = 300;

/// A text whose quotes, between backticks or double quotes, show at most `max` characters each:
/// what is longer ends in `…`. Whoever prints a message or its help takes it through here, so that
/// a name of megabytes fills no screen.
[[nodiscard]] std::string with_short_quotes(const std::string& text, std::size_t max);

}  // namespace mutua
