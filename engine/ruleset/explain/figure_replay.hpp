#pragma once

#include "engine/ruleset/oracle/exact_rules.hpp"
#include "engine/ruleset/oracle/formula_look.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// Which way a formula went at one place: the branch of a choice, the bracket of a scale, the
/// winner of a `min` or `max`.
struct Decision {
    const TypedExpression* expression = nullptr;
    std::size_t taken = 0;    ///< of a scale: 0 below the first bracket, else its number
    std::size_t version = 0;  ///< of a scale
    friend bool operator==(const Decision&, const Decision&) = default;
};

/// How a computed figure came about.
struct FigureShape {
    /// One version in force: one in all, or several of a rule that is dated by `day`.
    struct Version {
        std::size_t version = 0;
        bool applies = true;
        std::optional<std::size_t> exception;  ///< nothing: the default
        friend bool operator==(const Version&, const Version&) = default;
    };
    std::vector<Version> versions;
    std::vector<const CheckedException*> amended;   ///< the amendments that spoke, lowest first
    std::vector<Decision> decisions;                ///< of its own formulas
    std::vector<std::pair<Layer, Constant>> below;  ///< the value that each layer met

    /// The value that a layer met.
    [[nodiscard]] const Constant& value_below(Layer layer) const;
};

/// Walks one case and remembers how each figure came about.
class FigureReplay : private ExactWatcher {
public:
    /// `rules` outlives it.
    FigureReplay(const CheckedRuleset& rules, ExactCase row);
    FigureReplay(const FigureReplay&) = delete;
    FigureReplay& operator=(const FigureReplay&) = delete;

    /// Starts again with another case.
    void begin(ExactCase row);

    /// From now on a `min` or `max` with equal sides is decided by the one that decided in `shape`,
    /// which outlives it. Else the first of them does.
    void settle_ties_as(const FigureShape& shape) { before_ = &shape; }

    /// The figure in a row of its scope; nothing when it is rejected.
    const ExactFigure* figure(DefinitionId definition, std::size_t row);

    /// Tests the `ensure`s of all that was computed; false when the row is rejected.
    [[nodiscard]] bool finish();

    /// Of a figure that was computed and not given.
    [[nodiscard]] const FigureShape& shape(DefinitionId definition, std::size_t row) const;

    struct Looked {
        std::optional<Constant> value;  ///< nothing when the row is rejected there
        FormulaLook look;
    };
    /// One expression as a row of a place sees it, and what it looked at.
    [[nodiscard]] Looked look(const TypedExpression& expression, const ExactPlace& place);

    [[nodiscard]] const ExactRules& exact() const noexcept { return exact_; }
    [[nodiscard]] const CheckedRuleset& rules() const noexcept { return exact_.rules(); }

private:
    using Key = std::pair<DefinitionId, std::size_t>;
    /// Where the sides of a `min` or `max` begin in what is noted.
    using Sides = std::vector<std::size_t>;
    struct Frame {
        Key key;
        FigureShape shape;
        std::vector<Sides> sides;
        std::size_t rows = 0;
        bool in_formula = false;  ///< and not in a condition that chooses one
    };
    struct LookSides {
        Sides seen;
        Sides losers;
        Sides roundings;
    };

    void enter(DefinitionId definition, std::size_t row) override;
    void leave() override;
    void enter_row(const TypedExpression& aggregate, std::size_t row) override;
    void leave_row() override;
    void version(DefinitionId rule, std::size_t version) override;
    void applied(DefinitionId rule, std::size_t version, bool holds) override;
    void taken(DefinitionId rule, std::size_t version,
               std::optional<std::size_t> exception) override;
    void layer(DefinitionId rule, Layer layer, const Constant& below) override;
    void amended(DefinitionId rule, const CheckedException& exception) override;
    void read(const TypedExpression& expression, const Constant& value,
              std::optional<std::size_t> version) override;
    void scale(const TypedExpression& expression, const ScaleUse& use) override;
    void table(const TypedExpression& expression, const TableUse& use) override;
    void rows(const TypedExpression& expression, const Constant& result,
              const std::vector<std::pair<std::size_t, Constant>>& rows) override;
    void branch(const TypedExpression& expression, std::size_t taken) override;
    void side(const TypedExpression& expression, std::size_t index) override;
    void decided(const TypedExpression& expression, const ExtremeUse& use) override;
    void rounded(const RoundingUse& use) override;

    [[nodiscard]] Frame* frame();
    [[nodiscard]] FormulaLook* live_look();
    void see(LookedAt seen);
    void note(const Decision& decision);
    [[nodiscard]] std::size_t settled(const TypedExpression& expression,
                                      const ExtremeUse& use) const;

    ExactRules exact_;
    std::vector<Frame> frames_;
    std::map<Key, FigureShape> shapes_;
    const FigureShape* before_ = nullptr;
    FormulaLook* look_ = nullptr;  ///< what is looked at outside of any figure
    std::size_t look_rows_ = 0;
    std::vector<LookSides> look_sides_;
};

}  // namespace mutua::ruleset
