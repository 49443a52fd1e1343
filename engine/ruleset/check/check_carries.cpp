#include "engine/ruleset/check/assignment.hpp"

namespace mutua::ruleset {

namespace {

CarryDefinition check_carry(CheckContext& context, const Definition& definition,
                            const DeclaredDefinition& declared) {
    const syntax::Carry& written = *declared.carry;
    CarryDefinition carry = *definition.carry();
    check_range(context, {written.range_low, written.range_high}, definition, carry.low,
                carry.high);
    if (written.starts_at) {
        carry.starts_at = check_constant(context, definition.package, definition.name,
                                         definition.type, *written.starts_at);
    }
    const auto* start = carry.starts_at ? std::get_if<Decimal>(&*carry.starts_at) : nullptr;
    const Decimal begins_with = start != nullptr ? *start : Decimal{0};
    const bool outside =
        (carry.low && begins_with < *carry.low) || (carry.high && *carry.high < begins_with);
    if (outside) {
        context.findings.error(
            written.starts_at ? written.starts_at->span : written.name.span, "R203",
            "`" + definition.name + "` starts at " +
                mutua::to_string(begins_with, definition.type.decimals) + ", outside its range",
            "widen the range, or write another `starts at`");
    }
    FormulaPlace place{definition.package, *definition.scope, definition.name, definition.type};
    place.scope_known = declared.scope_known;
    if (!written.definition) { return carry; }
    const syntax::Definition& formula = *written.definition;
    carry.formula = check_formula(context, place, formula.value, formula.rounding, formula.evidence,
                                  formula.span);
    return carry;
}

}  // namespace

void check_carries(CheckContext& context) {
    for (const DeclaredDefinition& declared : context.declared) {
        if (declared.carry == nullptr) { continue; }
        const Definition definition = context.rules.definitions[declared.id];
        CarryDefinition carry = check_carry(context, definition, declared);
        context.rules.definitions[declared.id].content = std::move(carry);
    }
}

}  // namespace mutua::ruleset
