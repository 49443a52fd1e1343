#include "engine/ruleset/check/range_checker.hpp"

#include <algorithm>
#include <utility>

namespace mutua::ruleset {

void RangeChecker::check_all() {
    for (DefinitionId id = 0; id < rules_.definitions.size(); ++id) {
        const Definition& definition = rules_.definitions[id];
        values_[id] = Range::nothing_known();
        if (definition.input() != nullptr || definition.carry() != nullptr) {
            values_[id] = declared_range(definition);
        }
    }
    for (const DefinitionId id : context_.order) { check(id); }
}

/// What the range of an input or a carry says.
Range RangeChecker::declared_range(const Definition& definition) {
    if (definition.type.kind == ValueKind::boolean) { return Range::truth(true, true); }
    if (definition.type.kind == ValueKind::date) { return Range::all(); }
    const InputDefinition* input = definition.input();
    const CarryDefinition* carry = definition.carry();
    const auto& low = input != nullptr ? input->low : carry->low;
    const auto& high = input != nullptr ? input->high : carry->high;
    if (!definition.type.is_number() || !low || !high || *high < *low) {
        return Range::nothing_known();
    }
    return Range::of(*low, *high);
}

void RangeChecker::check(DefinitionId id) {
    const Definition& definition = rules_.definitions[id];
    facts_.clear();
    place_ = {};
    place_.owner = id;
    place_.package = definition.package;
    stand_in(definition.package, definition.clock, {first_of_days, last_of_days});
    if (const InputDefinition* input = definition.input(); input && input->default_value) {
        judged([&] { return formula_range(*input->default_value, definition.type); });
    } else if (const CarryDefinition* carry = definition.carry()) {
        judged([&] { return formula_range(carry->formula, definition.type); });
    } else if (const RuleDefinition* rule = definition.rule()) {
        values_[id] = rule_range(definition, *rule);
        apply_ensures(id, *rule);
    }
    note_width();
}

void RangeChecker::stand_in(PackageId package, Clock clock, const Days& days) {
    place_.days = anywhere();
    place_.days[static_cast<std::size_t>(clock)] = common(days, rules_.packages[package].covers);
}

Range RangeChecker::formula_range(const Formula& formula, const Type& type) {
    const bool fused = formula.rounding.has_value();
    const bool outside = std::exchange(in_condition_, type.kind == ValueKind::boolean);
    Range range = eval(formula.value, fused);
    in_condition_ = outside;
    if (formula.rounding && type.is_number()) {
        range = rounded(range, formula.rounding->step, formula.rounding->mode);
    }
    return width_checked(formula.value.span, type, std::move(range));
}

/// Says R353 where a version has its first wide value.
void RangeChecker::note_width() {
    if (place_.wide_at && !place_.too_wide) {
        context_.findings.remark(
            *place_.wide_at, "R353",
            "`" + rules_.definitions[place_.owner].name + "` needs more than 64 bits here: it is " +
                place_.wide_text,
            "its rows run one by one in 128 bits; round on the way to avoid it");
    }
    place_.wide_at.reset();
    place_.too_wide = false;
}

Range RangeChecker::version_range(const Definition& definition, const RuleVersion& version) {
    Range range = Range::no_row();
    const Facts outside = facts_;
    const bool outside_silent = silent_;
    bool is_live = true;
    if (version.applies_when) {
        in_condition_ = true;
        const Range applies = eval(*version.applies_when);
        in_condition_ = false;
        if (!applies.low || *applies.low == 0) {
            range = definition.type.is_number() || definition.type.kind == ValueKind::boolean
                        ? Range::point(0)
                        : Range::nothing_known();
        }
        is_live = !is_never(applies);
        assume(*version.applies_when, true, facts_);
    }
    const Facts applying = facts_;
    bool falls_back = is_live;
    const auto take = [&](const Formula& formula, bool live) {
        silent_ = outside_silent || !live;
        const Range value = formula_range(formula, definition.type);
        if (live) { range = hull(range, value); }
        silent_ = outside_silent;
    };
    for (const CheckedException& one : version.exceptions) {
        facts_ = applying;
        const Range when = exception_condition(one, is_live);
        assume(one.when, true, facts_);
        take(one.formula, is_live && !is_never(when));
        falls_back = falls_back && !is_always(when);
    }
    facts_ = applying;
    for (const CheckedException& one : version.exceptions) { assume(one.when, false, facts_); }
    take(version.formula, falls_back);
    facts_ = outside;
    return range;
}

/// What is decided about the whole condition is R503 or R506.
Range RangeChecker::exception_condition(const CheckedException& one, bool is_live) {
    const bool outside = std::exchange(silent_, silent_ || !is_live);
    in_condition_ =
        one.when.kind == TypedKind::logical_and || one.when.kind == TypedKind::logical_or;
    const bool outside_logic = std::exchange(in_logic_, true);
    Range when = eval(one.when);
    in_logic_ = outside_logic;
    in_condition_ = false;
    silent_ = outside;
    return when;
}

Range RangeChecker::rule_range(const Definition& definition, const RuleDefinition& rule) {
    Range range = Range::no_row();
    for (const RuleVersion& version : rule.versions) {
        stand_in(place_.package, definition.clock, version.days);
        range = hull(range, judged([&] { return version_range(definition, version); }));
        note_width();
    }
    if (rule.mean_of_days) {
        range = rounded(range, rule.mean_of_days->step, rule.mean_of_days->mode);
    }
    if (range.empty) { range = Range::nothing_known(); }
    return amended_range(definition, rule, std::move(range));
}

Range RangeChecker::amended_range(const Definition& definition, const RuleDefinition& rule,
                                  Range below) {
    const Place own = place_;
    for (const Amendment& amendment : rule.amendments) {
        const Package& package = rules_.packages[amendment.package];
        place_.package = amendment.package;
        place_.inherited = below;
        Range after = below;
        for (const AmendmentVersion& version : amendment.versions) {
            if (segment_ == 0) { stand_in(amendment.package, package.clock, version.days); }
            if (segment_ > 0 && !is_met_now(package.clock, version.days)) { continue; }
            const Facts outside = facts_;
            if (package.layer_when) { assume(*package.layer_when, true, facts_); }
            const Facts inside = facts_;
            for (const CheckedException& one : version.exceptions) {
                const Range value = judged([&] {
                    facts_ = inside;
                    const Range when = exception_condition(one, true);
                    assume(one.when, true, facts_);
                    const bool outside_silent = std::exchange(silent_, silent_ || is_never(when));
                    Range made = formula_range(one.formula, definition.type);
                    silent_ = outside_silent;
                    return made;
                });
                if (rule.open) { check_bound(*rule.open, one, value); }
                after = hull(after, value);
            }
            note_width();
            facts_ = outside;
        }
        below = std::move(after);
    }
    place_ = own;
    return below;
}

/// How far a formula lies above what it inherits, where that can be said.
Range RangeChecker::above_inherited(const TypedExpression& formula) {
    const auto is_below = [](const TypedExpression& one) {
        return one.kind == TypedKind::inherited;
    };
    if (is_below(formula)) { return Range::point(0); }
    const bool sum = formula.kind == TypedKind::add;
    const bool difference = formula.kind == TypedKind::subtract;
    if (sum && is_below(formula.children[0])) { return quiet(formula.children[1]); }
    if (sum && is_below(formula.children[1])) { return quiet(formula.children[0]); }
    if (difference && is_below(formula.children[0])) { return -quiet(formula.children[1]); }
    return quiet(formula) - place_.inherited;
}

void RangeChecker::check_bound(const OpenTo& open, const CheckedException& one,
                               const Range& formula) {
    if (open.bound == OpenTo::Bound::none || formula.unknown || formula.empty) { return; }
    const Range above = above_inherited(one.formula.value);
    if (above.unknown || above.empty) { return; }
    const bool at_least = open.bound == OpenTo::Bound::at_least;
    const bool breaks = at_least ? above.high && *above.high < 0 : above.low && *above.low > 0;
    if (!breaks) { return; }
    const Definition& rule = rules_.definitions[place_.owner];
    Diagnostic& found = context_.findings.error(
        one.formula.value.span, "R532",
        std::string{"this is always "} + (at_least ? "less" : "more") + " than what `" + rule.name +
            "` is below, " + to_string(place_.inherited, rule.type) + ", and the rule is open " +
            (at_least ? "`at least`" : "`at most`"),
        at_least ? "write a value that is no less: `max(inherited, …)`"
                 : "write a value that is no more: `min(inherited, …)`");
    context_.findings.relate(found, rule.name_span, "the rule");
}

/// A row for which an `ensure` fails is rejected: for the others it holds.
void RangeChecker::apply_ensures(DefinitionId id, const RuleDefinition& rule) {
    for (const CheckedEnsure& ensure : rule.ensures) {
        stand_in(place_.package, rules_.definitions[id].clock, {first_of_days, last_of_days});
        const Range holds = judged([&] { return eval(ensure.condition); });
        const bool fails = holds.high && *holds.high == 0 && !holds.empty;
        if (fails) { warn_if_decided(ensure.condition, false); }
    }
    Facts facts;
    for (const CheckedEnsure& ensure : rule.ensures) { assume(ensure.condition, true, facts); }
    TypedExpression itself;
    itself.kind = TypedKind::read;
    itself.definition = id;
    const auto known = facts.find(key_of(itself));
    if (known == facts.end() || values_[id].unknown) { return; }
    const Range narrowed = intersection(values_[id], known->second);
    if (narrowed.empty) { return; }
    // A row to which the rule does not apply has its zero, and no `ensure` looks at it.
    const bool may_not_apply =
        std::any_of(rule.versions.begin(), rule.versions.end(),
                    [](const RuleVersion& version) { return version.applies_when.has_value(); });
    values_[id] = may_not_apply ? hull(narrowed, Range::point(0)) : narrowed;
}

void check_ranges(CheckContext& context) { RangeChecker{context}.check_all(); }

}  // namespace mutua::ruleset
