#include "engine/ruleset/explain/next_thresholds.hpp"

#include "engine/ruleset/check/range.hpp"
#include "engine/ruleset/explain/formula_explainer.hpp"
#include "engine/ruleset/explain/proved_ranges.hpp"
#include "engine/ruleset/explain/replayed_question.hpp"
#include "engine/ruleset/explain/shape_changes.hpp"
#include "engine/ruleset/oracle/formula_text.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/run/question.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace mutua::ruleset {

namespace {

/// How far a search goes: 2^34 units, some hundred million EUR.
constexpr unsigned doublings_max = 34;

/// A number or a day that a rule reads: an input, a rule, or a carry, before the row or after it.
struct Quantity {
    enum class Kind : std::uint8_t { given, prior, carried };
    DefinitionId definition = 0;
    std::size_t row = 0;
    Kind kind = Kind::given;
    std::string name;
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// A number as it is, a day by its number.
Decimal as_number(const Constant& value) {
    if (const auto* day = std::get_if<Date>(&value)) {
        return date::sys_days{*day}.time_since_epoch().count();
    }
    return std::get<Decimal>(value);
}

Constant as_constant(const Decimal& value, const Type& type) {
    if (type.kind != ValueKind::date) { return value; }
    return Date{date::sys_days{date::days{value.convert_to<int>()}}};
}

/// Visits the formulas and conditions that may decide a rule on the day of a case.
template <typename Visit>
void each_live(const FigureReplay& replay, const RuleDefinition& rule, const FigureShape& shape,
               const Visit& visit) {
    for (const FigureShape::Version& one : shape.versions) {
        const RuleVersion& version = rule.versions[one.version];
        if (version.applies_when) { visit(*version.applies_when); }
        for (const CheckedException& other : version.exceptions) { visit(other.when); }
        visit(one.exception ? version.exceptions[*one.exception].formula.value
                            : version.formula.value);
    }
    for (const Amendment& amendment : rule.amendments) {
        const Package& package = replay.rules().packages[amendment.package];
        const auto held =
            version_on(amendment.versions, day_on(replay.exact().row().clocks, package.clock));
        if (!held) { continue; }
        for (const CheckedException& one : amendment.versions[*held].exceptions) {
            visit(one.when);
            visit(one.formula.value);
        }
    }
}

using FigureRow = std::pair<DefinitionId, std::size_t>;

/// A threshold, with what tells which of several is nearest.
struct Found {
    Quantity quantity;
    Decimal distance;
    Decimal at;
    Decimal part;  ///< the distance as a part of the greater of both values
    NextThreshold told;
};

/// A case in which one quantity has another value.
ExactCase changed_case(const ExactCase& row, const Quantity& quantity, const Constant& value) {
    ExactCase changed = row;
    auto& all = quantity.kind == Quantity::Kind::prior     ? changed.prior
                : quantity.kind == Quantity::Kind::carried ? changed.carried
                                                           : changed.given;
    std::erase_if(all, [&](const ExactGiven& one) {
        return one.definition == quantity.definition && one.row == quantity.row;
    });
    all.push_back({quantity.definition, quantity.row, value});
    return changed;
}

/// Of one figure of a case.
class NextFinder {
public:
    /// Of the figure that was asked for, everything above a quantity is computed again; of one
    /// below it, what it reads stays as it is: `frozen`.
    NextFinder(FigureReplay& replay, ProvedRanges& ranges, const Words& words, FigureRow figure,
               bool frozen)
        : replay_{replay},
          rules_{replay_.rules()},
          ranges_{ranges},
          words_{words},
          id_{figure.first},
          row_{figure.second},
          frozen_{frozen},
          probe_{rules_, replay_.exact().row()} {}

