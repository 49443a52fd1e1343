#pragma once

#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/explain/figure_replay.hpp"
#include "engine/ruleset/explain/words.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// "half up to 0.01"
[[nodiscard]] std::string rounding_words(const Words& words, const CheckedRounding& rounding);

/// True of "0.00", "0 days": two sides that lie no distance apart.
[[nodiscard]] bool is_no_distance(const std::string& distance);

/// A value with its unit: "58.00 EUR".
[[nodiscard]] std::string with_unit(const std::string& text, const Type& type);

/// "since 2025-01-01", "2025-01-01 .. 2026-06-30"; empty for all time.
[[nodiscard]] std::string days_text(const Words& words, const Days& days);

/// Explains formulas and conditions of one replayed case.
class FormulaExplainer {
public:
    /// `replay` outlives it; `contracts` are the names of the contract rows, if they have any.
    explicit FormulaExplainer(FigureReplay& replay, Words words = Words{},
                              std::vector<std::string> contracts = {})
        : replay_{replay},
          rules_{replay.rules()},
          words_{words},
          contracts_{std::move(contracts)} {}

    /// A condition with the values that a row saw, and the tests it is made of.
    [[nodiscard]] ExplainedCondition condition(const TypedExpression& when,
                                               const ExactPlace& place);

    /// Conditions of exceptions, labelled.
    [[nodiscard]] std::vector<ExplainedCondition> conditions(
        const std::vector<CheckedException>& exceptions, const ExactPlace& place);

    /// Adds formula, values, roundings and operands; gives the value after the rounding.
    Constant explain(ExplainedFormula& made, const Formula& formula, const ExactPlace& place,
                     const Type& type);

    /// The same of an expression, whose rounding stands elsewhere or nowhere.
    Constant explain(ExplainedFormula& made, const TypedExpression& formula,
                     const ExactPlace& place);

    /// Adds the rounding after a formula; gives the value after it.
    Constant add_rounding(ExplainedFormula& made, const Constant& before,
                          const CheckedRounding& rounding, const Type& type) const;

    /// Adds the operands of a condition that decided alone.
    void add_operands(ExplainedFormula& made, const TypedExpression& condition,
                      const ExactPlace& place);

    /// Adds what a condition reads that is provisional: nothing else of it is an operand.
    void add_provisional(ExplainedFormula& made, const TypedExpression& condition,
                         const ExactPlace& place);

    /// Adds a line for each exception that gave no value.
    void add_idle(ExplainedFormula& made, const std::vector<CheckedException>& exceptions,
                  std::optional<std::size_t> taken) const;

    /// Adds version and sources.
    void add_version(ExplainedFormula& made, const Days& days,
                     const CheckedEvidence& evidence) const;

    /// The rules and carries that were read, with their rows, since the last call.
    [[nodiscard]] std::vector<std::pair<DefinitionId, std::size_t>> take_read();

private:
    void add_parts(std::vector<ExplainedPart>& parts, const TypedExpression& one,
                   const ExactPlace& place, bool wanted);
    [[nodiscard]] std::string distance(const TypedExpression& one, const ExactPlace& place);
    static void add_operand(ExplainedFormula& made, ExplainedOperand&& operand);
    void add_look(ExplainedFormula& made, const FormulaLook& look, const ExactPlace& place);
    [[nodiscard]] ExplainedOperand operand_of(const LookedAt& seen, const FormulaLook& look,
                                              const ExactPlace& place);
    [[nodiscard]] std::string read_detail(const LookedAt& seen, const ExactPlace& place);
    [[nodiscard]] std::string rows_detail(const LookedAt& seen, const ExactPlace& place) const;
    void add_scale(ExplainedOperand& made, const LookedAt& seen) const;
    void add_table(ExplainedOperand& made, const LookedAt& seen) const;
    void note_read(const TypedExpression& one, const ExactPlace& place);
    [[nodiscard]] std::string idle_text(const Loser& loser) const;
    [[nodiscard]] std::vector<ExplainedSource> sources_of(const CheckedEvidence& evidence) const;

    FigureReplay& replay_;
    const CheckedRuleset& rules_;
    Words words_;
    std::vector<std::string> contracts_;
    std::vector<std::pair<DefinitionId, std::size_t>> read_;
};

}  // namespace mutua::ruleset
