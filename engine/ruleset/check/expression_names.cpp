#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/repairs.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

using syntax::ExpressionKind;

std::optional<std::uint32_t> item_position(const EnumDefinition& one, std::string_view item) {
    const auto at = std::find(one.items.begin(), one.items.end(), item);
    if (at == one.items.end()) { return std::nullopt; }
    return static_cast<std::uint32_t>(at - one.items.begin());
}

std::vector<std::string> full_names(const CheckedRuleset& rules,
                                    const std::vector<DefinitionId>& ids) {
    std::vector<std::string> names;
    for (const DefinitionId id : ids) { names.push_back(full_name(rules, id)); }
    return names;
}

/// Decimals of what a scale gives, in whatever version: scales are checked before rules.
unsigned scale_decimals(const ScaleDefinition& scale, unsigned declared, unsigned argument) {
    const bool exact_product = scale.kind == ScaleKind::marginal || scale.has_plus;
    unsigned decimals = scale.kind == ScaleKind::marginal ? 0 : declared;
    const unsigned exact = std::max(argument, scale.argument.decimals) + 6;
    for (const ScaleVersion& version : scale.versions) {
        const auto& rounding = version.each_bracket;
        if (exact_product) { decimals = std::max(decimals, rounding ? rounding->decimals : exact); }
    }
    return decimals;
}

/// Versions of what has any; calls `visit` with them.
template <typename Visit>
void with_versions(const Definition& definition, const Visit& visit) {
    if (const auto* param = definition.param()) { visit(param->versions); }
    if (const auto* scale = definition.scale()) { visit(scale->versions); }
    if (const auto* table = definition.table()) { visit(table->versions); }
}

}  // namespace

/// The param, scale or table that an expression reads, as written, at another day.
std::string ExpressionChecker::read_at(const Syntax& expression, const std::string& day) const {
    const std::string written{text_of(context_.rules.files, expression.span)};
    const std::size_t behind = written.find_first_of("([", expression.text.size());
    return expression.text + " at " + day +
           (behind == std::string::npos ? "" : written.substr(behind));
}

syntax::Span ExpressionChecker::name_span(const Syntax& expression) const {
    syntax::Span span = expression.span;
    span.end = span.begin + static_cast<std::uint32_t>(expression.text.size());
    // Parentheses belong to the span of what they hold.
    return text_of(context_.rules.files, span) == expression.text ? span : expression.span;
}

std::optional<NamedDefinition> ExpressionChecker::find(std::string_view path, syntax::Span span,
                                                       const Type* expected,
                                                       const std::string& otherwise) {
    const CheckedRuleset& rules = context_.rules;
    const NameSearch search = find_definition(rules, place_.package, path);
    if (search.found) { context_.mark_used(search.found->definition); }
    if (search.found || context_.findings.full(span.file)) { return search.found; }
    const std::string text{path};
    if (context_.may_be_unread(place_.package, path)) { return std::nullopt; }
    // What is compared with something unknown may be an item of its enum.
    const bool may_be_item = expected != nullptr && expected->is_unknown();
    if (may_be_item && path.find('.') == std::string_view::npos) { return std::nullopt; }
    if (search.candidates.size() > 1) {
        context_.findings.error(
            span, "R103",
            "`" + text + "` is declared in two used packages: " +
                listed_names(full_names(rules, search.candidates)),
            "write it with its package: `" + full_name(rules, search.candidates.front()) + "`");
    } else if (search.field_of) {
        const Definition& record = rules.definitions[*search.field_of];
        std::vector<std::string> fields;
        for (const RecordField& field : record.type.fields) { fields.push_back(field.name); }
        context_.findings.error(
            span, "R107",
            "`" + record.name + "` has no field `" + text.substr(text.rfind('.') + 1) + "`",
            fields.empty() ? "it is one value, without fields"
                           : "its fields are " + listed_names(fields));
    } else if (expected != nullptr && expected->kind == ValueKind::enumeration) {
        const EnumDefinition& one = rules.enums[expected->enumeration];
        std::string help = did_you_mean(text, one.items);
        if (help.empty()) { help = "its items are " + listed_names(one.items); }
        context_.findings.error(span, "R105", "`" + text + "` is no item of " + one.name, help);
    } else {
        const bool is_code = expected != nullptr && expected->kind == ValueKind::code;
        const std::string name_help = is_code && !place_.scope
                                          ? "a code stands in quotes: write `\"" + text + "\"`"
                                          : name_repair(context_, place_.package, text);
        context_.findings.error(span, "R101", "nothing is called `" + text + "` here",
                                name_help.empty() ? otherwise : name_help);
    }
    return std::nullopt;
}

