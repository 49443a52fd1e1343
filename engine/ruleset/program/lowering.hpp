#pragma once

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
    /// The condition under which an expression matters, and for which definition.
    struct Path {
        DefinitionId owner = 0;
        NodeId guard = always;
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
    Lowered column(DefinitionId id, std::optional<NodeId>* given);
    void lower_ensures();
    void place_faults();
    void find_missing();
    void check_covered(PackageId package, Clock clock, Date day);
    LoweredDefinition blend(NodeId given, const Lowered& from_row,
                            const LoweredDefinition& computed);
    void check_default_range(DefinitionId id, const Lowered& value, const Path& path);

    // lowering_rule.cpp
    LoweredDefinition lower_version(DefinitionId id, const RuleVersion& version, NodeId guard);
    Lowered lower_exceptions(DefinitionId id, const RuleVersion& version, NodeId guard);
    Lowered formula(const Formula& formula, const Type& type, const Path& path);
    Lowered zero(const Type& type);
    Lowered choose(NodeId condition, const Lowered& when_true, const Lowered& when_false);

    // lowering_expression.cpp
    Lowered expression(const TypedExpression& expression, const Path& path);
    NodeId condition(const TypedExpression& expression, const Path& path);
    Lowered constant(const Constant& value, const Type& type);
    Lowered read(const TypedExpression& expression, const Path& path);
    Lowered param(const TypedExpression& expression);
    Lowered arithmetic(const TypedExpression& expression, const Path& path);
    Lowered divide(const TypedExpression& expression, const Path& path);
    NodeId compare(const TypedExpression& expression, const Path& path);
    NodeId compare_values(TypedKind kind, const Lowered& left, const Lowered& right);
    NodeId in_set(const TypedExpression& expression, const Path& path);
    Lowered if_then_else(const TypedExpression& expression, const Path& path);
    Lowered match(const TypedExpression& expression, const Path& path);
    Lowered extreme(const TypedExpression& expression, const Path& path);
    Lowered dates(const TypedExpression& expression, const Path& path);
    Lowered rows(const TypedExpression& expression, const Path& path);
    Lowered rows_of_one(TypedKind kind, const Lowered& operand, NodeId where);
    Lowered scale_call(const TypedExpression& expression, const Path& path);
    static ScaleTable scale_table(const ScaleDefinition& scale, const ScaleVersion& version,
                                  unsigned argument_decimals, unsigned result_decimals);
    Lowered rounded(const Lowered& value, Rounding mode, const Decimal& step, unsigned decimals);
    Lowered at_scale(const Lowered& value, int scale);
    Lowered as_fraction(const Lowered& value);
    NodeId times_power(NodeId node, int exponent);
    Path under(const Path& path, NodeId condition) {
        return {path.owner, graph.logical_and(path.guard, condition)};
    }
    void note_fault(const Path& path, NodeId condition, FaultSite site);
    [[nodiscard]] std::string text(syntax::Span span) const;

    const CheckedRuleset& rules_;
    const CodeTable& codes_;
    const ProgramRequest& request_;
    std::vector<std::optional<LoweredDefinition>> definitions_;
    std::vector<std::vector<Edge>> edges_;  ///< by reader: what its value is made of
    std::vector<DefinitionId> finished_;    ///< in the order in which their values were complete
    std::vector<DefinitionId> ensures_left_;
    std::vector<PendingFault> pending_;
    std::vector<DefinitionId> always_needed_;
    std::set<DefinitionId> missing_ids_;
    std::set<std::pair<PackageId, Clock>> uncovered_ids_;
};

}  // namespace mutua::ruleset
