#include "engine/ruleset/run/solver.hpp"

#include <algorithm>
#include <vector>

namespace mutua::ruleset {

namespace {

constexpr int sample_count = 256;

/// The last value that holds, going from one that does to one that does not.
template <typename Holds>
std::int64_t last_that_holds(std::int64_t good, std::int64_t bad, const Holds& holds) {
    while (bad - good > 1 || good - bad > 1) {
        const std::int64_t middle = good + (bad - good) / 2;
        (holds(middle) ? good : bad) = middle;
    }
    return good;
}

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

    [[nodiscard]] std::int64_t last_between(std::int64_t good, std::int64_t bad) const {
        return last_that_holds(good, bad, [this](std::int64_t input) { return holds(input); });
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

/// How a figure stands to the target.
enum class Side : std::uint8_t { rejected, below, on, above };

class CrossingSearch {
public:
    CrossingSearch(SearchRange range, std::int64_t target, std::int64_t window,
                   const TrialFunction& figure)
        : range_{range}, target_{target}, window_{window}, figure_{figure} {}

    std::vector<Crossing> find(const std::vector<SolverSample>& samples) {
        note_above(samples.front());
        if (side(samples.front()) == Side::on) { add(samples.front().input); }
        for (std::size_t i = 1; i < samples.size(); ++i) {
            between(samples[i - 1], samples[i]);
            note_above(samples[i]);
        }
        if (found_.empty() && first_above_) { add(*first_above_); }
        std::sort(found_.begin(), found_.end(), [](const Crossing& one, const Crossing& other) {
            return one.input < other.input;
        });
        return std::move(found_);
    }

private:
    /// Where a figure goes to and fro between two samples, this often at most.
    static constexpr int turns_max = 8;

    [[nodiscard]] Side side(const SolverSample& one) const {
        if (!one.figure) { return Side::rejected; }
        return *one.figure < target_ ? Side::below : *one.figure > target_ ? Side::above : Side::on;
    }
    [[nodiscard]] SolverSample at(std::int64_t input) const { return {input, figure_(input)}; }

    void note_above(const SolverSample& one) {
        if (!first_above_ && side(one) == Side::above) { first_above_ = one.input; }
    }

    void between(SolverSample from, const SolverSample& until) {
        for (int turn = 0; turn < turns_max && side(from) != side(until); ++turn) {
            const Side before = side(from);
            const std::int64_t last =
                last_that_holds(from.input, until.input,
                                [&](std::int64_t input) { return side(at(input)) == before; });
            from = at(last + 1);
            note_above(from);
            judge(before, from);
        }
    }

    /// The figure was on one side before this input, and is on another from here on.
    void judge(Side before, const SolverSample& here) {
        const Side now = side(here);
        const bool rises = before == Side::below && now == Side::above;
        const bool falls = before == Side::above && now == Side::below;
        if (now == Side::on || rises || falls) { settle(here, falls); }
    }

    /// Several roundings may fall together: the values close by are tried as well. Of equal
    /// figures in a row the first counts; where it lies further away it is found by itself.
    void settle(const SolverSample& here, bool falls) {
        const std::int64_t low = std::max(range_.low, here.input - window_);
        const std::int64_t high = std::min(range_.high, here.input + window_);
        std::optional<std::int64_t> reaching;
        bool exact_close_by = false;
        Side before = low > range_.low ? side(at(low - 1)) : Side::rejected;
        for (std::int64_t input = low; input <= high; ++input) {
            const Side now = side(at(input));
            const bool first_of_run = now == Side::on && before != Side::on;
            if (first_of_run && (input == here.input || !is_known(input))) { return add(input); }
            exact_close_by = exact_close_by || first_of_run;
            before = now;
            if (now == Side::above && !reaching) { reaching = input; }
        }
        if (exact_close_by) { return; }
        if (falls) { return add(here.input - 1, true); }
        if (reaching) { add(*reaching); }
    }

    [[nodiscard]] bool is_known(std::int64_t input) const {
        return std::any_of(found_.begin(), found_.end(),
                           [&](const Crossing& one) { return one.input == input; });
    }

    void add(std::int64_t input, bool falls = false) {
        if (is_known(input)) { return; }
        Crossing made{input, input, *figure_(input), falls, {}};
        made.next.input = falls ? input + 1 : input - 1;
        const bool inside = range_.low <= made.next.input && made.next.input <= range_.high;
        if (inside) { made.next.figure = figure_(made.next.input); }
        found_.push_back(made);
    }

    SearchRange range_;
    std::int64_t target_;
    std::int64_t window_;
    const TrialFunction& figure_;
    std::optional<std::int64_t> first_above_;
    std::vector<Crossing> found_;
};

}  // namespace

std::vector<Crossing> crossings(const std::vector<SolverSample>& samples, std::int64_t target,
                                std::int64_t window, const TrialFunction& figure) {
    if (samples.empty()) { return {}; }
    const SearchRange range{samples.front().input, samples.back().input};
    return CrossingSearch{range, target, window, figure}.find(samples);
}

std::optional<std::int64_t> solve_backwards(SearchRange range, std::int64_t target, Goal goal,
                                            int scan, const TrialFunction& figure) {
    if (range.high < range.low) { return std::nullopt; }
    const Search search{range, target, goal, figure};
    const auto found = search.find();
    if (!found) { return std::nullopt; }
    return search.best_near(*found, scan);
}

}  // namespace mutua::ruleset
