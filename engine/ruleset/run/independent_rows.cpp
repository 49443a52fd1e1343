#include "engine/ruleset/run/column_question.hpp"
#include "engine/ruleset/run/fault_words.hpp"

#include <algorithm>
#include <cstring>

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
    const CheckedRuleset& rules = *state_.rules->ruleset;
    out_of_range_.assign(count, 0);
    std::vector<std::size_t> profiles;
    for (std::size_t i = 0; i < state_.inputs.size(); ++i) {
        mark_out_of_range(rules, state_.inputs[i], rows_.inputs[i], out_of_range_);
        if (is_profile(rules, state_.inputs[i]) && given_[i] != Presence::none) {
            profiles.push_back(i);
        }
    }
    // Rows are grouped by the values of their profile inputs: of each group one is known.
    std::vector<std::vector<std::uint32_t>> groups;
    std::unordered_map<std::string, std::size_t> known;
    std::string key;
    std::string last_key;
    std::size_t last = 0;
    for (std::uint32_t row = 0; row < count && !profiles.empty(); ++row) {
        key.clear();
        for (const std::size_t i : profiles) {
            const InputColumn& column = rows_.inputs[i];
            const bool gives = column.given.empty() || column.given[row] != 0;
            const std::int64_t value = gives ? column.values[row] + 1 : 0;
            key.append(reinterpret_cast<const char*>(&value), sizeof value);
        }
        if (groups.empty() || key != last_key) {
            const auto [at, is_new] = known.emplace(key, groups.size());
            if (is_new) { groups.emplace_back(); }
            last = at->second;
            last_key = key;
        }
        groups[last].push_back(row);
    }
    const auto work_of = [&](std::size_t row) -> ColumnWork& {
        std::vector<Presence> given = given_;
        std::vector<std::optional<std::int64_t>> profile(state_.inputs.size());
        for (const std::size_t i : profiles) {
            const InputColumn& column = rows_.inputs[i];
            const bool gives = column.given.empty() || column.given[row] != 0;
            given[i] = gives ? Presence::all : Presence::none;
            if (gives) { profile[i] = column.values[row]; }
        }
        return state_.work(given, profile);
    };
    if (count == 0) { return; }
    if (groups.size() <= 1) {
        run_range(work_of(0), 0, count);
    } else {
        for (const auto& group : groups) { run_group(work_of(group.front()), group); }
    }
    std::sort(
        result_.rejected.begin(), result_.rejected.end(),
        [](const RejectedRow& left, const RejectedRow& right) { return left.row < right.row; });
}

void IndependentRows::run_group(ColumnWork& work, const std::vector<std::uint32_t>& rows) {
    for (std::size_t first = 0; first < rows.size(); first += batch_rows) {
        run_batch(work, rows.data(), first, std::min(batch_rows, rows.size() - first));
    }
}

void IndependentRows::run_range(ColumnWork& work, std::size_t begin, std::size_t end) {
    for (std::size_t first = begin; first < end; first += batch_rows) {
        run_batch(work, nullptr, first, std::min(batch_rows, end - first));
    }
}

void IndependentRows::run_batch(ColumnWork& work, const std::uint32_t* rows, std::size_t first,
                                std::size_t count) {
    bool sound = work.code.fits();
    if (sound) {
        work.machine.resize(RowTree::of_rows(count));
        fill(work, rows, first, count);
        sound = work.machine.run();
    }
    if (sound) { collect(work, rows, first, count); }
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = row_at(rows, first, i);
        bool faulty = !sound || out_of_range_[row] != 0;
        for (std::size_t frame = 0; frame < frame_count && !faulty; ++frame) {
            faulty = work.machine.faulty(static_cast<Frame>(frame))[i] != 0;
        }
        if (faulty) { redo(work, row); }
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
        if (column.slot != no_slot) {
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
                              std::size_t count) {
    for (std::size_t i = 0; i < work.program.outputs.size(); ++i) {
        const Output& output = work.program.outputs[i];
        OutputColumn& made = result_.outputs[i];
        copy_out(made.values.data(), work.machine.column(output.frame, output.slot), rows, first,
                 count);
        if (output.denominator != no_slot) {
            copy_out(made.denominators.data(),
                     work.machine.column(output.frame, output.denominator), rows, first, count);
        }
        if (output.applicable == 0 && rows == nullptr) {
            std::memset(made.applicable.data() + first, 1, count);
            continue;
        }
        const std::int64_t* holds = work.machine.column(output.applicable_frame, output.applicable);
        for (std::size_t k = 0; k < count; ++k) {
            made.applicable[row_at(rows, first, k)] = static_cast<std::uint8_t>(holds[k]);
        }
    }
}

/// One row again in 128 bits: what its figures are, or all that is wrong with it.
void IndependentRows::redo(ColumnWork& work, std::size_t row) {
    const CheckedRuleset& rules = *state_.rules->ruleset;
    std::vector<Fault> faults;
    if (out_of_range_[row] != 0) { faults = input_faults(state_, rows_, std::nullopt, row); }
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
