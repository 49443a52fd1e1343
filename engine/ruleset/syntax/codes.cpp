#include "engine/ruleset/syntax/codes.hpp"

#include <algorithm>

namespace mutua::ruleset {

const std::vector<RuleCode>& rule_codes() {
    static const std::vector<RuleCode> codes{
#define MUTUA_RULE_CODE(code, severity, says) {#code, Severity::severity, says},
#include "engine/ruleset/syntax/codes.def"
    };
    return codes;
}

const RuleCode* find_rule_code(std::string_view code) {
    const std::vector<RuleCode>& all = rule_codes();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const RuleCode& one) { return one.code == code; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace mutua::ruleset
