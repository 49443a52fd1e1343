#include "engine/ruleset/check/cells.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

Decimal day_number(Date day) { return date::sys_days{day}.time_since_epoch().count(); }

/// The distance of two neighbouring values; zero when values lie as close as one likes.
Decimal grid_of(const Type& type) {
    if (type.kind == ValueKind::date) { return 1; }
    if (type.quotient) { return 0; }
    return Decimal{1} / Decimal{pow(Integer{10}, type.decimals)};
}

bool on_grid(const Decimal& value, const Decimal& grid) {
    return grid == 0 || denominator(Decimal{value / grid}) == 1;
}

/// A value strictly between two, if there is one.
std::optional<Decimal> between(const Decimal& above, const Decimal& below, const Decimal& grid) {
    if (grid == 0) { return Decimal{(above + below) / 2}; }
    const Decimal next = mutua::round(above, grid, Rounding::floor) + grid;
    if (next < below) { return next; }
    return std::nullopt;
}

bool counts_rows(TypedKind kind) {
    return kind >= TypedKind::sum_rows && kind <= TypedKind::count_rows;
}

/// True where an expression takes a value of a row, and not a figure of the rules.
bool reads_row(const CheckedRuleset& rules, const TypedExpression& one) {
    const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::applies ||
                       one.kind == TypedKind::prior || one.kind == TypedKind::inherited;
    return reads && (one.kind == TypedKind::inherited ||
                     rules.definitions[one.definition].scope.has_value());
}

bool compare(TypedKind kind, const Decimal& left, const Decimal& right) {
    const auto ordered = order(left, right);
    switch (kind) {
        case TypedKind::less:
            return ordered < 0;
        case TypedKind::less_equal:
            return ordered <= 0;
        case TypedKind::greater:
            return ordered > 0;
        case TypedKind::greater_equal:
            return ordered >= 0;
        case TypedKind::not_equal:
            return ordered != 0;
        default:
            return ordered == 0;
    }
}

}  // namespace

std::string CellSpace::key_of(const TypedExpression& expression) const {
    std::string key = std::to_string(static_cast<int>(expression.kind)) + ":" +
                      std::to_string(expression.definition) + "." +
                      std::to_string(expression.field.value_or(999));
    const bool as_written = expression.kind == TypedKind::constant || !expression.cases.empty();
    if (as_written) { key += std::string{text_of(rules_.files, expression.span)}; }
    if (expression.kind == TypedKind::round) {
        key += expression.step.str() + "/" + std::to_string(static_cast<int>(expression.mode));
    }
    if (counts_rows(expression.kind)) {
        key += "/" + std::to_string(static_cast<int>(expression.rows));
    }
    if (expression.at) {
        const Date day = resolve_day(*expression.at, days_);
        key += "@" + mutua::to_string(day);
    }
    key += "(";
    for (const TypedExpression& child : expression.children) { key += key_of(child) + ","; }
    return key + ")";
}

std::size_t CellSpace::index_of(const std::string& key) const {
    const auto at = std::find_if(variables_.begin(), variables_.end(),
                                 [&](const CellVariable& one) { return one.key == key; });
    return static_cast<std::size_t>(at - variables_.begin());
}

CellVariable* CellSpace::variable(const TypedExpression& subject) {
    const std::string key = key_of(subject);
    const std::size_t index = index_of(key);
    if (index < variables_.size()) { return &variables_[index]; }
    CellVariable made;
    made.key = key;
    made.text = std::string{text_of(rules_.files, subject.span)};
    made.type = subject.type;
    made.subject = &subject;
    if (subject.kind == TypedKind::read) {
        const InputDefinition* input = rules_.definitions[subject.definition].input();
        if (input != nullptr) {
            made.low = input->low;
            made.high = input->high;
        }
    }
    variables_.push_back(std::move(made));
    return &variables_.back();
}

std::optional<Decimal> CellSpace::as_number(const Constant& constant,
                                            const CellVariable* variable) const {
    if (const auto* number = std::get_if<Decimal>(&constant)) { return *number; }
    if (const auto* flag = std::get_if<bool>(&constant)) { return Decimal{*flag ? 1 : 0}; }
    if (const auto* item = std::get_if<EnumItem>(&constant)) { return Decimal{item->position}; }
    if (const auto* day = std::get_if<Date>(&constant)) { return day_number(*day); }
    const auto& text = std::get<CodeText>(constant).text;
    if (variable == nullptr) { return std::nullopt; }
    const auto at = std::find(variable->codes.begin(), variable->codes.end(), text);
    if (at == variable->codes.end()) { return std::nullopt; }
    return Decimal{at - variable->codes.begin()};
}

