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
    explicit ColumnRules(Ruleset given)
        : ruleset{std::move(given)}, codes{*ruleset}, cache{*ruleset, codes}, run_codes{codes} {}

    Ruleset ruleset;
    CodeTable codes;
    ProgramCache cache;
    RunCodes run_codes;
};

/// The range of an input of fractions, judged exactly.
class FractionRange {
public:
    explicit FractionRange(const Definition& definition);

    [[nodiscard]] bool holds(std::int64_t above, std::int64_t below) const {
        const auto product = [](Int128 a, Int128 b) { return a * b; };
        return below > 0 &&
               (!low_ || product(above, low_->denominator) >= product(low_->value, below)) &&
               (!high_ || product(above, high_->denominator) <= product(high_->value, below));
    }

    /// Both bounds as pairs; a bound that is not there is as far as 64 bits go.
    [[nodiscard]] ColumnMachine::Pair low() const {
        return pair_or(low_, {std::numeric_limits<std::int64_t>::min(), 1});
    }
    [[nodiscard]] ColumnMachine::Pair high() const {
        return pair_or(high_, {std::numeric_limits<std::int64_t>::max(), 1});
    }

private:
    static ColumnMachine::Pair pair_or(const std::optional<RawValue>& bound,
                                       ColumnMachine::Pair otherwise) {
        if (!bound) { return otherwise; }
        return {static_cast<std::int64_t>(bound->value),
                static_cast<std::int64_t>(bound->denominator)};
    }

    std::optional<RawValue> low_;
    std::optional<RawValue> high_;
};

/// A program with its machine, for one profile.
struct ColumnWork {
    ColumnWork(const CheckedRuleset& rules, const Program& compiled,
               const std::vector<ColumnShape>& inputs);

    const Program& program;
    ColumnProgram code;
    ColumnMachine machine;
    std::vector<std::size_t> input_of;  ///< by column of the program: index of the input
    /// Inputs whose values are looked at: the slot they lie in, or nothing.
    struct Range {
        std::size_t input = 0;
        Frame frame = Frame::payslip;
        std::uint16_t slot = no_slot;
        std::uint16_t denominator = no_slot;
        FractionRange fractions;
    };
    std::vector<Range> ranges;
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
    std::vector<std::uint32_t> group_of;  ///< by row
    std::vector<std::uint32_t> grouped;   ///< rows, those of a group together

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
    std::size_t find_groups(const std::vector<std::size_t>& profiles);
    ColumnWork& work_of(const std::vector<std::size_t>& profiles, std::size_t row);
    void run_rows(ColumnWork& work, const std::uint32_t* rows, std::size_t begin,
                  std::size_t count);
    void check(ColumnWork& work, const std::uint32_t* rows, std::size_t first, std::size_t count);
    void run_batch(ColumnWork& work, const std::uint32_t* rows, std::size_t first,
                   std::size_t count);
    void fill(ColumnWork& work, const std::uint32_t* rows, std::size_t first, std::size_t count);
    bool bind(ColumnWork& work, const std::uint32_t* rows, std::size_t first, std::size_t count);
    void collect(ColumnWork& work, const std::uint32_t* rows, std::size_t first, std::size_t count,
                 bool in_place);
    void redo(ColumnWork& work, std::size_t row);

    PreparedQuestion& state_;
    const ColumnRows& rows_;
    ColumnResult& result_;
    std::vector<Presence> given_;
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

/// Marks the rows of an input whose value is not allowed; true when there is one.
bool mark_out_of_range(const CheckedRuleset& rules, const ColumnShape& shape,
                       const InputColumn& column, std::vector<std::uint8_t>& marks);

/// The faults of the inputs of one row of a scope; nothing for every scope.
[[nodiscard]] std::vector<Fault> input_faults(PreparedQuestion& state, const ColumnRows& rows,
                                              std::optional<Scope> scope, std::size_t row);

/// Writes the inputs of one row of a scope into frames.
void store_inputs(const ColumnWork& work, const ColumnRows& rows, std::size_t row,
                  std::size_t target, std::optional<Scope> scope, RowFrames& frames);

}  // namespace mutua::ruleset
