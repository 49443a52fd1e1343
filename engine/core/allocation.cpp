#include "engine/core/allocation.hpp"

#include <algorithm>

namespace mutua {

namespace {

__extension__ using Wide = __int128;

struct Share {
    std::size_t index;
    std::int64_t part;
    Wide remainder;
};

std::vector<Share> cut_shares(std::int64_t units, const std::vector<std::int64_t>& weights,
                              Wide total) {
    std::vector<Share> shares;
    shares.reserve(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Wide product = static_cast<Wide>(units) * weights[i];
        shares.push_back({i, static_cast<std::int64_t>(product / total), product % total});
    }
    return shares;
}

}  // namespace

std::vector<Money> allocate(Money whole, const std::vector<std::int64_t>& weights) {
    require(!weights.empty(), "an amount is split over at least one part");
    Wide total = 0;
    for (const std::int64_t weight : weights) {
        require(weight >= 0, "weights are not negative");
        total += weight;
    }
    if (total == 0) { return allocate(whole, std::vector<std::int64_t>(weights.size(), 1)); }
    // A negative amount is split as its mirror image, so that it undoes the positive split.
    const bool negative = whole.minor_units() < 0;
    const Money positive = negative ? -whole : whole;
    std::vector<Share> shares = cut_shares(positive.minor_units(), weights, total);
    std::int64_t left = positive.minor_units();
    for (const Share& share : shares) { left -= share.part; }
    std::stable_sort(shares.begin(), shares.end(),
                     [](const Share& a, const Share& b) { return a.remainder > b.remainder; });
    std::vector<Money> parts(weights.size());
    for (const Share& share : shares) {
        const std::int64_t part = share.part + (left > 0 ? 1 : 0);
        left -= left > 0 ? 1 : 0;
        parts[share.index] = Money{negative ? -part : part, whole.currency()};
    }
    return parts;
}

}  // namespace mutua
