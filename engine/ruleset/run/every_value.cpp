#include "engine/ruleset/run/every_value.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

/// Stretches of no more inputs are looked at whole.
constexpr std::int64_t whole_stretch = 65'536;
/// A figure that passes the target this close to where it gives it exactly does so by roundings.
constexpr std::int64_t close_to_exact = 64;
/// Several roundings pass the target to and fro: once is told.
constexpr std::int64_t close_to_passing = 8;

class EveryValue {
public:
    EveryValue(SearchRange range, std::int64_t target, const FigureLook& look)
        : range_{range}, target_{target}, look_{look} {}

    std::optional<WholeRange> find() {
        if (!walk(range_)) { return std::nullopt; }
        WholeRange made;
        made.crossings = told();
        if (made.crossings.empty()) {
            if (!find_first_above()) { return std::nullopt; }
            if (first_above_) { made.crossings.push_back(reached(*first_above_)); }
        }
        if (made.crossings.empty() && find_extremes(range_)) {
            made.all_rejected = !most_;
            made.least = least_;
            made.most = most_;
        }
        return made;
    }

private:
    [[nodiscard]] static bool is_short(SearchRange part) {
        return part.high - part.low < whole_stretch;
    }
    [[nodiscard]] static std::int64_t middle(SearchRange part) {
        return part.low + (part.high - part.low) / 2;
    }

    /// Goes through the range from below; false when it takes too much.
    bool walk(SearchRange part) {
        const Interval bounds = look_.bounds(part);
        if (bounds.high < target_ || bounds.low > target_) { return leave_out(part, bounds); }
        if (is_short(part)) {
            const auto samples = each(part);
            if (!samples) { return false; }
            for (const SolverSample& one : *samples) { follow(one); }
            return true;
        }
        return walk({part.low, middle(part)}) && walk({middle(part) + 1, part.high});
    }

    /// The whole stretch lies on one side: what its ends give tells how it meets its neighbours.
    bool leave_out(SearchRange part, const Interval& bounds) {
        if (!first_above_ && bounds.low > target_) { above_.push_back(part); }
        follow({part.low, look_.one(part.low)});
        if (part.low < part.high) { follow({part.high, look_.one(part.high)}); }
        return true;
    }

    std::optional<std::vector<SolverSample>> each(SearchRange part) {
        looked_at_ += static_cast<std::size_t>(part.high - part.low) + 1;
        if (looked_at_ > look_.inputs_max) { return std::nullopt; }
        whole_.insert(part.low);
        return look_.each(part);
    }

    void note(const SolverSample& one) {
        if (!one.figure) { return; }
        least_ = std::min(least_.value_or(*one.figure), *one.figure);
        most_ = std::max(most_.value_or(*one.figure), *one.figure);
        const bool first = !first_above_ || one.input < *first_above_;
        if (*one.figure > target_ && first) { first_above_ = one.input; }
    }

    void follow(const SolverSample& here) {
        note(here);
        const bool here_exact = here.figure == target_;
        const bool goes_on = here_exact && before_ && before_->figure == target_;
        if (goes_on) {
            exact_.back().until = here.input;
        } else if (here_exact) {
            exact_.push_back({here.input, here.input, target_, false, {}});
            if (before_) { exact_.back().next = *before_; }
        } else if (before_ && before_->figure && here.figure) {
            follow_passing(*before_, here);
        }
        before_ = here;
    }

    void follow_passing(const SolverSample& from, const SolverSample& here) {
        if (*from.figure<target_&& * here.figure> target_) {
            passing_.push_back({here.input, here.input, *here.figure, false, from});
        }
        if (*from.figure > target_ && *here.figure < target_) {
            passing_.push_back({from.input, from.input, *from.figure, true, here});
        }
    }

    [[nodiscard]] bool is_by_exact(const Crossing& one) const {
        const auto after = std::upper_bound(
            exact_.begin(), exact_.end(), one.input,
            [](std::int64_t input, const Crossing& other) { return input < other.input; });
        const bool above = after != exact_.end() && after->input - one.input <= close_to_exact;
        const bool below =
            after != exact_.begin() && one.input - std::prev(after)->until <= close_to_exact;
        return above || below;
    }

    /// All crossings that are worth telling.
    std::vector<Crossing> told() {
        std::vector<Crossing> all = exact_;
        std::optional<std::int64_t> last;
        for (const Crossing& one : passing_) {
            const bool again = last && one.input - *last <= close_to_passing;
            if (again || is_by_exact(one)) { continue; }
            last = one.input;
            all.push_back(one);
        }
        std::sort(all.begin(), all.end(), [](const Crossing& one, const Crossing& other) {
            return one.input < other.input;
        });
        return all;
    }

    [[nodiscard]] Crossing reached(std::int64_t input) const {
        Crossing made{input, input, *look_.one(input), false, {}};
        if (input > range_.low) { made.next = {input - 1, look_.one(input - 1)}; }
        return made;
    }

    /// The first input that is not rejected in what lies above the target; false when it takes too
    /// much.
    bool find_first_above() {
        for (const SearchRange& part : above_) {
            for (std::int64_t low = part.low; !is_found_before(low) && low <= part.high;) {
                const std::int64_t high = std::min(part.high, low + whole_stretch - 1);
                const auto samples = each({low, high});
                if (!samples) { return false; }
                for (const SolverSample& one : *samples) { note(one); }
                if (high == part.high) { break; }
                low = high + 1;
            }
        }
        return true;
    }
    [[nodiscard]] bool is_found_before(std::int64_t input) const {
        return first_above_ && *first_above_ <= input;
    }

    /// False when it takes too much.
    bool find_extremes(SearchRange part) {
        if (whole_.contains(part.low) && is_short(part)) { return true; }
        const Interval bounds = look_.bounds(part);
        if (least_ && bounds.low >= *least_ && bounds.high <= *most_) { return true; }
        if (is_short(part)) {
            const auto samples = each(part);
            if (!samples) { return false; }
            for (const SolverSample& one : *samples) { note(one); }
            return true;
        }
        return find_extremes({part.low, middle(part)}) &&
               find_extremes({middle(part) + 1, part.high});
    }

    SearchRange range_;
    std::int64_t target_;
    const FigureLook& look_;
    std::size_t looked_at_ = 0;
    std::set<std::int64_t> whole_;    ///< where stretches begin that were looked at
    std::vector<SearchRange> above_;  ///< left out, before anything above the target was met
    std::optional<SolverSample> before_;
    std::vector<Crossing> exact_;
    std::vector<Crossing> passing_;
    std::optional<std::int64_t> first_above_;
    std::optional<std::int64_t> least_;
    std::optional<std::int64_t> most_;
};

}  // namespace

std::optional<WholeRange> look_at_every_value(SearchRange range, std::int64_t target,
                                              const FigureLook& look) {
    return EveryValue{range, target, look}.find();
}

}  // namespace mutua::ruleset
