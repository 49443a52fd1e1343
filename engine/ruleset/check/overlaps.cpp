#include "engine/ruleset/check/overlaps.hpp"

#include "engine/ruleset/check/cells.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

using Pair = std::pair<std::size_t, std::size_t>;
using Conditions = std::vector<const TypedExpression*>;

/// Most combinations of days that are looked at for one question.
constexpr std::size_t days_max = 256;

bool ordered(const std::vector<CheckedException>& exceptions, const Pair& pair) {
    const bool known = exceptions[pair.first].order_known && exceptions[pair.second].order_known;
    if (!known) { return true; }
    const auto& over_first = exceptions[pair.first].over;
    const auto& over_second = exceptions[pair.second].over;
    return std::find(over_first.begin(), over_first.end(), pair.second) != over_first.end() ||
           std::find(over_second.begin(), over_second.end(), pair.first) != over_second.end();
}

/// Whether something was said already about a part of the condition.
bool is_unknown(const TypedExpression& condition) {
    bool unknown = false;
    walk(condition, [&](const TypedExpression& one) { unknown |= one.type.is_unknown(); });
    return unknown;
}

/// What a condition reads that has versions: params whose version a clock chooses.
template <typename Visit>
void each_dated_param(const CheckedRuleset& rules, const Conditions& conditions,
                      const Visit& visit) {
    for (const TypedExpression* condition : conditions) {
        walk(*condition, [&](const TypedExpression& one) {
            if (one.kind != TypedKind::read || one.type.is_unknown()) { return; }
            const Definition& definition = rules.definitions[one.definition];
            if (definition.param() == nullptr || (one.at && one.at->day)) { return; }
            visit(one, definition);
        });
    }
}

/// The days of each clock on which another version of such a param begins to be read.
std::array<std::set<Date>, clock_count> collect_cuts(const CheckedRuleset& rules,
                                                     const Conditions& conditions) {
    std::array<std::set<Date>, clock_count> cuts;
    each_dated_param(rules, conditions, [&](const auto& one, const Definition& definition) {
        auto& of_clock = cuts[static_cast<std::size_t>(one.at ? one.at->clock : definition.clock)];
        const auto start = one.at ? one.at->start : DateReference::Start::none;
        for (const ParamVersion& version : definition.param()->versions) {
            if (of_clock.size() > days_max) { return; }
            of_clock.insert(carried_back(version.days.from, start));
            if (version.days.until < last_of_days) {
                of_clock.insert(carried_back(add_days(version.days.until, 1), start));
            }
        }
    });
    return cuts;
}

/// Whether all that the conditions read has a version then: on other days the row is refused.
bool have_versions(const CheckedRuleset& rules, const Conditions& conditions,
                   const ClockDays& days) {
    bool all = true;
    each_dated_param(rules, conditions, [&](const auto& one, const Definition& definition) {
        const Date day =
            one.at ? resolve_day(*one.at, days) : days[static_cast<std::size_t>(definition.clock)];
        all = all && version_on(definition.param()->versions, day).has_value();
    });
    return all;
}

/// One choice of days for each combination of param versions that the conditions can meet while
/// the block is in force. Other clocks than its own are free: pay of one year is paid in the next.
std::vector<ClockDays> days_to_look_at(const CheckedRuleset& rules, const ExceptionBlock& block,
                                       const Conditions& conditions) {
    const auto cuts = collect_cuts(rules, conditions);
    const auto own = static_cast<std::size_t>(block.clock);
    const Days in_force = common(rules.packages[block.package].covers, block.days);
    ClockDays first{};
    first.fill(in_force.from);
    for (std::size_t clock = 0; clock < clock_count; ++clock) {
        if (clock != own && !cuts[clock].empty()) { first[clock] = *cuts[clock].begin(); }
    }
    std::vector<ClockDays> days{first};
    for (std::size_t clock = 0; clock < clock_count; ++clock) {
        const std::size_t count = days.size();
        const Date until = clock == own ? in_force.until : last_of_days;
        for (const Date cut : cuts[clock]) {
            if (cut <= first[clock] || until < cut) { continue; }
            for (std::size_t i = 0; i < count && days.size() <= days_max; ++i) {
                days.push_back(days[i]);
                days.back()[clock] = cut;
            }
        }
    }
    if (days.size() > days_max) { return days; }
    days.erase(std::remove_if(
                   days.begin(), days.end(),
                   [&](const ClockDays& one) { return !have_versions(rules, conditions, one); }),
               days.end());
    return days;
}