bool ExpressionChecker::has_version_at(const Definition& definition, const Syntax& expression,
                                       const std::optional<DateReference>& at) {
    if (!at || !at->day) { return true; }
    bool found = true;
    std::string nearest;
    with_versions(definition, [&](const auto& versions) {
        found = versions.empty() || version_on(versions, *at->day).has_value();
        for (const auto& version : versions) {
            if (found || (!nearest.empty() && *at->day < version.days.from)) { break; }
            nearest = mutua::to_string(version.days.from);
        }
    });
    if (!found) {
        context_.findings.error(
            expression.span, "R402",
            "`" + definition.name + "` has no version on " + mutua::to_string(*at->day),
            "the nearest one begins on " + nearest + ": write `" + read_at(expression, nearest) +
                "`");
    }
    return found;
}

bool ExpressionChecker::scope_known(const Definition& definition) const {
    const std::size_t id =
        static_cast<std::size_t>(&definition - context_.rules.definitions.data());
    return place_.scope_known && context_.declared[id].scope_known;
}

/// Params, scales and tables: what is dated by a clock, or read at a day.
bool ExpressionChecker::may_read_version(const Definition& definition, const Syntax& expression,
                                         const std::optional<DateReference>& at) {
    const bool fixed = at && at->day;
    if (!place_.scope) {
        if (fixed) { return has_version_at(definition, expression, at); }
        context_.findings.error(expression.span, "R203",
                                "`" + definition.name + "` is not constant here",
                                "say which version: `" + read_at(expression, "2026-01-01") + "`");
        return false;
    }
    const Clock clock = at ? at->clock : definition.clock;
    const bool is_seen = clock == Clock::day || sees_clock(*place_.scope, clock);
    if (!fixed && place_.scope_known && !is_seen) {
        context_.findings.error(expression.span, "R404",
                                "a " + std::string{to_string(*place_.scope)} + " has no " +
                                    std::string{to_string(clock)} + ", which dates `" +
                                    definition.name + "`",
                                "write `" + read_at(expression, "work_end") + "`");
        return false;
    }
    return has_version_at(definition, expression, at);
}

bool ExpressionChecker::may_read(const Definition& definition, const Syntax& expression,
                                 const std::optional<DateReference>& at) {
    if (definition.param() || definition.scale() || definition.table()) {
        return may_read_version(definition, expression, at);
    }
    if (!place_.scope) {
        context_.findings.error(expression.span, "R203",
                                "`" + definition.name + "` is not constant here",
                                "a figure is made of numbers and of other figures at a fixed day");
        return false;
    }
    if (at) {
        context_.findings.error(expression.span, "R203",
                                "`at` chooses a version of a param, a scale or a table; `" +
                                    definition.name + "` is computed with its own clock",
                                "write `" + definition.name + "` alone");
        return false;
    }
    if (!scope_known(definition) || belongs_to(*place_.scope, *definition.scope)) { return true; }
    const std::string rows = std::string{to_string(*definition.scope)} + "s";
    Diagnostic& found = context_.findings.error(
        expression.span, "R701",
        "`" + definition.name + "` is a value per " + std::string{to_string(*definition.scope)} +
            ", read from a value per " + std::string{to_string(*place_.scope)},
        belongs_to(*definition.scope, *place_.scope)
            ? "there may be several: write `sum of " + definition.name + " over " + rows + "`"
            : "a contract belongs to both: read it there, in a rule per contract, and sum that");
    context_.findings.relate(found, definition.name_span, "declared here");
    return false;
}

