#include "engine/core/contract.hpp"
#include "engine/ruleset/run/column_question.hpp"

#include <algorithm>
#include <limits>

namespace mutua::ruleset {

namespace {

bool gives(const InputColumn& column, std::size_t row) {
    return column.given.empty() || column.given[row] != 0;
}

/// A bound of a fraction as a pair; nothing when there is none.
std::optional<RawValue> pair_of(const std::optional<Decimal>& limit) {
    if (!limit) { return std::nullopt; }
    const auto above = narrow(numerator(*limit));
    const auto below = narrow(denominator(*limit));
    const auto fits = [](const std::optional<Int128>& one) {
        return one && static_cast<std::int64_t>(*one) == *one;
    };
    if (!fits(above) || !fits(below)) { return std::nullopt; }
    return RawValue{*above, *below};
}

/// What an input may be, judged exactly.
class InputRange {
public:
    InputRange(const Definition& definition, const ColumnShape& shape)
        : low_{shape.low.value_or(least), 1},
          high_{shape.high.value_or(largest), 1},
          pairs_{shape.type.is_number() && shape.type.quotient} {
        const InputDefinition* input = definition.input();
        if (lies_beyond(definition)) {
            low_ = {largest, 1};
            high_ = {least, 1};
        }
        if (!pairs_ || input == nullptr) { return; }
        low_ = pair_of(input->low).value_or(low_);
        high_ = pair_of(input->high).value_or(high_);
    }

    bool holds(const InputColumn& column, std::size_t row) const {
        const Int128 value = column.values[row];
        const Int128 below = pairs_ ? column.denominators[row] : 1;
        return below > 0 && value * low_.denominator >= low_.value * below &&
               value * high_.denominator <= high_.value * below;
    }

    /// True only when it holds in every row: whole vectors at once, what is left over one by one.
    bool holds_in_all(const InputColumn& column, std::size_t first, std::size_t count) const {
        const std::size_t whole = count / rows_step * rows_step;
        ColumnStep step;
        step.a = column.values.data() + first;
        step.b = column.denominators.data() + (pairs_ ? first : 0);
        step.k = static_cast<std::int64_t>(low_.value);
        step.k2 = static_cast<std::int64_t>(high_.value);
        Reciprocal below;
        below.factor = static_cast<std::int64_t>(low_.denominator);
        below.divisor = static_cast<std::int64_t>(high_.denominator);
        step.reciprocal = &below;
        std::uint64_t outside = 0;
        const auto kind = pairs_ ? StepKind::check_fraction : StepKind::check_range;
        column_loops()[static_cast<std::size_t>(kind)](step, whole, outside);
        bool inside = outside >> 63U == 0;
        for (std::size_t i = whole; i < count; ++i) { inside = inside && holds(column, first + i); }
        return inside;
    }

private:
    /// True when no number of 64 bits lies in the range: only wide cells do.
    static bool lies_beyond(const Definition& definition) {
        const InputDefinition* input = definition.input();
        const CarryDefinition* carry = definition.carry();
        const Type& type = definition.type;
        if ((input == nullptr && carry == nullptr) || !type.is_number() || type.quotient) {
            return false;
        }
        const auto& low = input != nullptr ? input->low : carry->low;
        const auto& high = input != nullptr ? input->high : carry->high;
        const auto low_raw = low ? scaled(*low, type.decimals) : std::nullopt;
        const auto high_raw = high ? scaled(*high, type.decimals) : std::nullopt;
        return (low_raw && *low_raw > largest) || (high_raw && *high_raw < least);
    }

    static constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

    RawValue low_;
    RawValue high_;
    bool pairs_;
};

}  // namespace

ColumnWork::ColumnWork(const Program& compiled, const std::vector<ColumnShape>& inputs)
    : program{compiled}, code{compiled}, machine{code} {
    for (const Column& column : program.columns) {
        const auto at = std::find_if(inputs.begin(), inputs.end(), [&](const ColumnShape& one) {
            return one.definition == column.definition;
        });
        require(at != inputs.end(), "a program only reads what is given");
        input_of.push_back(static_cast<std::size_t>(at - inputs.begin()));
    }
    // An output that is an input, a constant, or another output as well is copied.
    std::vector<std::pair<Frame, std::uint16_t>> taken;
    for (const Column& column : program.columns) {
        for (const std::uint16_t slot : {column.slot, column.denominator, column.given}) {
            taken.emplace_back(column.frame, slot);
        }
    }
    for (const Output& output : program.outputs) {
        const std::pair place{output.frame, output.slot};
        const bool is_constant = output.slot < program.layout(output.frame).constants;
        in_place.push_back(!is_constant &&
                           std::find(taken.begin(), taken.end(), place) == taken.end());
        taken.push_back(place);
    }
}

ColumnWork& PreparedQuestion::work(const std::vector<Presence>& given,
                                   const std::vector<std::optional<std::int64_t>>& profile) {
    ProgramRequest wanted = request;
    bool specialised = false;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        wanted.given[inputs[i].definition] = given[i];
        specialised = specialised || profile[i].has_value();
    }
    if (specialised) {
        wanted.profile.resize(rules->ruleset->definitions.size());
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (profile[i]) { wanted.profile[inputs[i].definition] = *profile[i]; }
        }
    }
    const std::string key = rules->cache.shape_key(wanted);
    std::unique_ptr<ColumnWork>& kept = works[key];
    if (!kept) { kept = std::make_unique<ColumnWork>(rules->cache.program(wanted), inputs); }
    return *kept;
}

