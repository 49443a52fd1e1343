#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

void warn_unused(CheckContext& context, const syntax::Name& name, const std::string& what) {
    context.findings.warning(name.span, "R110", what + " `" + name.text + "` is never used",
                             what == "param"
                                 ? "remove it; or give it labels, when documents or the "
                                   "program show it"
                                 : "remove it, or use it");
}

/// What a name stands for, in a message; nothing for rules and carries, which reach an output or
/// do not.
std::string kind_of(const DeclaredDefinition& declared) {
    if (declared.input != nullptr) { return "input"; }
    if (declared.param != nullptr) { return "param"; }
    if (declared.scale != nullptr) { return "scale"; }
    return declared.table != nullptr ? "table" : "";
}

void check_unused_names(CheckContext& context, PackageId id) {
    const syntax::File& file = context.file_of(id);
    const Package& package = context.rules.packages[id];
    for (const syntax::Enum& one : file.enums) {
        const auto at = package.enums.find(one.name.text);
        if (at == package.enums.end()) { continue; }
        const bool used = at->second < context.used_enums.size() && context.used_enums[at->second];
        if (!used) { warn_unused(context, one.name, "enum"); }
    }
    for (const syntax::UnitDeclaration& one : file.units) {
        if (context.used_units.count({id, one.name.text}) == 0) {
            warn_unused(context, one.name, "unit");
        }
    }
    for (const syntax::Source& one : file.sources) {
        const auto at = context.source_names[id].find(one.name.text);
        if (at == context.source_names[id].end()) { continue; }
        if (context.used_sources.count({id, at->second}) == 0) {
            warn_unused(context, one.name, "source");
        }
    }
}

/// Tests cite sources too: a worked example that an authority published.
void mark_sources_of_tests(CheckContext& context, PackageId id) {
    for (const syntax::Test& test : context.file_of(id).tests) {
        for (const auto& citation : test.evidence.citations) {
            const auto at = context.source_names[id].find(citation.source.text);
            if (at != context.source_names[id].end()) {
                context.used_sources.emplace(id, at->second);
            }
        }
    }
}

/// Every definition that some output is made of.
std::vector<bool> reached(const CheckedRuleset& rules) {
    std::vector<bool> found(rules.definitions.size(), false);
    std::vector<DefinitionId> queue;
    for (DefinitionId id = 0; id < rules.definitions.size(); ++id) {
        const RuleDefinition* rule = rules.definitions[id].rule();
        if (rule != nullptr && (rule->printed || rule->output)) {
            found[id] = true;
            queue.push_back(id);
        }
    }
    while (!queue.empty()) {
        const DefinitionId id = queue.back();
        queue.pop_back();
        walk_all(rules, rules.definitions[id], [&](const TypedExpression& one) {
            const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::applies ||
                               one.kind == TypedKind::prior;
            if (!reads || one.type.is_unknown() || found[one.definition]) { return; }
            found[one.definition] = true;
            queue.push_back(one.definition);
        });
    }
    return found;
}

}  // namespace

void check_uses(CheckContext& context) {
    if (context.has_unread()) { return; }
    const std::vector<bool> found = reached(context.rules);
    for (PackageId id = 0; id < context.rules.packages.size(); ++id) {
        mark_sources_of_tests(context, id);
        check_unused_names(context, id);
    }
    for (const DeclaredDefinition& declared : context.declared) {
        const Definition& definition = context.rules.definitions[declared.id];
        const std::string kind = kind_of(declared);
        if (!kind.empty()) {
            // A param with labels is for documents and for the program that asks for it by name.
            const bool handed_out = declared.param != nullptr && !definition.labels.empty();
            if (!context.is_used(declared.id) && !handed_out) {
                warn_unused(context, {definition.name, definition.name_span}, kind);
            }
            continue;
        }
        if (found[declared.id]) { continue; }
        context.findings.warning(
            definition.name_span, "R111",
            "`" + definition.name + "` reaches no output: nothing that leaves the engine reads it",
            declared.rule != nullptr ? "add `output` to its head, or remove it"
                                     : "read it in a rule that is shown or `output`, or remove it");
    }
}

}  // namespace mutua::ruleset
