#include "engine/core/contract.hpp"
#include "engine/ruleset/run/column_question.hpp"
#include "engine/ruleset/run/fault_words.hpp"

#include <algorithm>
#include <cstring>

namespace mutua::ruleset {

namespace {

/// Rows that are looked at before they are computed: with their figures they fit the cache.
constexpr std::size_t window_rows = 16 * batch_rows;

/// Rows of one profile that stand together and are worth a program of their own, where less is
/// computed: shorter runs leave the batches of the machine half empty.
constexpr std::size_t worthwhile_run = batch_rows / 2;

/// Flags as bytes; `target` has room for every row that is filled up.
void to_bytes(std::uint8_t* target, const std::int64_t* flags, std::size_t count) {
    ColumnStep step;
    step.a = flags;
    step.bytes = target;
    std::uint64_t overflow = 0;
    column_loops()[static_cast<std::size_t>(StepKind::to_bytes)](step, count, overflow);
}

/// The first of the rows up to `end` that holds something else than `row`.
template <typename Number>
std::size_t first_other(const std::vector<Number>& values, std::size_t row, std::size_t end) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(row);
    const auto other = std::find_if(begin, values.begin() + static_cast<std::ptrdiff_t>(end),
                                    [first = *begin](const Number& one) { return one != first; });
    return row + static_cast<std::size_t>(other - begin);
}

bool is_profile(const CheckedRuleset& rules, const ColumnShape& shape) {
    const InputDefinition* input = rules.definitions[shape.definition].input();
    return input != nullptr && input->profile && !shape.type.is_number();
}

}  // namespace

IndependentRows::IndependentRows(PreparedQuestion& state, const ColumnRows& rows,
                                 ColumnResult& result)
    : state_{state}, rows_{rows}, result_{result} {
    for (std::size_t i = 0; i < rows.inputs.size(); ++i) {
        given_.push_back(presence_of(rows.inputs[i]));
        const bool given = given_[i] != Presence::none;
        if (given && is_profile(*state.rules->ruleset, state.inputs[i])) { profiles_.push_back(i); }
    }
}

void IndependentRows::run() {
    const std::size_t count = rows_.tree.rows(Scope::payslip);
    for (OutputColumn& made : result_.outputs) {
        std::fill(made.applicable.begin(), made.applicable.end(), std::uint8_t{1});
    }
    for (std::size_t first = 0; first < count; first += window_rows) {
        run_window(first, std::min(window_rows, count - first));
    }
}

/// Rows are looked at while they are near: then they are computed.
void IndependentRows::run_window(std::size_t first, std::size_t count) {
    const CheckedRuleset& rules = *state_.rules->ruleset;
    outside_.assign(count, 0);
    window_ = first;
    any_outside_ = false;
    for (std::size_t i = 0; i < state_.inputs.size(); ++i) {
        any_outside_ |=
            mark_out_of_range(rules, state_.inputs[i], rows_.inputs[i], first, outside_);
    }
    for (const InputColumn& column : rows_.inputs) {
        for (const auto& one : column.wide) {
            if (one.row < first || one.row >= first + count) { continue; }
            // It is no fault: the row machine, which looks at what is marked, has room for it.
            outside_[one.row - first] = 1;
            any_outside_ = true;
        }
    }
    const std::vector<std::size_t> ends = runs_of_profiles(first, first + count);
    if (ends.empty()) { return run_rows(work_of({}, first), first, count); }
    for (const std::size_t end : ends) {
        run_rows(work_of(profiles_, first), first, end - first);
        first = end;
    }
}

/// Where each run of rows of one profile ends; nothing when they are too short.
std::vector<std::size_t> IndependentRows::runs_of_profiles(std::size_t first,
                                                           std::size_t end) const {
    std::vector<std::size_t> ends;
    for (std::size_t row = first; row < end;) {
        if (ends.size() * worthwhile_run > end - first) { return {}; }
        std::size_t next = end;
        for (const std::size_t i : profiles_) {
            next = first_other(rows_.inputs[i].values, row, next);
            if (!rows_.inputs[i].given.empty()) {
                next = first_other(rows_.inputs[i].given, row, next);
            }
        }
        ends.push_back(next);
        row = next;
    }
    return ends;
}

/// The program of a row's profile; of any profile when there are no profile inputs to look at.
ColumnWork& IndependentRows::work_of(const std::vector<std::size_t>& profiles, std::size_t row) {
    std::vector<Presence> given = given_;
    std::vector<std::optional<std::int64_t>> profile(state_.inputs.size());
    for (const std::size_t i : profiles) {
        const InputColumn& column = rows_.inputs[i];
        const bool gives = column.given.empty() || column.given[row] != 0;
        given[i] = gives ? Presence::all : Presence::none;
        if (gives) { profile[i] = column.values[row]; }
    }
    return state_.work(given, profile);
}

