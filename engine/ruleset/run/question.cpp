#include "engine/ruleset/run/question.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/run/binding.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

Fault unknown_name(const CheckedRuleset& rules, PackageId package, const std::string& name,
                   const NameSearch& search) {
    if (search.candidates.size() > 1) {
        std::vector<std::string> names;
        for (const DefinitionId id : search.candidates) { names.push_back(full_name(rules, id)); }
        return {"R103", name, "`" + name + "` means " + listed_names(names),
                "write it with its package", std::nullopt};
    }
    return {"R101", name, "nothing is called `" + name + "` in " + rules.packages[package].name,
            did_you_mean(name, visible_names(rules, package, Reach::reachable)), std::nullopt};
}

class CaseResolver {
public:
    CaseResolver(const CheckedRuleset& rules, PackageId package, const Case& row)
        : rules_{rules}, package_{package}, row_{row} {
        resolved_.given.assign(rules.definitions.size(), Presence::none);
        resolved_.contract_count = std::max<std::size_t>(1, row.contracts.size());
        resolved_.days = clock_days(row.clocks);
    }

    ResolvedCase resolve() {
        for (const auto& [name, value] : row_.common) {
            const auto id = find(name, std::nullopt);
            if (!id) { continue; }
            resolved_.values.push_back({*id, std::nullopt, &value});
            resolved_.given[*id] = Presence::all;
        }
        std::map<DefinitionId, std::size_t> count;
        for (std::size_t i = 0; i < row_.contracts.size(); ++i) {
            for (const auto& [name, value] : row_.contracts[i]) {
                const auto id = find(name, i);
                if (!id) { continue; }
                resolved_.values.push_back({*id, i, &value});
                ++count[*id];
            }
        }
        for (const auto& [id, rows] : count) {
            if (resolved_.given[id] == Presence::all) { continue; }
            resolved_.given[id] = rows == resolved_.contract_count ? Presence::all : Presence::some;
        }
        return std::move(resolved_);
    }

private:
    std::optional<DefinitionId> find(const std::string& name, std::optional<std::size_t> contract) {
        const NameSearch search = find_definition(rules_, package_, name, Reach::reachable);
        if (!search.found || search.found->field) {
            Fault fault = unknown_name(rules_, package_, name, search);
            fault.contract = contract;
            resolved_.faults.push_back(std::move(fault));
            return std::nullopt;
        }
        const DefinitionId id = search.found->definition;
        const Definition& definition = rules_.definitions[id];
        if (!definition.scope) {
            resolved_.faults.push_back({"E103", name,
                                        "`" + name + "` is a figure of the rules, not of a row",
                                        "only inputs and rules are given", contract});
            return std::nullopt;
        }
        if (contract && definition.scope != Scope::contract) {
            resolved_.faults.push_back({"E103", name,
                                        "`" + name + "` is a value per " +
                                            std::string{to_string(*definition.scope)} +
                                            ", not per contract",
                                        "give it once for all contracts", contract});
            return std::nullopt;
        }
        return id;
    }

    const CheckedRuleset& rules_;
    PackageId package_;
    const Case& row_;
    ResolvedCase resolved_;
};

void append(std::string& key, std::uint32_t part) {
    key.append(reinterpret_cast<const char*>(&part), sizeof part);
}

}  // namespace

ClockDays clock_days(const Clocks& clocks) {
    ClockDays days{};
    const auto set = [&](Clock clock, Date day) { days[static_cast<std::size_t>(clock)] = day; };
    set(Clock::work_start, clocks.work_start);
    set(Clock::work_end, clocks.work_end);
    set(Clock::payment_date, clocks.payment_date);
    set(Clock::issue_date, clocks.issue_date);
    DateReference start;
    start.clock = Clock::work_end;
    start.start = DateReference::Start::quarter;
    set(Clock::quarter_start, resolve_day(start, days));
    start.start = DateReference::Start::year;
    set(Clock::year_start, resolve_day(start, days));
    return days;
}

ResolvedCase resolve_case(const CheckedRuleset& rules, PackageId package, const Case& row) {
    return CaseResolver{rules, package, row}.resolve();
}

