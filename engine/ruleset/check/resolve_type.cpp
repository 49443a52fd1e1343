#include "engine/ruleset/check/declaring.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/check/repairs.hpp"

#include <charconv>

namespace mutua::ruleset {

namespace {

/// A declared unit is used, where the package or one that it uses declares it.
void mark_unit(CheckContext& context, PackageId package, std::string_view word) {
    std::vector<PackageId> packages = context.rules.packages[package].uses;
    packages.insert(packages.begin(), package);
    for (const PackageId one : packages) {
        if (context.rules.packages[one].units.count(std::string{word}) == 0) { continue; }
        context.used_units.emplace(one, std::string{word});
        return;
    }
}

}  // namespace

Type resolve_type(CheckContext& context, PackageId package, const syntax::Type& type,
                  const std::string& owner) {
    switch (type.kind) {
        case syntax::TypeKind::boolean:
            return plain_type(ValueKind::boolean);
        case syntax::TypeKind::date:
            return plain_type(ValueKind::date);
        case syntax::TypeKind::code:
            return plain_type(ValueKind::code);
        case syntax::TypeKind::inline_enum: {
            Type made = plain_type(ValueKind::enumeration);
            made.enumeration = add_enum(context, "`" + owner + "`", type.items);
            return made;
        }
        case syntax::TypeKind::record: {
            Type made = plain_type(ValueKind::record);
            for (const syntax::Field& field : type.fields) {
                made.fields.push_back(
                    {field.name.text, resolve_type(context, package, field.type, owner)});
            }
            return made;
        }
        case syntax::TypeKind::number:
            break;
    }
    if (const auto found = find_enum(context.rules, package, type.unit.text)) {
        Type made = plain_type(ValueKind::enumeration);
        made.enumeration = *found;
        context.used_enums.resize(context.rules.enums.size());
        context.used_enums[*found] = true;
        return made;
    }
    const auto unit = resolve_unit(context, package, type.unit);
    if (!unit) { return unknown_type(); }
    const std::string first = type.unit.text.substr(0, type.unit.text.find('/'));
    Type made = number_type(*unit, find_unit(context.rules, package, first).value_or(0));
    made.quotient = type.unit.text == "fraction";
    made.percent = type.unit.text == "percent";
    if (type.decimals) {
        unsigned decimals = 0;
        const std::string& digits = *type.decimals;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), decimals);
        if (read.ec != std::errc{} || decimals > decimals_max) {
            context.findings.error(type.span, "R305", "a number has at most 18 decimals",
                                   "write a number from 0 to 18");
            decimals = decimals_max;
        }
        made.decimals = decimals;
    }
    return made;
}

std::optional<Unit> resolve_unit(CheckContext& context, PackageId package,
                                 const syntax::Name& unit) {
    Unit made;
    std::string_view rest = unit.text;
    bool below = false;
    while (true) {
        const std::size_t slash = rest.find('/');
        const std::string_view word = rest.substr(0, slash);
        if (!find_unit(context.rules, package, word)) {
            if (context.findings.full(unit.span.file) || context.may_be_unread(package, word)) {
                return std::nullopt;
            }
            context.findings.error(unit.span, "R104",
                                   "there is no unit `" + std::string{word} + "`",
                                   unit_repair(context, package, unit.text, word));
            return std::nullopt;
        }
        mark_unit(context, package, word);
        const Unit one = is_pure_unit(word) ? Unit{} : Unit::of(std::string{word});
        made = below ? made / one : made * one;
        if (slash == std::string_view::npos) { return made; }
        below = true;
        rest.remove_prefix(slash + 1);
    }
}

}  // namespace mutua::ruleset
