#include "engine/ruleset/check/names.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

constexpr std::array<std::string_view, 12> functions{
    "min",           "max",      "clamp",      "abs",     "days_between", "months_between",
    "years_between", "add_days", "add_months", "year_of", "month_of",     "day_of"};
std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t dot = path.find('.');
        parts.push_back(path.substr(0, dot));
        if (dot == std::string_view::npos) { return parts; }
        path.remove_prefix(dot + 1);
    }
}

std::optional<DefinitionId> declared_in(const CheckedRuleset& rules, PackageId package,
                                        std::string_view name) {
    const auto& names = rules.packages[package].names;
    const auto at = names.find(name);
    if (at == names.end()) { return std::nullopt; }
    return at->second;
}

/// Everything that a bare name may mean among `packages`.
std::vector<DefinitionId> all_named(const CheckedRuleset& rules,
                                    const std::vector<PackageId>& packages, std::string_view name) {
    std::vector<DefinitionId> found;
    for (const PackageId package : packages) {
        if (const auto id = declared_in(rules, package, name)) { found.push_back(*id); }
    }
    return found;
}

std::vector<DefinitionId> bare_name(const CheckedRuleset& rules, PackageId from,
                                    std::string_view name, Reach reach) {
    if (const auto local = declared_in(rules, from, name)) { return {*local}; }
    std::vector<DefinitionId> found = all_named(rules, rules.packages[from].uses, name);
    if (found.empty() && reach == Reach::reachable) {
        found = all_named(rules, reachable_packages(rules, from), name);
    }
    return found;
}

/// The field that the rest of a path names, after the definition itself.
NameSearch with_field(const CheckedRuleset& rules, DefinitionId definition,
                      const std::vector<std::string_view>& parts, std::size_t first) {
    NameSearch search;
    if (first == parts.size()) {
        search.found = NamedDefinition{definition, std::nullopt};
        return search;
    }
    const auto& fields = rules.definitions[definition].type.fields;
    for (std::size_t i = 0; i < fields.size() && first + 1 == parts.size(); ++i) {
        if (fields[i].name == parts[first]) { search.found = NamedDefinition{definition, i}; }
    }
    if (!search.found) { search.field_of = definition; }
    return search;
}

bool may_name(const CheckedRuleset& rules, PackageId from, PackageId package, Reach reach) {
    if (from == package) { return true; }
    const auto& uses =
        reach == Reach::used ? rules.packages[from].uses : reachable_packages(rules, from);
    return std::find(uses.begin(), uses.end(), package) != uses.end();
}

/// The path read as package, name and perhaps field.
NameSearch qualified_name(const CheckedRuleset& rules, PackageId from, std::string_view path,
                          const std::vector<std::string_view>& parts, Reach reach) {
    for (std::size_t count = parts.size() - 1; count > 0; --count) {
        const auto length = static_cast<std::size_t>(parts[count - 1].data() +
                                                     parts[count - 1].size() - path.data());
        const auto package = find_package(rules, path.substr(0, length));
        if (!package || !may_name(rules, from, *package, reach)) { continue; }
        if (const auto id = declared_in(rules, *package, parts[count])) {
            return with_field(rules, *id, parts, count + 1);
        }
    }
    return {};
}

}  // namespace

NameSearch find_definition(const CheckedRuleset& rules, PackageId from, std::string_view path,
                           Reach reach) {
    const std::vector<std::string_view> parts = segments_of(path);
    const std::vector<DefinitionId> bare = bare_name(rules, from, parts.front(), reach);
    if (bare.size() == 1) {
        NameSearch search = with_field(rules, bare.front(), parts, 1);
        if (search.found || parts.size() == 1) { return search; }
        NameSearch qualified = qualified_name(rules, from, path, parts, reach);
        return qualified.found ? qualified : search;
    }
    if (bare.size() > 1 && parts.size() == 1) {
        NameSearch search;
        search.candidates = bare;
        return search;
    }
    return qualified_name(rules, from, path, parts, reach);
}

std::optional<EnumId> find_enum(const CheckedRuleset& rules, PackageId from,
                                std::string_view name) {
    const auto& local = rules.packages[from].enums;
    if (const auto at = local.find(name); at != local.end()) { return at->second; }
    for (const PackageId used : rules.packages[from].uses) {
        const auto& enums = rules.packages[used].enums;
        if (const auto at = enums.find(name); at != enums.end()) { return at->second; }
    }
    return std::nullopt;
}

std::optional<unsigned> find_unit(const CheckedRuleset& rules, PackageId from,
                                  std::string_view name) {
    const auto& local = rules.packages[from].units;
    if (const auto at = local.find(name); at != local.end()) { return at->second; }
    for (const PackageId used : rules.packages[from].uses) {
        const auto& units = rules.packages[used].units;
        if (const auto at = units.find(name); at != units.end()) { return at->second; }
    }
    return known_unit_decimals(name);
}

std::vector<std::string> visible_names(const CheckedRuleset& rules, PackageId from, Reach reach) {
    std::vector<PackageId> packages =
        reach == Reach::used ? rules.packages[from].uses : reachable_packages(rules, from);
    packages.push_back(from);
    std::vector<std::string> names;
    for (const PackageId package : packages) {
        for (const auto& [name, id] : rules.packages[package].names) { names.push_back(name); }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

bool is_predeclared(std::string_view name) {
    return std::find(functions.begin(), functions.end(), name) != functions.end() ||
           known_unit_decimals(name) || parse_scope(name) || parse_clock(name);
}

std::string listed_names(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) { text += i + 1 == names.size() ? " and " : ", "; }
        text += "`" + names[i] + "`";
    }
    return text;
}

}  // namespace mutua::ruleset