/// Calls `visit` with every space and cell in which the block is met; false when any of the
/// conditions cannot be decided. A head that is not decidable is taken to hold: more is looked at.
template <typename Visit>
bool each_cell(CheckContext& context, const ExceptionBlock& block, const Conditions& heads,
               const Conditions& conditions, const Visit& visit) {
    constexpr std::size_t cost = 16;  // of making a space, beside its cells
    if (context.cells_left < cost) { return false; }
    Conditions all = heads;
    all.insert(all.end(), conditions.begin(), conditions.end());
    const auto choices = days_to_look_at(context.rules, block, all);
    if (choices.size() > days_max) { return false; }
    for (const ClockDays& days : choices) {
        CellSpace space{context.rules, days};
        Conditions decided;
        for (const TypedExpression* head : heads) {
            CellSpace alone{context.rules, days};
            if (alone.take(*head) && space.take(*head)) { decided.push_back(head); }
        }
        for (const TypedExpression* one : conditions) {
            if (!space.take(*one)) { return false; }
        }
        if (!space.cut()) { return false; }
        if (context.cells_left < space.cell_count() + cost) {
            context.cells_left = 0;
            return false;
        }
        context.cells_left -= space.cell_count() + cost;
        for (std::size_t cell = 0; cell < space.cell_count(); ++cell) {
            const bool met =
                std::all_of(decided.begin(), decided.end(),
                            [&](const TypedExpression* head) { return space.holds(*head, cell); });
            if (met) { visit(space, cell); }
        }
    }
    return true;
}

/// What the cells say about two conditions: the first cell in which both hold, when decidable. A
/// cell of variables that are not independent may be no row at all: it decides nothing.
struct CommonCell {
    bool decided = false;
    std::optional<std::string> example;

    [[nodiscard]] bool is_ruled_out() const { return decided && !example; }
};

CommonCell common_cell(CheckContext& context, const ExceptionBlock& block, const Conditions& heads,
                       const TypedExpression& first, const TypedExpression& second) {
    CommonCell found;
    bool shown = true;
    found.decided = each_cell(context, block, heads, {&first, &second},
                              [&](const CellSpace& space, std::size_t cell) {
                                  if (found.example || !space.holds(first, cell)) { return; }
                                  if (!space.holds(second, cell)) { return; }
                                  found.example = space.describe_cell(cell);
                                  shown = space.are_independent();
                              });
    found.decided = found.decided && (shown || !found.example);
    return found;
}

class OverlapSearch {
public:
    OverlapSearch(CheckContext& context, const ExceptionBlock& block,
                  const ExceptionPairs& exclusive)
        : context_{context}, block_{block}, exclusive_{exclusive} {}

    ExceptionPairs run() {
        const bool sound =
            std::none_of(block_.heads.begin(), block_.heads.end(),
                         [](const TypedExpression* head) { return is_unknown(*head); });
        for (std::size_t i = 0; sound && i < block_.exceptions.size(); ++i) { judge_alone(i); }
        for (std::size_t i = 0; i < block_.exceptions.size(); ++i) {
            for (std::size_t j = i + 1; j < block_.exceptions.size(); ++j) {
                if (!ordered(block_.exceptions, {i, j})) { judge({i, j}); }
            }
        }
        return std::move(watched_);
    }

private:
    [[nodiscard]] bool is_declared_exclusive(const Pair& pair) const {
        return std::find(exclusive_.begin(), exclusive_.end(), pair) != exclusive_.end();
    }