    std::vector<Found> find() {
        shape_ = replay_.shape(id_, row_);
        probe_.settle_ties_as(shape_);
        const Definition& definition = rules_.definitions[id_];
        const ExactPlace place{*definition.scope, row_, id_, nullptr};
        // A carry is made in one way: only what stands below it has thresholds.
        if (const CarryDefinition* carry = definition.carry()) {
            collect(carry->formula.value, place);
            return {};
        }
        each_live(replay_, *definition.rule(), shape_,
                  [&](const TypedExpression& one) { collect(one, place); });
        // What an `ensure` alone reads makes nothing of the value.
        live_ = false;
        for (const CheckedEnsure& ensure : definition.rule()->ensures) {
            collect(ensure.condition, place);
        }
        std::vector<Found> all;
        for (const Quantity& quantity : quantities_) {
            for (const bool upwards : {true, false}) {
                if (auto next = nearest(quantity, upwards)) { all.push_back(std::move(*next)); }
            }
        }
        return all;
    }

    /// The rules that it reads, after find().
    [[nodiscard]] const std::vector<FigureRow>& below() const { return below_; }

private:
    struct Probed {
        std::optional<FigureShape> shape;  ///< nothing: the row is rejected
        ExactFigure figure;
        std::string code;
    };

    /// The numbers that an expression reads in this row, or in the only row below; and the numbers
    /// that it compares with.
    void collect(const TypedExpression& one, const ExactPlace& place) {
        const bool over_rows =
            (one.kind >= TypedKind::sum_rows && one.kind <= TypedKind::count_rows);
        if (over_rows || one.kind == TypedKind::split) {
            const auto below = over_rows ? replay_.exact().rows_below(place, one.rows)
                                         : std::vector<std::size_t>{};
            if (below.size() != 1) { return; }
            for (const TypedExpression& child : one.children) {
                collect(child, {one.rows, below.front(), place.owner, nullptr});
            }
            return;
        }
        if (one.kind == TypedKind::applies) { tested_.insert(one.definition); }
        if (one.kind == TypedKind::read || one.kind == TypedKind::prior) {
            note_below(one, place);
            add(one, place);
        }
        if (one.kind == TypedKind::constant) { add_threshold(one.constant); }
        const auto decision =
            std::find_if(shape_.decisions.begin(), shape_.decisions.end(),
                         [&](const Decision& each) { return each.expression == &one; });
        const bool chooses = decision != shape_.decisions.end() &&
                             (one.kind == TypedKind::if_then_else || one.kind == TypedKind::match);
        const bool picks = decision != shape_.decisions.end() &&
                           (one.kind == TypedKind::minimum || one.kind == TypedKind::maximum);
        // Of an `if` the condition is the first child, and decides too.
        const std::size_t first = one.kind == TypedKind::if_then_else ? 1 : one.children.size();
        for (std::size_t i = 0; i < one.children.size(); ++i) {
            const bool dead = (chooses && i >= first && i - first != decision->taken) ||
                              (picks && i != decision->taken);
            collect_below(one.children[i], place, dead);
        }
        for (std::size_t i = 0; i < one.cases.size(); ++i) {
            for (const TypedExpression& pattern : one.cases[i].patterns) {
                collect(pattern, place);
            }
            collect_below(one.cases[i].value, place, chooses && i != decision->taken);
        }
    }

    /// As collect(); nothing below a branch that was not taken, or the losing side of a `min` or
    /// `max`, is live.
    void collect_below(const TypedExpression& one, const ExactPlace& place, bool dead) {
        const bool before = live_;
        live_ = live_ && !dead;
        collect(one, place);
        live_ = before;
    }

    void add_threshold(const Constant& value) {
        const bool has_order =
            std::holds_alternative<Decimal>(value) || std::holds_alternative<Date>(value);
        if (has_order) { thresholds_.insert(as_number(value)); }
    }

    void note_below(const TypedExpression& read, const ExactPlace& place) {
        const Definition& definition = rules_.definitions[read.definition];
        const bool is_computed = definition.rule() != nullptr || definition.carry() != nullptr;
        if (!live_ || read.kind != TypedKind::read || !is_computed) { return; }
        const FigureRow one{read.definition, replay_.exact().row_of(place, *definition.scope)};
        if (std::find(below_.begin(), below_.end(), one) == below_.end()) { below_.push_back(one); }
    }

