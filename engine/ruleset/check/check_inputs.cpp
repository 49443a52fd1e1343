#include "engine/ruleset/check/assignment.hpp"
#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/expression_checker.hpp"

namespace mutua::ruleset {

namespace {

std::optional<Decimal> check_bound(CheckContext& context, const Definition& definition,
                                   const syntax::Expression& written) {
    ExpressionChecker checker{context, {definition.package, std::nullopt, nullptr}};
    const TypedExpression value = checker.check_declared(written, definition.type);
    const std::optional<syntax::RoundingClause> no_rounding;
    std::optional<CheckedRounding> rounding;
    const Target target{definition.package, definition.name, definition.type, no_rounding,
                        written.span};
    if (!check_assignment(context, value, target, rounding)) { return std::nullopt; }
    const auto found = constant_value(context.rules, value);
    if (!found || !std::holds_alternative<Decimal>(*found)) { return std::nullopt; }
    return std::get<Decimal>(*found);
}

void check_range(CheckContext& context, const syntax::Input& written, const Definition& definition,
                 InputDefinition& input) {
    const bool is_number = definition.type.is_number();
    if (!written.range_low || !written.range_high) {
        if (is_number) {
            context.findings.error(written.name.span, "R351",
                                   "`" + definition.name + "` is a number without a `range`",
                                   "say what it may be: `range 0 .. 1 000 000`");
        }
        return;
    }
    if (!is_number) {
        if (definition.type.is_unknown()) { return; }
        context.findings.error(written.range_low->span, "R203",
                               "only a number has a range, `" + definition.name + "` is " +
                                   describe(context.rules, definition.type),
                               "remove the range");
        return;
    }
    input.low = check_bound(context, definition, *written.range_low);
    input.high = check_bound(context, definition, *written.range_high);
    if (input.low && input.high && *input.high < *input.low) {
        context.findings.error(written.range_low->span, "R403", "this range holds no value",
                               "write the lower bound first");
    }
}

void check_default(CheckContext& context, const syntax::Input& written,
                   const Definition& definition, InputDefinition& input) {
    if (!written.default_value) { return; }
    const FormulaPlace place{definition.package, *definition.scope, definition.name,
                             definition.type, true};
    input.default_value = check_formula(context, place, *written.default_value, std::nullopt, {},
                                        written.default_value->span);
    const auto value = constant_value(context.rules, input.default_value->value);
    if (!value || !std::holds_alternative<Decimal>(*value)) { return; }
    const Decimal& number = std::get<Decimal>(*value);
    if ((input.low && number < *input.low) || (input.high && *input.high < number)) {
        context.findings.error(written.default_value->span, "R203",
                               "the default of `" + definition.name + "` lies outside its range",
                               "widen the range, or write another default");
    }
}

}  // namespace

void check_inputs(CheckContext& context) {
    for (const DeclaredDefinition& declared : context.declared) {
        if (declared.input == nullptr) { continue; }
        const Definition definition = context.rules.definitions[declared.id];
        InputDefinition input = *definition.input();
        check_range(context, *declared.input, definition, input);
        check_default(context, *declared.input, definition, input);
        const bool splits = definition.type.kind == ValueKind::enumeration ||
                            definition.type.kind == ValueKind::boolean ||
                            definition.type.kind == ValueKind::code;
        if (input.profile && !splits && !definition.type.is_unknown()) {
            context.findings.error(declared.input->name.span, "R203",
                                   "only an enum, bool or code splits the rows by profile",
                                   "remove `profile`");
        }
        context.rules.definitions[declared.id].content = std::move(input);
    }
}

}  // namespace mutua::ruleset
