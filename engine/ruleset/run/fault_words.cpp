#include "engine/ruleset/run/fault_words.hpp"

#include "engine/ruleset/check/causes.hpp"
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

/// True of rows of different frames when one belongs to the other.
bool belong_together(const RowTree& tree, const RowFault& left, const RowFault& right) {
    if (belongs_to(left.frame, right.frame)) {
        return row_above(tree, left.frame, right.frame, left.row) == right.row;
    }
    if (belongs_to(right.frame, left.frame)) {
        return row_above(tree, right.frame, left.frame, right.row) == left.row;
    }
    return false;
}

/// True of contracts that have a row above in common.
bool have_row_in_common(const RowTree& tree, const RowFault& left, const RowFault& right) {
    if (left.frame != right.frame) { return false; }
    const auto share = [&](Frame above) {
        return belongs_to(left.frame, above) && left.frame != above &&
               row_above(tree, left.frame, above, left.row) ==
                   row_above(tree, right.frame, above, right.row);
    };
    return share(Frame::payslip) || share(Frame::member) || share(Frame::client);
}

}  // namespace

std::vector<RowFault> first_faults(const CheckedRuleset& rules, const Program& program,
                                   const RowTree& tree, const std::vector<RowFault>& found) {
    if (found.size() < 2) { return found; }
    std::vector<RowFault> overflows;
    std::vector<RowFault> tests;
    for (const RowFault& one : found) { (one.site ? tests : overflows).push_back(one); }
    std::vector<RowFault> first = causes_of(
        rules, tests,
        [&](const RowFault& one) {
            return FaultOwner{one.definition, program.sites[*one.site].code == "E401"};
        },
        [&](const RowFault& one, const RowFault& cause) {
            return belong_together(tree, one, cause);
        },
        [&](const RowFault& one, const RowFault& cause) {
            return have_row_in_common(tree, one, cause);
        });
    first.insert(first.begin(), overflows.begin(), overflows.end());
    return first;
}

std::vector<Fault> in_words(const CheckedRuleset& rules, const Program& program,
                            const ClockDays& days, const std::vector<RowFault>& found) {
    std::vector<Fault> faults;
    std::vector<Fault> missing;
    for (const RowFault& one : found) {
        if (!one.site) { return {overflow(rules, one)}; }
        const FaultSite& site = program.sites[*one.site];
        if (site.code == missing_input) {
            missing.push_back(missing_fault(rules, program, one.definition));
            missing.back().contract = contract_of(one);
        } else if (site.uncovered) {
            faults.push_back(
                uncovered_fault(rules, site.uncovered->first, site.uncovered->second, days));
            faults.back().contract = contract_of(one);
        } else {
            faults.push_back({site.code, rules.definitions[one.definition].name, site.message,
                              site.help, contract_of(one)});
        }
    }
    // Without an input, what the other tests say means nothing.
    return missing.empty() ? faults : missing;
}

}  // namespace mutua::ruleset
