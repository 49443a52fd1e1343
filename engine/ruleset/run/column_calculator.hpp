#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/run/calculator.hpp"
#include "engine/ruleset/run/row_tree.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

struct ColumnRules;
struct PreparedQuestion;

/// What a column of a prepared question holds. Its values are whole numbers: a number times
/// 10^decimals, 0 or 1, the position of an enum item, the number of a code, or days since
/// 1970-01-01.
struct ColumnShape {
    std::string name;  ///< as it was given or asked; "prior NAME" for the start of a carry
    DefinitionId definition = 0;
    std::optional<std::size_t> field;  ///< of a record param that was asked
    Scope scope = Scope::payslip;
    Type type;           ///< a fraction has a second column of denominators, all above zero
    bool prior = false;  ///< the value of a carry before the row
    std::optional<std::int64_t> low;   ///< inputs: the least and the largest value allowed,
    std::optional<std::int64_t> high;  ///< scaled; nothing for fractions
};

/// A value as a column holds it: a whole number, or two of a fraction.
struct ColumnCell {
    Int128 value = 0;
    Int128 denominator = 1;
};

/// Values, a row each.
struct ColumnValues {
    /// A cell that 64 bits do not hold.
    struct Wide {
        std::size_t row = 0;
        ColumnCell cell;
    };
    std::vector<std::int64_t> values;
    std::vector<std::int64_t> denominators;  ///< of a fraction
    std::vector<Wide> wide;                  ///< by row; in `values` they are 0, or 0/1

    [[nodiscard]] ColumnCell at(std::size_t row) const;
    /// Puts a cell into a row that is there; wide ones row after row.
    void put(std::size_t row, const ColumnCell& cell);
};

/// The values of one input, a row of its scope each.
struct InputColumn : ColumnValues {
    std::vector<std::uint8_t> given;  ///< 1 where the row gives it; empty: every row does
};

/// The values of one figure, a row of its scope each.
struct OutputColumn : ColumnValues {
    std::vector<std::uint8_t> applicable;  ///< 0: the value is zero and no line is printed
};

/// What a run is about: rows, and a column for each of `PreparedColumns::inputs()`.
struct ColumnRows {
    RowTree tree;
    std::vector<InputColumn> inputs;
};

/// A row without figures, and why: in the words of Calculator::evaluate. A row that only reads a
/// rejected one says E801. Of a tree of `one_each` it is the row of every scope.
struct RejectedRow {
    Scope scope = Scope::payslip;
    std::size_t row = 0;
    std::vector<Fault> faults;
};

struct ColumnResult {
    std::vector<OutputColumn> outputs;  ///< as `PreparedColumns::outputs()`; rejected rows hold 0
    std::vector<RejectedRow> rejected;  ///< by scope and row
};

/// A question that was compiled for columns: the same figures of many rows.
class PreparedColumns {
public:
    PreparedColumns();
    ~PreparedColumns();
    PreparedColumns(PreparedColumns&&) noexcept;
    PreparedColumns& operator=(PreparedColumns&&) noexcept;

    /// What is wrong with the question for every row: names that mean nothing, inputs that are
    /// missing whatever a row holds, days outside `covers`. Not to be run unless this is empty.
    [[nodiscard]] const std::vector<Fault>& faults() const;
    [[nodiscard]] const std::vector<ColumnShape>& inputs() const;
    [[nodiscard]] const std::vector<ColumnShape>& outputs() const;

    /// The figures of every row: exactly what Calculator::evaluate gives. Columns are in the order
    /// of `inputs()`. Errors: columns of other lengths than the tree says are a ContractViolation.
    [[nodiscard]] ColumnResult run(const ColumnRows& rows);
    /// The same into a result that was used before: its memory serves again.
    void run(const ColumnRows& rows, ColumnResult& result);

    /// How many programs were compiled so far: one for each profile that was met.
    [[nodiscard]] std::size_t program_count() const;

private:
    friend class ColumnCalculator;
    std::unique_ptr<PreparedQuestion> state_;
};

/// Answers questions for many rows at once, over one checked ruleset. Not for use by two threads at
/// once; two threads have one each, and give the same bytes.
class ColumnCalculator {
public:
    explicit ColumnCalculator(Ruleset ruleset, ProgramChange change = {});

    /// Compiles a question: `given` are the names of inputs, of rules that are given instead of
    /// computed, and of carries ("prior NAME"), as they are written in a Case. An empty list of
    /// figures means what it means to Calculator::evaluate.
    [[nodiscard]] PreparedColumns prepare(std::string_view package,
                                          const std::vector<std::string>& figures,
                                          const Clocks& clocks,
                                          const std::vector<std::string>& given);

    /// The number that stands for a code in columns. A code that no rule names gets one of its own.
    [[nodiscard]] std::int64_t code(const std::string& text);
    [[nodiscard]] const std::string& code_text(std::int64_t number) const;

    /// A value as it stands in a column, or the fault that says what is allowed (E101, E103).
    using Cell = ColumnCell;
    [[nodiscard]] Result<Cell, Fault> cell_of(const ColumnShape& shape, const Value& value);

    /// The value that a column holds in a row.
    [[nodiscard]] Value value_of(const ColumnShape& shape, Cell cell) const;

private:
    std::shared_ptr<ColumnRules> rules_;
};

}  // namespace mutua::ruleset
