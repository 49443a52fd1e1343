#pragma once

#include "engine/ruleset/proof/mutants.hpp"

#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// The days on which one `X at DATE` reads a figure.
struct ReadDays {
    Days days;  ///< on which it is looked at
    DateReference::Start start = DateReference::Start::none;
    std::optional<DefinitionId> by_day;  ///< the rule, when it is dated by day
};

/// Collects the mutants of a ruleset: of definitions in mutants.cpp, of expressions, formulas and
/// roundings in mutant_expressions.cpp.
class MutantFinder {
public:
    MutantFinder(const CheckedRuleset& rules, const std::set<TablePlace>& found_rows)
        : rules_{rules}, found_rows_{found_rows} {}

    std::vector<Mutant> find();

private:
    using Change = std::function<void(Definition&)>;
    template <typename Part>
    using PlaceOf = std::function<Part*(Definition&)>;

    // mutants.cpp
    void add_definition(const Definition& definition);
    void add_param(const ParamDefinition& param);
    void add_scale(const ScaleDefinition& scale);
    void add_bracket(const CheckedBracket& bracket, const MutantReach& reach,
                     const PlaceOf<CheckedBracket>& place);
    void add_table(const TableDefinition& table);
    void add_row(const TableRow& row, const MutantReach& reach, const PlaceOf<TableRow>& place);
    void add_row_value(const TableRow& row, const MutantReach& reach,
                       const PlaceOf<TableRow>& place);
    void add_rule(const RuleDefinition& rule);
    void add_rule_version(const RuleVersion& version, std::size_t v);
    void add_ensures(const std::vector<CheckedEnsure>& ensures);
    void add_amendments(const std::vector<Amendment>& amendments);
    void add_exceptions(const std::vector<CheckedException>& exceptions,
                        const PlaceOf<std::vector<CheckedException>>& place);
    void add_carry(const CarryDefinition& carry);
    /// `boundaries` are the days on which another version begins.
    void add_clocks(const std::vector<Date>& boundaries);
    /// Which scopes read a definition by its own clock, and where `X at CLOCK` stands.
    void note_scopes();
    void note_scopes(const TypedExpression& expression, Scope scope);
    void note_read_days(const TypedExpression& expression);
    /// False when nothing that is computed depends on what the figure is on that day.
    [[nodiscard]] bool is_read_on(Date day) const;
    [[nodiscard]] bool is_visible(const Definition& definition, Clock clock) const;
    void add_layer_condition(PackageId package);
    template <typename Version>
    void add_days(const std::vector<Version>& versions, PackageId package,
                  const std::function<MutantReach(std::size_t)>& reach,
                  const PlaceOf<std::vector<Version>>& place);
    /// A version begins or ends on another day; `begin` is where what follows begins.
    void add_day(syntax::Span span, std::string text, const MutantReach& reach, Date begin,
                 Change change);
    template <typename Content, typename Version>
    void add_own_days(const std::vector<Version>& versions);
    void add_package_rounding(PackageId package);
    [[nodiscard]] MutantReach in_version(std::size_t version) const {
        return {{}, {{id_, version}}, {}, {}};
    }
    [[nodiscard]] MutantReach anywhere() const { return {{}, {}, {id_}, {}}; }

    // mutant_expressions.cpp
    void add(syntax::Span span, std::string text, MutantReach reach, Change change);
    /// A number one unit of its last decimal up and down, a condition turned round, the days beside
    /// a day, the next item, another code. `before` says what the value belongs to.
    void add_value(syntax::Span span, const Constant& value, const Type& type,
                   const MutantReach& reach, const PlaceOf<Constant>& place,
                   const std::string& before = "");
    void add_number(syntax::Span span, const Decimal& value, const Type& type,
                    const MutantReach& reach, const PlaceOf<Decimal>& place);
    void add_rounding(const CheckedRounding& rounding, const MutantReach& reach,
                      const PlaceOf<CheckedRounding>& place);
    void add_formula(const Formula& formula, const PlaceOf<Formula>& place);
    void add_expression(const TypedExpression& root, const PlaceOf<TypedExpression>& place);
    void add_node(const TypedExpression& one, const PlaceOf<TypedExpression>& place);
    void add_round(const TypedExpression& one, const PlaceOf<TypedExpression>& node);
    void add_read_day(const TypedExpression& one, const PlaceOf<TypedExpression>& node);
    void add_rows(const TypedExpression& one, const PlaceOf<TypedExpression>& node);
    void add_items(const TypedExpression& one, const PlaceOf<TypedExpression>& node);
    void add_negation(const TypedExpression& condition, const PlaceOf<TypedExpression>& place);
    /// The condition holds always, or never.
    void add_fixed(syntax::Span span, std::string text, const TypedExpression& condition,
                   bool holds, const PlaceOf<TypedExpression>& place);

    const CheckedRuleset& rules_;
    const std::set<TablePlace>& found_rows_;
    DefinitionId id_ = 0;                   ///< whose mutants are collected
    std::vector<std::set<Scope>> readers_;  ///< by definition, which is read by its own clock
    std::vector<std::vector<ReadDays>> read_days_;  ///< by definition, which is read `at`
    DefinitionId reader_ = 0;                       ///< whose expressions are noted
    Days reader_days_;                              ///< and the days of that version
    std::set<std::pair<DefinitionId, std::uint32_t>> at_day_;  ///< where `X at day` has mutants
    std::map<ExpressionId, Scope> read_in_;  ///< `X at CLOCK`: the scope of the row that reads
    std::vector<Mutant> mutants_;
};

/// Turns a condition round.
void negate(TypedExpression& condition);

/// Every clock but `day`, which has no day of its own.
inline constexpr std::array clocks_with_a_day{Clock::work_start,    Clock::work_end,
                                              Clock::quarter_start, Clock::year_start,
                                              Clock::payment_date,  Clock::issue_date};

/// The days on which another version begins, or none.
template <typename Version>
[[nodiscard]] std::vector<Date> boundaries_of(const std::vector<Version>& versions,
                                              const Days& covers) {
    std::vector<Date> days;
    for (const Version& one : versions) {
        if (one.days.from > covers.from) { days.push_back(one.days.from); }
        if (one.days.until < covers.until) { days.push_back(mutua::add_days(one.days.until, 1)); }
    }
    return days;
}
[[nodiscard]] std::vector<Date> boundaries_of(const CheckedRuleset& rules, DefinitionId id);

/// True when two clocks of one row may stand on different sides of a boundary: the start of a
/// quarter or year follows `work_end`, and lies on its side of a boundary that is such a start.
[[nodiscard]] bool may_part(Clock left, Clock right, const std::vector<Date>& boundaries);

/// A rounding otherwise: each other mode, and a step ten times as large or small. Calls `add` with
/// the words and the rounding.
void for_other_roundings(Rounding mode, const Decimal& step,
                         const std::function<void(std::string, Rounding, Decimal)>& add);

}  // namespace mutua::ruleset