    void add(const TypedExpression& read, const ExactPlace& place) {
        const Definition& definition = rules_.definitions[read.definition];
        const bool is_day = read.type.kind == ValueKind::date;
        if (!is_day && (!read.type.is_number() || read.type.quotient)) { return; }
        const bool prior = read.kind == TypedKind::prior;
        if (!definition.scope) {
            if (const auto value = replay_.look(read, place).value) { add_threshold(*value); }
            return;
        }
        const auto kind = prior                           ? Quantity::Kind::prior
                          : definition.carry() != nullptr ? Quantity::Kind::carried
                                                          : Quantity::Kind::given;
        // Its own value, which an `ensure` reads, is no quantity: given, it would come no way.
        if (read.definition == id_ && kind == Quantity::Kind::given) { return; }
        Quantity made{read.definition, replay_.exact().row_of(place, *definition.scope), kind,
                      (prior ? "prior " : "") + definition.name};
        if (std::find(quantities_.begin(), quantities_.end(), made) == quantities_.end()) {
            quantities_.push_back(std::move(made));
        }
        // One quantity is often the threshold of another.
        if (const auto value = replay_.look(read, place).value) { add_threshold(*value); }
    }

    [[nodiscard]] std::optional<Decimal> now(const Quantity& quantity) {
        TypedExpression read;
        read.kind = quantity.kind == Quantity::Kind::prior ? TypedKind::prior : TypedKind::read;
        read.definition = quantity.definition;
        const ExactPlace place{*rules_.definitions[quantity.definition].scope, quantity.row,
                               quantity.definition, nullptr};
        const auto value = replay_.look(read, place).value;
        if (!value) { return std::nullopt; }
        return as_number(*value);
    }

    Probed probe(const Quantity& quantity, const Decimal& value) {
        const Type& type = rules_.definitions[quantity.definition].type;
        ExactCase changed = changed_case(replay_.exact().row(), quantity, as_constant(value, type));
        if (frozen_) { freeze(quantity, changed); }
        probe_.begin(std::move(changed));
        Probed made;
        const ExactFigure* figure = probe_.figure(id_, row_);
        if (figure == nullptr || !probe_.finish()) {
            made.code = probe_.exact().faults().empty() ? "" : probe_.exact().faults().back().code;
            return made;
        }
        made.figure = *figure;
        made.shape = probe_.shape(id_, row_);
        return made;
    }

    /// What the figure reads besides is given as it is, so that nothing below is computed again.
    /// Whether a given rule applies is not asked: such a one is left alone.
    void freeze(const Quantity& quantity, ExactCase& changed) {
        for (const auto& [definition, row] : below_) {
            const bool is_changed = quantity.kind != Quantity::Kind::prior &&
                                    definition == quantity.definition && row == quantity.row;
            if (is_changed || tested_.count(definition) > 0) { continue; }
            const ExactFigure* figure = replay_.figure(definition, row);
            if (figure == nullptr || figure->given) { continue; }
            const bool carry = rules_.definitions[definition].carry() != nullptr;
            (carry ? changed.carried : changed.given).push_back({definition, row, figure->value});
        }
    }

    [[nodiscard]] bool differs(const Probed& one) const {
        return !one.shape || !same_way(*one.shape, shape_);
    }

    /// The largest or least value of a rule, as far as it is proved.
    std::optional<Decimal> proved_end(DefinitionId rule, bool upwards) {
        const Interval& range = ranges_.of(rule);
        const Int128 end = upwards ? range.high : range.low;
        const bool known = -(Interval::limit >> 8U) < end && end < (Interval::limit >> 8U);
        if (!known) { return std::nullopt; }
        const unsigned decimals = rules_.definitions[rule].type.decimals;
        return Decimal{Decimal{widen(end)} / Decimal{widen(power_of_ten(decimals))}};
    }

