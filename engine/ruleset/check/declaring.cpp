#include "engine/ruleset/check/declaring.hpp"

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/check/repairs.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

bool TakenNames::take(const syntax::Name& name) {
    if (is_predeclared(name.text)) {
        context_.findings.error(name.span, "R102",
                                "`" + name.text + "` already means something everywhere",
                                "choose another name");
        return false;
    }
    const auto [at, is_new] = taken_.emplace(name.text, name.span);
    if (is_new) { return true; }
    Diagnostic& found = context_.findings.error(
        name.span, "R102", "`" + name.text + "` is declared twice", "choose another name");
    context_.findings.relate(found, at->second, "first here");
    return false;
}

Definition* enter(CheckContext& context, PackageId id, TakenNames& taken, const syntax::Name& name,
                  syntax::Span span, DeclaredDefinition declared) {
    if (!taken.take(name)) { return nullptr; }
    declared.id = static_cast<DefinitionId>(context.rules.definitions.size());
    Definition definition;
    definition.name = name.text;
    definition.package = id;
    definition.name_span = name.span;
    definition.span = span;
    context.rules.packages[id].names.emplace(name.text, declared.id);
    context.rules.definitions.push_back(std::move(definition));
    context.declared.push_back(declared);
    return &context.rules.definitions.back();
}

void set_scope(CheckContext& context, Definition& made, const syntax::Name& scope) {
    made.scope = parse_scope(scope.text);
    if (made.scope) { return; }
    context.findings.error(scope.span, "R106", "there is no scope `" + scope.text + "`",
                           one_of_repair(scope.text, {"contract", "payslip", "member", "client"}));
    made.scope = Scope::contract;
    context.declared.back().scope_known = false;
}

Clock resolve_clock(CheckContext& context, PackageId id, const std::optional<syntax::Name>& clock) {
    if (!clock) { return context.rules.packages[id].clock; }
    if (const auto found = parse_clock(clock->text)) { return *found; }
    if (clock->text == "day") {
        context.findings.error(clock->span, "R406", "only a rule is `dated by day`",
                               "write `dated by work_end`, and versions of the rule that reads it");
    } else {
        std::vector<std::string> clocks = clock_words();
        clocks.emplace_back("day");
        context.findings.error(clock->span, "R106", "there is no clock `" + clock->text + "`",
                               one_of_repair(clock->text, clocks));
    }
    return Clock::work_end;
}

void add_labels(CheckContext& context, Definition& definition,
                const std::vector<syntax::Label>& labels) {
    for (const syntax::Label& label : labels) {
        const bool known = std::find(label_languages.begin(), label_languages.end(),
                                     label.language.text) != label_languages.end();
        if (!known) {
            context.findings.error(label.language.span, "R106",
                                   "there is no language `" + label.language.text + "`",
                                   "labels are written in fr, nl, de and en");
            continue;
        }
        definition.labels.emplace_back(label.language.text, label.text);
    }
}

EnumId add_enum(CheckContext& context, std::string name, const std::vector<syntax::Name>& items) {
    EnumDefinition made{std::move(name), {}};
    std::set<std::string_view> taken;
    for (const syntax::Name& item : items) {
        if (!taken.insert(item.text).second) {
            context.findings.error(item.span, "R102",
                                   "`" + item.text + "` stands twice in " + made.name,
                                   "remove one of them");
            continue;
        }
        made.items.push_back(item.text);
    }
    context.rules.enums.push_back(std::move(made));
    return static_cast<EnumId>(context.rules.enums.size() - 1);
}

bool check_clock_of(CheckContext& context, const Definition& made,
                    const std::optional<syntax::Name>& clock, const syntax::Name& scope) {
    if (!context.declared.back().scope_known || sees_clock(*made.scope, made.clock)) {
        return true;
    }
    context.findings.error(
        clock ? clock->span : scope.span, "R404",
        "a value per " + scope.text + " has no " + std::string{to_string(made.clock)},
        clock ? "write `dated by work_end`" : "add `dated by work_end` behind it");
    return false;
}

}  // namespace mutua::ruleset
