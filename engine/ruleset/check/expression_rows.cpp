#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/expression_checker.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

using syntax::ExpressionKind;

/// Most rules that one `sum of tagged` may write out, and most expressions of a ruleset after it.
constexpr std::size_t members_max = 1000;
constexpr std::uint32_t expressions_max = 1'000'000;

/// Every name that an expression reads.
void collect_names(const syntax::Expression& one, std::vector<const syntax::Expression*>& names) {
    const bool named = one.kind == ExpressionKind::name || one.kind == ExpressionKind::prior;
    if (named) { names.push_back(&one); }
    for (const syntax::Expression& child : one.children) { collect_names(child, names); }
    for (const syntax::MatchCase& branch : one.cases) { collect_names(branch.value, names); }
}

}  // namespace

bool ExpressionChecker::check_keys(const Definition& definition, const Syntax& expression,
                                   TypedExpression& made) {
    const std::vector<RecordField>& keys = definition.table()->keys;
    const std::size_t written = expression.children.size() - (expression.flag ? 1 : 0);
    if (written != keys.size()) {
        std::string wanted;
        for (const RecordField& key : keys) {
            wanted += (wanted.empty() ? "" : ", ") + key.name;
            if (!key.type.is_unknown()) { wanted += " : " + describe(context_.rules, key.type); }
        }
        Diagnostic& found = context_.findings.error(
            expression.span, "R602",
            "`" + definition.name + "` has " + std::to_string(keys.size()) +
                (keys.size() == 1 ? " key" : " keys") + ", not " + std::to_string(written),
            "its keys are " + wanted);
        context_.findings.relate(found, definition.name_span, "declared here");
        return false;
    }
    bool fine = true;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        made.children.push_back(check(expression.children[i], &keys[i].type));
        TypedExpression& key = made.children.back();
        if (keys[i].type.is_unknown()) {
            fine = false;
            continue;
        }
        const bool fits = require_kind(key, keys[i].type.kind);
        if (fits && keys[i].type.kind == ValueKind::enumeration &&
            key.type.enumeration != keys[i].type.enumeration) {
            context_.findings.error(key.span, "R203",
                                    "`" + keys[i].name + "` of `" + definition.name + "` is " +
                                        describe(context_.rules, keys[i].type) + ", this is " +
                                        describe(context_.rules, key.type),
                                    "give an item of the enum that the table is declared with");
            fine = false;
        }
        if (fits && key.type.is_number() &&
            (!key.type.unit.is_pure() || key.type.decimals != 0 || key.type.quotient)) {
            context_.findings.error(
                key.span, "R203",
                "`" + keys[i].name + "` of `" + definition.name + "` is a whole count, this is " +
                    key.type.unit.text() +
                    (key.type.quotient
                         ? ", a quotient"
                         : " with " + std::to_string(key.type.decimals) + " decimals"),
                "round it: `round(…) down to 1`");
            fine = false;
        }
        fine = fine && fits;
    }
    return fine;
}

TypedExpression ExpressionChecker::look_up(const Syntax& expression,
                                           std::optional<DateReference> at) {
    const auto found = find(expression.text, name_span(expression), nullptr);
    if (!found) { return failed(expression); }
    const Definition& definition = context_.rules.definitions[found->definition];
    if (definition.table() == nullptr) {
        context_.findings.error(
            expression.span, "R602", "`" + definition.name + "` is no table",
            definition.scale() != nullptr
                ? "a scale has its argument in parentheses: `" + definition.name + "(…)`"
                : "write `" + definition.name + "` alone");
        return failed(expression);
    }
    if (!may_read(definition, expression, at)) { return failed(expression); }
    TypedExpression made = make(TypedKind::look_up, expression);
    made.definition = found->definition;
    made.at = at;
    made.type = definition.type;
    made.has_else = expression.flag;
    if (!check_keys(definition, expression, made)) { return failed(expression); }
    if (!made.has_else) { return made; }
    made.children.push_back(check_declared(expression.children.back(), definition.type));
    join(made.type, made.children.back(), definition.name_span);
    return made;
}

/// The scope above the reader's in which a whole is one value.
std::optional<Scope> ExpressionChecker::scope_of_whole(const Syntax& whole) {
    std::vector<const Syntax*> names;
    collect_names(whole, names);
    std::vector<Scope> read;
    for (const Syntax* one : names) {
        const auto found = find_definition(context_.rules, place_.package, one->text).found;
        if (!found) { continue; }
        const Definition& definition = context_.rules.definitions[found->definition];
        if (definition.scope) { read.push_back(*definition.scope); }
    }
    for (const Scope scope : {Scope::payslip, Scope::client, Scope::member}) {
        const bool above = scope != *place_.scope && belongs_to(*place_.scope, scope);
        const bool reads_all = std::all_of(read.begin(), read.end(),
                                           [&](Scope one) { return belongs_to(scope, one); });
        if (above && reads_all && !read.empty()) { return scope; }
    }
    return std::nullopt;
}

