#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/exceptions.hpp"
#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/check/version_days.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Calls `visit` with the definition of every input that a condition reads.
template <typename Visit>
void each_read(const TypedExpression& condition, const Visit& visit) {
    walk(condition, [&](const TypedExpression& one) {
        if (one.kind == TypedKind::read || one.kind == TypedKind::applies ||
            one.kind == TypedKind::scale_call || one.kind == TypedKind::look_up ||
            one.kind == TypedKind::prior) {
            visit(one);
        }
    });
}

/// The layer condition of one package: it may look at profile inputs only.
void check_layer_condition(CheckContext& context, PackageId id) {
    Package& package = context.rules.packages[id];
    const std::optional<syntax::Expression>& written = context.file_of(id).layer_when;
    if (!written || !context.is_sound(id)) { return; }
    if (!package.layer_known) { return; }
    if (package.layer == Layer::law) {
        context.findings.error(written->span, "R533", "the law holds for everybody",
                               "remove the condition, or name another layer");
        return;
    }
    ExpressionChecker checker{context, {id, Scope::contract, nullptr}};
    TypedExpression condition = checker.check_condition(*written);
    bool fine = !condition.type.is_unknown();
    each_read(condition, [&](const TypedExpression& one) {
        const Definition& read = context.rules.definitions[one.definition];
        const bool is_profile = read.input() != nullptr && read.input()->profile;
        if (is_profile || !fine) { return; }
        fine = false;
        Diagnostic& found = context.findings.error(
            one.span, "R533",
            "the condition of a layer looks at profile inputs only, `" + read.name + "` is none",
            read.input() != nullptr ? "mark the input `profile`"
                                    : "test an input that is marked `profile`");
        context.findings.relate(found, read.name_span, "declared here");
    });
    if (fine) { context.rules.packages[id].layer_when = std::move(condition); }
}

class AmendmentChecker {
public:
    AmendmentChecker(CheckContext& context, PackageId package, const syntax::Amend& written)
        : context_{context}, package_{package}, written_{written} {}

    void check() {
        const auto rule = find_rule();
        if (!rule || !may_amend(*rule)) { return; }
        const Definition definition = context_.rules.definitions[*rule];
        const auto& others = definition.rule()->amendments;
        const auto twin = std::find_if(others.begin(), others.end(), [&](const Amendment& one) {
            return one.package == package_;
        });
        if (twin != others.end()) {
            context_.findings.error(written_.rule.span, "R102",
                                    "`" + definition.name + "` is amended twice in this package",
                                    "write all exceptions in one `amend`");
            return;
        }
        Amendment made = amendment_of(definition, *rule);
        check_against(definition, made);
        auto& all = std::get<RuleDefinition>(context_.rules.definitions[*rule].content).amendments;
        const auto at =
            std::upper_bound(all.begin(), all.end(), made.layer,
                             [](Layer layer, const Amendment& one) { return layer < one.layer; });
        all.insert(at, std::move(made));
    }

private:
    const Package& package() const { return context_.rules.packages[package_]; }

    std::optional<DefinitionId> find_rule() {
        const NameSearch search = find_definition(context_.rules, package_, written_.rule.text);
        if (search.candidates.size() > 1) {
            context_.findings.error(written_.rule.span, "R103",
                                    "`" + written_.rule.text + "` is declared in two used packages",
                                    "write it with its package");
            return std::nullopt;
        }
        if (!search.found && context_.may_be_unread(package_, written_.rule.text)) {
            return std::nullopt;
        }
        if (!search.found || search.found->field) {
            context_.findings.error(
                written_.rule.span, "R101", "nothing is called `" + written_.rule.text + "` here",
                did_you_mean(written_.rule.text, visible_names(context_.rules, package_)));
            return std::nullopt;
        }
        const Definition& found = context_.rules.definitions[search.found->definition];
        if (found.rule() != nullptr) { return search.found->definition; }
        Diagnostic& wrong =
            context_.findings.error(written_.rule.span, "R203", "`" + found.name + "` is no rule",
                                    "only a rule is amended");
        context_.findings.relate(wrong, found.name_span, "declared here");
        return std::nullopt;
    }

