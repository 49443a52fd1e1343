#pragma once

/// A loop of reading or writing is compiled twice: for every x86-64, and for those with AVX2 and
/// BMI2. Its parts are inlined into both.
#define MUTUA_INLINE [[gnu::always_inline]] inline
#define MUTUA_MODERN [[gnu::target("arch=x86-64-v3")]]

namespace mutua::cli {

inline bool is_modern_machine() { return __builtin_cpu_supports("x86-64-v3") != 0; }

}  // namespace mutua::cli
