#include "engine/ruleset/check/cells.hpp"
#include "engine/ruleset/check/range_checker.hpp"

#include <set>
#include <utility>

namespace mutua::ruleset {

namespace {

/// Expressions nested deeper are not compared with one another.
constexpr int key_depth = 6;

/// More conditions on the way to an expression are not looked at.
constexpr std::size_t facts_max = 100;

/// Conditions of more cells are not judged as a whole.
constexpr std::size_t judged_cells_max = 1'024;

TypedKind opposite(TypedKind kind) {
    switch (kind) {
        case TypedKind::less:
            return TypedKind::greater_equal;
        case TypedKind::less_equal:
            return TypedKind::greater;
        case TypedKind::greater:
            return TypedKind::less_equal;
        case TypedKind::greater_equal:
            return TypedKind::less;
        case TypedKind::equal:
            return TypedKind::not_equal;
        default:
            return TypedKind::equal;
    }
}

/// The same comparison seen from the other side.
TypedKind mirrored(TypedKind kind) {
    switch (kind) {
        case TypedKind::less:
            return TypedKind::greater;
        case TypedKind::less_equal:
            return TypedKind::greater_equal;
        case TypedKind::greater:
            return TypedKind::less;
        case TypedKind::greater_equal:
            return TypedKind::less_equal;
        default:
            return kind;
    }
}

bool has_key(const TypedExpression& one, int depth) {
    if (depth == 0) { return false; }
    for (const TypedExpression& child : one.children) {
        if (!has_key(child, depth - 1)) { return false; }
    }
    return one.cases.empty();
}

/// What a value is when it compares so with another that lies in `other`.
Range range_beside(TypedKind kind, const Range& other) {
    Range range = Range::all();
    switch (kind) {
        case TypedKind::less:
        case TypedKind::less_equal:
            range.high = other.high;
            range.high_open = other.high && (other.high_open || kind == TypedKind::less);
            break;
        case TypedKind::greater:
        case TypedKind::greater_equal:
            range.low = other.low;
            range.low_open = other.low && (other.low_open || kind == TypedKind::greater);
            break;
        case TypedKind::equal:
            return other;
        default:
            range.nonzero = other.is_point() && *other.low == 0;
            break;
    }
    return range;
}

/// The key of `left - right`.
std::string difference_key(const std::string& left, const std::string& right) {
    return std::to_string(static_cast<int>(TypedKind::subtract)) + ":0(" + left + "," + right +
           ",)";
}

void append_key(const TypedExpression& one, std::string& key) {
    key += std::to_string(static_cast<int>(one.kind)) + ":" + std::to_string(one.definition);
    if (one.field) { key += "." + std::to_string(*one.field); }
    if (one.kind == TypedKind::constant) {
        if (const auto* number = std::get_if<Decimal>(&one.constant)) { key += number->str(); }
        if (const auto* flag = std::get_if<bool>(&one.constant)) { key += *flag ? "yes" : "no"; }
        if (const auto* code = std::get_if<CodeText>(&one.constant)) { key += code->text; }
        if (const auto* item = std::get_if<EnumItem>(&one.constant)) {
            key += "#" + std::to_string(item->position);
        }
        if (const auto* day = std::get_if<Date>(&one.constant)) { key += mutua::to_string(*day); }
    }
    if (one.kind == TypedKind::round) {
        key += one.step.str() + "/" + std::to_string(static_cast<int>(one.mode));
    }
    if (one.kind >= TypedKind::sum_rows && one.kind <= TypedKind::count_rows) {
        key += "/" + std::to_string(static_cast<int>(one.rows));
    }
    if (one.at) {
        key += "@" + (one.at->day ? mutua::to_string(*one.at->day) : std::string{}) +
               std::to_string(static_cast<int>(one.at->clock)) +
               std::to_string(static_cast<int>(one.at->start));
    }
    key += "(";
    for (const TypedExpression& child : one.children) {
        append_key(child, key);
        key += ",";
    }
    key += ")";
}

}  // namespace

std::string RangeChecker::key_of(const TypedExpression& one) const {
    if (!has_key(one, key_depth)) { return ""; }
    std::string key;
    append_key(one, key);
    return key;
}

Range RangeChecker::quiet(const TypedExpression& one) {
    const bool before = std::exchange(silent_, true);
    Range range = eval(one);
    silent_ = before;
    return range;
}

Range RangeChecker::logic(const TypedExpression& one) {
    if (one.kind == TypedKind::logical_not) { return Range::point(1) - eval(one.children[0]); }
    // `a and b and c`: each part is met when those before it hold.
    std::vector<const TypedExpression*> parts;
    const TypedExpression* left = &one;
    for (; left->kind == one.kind; left = &left->children[0]) {
        parts.push_back(&left->children[1]);
    }
    parts.push_back(left);
    const bool both = one.kind == TypedKind::logical_and;
    const Facts facts = facts_;
    Range range = Range::truth(!both, both);
    const bool outside_silent = silent_;
    const bool inside_other = std::exchange(in_logic_, true);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        Range value = eval(**part);
        // What follows is not looked at any more.
        silent_ = silent_ || (both ? is_never(value) : is_always(value));
        if (value.unknown || value.empty) { value = Range::truth(true, true); }
        range = both ? least(range, value) : greatest(range, value);
        assume(**part, both, facts_);
    }
    silent_ = outside_silent;
    facts_ = facts;
    in_logic_ = inside_other;
    const bool open = !range.is_point() && !inside_other;
    return open ? verdict(one, decided_by_cells(one)) : range;
}