/// True, and R602, for a scale or a table that is named without argument or keys.
bool ExpressionChecker::needs_argument(const Definition& definition, const Syntax& expression) {
    if (definition.scale() != nullptr) {
        context_.findings.error(expression.span, "R602",
                                "`" + definition.name + "` is a scale and needs an argument",
                                "write `" + definition.name + "(…)`");
        return true;
    }
    const TableDefinition* table = definition.table();
    if (table == nullptr) { return false; }
    std::string keys;
    for (const RecordField& key : table->keys) { keys += (keys.empty() ? "" : ", ") + key.name; }
    context_.findings.error(expression.span, "R602",
                            "`" + definition.name + "` is a table and needs its keys",
                            "its keys are " + keys + ": write `" + definition.name + "[…]`");
    return true;
}

TypedExpression ExpressionChecker::name(const Syntax& expression, const Type* expected,
                                        std::optional<DateReference> at) {
    if (expected != nullptr && expected->kind == ValueKind::enumeration && !at) {
        const EnumDefinition& one = context_.rules.enums[expected->enumeration];
        if (const auto position = item_position(one, expression.text)) {
            TypedExpression made = make(TypedKind::constant, expression);
            made.type = *expected;
            made.constant = EnumItem{*position};
            return made;
        }
    }
    const auto found = find(expression.text, expression.span, expected);
    if (!found) { return failed(expression); }
    const Definition& definition = context_.rules.definitions[found->definition];
    if (needs_argument(definition, expression)) { return failed(expression); }
    if (!may_read(definition, expression, at)) { return failed(expression); }
    TypedExpression made = make(TypedKind::read, expression);
    made.definition = found->definition;
    made.field = found->field;
    made.at = at;
    made.type = found->field ? definition.type.fields[*found->field].type : definition.type;
    if (made.type.kind == ValueKind::record) {
        context_.findings.error(expression.span, "R107",
                                "`" + definition.name + "` is a record: name one of its fields",
                                "write `" + definition.name + "." + made.type.fields[0].name + "`");
        return failed(expression);
    }
    return made;
}

/// What to write where a scale takes another unit.
std::string ExpressionChecker::argument_help(const TypedExpression& argument,
                                             const Unit& wanted) const {
    if (argument.type.unit.without_time() == wanted.without_time()) {
        return "convert the argument, for instance with `* 12 month/year`";
    }
    if (argument.kind == TypedKind::constant && argument.type.unit.is_pure()) {
        return pure_number_repair(text_of(context_.rules.files, argument.span), wanted);
    }
    return "give it a value in " + wanted.text() + ", or declare the scale in " +
           argument.type.unit.text();
}

TypedExpression ExpressionChecker::call(const Syntax& expression, std::optional<DateReference> at) {
    const bool is_bare = expression.text.find('.') == std::string::npos;
    if (is_bare && is_predeclared(expression.text)) { return function(expression); }
    const auto found = find(expression.text, name_span(expression), nullptr, functions_repair());
    if (!found) { return failed(expression); }
    const Definition& definition = context_.rules.definitions[found->definition];
    const ScaleDefinition* scale = definition.scale();
    if (scale == nullptr || expression.children.size() != 1) {
        context_.findings.error(
            expression.span, "R602",
            scale == nullptr ? "`" + definition.name + "` is no scale"
                             : "`" + definition.name + "` is a scale: it has one argument, not " +
                                   std::to_string(expression.children.size()),
            scale != nullptr
                ? "write `" + definition.name + "(" +
                      std::string{text_of(context_.rules.files, expression.children.front().span)} +
                      ")`"
            : definition.table() != nullptr
                ? "a table has its keys in brackets: `" + definition.name + "[…]`"
                : "write `" + definition.name + "` alone");
        return failed(expression);
    }
    if (!may_read(definition, expression, at)) { return failed(expression); }
    TypedExpression made = make(TypedKind::scale_call, expression);
    made.definition = found->definition;
    made.at = at;
    made.type = definition.type;
    made.children.push_back(check(expression.children.front()));
    TypedExpression& argument = made.children.front();
    if (!require_number(argument) || !require_no_quotient(argument)) { return failed(expression); }
    if (scale->argument.is_unknown() || definition.type.is_unknown()) { return failed(expression); }
    if (argument.type.any_unit) { argument.type.unit = scale->argument.unit; }
    if (argument.type.unit != scale->argument.unit) {
        context_.findings.error(argument.span, "R201",
                                "`" + definition.name + "` takes " + scale->argument.unit.text() +
                                    ", this is " + argument.type.unit.text(),
                                argument_help(argument, scale->argument.unit));
        return failed(expression);
    }
    made.type.decimals = scale_decimals(*scale, made.type.decimals, argument.type.decimals);
    if (made.type.decimals > decimals_max) {
        context_.findings.error(expression.span, "R305",
                                "the result has " + std::to_string(made.type.decimals) +
                                    " decimals, at most 18 are kept",
                                "round the argument, or write `each bracket round …`");
        return failed(expression);
    }
    return made;
}