Presence presence_of(const InputColumn& column) {
    const auto zero = [](std::uint8_t one) { return one == 0; };
    if (std::none_of(column.given.begin(), column.given.end(), zero)) { return Presence::all; }
    const bool none = std::all_of(column.given.begin(), column.given.end(), zero);
    return none ? Presence::none : Presence::some;
}

bool mark_out_of_range(const CheckedRuleset& rules, const ColumnShape& shape,
                       const InputColumn& column, std::size_t first,
                       std::vector<std::uint8_t>& marks) {
    const InputRange range{rules.definitions[shape.definition], shape};
    if (column.given.empty() && range.holds_in_all(column, first, marks.size())) { return false; }
    bool any = false;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (!gives(column, first + i) || range.holds(column, first + i)) { continue; }
        require(shape.type.is_number(), "a column holds items, 0 or 1 that exist");
        marks[i] = 1;
        any = true;
    }
    return any;
}

std::vector<Fault> input_faults(PreparedQuestion& state, const ColumnRows& rows,
                                std::optional<Scope> scope, std::size_t row) {
    std::vector<Fault> faults;
    ColumnRules& rules = *state.rules;
    for (std::size_t i = 0; i < state.inputs.size(); ++i) {
        const ColumnShape& shape = state.inputs[i];
        if ((scope && shape.scope != *scope) || !gives(rows.inputs[i], row)) { continue; }
        const ColumnCell cell = rows.inputs[i].at(row);
        const Value value =
            value_from(*rules.ruleset, rules.run_codes, shape.type, {cell.value, cell.denominator});
        const auto bound = bind_value(*rules.ruleset, rules.run_codes, shape.definition, value);
        if (!bound) { faults.push_back(bound.error()); }
    }
    return faults;
}

void store_inputs(const ColumnWork& work, const ColumnRows& rows, std::size_t row,
                  std::size_t target, std::optional<Scope> scope, RowFrames& frames) {
    for (std::size_t i = 0; i < work.program.columns.size(); ++i) {
        const Column& column = work.program.columns[i];
        const InputColumn& input = rows.inputs[work.input_of[i]];
        if ((scope && column.frame != *scope) || !gives(input, row)) { continue; }
        Int128* slots = frames.row(column.frame, target);
        const ColumnCell cell = input.at(row);
        if (column.slot != no_slot) { slots[column.slot] = cell.value; }
        if (column.denominator != no_slot) { slots[column.denominator] = cell.denominator; }
        if (column.given != no_slot) { slots[column.given] = 1; }
    }
}

ColumnResult PreparedColumns::run(const ColumnRows& rows) {
    ColumnResult result;
    run(rows, result);
    return result;
}

void PreparedColumns::run(const ColumnRows& rows, ColumnResult& result) {
    require(state_->faults.empty(), "a question with faults is not run");
    require(rows.inputs.size() == state_->inputs.size(), "every input has its column");
    for (std::size_t i = 0; i < rows.inputs.size(); ++i) {
        const ColumnShape& shape = state_->inputs[i];
        const InputColumn& column = rows.inputs[i];
        const std::size_t count = rows.tree.rows(shape.scope);
        const bool pairs = shape.type.is_number() && shape.type.quotient;
        const bool given_fits = column.given.empty() || column.given.size() == count;
        require(column.values.size() == count && given_fits &&
                    (!pairs || column.denominators.size() == count),
                "a column has a value for each row");
    }
    result.rejected.clear();
    result.outputs.resize(state_->outputs.size());
    for (std::size_t i = 0; i < state_->outputs.size(); ++i) {
        const ColumnShape& shape = state_->outputs[i];
        const std::size_t count = rows.tree.rows(shape.scope);
        result.outputs[i].values.resize(count);
        result.outputs[i].wide.clear();
        result.outputs[i].applicable.resize(count);
        const bool pairs = shape.type.is_number() && shape.type.quotient;
        result.outputs[i].denominators.resize(pairs ? count : 0, 1);
    }
    if (rows.tree.one_each) {
        IndependentRows{*state_, rows, result}.run();
    } else {
        ConnectedRows{*state_, rows, result}.run();
    }
}

}  // namespace mutua::ruleset
