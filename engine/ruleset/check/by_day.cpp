#include "engine/ruleset/check/by_day.hpp"

#include "engine/ruleset/check/constants.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

/// Calls `visit` on every expression of a version, so that it may change it.
template <typename Visit>
void change(TypedExpression& expression, const Visit& visit) {
    visit(expression);
    for (TypedExpression& child : expression.children) { change(child, visit); }
    for (TypedCase& one : expression.cases) {
        for (TypedExpression& pattern : one.patterns) { change(pattern, visit); }
        change(one.value, visit);
    }
}

template <typename Visit>
void change(RuleVersion& version, const Visit& visit) {
    if (version.applies_when) { change(*version.applies_when, visit); }
    change(version.formula.value, visit);
    for (CheckedException& one : version.exceptions) {
        change(one.when, visit);
        change(one.formula.value, visit);
    }
}

bool is_read_at_day(const TypedExpression& one) {
    return one.at && !one.at->day && one.at->clock == Clock::day && !one.type.is_unknown();
}

/// The same in a version that was cut.
bool follows_day(const TypedExpression& one) { return one.at && one.at->clock == Clock::day; }

/// The days of the versions of a param, a scale or a table.
std::vector<Days> days_of_versions(const Definition& definition) {
    std::vector<Days> days;
    const auto take = [&](const auto* content) {
        if (content == nullptr) { return; }
        for (const auto& version : content->versions) { days.push_back(version.days); }
    };
    take(definition.param());
    take(definition.scale());
    take(definition.table());
    return days;
}

class DayCutter {
public:
    DayCutter(CheckContext& context, RuleVersion version)
        : context_{context}, version_{std::move(version)} {}

    std::vector<RuleVersion> parts(const Days& covers) {
        std::set<Date> begins{version_.days.from};
        bool any = false;
        change(version_, [&](const TypedExpression& one) {
            if (!is_read_at_day(one)) { return; }
            any = true;
            for (const Days& days : days_of_versions(context_.rules.definitions[one.definition])) {
                cut(begins, carried_back(days.from, one.at->start));
                if (days.until == last_of_days) { continue; }
                cut(begins, carried_back(add_days(days.until, 1), one.at->start));
            }
        });
        if (!any) { return {std::move(version_)}; }
        std::vector<RuleVersion> parts;
        for (auto begin = begins.begin(); begin != begins.end(); ++begin) {
            const auto next = std::next(begin);
            const Date until = next == begins.end() ? version_.days.until : add_days(*next, -1);
            parts.push_back(part({*begin, until}, covers));
        }
        return parts;
    }

private:
    void cut(std::set<Date>& begins, Date day) const {
        if (version_.days.from < day && day <= version_.days.until) { begins.insert(day); }
    }

    RuleVersion part(const Days& days, const Days& covers) {
        RuleVersion made = version_;
        made.days = days;
        const Date first = std::max(days.from, covers.from);
        const bool is_covered = first <= std::min(days.until, covers.until);
        change(made, [&](TypedExpression& one) {
            one.id = context_.rules.expression_count++;
            if (!is_read_at_day(one)) { return; }
            one.at->day = start_of(first, one.at->start);
            if (is_covered) { require_version(one); }
        });
        return made;
    }

    void require_version(const TypedExpression& one) {
        const Definition& read = context_.rules.definitions[one.definition];
        for (const Days& days : days_of_versions(read)) {
            if (days.holds(*one.at->day)) { return; }
        }
        if (!told_.insert(one.span.begin).second) { return; }
        context_.findings.error(one.span, "R402",
                                "`" + read.name + "` has no version on " +
                                    mutua::to_string(*one.at->day) +
                                    ", a day on which this rule reads it",
                                "add a version `from " + mutua::to_string(*one.at->day) + "`");
    }

    CheckContext& context_;
    RuleVersion version_;
    std::set<std::size_t> told_;
};

}  // namespace

std::vector<RuleVersion> cut_by_day(CheckContext& context, PackageId package, RuleVersion version) {
    const Days covers = context.rules.packages[package].covers;
    return DayCutter{context, std::move(version)}.parts(covers);
}

void cut_where_read(RuleDefinition& rule, DefinitionId figure, Date day) {
    std::vector<RuleVersion> parts;
    for (RuleVersion& version : rule.versions) {
        std::set<Date> begins;
        change(version, [&](const TypedExpression& one) {
            if (!follows_day(one) || one.definition != figure) { return; }
            const Date begin = carried_back(day, one.at->start);
            const bool inside = version.days.from < begin && begin <= version.days.until;
            if (inside) { begins.insert(begin); }
        });
        for (const Date begin : begins) {
            parts.push_back(version);
            parts.back().days.until = add_days(begin, -1);
            version.days.from = begin;
            change(version, [&](TypedExpression& one) {
                if (follows_day(one)) { one.at->day = start_of(begin, one.at->start); }
            });
        }
        parts.push_back(std::move(version));
    }
    rule.versions = std::move(parts);
}

void read_at_clock(RuleDefinition& rule, syntax::Span span, Clock clock) {
    for (RuleVersion& version : rule.versions) {
        change(version, [&](TypedExpression& one) {
            if (!follows_day(one) || one.span.begin != span.begin) { return; }
            one.at->day.reset();
            one.at->clock = clock;
        });
    }
}

}  // namespace mutua::ruleset
