#include "engine/ruleset/run/column_code.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace mutua::ruleset {

namespace {

/// What is added to the magnitude so that cutting off rounds it. Nothing for half even.
struct Bias {
    Int128 positive = 0;
    Int128 negative = 0;
};

std::optional<Bias> bias_of(Int128 divisor, Rounding mode) {
    switch (mode) {
        case Rounding::half_up:
            return Bias{divisor / 2, divisor / 2};
        case Rounding::half_down:
            return Bias{(divisor - 1) / 2, (divisor - 1) / 2};
        case Rounding::up:
            return Bias{divisor - 1, divisor - 1};
        case Rounding::down:
            return Bias{0, 0};
        case Rounding::floor:
            return Bias{0, divisor - 1};
        case Rounding::ceiling:
            return Bias{divisor - 1, 0};
        case Rounding::half_even:
            break;
    }
    return std::nullopt;
}

}  // namespace

Ratio lowest_terms(Int128 factor, Int128 divisor) {
    Int128 x = factor < 0 ? -factor : factor;
    Int128 y = divisor;
    while (y != 0) { x = std::exchange(y, x % y); }
    return x == 0 ? Ratio{0, 1} : Ratio{factor / x, divisor / x};
}

std::optional<Reciprocal> reciprocal_of(Int128 factor, Int128 divisor, Int128 step, Rounding mode) {
    constexpr Int128 large = static_cast<Int128>(1) << 62U;
    const auto bias = bias_of(divisor, mode);
    const bool fits = factor > 0 && factor <= large && divisor > 1 && divisor <= large &&
                      step > 0 && step <= large;
    if (!bias || !fits) { return std::nullopt; }
    unsigned bits = 0;
    while ((static_cast<Int128>(1) << bits) < divisor) { ++bits; }
    // With 2^bits >= divisor, ceil(2^(63 + bits) / divisor) fits 64 bits and is exact for every
    // dividend below 2^63.
    const UnsignedInt128 power = static_cast<UnsignedInt128>(1) << (63U + bits);
    const auto by = static_cast<UnsignedInt128>(divisor);
    Reciprocal made;
    made.factor = static_cast<std::int64_t>(factor);
    made.step = static_cast<std::int64_t>(step);
    made.divisor = static_cast<std::int64_t>(divisor);
    made.magic = static_cast<std::uint64_t>((power + by - 1) / by);
    made.shift = bits - 1;
    made.bias_positive = static_cast<std::uint64_t>(bias->positive);
    made.bias_negative = static_cast<std::uint64_t>(bias->negative);
    made.mode = static_cast<std::uint8_t>(mode);
    const Int128 largest = std::min(narrow_max, narrow_max / step * divisor);
    const Int128 room = largest - std::max(bias->positive, bias->negative);
    made.limit = static_cast<std::uint64_t>(room > 0 ? room / factor : 0);
    add_small(made);
    return made;
}

void add_small(Reciprocal& reciprocal) {
    constexpr std::int64_t half = std::int64_t{1} << 32U;
    reciprocal.small_limit = 0;
    if (reciprocal.divisor < 1 || reciprocal.factor < 1 || reciprocal.factor >= half ||
        reciprocal.step < 1 || reciprocal.step >= half) {
        return;
    }
    const auto divisor = static_cast<std::uint64_t>(reciprocal.divisor);
    const auto twos = static_cast<unsigned>(std::countr_zero(divisor));
    const std::uint64_t odd = divisor >> twos;
    if (odd >> 31U != 0 || twos > 30) { return; }
    // With 2^size >= odd, ceil(2^(31 + size) / odd) fits 32 bits and is exact below 2^31.
    const auto size = static_cast<unsigned>(std::bit_width(odd - 1));
    reciprocal.small_twos = twos;
    reciprocal.small_magic = ((std::uint64_t{1} << (31U + size)) + odd - 1) / odd;
    reciprocal.small_shift = 31U + size;
    const std::uint64_t bias = std::max(reciprocal.bias_positive, reciprocal.bias_negative);
    const std::uint64_t end = (std::uint64_t{1} << (31U + twos)) - 1;
    const auto factor = static_cast<std::uint64_t>(reciprocal.factor);
    reciprocal.small_limit = bias > end ? 0 : (end - bias) / factor;
    // A factor is multiplied with 32 bits.
    if (factor > 1) {
        reciprocal.small_limit =
            std::min(reciprocal.small_limit, static_cast<std::uint64_t>(half - 1));
    }
}

}  // namespace mutua::ruleset
