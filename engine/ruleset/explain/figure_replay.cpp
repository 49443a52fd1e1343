#include "engine/ruleset/explain/figure_replay.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Drops what the sides of a `min` or `max` noted, but for the winner's.
template <typename Noted>
void keep_winner(std::vector<Noted>& all, const std::vector<std::size_t>& begins,
                 std::size_t winner) {
    const auto at = [&](std::size_t index) {
        return all.begin() + static_cast<std::ptrdiff_t>(index);
    };
    const std::size_t end = winner + 1 < begins.size() ? begins[winner + 1] : all.size();
    all.erase(at(end), all.end());
    all.erase(at(begins.front()), at(begins[winner]));
}

}  // namespace

const Constant& FigureShape::value_below(Layer layer) const {
    const auto found = std::find_if(below.begin(), below.end(),
                                    [layer](const auto& one) { return one.first == layer; });
    require(found != below.end(), "a layer that amends a rule met the value below it");
    return found->second;
}

FigureReplay::FigureReplay(const CheckedRuleset& rules, ExactCase row) : exact_{rules, this} {
    begin(std::move(row));
}

void FigureReplay::begin(ExactCase row) {
    shapes_.clear();
    exact_.begin(std::move(row));
}

const ExactFigure* FigureReplay::figure(DefinitionId definition, std::size_t row) {
    return exact_.figure(definition, row);
}

bool FigureReplay::finish() {
    exact_.finish();
    return exact_.faults().empty();
}

const FigureShape& FigureReplay::shape(DefinitionId definition, std::size_t row) const {
    const auto found = shapes_.find({definition, row});
    require(found != shapes_.end(), "a figure that was computed has a shape");
    return found->second;
}

FigureReplay::Looked FigureReplay::look(const TypedExpression& expression,
                                        const ExactPlace& place) {
    Looked made;
    look_ = &made.look;
    look_rows_ = 0;
    look_sides_.clear();
    made.value = exact_.value_at(expression, place);
    look_ = nullptr;
    return made;
}

void FigureReplay::enter(DefinitionId definition, std::size_t row) {
    frames_.push_back({{definition, row}, {}, {}, 0, false});
}

void FigureReplay::leave() {
    shapes_.insert_or_assign(frames_.back().key, std::move(frames_.back().shape));
    frames_.pop_back();
}

void FigureReplay::enter_row(const TypedExpression& /*aggregate*/, std::size_t /*row*/) {
    ++(frames_.empty() ? look_rows_ : frames_.back().rows);
}

void FigureReplay::leave_row() { --(frames_.empty() ? look_rows_ : frames_.back().rows); }

/// The figure whose own formulas are walked; null inside the rows of a sum.
FigureReplay::Frame* FigureReplay::frame() {
    return frames_.empty() || frames_.back().rows > 0 ? nullptr : &frames_.back();
}

FormulaLook* FigureReplay::live_look() {
    return frames_.empty() && look_rows_ == 0 ? look_ : nullptr;
}

void FigureReplay::version(DefinitionId /*rule*/, std::size_t version) {
    Frame* own = frame();
    if (own == nullptr) { return; }
    own->shape.versions.push_back({version, true, std::nullopt});
    own->in_formula = false;
}

void FigureReplay::applied(DefinitionId /*rule*/, std::size_t /*version*/, bool holds) {
    if (Frame* own = frame()) { own->shape.versions.back().applies = holds; }
}

void FigureReplay::taken(DefinitionId /*rule*/, std::size_t /*version*/,
                         std::optional<std::size_t> exception) {
    Frame* own = frame();
    if (own == nullptr) { return; }
    own->shape.versions.back().exception = exception;
    own->in_formula = true;
}

void FigureReplay::layer(DefinitionId /*rule*/, Layer layer, const Constant& below) {
    Frame* own = frame();
    if (own == nullptr) { return; }
    own->shape.below.emplace_back(layer, below);
    own->in_formula = false;
}

