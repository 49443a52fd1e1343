#include "engine/core/contract.hpp"
#include "engine/ruleset/run/column_question.hpp"
#include "engine/ruleset/run/fault_words.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace mutua::ruleset {

namespace {

/// The position of a row: of a list of rows, or of a range.
std::size_t row_at(const std::uint32_t* rows, std::size_t first, std::size_t i) {
    return rows == nullptr ? first + i : rows[first + i];
}

void copy_in(std::int64_t* target, const std::int64_t* values, const std::uint32_t* rows,
             std::size_t first, std::size_t count) {
    if (rows == nullptr) {
        std::memcpy(target, values + first, count * sizeof *target);
        return;
    }
    const std::uint32_t* chosen = rows + first;
    for (std::size_t i = 0; i < count; ++i) { target[i] = values[chosen[i]]; }
}

void copy_out(std::int64_t* target, const std::int64_t* values, const std::uint32_t* rows,
              std::size_t first, std::size_t count) {
    if (rows == nullptr) {
        std::memcpy(target + first, values, count * sizeof *target);
        return;
    }
    const std::uint32_t* chosen = rows + first;
    for (std::size_t i = 0; i < count; ++i) { target[chosen[i]] = values[i]; }
}

/// Flags as bytes; `flags` has room for every row that is filled up.
void to_bytes(std::uint8_t* target, const std::int64_t* flags, std::size_t count) {
    ColumnStep step;
    step.a = flags;
    step.bytes = target;
    std::uint64_t overflow = 0;
    column_loops()[static_cast<std::size_t>(StepKind::to_bytes)](step, count, overflow);
}

bool is_profile(const CheckedRuleset& rules, const ColumnShape& shape) {
    const InputDefinition* input = rules.definitions[shape.definition].input();
    return input != nullptr && input->profile && !shape.type.is_number();
}

}  // namespace

IndependentRows::IndependentRows(PreparedQuestion& state, const ColumnRows& rows,
                                 ColumnResult& result)
    : state_{state}, rows_{rows}, result_{result} {
    for (const InputColumn& column : rows.inputs) { given_.push_back(presence_of(column)); }
}

void IndependentRows::run() {
    const std::size_t count = rows_.tree.rows(Scope::payslip);
    if (count == 0) { return; }
    for (OutputColumn& made : result_.outputs) {
        std::fill(made.applicable.begin(), made.applicable.end(), std::uint8_t{1});
    }
    std::vector<std::size_t> profiles;
    for (std::size_t i = 0; i < state_.inputs.size(); ++i) {
        const bool given = given_[i] != Presence::none;
        if (given && is_profile(*state_.rules->ruleset, state_.inputs[i])) {
            profiles.push_back(i);
        }
    }
    const std::size_t groups = find_groups(profiles);
    if (groups <= 1) {
        run_rows(work_of(profiles, 0), nullptr, 0, count);
        return;
    }
    for (std::size_t first = 0; first < count;) {
        const std::uint32_t row = state_.grouped[first];
        const std::uint32_t group = state_.group_of[row];
        std::size_t end = first + 1;
        while (end < count && state_.group_of[state_.grouped[end]] == group) { ++end; }
        // A group whose rows stand together needs no list.
        const bool together = state_.grouped[end - 1] - row + 1 == end - first;
        ColumnWork& work = work_of(profiles, row);
        if (together) {
            run_rows(work, nullptr, row, end - first);
        } else {
            run_rows(work, state_.grouped.data() + first, 0, end - first);
        }
        first = end;
    }
    std::sort(
        result_.rejected.begin(), result_.rejected.end(),
        [](const RejectedRow& left, const RejectedRow& right) { return left.row < right.row; });
}

/// Rows are grouped by the values of their profile inputs: in each group they are constants.
std::size_t IndependentRows::find_groups(const std::vector<std::size_t>& profiles) {
    const std::size_t count = rows_.tree.rows(Scope::payslip);
    std::size_t groups = 1;
    std::vector<std::uint32_t>& group_of = state_.group_of;
    group_of.assign(count, 0);
    for (const std::size_t i : profiles) {
        const InputColumn& column = rows_.inputs[i];
        // A value that was not seen before makes a group; the one of the row before is looked at
        // first, and small numbers need no search.
        constexpr std::int64_t small = 64;
        std::vector<std::uint32_t> known(groups * small, 0);
        std::unordered_map<std::uint64_t, std::uint32_t> others;
        std::uint32_t next = 0;
        for (std::size_t row = 0; row < count; ++row) {
            const bool gives = column.given.empty() || column.given[row] != 0;
            const std::int64_t value = gives ? column.values[row] + 1 : 0;
            std::uint32_t& group = group_of[row];
            std::uint32_t* found = nullptr;
            if (value >= 0 && value < small) {
                found = &known[group * static_cast<std::size_t>(small) +
                               static_cast<std::size_t>(value)];
            } else {
                found = &others[static_cast<std::uint64_t>(value) * groups + group];
            }
            if (*found == 0) { *found = ++next; }
            group = *found - 1;
        }
        groups = next;
    }
    if (groups <= 1) { return groups; }
    std::vector<std::size_t> begin(groups + 1, 0);
    for (const std::uint32_t group : group_of) { ++begin[group + 1]; }
    for (std::size_t i = 1; i <= groups; ++i) { begin[i] += begin[i - 1]; }
    state_.grouped.resize(count);
    for (std::uint32_t row = 0; row < count; ++row) {
        state_.grouped[begin[group_of[row]]++] = row;
    }
    return groups;
}