bool CellSpace::take_atom(const TypedExpression& subject,
                          const std::vector<const TypedExpression*>& to) {
    CellVariable* one = variable(subject);
    for (const TypedExpression* other : to) {
        const auto& constant = this->constant(*other);
        if (!constant) { return false; }
        if (const auto* code = std::get_if<CodeText>(&*constant)) {
            if (std::find(one->codes.begin(), one->codes.end(), code->text) == one->codes.end()) {
                one->codes.push_back(code->text);
            }
            continue;
        }
        const auto number = as_number(*constant, one);
        if (number) { one->constants.push_back(*number); }
    }
    return true;
}

bool CellSpace::take(const TypedExpression& condition) {
    if (condition.type.is_unknown()) { return false; }
    if (constant(condition)) { return true; }
    switch (condition.kind) {
        case TypedKind::logical_and:
        case TypedKind::logical_or:
        case TypedKind::logical_not:
        case TypedKind::if_then_else:
            return std::all_of(condition.children.begin(), condition.children.end(),
                               [&](const TypedExpression& child) { return take(child); });
        case TypedKind::read:
        case TypedKind::applies:
            variable(condition);
            return true;
        case TypedKind::in_set: {
            std::vector<const TypedExpression*> items;
            for (std::size_t i = 1; i < condition.children.size(); ++i) {
                items.push_back(&condition.children[i]);
            }
            return take_atom(condition.children.front(), items);
        }
        default:
            break;
    }
    if (!is_comparison(condition.kind)) { return false; }
    const TypedExpression& left = condition.children[0];
    const TypedExpression& right = condition.children[1];
    if (constant(left)) { return constant(right).has_value() || take_atom(right, {&left}); }
    return take_atom(left, {&right});
}

std::vector<Part> CellSpace::number_parts(const CellVariable& variable) const {
    std::vector<Decimal> cuts = variable.constants;
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    const Decimal grid = grid_of(variable.type);
    std::vector<Part> parts;
    const auto inside = [&](const Decimal& value) {
        return (!variable.low || *variable.low <= value) &&
               (!variable.high || value <= *variable.high);
    };
    const auto interval = [&](std::optional<Decimal> above, std::optional<Decimal> below) {
        std::optional<Decimal> value;
        if (!above && !below) { value = variable.low.value_or(Decimal{0}); }
        if (!above && below) { value = variable.low ? *variable.low : Decimal{*below - 1}; }
        if (above && !below) { value = variable.high ? *variable.high : Decimal{*above + 1}; }
        if (above && below) {
            const bool starts_inside = variable.low && *above < *variable.low;
            value = starts_inside ? *variable.low : between(*above, *below, grid);
        }
        const bool within = value && (!above || *above < *value) && (!below || *value < *below);
        // Inside the range an interval may still be cut off by its ends.
        if (within && inside(*value)) { parts.push_back({*value, above, below, false}); }
    };
    std::optional<Decimal> before;
    for (const Decimal& cut : cuts) {
        interval(before, cut);
        if (inside(cut) && on_grid(cut, grid)) { parts.push_back({cut, {}, {}, true}); }
        before = cut;
    }
    interval(before, std::nullopt);
    return parts;
}

std::vector<Part> CellSpace::parts_of(const CellVariable& variable) const {
    std::size_t count = 0;
    switch (variable.type.kind) {
        case ValueKind::number:
        case ValueKind::date:
            return number_parts(variable);
        case ValueKind::boolean:
            count = 2;
            break;
        case ValueKind::enumeration:
            count = rules_.enums[variable.type.enumeration].items.size();
            break;
        default:
            count = variable.codes.size() + 1;
            break;
    }
    std::vector<Part> parts;
    for (std::size_t i = 0; i < count; ++i) { parts.push_back({Decimal{i}, {}, {}, true}); }
    return parts;
}

bool CellSpace::cut() {
    for (const CellVariable& one : variables_) {
        parts_.push_back(parts_of(one));
        cell_count_ *= parts_.back().size();
        if (cell_count_ > cells_max) { return false; }
    }
    return true;
}

