#pragma once

#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/range.hpp"

#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// Finds what every value may be and notes what follows from it (R352 to R355, R532, R603).
/// Conditions on the way to an expression count: under `if x > 0` the divisor `x` is not zero.
/// A formula is looked at once for all versions of what it reads; only where that does not prove
/// a divisor or an argument (R354, R603), again for each segment of the clocks: a figure of zero
/// matters on the days only on which somebody divides by it.
class RangeChecker {
public:
    explicit RangeChecker(CheckContext& context)
        : context_{context}, rules_{context.rules}, values_(rules_.definitions.size()) {}

    void check_all();

private:
    using Facts = std::map<std::string, Range>;
    /// The days on which each clock may stand.
    using ClockSpans = std::array<Days, clock_count + 1>;

    /// Whose formula is looked at, and in which days.
    struct Place {
        DefinitionId owner = 0;
        PackageId package = 0;
        ClockSpans days = anywhere();
        Range inherited;
        std::optional<syntax::Span> wide_at = std::nullopt;  ///< R353 is said once a version
        std::string wide_text = {};
        bool too_wide = false;  ///< R352 was said: it says more
    };

    /// What was not proved: where, and how it is said.
    struct Unproved {
        syntax::Span span;
        std::string code;
        std::string message;
        std::string help;
        std::optional<syntax::Span> related = std::nullopt;
        std::string related_text = {};
        std::size_t segments = 0;      ///< in how many of them
        std::size_t last_segment = 0;  ///< the last of these, from 1
        std::string when = {};         ///< the days of the first of these
    };

    static ClockSpans anywhere() {
        ClockSpans days;
        days.fill({first_of_days, last_of_days});
        return days;
    }
    /// Our versions are chosen by `clock`, which stands in `days` that the package covers.
    void stand_in(PackageId package, Clock clock, const Days& days);

    // range_checker.cpp
    void check(DefinitionId id);
    static Range declared_range(const Definition& definition);
    Range rule_range(const Definition& definition, const RuleDefinition& rule);
    Range version_range(const Definition& definition, const RuleVersion& version);
    Range exception_condition(const CheckedException& one, bool is_live);
    Range amended_range(const Definition& definition, const RuleDefinition& rule, Range below);
    Range formula_range(const Formula& formula, const Type& type);
    void note_width();
    void check_bound(const OpenTo& open, const CheckedException& one, const Range& formula);
    Range above_inherited(const TypedExpression& formula);
    void apply_ensures(DefinitionId id, const RuleDefinition& rule);

    // range_expressions.cpp
    Range eval(const TypedExpression& one, bool fused = false);
    Range eval_plain(const TypedExpression& one);
    Range eval_number(const TypedExpression& one);
    Range read(const TypedExpression& one);
    Range read_param(const TypedExpression& one, const Definition& definition);
    Range divide(const TypedExpression& one);
    Range choice(const TypedExpression& one);
    Range match(const TypedExpression& one);
    Range rows(const TypedExpression& one);
    Range table(const TypedExpression& one);
    Range dates(const TypedExpression& one);
    Range width_checked(syntax::Span span, const Type& type, Range range, bool in_slot = true);

    // range_conditions.cpp
    Range logic(const TypedExpression& one);
    Range comparison(const TypedExpression& one);
    [[nodiscard]] std::optional<bool> decided(const TypedExpression& one, const Range& left,
                                              const Range& right) const;
    [[nodiscard]] std::optional<bool> decided_in_set(const TypedExpression& one,
                                                     const Range& subject);
    [[nodiscard]] std::optional<bool> decided_by_cells(const TypedExpression& one);
    Range verdict(const TypedExpression& one, std::optional<bool> holds);
    void warn_if_decided(const TypedExpression& one, bool holds);
    [[nodiscard]] bool looks_at_row(const TypedExpression& one) const;
    /// What holds when a condition holds, or fails.
    void assume(const TypedExpression& condition, bool holds, Facts& facts);
    void assume_comparison(TypedKind kind, const TypedExpression& left,
                           const TypedExpression& right, Facts& facts);
    void learn(const TypedExpression& one, const Range& range, Facts& facts);
    void learn_key(const std::string& key, const Range& range, Facts& facts);
    [[nodiscard]] std::string key_of(const TypedExpression& one) const;
    /// A condition may be looked at without a word: nothing is noted.
    Range quiet(const TypedExpression& one);

    // range_scales.cpp
    Range scale(const TypedExpression& one);
    Range scale_version(const ScaleDefinition& scale, const ScaleVersion& version,
                        const Range& argument) const;
    void check_first_bracket(const TypedExpression& one, const Definition& definition,
                             const ScaleVersion& version, const Range& argument);

    // range_segments.cpp
    /// The range that `look` finds, and what it cannot prove: of all days together or, where that
    /// proves too little, segment by segment.
    Range judged(const std::function<Range()>& look);
    Range by_segments(const std::function<Range()>& look, const Range& whole);
    void unproved(Unproved found);
    void tell_unproved(const std::vector<Unproved>& of_all_days,
                       const std::vector<Unproved>& of_segments, std::size_t count);
    [[nodiscard]] std::vector<DefinitionId> rules_below(DefinitionId id) const;
    [[nodiscard]] std::vector<ClockSpans> segments(const std::vector<DefinitionId>& below) const;
    [[nodiscard]] std::string days_text(const ClockSpans& segment, const ClockSpans& whole) const;
    Range value_in_segment(DefinitionId id);

    /// Counts what is looked at; false when it is too much.
    bool afford(std::size_t steps);

    /// True for the versions of what is read that can be met from where we stand.
    [[nodiscard]] bool is_met_now(Clock clock, const Days& days) const {
        const Days& now = place_.days[static_cast<std::size_t>(clock)];
        return days.from <= now.until && now.from <= days.until;
    }
    [[nodiscard]] bool is_met(const Days& days, const Definition& read,
                              const std::optional<DateReference>& at) const;

    CheckContext& context_;
    CheckedRuleset& rules_;
    std::vector<Range> values_;
    Place place_;
    Facts facts_;
    bool silent_ = false;
    /// Versions, rows and brackets that may still be looked at; then nothing more is known.
    std::size_t steps_left_ = 2'000'000;
    bool in_condition_ = false;  ///< R355 is about what a person wrote as a condition
    bool in_logic_ = false;      ///< inside an `and` or an `or`, which is judged as a whole
    std::vector<Unproved> unproved_;
    std::size_t segment_ = 0;                   ///< which one is looked at, from 1; 0: all days
    std::map<DefinitionId, Range> in_segment_;  ///< what rules may be on the days of that one
    /// Rules that may still be looked at in segments; then nothing more is proved.
    std::size_t segment_steps_left_ = 20'000;
};

}  // namespace mutua::ruleset
