#include "engine/ruleset/check/causes.hpp"

#include "engine/ruleset/check/walk_definition.hpp"

namespace mutua::ruleset {

namespace {

/// Collects what the expressions of a definition read. A split reads the rows beside its own.
class ReadingCollector {
public:
    ReadingCollector(const CheckedRuleset& rules, const Definition& reader)
        : rules_{rules}, reader_{reader} {}

    void operator()(const TypedExpression& one) {
        splits_ = splits_ || one.kind == TypedKind::split;
        if (one.kind != TypedKind::read && one.kind != TypedKind::applies) { return; }
        const auto scope = rules_.definitions[one.definition].scope;
        if (scope) { found_.push_back({one.definition, scope != reader_.scope}); }
    }

    std::vector<Reading> take() {
        for (Reading& one : found_) { one.other_rows = one.other_rows || splits_; }
        return std::move(found_);
    }

private:
    const CheckedRuleset& rules_;
    const Definition& reader_;
    bool splits_ = false;
    std::vector<Reading> found_;
};

/// Follows readings from some on; the value of a definition is looked at at most twice.
Reliance follow(const CheckedRuleset& rules, std::vector<Reading> left, DefinitionId on) {
    Reliance found;
    std::vector<Reliance> seen(rules.definitions.size());
    while (!left.empty()) {
        const Reading one = left.back();
        left.pop_back();
        bool& known =
            one.other_rows ? seen[one.definition].other_rows : seen[one.definition].same_row;
        if (known) { continue; }
        known = true;
        if (one.definition == on) {
            (one.other_rows ? found.other_rows : found.same_row) = true;
            continue;
        }
        for (const Reading& next : rules.readings[one.definition]) {
            left.push_back({next.definition, next.other_rows || one.other_rows});
        }
    }
    return found;
}

enum class Link : std::uint8_t { unknown, open, first, later };

Link look_at(std::size_t one, const std::vector<std::vector<std::size_t>>& follows,
             std::vector<Link>& links) {
    if (links[one] != Link::unknown) { return links[one]; }
    links[one] = Link::open;
    const bool later = std::any_of(follows[one].begin(), follows[one].end(), [&](std::size_t from) {
        return look_at(from, follows, links) == Link::first;
    });
    return links[one] = later ? Link::later : Link::first;
}

}  // namespace

std::vector<bool> first_of_chains(const std::vector<std::vector<std::size_t>>& follows) {
    std::vector<Link> links(follows.size(), Link::unknown);
    std::vector<bool> first;
    for (std::size_t i = 0; i < follows.size(); ++i) {
        first.push_back(look_at(i, follows, links) == Link::first);
    }
    return first;
}

void note_readings(CheckedRuleset& rules) {
    rules.readings.clear();
    rules.test_readings.clear();
    for (const Definition& one : rules.definitions) {
        ReadingCollector value{rules, one};
        ReadingCollector tests{rules, one};
        const auto visit = [&](const TypedExpression& expression) { value(expression); };
        walk_value(one, visit);
        if (const RuleDefinition* rule = one.rule()) {
            for (const Amendment& amendment : rule->amendments) {
                walk_amendment(rules, amendment, visit);
            }
            for (const CheckedEnsure& ensure : rule->ensures) {
                walk(ensure.condition,
                     [&](const TypedExpression& expression) { tests(expression); });
            }
        }
        rules.readings.push_back(value.take());
        rules.test_readings.push_back(tests.take());
    }
}

Reliance reliance(const CheckedRuleset& rules, FaultOwner fault, DefinitionId on) {
    const Reliance by_value = follow(rules, rules.readings[fault.definition], on);
    if (!fault.is_test || by_value.same_row || by_value.other_rows) { return by_value; }
    const Reliance back = follow(rules, rules.readings[on], fault.definition);
    if (back.same_row || back.other_rows) { return {}; }
    return follow(rules, rules.test_readings[fault.definition], on);
}

}  // namespace mutua::ruleset