ColumnWork& IndependentRows::work_of(const std::vector<std::size_t>& profiles, std::size_t row) {
    std::vector<Presence> given = given_;
    std::vector<std::optional<std::int64_t>> profile(state_.inputs.size());
    for (const std::size_t i : profiles) {
        const InputColumn& column = rows_.inputs[i];
        const ColumnShape& shape = state_.inputs[i];
        const bool gives = column.given.empty() || column.given[row] != 0;
        given[i] = gives ? Presence::all : Presence::none;
        if (!gives) { continue; }
        const std::int64_t value = column.values[row];
        require((!shape.low || *shape.low <= value) && (!shape.high || value <= *shape.high),
                "a column holds items, 0 or 1 that exist");
        profile[i] = value;
    }
    return state_.work(given, profile);
}

void IndependentRows::run_rows(ColumnWork& work, const std::uint32_t* rows, std::size_t begin,
                               std::size_t count) {
    for (std::size_t first = begin; first < begin + count; first += batch_rows) {
        run_batch(work, rows, first, std::min(batch_rows, begin + count - first));
    }
}

void IndependentRows::run_batch(ColumnWork& work, const std::uint32_t* rows, std::size_t first,
                                std::size_t count) {
    work.machine.resize(RowTree::of_rows(count));
    work.machine.begin();
    const bool in_place = bind(work, rows, first, count);
    fill(work, rows, first, count);
    check(work, rows, first, count);
    const bool sound = work.code.fits() && work.machine.run();
    if (sound) { collect(work, rows, first, count, in_place); }
    for (std::size_t frame = 0; frame < frame_count && sound; ++frame) {
        const std::int64_t* marks = work.machine.faulty(static_cast<Frame>(frame));
        std::int64_t any = 0;
        for (std::size_t i = 0; i < count; ++i) { any |= marks[i]; }
        for (std::size_t i = 0; i < count && any != 0; ++i) {
            if (marks[i] != 0) { redo(work, row_at(rows, first, i)); }
        }
    }
    for (std::size_t i = 0; i < count && !sound; ++i) { redo(work, row_at(rows, first, i)); }
}

/// Rows that stand together and fill their batch are read and written where they lie.
bool IndependentRows::bind(ColumnWork& work, const std::uint32_t* rows, std::size_t first,
                           std::size_t count) {
    const bool in_place = rows == nullptr && count % rows_step == 0;
    for (std::size_t i = 0; i < work.program.outputs.size(); ++i) {
        if (!work.in_place[i]) { continue; }
        const Output& output = work.program.outputs[i];
        work.machine.bind(output.frame, output.slot,
                          in_place ? result_.outputs[i].values.data() + first : nullptr);
    }
    for (std::size_t i = 0; i < work.program.columns.size(); ++i) {
        const Column& column = work.program.columns[i];
        const InputColumn& input = rows_.inputs[work.input_of[i]];
        if (column.slot == no_slot) { continue; }
        // The machine never writes into a column that the row brings.
        auto* values = const_cast<std::int64_t*>(input.values.data()) + first;
        work.machine.bind(column.frame, column.slot,
                          in_place && column.given == no_slot ? values : nullptr);
    }
    return in_place;
}

/// Values outside their range mark the row. What the program does not read is looked at too.
void IndependentRows::check(ColumnWork& work, const std::uint32_t* rows, std::size_t first,
                            std::size_t count) {
    for (const ColumnWork::Range& range : work.ranges) {
        const ColumnShape& shape = state_.inputs[range.input];
        const InputColumn& input = rows_.inputs[range.input];
        const std::int64_t low = shape.low.value_or(std::numeric_limits<std::int64_t>::min());
        const std::int64_t high = shape.high.value_or(std::numeric_limits<std::int64_t>::max());
        const bool pairs = shape.type.is_number() && shape.type.quotient;
        if (range.slot != no_slot && !pairs && input.given.empty()) {
            work.machine.check_range(range.frame, range.slot, low, high);
            continue;
        }
        if (pairs && range.slot != no_slot && range.denominator != no_slot && input.given.empty()) {
            work.machine.check_fraction(range.frame, range.slot, range.denominator,
                                        range.fractions.low(), range.fractions.high());
            continue;
        }
        std::int64_t* marks = work.machine.marks(range.frame);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = row_at(rows, first, i);
            if (!input.given.empty() && input.given[row] == 0) { continue; }
            const std::int64_t value = input.values[row];
            const bool inside = pairs ? range.fractions.holds(value, input.denominators[row])
                                      : value >= low && value <= high;
            marks[i] |= inside ? 0 : 1;
        }
    }
}