void IndependentRows::run_rows(ColumnWork& work, std::size_t begin, std::size_t count) {
    for (std::size_t first = begin; first < begin + count; first += batch_rows) {
        run_batch(work, first, std::min(batch_rows, begin + count - first));
    }
}

void IndependentRows::run_batch(ColumnWork& work, std::size_t first, std::size_t count) {
    work.machine.resize(RowTree::of_rows(count));
    work.machine.begin();
    if (any_outside_) {
        std::copy_n(outside_.data() + (first - window_), count, work.machine.marks(Scope::payslip));
    }
    const bool in_place = bind(work, first, count);
    fill(work, first, count);
    const bool sound = work.code.fits() && work.machine.run();
    if (sound) { collect(work, first, count, in_place); }
    if (sound && !work.machine.any_faulty()) { return; }
    for (std::size_t i = 0; i < count; ++i) {
        if (!sound || work.machine.is_faulty(i)) { redo(work, first + i); }
    }
}

/// Rows that fill their batch are read and written where they lie.
bool IndependentRows::bind(ColumnWork& work, std::size_t first, std::size_t count) {
    const bool in_place = count % rows_step == 0;
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

void IndependentRows::fill(ColumnWork& work, std::size_t first, std::size_t count) {
    for (std::size_t i = 0; i < work.program.columns.size(); ++i) {
        const Column& column = work.program.columns[i];
        const InputColumn& input = rows_.inputs[work.input_of[i]];
        const auto place = [&](std::uint16_t slot) {
            return work.machine.column(column.frame, slot);
        };
        const auto copy_in = [&](std::uint16_t slot, const std::vector<std::int64_t>& values) {
            if (slot == no_slot || place(slot) == values.data() + first) { return; }
            std::memcpy(place(slot), values.data() + first, count * sizeof values[0]);
        };
        copy_in(column.slot, input.values);
        copy_in(column.denominator, input.denominators);
        if (column.given == no_slot) { continue; }
        std::int64_t* given = place(column.given);
        for (std::size_t k = 0; k < count; ++k) {
            given[k] = input.given[first + k];
            if (given[k] == 0 && column.slot != no_slot) { place(column.slot)[k] = 0; }
            if (given[k] == 0 && column.denominator != no_slot) {
                place(column.denominator)[k] = 1;
            }
        }
    }
}

void IndependentRows::collect(ColumnWork& work, std::size_t first, std::size_t count,
                              bool in_place) {
    for (std::size_t i = 0; i < work.program.outputs.size(); ++i) {
        const Output& output = work.program.outputs[i];
        OutputColumn& made = result_.outputs[i];
        const auto copy_out = [&](std::vector<std::int64_t>& values, std::uint16_t slot) {
            std::memcpy(values.data() + first, work.machine.column(output.frame, slot),
                        count * sizeof values[0]);
        };
        if (!in_place || !work.in_place[i]) { copy_out(made.values, output.slot); }
        if (output.denominator != no_slot) { copy_out(made.denominators, output.denominator); }
        // Columns begin as applicable in every row.
        if (output.applicable == 0) { continue; }
        to_bytes(made.applicable.data() + first,
                 work.machine.column(output.applicable_frame, output.applicable), count);
    }
}

/// One row again in 128 bits: what its figures are, or all that is wrong with it.
void IndependentRows::redo(ColumnWork& work, std::size_t row) {
    const CheckedRuleset& rules = *state_.rules->ruleset;
    std::vector<Fault> faults = input_faults(state_, rows_, std::nullopt, row);
    state_.frames.reset(work.program, RowTree::of_rows(1));
    store_inputs(work, rows_, row, 0, std::nullopt, state_.frames);
    const auto found = in_words(rules, work.program, state_.request.days,
                                first_faults(rules, work.program, state_.frames.tree,
                                             state_.machine.run(work.program, state_.frames)));
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
        if (!faults.empty()) {
            made.put(row, {});
            made.applicable[row] = 0;
            continue;
        }
        made.put(row, {slot(output.frame, output.slot),
                       output.denominator == no_slot ? 1 : slot(output.frame, output.denominator)});
        const bool applies = slot(output.applicable_frame, output.applicable) != 0;
        made.applicable[row] = static_cast<std::uint8_t>(applies);
    }
    if (faults.empty()) { return; }
    result_.rejected.push_back({Scope::payslip, row, std::move(faults)});
}

}  // namespace mutua::ruleset