    /// Distances to try, in units: nearer first.
    std::vector<Decimal> distances(const Quantity& quantity, const Decimal& from,
                                   const Decimal& unit, bool upwards) {
        const Definition& definition = rules_.definitions[quantity.definition];
        std::optional<Decimal> end;
        if (definition.type.kind == ValueKind::date) {
            end = as_number(upwards ? last_of_days : first_of_days);
        } else if (const InputDefinition* input = definition.input()) {
            end = upwards ? input->high : input->low;
        } else if (const CarryDefinition* carry = definition.carry()) {
            end = upwards ? carry->high : carry->low;
        } else {
            end = proved_end(quantity.definition, upwards);
        }
        const auto distance_to = [&](const Decimal& value) {
            return Decimal{round((upwards ? Decimal{value - from} : Decimal{from - value}) / unit,
                                 1, Rounding::floor)};
        };
        std::set<Decimal> tried;
        Decimal step = 1;
        for (unsigned i = 0; i <= doublings_max; ++i, step *= 2) { tried.insert(step); }
        for (const Decimal& threshold : thresholds_) {
            for (const int near : {-1, 0, 1}) { tried.insert(distance_to(threshold) + near); }
        }
        std::vector<Decimal> all;
        for (const Decimal& one : tried) {
            if (one > 0 && (!end || one < distance_to(*end))) { all.push_back(one); }
        }
        if (end && distance_to(*end) > 0) { all.push_back(distance_to(*end)); }
        return all;
    }

    std::optional<Found> nearest(const Quantity& quantity, bool upwards) {
        const auto from = now(quantity);
        if (!from) { return std::nullopt; }
        const Type& type = rules_.definitions[quantity.definition].type;
        const Decimal unit = unit_of(type);
        const auto at = [&](const Decimal& distance) {
            return upwards ? Decimal{*from + distance * unit} : Decimal{*from - distance * unit};
        };
        Decimal same = 0;
        for (const Decimal& far : distances(quantity, *from, unit, upwards)) {
            Probed there = probe(quantity, at(far));
            if (!differs(there)) {
                same = far;
                continue;
            }
            Decimal other = far;
            while (other - same > 1) {
                const Decimal middle = round((same + other) / 2, 1, Rounding::floor);
                Probed half = probe(quantity, at(middle));
                if (differs(half)) {
                    other = middle;
                    there = std::move(half);
                } else {
                    same = middle;
                }
            }
            return Found{quantity, other, at(other), part_of(*from, at(other)),
                         told(quantity, *from, at(other), there)};
        }
        return std::nullopt;
    }

    static Decimal part_of(const Decimal& from, const Decimal& at) {
        const auto size = [](const Decimal& one) { return one < 0 ? Decimal{-one} : one; };
        return size(at - from) / std::max(size(from), size(at));
    }

    NextThreshold told(const Quantity& quantity, const Decimal& from, const Decimal& at,
                       const Probed& there) {
        const Type& type = rules_.definitions[quantity.definition].type;
        const Type& own = rules_.definitions[id_].type;
        NextThreshold made;
        const ExactFigure& figure = *replay_.figure(id_, row_);
        made.figure = rules_.definitions[id_].name;
        made.now = with_unit(shown(rules_, figure.value, own), own);
        made.applies_now = figure.applicable;
        made.quantity = quantity.name;
        made.value = shown(rules_, as_constant(from, type), type);
        made.upwards = from < at;
        made.at = shown(rules_, as_constant(at, type), type);
        const Decimal apart = from < at ? Decimal{at - from} : Decimal{from - at};
        made.distance =
            type.kind == ValueKind::date ? exact_text(apart, 0) + " day" : shown(apart, type);
        if (!there.shape) {
            made.rejected = there.code;
            return made;
        }
        made.applicable = there.figure.applicable;
        made.becomes = with_unit(shown(rules_, there.figure.value, own), own);
        made.because = shape_changes(words_, rules_, id_, shape_, *there.shape);
        return made;
    }

