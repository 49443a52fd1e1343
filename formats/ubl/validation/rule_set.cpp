#include "formats/ubl/validation/rule_set.hpp"

#include "formats/ubl/validation/figures.hpp"
#include "formats/ubl/validation/tree_path.hpp"

#include <algorithm>

namespace mutua::ubl::validation {

bool has_fatal(const Findings& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& one) { return one.weight == Weight::fatal; });
}

Finding finding_at(const JudgedDocument& document, xml::NodeIndex node, std::string_view rule,
                   Weight weight, std::string text) {
    return {std::string{rule}, weight, document.node(node).line,
            tree_path(document.tree(), document.vocabulary(), node), std::move(text)};
}

void RuleSet::index(const xml::Vocabulary& vocabulary) {
    candidates_.assign(vocabulary.size(), {});
    for (std::size_t at = 0; at < groups_.size(); ++at) {
        const Group& group = groups_[at];
        const auto number = static_cast<std::uint16_t>(at);
        for (std::size_t name = 0; group.is_wild && name < vocabulary.size(); ++name) {
            const auto id = static_cast<xml::NameId>(name);
            if (id == xml::unknown_name || vocabulary.name(id).ends_with(group.suffix)) {
                candidates_[name].push_back({number, false, {}, nullptr});
            }
        }
        for (const Path& context : group.contexts) {
            Candidate candidate{number, context.steps.size() > 1, {}, &context};
            if (candidate.asks_above) {
                candidate.above = context.steps[context.steps.size() - 2].names;
            }
            for (const xml::NameId name : context.steps.back().names) {
                if (name != xml::unknown_name) { candidates_[name].push_back(candidate); }
            }
        }
    }
}

bool RuleSet::judges(const Candidate& candidate, const Group& group, const JudgedDocument& document,
                     xml::NodeIndex node) {
    return candidate.context == nullptr ? document.node(node).written_name.ends_with(group.suffix)
                                        : leads_to(*candidate.context, document, node);
}

void RuleSet::judge(const JudgedDocument& document, Billing billing, Findings& findings) const {
    const For other = billing == Billing::ordinary ? For::self_billed : For::ordinary;
    std::vector<std::size_t> told(rule_count_);
    for (xml::NodeIndex node = 0; node < document.tree().nodes.size(); ++node) {
        int judged_by = -1;
        const xml::NameId name = document.node(node).name;
        if (name >= candidates_.size()) { continue; }  // A name that only later rules know.
        const xml::NodeIndex parent = document.node(node).parent;
        const xml::NameId above =
            parent == xml::no_node ? xml::unknown_name : document.node(parent).name;
        for (const Candidate& candidate : candidates_[name]) {
            if (candidate.asks_above && above != candidate.above[0] &&
                above != candidate.above[1]) {
                continue;
            }
            const Group& group = groups_[candidate.group];
            if (group.pattern == judged_by || group.scope == other) { continue; }
            if (!judges(candidate, group, document, node)) { continue; }
            judged_by = group.pattern;
            for (const Rule& rule : group.rules) {
                if (told[rule.number] == told_max || holds(rule.demand, document, node)) {
                    continue;
                }
                const bool is_last = ++told[rule.number] == told_max;
                findings.push_back(finding_at(document, node, rule.id, rule.weight,
                                              rule.text +
                                                  (is_last ? " (the last that is told)" : "") +
                                                  figures_text(rule.demand, document, node)));
            }
        }
    }
}

std::vector<const Rule*> RuleSet::rules() const {
    std::vector<const Rule*> all;
    for (const Group& group : groups_) {
        for (const Rule& rule : group.rules) { all.push_back(&rule); }
    }
    return all;
}

}  // namespace mutua::ubl::validation
