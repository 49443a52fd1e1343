#pragma once

// What the loops of the column machine are made of. Like them it is compiled twice, for every
// x86-64 and for those with AVX2, into two namespaces: it includes nothing that could leave code
// for the newer machines in a function that the older ones share.
#include "engine/ruleset/run/column_steps.hpp"

#ifndef MUTUA_STEPS
#error "say for which machine the loops are compiled"
#endif

namespace mutua::ruleset::MUTUA_STEPS {

namespace {

using Signed = std::int64_t;
using Unsigned = std::uint64_t;

inline Unsigned bits(Signed value) { return static_cast<Unsigned>(value); }
__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

/// All ones for true: the form of masks and of the overflow flag.
inline Unsigned mask(bool condition) { return Unsigned{0} - static_cast<Unsigned>(condition); }

/// target[i] = compute(i), where no row looks at another.
template <typename Compute>
inline void each_row(Signed* target, std::size_t rows, const Compute& compute) {
    // Batches are filled up, so that nothing is left over behind the widest registers.
    if (rows % rows_step != 0) { __builtin_unreachable(); }
#pragma GCC ivdep
#pragma GCC unroll 2
    for (std::size_t i = 0; i < rows; ++i) { target[i] = compute(i); }
}

#ifdef __AVX2__
inline constexpr std::size_t lane_count = 4;
#else
inline constexpr std::size_t lane_count = 2;
#endif
inline constexpr std::size_t lane_bytes = lane_count * sizeof(Signed);
using Lanes = Unsigned __attribute__((vector_size(lane_bytes)));
using SignedLanes = Signed __attribute__((vector_size(lane_bytes)));
using HalfLanes = int __attribute__((vector_size(lane_bytes)));

inline Lanes load(const Signed* from) {
    Lanes lanes;
    __builtin_memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

inline void store(Signed* to, Lanes lanes) { __builtin_memcpy(to, &lanes, sizeof lanes); }

inline Lanes spread(Unsigned value) { return Lanes{} + value; }

/// Largest number whose product with another such fits 63 bits and comes from 32.
inline constexpr Unsigned half_most = 0x7FFF'FFFF;

/// Of the lower 32 bits of each: all 64 bits of the product.
inline Lanes product(Lanes a, Lanes b) {
    const auto x = reinterpret_cast<HalfLanes>(a);
    const auto y = reinterpret_cast<HalfLanes>(b);
#ifdef __AVX2__
    return reinterpret_cast<Lanes>(__builtin_ia32_pmuludq256(x, y));
#else
    return reinterpret_cast<Lanes>(__builtin_ia32_pmuludq128(x, y));
#endif
}

/// All ones where a is above b.
inline Lanes above(Lanes a, Lanes b) {
    return reinterpret_cast<Lanes>(reinterpret_cast<SignedLanes>(a) >
                                   reinterpret_cast<SignedLanes>(b));
}

/// All ones where a is below zero.
inline Lanes sign_of(Lanes a) { return above(Lanes{}, a); }

/// The magnitude of numbers with this sign, and back again.
inline Lanes with_sign(Lanes a, Lanes sign) { return (a ^ sign) - sign; }

inline Lanes chosen(Lanes mask, Lanes when, Lanes otherwise) {
    return (when & mask) | (otherwise & ~mask);
}

/// target[i…] = compute(i), so many rows at once.
template <typename Compute>
inline void each_lanes(Signed* target, std::size_t rows, const Compute& compute) {
    if (rows % rows_step != 0) { __builtin_unreachable(); }
#pragma GCC unroll 2
    for (std::size_t i = 0; i < rows; i += lane_count) { store(target + i, compute(i)); }
}

/// Whether the highest bit of judge(i) is clear in all rows.
template <typename Judge>
inline bool none_marked(std::size_t rows, const Judge& judge) {
    if (rows % rows_step != 0) { __builtin_unreachable(); }
    Lanes marks{};
#pragma GCC unroll 2
    for (std::size_t i = 0; i < rows; i += lane_count) { marks |= judge(i); }
    Unsigned all = 0;
    for (std::size_t i = 0; i < lane_count; ++i) { all |= marks[i]; }
    return (all >> 63U) == 0;
}

/// Whether all magnitudes are at most `limit`, which is below 2^63.
inline bool all_small(const Signed* a, std::size_t rows, Unsigned limit) {
    return none_marked(rows, [a, most = spread(limit)](std::size_t i) {
        const Lanes value = load(a + i);
        return (most - value) | (most + value);
    });
}

/// Whether all numbers lie from `least` to `most`, both zero or more.
inline bool all_between(const Signed* a, std::size_t rows, Unsigned least, Unsigned most) {
    return none_marked(rows, [a, low = spread(least), high = spread(most)](std::size_t i) {
        const Lanes value = load(a + i);
        return (value - low) | (high - value) | value;
    });
}

}  // namespace

}  // namespace mutua::ruleset::MUTUA_STEPS
