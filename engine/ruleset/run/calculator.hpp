#pragma once

#include "engine/core/date.hpp"
#include "engine/core/money.hpp"
#include "engine/ruleset/ruleset.hpp"
#include "engine/ruleset/run/value.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// The days that choose versions. quarter_start and year_start follow work_end.
struct Clocks {
    Date work_start;
    Date work_end;
    Date payment_date;
    Date issue_date;

    /// Every clock on one day; the worked period is its month up to the month's last day.
    [[nodiscard]] static Clocks all(Date day);
    friend bool operator==(const Clocks&, const Clocks&) = default;
};

/// What the rules are run on: one payslip of one member, its contracts, and their clients.
/// A name in `common` goes to the row or rows of its own scope; `contracts` and `clients` hold what
/// differs. No contracts means one contract row made of `common` alone, no clients one client.
/// "prior NAME" gives the value of a carry before the row; without it the carry starts anew.
struct Case {
    Clocks clocks;
    Values common;
    std::vector<Values> contracts;
    std::vector<Values> clients{};
    std::vector<std::size_t> client_of{};  ///< by contract; empty: all are of client 0
};

/// A computed (or given) figure. Not applicable is not zero: it prints no line.
struct Figure {
    Value value;
    bool applicable = true;
    bool given = false;

    /// The amount in cents. Errors: not a number of two decimals is a ContractViolation.
    [[nodiscard]] Money money() const;
    [[nodiscard]] bool yes() const;
    [[nodiscard]] const std::string& text() const;
};

/// Why a row was rejected: E101 …, which name, in words; `contract` is the row's index, if any.
struct Fault {
    std::string code;
    std::string name;
    std::string message;
    std::string help;
    std::optional<std::size_t> contract;
};

/// The figures that were asked for. A contract-scoped one has a value for each contract, a
/// client-scoped one for each client.
class Outcome {
public:
    std::vector<Fault> faults;

    [[nodiscard]] bool ok() const noexcept { return faults.empty(); }
    /// Errors: a figure that was not asked for, or any figure of a faulty outcome, is a
    /// ContractViolation.
    [[nodiscard]] const Figure& at(std::string_view figure, std::size_t contract = 0) const;
    [[nodiscard]] Money money(std::string_view figure, std::size_t contract = 0) const {
        return at(figure, contract).money();
    }

    std::map<std::string, std::vector<Figure>, std::less<>> figures;
};

/// What to look for when solving backwards.
enum class Goal {
    largest_not_above,  ///< the largest input whose figure does not exceed the target
    smallest_reaching,  ///< the smallest input whose figure is at least the target
};

/// An input for which a figure gives the value that is looked for, or comes to it and passes it.
struct SolvedInput {
    Value input;
    /// The last input of those in a row that give the value, where there are several; nothing where
    /// the figure is increasing.
    std::optional<Value> until;
    Value figure;
    bool exact = false;
    bool falls = false;  ///< the figure reaches the value here, and one step above no longer does
    /// The figure one step below; above, where it falls. Nothing at the end of the range, or where
    /// the row is rejected.
    std::optional<Value> next_input;
    std::optional<Value> next_figure;
};

/// What solving backwards found.
struct Solution {
    std::vector<SolvedInput> answers;  ///< in rising order; one, where the figure is increasing
    /// Nothing when these are all that there are. Else one value in each such step was looked at.
    std::optional<Value> sampled_at;
    bool depends = true;      ///< the figure reads the input at all
    bool increasing = false;  ///< proved, for the whole range
    Value low;                ///< the range of the input
    Value high;
    /// Of the figure, for the inputs that were looked at; where there is no answer, and finding it
    /// out takes no time.
    std::optional<Value> least;
    std::optional<Value> most;
};

struct Program;
/// Made to each program once it is compiled. Only tests have one: they see with it that a wrong
/// instruction is noticed.
using ProgramChange = std::function<void(Program&)>;

/// Answers questions over one checked ruleset; compiles a program the first time a question of
/// its shape is asked and keeps it. Not for use by two threads at once.
class Calculator {
public:
    explicit Calculator(Ruleset ruleset, ProgramChange change = {});
    ~Calculator();
    Calculator(Calculator&&) noexcept;
    Calculator& operator=(Calculator&&) noexcept;

    [[nodiscard]] const Ruleset& ruleset() const noexcept;

    /// Computes `figures` (rules, carries, inputs or params, by bare name as seen from `package`,
    /// or with their package) for one case. An empty list means every rule of the package and of
    /// those it uses that can be computed in scope payslip or contract. Unknown names, missing
    /// inputs, wrong kinds, ranges, dates outside `covers`, failed `ensure` and every run-time
    /// error are faults of the outcome, all of them at once where possible.
    [[nodiscard]] Outcome evaluate(std::string_view package,
                                   const std::vector<std::string>& figures, const Case& row);

    /// Finds the input of type EUR (cents) that gives `target` for `figure`: bisection over the
    /// input's declared range, then a scan of `scan` cents on either side, since several roundings
    /// may fall together. Nothing when no value of the range satisfies the goal.
    /// For a case of one contract; faults of single trials count as "not satisfied".
    [[nodiscard]] std::optional<Money> solve(std::string_view package, std::string_view input,
                                             std::string_view figure, Money target, Goal goal,
                                             const Case& row, int scan = 0);

    /// Finds the inputs that give `target` for `figure`, all else as the case says: where the
    /// figure is proved increasing, the smallest that gives it exactly, else the smallest that
    /// reaches it; where that is not proved, all of them. In a range too large for that, what 256
    /// points of it and the thresholds on it show. A value that the case gives for the input counts
    /// for nothing. Errors: names that mean nothing (R101), an input or figure that is no number,
    /// and no input (R203), more decimals than the figure has (E103), and all that rejects the
    /// case.
    [[nodiscard]] Result<Solution, std::vector<Fault>> solve_for(std::string_view package,
                                                                 std::string_view input,
                                                                 std::string_view figure,
                                                                 const Value& target,
                                                                 const Case& row);

    struct State;  ///< run/calculator_state.hpp

private:
    std::unique_ptr<State> state_;
};

}  // namespace mutua::ruleset
