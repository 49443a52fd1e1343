#pragma once

#include "engine/core/date.hpp"

namespace mutua::cooperative::testing {

/// The day on which numbers of persons are read: nobody is born after it.
inline constexpr Date today = date::year{2026} / 11 / 30;

}  // namespace mutua::cooperative::testing