    bool may_amend(DefinitionId id) {
        if (!package().layer_known) { return false; }
        const Definition& rule = context_.rules.definitions[id];
        const auto& open = rule.rule()->open;
        const Layer layer = package().layer;
        const bool is_open = open && std::find(open->layers.begin(), open->layers.end(), layer) !=
                                         open->layers.end();
        if (!is_open) {
            const std::string name{to_string(layer)};
            Diagnostic& found = context_.findings.error(
                written_.rule.span, "R531", "`" + rule.name + "` is not open to the layer " + name,
                layer == Layer::law ? "add `layer committee when …` to the head of this package"
                                    : "add `open to " + name + "` to the rule");
            context_.findings.relate(found, rule.name_span, "declared here");
            return false;
        }
        if (!sees_clock(*rule.scope, package().clock)) {
            context_.findings.error(written_.rule.span, "R404",
                                    "a value per " + std::string{to_string(*rule.scope)} +
                                        " has no " + std::string{to_string(package().clock)} +
                                        ", which dates this amendment",
                                    "add `dated by work_end` to the head of this package");
            return false;
        }
        return may_read_condition(rule);
    }

    bool may_read_condition(const Definition& rule) {
        bool fine = true;
        if (!package().layer_when) { return fine; }
        each_read(*package().layer_when, [&](const TypedExpression& one) {
            const Definition& read = context_.rules.definitions[one.definition];
            if (!fine || belongs_to(*rule.scope, *read.scope)) { return; }
            fine = false;
            Diagnostic& found = context_.findings.error(
                written_.rule.span, "R701",
                "`" + rule.name + "` is a value per " + std::string{to_string(*rule.scope)} +
                    ", the condition of this layer one per " + std::string{to_string(*read.scope)},
                "amend a rule per " + std::string{to_string(*read.scope)});
            context_.findings.relate(found, one.span, "the condition");
        });
        return fine;
    }

    Amendment amendment_of(const Definition& rule, DefinitionId id) {
        Amendment made;
        made.package = package_;
        made.layer = package().layer;
        for (const VersionDays& one : version_days(context_, rule.name, package().covers,
                                                   version_lines(written_.versions))) {
            const syntax::AmendVersion& written = written_.versions[one.line];
            AmendmentVersion version;
            version.days = one.days;
            version.span = written.span;
            FormulaPlace place{package_, *rule.scope, rule.name, rule.type};
            place.inherited = &rule.type;
            place.scope_known = context_.declared[id].scope_known;
            ExceptionPairs exclusive;
            version.exceptions = check_exceptions(context_, place, written.exceptions, exclusive);
            version.watched_pairs =
                check_overlaps(context_, block_of(rule, made, version), exclusive);
            made.versions.push_back(std::move(version));
        }
        return made;
    }

    ExceptionBlock block_of(const Definition& rule, const Amendment& amendment,
                            const AmendmentVersion& version) const {
        const Package& owner = context_.rules.packages[amendment.package];
        ExceptionBlock block{rule.name, amendment.package,  owner.clock, version.days,
                             {},        version.exceptions, false};
        if (owner.layer_when) { block.heads.push_back(&*owner.layer_when); }
        return block;
    }

    /// True where the condition of the layer is written and could not be understood.
    [[nodiscard]] bool is_layer_unread(PackageId id) const {
        return context_.file_of(id).layer_when && !context_.rules.packages[id].layer_when;
    }

    /// Amendments of one layer by two packages are judged together.
    void check_against(const Definition& rule, const Amendment& made) {
        for (const Amendment& other : rule.rule()->amendments) {
            if (other.layer != made.layer) { continue; }
            if (is_layer_unread(other.package) || is_layer_unread(package_)) { continue; }
            for (const AmendmentVersion& before : other.versions) {
                for (const AmendmentVersion& version : made.versions) {
                    const bool same_clock =
                        context_.rules.packages[other.package].clock == package().clock;
                    const bool apart = before.days.until < version.days.from ||
                                       version.days.until < before.days.from;
                    if (same_clock && apart) { continue; }
                    check_overlaps_across(context_, block_of(rule, other, before),
                                          block_of(rule, made, version));
                }
            }
        }
    }

    CheckContext& context_;
    PackageId package_;
    const syntax::Amend& written_;
};

}  // namespace

void check_layers(CheckContext& context) {
    for (PackageId id = 0; id < context.rules.packages.size(); ++id) {
        check_layer_condition(context, id);
    }
}

void check_amendments(CheckContext& context) {
    for (PackageId id = 0; id < context.rules.packages.size(); ++id) {
        if (!context.is_sound(id)) { continue; }
        for (const syntax::Amend& written : context.file_of(id).amends) {
            AmendmentChecker{context, id, written}.check();
        }
    }
}

}  // namespace mutua::ruleset