std::optional<DateReference> ExpressionChecker::date_reference(const Syntax& expression) {
    DateReference reference;
    if (expression.kind == ExpressionKind::date) {
        reference.day = expression.date;
        return reference;
    }
    const bool is_start = expression.kind == ExpressionKind::start_of;
    const std::string clock_name =
        is_start && !expression.names.empty() ? expression.names.front().text : expression.text;
    const auto clock = clock_name == "day" ? Clock::day : parse_clock(clock_name);
    if (clock == Clock::day && !place_.by_day) {
        context_.findings.error(expression.span, "R404",
                                "`day` stands on every day of the period: only a rule that is "
                                "dated by it reads on it",
                                "write `dated by day` in the head of the rule");
        return std::nullopt;
    }
    if (!clock) {
        context_.findings.error(expression.span, "R106", "there is no clock `" + clock_name + "`",
                                "write a day, or one of work_start, work_end, quarter_start, "
                                "year_start, payment_date, issue_date");
        return std::nullopt;
    }
    reference.clock = *clock;
    if (!is_start) { return reference; }
    if (expression.text == "month") { reference.start = DateReference::Start::month; }
    if (expression.text == "quarter") { reference.start = DateReference::Start::quarter; }
    if (expression.text == "year") { reference.start = DateReference::Start::year; }
    if (reference.start == DateReference::Start::none) {
        context_.findings.error(expression.span, "R010",
                                "expected month, quarter or year, found `" + expression.text + "`",
                                "write `start of month of work_end`");
        return std::nullopt;
    }
    return reference;
}

TypedExpression ExpressionChecker::at_date(const Syntax& expression) {
    const auto reference = date_reference(expression.children[1]);
    if (!reference) { return failed(expression); }
    const Syntax& what = expression.children[0];
    if (what.kind == ExpressionKind::name) { return name(what, nullptr, reference); }
    if (what.kind == ExpressionKind::call) { return call(what, reference); }
    if (what.kind == ExpressionKind::index) { return look_up(what, reference); }
    return check(what);
}

TypedExpression ExpressionChecker::applies(const Syntax& expression) {
    const Syntax& what = expression.children.front();
    const auto found = find(what.text, what.span, nullptr);
    if (!found) { return failed(expression); }
    const Definition& definition = context_.rules.definitions[found->definition];
    if (definition.rule() == nullptr) {
        context_.findings.error(what.span, "R203", "`" + definition.name + "` is no rule",
                                "only a rule applies or does not");
        return failed(expression);
    }
    if (!may_read(definition, what, std::nullopt)) { return failed(expression); }
    TypedExpression made = make(TypedKind::applies, expression);
    made.definition = found->definition;
    made.type = plain_type(ValueKind::boolean);
    return made;
}

TypedExpression ExpressionChecker::previous(const Syntax& expression) {
    if (place_.previous == nullptr) {
        context_.findings.error(
            expression.span, "R534",
            place_.is_first_version ? "this is the first version: `previous` has none before it"
                                    : "`previous` stands outside a param",
            place_.is_first_version ? "write the value"
                                    : "only a version of a param has a version before");
        return failed(expression);
    }
    TypedExpression made = make(TypedKind::previous, expression);
    made.type = *place_.previous;
    return made;
}

TypedExpression ExpressionChecker::inherited(const Syntax& expression) {
    if (place_.inherited == nullptr) {
        context_.findings.error(expression.span, "R534", "`inherited` stands outside an amendment",
                                "write the formula in full");
        return failed(expression);
    }
    TypedExpression made = make(TypedKind::inherited, expression);
    made.type = *place_.inherited;
    return made;
}

}  // namespace mutua::ruleset
