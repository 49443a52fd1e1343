#include "engine/ruleset/run/split_shares.hpp"

#include <algorithm>
#include <numeric>

namespace mutua::ruleset {

std::vector<Int128> split_shares(Arithmetic<Int128>& with, Int128 whole,
                                 const std::vector<Int128>& weights) {
    const std::size_t count = weights.size();
    Int128 all = 0;
    for (const Int128 weight : weights) { all = with.add(all, weight); }
    const bool equal = all <= 0;
    if (equal) { all = static_cast<Int128>(count); }
    std::vector<Int128> parts(count, 0);
    std::vector<Int128> rests(count, 0);
    Int128 left = whole;
    for (std::size_t i = 0; i < count; ++i) {
        const Int128 exact = with.multiply(whole, equal ? Int128{1} : weights[i]);
        if (with.overflowed()) { return parts; }
        parts[i] = exact / all;
        rests[i] = exact % all;
        if (rests[i] < 0) {
            parts[i] -= 1;
            rests[i] += all;
        }
        left -= parts[i];
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rests[a] > rests[b]; });
    for (std::size_t i = 0; i < count && left > 0; ++i, --left) { parts[order[i]] += 1; }
    return parts;
}

}  // namespace mutua::ruleset
