#include "engine/ruleset/run/column_question.hpp"
#include "engine/ruleset/run/fault_words.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

constexpr std::array<Scope, scope_count> scopes{Scope::contract, Scope::payslip, Scope::member,
                                                Scope::client};

/// The one value of a profile input whose rows all give it.
std::optional<std::int64_t> same_in_all(const CheckedRuleset& rules, const ColumnShape& shape,
                                        const InputColumn& column, Presence presence) {
    const InputDefinition* input = rules.definitions[shape.definition].input();
    if (input == nullptr || !input->profile || presence != Presence::all) { return std::nullopt; }
    const auto& values = column.values;
    const bool same = std::all_of(values.begin(), values.end(),
                                  [&](std::int64_t one) { return one == values.front(); });
    return same && !values.empty() ? std::optional{values.front()} : std::nullopt;
}

}  // namespace

ConnectedRows::ConnectedRows(PreparedQuestion& state, const ColumnRows& rows, ColumnResult& result)
    : state_{state}, rows_{rows}, result_{result} {
    for (const InputColumn& column : rows.inputs) { given_.push_back(presence_of(column)); }
}

void ConnectedRows::run() {
    const CheckedRuleset& rules = *state_.rules->ruleset;
    RowMachine::Marks out_of_range;
    for (const Scope scope : scopes) {
        out_of_range[static_cast<std::size_t>(scope)].assign(rows_.tree.rows(scope), 0);
    }
    bool sound = true;
    std::vector<std::optional<std::int64_t>> profile;
    for (std::size_t i = 0; i < state_.inputs.size(); ++i) {
        const ColumnShape& shape = state_.inputs[i];
        const InputColumn& column = rows_.inputs[i];
        auto& marks = out_of_range[static_cast<std::size_t>(shape.scope)];
        if (mark_out_of_range(rules, shape, column, 0, marks)) { sound = false; }
        if (!column.wide.empty()) { sound = false; }
        profile.push_back(same_in_all(rules, shape, column, given_[i]));
    }
    ColumnWork& work = state_.work(given_, profile);
    if (sound && work.code.fits()) {
        work.machine.resize(rows_.tree);
        work.machine.begin();
        fill(work);
        if (work.machine.run() && !work.machine.any_faulty()) { return collect(work); }
    }
    redo(work, std::move(out_of_range));
}

void ConnectedRows::fill(ColumnWork& work) {
    for (std::size_t i = 0; i < work.program.columns.size(); ++i) {
        const Column& column = work.program.columns[i];
        const InputColumn& input = rows_.inputs[work.input_of[i]];
        const auto gives = [&](std::size_t k) {
            return input.given.empty() || input.given[k] != 0;
        };
        const std::size_t count = rows_.tree.rows(column.frame);
        const auto write = [&](std::uint16_t slot, const auto& value_of) {
            if (slot == no_slot) { return; }
            std::int64_t* target = work.machine.column(column.frame, slot);
            for (std::size_t k = 0; k < count; ++k) { target[k] = value_of(k); }
        };
        write(column.slot, [&](std::size_t k) { return gives(k) ? input.values[k] : 0; });
        write(column.denominator,
              [&](std::size_t k) { return gives(k) ? input.denominators[k] : 1; });
        write(column.given, [&](std::size_t k) { return gives(k) ? 1 : 0; });
    }
}

void ConnectedRows::collect(ColumnWork& work) {
    const Program& program = work.program;
    for (std::size_t i = 0; i < program.outputs.size(); ++i) {
        const Output& output = program.outputs[i];
        const Scope own = state_.outputs[i].scope;
        OutputColumn& made = result_.outputs[i];
        const auto read = [&](Frame frame, std::uint16_t slot, std::size_t row) {
            const bool constant = slot < program.layout(frame).constants;
            const std::size_t from = constant ? 0 : row_above(rows_.tree, own, frame, row);
            return work.machine.column(frame, slot)[from];
        };
        for (std::size_t row = 0; row < made.values.size(); ++row) {
            made.values[row] = read(output.frame, output.slot, row);
            if (output.denominator != no_slot) {
                made.denominators[row] = read(output.frame, output.denominator, row);
            }
            const bool applies = read(output.applicable_frame, output.applicable, row) != 0;
            made.applicable[row] = static_cast<std::uint8_t>(applies);
        }
    }
}