/// What each part of a condition leaves open, all of them together may decide: `not (k is a) and k
/// is a`. Figures that have versions are not looked at.
std::optional<bool> RangeChecker::decided_by_cells(const TypedExpression& one) {
    if (silent_ || segment_ > 0) { return std::nullopt; }
    bool dated = false;
    walk(one, [&](const TypedExpression& part) {
        const bool reads = part.kind == TypedKind::read && !part.type.is_unknown();
        const bool fixed = part.at && part.at->day;
        dated = dated || (reads && rules_.definitions[part.definition].param() && !fixed);
    });
    if (dated) { return std::nullopt; }
    ClockDays days{};
    days.fill(first_of_days);
    CellSpace space{rules_, days};
    if (!space.take(one) || !space.cut() || space.cell_count() > judged_cells_max) {
        return std::nullopt;
    }
    bool ever = false;
    bool always = true;
    for (std::size_t cell = 0; cell < space.cell_count(); ++cell) {
        const bool holds = space.holds(one, cell);
        ever = ever || holds;
        always = always && holds;
    }
    if (ever && !always) { return std::nullopt; }
    return ever;
}

std::optional<bool> RangeChecker::decided(const TypedExpression& one, const Range& left,
                                          const Range& right) const {
    const auto negated = [](std::optional<bool> value) {
        return value ? std::optional<bool>{!*value} : std::nullopt;
    };
    switch (one.kind) {
        case TypedKind::less:
            return is_less(left, right);
        case TypedKind::less_equal:
            return is_at_most(left, right);
        case TypedKind::greater:
            return is_less(right, left);
        case TypedKind::greater_equal:
            return is_at_most(right, left);
        case TypedKind::equal:
            return is_equal(left, right);
        default:
            return negated(is_equal(left, right));
    }
}

/// True when a comparison depends on more than figures: these may differ from version to version.
bool RangeChecker::looks_at_row(const TypedExpression& one) const {
    bool found = false;
    walk(one, [&](const TypedExpression& part) {
        const bool reads =
            part.kind == TypedKind::read && rules_.definitions[part.definition].param() == nullptr;
        found = found || reads || part.kind == TypedKind::prior ||
                part.kind == TypedKind::inherited || part.kind == TypedKind::count_rows;
    });
    return found;
}

void RangeChecker::warn_if_decided(const TypedExpression& one, bool holds) {
    if (silent_ || segment_ > 0 || !looks_at_row(one)) { return; }
    std::string why;
    for (const TypedExpression& side : one.children) {
        if (side.kind == TypedKind::constant || !side.type.is_number()) { continue; }
        why += (why.empty() ? ": `" : " and `") + std::string{text_of(rules_.files, side.span)} +
               "` is " + to_string(quiet(side), side.type);
    }
    context_.findings.warning(
        one.span, "R355",
        "`" + std::string{text_of(rules_.files, one.span)} + "` is always " +
            (holds ? "true" : "false") + why,
        holds ? "remove it, or correct a bound" : "remove what depends on it, or correct a bound");
}

