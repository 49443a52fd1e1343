#pragma once

#include "engine/ruleset/run/binding.hpp"
#include "engine/ruleset/run/column_calculator.hpp"
#include "engine/ruleset/run/column_machine.hpp"
#include "engine/ruleset/run/question.hpp"
#include "engine/ruleset/run/row_machine.hpp"

#include <limits>
#include <unordered_map>

namespace mutua::ruleset {

/// What every question over one ruleset shares: its codes and its programs.
struct ColumnRules {
    ColumnRules(Ruleset given, ProgramChange change)
        : ruleset{std::move(given)},
          codes{*ruleset},
          cache{*ruleset, codes, std::move(change)},
          run_codes{codes} {}

    Ruleset ruleset;
    CodeTable codes;
    ProgramCache cache;
    RunCodes run_codes;
};

/// A program with its machine, for one profile.
struct ColumnWork {
    ColumnWork(const Program& compiled, const std::vector<ColumnShape>& inputs);

    const Program& program;
    ColumnProgram code;
    ColumnMachine machine;
    std::vector<std::size_t> input_of;  ///< by column of the program: index of the input
    /// By output: its column can be computed where the result lies.
    std::vector<bool> in_place;
};

/// A question ready for any number of rows.
struct PreparedQuestion {
    std::shared_ptr<ColumnRules> rules;
    ProgramRequest request;
    std::vector<ColumnShape> inputs;
    std::vector<ColumnShape> outputs;
    std::vector<Fault> faults;
    std::unordered_map<std::string, std::unique_ptr<ColumnWork>> works;
    RowMachine machine;
    RowFrames frames;

    /// The work for rows with these values of profile inputs (by input; nothing: not the same).
    ColumnWork& work(const std::vector<Presence>& given,
                     const std::vector<std::optional<std::int64_t>>& profile);
};

/// Runs a prepared question over rows that are independent of one another.
class IndependentRows {
public:
    IndependentRows(PreparedQuestion& state, const ColumnRows& rows, ColumnResult& result);
    void run();

private:
    void run_window(std::size_t first, std::size_t count);
    [[nodiscard]] std::vector<std::size_t> runs_of_profiles(std::size_t first,
                                                            std::size_t end) const;
    ColumnWork& work_of(const std::vector<std::size_t>& profiles, std::size_t row);
    void run_rows(ColumnWork& work, std::size_t begin, std::size_t count);
    void run_batch(ColumnWork& work, std::size_t first, std::size_t count);
    bool bind(ColumnWork& work, std::size_t first, std::size_t count);
    void fill(ColumnWork& work, std::size_t first, std::size_t count);
    void collect(ColumnWork& work, std::size_t first, std::size_t count, bool in_place);
    void redo(ColumnWork& work, std::size_t row);

    PreparedQuestion& state_;
    const ColumnRows& rows_;
    ColumnResult& result_;
    std::vector<Presence> given_;
    std::vector<std::size_t> profiles_;  ///< inputs that make a program of their own worthwhile
    std::size_t window_ = 0;             ///< first row of those that are looked at
    std::vector<std::uint8_t> outside_;  ///< by row of the window: an input is outside its range
    bool any_outside_ = false;
};

/// Runs a prepared question over rows that read one another.
class ConnectedRows {
public:
    ConnectedRows(PreparedQuestion& state, const ColumnRows& rows, ColumnResult& result);
    void run();

private:
    void fill(ColumnWork& work);
    void collect(ColumnWork& work);
    void redo(ColumnWork& work, RowMachine::Marks out_of_range);
    [[nodiscard]] Fault reads_rejected(const std::vector<RejectedRow>& causes, Scope scope,
                                       std::size_t row) const;

    PreparedQuestion& state_;
    const ColumnRows& rows_;
    ColumnResult& result_;
    std::vector<Presence> given_;
};

/// Which rows give an input: all, none, or some.
[[nodiscard]] Presence presence_of(const InputColumn& column);

/// Marks, of as many rows from `first` as there are marks, those whose input is not allowed; true
/// when there is one.
bool mark_out_of_range(const CheckedRuleset& rules, const ColumnShape& shape,
                       const InputColumn& column, std::size_t first,
                       std::vector<std::uint8_t>& marks);

/// The faults of the inputs of one row of a scope; nothing for every scope.
[[nodiscard]] std::vector<Fault> input_faults(PreparedQuestion& state, const ColumnRows& rows,
                                              std::optional<Scope> scope, std::size_t row);

/// Writes the inputs of one row of a scope into frames.
void store_inputs(const ColumnWork& work, const ColumnRows& rows, std::size_t row,
                  std::size_t target, std::optional<Scope> scope, RowFrames& frames);

}  // namespace mutua::ruleset