void IndependentRows::fill(ColumnWork& work, const std::uint32_t* rows, std::size_t first,
                           std::size_t count) {
    for (std::size_t i = 0; i < work.program.columns.size(); ++i) {
        const Column& column = work.program.columns[i];
        const InputColumn& input = rows_.inputs[work.input_of[i]];
        const auto place = [&](std::uint16_t slot) {
            return work.machine.column(column.frame, slot);
        };
        const bool lies_there =
            column.slot != no_slot && place(column.slot) == input.values.data() + first;
        if (column.slot != no_slot && !lies_there) {
            copy_in(place(column.slot), input.values.data(), rows, first, count);
        }
        if (column.denominator != no_slot) {
            copy_in(place(column.denominator), input.denominators.data(), rows, first, count);
        }
        if (column.given == no_slot) { continue; }
        std::int64_t* given = place(column.given);
        for (std::size_t k = 0; k < count; ++k) {
            given[k] = input.given[row_at(rows, first, k)];
            if (given[k] == 0 && column.slot != no_slot) { place(column.slot)[k] = 0; }
            if (given[k] == 0 && column.denominator != no_slot) {
                place(column.denominator)[k] = 1;
            }
        }
    }
}

void IndependentRows::collect(ColumnWork& work, const std::uint32_t* rows, std::size_t first,
                              std::size_t count, bool in_place) {
    for (std::size_t i = 0; i < work.program.outputs.size(); ++i) {
        const Output& output = work.program.outputs[i];
        OutputColumn& made = result_.outputs[i];
        if (!in_place || !work.in_place[i]) {
            copy_out(made.values.data(), work.machine.column(output.frame, output.slot), rows,
                     first, count);
        }
        if (output.denominator != no_slot) {
            copy_out(made.denominators.data(),
                     work.machine.column(output.frame, output.denominator), rows, first, count);
        }
        // Columns begin as applicable in every row.
        if (output.applicable == 0) { continue; }
        const std::int64_t* holds = work.machine.column(output.applicable_frame, output.applicable);
        std::uint8_t* applicable = made.applicable.data();
        if (rows == nullptr) {
            to_bytes(applicable + first, holds, count);
            continue;
        }
        const std::uint32_t* chosen = rows + first;
        for (std::size_t k = 0; k < count; ++k) {
            applicable[chosen[k]] = static_cast<std::uint8_t>(holds[k]);
        }
    }
}

/// One row again in 128 bits: what its figures are, or all that is wrong with it.
void IndependentRows::redo(ColumnWork& work, std::size_t row) {
    const CheckedRuleset& rules = *state_.rules->ruleset;
    std::vector<Fault> faults = input_faults(state_, rows_, std::nullopt, row);
    state_.frames.reset(work.program, RowTree::of_rows(1));
    store_inputs(work, rows_, row, 0, std::nullopt, state_.frames);
    const auto found =
        in_words(rules, work.program, state_.machine.run(work.program, state_.frames));
    const bool inputs_are_sound = faults.empty();
    for (const Fault& fault : found) {
        // Beside inputs that are out of range, only what is missing in any case is said.
        const auto always_needed = [&](const MissingInput& one) {
            return one.always_needed && rules.definitions[one.definition].name == fault.name;
        };
        const auto& missing = work.program.missing;
        if (inputs_are_sound || (fault.code == missing_input &&
                                 std::any_of(missing.begin(), missing.end(), always_needed))) {
            faults.push_back(fault);
            // In a row of its own there is no contract to name.
            faults.back().contract.reset();
        }
    }
    for (std::size_t i = 0; i < work.program.outputs.size(); ++i) {
        const Output& output = work.program.outputs[i];
        OutputColumn& made = result_.outputs[i];
        const auto slot = [&](Frame frame, std::uint16_t at) {
            return state_.frames.row(frame, 0)[at];
        };
        const Int128 value = slot(output.frame, output.slot);
        const Int128 below =
            output.denominator == no_slot ? 1 : slot(output.frame, output.denominator);
        const auto narrow_value = static_cast<std::int64_t>(value);
        const auto narrow_below = static_cast<std::int64_t>(below);
        const bool fits = narrow_value == value && narrow_below == below;
        if (!fits && faults.empty()) {
            faults.push_back(too_large(rules.definitions[output.definition].name));
        }
        made.values[row] = faults.empty() ? narrow_value : 0;
        if (!made.denominators.empty()) {
            made.denominators[row] = faults.empty() ? narrow_below : 1;
        }
        const bool applies = slot(output.applicable_frame, output.applicable) != 0;
        made.applicable[row] = static_cast<std::uint8_t>(faults.empty() && applies);
    }
    if (faults.empty()) { return; }
    for (OutputColumn& made : result_.outputs) {
        made.values[row] = 0;
        made.applicable[row] = 0;
        if (!made.denominators.empty()) { made.denominators[row] = 1; }
    }
    result_.rejected.push_back({Scope::payslip, row, std::move(faults)});
}

}  // namespace mutua::ruleset
