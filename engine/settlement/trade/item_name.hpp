#pragma once

#include <string>
#include <string_view>

namespace mutua::settlement {

/// The short name of a service, for lists and screens of importers: one line of at most 100
/// characters, cut at a word and ended by "…" when the description is longer.
[[nodiscard]] std::string item_name(std::string_view description);

}  // namespace mutua::settlement
