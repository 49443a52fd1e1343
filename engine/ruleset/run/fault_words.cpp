#include "engine/ruleset/run/fault_words.hpp"

#include "engine/ruleset/run/question.hpp"

namespace mutua::ruleset {

namespace {

std::optional<std::size_t> contract_of(const RowFault& fault) {
    return fault.frame == Frame::contract ? std::optional{fault.row} : std::nullopt;
}

Fault overflow(const CheckedRuleset& rules, const RowFault& fault) {
    const std::string& name = rules.definitions[fault.definition].name;
    return {"E901", name, "a number leaves 128 bits on the way to `" + name + "`",
            "look at the inputs: one of them is far too large", contract_of(fault)};
}

}  // namespace

std::vector<Fault> in_words(const CheckedRuleset& rules, const Program& program,
                            const std::vector<RowFault>& found) {
    std::vector<Fault> faults;
    std::vector<Fault> missing;
    for (const RowFault& one : found) {
        if (!one.site) { return {overflow(rules, one)}; }
        const FaultSite& site = program.sites[*one.site];
        if (site.code == missing_input) {
            missing.push_back(missing_fault(rules, program, one.definition));
            missing.back().contract = contract_of(one);
        } else {
            faults.push_back({site.code, rules.definitions[one.definition].name, site.message,
                              site.help, contract_of(one)});
        }
    }
    // Without an input, what the other tests say means nothing.
    return missing.empty() ? faults : missing;
}

}  // namespace mutua::ruleset
