#include "engine/ruleset/explain/reach.hpp"

#include "engine/ruleset/check/names.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

void sort_by_name(const CheckedRuleset& rules, std::vector<DefinitionId>& ids) {
    std::sort(ids.begin(), ids.end(), [&](DefinitionId left, DefinitionId right) {
        return full_name(rules, left) < full_name(rules, right);
    });
}

}  // namespace

bool reads_definition(const TypedExpression& expression) {
    switch (expression.kind) {
        case TypedKind::read:
        case TypedKind::scale_call:
        case TypedKind::applies:
        case TypedKind::look_up:
        case TypedKind::prior:
            return true;
        default:
            return false;
    }
}

std::vector<DefinitionId> used_by(const CheckedRuleset& rules, DefinitionId definition) {
    std::vector<DefinitionId> used;
    walk_whole(rules, rules.definitions.at(definition), [&](const TypedExpression& expression) {
        if (reads_definition(expression)) { used.push_back(expression.definition); }
    });
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    sort_by_name(rules, used);
    return used;
}

std::vector<std::vector<DefinitionId>> readers_of_all(const CheckedRuleset& rules) {
    std::vector<std::vector<DefinitionId>> readers(rules.definitions.size());
    for (std::size_t i = 0; i < rules.definitions.size(); ++i) {
        const auto id = static_cast<DefinitionId>(i);
        for (const DefinitionId used : used_by(rules, id)) {
            if (used != id) { readers.at(used).push_back(id); }
        }
    }
    for (auto& one : readers) { sort_by_name(rules, one); }
    return readers;
}

std::vector<DefinitionId> reached_from(const CheckedRuleset& rules,
                                       const std::vector<DefinitionId>& roots) {
    std::vector<bool> known(rules.definitions.size(), false);
    std::vector<DefinitionId> reached;
    std::vector<DefinitionId> open = roots;
    while (!open.empty()) {
        const DefinitionId next = open.back();
        open.pop_back();
        if (known.at(next)) { continue; }
        known[next] = true;
        reached.push_back(next);
        for (const DefinitionId used : used_by(rules, next)) { open.push_back(used); }
    }
    sort_by_name(rules, reached);
    return reached;
}

std::vector<DefinitionId> missing_inputs(const CheckedRuleset& rules, PackageId package,
                                         DefinitionId figure,
                                         const std::vector<std::string>& given) {
    std::set<DefinitionId> known;
    for (const std::string& name : given) {
        const auto search = find_definition(rules, package, name, Reach::reachable);
        if (search.found) { known.insert(search.found->definition); }
    }
    std::vector<DefinitionId> missing;
    std::vector<DefinitionId> open{figure};
    while (!open.empty()) {
        const DefinitionId next = open.back();
        open.pop_back();
        if (!known.insert(next).second) { continue; }
        const InputDefinition* input = rules.definitions[next].input();
        if (input && !input->default_value) { missing.push_back(next); }
        for (const DefinitionId used : used_by(rules, next)) { open.push_back(used); }
    }
    sort_by_name(rules, missing);
    return missing;
}

std::vector<DefinitionId> declared_by(const CheckedRuleset& rules, PackageId package) {
    std::vector<DefinitionId> declared;
    for (std::size_t i = 0; i < rules.definitions.size(); ++i) {
        if (rules.definitions[i].package != package) { continue; }
        declared.push_back(static_cast<DefinitionId>(i));
    }
    sort_by_name(rules, declared);
    return declared;
}

}  // namespace mutua::ruleset