/// All rows again in 128 bits, since they read one another.
void ConnectedRows::redo(ColumnWork& work, RowMachine::Marks out_of_range) {
    const Program& program = work.program;
    const CheckedRuleset& rules = *state_.rules->ruleset;
    RowFrames& frames = state_.frames;
    frames.reset(program, rows_.tree);
    for (const Scope scope : scopes) {
        for (std::size_t row = 0; row < rows_.tree.rows(scope); ++row) {
            store_inputs(work, rows_, row, row, scope, frames);
        }
    }
    const auto found =
        first_faults(rules, program, rows_.tree, state_.machine.run(program, frames, out_of_range));
    std::map<std::pair<Frame, std::size_t>, std::vector<RowFault>> by_row;
    for (const RowFault& one : found) { by_row[{one.frame, one.row}].push_back(one); }
    std::vector<RejectedRow> causes;
    for (const Scope scope : scopes) {
        const auto& marks = out_of_range[static_cast<std::size_t>(scope)];
        for (std::size_t row = 0; row < marks.size(); ++row) {
            std::vector<Fault> faults;
            if (marks[row] != 0) { faults = input_faults(state_, rows_, scope, row); }
            const auto own = by_row.find({scope, row});
            if (faults.empty() && own != by_row.end()) {
                faults = in_words(rules, program, state_.request.days, own->second);
            }
            if (!faults.empty()) { causes.push_back({scope, row, std::move(faults)}); }
        }
    }
    for (std::size_t i = 0; i < program.outputs.size(); ++i) {
        const Output& output = program.outputs[i];
        const Scope own = state_.outputs[i].scope;
        OutputColumn& made = result_.outputs[i];
        for (std::size_t row = 0; row < made.values.size(); ++row) {
            made.put(row, {});
            made.applicable[row] = 0;
            if (state_.machine.is_rejected(own, row)) { continue; }
            const auto read = [&](Frame frame, std::uint16_t slot) {
                return frames.row(frame, row_above(rows_.tree, own, frame, row))[slot];
            };
            made.put(row,
                     {read(output.frame, output.slot),
                      output.denominator == no_slot ? 1 : read(output.frame, output.denominator)});
            const bool applies = read(output.applicable_frame, output.applicable) != 0;
            made.applicable[row] = static_cast<std::uint8_t>(applies);
        }
    }
    result_.rejected = causes;
    for (const Scope scope : scopes) {
        for (std::size_t row = 0; row < rows_.tree.rows(scope); ++row) {
            const auto is_this = [&](const RejectedRow& one) {
                return one.scope == scope && one.row == row;
            };
            const bool told = std::any_of(causes.begin(), causes.end(), is_this);
            if (!state_.machine.is_rejected(scope, row) || told) { continue; }
            result_.rejected.push_back({scope, row, {reads_rejected(causes, scope, row)}});
        }
    }
    std::stable_sort(result_.rejected.begin(), result_.rejected.end(),
                     [](const RejectedRow& left, const RejectedRow& right) {
                         return std::pair{left.scope, left.row} < std::pair{right.scope, right.row};
                     });
}

/// E801: the first cause that this row has to do with.
Fault ConnectedRows::reads_rejected(const std::vector<RejectedRow>& causes, Scope scope,
                                    std::size_t row) const {
    const RowTree& tree = rows_.tree;
    const auto related = [&](const RejectedRow& one) {
        if (belongs_to(one.scope, scope)) {
            return row_above(tree, one.scope, scope, one.row) == row;
        }
        if (belongs_to(scope, one.scope)) {
            return row_above(tree, scope, one.scope, row) == one.row;
        }
        return false;
    };
    auto at = std::find_if(causes.begin(), causes.end(), related);
    if (at == causes.end()) { at = causes.begin(); }
    const Fault& first = at->faults.front();
    return {"E801", first.name,
            "this " + std::string{to_string(scope)} + " reads a " +
                std::string{to_string(at->scope)} + " that is rejected (" + first.code + ": " +
                first.message + ")",
            first.help, std::nullopt};
}

}  // namespace mutua::ruleset
