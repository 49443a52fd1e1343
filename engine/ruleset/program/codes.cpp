#include "engine/core/contract.hpp"
#include "engine/ruleset/check/walk_definition.hpp"
#include "engine/ruleset/program/program.hpp"

#include <algorithm>

namespace mutua::ruleset {

CodeTable::CodeTable(const CheckedRuleset& rules) {
    texts_.emplace_back();
    const auto take = [&](const Constant& constant) {
        if (const auto* code = std::get_if<CodeText>(&constant)) { texts_.push_back(code->text); }
    };
    for (const Definition& definition : rules.definitions) {
        walk_definition(definition, [&](const TypedExpression& one) { take(one.constant); });
        const ParamDefinition* param = definition.param();
        if (param == nullptr) { continue; }
        for (const ParamVersion& version : param->versions) {
            for (const Constant& value : version.values) { take(value); }
        }
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
