#include "engine/ruleset/explain/next_thresholds.hpp"

#include "engine/ruleset/check/range.hpp"
#include "engine/ruleset/explain/formula_explainer.hpp"
#include "engine/ruleset/explain/replayed_question.hpp"
#include "engine/ruleset/explain/shape_changes.hpp"
#include "engine/ruleset/oracle/formula_text.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

/// How far a search goes: 2^34 units, some hundred million EUR.
constexpr unsigned doublings_max = 34;

/// A number that a rule reads: an input, a rule, or a carry before the row.
struct Quantity {
    DefinitionId definition = 0;
    std::size_t row = 0;
    bool prior = false;
    std::string name;
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

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

class NextFinder {
public:
    NextFinder(ReplayedQuestion& question, std::size_t row)
        : replay_{question.replay},
          rules_{replay_.rules()},
          id_{question.named.definition},
          row_{row},
          probe_{rules_, replay_.exact().row()} {}

    std::vector<NextThreshold> find() {
        shape_ = replay_.shape(id_, row_);
        const Definition& definition = rules_.definitions[id_];
        const ExactPlace place{*definition.scope, row_, id_, nullptr};
        each_live(replay_, *definition.rule(), shape_,
                  [&](const TypedExpression& one) { collect(one, place); });
        std::vector<NextThreshold> all;
        for (const Quantity& quantity : quantities_) {
            for (const bool upwards : {true, false}) {
                if (auto next = nearest(quantity, upwards)) { all.push_back(std::move(*next)); }
            }
        }
        return all;
    }

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
        if (one.kind == TypedKind::read || one.kind == TypedKind::prior) { add(one, place); }
        if (one.kind == TypedKind::constant) { add_threshold(one.constant); }
        for (const TypedExpression& child : one.children) { collect(child, place); }
        for (const TypedCase& each : one.cases) {
            for (const TypedExpression& pattern : each.patterns) { collect(pattern, place); }
            collect(each.value, place);
        }
    }

    void add_threshold(const Constant& value) {
        if (const auto* number = std::get_if<Decimal>(&value)) { thresholds_.insert(*number); }
    }

    void add(const TypedExpression& read, const ExactPlace& place) {
        const Definition& definition = rules_.definitions[read.definition];
        if (!read.type.is_number() || read.type.quotient) { return; }
        const bool prior = read.kind == TypedKind::prior;
        if (!definition.scope || (definition.carry() != nullptr && !prior)) {
            if (const auto value = replay_.look(read, place).value) { add_threshold(*value); }
            return;
        }
        Quantity made{read.definition, replay_.exact().row_of(place, *definition.scope), prior,
                      (prior ? "prior " : "") + definition.name};
        if (std::find(quantities_.begin(), quantities_.end(), made) == quantities_.end()) {
            quantities_.push_back(std::move(made));
        }
        // One quantity is often the threshold of another.
        if (const auto value = replay_.look(read, place).value) { add_threshold(*value); }
    }

    [[nodiscard]] std::optional<Decimal> now(const Quantity& quantity) {
        TypedExpression read;
        read.kind = quantity.prior ? TypedKind::prior : TypedKind::read;
        read.definition = quantity.definition;
        const ExactPlace place{*rules_.definitions[quantity.definition].scope, quantity.row,
                               quantity.definition, nullptr};
        const auto value = replay_.look(read, place).value;
        if (!value) { return std::nullopt; }
        return std::get<Decimal>(*value);
    }

    Probed probe(const Quantity& quantity, const Decimal& value) {
        ExactCase changed = replay_.exact().row();
        auto& all = quantity.prior ? changed.prior : changed.given;
        std::erase_if(all, [&](const ExactGiven& one) {
            return one.definition == quantity.definition && one.row == quantity.row;
        });
        all.push_back({quantity.definition, quantity.row, value});
        probe_.begin(std::move(changed));
        Probed made;
        const ExactFigure* figure = probe_.figure(id_, row_);
        if (figure == nullptr) {
            made.code = probe_.exact().faults().empty() ? "" : probe_.exact().faults().back().code;
            return made;
        }
        made.figure = *figure;
        made.shape = probe_.shape(id_, row_);
        return made;
    }

    [[nodiscard]] bool differs(const Probed& one) const {
        return !one.shape || !same_way(*one.shape, shape_);
    }

    /// Distances to try, in units: nearer first.
    std::vector<Decimal> distances(const Quantity& quantity, const Decimal& from,
                                   const Decimal& unit, bool upwards) {
        const Definition& definition = rules_.definitions[quantity.definition];
        std::optional<Decimal> end;
        if (const InputDefinition* input = definition.input()) {
            end = upwards ? input->high : input->low;
        } else if (const CarryDefinition* carry = definition.carry()) {
            end = upwards ? carry->high : carry->low;
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

    std::optional<NextThreshold> nearest(const Quantity& quantity, bool upwards) {
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
            return told(quantity, *from, at(other), there);
        }
        return std::nullopt;
    }

    NextThreshold told(const Quantity& quantity, const Decimal& from, const Decimal& at,
                       const Probed& there) const {
        const Type& type = rules_.definitions[quantity.definition].type;
        const Type& own = rules_.definitions[id_].type;
        NextThreshold made;
        made.quantity = quantity.name;
        made.value = shown(from, type);
        made.upwards = from < at;
        made.at = shown(at, type);
        made.distance = shown(from < at ? Decimal{at - from} : Decimal{from - at}, type);
        if (!there.shape) {
            made.rejected = there.code;
            return made;
        }
        made.applicable = there.figure.applicable;
        made.becomes = with_unit(shown(rules_, there.figure.value, own), own);
        made.because = shape_changes(rules_, id_, shape_, *there.shape);
        return made;
    }

    FigureReplay& replay_;
    const CheckedRuleset& rules_;
    DefinitionId id_;
    std::size_t row_;
    FigureReplay probe_;
    FigureShape shape_;
    std::vector<Quantity> quantities_;
    std::set<Decimal> thresholds_;
};

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
    NextThresholds made{
        explained->name, explained->value, explained->label, explained->applicable, {}};
    const bool rule = rules.definitions[asked.named.definition].rule() != nullptr;
    if (rule && !explained->given) {
        static_cast<void>(asked.replay.figure(asked.named.definition, options.row));
        made.next = NextFinder{asked, options.row}.find();
    }
    return made;
}

}  // namespace mutua::ruleset
