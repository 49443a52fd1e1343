#include "engine/ruleset/check/assignment.hpp"
#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/expression_checker.hpp"

namespace mutua::ruleset {

void check_range(CheckContext& context, const WrittenRange& written, const Definition& definition,
                 std::optional<Decimal>& low, std::optional<Decimal>& high) {
    const bool is_number = definition.type.is_number();
    if (!written.low || !written.high) {
        if (is_number) {
            context.findings.error(definition.name_span, "R351",
                                   "`" + definition.name + "` is a number without a `range`",
                                   "say what it may be: `range 0 .. 1 000 000`");
        }
        return;
    }
    if (!is_number) {
        if (definition.type.is_unknown()) { return; }
        context.findings.error(written.low->span, "R203",
                               "only a number has a range, `" + definition.name + "` is " +
                                   describe(context.rules, definition.type),
                               "remove the range");
        return;
    }
    const auto bound = [&](const syntax::Expression& one) -> std::optional<Decimal> {
        const auto found =
            check_constant(context, definition.package, definition.name, definition.type, one);
        if (!found || !std::holds_alternative<Decimal>(*found)) { return std::nullopt; }
        return std::get<Decimal>(*found);
    };
    low = bound(*written.low);
    high = bound(*written.high);
    if (low && high && *high < *low) {
        const auto& files = context.rules.files;
        context.findings.error(
            {written.low->span.file, written.low->span.begin, written.high->span.end}, "R010",
            "the range ends below its beginning",
            "write `" + std::string{text_of(files, written.high->span)} + " .. " +
                std::string{text_of(files, written.low->span)} + "`");
    }
}

namespace {

void check_default(CheckContext& context, const DeclaredDefinition& declared,
                   const Definition& definition, InputDefinition& input) {
    const syntax::Input& written = *declared.input;
    if (!written.default_value) { return; }
    FormulaPlace place{definition.package, *definition.scope, definition.name, definition.type};
    place.lone_literal = true;
    place.scope_known = declared.scope_known;
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
        check_range(context, {declared.input->range_low, declared.input->range_high}, definition,
                    input.low, input.high);
        check_default(context, declared, definition, input);
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