    void judge_alone(std::size_t index) {
        const CheckedException& one = block_.exceptions[index];
        if (is_unknown(one.when)) { return; }
        bool ever = false;
        bool always = true;
        const bool decided = each_cell(context_, block_, block_.heads, {&one.when},
                                       [&](const CellSpace& space, std::size_t cell) {
                                           const bool holds = space.holds(one.when, cell);
                                           ever |= holds;
                                           always &= holds;
                                       });
        if (!decided) { return; }
        if (!ever) {
            context_.findings.error(one.label_span, "R503",
                                    "`" + one.label + "` of `" + block_.rule + "` can never hold",
                                    "correct its condition, or remove it");
        } else if (always && block_.has_default) {
            context_.findings.warning(
                one.label_span, "R506",
                "`" + one.label + "` of `" + block_.rule + "` always holds: the default is dead",
                "make it the default");
        }
    }

    void judge(const Pair& pair) {
        const CheckedException& first = block_.exceptions[pair.first];
        const CheckedException& second = block_.exceptions[pair.second];
        if (is_unknown(first.when) || is_unknown(second.when)) { return; }
        if (context_.findings.full(second.label_span.file)) { return; }
        const CommonCell common =
            common_cell(context_, block_, block_.heads, first.when, second.when);
        if (common.is_ruled_out()) { return; }
        if (!common.decided && is_declared_exclusive(pair)) {
            watched_.push_back(pair);
            return;
        }
        common.decided ? report_overlap(pair, *common.example) : report_undecided(pair);
    }

    void report_overlap(const Pair& pair, const std::string& example) {
        const CheckedException& first = block_.exceptions[pair.first];
        const CheckedException& second = block_.exceptions[pair.second];
        const bool declared = is_declared_exclusive(pair);
        const std::string both =
            "`" + first.label + "` and `" + second.label + "` of `" + block_.rule + "`";
        Diagnostic& found = context_.findings.error(
            second.label_span, declared ? "R508" : "R501",
            declared ? both + " are declared exclusive and can hold together"
                     : both + " can hold together",
            "write `exception " + second.label + " over " + first.label + "` or `exception " +
                first.label + " over " + second.label + "`");
        context_.findings.relate(found, first.label_span, "for " + example);
    }

    void report_undecided(const Pair& pair) {
        const CheckedException& first = block_.exceptions[pair.first];
        const CheckedException& second = block_.exceptions[pair.second];
        Diagnostic& found = context_.findings.error(
            second.label_span, "R502",
            "whether `" + first.label + "` and `" + second.label + "` of `" + block_.rule +
                "` can hold together cannot be decided",
            "order them with `over`, or add `exclusive with " + first.label +
                "`, which is tested when the rule runs");
        context_.findings.relate(found, first.label_span, "the other one");
    }

    CheckContext& context_;
    const ExceptionBlock& block_;
    const ExceptionPairs& exclusive_;
    ExceptionPairs watched_;
};

}  // namespace

ExceptionPairs check_overlaps(CheckContext& context, const ExceptionBlock& block,
                              const ExceptionPairs& exclusive) {
    return OverlapSearch{context, block, exclusive}.run();
}

void check_overlaps_across(CheckContext& context, const ExceptionBlock& first,
                           const ExceptionBlock& second) {
    Conditions heads = first.heads;
    heads.insert(heads.end(), second.heads.begin(), second.heads.end());
    for (const CheckedException& one : first.exceptions) {
        for (const CheckedException& other : second.exceptions) {
            if (is_unknown(one.when) || is_unknown(other.when)) { continue; }
            const CommonCell common = common_cell(context, second, heads, one.when, other.when);
            if (common.is_ruled_out()) { continue; }
            Diagnostic& found = context.findings.error(
                other.label_span, common.decided ? "R501" : "R502",
                "`" + one.label + "` of " + context.rules.packages[first.package].name + " and `" +
                    other.label + "` of " + context.rules.packages[second.package].name +
                    " amend `" + first.rule + "` in one layer" +
                    (common.decided ? " and can hold together"
                                    : ": whether they can hold together cannot be decided"),
                "give the two packages layer conditions that exclude each other");
            context.findings.relate(found, one.label_span,
                                    common.decided ? "for " + *common.example : "the other one");
        }
    }
}

}  // namespace mutua::ruleset
