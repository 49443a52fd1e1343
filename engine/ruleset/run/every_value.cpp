#include "engine/ruleset/run/every_value.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace mutua::ruleset {

namespace {

/// Stretches of no more inputs are looked at whole.
constexpr std::int64_t whole_stretch = 65'536;
/// So often is asked whether two crossings are one but for roundings; beyond, each is told.
constexpr int proofs_max = 1'000;

class EveryValue {
public:
    EveryValue(SearchRange range, std::int64_t target, const FigureLook& look)
        : range_{range}, target_{target}, look_{look} {}

    std::optional<WholeRange> find() {
        if (!walk(range_)) { return std::nullopt; }
        WholeRange made;
        made.crossings = told();
        if (made.crossings.empty() && first_above_) {
            made.crossings.push_back(reached(*first_above_));
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
        const StretchProof proof = look_.over(part);
        const bool elsewhere = proof.bounds.high < target_ || proof.bounds.low > target_;
        if ((elsewhere || proof.rejected) && leave_out(part, proof.rejected)) { return true; }
        if (is_short(part)) {
            const auto samples = each(part);
            if (!samples) { return false; }
            for (const SolverSample& one : *samples) { follow(one); }
            return true;
        }
        return walk({part.low, middle(part)}) && walk({middle(part) + 1, part.high});
    }

    /// The whole stretch lies on one side: what its ends give tells how it meets its neighbours.
    /// False when an end is rejected and rows inside may not be.
    bool leave_out(SearchRange part, bool all_rejected) {
        const SolverSample low{part.low, look_.one(part.low)};
        const SolverSample high{part.high, look_.one(part.high)};
        const bool accepted = low.figure && high.figure;
        const bool rejected = all_rejected && !low.figure && !high.figure;
        if (!accepted && !rejected) { return false; }
        follow(low);
        if (part.low < part.high) { follow(high); }
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
        } else if (accepted_ && here.figure) {
            follow_passing(*accepted_, here);
        }
        before_ = here;
        if (here.figure) { accepted_ = here; }
    }

    /// Rows between the two, if there are any, are rejected or lie on the side of both.
    void follow_passing(const SolverSample& from, const SolverSample& here) {
        const bool side_by_side = before_->figure.has_value();
        if (*from.figure<target_&& * here.figure> target_) {
            const SolverSample below = side_by_side ? from : *before_;
            passing_.push_back({here.input, here.input, *here.figure, false, below});
        }
        if (*from.figure > target_ && *here.figure < target_) {
            const SolverSample over =
                side_by_side ? here : SolverSample{from.input + 1, std::nullopt};
            passing_.push_back({from.input, from.input, *from.figure, true, over});
        }
    }

    /// True when only roundings can bring the figure to the target twice from the one to the other.
    [[nodiscard]] bool is_one(const Crossing& from, const Crossing& to) {
        const bool both_exact = is_exact(from) && is_exact(to);
        if (both_exact || proofs_asked_ == proofs_max) { return false; }
        ++proofs_asked_;
        return look_
            .over({std::max(range_.low, from.input - 1), std::min(range_.high, to.until + 1)})
            .one_way;
    }

    /// All crossings that are worth telling.
    std::vector<Crossing> told() {
        std::vector<Crossing> all = exact_;
        all.insert(all.end(), passing_.begin(), passing_.end());
        std::stable_sort(all.begin(), all.end(), [](const Crossing& one, const Crossing& other) {
            return one.input < other.input;
        });
        std::vector<Crossing> kept;
        for (auto from = all.begin(); from != all.end();) {
            auto until = std::next(from);
            while (until != all.end() && is_one(*std::prev(until), *until)) { ++until; }
            add_told(kept, {from, until});
            from = until;
        }
        return kept;
    }

    void add_told(std::vector<Crossing>& kept, const std::vector<Crossing>& as_one) const {
        const auto exact = [this](const Crossing& one) { return is_exact(one); };
        if (std::none_of(as_one.begin(), as_one.end(), exact)) { kept.push_back(as_one.front()); }
        std::copy_if(as_one.begin(), as_one.end(), std::back_inserter(kept), exact);
    }

    [[nodiscard]] bool is_exact(const Crossing& one) const { return one.figure == target_; }

    [[nodiscard]] Crossing reached(std::int64_t input) const {
        Crossing made{input, input, *look_.one(input), false, {}};
        if (input > range_.low) { made.next = {input - 1, look_.one(input - 1)}; }
        return made;
    }

    /// False when it takes too much.
    bool find_extremes(SearchRange part) {
        if (whole_.contains(part.low) && is_short(part)) { return true; }
        const StretchProof proof = look_.over(part);
        const bool known = least_ && proof.bounds.low >= *least_ && proof.bounds.high <= *most_;
        if (known || proof.rejected) { return true; }
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
    std::set<std::int64_t> whole_;  ///< where stretches begin that were looked at
    int proofs_asked_ = 0;
    std::optional<SolverSample> before_;
    std::optional<SolverSample> accepted_;  ///< the last one that was not rejected
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
