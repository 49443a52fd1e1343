#include "engine/ruleset/oracle/exact_scale.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

Decimal marginal_value(const ScaleVersion& version, const Decimal& value) {
    Decimal sum = 0;
    for (std::size_t i = 0; i < version.brackets.size(); ++i) {
        const CheckedBracket& bracket = version.brackets[i];
        if (value <= bracket.threshold) { break; }
        Decimal end = value;
        if (i + 1 < version.brackets.size()) {
            end = std::min(end, version.brackets[i + 1].threshold);
        }
        Decimal part = (end - bracket.threshold) * bracket.value;
        if (version.each_bracket) {
            part = round(part, version.each_bracket->step, version.each_bracket->mode);
        }
        sum += part;
    }
    return sum;
}

}  // namespace

std::optional<std::size_t> bracket_that_holds(const ScaleVersion& version, const Decimal& value) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < version.brackets.size(); ++i) {
        const CheckedBracket& bracket = version.brackets[i];
        const bool inside = bracket.above ? value > bracket.threshold : value >= bracket.threshold;
        if (inside) { found = i; }
    }
    return found;
}

Decimal scale_value(const ScaleDefinition& scale, const ScaleVersion& version,
                    const Decimal& value) {
    if (scale.kind == ScaleKind::marginal) { return marginal_value(version, value); }
    const auto index = bracket_that_holds(version, value);
    require(index.has_value(), "a figure without fault lies in a bracket of its scale");
    const CheckedBracket& bracket = version.brackets[*index];
    if (scale.kind == ScaleKind::step) { return bracket.value; }
    Decimal part = bracket.plus * (value - bracket.threshold);
    if (version.each_bracket) {
        part = round(part, version.each_bracket->step, version.each_bracket->mode);
    }
    return bracket.value + part;
}

Constant row_result(TypedKind kind, const std::vector<std::pair<std::size_t, Constant>>& rows) {
    const auto yes = [](const auto& row) { return std::get<bool>(row.second); };
    if (kind == TypedKind::any_row) { return std::any_of(rows.begin(), rows.end(), yes); }
    if (kind == TypedKind::all_rows) { return std::all_of(rows.begin(), rows.end(), yes); }
    const bool sums = kind == TypedKind::sum_rows || kind == TypedKind::count_rows;
    Decimal result = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Decimal& one = std::get<Decimal>(rows[i].second);
        if (sums) {
            result += one;
        } else if (i == 0 || (kind == TypedKind::minimum_rows ? one < result : one > result)) {
            result = one;
        }
    }
    return result;
}

}  // namespace mutua::ruleset