std::vector<ProgramRequest::Wanted> resolve_figures(const CheckedRuleset& rules, PackageId package,
                                                    const std::vector<std::string>& figures,
                                                    std::vector<Fault>& faults) {
    std::vector<ProgramRequest::Wanted> wanted;
    for (const std::string& figure : figures) {
        const NameSearch search = find_definition(rules, package, figure, Reach::reachable);
        if (!search.found) {
            faults.push_back(unknown_name(rules, package, figure, search));
            continue;
        }
        const Definition& definition = rules.definitions[search.found->definition];
        const bool whole_record = definition.type.kind == ValueKind::record && !search.found->field;
        if (definition.scale() != nullptr || whole_record) {
            faults.push_back(
                {"R101", figure,
                 "`" + figure + "` is " + (whole_record ? "a record" : "a scale") +
                     ", not one figure",
                 whole_record ? "ask for one of its fields" : "ask for a rule that uses it",
                 std::nullopt});
            continue;
        }
        wanted.push_back({search.found->definition, search.found->field});
    }
    return wanted;
}

std::string ProgramCache::shape_key(const std::vector<ProgramRequest::Wanted>& wanted,
                                    const std::vector<Presence>& given,
                                    const ClockDays& days) const {
    std::string key;
    for (const std::uint16_t segment : segments_.of(days)) { append(key, segment); }
    append(key, static_cast<std::uint32_t>(wanted.size()));
    for (const ProgramRequest::Wanted& one : wanted) {
        append(key, one.definition);
        append(key, one.field ? static_cast<std::uint32_t>(*one.field) + 1 : 0);
    }
    for (std::uint32_t id = 0; id < given.size(); ++id) {
        if (given[id] != Presence::none) {
            append(key, id << 2U | static_cast<std::uint32_t>(given[id]));
        }
    }
    return key;
}

const Program& ProgramCache::program(const std::vector<ProgramRequest::Wanted>& wanted,
                                     const std::vector<Presence>& given, const ClockDays& days) {
    std::unique_ptr<Program>& kept = programs_[shape_key(wanted, given, days)];
    if (!kept) {
        kept = std::make_unique<Program>(compile(*rules_, *codes_, {wanted, given, days}));
    }
    return *kept;
}

std::vector<Fault> uncovered_faults(const CheckedRuleset& rules, const Program& program,
                                    const ClockDays& days) {
    std::vector<Fault> faults;
    for (const UncoveredDay& one : program.uncovered) {
        const Package& package = rules.packages[one.package];
        const Date day = days[static_cast<std::size_t>(one.clock)];
        faults.push_back({"E201", std::string{to_string(one.clock)},
                          "`" + package.name + "` does not cover the " +
                              std::string{to_string(one.clock)} + " " + mutua::to_string(day),
                          "it covers " + mutua::to_string(package.covers.from) + " .. " +
                              mutua::to_string(package.covers.until),
                          std::nullopt});
    }
    return faults;
}

std::vector<Fault> needed_faults(const CheckedRuleset& rules, const Program& program) {
    std::vector<Fault> faults;
    for (const MissingInput& one : program.missing) {
        if (one.always_needed) { faults.push_back(missing_fault(rules, program, one.definition)); }
    }
    return faults;
}

Fault missing_fault(const CheckedRuleset& rules, const Program& program, DefinitionId input) {
    const Definition& definition = rules.definitions[input];
    Fault fault;
    fault.code = missing_input;
    fault.name = definition.name;
    fault.message = "`" + definition.name + "` is missing";
    for (const MissingInput& one : program.missing) {
        if (one.definition != input || !one.through) { continue; }
        const std::string& through = rules.definitions[*one.through].name;
        fault.message += ": `" + through + "` is not given either, and its default needs it";
    }
    const SourcePosition where = position_of(rules.files, definition.name_span);
    fault.help = "give it: " + what_is_allowed(rules, input) + " (per " +
                 std::string{to_string(*definition.scope)} + ", declared in " + where.file + ":" +
                 std::to_string(where.line) + ")";
    return fault;
}

}  // namespace mutua::ruleset
