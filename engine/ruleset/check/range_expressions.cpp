#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/range_checker.hpp"

namespace mutua::ruleset {

namespace {

/// 2^127 and 2^63: what the machines hold.
const Decimal& widest() {
    static const Decimal limit{Integer{1} << 127};
    return limit;
}

const Decimal& slot() {
    static const Decimal limit{Integer{1} << 63};
    return limit;
}

Decimal power_of_ten(unsigned exponent) { return Decimal{pow(Integer{10}, exponent)}; }

/// Whether so many decimals of it fit 64 bits, for values of which it is told without arithmetic on
/// large integers: nearly all. False: not known.
bool fits_slot(const Decimal& magnitude, unsigned decimals) {
    const auto small = small_ratio(magnitude);
    if (!small || small->numerator < 0 || decimals > decimals_max) { return false; }
    __extension__ typedef unsigned __int128 Wide;
    Wide raw = static_cast<Wide>(small->numerator);
    for (unsigned each = 0; each < decimals; ++each) { raw *= 10; }
    return raw < static_cast<Wide>(small->denominator) << 63U;
}

Range range_of(const Constant& constant) {
    if (const auto* number = std::get_if<Decimal>(&constant)) { return Range::point(*number); }
    if (const auto* flag = std::get_if<bool>(&constant)) { return Range::truth(!*flag, *flag); }
    if (const auto* day = std::get_if<Date>(&constant)) {
        return Range::point(date::sys_days{*day}.time_since_epoch().count());
    }
    return Range::nothing_known();
}

}  // namespace

bool RangeChecker::afford(std::size_t steps) {
    if (steps_left_ < steps) {
        steps_left_ = 0;
        return false;
    }
    steps_left_ -= steps;
    return true;
}

bool RangeChecker::is_met(const Days& days, const Definition& read,
                          const std::optional<DateReference>& at) const {
    if (at && at->day) { return days.holds(*at->day); }
    // Clocks are free of each other: pay of one year may be paid in the next. The clock that
    // brought us here stands in the days of our version, all of them in those of the segment, and
    // what is read on its own clock is refused outside what its package covers (E201).
    Days met = place_.days[static_cast<std::size_t>(at ? at->clock : read.clock)];
    if (at) {
        met = {start_of(met.from, at->start), start_of(met.until, at->start)};
    } else {
        met = common(met, rules_.packages[read.package].covers);
    }
    return days.from <= met.until && met.from <= days.until;
}

Range RangeChecker::eval(const TypedExpression& one, bool fused) {
    if (one.type.is_unknown()) { return Range::nothing_known(); }
    Range range = eval_plain(one);
    if (!facts_.empty()) {
        const auto known = facts_.find(key_of(one));
        if (known != facts_.end()) { range = intersection(range, known->second); }
    }
    // A product that is rounded at once is no slot.
    const bool in_slot = !fused || one.kind != TypedKind::multiply;
    return width_checked(one.span, one.type, std::move(range), in_slot);
}

/// Notes R352 and R353; what is too wide is not looked at further.
Range RangeChecker::width_checked(syntax::Span span, const Type& type, Range range, bool in_slot) {
    if (!type.is_number() || range.unknown || range.empty) { return range; }
    const auto magnitude = range.magnitude();
    if (!magnitude) { return range; }
    if (type.quotient) { return *magnitude < widest() ? range : Range::all(); }
    if (fits_slot(*magnitude, type.decimals)) { return range; }
    const Decimal raw = *magnitude * power_of_ten(type.decimals);
    if (raw < slot()) { return range; }
    const std::string name = rules_.definitions[place_.owner].name;
    if (raw >= widest()) {
        if (!silent_ && segment_ == 0) {
            place_.too_wide = true;
            context_.findings.error(
                span, "R352",
                "this value of `" + name + "` can leave 128 bits: it is " + to_string(range, type),
                "narrow the ranges of the inputs, or round on the way to fewer decimals");
        }
        return Range::nothing_known();
    }
    if (!in_slot || silent_ || segment_ > 0 || place_.wide_at) { return range; }
    place_.wide_at = span;
    place_.wide_text =
        to_string(range, type) + ", with " + std::to_string(type.decimals) + " decimals";
    return range;
}

Range RangeChecker::eval_plain(const TypedExpression& one) {
    switch (one.kind) {
        case TypedKind::constant:
            return range_of(one.constant);
        case TypedKind::read:
            return read(one);
        case TypedKind::applies:
            return Range::truth(true, true);
        case TypedKind::inherited:
            return place_.inherited;
        case TypedKind::prior:
            return values_[one.definition];
        case TypedKind::scale_call:
            return scale(one);
        case TypedKind::look_up:
            return table(one);
        case TypedKind::less:
        case TypedKind::less_equal:
        case TypedKind::greater:
        case TypedKind::greater_equal:
        case TypedKind::equal:
        case TypedKind::not_equal:
        case TypedKind::in_set:
            return comparison(one);
        case TypedKind::logical_and:
        case TypedKind::logical_or:
        case TypedKind::logical_not:
            return logic(one);
        case TypedKind::if_then_else:
            return choice(one);
        case TypedKind::match:
            return match(one);
        case TypedKind::sum_rows:
        case TypedKind::minimum_rows:
        case TypedKind::maximum_rows:
        case TypedKind::any_row:
        case TypedKind::all_rows:
        case TypedKind::count_rows:
            return rows(one);
        default:
            return eval_number(one);
    }
}

Range RangeChecker::eval_number(const TypedExpression& one) {
    const auto child = [&](std::size_t index) { return eval(one.children[index]); };
    switch (one.kind) {
        case TypedKind::negate:
            return -child(0);
        case TypedKind::add:
            return child(0) + child(1);
        case TypedKind::subtract:
            return child(0) - child(1);
        case TypedKind::multiply:
            return child(0) * child(1);
        case TypedKind::divide:
            return divide(one);
        case TypedKind::round:
            return rounded(eval(one.children[0], true), one.step, one.mode);
        case TypedKind::as_unit:
            return child(0);
        case TypedKind::absolute:
            return absolute(child(0));
        case TypedKind::clamp:
            return least(greatest(child(0), child(1)), child(2));
        case TypedKind::minimum:
        case TypedKind::maximum: {
            Range best = child(0);
            for (std::size_t i = 1; i < one.children.size(); ++i) {
                best = one.kind == TypedKind::minimum ? least(best, child(i))
                                                      : greatest(best, child(i));
            }
            return best;
        }
        case TypedKind::split: {
            const Range whole = child(0);
            static_cast<void>(child(1));
            return hull(whole, Range::point(0));
        }
        default:
            return dates(one);
    }
}

Range RangeChecker::dates(const TypedExpression& one) {
    for (const TypedExpression& child : one.children) { static_cast<void>(eval(child)); }
    constexpr int days_of_all = 3'660'000;
    switch (one.kind) {
        case TypedKind::days_between:
            return Range::of(-days_of_all, days_of_all);
        case TypedKind::months_between:
            return Range::of(-120'000, 120'000);
        case TypedKind::years_between:
            return Range::of(-10'000, 10'000);
        case TypedKind::year_of:
            return Range::of(1, 9999);
        case TypedKind::month_of:
            return Range::of(1, 12);
        case TypedKind::day_of:
            return Range::of(1, 31);
        default:
            return one.type.is_number() ? Range::nothing_known() : Range::all();
    }
}

Range RangeChecker::read(const TypedExpression& one) {
    const Definition& definition = rules_.definitions[one.definition];
    if (definition.param() != nullptr) { return read_param(one, definition); }
    const auto now = in_segment_.find(one.definition);
    return now != in_segment_.end() ? now->second : values_[one.definition];
}

Range RangeChecker::read_param(const TypedExpression& one, const Definition& definition) {
    if (!afford(definition.param()->versions.size())) { return Range::nothing_known(); }
    Range range = Range::no_row();
    const std::size_t field = one.field.value_or(0);
    for (const ParamVersion& version : definition.param()->versions) {
        if (!is_met(version.days, definition, one.at)) { continue; }
        if (version.values.size() <= field) { return Range::nothing_known(); }
        range = hull(range, range_of(version.values[field]));
    }
    return range.empty ? Range::nothing_known() : range;
}

Range RangeChecker::divide(const TypedExpression& one) {
    const Range above = eval(one.children[0]);
    const TypedExpression& divisor = one.children[1];
    const Range below = eval(divisor);
    if (below.holds_zero() && !below.unknown && !silent_ && !above.empty) {
        const std::string text{text_of(rules_.files, divisor.span)};
        const bool lies_above = below.low && *below.low == 0;
        unproved({divisor.span, "R354",
                  "the divisor `" + text + "` may be zero: it is " + to_string(below, divisor.type),
                  "divide where it is not: `if " + text + (lies_above ? " > 0" : " is not 0") +
                      " then … else …`"});
    }
    const bool exact = divisor.type.quotient;
    return quotient(above, below, exact ? Decimal{0} : unit_of(divisor.type));
}

Range RangeChecker::choice(const TypedExpression& one) {
    const bool outside = std::exchange(in_condition_, true);
    const Range condition = eval(one.children[0]);
    in_condition_ = outside;
    const Facts facts = facts_;
    Range range = Range::no_row();
    for (const bool side : {true, false}) {
        facts_ = facts;
        assume(one.children[0], side, facts_);
        const bool chosen = side ? !is_never(condition) : !is_always(condition);
        const bool outside_silent = std::exchange(silent_, silent_ || !chosen);
        const Range value = eval(one.children[side ? 1 : 2]);
        silent_ = outside_silent;
        if (chosen) { range = hull(range, value); }
    }
    facts_ = facts;
    return range;
}

Range RangeChecker::match(const TypedExpression& one) {
    const TypedExpression& subject = one.children.front();
    static_cast<void>(eval(subject));
    const Facts facts = facts_;
    Facts left = facts;
    Range range = Range::no_row();
    for (const TypedCase& branch : one.cases) {
        facts_ = left;
        if (branch.patterns.size() == 1) {
            assume_comparison(TypedKind::equal, subject, branch.patterns.front(), facts_);
        }
        range = hull(range, eval(branch.value));
        for (const TypedExpression& pattern : branch.patterns) {
            facts_ = left;
            assume_comparison(TypedKind::not_equal, subject, pattern, left);
        }
    }
    facts_ = facts;
    return range;
}

Range RangeChecker::rows(const TypedExpression& one) {
    const bool counts = one.kind == TypedKind::count_rows;
    const std::size_t where = counts ? 0 : 1;
    const bool masked = one.children.size() > where;
    const bool at_least_one = !masked && rules_.definitions[place_.owner].scope == Scope::payslip;
    const Facts facts = facts_;
    if (masked) {
        const bool outside = std::exchange(in_condition_, true);
        static_cast<void>(eval(one.children[where]));
        in_condition_ = outside;
        assume(one.children[where], true, facts_);
    }
    const Range each = counts ? Range::point(1) : eval(one.children[0]);
    facts_ = facts;
    if (each.empty) { return Range::point(0); }
    switch (one.kind) {
        case TypedKind::any_row:
        case TypedKind::all_rows:
            return Range::truth(true, true);
        case TypedKind::minimum_rows:
        case TypedKind::maximum_rows:
            return at_least_one ? each : hull(each, Range::point(0));
        default:
            break;
    }
    // A payslip is about one contract at least; an invoice or a member may have none.
    return each * Range::of(at_least_one ? 1 : 0, rows_max);
}

Range RangeChecker::table(const TypedExpression& one) {
    const Definition& definition = rules_.definitions[one.definition];
    const std::size_t keys = one.children.size() - (one.has_else ? 1 : 0);
    for (std::size_t i = 0; i < keys; ++i) { static_cast<void>(eval(one.children[i])); }
    Range range = one.has_else ? eval(one.children.back()) : Range::no_row();
    for (const TableVersion& version : definition.table()->versions) {
        if (!is_met(version.days, definition, one.at)) { continue; }
        if (!afford(version.rows.size() + 1)) { return Range::nothing_known(); }
        for (const TableRow& row : version.rows) { range = hull(range, range_of(row.value)); }
        if (version.otherwise) { range = hull(range, range_of(*version.otherwise)); }
    }
    return range.empty ? Range::nothing_known() : range;
}

}  // namespace mutua::ruleset
