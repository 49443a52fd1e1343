#pragma once

#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/program/graph.hpp"
#include "engine/ruleset/program/program.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// A value in the graph: node * 10^-scale, or node / denominator * 10^-scale when it is a quotient.
/// The denominator is always above zero.
struct Lowered {
    NodeId node = always;
    std::optional<NodeId> denominator;
    int scale = 0;
};

/// A definition in the graph.
struct LoweredDefinition {
    Lowered value;
    NodeId applicable = always;
};

/// Turns definitions of one segment into a graph: versions chosen, constants folded, exceptions
/// and scales written out, every possible fault under the condition that leads to it.
class Lowering {
public:
    Lowering(const CheckedRuleset& rules, const CodeTable& codes, const ProgramRequest& request);

    /// Lowers what is wanted and everything that it needs; then places the faults.
    void run();

    [[nodiscard]] const LoweredDefinition& definition(DefinitionId id) const {
        return *definitions_[id];
    }
    /// The value of what is asked: a definition, or a field of a record.
    [[nodiscard]] LoweredDefinition wanted(const ProgramRequest::Wanted& wanted);

    Graph graph;
    std::vector<Column> columns;  ///< slots not set yet; a node each in `column_nodes`
    struct ColumnNodes {
        NodeId value = always;
        std::optional<NodeId> denominator;
        std::optional<NodeId> given;
    };
    std::vector<ColumnNodes> column_nodes;
    std::vector<NodeId> failures;
    std::vector<MissingInput> missing;
    std::vector<UncoveredDay> uncovered;

private:
    /// The condition under which an expression matters, and for which definition. Inside a sum over
    /// rows or the whole of a split `rows` is the frame that the expression is read in; nothing:
    /// the definition's own.
    struct Path {
        DefinitionId owner = 0;
        NodeId guard = always;
        std::optional<Frame> rows = std::nullopt;
    };
    struct PendingFault {
        DefinitionId owner = 0;
        NodeId condition = always;
        NodeId guard = always;
        FaultSite site;
    };
    struct Edge {
        DefinitionId to = 0;
        NodeId guard = always;
    };

    // lowering.cpp
    const LoweredDefinition& lower(DefinitionId id);
    LoweredDefinition lower_input(DefinitionId id);
    LoweredDefinition lower_rule(DefinitionId id);
    LoweredDefinition lower_carry(DefinitionId id);
    Lowered prior(DefinitionId id);
    [[nodiscard]] Interval declared_range(DefinitionId id) const;
    [[nodiscard]] std::string range_text(DefinitionId id) const;
    void note_outside(DefinitionId id, const Lowered& value, const Path& path, FaultSite site);
    Lowered column(DefinitionId id, std::optional<NodeId>* given);
    void lower_ensures();
    NodeId as_needed_by(DefinitionId id, NodeId condition);
    std::vector<std::optional<NodeId>> needed_with(const std::vector<Edge>& tests);
    std::vector<std::optional<NodeId>> where_needed();
    void place_faults();
    void find_missing();
    /// The version in force for a formula or for what it reads; nothing, and a fault, where the
    /// package of the definition does not cover the day.
    template <typename Version>
    std::optional<std::size_t> version_for(const Definition& definition,
                                           const std::vector<Version>& versions, const Path& path,
                                           const std::optional<DateReference>& at = std::nullopt) {
        const Clock clock = at ? at->clock : definition.clock;
        const Date day =
            at ? resolve_day(*at, request_.days) : request_.days[static_cast<std::size_t>(clock)];
        const bool covered = at || rules_.packages[definition.package].covers.holds(day);
        const auto version = version_on(versions, day);
        if (!covered || !version) { note_uncovered(definition.package, clock, path); }
        return version;
    }
    void check_covered(PackageId package, Clock clock, const Path& path);
    void note_uncovered(PackageId package, Clock clock, const Path& path);
    LoweredDefinition blend(NodeId given, const Lowered& from_row,
                            const LoweredDefinition& computed);

    // lowering_rule.cpp
    std::optional<LoweredDefinition> lower_versions(DefinitionId id, NodeId guard);
    LoweredDefinition lower_version(DefinitionId id, const RuleVersion& version, NodeId guard);
    /// How a formula comes to the type of its rule: at once, or after the mean over days.
    enum class Rest { rounded, exact };
    Lowered lower_exceptions(DefinitionId id, const RuleVersion& version, NodeId guard, Rest rest);
    std::vector<NodeId> top_exceptions(const std::vector<CheckedException>& exceptions,
                                       const std::vector<NodeId>& live);
    Lowered formula(const Formula& formula, const Type& type, const Path& path);
    Lowered zero(const Type& type);
    Lowered choose(NodeId condition, const Lowered& when_true, const Lowered& when_false);
    LoweredDefinition mean_of_days(DefinitionId id, NodeId guard);
    void note_watched(DefinitionId id, const RuleVersion& version, const std::vector<NodeId>& top,
                      NodeId guard);
    void to_common_form(std::vector<Lowered>& values);