    FigureReplay& replay_;
    const CheckedRuleset& rules_;
    ProvedRanges& ranges_;
    Words words_;
    DefinitionId id_;
    std::size_t row_;
    bool frozen_;
    FigureReplay probe_;
    FigureShape shape_;
    std::vector<Quantity> quantities_;
    std::set<Decimal> thresholds_;
    bool live_ = true;  ///< what is collected stands on the way that the value came
    std::vector<FigureRow> below_;
    std::set<DefinitionId> tested_;  ///< `X applies`
};

/// Walks from a figure down to the live rules below it and keeps the nearest threshold of each
/// quantity in each direction; those of the figure itself always.
std::vector<Found> all_depths(FigureReplay& replay, ProvedRanges& ranges, const Words& words,
                              FigureRow asked) {
    std::vector<FigureRow> figures{asked};
    std::vector<Found> kept;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const ExactFigure* figure = replay.figure(figures[i].first, figures[i].second);
        if (figure == nullptr || figure->given) { continue; }
        NextFinder finder{replay, ranges, words, figures[i], i > 0};
        for (Found& one : finder.find()) {
            const auto same = std::find_if(kept.begin(), kept.end(), [&](const Found& other) {
                return other.quantity == one.quantity && other.told.upwards == one.told.upwards;
            });
            if (same == kept.end()) {
                kept.push_back(std::move(one));
            } else if (same->told.figure != replay.rules().definitions[asked.first].name &&
                       one.distance < same->distance) {
                *same = std::move(one);
            }
        }
        for (const FigureRow& below : finder.below()) {
            if (std::find(figures.begin(), figures.end(), below) == figures.end()) {
                figures.push_back(below);
            }
        }
    }
    return kept;
}

/// What becomes of the figure that was asked for, everything above the quantity computed again.
ThresholdEffect effect_on(FigureReplay& probe, const ExactCase& row, FigureRow asked,
                          const Found& one) {
    const Type& changed = probe.rules().definitions[one.quantity.definition].type;
    probe.begin(changed_case(row, one.quantity, as_constant(one.at, changed)));
    ThresholdEffect made;
    const ExactFigure* figure = probe.figure(asked.first, asked.second);
    if (figure == nullptr || !probe.finish()) {
        made.rejected = probe.exact().faults().empty() ? "" : probe.exact().faults().back().code;
        return made;
    }
    const Type& type = probe.rules().definitions[asked.first].type;
    made.applicable = figure->applicable;
    made.becomes = with_unit(shown(probe.rules(), figure->value, type), type);
    return made;
}

/// All of them, the nearest first.
std::vector<NextThreshold> thresholds_of(ReplayedQuestion& asked, const Words& words,
                                         FigureRow figure) {
    ProvedRanges ranges{asked};
    std::vector<Found> kept = all_depths(asked.replay, ranges, words, figure);
    std::stable_sort(kept.begin(), kept.end(),
                     [](const Found& one, const Found& other) { return one.part < other.part; });
    const ExactCase row = asked.replay.exact().row();
    FigureReplay probe{asked.replay.rules(), row};
    std::vector<NextThreshold> all;
    for (Found& one : kept) {
        one.told.asked = effect_on(probe, row, figure, one);
        all.push_back(std::move(one.told));
    }
    return all;
}

}  // namespace

Result<NextThresholds> next_thresholds(Calculator& calculator, std::string_view package,
                                       std::string_view figure, const Case& row,
                                       const ExplainOptions& options) {
    auto question = replay_question(calculator, package, figure, row, options.row);
    if (!question) { return question.error(); }
    ReplayedQuestion& asked = **question;
    const CheckedRuleset& rules = asked.replay.rules();
    // The head of an explanation is the head here too.
    auto explained = explain(calculator, package, figure, row, options);
    if (!explained) { return explained.error(); }
    NextThresholds made;
    made.figure = explained->name;
    made.language = options.language;
    made.value = explained->value;
    made.label = explained->label;
    made.applicable = explained->applicable;
    const bool rule = rules.definitions[asked.named.definition].rule() != nullptr;
    if (rule && !explained->given) {
        static_cast<void>(asked.replay.figure(asked.named.definition, options.row));
        made.next =
            thresholds_of(asked, Words{options.language}, {asked.named.definition, options.row});
    }
    return made;
}

}  // namespace mutua::ruleset