Range RangeChecker::comparison(const TypedExpression& one) {
    const Range left = eval(one.children[0]);
    if (one.kind == TypedKind::in_set) { return verdict(one, decided_in_set(one, left)); }
    const Range right = eval(one.children[1]);
    auto holds = decided(one, left, right);
    const std::string key = key_of(one.children[0]);
    if (!holds && !key.empty() && key == key_of(one.children[1])) {
        holds = one.kind == TypedKind::less_equal || one.kind == TypedKind::greater_equal ||
                one.kind == TypedKind::equal;
    }
    return verdict(one, holds);
}

/// `n in { 11, 12 }` where n is at most 10; all items of an enum.
std::optional<bool> RangeChecker::decided_in_set(const TypedExpression& one, const Range& subject) {
    bool none = true;
    bool some = false;
    std::set<std::uint32_t> items;
    for (std::size_t i = 1; i < one.children.size(); ++i) {
        const TypedExpression& item = one.children[i];
        const auto same = is_equal(subject, eval(item));
        none = none && same && !*same;
        some = some || (same && *same);
        const auto* of_enum = std::get_if<EnumItem>(&item.constant);
        if (item.kind == TypedKind::constant && of_enum) { items.insert(of_enum->position); }
    }
    const Type& type = one.children[0].type;
    const bool all = type.kind == ValueKind::enumeration &&
                     items.size() == rules_.enums[type.enumeration].items.size();
    if (all || some) { return true; }
    return none ? std::optional<bool>{false} : std::nullopt;
}

/// Yes or no, where that is decided; said once.
Range RangeChecker::verdict(const TypedExpression& one, std::optional<bool> holds) {
    if (!holds) { return Range::truth(true, true); }
    if (in_condition_) { warn_if_decided(one, *holds); }
    return Range::truth(!*holds, *holds);
}

void RangeChecker::learn(const TypedExpression& one, const Range& range, Facts& facts) {
    if (one.kind == TypedKind::constant) { return; }
    learn_key(key_of(one), one.type.is_unknown() ? range : closed(range, one.type), facts);
}

void RangeChecker::learn_key(const std::string& key, const Range& range, Facts& facts) {
    const bool says_nothing = !range.low && !range.high && !range.nonzero;
    if (range.unknown || range.empty || says_nothing || key.empty()) { return; }
    const auto [at, is_new] = facts.emplace(key, range);
    if (!is_new) { at->second = intersection(at->second, range); }
}

void RangeChecker::assume_comparison(TypedKind kind, const TypedExpression& left,
                                     const TypedExpression& right, Facts& facts) {
    const bool ordered = left.type.is_number() || left.type.kind == ValueKind::date ||
                         left.type.kind == ValueKind::boolean;
    if (!ordered || right.type.is_unknown() || facts.size() > facts_max) { return; }
    const bool own = &facts == &facts_;
    if (!own) { std::swap(facts_, facts); }
    const Range of_left = quiet(left);
    const Range of_right = quiet(right);
    if (!own) { std::swap(facts_, facts); }
    learn(left, range_beside(kind, of_right), facts);
    learn(right, range_beside(mirrored(kind), of_left), facts);
    if (!left.type.is_number()) { return; }
    // `a > b` also says that the difference `a - b` is more than zero.
    Type type = left.type;
    type.decimals = std::max(left.type.decimals, right.type.decimals);
    type.quotient = left.type.quotient || right.type.quotient;
    const std::string left_key = key_of(left);
    const std::string right_key = key_of(right);
    if (left_key.empty() || right_key.empty()) { return; }
    const Range zero = Range::point(0);
    learn_key(difference_key(left_key, right_key), closed(range_beside(kind, zero), type), facts);
    learn_key(difference_key(right_key, left_key), closed(range_beside(mirrored(kind), zero), type),
              facts);
}

void RangeChecker::assume(const TypedExpression& condition, bool holds, Facts& facts) {
    if (condition.type.is_unknown()) { return; }
    if (is_comparison(condition.kind)) {
        const TypedKind kind = holds ? condition.kind : opposite(condition.kind);
        assume_comparison(kind, condition.children[0], condition.children[1], facts);
        return;
    }
    switch (condition.kind) {
        case TypedKind::logical_not:
            assume(condition.children[0], !holds, facts);
            return;
        case TypedKind::logical_and:
        case TypedKind::logical_or:
            if ((condition.kind == TypedKind::logical_and) != holds) { return; }
            assume(condition.children[0], holds, facts);
            assume(condition.children[1], holds, facts);
            return;
        case TypedKind::read:
        case TypedKind::applies:
            learn(condition, Range::truth(!holds, holds), facts);
            return;
        default:
            return;
    }
}

}  // namespace mutua::ruleset
