#include "engine/core/contract.hpp"
#include "engine/ruleset/run/column_question.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

bool gives(const InputColumn& column, std::size_t row) {
    return column.given.empty() || column.given[row] != 0;
}

/// The range of a fraction is judged exactly.
bool is_outside(const std::optional<Decimal>& low, const std::optional<Decimal>& high,
                std::int64_t above, std::int64_t below) {
    if (below <= 0) { return true; }
    const Decimal value{above, below};
    return (low && value < *low) || (high && value > *high);
}

bool mark_fractions(const Definition& definition, const InputColumn& column,
                    std::vector<std::uint8_t>& marks) {
    const InputDefinition* input = definition.input();
    bool any = false;
    // Most rows hold the same few fractions.
    std::int64_t last_above = 0;
    std::int64_t last_below = 0;
    bool last = false;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
        if (!gives(column, i)) { continue; }
        if (last_below == 0 || column.values[i] != last_above ||
            column.denominators[i] != last_below) {
            last_above = column.values[i];
            last_below = column.denominators[i];
            last =
                is_outside(input != nullptr ? input->low : std::nullopt,
                           input != nullptr ? input->high : std::nullopt, last_above, last_below);
        }
        marks[i] = static_cast<std::uint8_t>(marks[i] | static_cast<std::uint8_t>(last));
        any = any || last;
    }
    return any;
}

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
                       const InputColumn& column, std::vector<std::uint8_t>& marks) {
    if (shape.type.is_number() && shape.type.quotient) {
        return mark_fractions(rules.definitions[shape.definition], column, marks);
    }
    if (!shape.low && !shape.high) { return false; }
    const std::int64_t low = shape.low.value_or(std::numeric_limits<std::int64_t>::min());
    const std::int64_t high = shape.high.value_or(std::numeric_limits<std::int64_t>::max());
    const std::int64_t* values = column.values.data();
    const std::size_t count = column.values.size();
    // Values are almost always allowed: first whether all are, without branches.
    std::uint64_t outside = 0;
    for (std::size_t i = 0; i < count; ++i) {
        outside |= static_cast<std::uint64_t>(values[i] < low) |
                   static_cast<std::uint64_t>(values[i] > high);
    }
    if (outside == 0) { return false; }
    bool any = false;
    for (std::size_t i = 0; i < count; ++i) {
        if (!gives(column, i) || (values[i] >= low && values[i] <= high)) { continue; }
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
        const bool quotient = shape.type.is_number() && shape.type.quotient;
        const RawValue raw{rows.inputs[i].values[row],
                           quotient ? rows.inputs[i].denominators[row] : 1};
        const auto value = value_from(*rules.ruleset, rules.run_codes, shape.type, raw);
        if (!value) { continue; }
        const auto bound = bind_value(*rules.ruleset, rules.run_codes, shape.definition, *value);
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
        if (column.slot != no_slot) { slots[column.slot] = input.values[row]; }
        if (column.denominator != no_slot) { slots[column.denominator] = input.denominators[row]; }
        if (column.given != no_slot) { slots[column.given] = 1; }
    }
}

ColumnResult PreparedColumns::run(const ColumnRows& rows) {
    require(state_->faults.empty(), "a question with faults is not run");
    require(rows.inputs.size() == state_->inputs.size(), "every input has its column");
    for (std::size_t i = 0; i < rows.inputs.size(); ++i) {
        const ColumnShape& shape = state_->inputs[i];
        const InputColumn& column = rows.inputs[i];
        const std::size_t count = rows.tree.rows(shape.scope);
        const bool pairs = shape.type.is_number() && shape.type.quotient;
        require(column.values.size() == count &&
                    (column.given.empty() || column.given.size() == count) &&
                    (!pairs || column.denominators.size() == count),
                "a column has a value for each row");
    }
    ColumnResult result;
    for (const ColumnShape& shape : state_->outputs) {
        OutputColumn& made = result.outputs.emplace_back();
        const std::size_t count = rows.tree.rows(shape.scope);
        made.values.resize(count);
        made.applicable.resize(count);
        if (shape.type.is_number() && shape.type.quotient) { made.denominators.assign(count, 1); }
    }
    if (rows.tree.one_each) {
        IndependentRows{*state_, rows, result}.run();
    } else {
        ConnectedRows{*state_, rows, result}.run();
    }
    return result;
}

}  // namespace mutua::ruleset
