#include "engine/ruleset/run/solver.hpp"

#include <algorithm>
#include <vector>

namespace mutua::ruleset {

namespace {

constexpr int sample_count = 256;

/// One search: `holds` is what the goal asks of an input.
class Search {
public:
    Search(SearchRange range, std::int64_t target, Goal goal, const TrialFunction& figure)
        : range_{range}, target_{target}, goal_{goal}, figure_{figure} {}

    [[nodiscard]] bool holds(std::int64_t input) const {
        const auto value = figure_(input);
        if (!value) { return false; }
        return goal_ == Goal::largest_not_above ? *value <= target_ : *value >= target_;
    }

    /// The last value that holds, going up from one that does to one that does not.
    [[nodiscard]] std::int64_t last_between(std::int64_t good, std::int64_t bad) const {
        while (bad - good > 1 || good - bad > 1) {
            const std::int64_t middle = good + (bad - good) / 2;
            (holds(middle) ? good : bad) = middle;
        }
        return good;
    }

    [[nodiscard]] std::optional<std::int64_t> find() const {
        // Going towards the far end the goal is lost at some point; that end is tried first.
        const bool upwards = goal_ == Goal::largest_not_above;
        const std::int64_t far = upwards ? range_.high : range_.low;
        const std::int64_t near = upwards ? range_.low : range_.high;
        if (holds(far)) { return far; }
        if (holds(near)) { return last_between(near, far); }
        std::int64_t bad = far;
        for (const std::int64_t point : points(near, far)) {
            if (holds(point)) { return last_between(point, bad); }
            bad = point;
        }
        return std::nullopt;
    }

    /// Points to try, from the far end to the near one: evenly spread, and closer and closer to
    /// the near end, where rows with small amounts begin to be accepted.
    [[nodiscard]] static std::vector<std::int64_t> points(std::int64_t near, std::int64_t far) {
        std::vector<std::int64_t> distances;
        const std::int64_t width = far > near ? far - near : near - far;
        for (int i = 1; i < sample_count; ++i) { distances.push_back(width / sample_count * i); }
        for (std::int64_t step = 1; step < width; step *= 2) { distances.push_back(step); }
        std::sort(distances.begin(), distances.end(), std::greater<>{});
        for (std::int64_t& one : distances) { one = far > near ? near + one : near - one; }
        return distances;
    }

    /// The best value within `scan` of one that holds.
    [[nodiscard]] std::int64_t best_near(std::int64_t found, int scan) const {
        const std::int64_t step = goal_ == Goal::largest_not_above ? 1 : -1;
        for (std::int64_t distance = scan; distance > 0; --distance) {
            const std::int64_t other = found + step * distance;
            if (other < range_.low || range_.high < other) { continue; }
            if (holds(other)) { return other; }
        }
        return found;
    }

private:
    SearchRange range_;
    std::int64_t target_;
    Goal goal_;
    const TrialFunction& figure_;
};

}  // namespace

std::optional<std::int64_t> solve_backwards(SearchRange range, std::int64_t target, Goal goal,
                                            int scan, const TrialFunction& figure) {
    if (range.high < range.low) { return std::nullopt; }
    const Search search{range, target, goal, figure};
    const auto found = search.find();
    if (!found) { return std::nullopt; }
    return search.best_near(*found, scan);
}

}  // namespace mutua::ruleset
