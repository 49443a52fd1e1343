#include "engine/ruleset/check/checked_ruleset.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

constexpr std::array<std::string_view, 4> scope_names{"contract", "payslip", "member", "client"};
constexpr std::array<std::string_view, clock_count> clock_names{
    "work_start", "work_end", "quarter_start", "year_start", "payment_date", "issue_date"};
constexpr std::array<std::string_view, 5> layer_names{"law", "committee", "cooperative", "client",
                                                      "contract"};

template <typename Value, std::size_t size>
std::optional<Value> position_of_name(const std::array<std::string_view, size>& names,
                                      std::string_view name) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) { return std::nullopt; }
    return static_cast<Value>(at - names.begin());
}

}  // namespace

std::string_view to_string(Scope scope) { return scope_names[static_cast<std::size_t>(scope)]; }

std::optional<Scope> parse_scope(std::string_view name) {
    return position_of_name<Scope>(scope_names, name);
}

std::string_view to_string(Clock clock) {
    return clock == Clock::day ? "day" : clock_names[static_cast<std::size_t>(clock)];
}

std::optional<Clock> parse_clock(std::string_view name) {
    return position_of_name<Clock>(clock_names, name);
}

std::string_view to_string(Layer layer) { return layer_names[static_cast<std::size_t>(layer)]; }

std::optional<Layer> parse_layer(std::string_view name) {
    return position_of_name<Layer>(layer_names, name);
}

bool belongs_to(Scope reader, Scope owner) {
    if (reader == owner || reader == Scope::contract) { return true; }
    return reader == Scope::payslip && owner == Scope::member;
}

bool sees_clock(Scope scope, Clock clock) {
    if (clock == Clock::payment_date) {
        return scope == Scope::contract || scope == Scope::payslip;
    }
    if (clock == Clock::issue_date) { return scope == Scope::contract || scope == Scope::client; }
    return true;
}

std::optional<PackageId> find_package(const CheckedRuleset& rules, std::string_view name) {
    for (PackageId id = 0; id < rules.packages.size(); ++id) {
        if (rules.packages[id].name == name) { return id; }
    }
    return std::nullopt;
}

std::vector<PackageId> reachable_packages(const CheckedRuleset& rules, PackageId package) {
    std::vector<PackageId> found{package};
    for (std::size_t next = 0; next < found.size(); ++next) {
        for (const PackageId used : rules.packages[found[next]].uses) {
            if (std::find(found.begin(), found.end(), used) == found.end()) {
                found.push_back(used);
            }
        }
    }
    return found;
}

std::string full_name(const CheckedRuleset& rules, DefinitionId definition) {
    const Definition& one = rules.definitions[definition];
    return rules.packages[one.package].name + "." + one.name;
}

std::string describe(const CheckedRuleset& rules, const Type& type) {
    switch (type.kind) {
        case ValueKind::unknown:
            return "something unknown";
        case ValueKind::number:
            return type.unit.text();
        case ValueKind::boolean:
            return "a condition";
        case ValueKind::date:
            return "a date";
        case ValueKind::code:
            return "a code";
        case ValueKind::enumeration:
            return "an item of " + rules.enums[type.enumeration].name;
        case ValueKind::record:
            return "a record of figures";
    }
    return "";
}

}  // namespace mutua::ruleset
