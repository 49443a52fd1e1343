#include "engine/ruleset/check/overlaps.hpp"

#include "engine/ruleset/check/cells.hpp"
#include "engine/ruleset/check/version_days.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

using Pair = std::pair<std::size_t, std::size_t>;

/// Most combinations of days that are looked at for one version of a rule.
constexpr std::size_t days_max = 256;

bool ordered(const RuleVersion& version, const Pair& pair) {
    const auto& over_first = version.exceptions[pair.first].over;
    const auto& over_second = version.exceptions[pair.second].over;
    return std::find(over_first.begin(), over_first.end(), pair.second) != over_first.end() ||
           std::find(over_second.begin(), over_second.end(), pair.first) != over_second.end();
}

/// The days on which a param that a condition reads begins a version, by clock.
void collect_cuts(const CheckedRuleset& rules, const TypedExpression& condition,
                  std::array<std::set<Date>, clock_count>& cuts) {
    walk(condition, [&](const TypedExpression& one) {
        if (one.kind != TypedKind::read || one.type.is_unknown()) { return; }
        const Definition& definition = rules.definitions[one.definition];
        if (definition.param() == nullptr || (one.at && one.at->day)) { return; }
        const Clock clock = one.at ? one.at->clock : definition.clock;
        for (const ParamVersion& version : definition.param()->versions) {
            cuts[static_cast<std::size_t>(clock)].insert(version.days.from);
        }
    });
}

/// One choice of days for each combination of param versions that a version of a rule can meet.
std::vector<ClockDays> days_to_look_at(const CheckedRuleset& rules, const Definition& rule,
                                       const RuleVersion& version) {
    std::array<std::set<Date>, clock_count> cuts;
    if (version.applies_when) { collect_cuts(rules, *version.applies_when, cuts); }
    for (const CheckedException& one : version.exceptions) { collect_cuts(rules, one.when, cuts); }
    const Days& covers = rules.packages[rule.package].covers;
    ClockDays first{};
    first.fill(covers.from);
    first[static_cast<std::size_t>(rule.clock)] = std::max(covers.from, version.days.from);
    std::vector<ClockDays> days{first};
    for (std::size_t clock = 0; clock < clock_count; ++clock) {
        const std::size_t count = days.size();
        for (const Date cut : cuts[clock]) {
            const bool own = clock == static_cast<std::size_t>(rule.clock);
            const Date until = own ? std::min(covers.until, version.days.until) : covers.until;
            if (cut <= first[clock] || until < cut) { continue; }
            for (std::size_t i = 0; i < count && days.size() <= days_max; ++i) {
                days.push_back(days[i]);
                days.back()[clock] = cut;
            }
        }
    }
    return days;
}

class OverlapSearch {
public:
    OverlapSearch(CheckContext& context, const Definition& rule, RuleVersion& version,
                  const std::vector<Pair>& exclusive)
        : context_{context},
          rule_{rule},
          version_{version},
          exclusive_{exclusive},
          days_{days_to_look_at(context.rules, rule, version)} {}

    void run() {
        if (!version_.applies_when || !version_.applies_when->type.is_unknown()) {
            for (std::size_t i = 0; i < version_.exceptions.size(); ++i) { judge_alone(i); }
        }
        for (std::size_t i = 0; i < version_.exceptions.size(); ++i) {
            for (std::size_t j = i + 1; j < version_.exceptions.size(); ++j) {
                const Pair pair{i, j};
                if (!ordered(version_, pair)) { judge(pair); }
            }
        }
    }

private:
    [[nodiscard]] bool is_declared_exclusive(const Pair& pair) const {
        return std::find(exclusive_.begin(), exclusive_.end(), pair) != exclusive_.end();
    }