bool CellSpace::are_independent() const {
    std::set<DefinitionId> inputs;
    std::set<Scope> rows;
    bool apart = true;
    for (const CellVariable& variable : variables_) {
        std::set<DefinitionId> own_inputs;
        std::set<Scope> own_rows;
        walk(*variable.subject, [&](const TypedExpression& one) {
            if (counts_rows(one.kind)) { own_rows.insert(one.rows); }
            if (!reads_row(rules_, one)) { return; }
            own_inputs.insert(one.definition);
            apart = apart && rules_.definitions[one.definition].input() != nullptr;
        });
        const std::size_t together = inputs.size() + own_inputs.size();
        const std::size_t rows_together = rows.size() + own_rows.size();
        inputs.merge(own_inputs);
        rows.merge(own_rows);
        apart = apart && inputs.size() == together && rows.size() == rows_together;
    }
    return apart || variables_.size() < 2;
}

const Part& CellSpace::part(std::size_t variable, std::size_t cell) const {
    for (std::size_t i = 0; i < variable; ++i) { cell /= parts_[i].size(); }
    return parts_[variable][cell % parts_[variable].size()];
}

std::optional<Decimal> CellSpace::value_in(const TypedExpression& expression,
                                           std::size_t cell) const {
    const std::size_t index = place_of(expression);
    if (index == variables_.size()) { return std::nullopt; }
    return part(index, cell).value;
}

const std::optional<Constant>& CellSpace::constant(const TypedExpression& expression) const {
    const auto [at, is_new] = constants_.try_emplace(&expression);
    if (is_new) { at->second = constant_on(rules_, expression, days_); }
    return at->second;
}

std::size_t CellSpace::place_of(const TypedExpression& expression) const {
    const auto [at, is_new] = places_.try_emplace(&expression);
    if (is_new) { at->second = index_of(key_of(expression)); }
    return at->second;
}

bool CellSpace::holds(const TypedExpression& condition, std::size_t cell) const {
    if (const auto& constant = this->constant(condition)) { return std::get<bool>(*constant); }
    const auto& children = condition.children;
    switch (condition.kind) {
        case TypedKind::logical_and:
            return holds(children[0], cell) && holds(children[1], cell);
        case TypedKind::logical_or:
            return holds(children[0], cell) || holds(children[1], cell);
        case TypedKind::logical_not:
            return !holds(children[0], cell);
        case TypedKind::if_then_else:
            return holds(children[holds(children[0], cell) ? 1 : 2], cell);
        case TypedKind::read:
        case TypedKind::applies:
            return value_in(condition, cell) == Decimal{1};
        default:
            break;
    }
    const auto side = [&](const TypedExpression& one, const TypedExpression& other) {
        if (const auto& constant = this->constant(one)) {
            const std::size_t index = place_of(other);
            return as_number(*constant, index < variables_.size() ? &variables_[index] : nullptr);
        }
        return value_in(one, cell);
    };
    if (condition.kind == TypedKind::in_set) {
        for (std::size_t i = 1; i < children.size(); ++i) {
            if (side(children[0], children[i]) == side(children[i], children[0])) { return true; }
        }
        return false;
    }
    const auto left = side(children[0], children[1]);
    const auto right = side(children[1], children[0]);
    require(left && right, "a decidable atom has two values");
    return compare(condition.kind, *left, *right);
}

std::string CellSpace::value_text(const CellVariable& variable, const Decimal& value) const {
    switch (variable.type.kind) {
        case ValueKind::boolean:
            return value == 1 ? "yes" : "no";
        case ValueKind::enumeration:
            return rules_.enums[variable.type.enumeration].items[value.convert_to<std::size_t>()];
        case ValueKind::date:
            return mutua::to_string(Date{date::sys_days{date::days{value.convert_to<int>()}}});
        case ValueKind::code: {
            const auto index = value.convert_to<std::size_t>();
            return index < variable.codes.size() ? "\"" + variable.codes[index] + "\""
                                                 : "any other code";
        }
        default:
            break;
    }
    const bool exact = !variable.type.quotient && on_grid(value, grid_of(variable.type));
    return exact ? mutua::to_string(value, variable.type.decimals) : value.str();
}

std::string CellSpace::describe_cell(std::size_t cell) const {
    std::string text;
    for (std::size_t i = 0; i < variables_.size(); ++i) {
        const CellVariable& one = variables_[i];
        const Part& where = part(i, cell);
        if (!where.is_point && !where.above && !where.below) { continue; }
        if (!text.empty()) { text += ", "; }
        text += one.text;
        if (where.is_point) {
            text += " = " + value_text(one, where.value);
            continue;
        }
        if (where.above) { text += " > " + value_text(one, *where.above); }
        if (where.above && where.below) { text += " and"; }
        if (where.below) { text += " < " + value_text(one, *where.below); }
    }
    return text.empty() ? "any row" : text;
}

}  // namespace mutua::ruleset
