#pragma once

#include "engine/core/decimal.hpp"
#include "engine/ruleset/program/lowering.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace mutua::ruleset {

/// What is known of a value as a function of one whole number x, while all else stays as it is: it
/// never lies further than `jitter` from a function without jumps whose slopes lie between `low`
/// and `high`. The jitter is what roundings add.
struct Slope {
    bool depends = false;  ///< on x
    bool jumps = false;    ///< it may: then nothing is known of slopes
    Decimal low = 0;
    Decimal high = 0;
    Decimal jitter = 0;
    Interval range;  ///< for all x that are looked at
    Interval start;  ///< for the least of them
};

/// Proves how a figure goes with one of its numbers: intervals of slopes through the graph of the
/// figure. A marginal scale has slopes between its lowest and highest rate; a choice by a condition
/// that depends on the number may jump, unless the range decides it.
/// Source: the specification of the language, its section 20.
class SlopeProof {
public:
    /// Of the first figure of a request, for the number that `unknown` gives. `rows` is the number
    /// of contracts that may be summed. All three references outlive the proof.
    SlopeProof(const CheckedRuleset& rules, const CodeTable& codes, const ProgramRequest& request,
               DefinitionId unknown, std::size_t rows);

    /// What the rows give for another name: the least and the largest of them.
    void set(DefinitionId definition, const Interval& values, const Interval& denominators);

    /// True when the figure reads the unknown at all.
    [[nodiscard]] bool depends() const;

    /// The figure for x in a range, raw numbers both.
    [[nodiscard]] Slope over(const Interval& unknown);

    /// True when a fault rejects the row for every x of the range that `over` was last asked for.
    [[nodiscard]] bool rejects_all() const;

    /// Values of x where a condition, a bracket or a side of `min`, `max` or `abs` may change, with
    /// those beside them, within a range: at most `most`.
    [[nodiscard]] std::vector<Int128> thresholds(const Interval& unknown, std::size_t most);

private:
    Slope of_node(NodeId id, const Interval& unknown) const;
    Slope of_operation(const Node& node) const;
    Slope of_column(NodeId id, const Interval& unknown) const;
    static Slope of_condition(Op op, const Slope& a, const Slope& b);
    Slope of_arithmetic(const Node& node, const Slope& a, const Slope& b) const;
    static Slope multiplied(const Slope& a, const Slope& b);
    Slope chosen(const Node& node) const;
    Slope of_rows(const Node& node) const;
    Slope of_scale(const Node& node) const;
    static Slope scaled_by(const Slope& one, const Scaling& scaling, Rounding mode,
                           const Interval& divisor);
    void narrow_range(Slope& one, const Interval& unknown) const;
    void walk(const Interval& unknown);
    void add_thresholds(const Slope& one, Int128 level, const Interval& unknown,
                        std::vector<Int128>& found) const;

    Lowering lowering_;
    NodeId target_ = always;
    bool whole_ = true;  ///< the figure is no fraction
    NodeId unknown_ = always;
    bool known_unknown_ = false;
    Int128 rows_;
    std::map<NodeId, Interval> columns_;
    std::vector<Slope> slopes_;
};

}  // namespace mutua::ruleset
