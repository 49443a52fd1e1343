#include "engine/core/contract.hpp"
#include "engine/ruleset/check/by_day.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/proof/mutant_finder.hpp"

#include <algorithm>
#include <array>

namespace mutua::ruleset {

namespace {

constexpr std::array modes{Rounding::half_up, Rounding::half_down, Rounding::half_even,
                           Rounding::up,      Rounding::down,      Rounding::floor,
                           Rounding::ceiling};

/// The smallest step of a number as it is written. A declared percent keeps six decimals and is
/// written with four ("12.34 %"), or with as many as it needs.
Decimal smallest_step(const Decimal& value, const Type& type) {
    constexpr unsigned of_percent = 4;
    unsigned decimals = type.percent ? std::min(type.decimals, of_percent) : type.decimals;
    Decimal step = 1;
    for (unsigned i = 0; i < decimals; ++i) { step /= 10; }
    const auto is_whole = [&] { return denominator(Decimal{value / step}) == 1; };
    for (; decimals < type.decimals && !is_whole(); ++decimals) { step /= 10; }
    return step;
}

TypedExpression* find_in(TypedExpression& expression, ExpressionId id) {
    if (expression.id == id) { return &expression; }
    for (TypedExpression& child : expression.children) {
        if (auto* found = find_in(child, id)) { return found; }
    }
    for (TypedCase& one : expression.cases) {
        for (TypedExpression& pattern : one.patterns) {
            if (auto* found = find_in(pattern, id)) { return found; }
        }
        if (auto* found = find_in(one.value, id)) { return found; }
    }
    return nullptr;
}

/// What a comparison or an operation becomes.
std::pair<TypedKind, const char*> replacement(TypedKind kind) {
    switch (kind) {
        case TypedKind::less:
            return {TypedKind::less_equal, "< -> <="};
        case TypedKind::less_equal:
            return {TypedKind::less, "<= -> <"};
        case TypedKind::greater:
            return {TypedKind::greater_equal, "> -> >="};
        case TypedKind::greater_equal:
            return {TypedKind::greater, ">= -> >"};
        case TypedKind::equal:
            return {TypedKind::not_equal, "is -> is not"};
        case TypedKind::not_equal:
            return {TypedKind::equal, "is not -> is"};
        case TypedKind::add:
            return {TypedKind::subtract, "+ -> -"};
        case TypedKind::subtract:
            return {TypedKind::add, "- -> +"};
        case TypedKind::minimum:
            return {TypedKind::maximum, "min -> max"};
        case TypedKind::maximum:
            return {TypedKind::minimum, "max -> min"};
        case TypedKind::minimum_rows:
            return {TypedKind::maximum_rows, "min of -> max of"};
        case TypedKind::maximum_rows:
            return {TypedKind::minimum_rows, "max of -> min of"};
        default:
            return {kind, nullptr};
    }
}

/// The value that stands for "another one" of a kind that is no number and no day.
std::optional<Constant> another(const CheckedRuleset& rules, const Constant& value,
                                const Type& type) {
    if (const auto* flag = std::get_if<bool>(&value)) { return !*flag; }
    if (const auto* code = std::get_if<CodeText>(&value)) { return CodeText{code->text + "?"}; }
    if (const auto* item = std::get_if<EnumItem>(&value)) {
        const std::size_t count = rules.enums.at(type.enumeration).items.size();
        if (count < 2) { return std::nullopt; }
        return EnumItem{static_cast<std::uint32_t>((item->position + 1) % count)};
    }
    return std::nullopt;
}

}  // namespace

void negate(TypedExpression& condition) {
    TypedExpression negated;
    negated.kind = TypedKind::logical_not;
    negated.type = condition.type;
    negated.children.push_back(std::move(condition));
    condition = std::move(negated);
}

void for_other_roundings(Rounding mode, const Decimal& step,
                         const std::function<void(std::string, Rounding, Decimal)>& add) {
    for (const Rounding other : modes) {
        if (other != mode) { add("rounded " + mode_text(other), other, step); }
    }
    for (const Decimal& factor : {Decimal{10}, Decimal{1, 10}}) {
        const Decimal other = step * factor;
        add("rounded to " + exact_text(other, 0), mode, other);
    }
}

void MutantFinder::add(syntax::Span span, std::string text, MutantReach reach, Change change) {
    const DefinitionId id = id_;
    mutants_.push_back({span,
                        std::move(text),
                        std::move(reach),
                        {id},
                        std::nullopt,
                        [id, change = std::move(change)](CheckedRuleset& rules) {
                            change(rules.definitions[id]);
                        }});
}

void MutantFinder::add_value(syntax::Span span, const Constant& value, const Type& type,
                             const MutantReach& reach, const PlaceOf<Constant>& place,
                             const std::string& before) {
    const auto add_one = [&](const Constant& changed) {
        add(span, before + shown(rules_, value, type) + " -> " + shown(rules_, changed, type),
            reach, [place, changed](Definition& one) { *place(one) = changed; });
    };
    if (const auto* number = std::get_if<Decimal>(&value)) {
        const Decimal step = smallest_step(*number, type);
        add_one(Decimal{*number + step});
        add_one(Decimal{*number - step});
    } else if (const auto* day = std::get_if<Date>(&value)) {
        add_one(mutua::add_days(*day, 1));
        add_one(mutua::add_days(*day, -1));
    } else if (const auto other = another(rules_, value, type)) {
        add_one(*other);
    }
}

void MutantFinder::add_number(syntax::Span span, const Decimal& value, const Type& type,
                              const MutantReach& reach, const PlaceOf<Decimal>& place) {
    const Decimal step = smallest_step(value, type);
    for (const int sign : {1, -1}) {
        const Decimal changed = value + step * sign;
        add(span, shown(value, type) + " -> " + shown(changed, type), reach,
            [place, changed](Definition& one) { *place(one) = changed; });
    }
}

void MutantFinder::add_rounding(const CheckedRounding& rounding, const MutantReach& reach,
                                const PlaceOf<CheckedRounding>& place) {
    for_other_roundings(
        rounding.mode, rounding.step, [&](std::string text, Rounding mode, Decimal step) {
            add(rounding.span, std::move(text), reach, [place, mode, step](Definition& one) {
                place(one)->mode = mode;
                place(one)->step = step;
            });
        });
}

void MutantFinder::add_formula(const Formula& formula, const PlaceOf<Formula>& place) {
    add_expression(formula.value, [place](Definition& one) { return &place(one)->value; });
    if (!formula.rounding || formula.rounding->of_package) { return; }
    add_rounding(*formula.rounding, {{formula.value.id}, {}, {}, {}},
                 [place](Definition& one) { return &*place(one)->rounding; });
}

void MutantFinder::add_expression(const TypedExpression& root,
                                  const PlaceOf<TypedExpression>& place) {
    walk(root, [&](const TypedExpression& one) { add_node(one, place); });
}

void MutantFinder::add_node(const TypedExpression& one, const PlaceOf<TypedExpression>& place) {
    const MutantReach reach{{one.id}, {}, {}, {}};
    const PlaceOf<TypedExpression> node = [place, id = one.id](Definition& definition) {
        TypedExpression* found = find_in(*place(definition), id);
        require(found != nullptr, "a mutant stands in its definition");
        return found;
    };
    if (const auto [other, text] = replacement(one.kind); text != nullptr) {
        add(one.span, text, reach,
            [node, kind = other](Definition& definition) { node(definition)->kind = kind; });
    }
    if (one.kind == TypedKind::constant) {
        add_value(one.span, one.constant, one.type, reach,
                  [node](Definition& all) { return &node(all)->constant; });
    }
    if (one.kind == TypedKind::if_then_else) {
        add_negation(one.children.at(0),
                     [node](Definition& all) { return &node(all)->children.at(0); });
    }
    add_round(one, node);
    add_items(one, node);
    add_rows(one, node);
    add_read_day(one, node);
}

/// `X at CLOCK`: at each other clock that the row has and that may choose another version.
void MutantFinder::add_read_day(const TypedExpression& one, const PlaceOf<TypedExpression>& node) {
    const auto scope = read_in_.find(one.id);
    const bool by_day = scope != read_in_.end() && one.at->clock == Clock::day;
    if (scope == read_in_.end() || (one.at->day && !by_day)) { return; }
    // A rule that was cut says it once, and each of its versions has it.
    if (by_day && !at_day_.insert({id_, one.span.begin}).second) { return; }
    const auto boundaries = boundaries_of(rules_, one.definition);
    for (const Clock clock : clocks_with_a_day) {
        if (clock == one.at->clock || !sees_clock(scope->second, clock)) { continue; }
        const bool plain = one.at->start == DateReference::Start::none;
        if (boundaries.empty() ||
            (plain && !by_day && !may_part(one.at->clock, clock, boundaries))) {
            continue;
        }
        const std::string text = "at " + std::string{to_string(one.at->clock)} + " -> at " +
                                 std::string{to_string(clock)};
        if (by_day) {
            add(one.span, text, anywhere(), [span = one.span, clock](Definition& all) {
                read_at_clock(std::get<RuleDefinition>(all.content), span, clock);
            });
            continue;
        }
        add(one.span, text, {{one.id}, {}, {}, {}},
            [node, clock](Definition& all) { node(all)->at->clock = clock; });
    }
}

void MutantFinder::add_round(const TypedExpression& one, const PlaceOf<TypedExpression>& node) {
    if (one.kind != TypedKind::round) { return; }
    for_other_roundings(one.mode, one.step, [&](std::string text, Rounding mode, Decimal step) {
        add(one.span, std::move(text), {{one.id}, {}, {}, {}}, [node, mode, step](Definition& all) {
            node(all)->mode = mode;
            node(all)->step = step;
        });
    });
}

/// `x in (a, b)`: turned round, and without each of its items.
void MutantFinder::add_items(const TypedExpression& one, const PlaceOf<TypedExpression>& node) {
    if (one.kind != TypedKind::in_set) { return; }
    const MutantReach reach{{one.id}, {}, {}, {}};
    add(one.span, "in -> not in", reach, [node](Definition& all) { negate(*node(all)); });
    for (std::size_t i = 1; i < one.children.size(); ++i) {
        const TypedExpression& item = one.children[i];
        const std::string text = item.kind == TypedKind::constant
                                     ? shown(rules_, item.constant, item.type)
                                     : "item " + std::to_string(i);
        add(item.span, "in, without " + text, reach, [node, i](Definition& all) {
            auto& children = node(all)->children;
            children.erase(children.begin() + static_cast<std::ptrdiff_t>(i));
        });
    }
}

void MutantFinder::add_rows(const TypedExpression& one, const PlaceOf<TypedExpression>& node) {
    const MutantReach reach{{one.id}, {}, {}, {}};
    const bool has_where = (one.kind >= TypedKind::sum_rows && one.kind <= TypedKind::all_rows &&
                            one.children.size() > 1) ||
                           (one.kind == TypedKind::count_rows && !one.children.empty());
    if (has_where) {
        add(one.span, "without `where`", reach,
            [node](Definition& all) { node(all)->children.pop_back(); });
        add_negation(one.children.back(),
                     [node](Definition& all) { return &node(all)->children.back(); });
    }
    if (one.kind == TypedKind::split) {
        add(one.span, "split into equal parts", reach, [node](Definition& all) {
            TypedExpression equal;
            equal.kind = TypedKind::constant;
            equal.constant = Decimal{1};
            node(all)->children[1] = equal;
        });
    }
}

void MutantFinder::add_negation(const TypedExpression& condition,
                                const PlaceOf<TypedExpression>& place) {
    // Its own mutants turn it round already.
    const bool turned = condition.kind == TypedKind::equal ||
                        condition.kind == TypedKind::not_equal ||
                        condition.kind == TypedKind::in_set;
    if (turned) { return; }
    add(condition.span, "the condition is negated", {{condition.id}, {}, {}, {}},
        [place](Definition& one) { negate(*place(one)); });
}

void MutantFinder::add_fixed(syntax::Span span, std::string text, const TypedExpression& condition,
                             bool holds, const PlaceOf<TypedExpression>& place) {
    add(span, std::move(text), {{condition.id}, {}, {}, {}}, [place, holds](Definition& one) {
        TypedExpression fixed;
        fixed.kind = TypedKind::constant;
        fixed.constant = holds;
        *place(one) = std::move(fixed);
    });
}

}  // namespace mutua::ruleset
