#include "engine/core/contract.hpp"
#include "engine/ruleset/check/walk_definition.hpp"
#include "engine/ruleset/program/program.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

template <typename Take>
void take_table(const TableDefinition& table, const Take& take) {
    for (const TableVersion& version : table.versions) {
        for (const TableRow& row : version.rows) {
            for (const Constant& key : row.keys) { take(key); }
            take(row.value);
        }
        if (version.otherwise) { take(*version.otherwise); }
    }
}

template <typename Visit>
void walk_amendments(const RuleDefinition& rule, const Visit& visit) {
    for (const Amendment& amendment : rule.amendments) {
        for (const AmendmentVersion& version : amendment.versions) {
            for (const CheckedException& one : version.exceptions) {
                walk(one.when, visit);
                walk(one.formula.value, visit);
            }
        }
    }
}

}  // namespace

CodeTable::CodeTable(const CheckedRuleset& rules) {
    texts_.emplace_back();
    const auto take = [&](const Constant& constant) {
        if (const auto* code = std::get_if<CodeText>(&constant)) { texts_.push_back(code->text); }
    };
    const auto take_node = [&](const TypedExpression& one) { take(one.constant); };
    for (const Definition& definition : rules.definitions) {
        walk_definition(definition, take_node);
        if (const ParamDefinition* param = definition.param()) {
            for (const ParamVersion& version : param->versions) {
                for (const Constant& value : version.values) { take(value); }
            }
        }
        if (const TableDefinition* table = definition.table()) { take_table(*table, take); }
        if (const RuleDefinition* rule = definition.rule()) { walk_amendments(*rule, take_node); }
        if (const CarryDefinition* carry = definition.carry()) {
            walk(carry->formula.value, take_node);
            if (carry->starts_at) { take(*carry->starts_at); }
        }
    }
    for (const Package& package : rules.packages) {
        if (package.layer_when) { walk(*package.layer_when, take_node); }
    }
    std::sort(texts_.begin(), texts_.end());
    texts_.erase(std::unique(texts_.begin(), texts_.end()), texts_.end());
}

std::optional<std::int64_t> CodeTable::find(std::string_view text) const {
    const auto at = std::lower_bound(texts_.begin(), texts_.end(), text);
    if (at == texts_.end() || *at != text) { return std::nullopt; }
    return at - texts_.begin();
}

const std::string& CodeTable::text(std::int64_t number) const {
    require(number >= 0 && static_cast<std::size_t>(number) < texts_.size(), "the code is known");
    return texts_[static_cast<std::size_t>(number)];
}

}  // namespace mutua::ruleset
