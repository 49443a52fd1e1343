#pragma once

#include <cstdint>

namespace mutua {

/// How a value between two steps is rounded. Always named by the caller: there is no default.
enum class Rounding : std::uint8_t {
    half_up,    ///< nearest, ties away from zero
    half_down,  ///< nearest, ties toward zero
    half_even,  ///< nearest, ties to the even multiple
    up,         ///< away from zero
    down,       ///< toward zero
    floor,      ///< toward minus infinity
    ceiling,    ///< toward plus infinity
};

}  // namespace mutua