void FigureReplay::amended(DefinitionId /*rule*/, const CheckedException& exception) {
    Frame* own = frame();
    if (own == nullptr) { return; }
    own->shape.amended.push_back(&exception);
    own->in_formula = true;
}

void FigureReplay::see(LookedAt seen) {
    FormulaLook* look = live_look();
    if (look == nullptr) { return; }
    look->values.insert_or_assign(seen.expression, seen.value);
    look->seen.push_back(std::move(seen));
}

void FigureReplay::note(const Decision& decision) {
    Frame* own = frame();
    if (own != nullptr && own->in_formula) { own->shape.decisions.push_back(decision); }
}

void FigureReplay::read(const TypedExpression& expression, const Constant& value,
                        std::optional<std::size_t> version) {
    see({&expression, value, version, {}, std::nullopt, std::nullopt});
}

void FigureReplay::scale(const TypedExpression& expression, const ScaleUse& use) {
    note({&expression, use.bracket ? *use.bracket + 1 : 0, use.version});
    see({&expression, use.value, use.version, {}, use, std::nullopt});
}

void FigureReplay::table(const TypedExpression& expression, const TableUse& use) {
    see({&expression, use.value, use.version, {}, std::nullopt, use});
}

void FigureReplay::rows(const TypedExpression& expression, const Constant& result,
                        const std::vector<std::pair<std::size_t, Constant>>& rows) {
    see({&expression, result, std::nullopt, rows, std::nullopt, std::nullopt});
}

void FigureReplay::branch(const TypedExpression& expression, std::size_t taken) {
    note({&expression, taken, 0});
    FormulaLook* look = live_look();
    const bool chooses = expression.kind != TypedKind::clamp;
    if (look != nullptr && chooses) { look->branches.insert_or_assign(&expression, taken); }
}

void FigureReplay::side(const TypedExpression& /*expression*/, std::size_t index) {
    if (Frame* own = frame()) {
        if (index == 0) { own->sides.emplace_back(); }
        own->sides.back().push_back(own->shape.decisions.size());
    } else if (FormulaLook* look = live_look()) {
        if (index == 0) { look_sides_.emplace_back(); }
        LookSides& sides = look_sides_.back();
        sides.seen.push_back(look->seen.size());
        sides.losers.push_back(look->losers.size());
        sides.roundings.push_back(look->roundings.size());
    }
}

/// The side that decides.
std::size_t FigureReplay::settled(const TypedExpression& expression, const ExtremeUse& use) const {
    if (before_ == nullptr) { return use.winner; }
    const auto same =
        std::find_if(before_->decisions.begin(), before_->decisions.end(),
                     [&](const Decision& one) { return one.expression == &expression; });
    const bool ties =
        same != before_->decisions.end() && use.values[same->taken] == use.values[use.winner];
    return ties ? same->taken : use.winner;
}

void FigureReplay::decided(const TypedExpression& expression, const ExtremeUse& use) {
    if (Frame* own = frame()) {
        const std::size_t winner = settled(expression, use);
        keep_winner(own->shape.decisions, own->sides.back(), winner);
        own->sides.pop_back();
        note({&expression, winner, 0});
        return;
    }
    FormulaLook* look = live_look();
    if (look == nullptr) { return; }
    const LookSides sides = std::move(look_sides_.back());
    look_sides_.pop_back();
    keep_winner(look->seen, sides.seen, use.winner);
    keep_winner(look->losers, sides.losers, use.winner);
    keep_winner(look->roundings, sides.roundings, use.winner);
    for (std::size_t i = 0; i < use.values.size(); ++i) {
        if (i == use.winner) { continue; }
        look->losers.push_back({&expression.children[i], use.values[i], use.values[use.winner],
                                &expression.type, expression.kind == TypedKind::minimum});
    }
}

void FigureReplay::rounded(const RoundingUse& use) {
    if (FormulaLook* look = live_look()) { look->roundings.push_back(use); }
}

}  // namespace mutua::ruleset
