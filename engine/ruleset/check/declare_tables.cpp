#include "engine/ruleset/check/declaring.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Most keys that a table may have.
constexpr std::size_t keys_max = 4;

bool is_key_type(const Type& type) {
    switch (type.kind) {
        case ValueKind::unknown:
        case ValueKind::boolean:
        case ValueKind::code:
        case ValueKind::enumeration:
            return true;
        case ValueKind::number:
            return type.unit.is_pure() && type.decimals == 0 && !type.quotient;
        default:
            return false;
    }
}

std::vector<RecordField> table_keys(CheckContext& context, PackageId id,
                                    const syntax::Table& table) {
    std::vector<RecordField> keys;
    for (const syntax::Field& key : table.keys) {
        const bool twice = std::any_of(keys.begin(), keys.end(), [&](const RecordField& other) {
            return other.name == key.name.text;
        });
        if (twice) {
            context.findings.error(
                key.name.span, "R102",
                "`" + table.name.text + "` has two keys called `" + key.name.text + "`",
                "choose another name");
        }
        if (keys.size() == keys_max) {
            context.findings.error(key.name.span, "R602", "a table has one to four keys",
                                   "divide it into several tables");
            break;
        }
        const Type type = resolve_type(context, id, key.type, table.name.text);
        if (!is_key_type(type)) {
            context.findings.error(key.type.span, "R203",
                                   "a key is an enum, a code, a condition or a count, not " +
                                       describe(context.rules, type),
                                   "for what lies between two numbers write a step scale");
        }
        keys.push_back({key.name.text, type});
    }
    return keys;
}

void declare_table(CheckContext& context, PackageId id, TakenNames& taken,
                   const syntax::Table& table) {
    DeclaredDefinition declared;
    declared.table = &table;
    Definition* made = enter(context, id, taken, table.name, table.span, declared);
    if (made == nullptr) { return; }
    TableDefinition content;
    content.keys = table_keys(context, id, table);
    made->type = resolve_type(context, id, table.result, table.name.text);
    if (made->type.kind == ValueKind::record || made->type.quotient) {
        context.findings.error(
            table.result.span, "R203",
            made->type.quotient ? "a table gives no fraction"
                                : "a table gives one value, not a record",
            made->type.quotient ? "declare it as `ratio`" : "declare one table for each field");
        made->type = unknown_type();
    }
    made->clock = resolve_clock(context, id, table.clock);
    made->content = std::move(content);
    add_labels(context, *made, table.labels);
}

/// The key of a chain, where it fits rows of that scope.
Scope chain_key(CheckContext& context, const syntax::Carry& carry, Scope scope) {
    const auto key = parse_scope(carry.key.text);
    const bool known = key && *key != Scope::payslip;
    if (!known) {
        context.findings.error(carry.key.span, "R713",
                               "no chain is keyed by `" + carry.key.text + "`",
                               "write `keyed by member`, `contract` or `client`");
        return Scope::member;
    }
    const bool fits =
        *key == Scope::member ? scope == Scope::payslip || scope == Scope::member : scope == *key;
    if (!fits && context.declared.back().scope_known) {
        const std::string_view wanted =
            scope == Scope::payslip ? to_string(Scope::member) : to_string(scope);
        context.findings.error(
            carry.key.span, "R713",
            "a value per " + carry.scope.text + " has no chain keyed by " + carry.key.text,
            "write `keyed by " + std::string{wanted} + "`");
    }
    return *key;
}

Reset reset_of(CheckContext& context, const syntax::Carry& carry) {
    if (!carry.reset) {
        context.findings.error(carry.name.span, "R712",
                               "`" + carry.name.text + "` does not say when it begins anew",
                               "add `reset each civil_year`, `quarter`, `month` or `never`");
        return Reset::never;
    }
    const std::string& word = carry.reset->text;
    if (word == "never") { return Reset::never; }
    if (word == "month") { return Reset::month; }
    if (word == "quarter") { return Reset::quarter; }
    if (word == "civil_year") { return Reset::civil_year; }
    context.findings.error(carry.reset->span, "R712", "no carry begins anew each `" + word + "`",
                           "write `civil_year`, `quarter`, `month` or `never`");
    return Reset::never;
}

void declare_carry(CheckContext& context, PackageId id, TakenNames& taken,
                   const syntax::Carry& carry) {
    DeclaredDefinition declared;
    declared.carry = &carry;
    Definition* made = enter(context, id, taken, carry.name, carry.span, declared);
    if (made == nullptr) { return; }
    made->type = resolve_type(context, id, carry.type, carry.name.text);
    if (made->type.quotient || made->type.kind == ValueKind::record) {
        context.findings.error(carry.type.span, "R203",
                               "a carry is one value, not " +
                                   (made->type.quotient ? std::string{"a fraction"}
                                                        : describe(context.rules, made->type)),
                               "name a unit such as EUR or day, an enum, `bool` or `date`");
        made->type = unknown_type();
    } else if (const bool has_zero = made->type.is_number() || made->type.is_unknown() ||
                                     made->type.kind == ValueKind::boolean;
               !has_zero && !carry.starts_at) {
        context.findings.error(carry.name.span, "R203",
                               "`" + carry.name.text +
                                   "` does not say what it is before the first "
                                   "row: " +
                                   describe(context.rules, made->type) + " has no zero",
                               "add `starts at` and a value");
    }
    set_scope(context, *made, carry.scope);
    made->clock = context.rules.packages[id].clock;
    check_clock_of(context, *made, std::nullopt, carry.scope);
    CarryDefinition content;
    content.key = chain_key(context, carry, *made->scope);
    content.reset = reset_of(context, carry);
    made->content = std::move(content);
    add_labels(context, *made, carry.labels);
}

}  // namespace

void declare_tables(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Table& table : context.file_of(id).tables) {
        declare_table(context, id, taken, table);
    }
}

void declare_carries(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Carry& carry : context.file_of(id).carries) {
        declare_carry(context, id, taken, carry);
    }
}

}  // namespace mutua::ruleset