TypedExpression ExpressionChecker::split(const Syntax& expression) {
    if (!place_.scope) {
        context_.findings.error(expression.span, "R203", "a split is not constant",
                                "a figure is made of numbers and of other figures at a fixed day");
        return failed(expression);
    }
    const auto scope = scope_of_whole(expression.children[0]);
    if (!scope) {
        if (place_.scope_known) {
            TypedExpression whole = check(expression.children[0]);
            if (whole.type.is_unknown()) { return failed(expression); }
            context_.findings.error(
                expression.children[0].span, "R704",
                "a split hands out a value of a row above, `" +
                    std::string{text_of(context_.rules.files, expression.children[0].span)} +
                    "` is none in a rule per " + std::string{to_string(*place_.scope)},
                "split a value per payslip, member or client, in a rule per contract");
        }
        return failed(expression);
    }
    ExpressionPlace above = place_;
    above.scope = scope;
    above.inherited = nullptr;
    TypedExpression made = make(TypedKind::split, expression);
    made.rows = *scope;
    made.children.push_back(ExpressionChecker{context_, above}.check(expression.children[0]));
    made.children.push_back(check(expression.children[1]));
    for (const TypedExpression& child : made.children) {
        if (!require_number(child) || !require_no_quotient(child)) { return failed(expression); }
    }
    made.type = made.children.front().type;
    made.type.any_unit = false;
    return made;
}

TypedExpression ExpressionChecker::prior(const Syntax& expression) {
    const auto found = find(expression.text, expression.span, nullptr);
    if (!found) { return failed(expression); }
    const Definition& definition = context_.rules.definitions[found->definition];
    if (definition.carry() == nullptr) {
        Diagnostic& wrong = context_.findings.error(
            expression.span, "R711",
            "`" + definition.name + "` is no carry: it has no value before",
            "declare it: `carry " + definition.name + " : … keyed by member`");
        context_.findings.relate(wrong, definition.name_span, "declared here");
        return failed(expression);
    }
    if (!may_read(definition, expression, std::nullopt)) { return failed(expression); }
    TypedExpression made = make(TypedKind::prior, expression);
    made.definition = found->definition;
    made.type = definition.type;
    return made;
}

TypedExpression ExpressionChecker::tagged_sum(const Syntax& expression) {
    if (!place_.scope) {
        context_.findings.error(expression.span, "R203", "a sum of rules is not constant",
                                "a figure is made of numbers and of other figures at a fixed day");
        return failed(expression);
    }
    const std::string& tag = expression.names.front().text;
    std::vector<PackageId> packages = context_.rules.packages[place_.package].uses;
    packages.push_back(place_.package);
    std::vector<DefinitionId> members;
    const auto carriers = context_.tagged.find(tag);
    if (carriers != context_.tagged.end()) {
        for (const DefinitionId id : carriers->second) {
            const Definition& definition = context_.rules.definitions[id];
            const bool visible =
                std::find(packages.begin(), packages.end(), definition.package) != packages.end();
            if (visible && definition.scope == place_.scope) { members.push_back(id); }
        }
    }
    if (members.empty()) {
        if (!place_.scope_known || context_.has_unread()) { return failed(expression); }
        std::string help;
        if (!context_.findings.full(expression.span.file)) {
            std::vector<std::string> tags;
            for (const auto& [name, ids] : context_.tagged) { tags.push_back(name); }
            help = did_you_mean(tag, tags);
        }
        if (help.empty()) { help = "give a rule the clause `tags " + tag + "`"; }
        context_.findings.error(expression.names.front().span, "R109",
                                "no rule per " + std::string{to_string(*place_.scope)} +
                                    " carries the tag `" + tag + "`",
                                help);
        return failed(expression);
    }
    if (members.size() > members_max || context_.rules.expression_count > expressions_max) {
        context_.findings.error(expression.span, "R010",
                                "`" + tag + "` is carried by more rules than one sum writes out",
                                "add sums of several tags");
        return failed(expression);
    }
    return tagged_part(expression, members, 0, members.size());
}

/// The members from `begin` to `end` added up, in halves: a long chain would nest too deep.
TypedExpression ExpressionChecker::tagged_part(const Syntax& expression,
                                               const std::vector<DefinitionId>& members,
                                               std::size_t begin, std::size_t end) {
    if (end - begin == 1) {
        TypedExpression member = make(TypedKind::read, expression);
        member.definition = members[begin];
        context_.mark_used(members[begin]);
        member.type = context_.rules.definitions[members[begin]].type;
        if (!require_number(member) || !require_no_quotient(member)) { return failed(expression); }
        return member;
    }
    const std::size_t middle = end - begin > 64 ? begin + (end - begin) / 2 : end - 1;
    TypedExpression sum = make(TypedKind::add, expression);
    sum.children.push_back(tagged_part(expression, members, begin, middle));
    sum.children.push_back(tagged_part(expression, members, middle, end));
    TypedExpression& left = sum.children[0];
    TypedExpression& right = sum.children[1];
    if (left.type.is_unknown() || right.type.is_unknown()) { return failed(expression); }
    if (!unify_units(left, right)) { return failed(expression); }
    sum.type = number_type(right.type.unit, std::max(left.type.decimals, right.type.decimals));
    return sum;
}

}  // namespace mutua::ruleset
