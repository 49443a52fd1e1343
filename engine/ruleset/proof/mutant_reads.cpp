#include "engine/ruleset/proof/mutant_finder.hpp"

#include <algorithm>

// By which clocks and on which days a definition is read: where no read looks, no date or clock is
// changed.

namespace mutua::ruleset {

std::vector<Date> boundaries_of(const CheckedRuleset& rules, DefinitionId id) {
    const Definition& one = rules.definitions[id];
    const Days& covers = rules.packages[one.package].covers;
    if (one.param() != nullptr) { return boundaries_of(one.param()->versions, covers); }
    if (one.scale() != nullptr) { return boundaries_of(one.scale()->versions, covers); }
    if (one.table() != nullptr) { return boundaries_of(one.table()->versions, covers); }
    return {};
}

bool may_part(Clock left, Clock right, const std::vector<Date>& boundaries) {
    const auto follows_work_end = [](Clock clock) {
        return clock == Clock::work_end || clock == Clock::quarter_start ||
               clock == Clock::year_start;
    };
    if (!follows_work_end(left) || !follows_work_end(right)) { return !boundaries.empty(); }
    const bool by_year = left == Clock::year_start || right == Clock::year_start;
    return std::any_of(boundaries.begin(), boundaries.end(), [&](Date day) {
        const auto month = static_cast<unsigned>(day.month());
        const bool first = day.day() == date::day{1};
        return !first || (by_year ? month != 1 : month % 3 != 1);
    });
}

void MutantFinder::note_scopes() {
    readers_.resize(rules_.definitions.size());
    read_days_.resize(rules_.definitions.size());
    for (reader_ = 0; reader_ < rules_.definitions.size(); ++reader_) {
        const Definition& one = rules_.definitions[reader_];
        if (!one.scope) { continue; }
        // Each root once: what is below it may stand in rows of another scope.
        const auto note_formula = [&](const Formula& formula) {
            note_scopes(formula.value, *one.scope);
        };
        const auto note_exceptions = [&](const std::vector<CheckedException>& exceptions) {
            for (const CheckedException& exception : exceptions) {
                note_scopes(exception.when, *one.scope);
                note_formula(exception.formula);
            }
        };
        if (one.input() != nullptr && one.input()->default_value) {
            note_formula(*one.input()->default_value);
        }
        if (one.carry() != nullptr) { note_formula(one.carry()->formula); }
        if (one.rule() == nullptr) { continue; }
        for (const RuleVersion& version : one.rule()->versions) {
            reader_days_ = version.days;
            if (version.applies_when) { note_scopes(*version.applies_when, *one.scope); }
            note_formula(version.formula);
            note_exceptions(version.exceptions);
        }
        for (const CheckedEnsure& ensure : one.rule()->ensures) {
            note_scopes(ensure.condition, *one.scope);
        }
        for (const Amendment& amendment : one.rule()->amendments) {
            for (const AmendmentVersion& version : amendment.versions) {
                note_exceptions(version.exceptions);
            }
        }
    }
}

void MutantFinder::note_scopes(const TypedExpression& expression, Scope scope) {
    const bool reads = expression.kind == TypedKind::read ||
                       expression.kind == TypedKind::scale_call ||
                       expression.kind == TypedKind::look_up;
    if (reads && expression.at) {
        read_in_[expression.id] = scope;
        note_read_days(expression);
    } else if (reads) {
        readers_[expression.definition].insert(scope);
    }
    const bool of_rows =
        expression.kind >= TypedKind::sum_rows && expression.kind <= TypedKind::count_rows;
    for (std::size_t i = 0; i < expression.children.size(); ++i) {
        const bool elsewhere = of_rows || (expression.kind == TypedKind::split && i == 0);
        note_scopes(expression.children[i], elsewhere ? expression.rows : scope);
    }
    for (const TypedCase& one : expression.cases) {
        for (const TypedExpression& pattern : one.patterns) { note_scopes(pattern, scope); }
        note_scopes(one.value, scope);
    }
}

void MutantFinder::note_read_days(const TypedExpression& expression) {
    const DateReference& at = *expression.at;
    ReadDays read{{first_of_days, last_of_days}, at.start, std::nullopt};
    if (at.clock == Clock::day) {
        const Days& covers = rules_.packages[rules_.definitions[reader_].package].covers;
        read.days = {std::max(reader_days_.from, covers.from),
                     std::min(reader_days_.until, covers.until)};
        read.by_day = reader_;
    } else if (at.day) {
        read.days = {*at.day, *at.day};
    }
    read_days_[expression.definition].push_back(read);
}

bool MutantFinder::is_read_on(Date day) const {
    const bool by_its_clock = rules_.definitions[id_].scope || !readers_[id_].empty();
    return by_its_clock ||
           std::any_of(read_days_[id_].begin(), read_days_[id_].end(), [day](const ReadDays& read) {
               const Date first = std::max(day, read.days.from);
               return first <= read.days.until && start_of(first, read.start) == day;
           });
}

/// A clock that the checks would refuse (R404) is no mutant.
bool MutantFinder::is_visible(const Definition& definition, Clock clock) const {
    if (definition.scope) { return sees_clock(*definition.scope, clock); }
    const std::set<Scope>& readers = readers_[id_];
    return std::all_of(readers.begin(), readers.end(),
                       [clock](Scope scope) { return sees_clock(scope, clock); });
}

}  // namespace mutua::ruleset