    /// Calls `visit` with every space and cell in which the rule applies; false when any of the
    /// conditions cannot be decided.
    template <typename Visit>
    bool each_cell(const std::vector<const TypedExpression*>& conditions, const Visit& visit) {
        if (days_.size() > days_max) { return false; }
        for (const ClockDays& days : days_) {
            CellSpace space{context_.rules, days};
            // A head condition that is not decidable is taken to hold: more cells are looked at.
            CellSpace with_head{context_.rules, days};
            const bool has_head = version_.applies_when && with_head.take(*version_.applies_when);
            if (has_head) { space.take(*version_.applies_when); }
            for (const TypedExpression* one : conditions) {
                if (!space.take(*one)) { return false; }
            }
            if (!space.cut()) { return false; }
            for (std::size_t cell = 0; cell < space.cell_count(); ++cell) {
                if (has_head && !space.holds(*version_.applies_when, cell)) { continue; }
                visit(space, cell);
            }
        }
        return true;
    }

    void judge_alone(std::size_t index) {
        const CheckedException& one = version_.exceptions[index];
        bool ever = false;
        bool always = true;
        const bool decided = each_cell({&one.when}, [&](const CellSpace& space, std::size_t cell) {
            const bool holds = space.holds(one.when, cell);
            ever |= holds;
            always &= holds;
        });
        if (!decided) { return; }
        if (!ever) {
            context_.findings.error(one.label_span, "R503",
                                    "`" + one.label + "` of `" + rule_.name + "` can never hold",
                                    "correct its condition, or remove it");
        } else if (always) {
            context_.findings.warning(
                one.label_span, "R506",
                "`" + one.label + "` of `" + rule_.name + "` always holds: the default is dead",
                "make it the default");
        }
    }

    void judge(const Pair& pair) {
        const CheckedException& first = version_.exceptions[pair.first];
        const CheckedException& second = version_.exceptions[pair.second];
        if (first.when.type.is_unknown() || second.when.type.is_unknown()) { return; }
        std::optional<std::string> example;
        const bool decided =
            each_cell({&first.when, &second.when}, [&](const CellSpace& space, std::size_t cell) {
                if (example || !space.holds(first.when, cell)) { return; }
                if (space.holds(second.when, cell)) { example = space.describe_cell(cell); }
            });
        if (decided && !example) { return; }
        if (!decided && is_declared_exclusive(pair)) {
            version_.watched_pairs.push_back(pair);
            return;
        }
        decided ? report_overlap(pair, *example) : report_undecided(pair);
    }

    void report_overlap(const Pair& pair, const std::string& example) {
        const CheckedException& first = version_.exceptions[pair.first];
        const CheckedException& second = version_.exceptions[pair.second];
        const bool declared = is_declared_exclusive(pair);
        const std::string both =
            "`" + first.label + "` and `" + second.label + "` of `" + rule_.name + "`";
        Diagnostic& found = context_.findings.error(
            second.label_span, declared ? "R508" : "R501",
            declared ? both + " are declared exclusive and can hold together"
                     : both + " can hold together",
            "write `exception " + second.label + " over " + first.label + "` or `exception " +
                first.label + " over " + second.label + "`");
        context_.findings.relate(found, first.label_span, "for " + example);
    }

    void report_undecided(const Pair& pair) {
        const CheckedException& first = version_.exceptions[pair.first];
        const CheckedException& second = version_.exceptions[pair.second];
        Diagnostic& found = context_.findings.error(
            second.label_span, "R502",
            "whether `" + first.label + "` and `" + second.label + "` of `" + rule_.name +
                "` can hold together cannot be decided",
            "order them with `over`, or write `exclusive with " + first.label +
                "`, which is tested when the rule runs");
        context_.findings.relate(found, first.label_span, "the other one");
    }

    CheckContext& context_;
    const Definition& rule_;
    RuleVersion& version_;
    const std::vector<Pair>& exclusive_;
    std::vector<ClockDays> days_;
};

}  // namespace

void check_overlaps(CheckContext& context, const Definition& rule, RuleVersion& version,
                    const std::vector<std::pair<std::size_t, std::size_t>>& exclusive) {
    OverlapSearch{context, rule, version, exclusive}.run();
}

}  // namespace mutua::ruleset