    // lowering_layers.cpp
    struct LiveAmendment {
        const CheckedException* exception = nullptr;
        std::size_t source = 0;    ///< index of its amendment
        std::size_t position = 0;  ///< among the exceptions of its version
        const AmendmentVersion* version = nullptr;
        NodeId top = always;
    };
    Lowered amended(DefinitionId id, Lowered value, NodeId guard);
    Lowered amended_by(DefinitionId id, Layer layer, const Lowered& below, NodeId guard);
    std::vector<LiveAmendment> live_amendments(DefinitionId id, Layer layer, NodeId guard);
    void note_rivals(DefinitionId id, const std::vector<LiveAmendment>& live, NodeId guard);
    [[nodiscard]] bool keeps_to(OpenTo::Bound bound, NodeId value, NodeId below, Int128 factor,
                                int depth) const;
    void note_bound(DefinitionId id, const Lowered& below, const Lowered& value, const Path& path);

    // lowering_tables.cpp
    Lowered look_up(const TypedExpression& expression, const Path& path);
    /// The keys of a call as one number, and those of the table's rows.
    struct TableKey {
        NodeId node = always;
        std::vector<Int128> rows;
    };
    TableKey table_key(const TypedExpression& expression, const TableDefinition& table,
                       const TableVersion& version, const Path& path);
    Lowered split(const TypedExpression& expression, const Path& path);

    // lowering_expression.cpp
    Lowered expression(const TypedExpression& expression, const Path& path);
    NodeId condition(const TypedExpression& expression, const Path& path);
    Lowered constant(const Constant& value, const Type& type);
    Lowered read(const TypedExpression& expression, const Path& path);
    Lowered param(const TypedExpression& expression, const Path& path);
    Lowered arithmetic(const TypedExpression& expression, const Path& path);
    Lowered sum_of(Op op, const Lowered& left, const Lowered& right);
    Lowered divide(const TypedExpression& expression, const Path& path);
    NodeId compare(const TypedExpression& expression, const Path& path);
    NodeId compare_values(TypedKind kind, const Lowered& left, const Lowered& right);
    NodeId in_set(const TypedExpression& expression, const Path& path);
    Lowered if_then_else(const TypedExpression& expression, const Path& path);
    Lowered match(const TypedExpression& expression, const Path& path);
    Lowered extreme(const TypedExpression& expression, const Path& path);
    Lowered dates(const TypedExpression& expression, const Path& path);
    NodeId kept_in_calendar(const TypedExpression& expression, NodeId day, NodeId count,
                            const Path& path);
    Lowered rows(const TypedExpression& expression, const Path& path);
    Lowered scale_call(const TypedExpression& expression, const Path& path);
    static ScaleTable scale_table(const ScaleDefinition& scale, const ScaleVersion& version,
                                  unsigned argument_decimals, unsigned result_decimals);
    Lowered rounded(const Lowered& value, Rounding mode, const Decimal& step, unsigned decimals);
    Lowered at_scale(const Lowered& value, int scale);
    Lowered as_fraction(const Lowered& value);
    NodeId times_power(NodeId node, int exponent);
    Path under(const Path& path, NodeId condition) {
        return {path.owner, graph.logical_and(path.guard, condition), path.rows};
    }
    [[nodiscard]] Frame place_of(const Path& path) const;
    static Path in_rows(const Path& path, Frame rows) { return {path.owner, path.guard, rows}; }
    void note_fault(const Path& path, NodeId condition, FaultSite site);
    [[nodiscard]] std::string text(syntax::Span span) const;

    const CheckedRuleset& rules_;
    const CodeTable& codes_;
    const ProgramRequest& request_;
    std::vector<std::optional<LoweredDefinition>> definitions_;
    std::vector<std::optional<Lowered>> priors_;
    std::optional<Lowered> inherited_;      ///< while an amendment is lowered
    std::vector<std::vector<Edge>> edges_;  ///< by reader: what its value is made of
    std::vector<std::pair<DefinitionId, Edge>> test_edges_;  ///< by rule: what its `ensure`s read
    std::vector<DefinitionId> finished_;  ///< in the order in which their values were complete
    std::vector<DefinitionId> ensures_left_;
    std::vector<PendingFault> pending_;
    std::vector<DefinitionId> always_needed_;
    std::set<DefinitionId> missing_ids_;
    std::set<std::pair<PackageId, Clock>> uncovered_ids_;
};

}  // namespace mutua::ruleset
