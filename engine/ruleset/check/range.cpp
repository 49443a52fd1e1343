#include "engine/ruleset/check/range.hpp"

#include <algorithm>
#include <array>

namespace mutua::ruleset {

namespace {

/// One end of a range: nothing is without end.
struct End {
    std::optional<Decimal> at;
    bool open = false;
};

/// The lower of two lower ends, or the higher of two higher ends: the wider one.
End wider(const End& left, const End& right, bool lower) {
    if (!left.at || !right.at) { return {}; }
    const auto ordered = order(*left.at, *right.at);
    if (ordered == 0) { return {left.at, left.open && right.open}; }
    return (ordered < 0) == lower ? left : right;
}

End narrower(const End& left, const End& right, bool lower) {
    if (!left.at) { return right; }
    if (!right.at) { return left; }
    const auto ordered = order(*left.at, *right.at);
    if (ordered == 0) { return {left.at, left.open || right.open}; }
    return (ordered < 0) == lower ? right : left;
}

End low_of(const Range& one) { return {one.low, one.low_open}; }
End high_of(const Range& one) { return {one.high, one.high_open}; }

Range made(const End& low, const End& high) {
    Range range;
    range.low = low.at;
    range.low_open = low.at && low.open;
    range.high = high.at;
    range.high_open = high.at && high.open;
    if (range.low && range.high) {
        const auto ordered = order(*range.low, *range.high);
        const bool none = ordered > 0 || (ordered == 0 && (range.low_open || range.high_open));
        if (none) { return Range::no_row(); }
    }
    return range;
}

/// What is known before any arithmetic: nothing of an unknown, nowhere of an empty range.
std::optional<Range> settled(const Range& left, const Range& right) {
    if (left.empty || right.empty) { return Range::no_row(); }
    if (left.unknown || right.unknown) { return Range::nothing_known(); }
    return std::nullopt;
}

End sum(const End& left, const End& right) {
    if (!left.at || !right.at) { return {}; }
    return {Decimal{*left.at + *right.at}, left.open || right.open};
}

bool is_zero(const Range& one) { return one.is_point() && one.low->sign() == 0; }

}  // namespace

Range Range::point(Decimal value) {
    Range made;
    made.low = value;
    made.nonzero = value.sign() != 0;
    made.high = std::move(value);
    return made;
}

Range Range::of(Decimal low, Decimal high) {
    return made({std::move(low), false}, {std::move(high), false});
}

Range Range::truth(bool may_fail, bool may_hold) { return of(may_fail ? 0 : 1, may_hold ? 1 : 0); }

Range Range::nothing_known() {
    Range made;
    made.unknown = true;
    return made;
}

Range Range::no_row() {
    Range made;
    made.empty = true;
    return made;
}

bool Range::holds_zero() const {
    if (empty || nonzero) { return false; }
    const bool above = low && (low->sign() > 0 || (low->sign() == 0 && low_open));
    const bool below = high && (high->sign() < 0 || (high->sign() == 0 && high_open));
    return !above && !below;
}

std::optional<Decimal> Range::magnitude() const {
    if (!low || !high) { return std::nullopt; }
    Decimal below{abs(*low)};
    Decimal above{abs(*high)};
    return order(below, above) < 0 ? std::move(above) : std::move(below);
}

Range hull(const Range& left, const Range& right) {
    if (left.empty) { return right; }
    if (right.empty) { return left; }
    if (left.unknown || right.unknown) { return Range::nothing_known(); }
    Range both =
        made(wider(low_of(left), low_of(right), true), wider(high_of(left), high_of(right), false));
    both.nonzero = !left.holds_zero() && !right.holds_zero();
    return both;
}

Range intersection(const Range& left, const Range& right) {
    if (left.empty || right.empty) { return Range::no_row(); }
    if (left.unknown) { return left; }
    if (right.unknown) { return left; }
    Range both = made(narrower(low_of(left), low_of(right), true),
                      narrower(high_of(left), high_of(right), false));
    both.nonzero = left.nonzero || right.nonzero;
    if (both.nonzero && is_zero(both)) { return Range::no_row(); }
    return both;
}

Range operator-(const Range& one) {
    if (one.empty || one.unknown) { return one; }
    const auto flipped = [](const End& end) -> End {
        if (!end.at) { return {}; }
        return {Decimal{-*end.at}, end.open};
    };
    Range turned = made(flipped(high_of(one)), flipped(low_of(one)));
    turned.nonzero = one.nonzero;
    return turned;
}

Range operator+(const Range& left, const Range& right) {
    if (const auto known = settled(left, right)) { return *known; }
    return made(sum(low_of(left), low_of(right)), sum(high_of(left), high_of(right)));
}

Range operator-(const Range& left, const Range& right) { return left + -right; }

Range operator*(const Range& left, const Range& right) {
    if (const auto known = settled(left, right)) { return *known; }
    if (is_zero(left) || is_zero(right)) { return Range::point(0); }
    // An end that is open stays open in a product, unless the other side brings a closed zero.
    struct Corner {
        int infinite = 0;
        Decimal value;
        bool open = false;
    };
    const auto corner = [](const End& a, int sign_a, const End& b, int sign_b) -> Corner {
        const int side_a = a.at ? a.at->sign() : sign_a;
        const int side_b = b.at ? b.at->sign() : sign_b;
        if (a.at && b.at) {
            const bool closed_zero = (side_a == 0 && !a.open) || (side_b == 0 && !b.open);
            return {0, Decimal{*a.at * *b.at}, (a.open || b.open) && !closed_zero};
        }
        if (side_a == 0 || side_b == 0) { return {0, 0, false}; }
        return {side_a * side_b, 0, false};
    };
    const std::array corners{
        corner(low_of(left), -1, low_of(right), -1), corner(low_of(left), -1, high_of(right), 1),
        corner(high_of(left), 1, low_of(right), -1), corner(high_of(left), 1, high_of(right), 1)};
    bool down = false;
    bool up = false;
    End low;
    End high;
    bool first = true;
    for (const Corner& one : corners) {
        down = down || one.infinite < 0;
        up = up || one.infinite > 0;
        if (one.infinite != 0) { continue; }
        const End end{one.value, one.open};
        low = first ? end : wider(low, end, true);
        high = first ? end : wider(high, end, false);
        first = false;
    }
    Range product = made(down ? End{} : low, up ? End{} : high);
    product.nonzero = !left.holds_zero() && !right.holds_zero();
    return product;
}

Range quotient(const Range& above, const Range& below, const Decimal& unit) {
    if (const auto known = settled(above, below)) { return *known; }
    if (below.holds_zero()) { return Range::all(); }
    // 1/x on each side of zero, no nearer to it than one unit.
    const auto inverse = [&unit](const std::optional<Decimal>& near,
                                 const std::optional<Decimal>& far, bool positive) {
        const Decimal sign = positive ? 1 : -1;
        std::optional<Decimal> nearest;
        if (near && *near != 0) { nearest = *near; }
        if (!nearest && unit > 0) { nearest = Decimal{sign * unit}; }
        const End steep = nearest ? End{Decimal{Decimal{1} / *nearest}, false} : End{};
        const End flat =
            far && *far != 0 ? End{Decimal{Decimal{1} / *far}, false} : End{Decimal{0}, true};
        return positive ? made(flat, steep) : made(steep, flat);
    };
    Range inverted = Range::no_row();
    const bool some_positive = !below.high || *below.high > 0;
    const bool some_negative = !below.low || *below.low < 0;
    if (some_positive) {
        const auto near = below.low && *below.low > 0 ? below.low : std::nullopt;
        inverted = hull(inverted, inverse(near, below.high, true));
    }
    if (some_negative) {
        const auto near = below.high && *below.high < 0 ? below.high : std::nullopt;
        inverted = hull(inverted, inverse(near, below.low, false));
    }
    return above * inverted;
}

Range least(const Range& left, const Range& right) {
    if (const auto known = settled(left, right)) { return *known; }
    Range both = made(wider(low_of(left), low_of(right), true),
                      narrower(high_of(left), high_of(right), false));
    both.nonzero = !left.holds_zero() && !right.holds_zero();
    return both;
}

Range greatest(const Range& left, const Range& right) { return -least(-left, -right); }

Range absolute(const Range& one) {
    if (one.empty || one.unknown) { return one; }
    if (one.low && *one.low >= 0) { return one; }
    if (one.high && *one.high <= 0) { return -one; }
    Range made_absolute = Range::point(0);
    made_absolute.nonzero = one.nonzero;
    made_absolute.high = one.magnitude();
    return made_absolute;
}

Range rounded(const Range& one, const Decimal& step, Rounding mode) {
    if (one.empty || one.unknown) { return one; }
    const auto round_end = [&](const std::optional<Decimal>& end) -> End {
        if (!end) { return {}; }
        return {round(*end, step, mode), false};
    };
    return made(round_end(one.low), round_end(one.high));
}

std::optional<bool> is_less(const Range& left, const Range& right) {
    if (left.empty || right.empty || left.unknown || right.unknown) { return std::nullopt; }
    if (left.high && right.low) {
        const bool open = left.high_open || right.low_open;
        const auto ordered = order(*left.high, *right.low);
        if (ordered < 0 || (open && ordered == 0)) { return true; }
    }
    if (left.low && right.high && order(*right.high, *left.low) <= 0) { return false; }
    return std::nullopt;
}

std::optional<bool> is_at_most(const Range& left, const Range& right) {
    const auto more = is_less(right, left);
    if (!more) { return std::nullopt; }
    return !*more;
}

std::optional<bool> is_equal(const Range& left, const Range& right) {
    if (left.empty || right.empty || left.unknown || right.unknown) { return std::nullopt; }
    if (left.is_point() && right.is_point()) { return order(*left.low, *right.low) == 0; }
    if (intersection(left, right).empty) { return false; }
    return std::nullopt;
}

bool is_never(const Range& condition) {
    return !condition.unknown && !condition.empty && is_zero(condition);
}

bool is_always(const Range& condition) {
    return !condition.unknown && !condition.empty && condition.is_point() && *condition.low == 1;
}

Decimal unit_of(const Type& type) {
    if (type.kind != ValueKind::number) { return 1; }
    if (type.quotient) { return 0; }
    return Decimal{1} / Decimal{pow(Integer{10}, type.decimals)};
}

Range closed(Range one, const Type& type) {
    const Decimal unit = unit_of(type);
    if (unit == 0 || one.empty || one.unknown) { return one; }
    const bool nonzero = one.nonzero;
    if (one.low && one.low_open) { one.low = round(*one.low, unit, Rounding::floor) + unit; }
    if (one.high && one.high_open) { one.high = round(*one.high, unit, Rounding::ceiling) - unit; }
    Range whole = made({one.low, false}, {one.high, false});
    whole.nonzero = nonzero;
    return whole;
}

namespace {

/// "1 000.00": digits in threes, and no more zeros at the end than money has.
std::string shown(const Decimal& value, const Type& type) {
    const unsigned decimals = type.quotient ? 6 : type.decimals;
    const Decimal near =
        mutua::round(value, unit_of(number_type(Unit{}, decimals)), Rounding::half_even);
    std::string text = mutua::to_string(near, decimals);
    const std::size_t least = decimals > 2 ? text.find('.') + 3 : text.size();
    while (text.size() > least && text.back() == '0') { text.pop_back(); }
    const std::size_t first = text.front() == '-' ? 1 : 0;
    std::size_t end = std::min(text.find('.'), text.size());
    while (end > first + 3) {
        end -= 3;
        text.insert(end, " ");
    }
    return text;
}

}  // namespace

std::string to_string(const Range& one, const Type& type) {
    if (one.low && one.high) {
        if (*one.low == *one.high) { return shown(*one.low, type); }
        return "between " + shown(*one.low, type) + " and " + shown(*one.high, type);
    }
    if (one.low) { return shown(*one.low, type) + " or more"; }
    if (one.high) { return shown(*one.high, type) + " or less"; }
    return "any number";
}

}  // namespace mutua::ruleset
