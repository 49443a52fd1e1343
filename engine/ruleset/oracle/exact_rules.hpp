#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/oracle/exact_case.hpp"
#include "engine/ruleset/oracle/exact_watcher.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// A figure in exact numbers.
struct ExactFigure {
    Constant value;
    bool applicable = true;
    bool given = false;
};

/// Why a row is rejected: the code, and the definition whose value or test it is.
struct ExactFault {
    std::string code;
    DefinitionId definition = 0;
    std::optional<std::size_t> row;  ///< of its scope
    friend bool operator==(const ExactFault&, const ExactFault&) = default;
};

/// Where an expression is read: a row of a scope, and the value below while a layer amends it.
struct ExactPlace {
    Scope scope = Scope::payslip;
    std::size_t row = 0;
    DefinitionId owner = 0;
    const Constant* inherited = nullptr;
};

/// The oracle: computes figures by walking the checked rules in exact rational numbers. Versions
/// are chosen by date, exceptions judged one by one, scales summed by their definition; only what
/// decides is looked at. It shares nothing with the programs and machines but the checked rules.
/// Source: the specification of the language, its section 16, "Oracle".
class ExactRules {
public:
    /// `rules` and `watcher` outlive it; the watcher may be null.
    explicit ExactRules(const CheckedRuleset& rules, ExactWatcher* watcher = nullptr);

    /// Starts a case: forgets the figures of the one before. Values outside their range are faults.
    void begin(ExactCase row);

    /// The figure in a row of its scope; nothing when the row is rejected (faults() then says why).
    /// Tests of what was computed on the way (`ensure`) are left to finish().
    [[nodiscard]] const ExactFigure* figure(DefinitionId definition, std::size_t row = 0);

    /// The field of a record param, or a param.
    [[nodiscard]] std::optional<Constant> param(DefinitionId definition,
                                                std::optional<std::size_t> field);

    /// Tests every `ensure` of what was computed since begin(), and keeps of all faults those that
    /// follow from no other one.
    void finish();

    /// One expression as a row of a place sees it; nothing when it rejects the row.
    [[nodiscard]] std::optional<Constant> value_at(const TypedExpression& expression,
                                                   const ExactPlace& place);

    /// True when finish() left out a fault of that code, since it follows from another one.
    [[nodiscard]] bool left_out(const std::string& code) const;

    /// What rejected the case so far, each once.
    [[nodiscard]] const std::vector<ExactFault>& faults() const noexcept { return faults_; }

    [[nodiscard]] std::size_t rows(Scope scope) const;
    [[nodiscard]] const ExactCase& row() const noexcept { return case_; }
    [[nodiscard]] const CheckedRuleset& rules() const noexcept { return rules_; }
    /// Gives the walk another watcher, or none; returns the one before.
    ExactWatcher* watch(ExactWatcher* watcher) noexcept { return std::exchange(watcher_, watcher); }

    /// The row of `owner` that the row of a place belongs to, or is.
    [[nodiscard]] std::size_t row_of(const ExactPlace& place, Scope owner) const;

    /// The rows of `below` that belong to the row of a place.
    [[nodiscard]] std::vector<std::size_t> rows_below(const ExactPlace& place, Scope below) const;

private:
    struct Cell {
        enum class State : std::uint8_t { unknown, known, faulty };
        State state = State::unknown;
        ExactFigure figure;
        ExactFault fault;
    };
    struct RuleValue {
        Constant value;
        bool applicable = true;
    };

    // exact_rules.cpp
    const ExactFigure& known(DefinitionId definition, std::size_t row);
    ExactFigure computed(DefinitionId definition, std::size_t row);
    ExactFigure input_value(DefinitionId definition, const ExactPlace& place);
    Constant carry_value(DefinitionId definition, const ExactPlace& place);
    RuleValue rule_value(DefinitionId definition, const ExactPlace& place);
    RuleValue mean_of_days(DefinitionId definition, const ExactPlace& place);
    bool applies(DefinitionId definition, std::size_t version, const ExactPlace& place);
    const Formula& live_formula(DefinitionId definition, std::size_t version,
                                const ExactPlace& place);
    Constant amended(DefinitionId definition, Constant value, const ExactPlace& place);
    Constant amended_by(DefinitionId definition, Layer layer, Constant below,
                        const ExactPlace& place);
    std::vector<const CheckedException*> live_amendments(DefinitionId definition, Layer layer,
                                                         const ExactPlace& place);
    Constant formula(const Formula& formula, const ExactPlace& place);
    Constant prior(DefinitionId definition, std::size_t row);
    std::vector<std::size_t> top_exceptions(const std::vector<CheckedException>& exceptions,
                                            const ExactPlace& place);
    void check_given();
    void note(const ExactFault& fault);
    void keep_causes();
    [[nodiscard]] bool belong_together(const ExactFault& left, const ExactFault& right) const;
    [[nodiscard]] bool have_row_in_common(const ExactFault& left, const ExactFault& right) const;
    [[noreturn]] static void fail(const char* code, const ExactPlace& place);
    void require_covered(PackageId package, Clock clock, const ExactPlace& place) const;
    template <typename Version>
    std::size_t version_at(const Definition& definition, const std::vector<Version>& versions,
                           const TypedExpression& read, const ExactPlace& place) const;
    // exact_expression.cpp
    Constant value(const TypedExpression& expression, const ExactPlace& place);
    bool holds(const TypedExpression& condition, const ExactPlace& place);
    Decimal number(const TypedExpression& expression, const ExactPlace& place);
    Constant clamped(const TypedExpression& expression, const ExactPlace& place);
    Constant arithmetic(const TypedExpression& expression, const ExactPlace& place);
    Constant comparison(const TypedExpression& expression, const ExactPlace& place);
    Constant logic(const TypedExpression& expression, const ExactPlace& place);
    Constant choice(const TypedExpression& expression, const ExactPlace& place);
    Constant extreme(const TypedExpression& expression, const ExactPlace& place);
    Constant over_rows(const TypedExpression& expression, const ExactPlace& place);
    Constant read(const TypedExpression& expression, const ExactPlace& place);
    Constant scale(const TypedExpression& expression, const ExactPlace& place);
    Constant look_up(const TypedExpression& expression, const ExactPlace& place);
    Constant split(const TypedExpression& expression, const ExactPlace& place);
    Decimal rounded(const Decimal& before, const Decimal& step, Rounding mode, syntax::Span site);

    const CheckedRuleset& rules_;
    ExactWatcher* watcher_;
    ExactCase case_;
    std::vector<std::vector<Cell>> cells_;             ///< by definition and row
    std::vector<DefinitionId> touched_;                ///< definitions with known cells
    std::vector<std::vector<const Constant*>> given_;  ///< by definition and row
    std::vector<DefinitionId> given_ids_;
    std::vector<std::pair<DefinitionId, std::size_t>> tests_;  ///< rules whose `ensure` is due
    std::vector<ExactFault> faults_;
    std::vector<ExactFault> left_out_;
};

/// The value of what does not apply: zero, or no.
[[nodiscard]] Constant nothing_of(const Type& type);

/// The parts of a whole in proportion to weights: floors of the exact shares at `unit`, then one
/// unit each to the largest remainders, ties to the first. All weights zero: equal parts.
[[nodiscard]] std::vector<Decimal> exact_shares(const Decimal& whole,
                                                const std::vector<Decimal>& weights,
                                                const Decimal& unit);

}  // namespace mutua::ruleset
