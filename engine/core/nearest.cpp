#include "engine/core/nearest.hpp"

#include <algorithm>
#include <cstddef>

namespace mutua {

namespace {

/// A longer name is nobody's typing error, and the distance is quadratic.
constexpr std::size_t word_max = 80;

std::size_t limit_for(std::string_view word) { return word.size() <= 3 ? 1 : 2; }

/// Edit distance with swaps of neighbours (optimal string alignment).
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::vector<std::size_t>> rows(left.size() + 1,
                                               std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i <= left.size(); ++i) { rows[i][0] = i; }
    for (std::size_t j = 0; j <= right.size(); ++j) { rows[0][j] = j; }
    for (std::size_t i = 1; i <= left.size(); ++i) {
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
            rows[i][j] =
                std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change});
            const bool swapped =
                i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) { rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1); }
        }
    }
    return rows[left.size()][right.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view wrong,
                                   const std::vector<std::string>& candidates) {
    if (wrong.size() > word_max) { return std::nullopt; }
    const std::string* best = nullptr;
    std::size_t best_distance = limit_for(wrong) + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > word_max || candidate == wrong) { continue; }
        const std::size_t found = distance(wrong, candidate);
        const bool better = found < best_distance ||
                            (found == best_distance && best != nullptr && candidate < *best);
        if (better) {
            best = &candidate;
            best_distance = found;
        }
    }
    if (best == nullptr) { return std::nullopt; }
    return *best;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& candidates) {
    const auto found = nearest(wrong, candidates);
    return found ? "did you mean `" + *found + "`?" : "";
}

}  // namespace mutua
