#include "engine/ruleset/run/question.hpp"

#include "engine/core/contract.hpp"
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
        RowTree& tree = resolved_.tree;
        tree.count = {std::max<std::size_t>(1, row.contracts.size()), 1, 1,
                      std::max<std::size_t>(1, row.clients.size())};
        for (const std::size_t client : row.client_of) {
            require(client < tree.rows(Scope::client), "a contract is of a client of the case");
            tree.client_of.push_back(static_cast<std::uint32_t>(client));
        }
        if (!tree.client_of.empty()) { tree.client_of.resize(tree.rows(Scope::contract), 0); }
        resolved_.days = clock_days(row.clocks);
    }

    ResolvedCase resolve() {
        for (const auto& [name, value] : row_.common) {
            const auto id = find(name, std::nullopt, std::nullopt);
            if (!id) { continue; }
            resolved_.values.push_back({*id, std::nullopt, &value});
            resolved_.given[*id] = Presence::all;
        }
        take_rows(row_.contracts, Scope::contract);
        take_rows(row_.clients, Scope::client);
        return std::move(resolved_);
    }

private:
    void take_rows(const std::vector<Values>& rows, Scope scope) {
        std::map<DefinitionId, std::size_t> count;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (const auto& [name, value] : rows[i]) {
                const auto id = find(name, i, scope);
                if (!id) { continue; }
                resolved_.values.push_back({*id, i, &value});
                ++count[*id];
            }
        }
        for (const auto& [id, given_rows] : count) {
            Presence& given = resolved_.given[id];
            if (given == Presence::all) { continue; }
            given = given_rows == rows.size() ? Presence::all : Presence::some;
        }
    }

    std::optional<DefinitionId> find(const std::string& name, std::optional<std::size_t> row,
                                     std::optional<Scope> scope) {
        const auto contract = scope == Scope::contract ? row : std::nullopt;
        const auto found = find_given(rules_, package_, name);
        if (!found) {
            resolved_.faults.push_back(found.error());
            resolved_.faults.back().contract = contract;
            return std::nullopt;
        }
        const Scope own = *rules_.definitions[*found].scope;
        if (scope && own != *scope) {
            const std::string rows{to_string(*scope)};
            resolved_.faults.push_back({"E103", name,
                                        "`" + name + "` is a value per " +
                                            std::string{to_string(own)} + ", not per " + rows,
                                        "give it once for all " + rows + "s", contract});
            return std::nullopt;
        }
        return *found;
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

Result<DefinitionId, Fault> find_given(const CheckedRuleset& rules, PackageId package,
                                       const std::string& name) {
    const bool prior = name.starts_with(prior_mark);
    const std::string bare = prior ? name.substr(prior_mark.size()) : name;
    const NameSearch search = find_definition(rules, package, bare, Reach::reachable);
    if (!search.found || search.found->field) {
        Fault fault = unknown_name(rules, package, bare, search);
        fault.name = name;
        return fault;
    }
    const DefinitionId id = search.found->definition;
    const Definition& definition = rules.definitions[id];
    if (!definition.scope) {
        return Fault{"E103", name, "`" + name + "` is a figure of the rules, not of a row",
                     "only inputs and rules are given", std::nullopt};
    }
    if (prior != (definition.carry() != nullptr)) {
        return Fault{"E103", name,
                     prior ? "`" + bare + "` is no carry: it has no value before the row"
                           : "`" + name + "` is a carry: a row adds to it and does not set it",
                     prior ? "give `" + bare + "` itself" : "give `prior " + name + "`",
                     std::nullopt};
    }
    return id;
}

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
        const bool table = definition.table() != nullptr;
        if (definition.scale() != nullptr || table || whole_record) {
            const std::string what = whole_record ? "a record" : (table ? "a table" : "a scale");
            faults.push_back(
                {"R101", figure, "`" + figure + "` is " + what + ", not one figure",
                 whole_record ? "ask for one of its fields" : "ask for a rule that uses it",
                 std::nullopt});
            continue;
        }
        wanted.push_back({search.found->definition, search.found->field});
    }
    return wanted;
}

std::string ProgramCache::shape_key(const ProgramRequest& request) const {
    std::string key;
    for (const std::uint16_t segment : segments_.of(request.days)) { append(key, segment); }
    for (const std::uint16_t segment : segments_.inner_of(request.days)) { append(key, segment); }
    if (segments_.is_cut_inside(request.days)) {
        key += mutua::to_string(request.days[static_cast<std::size_t>(Clock::work_start)]);
        key += mutua::to_string(request.days[static_cast<std::size_t>(Clock::work_end)]);
    }
    append(key, static_cast<std::uint32_t>(request.wanted.size()));
    for (const ProgramRequest::Wanted& one : request.wanted) {
        append(key, one.definition);
        append(key, one.field ? static_cast<std::uint32_t>(*one.field) + 1 : 0);
    }
    for (std::uint32_t id = 0; id < request.given.size(); ++id) {
        if (request.given[id] != Presence::none) {
            append(key, id << 2U | static_cast<std::uint32_t>(request.given[id]));
        }
    }
    key += ';';
    for (std::uint32_t id = 0; id < request.profile.size(); ++id) {
        if (!request.profile[id]) { continue; }
        append(key, id);
        append(key, static_cast<std::uint32_t>(*request.profile[id]));
    }
    return key;
}

const Program& ProgramCache::program(const ProgramRequest& request) {
    std::unique_ptr<Program>& kept = programs_[shape_key(request)];
    if (!kept) {
        kept = std::make_unique<Program>(compile(*rules_, *codes_, request));
        if (change_) { change_(*kept); }
    }
    return *kept;
}

std::vector<std::string> all_figures(const CheckedRuleset& rules, ProgramCache& cache,
                                     PackageId package, const std::vector<Presence>& given,
                                     const ClockDays& days) {
    std::vector<std::string> names;
    const auto& uses = rules.packages[package].uses;
    for (DefinitionId id = 0; id < rules.definitions.size(); ++id) {
        const Definition& definition = rules.definitions[id];
        if (definition.rule() == nullptr && definition.carry() == nullptr) { continue; }
        const bool own = definition.package == package;
        const bool used = std::find(uses.begin(), uses.end(), definition.package) != uses.end();
        if (!own && !used) { continue; }
        // Rules of a used package that need what is not there belong to another question.
        if (!own) {
            const Program& alone = cache.program({{{id, std::nullopt}}, given, days, {}});
            if (!alone.runnable() || !alone.missing.empty()) { continue; }
        }
        const NameSearch bare = find_definition(rules, package, definition.name);
        const bool is_clear = bare.found && bare.found->definition == id;
        names.push_back(is_clear ? definition.name : full_name(rules, id));
    }
    return names;
}

Fault uncovered_fault(const CheckedRuleset& rules, PackageId package, Clock clock,
                      const ClockDays& days) {
    const Package& beyond = rules.packages[package];
    const Date day = days[static_cast<std::size_t>(clock)];
    return {"E201", std::string{to_string(clock)},
            "`" + beyond.name + "` does not cover the " + std::string{to_string(clock)} + " " +
                mutua::to_string(day),
            "it covers " + mutua::to_string(beyond.covers.from) + " .. " +
                mutua::to_string(beyond.covers.until),
            std::nullopt};
}

std::vector<Fault> uncovered_faults(const CheckedRuleset& rules, const Program& program,
                                    const ClockDays& days) {
    std::vector<Fault> faults;
    for (const UncoveredDay& one : program.uncovered) {
        faults.push_back(uncovered_fault(rules, one.package, one.clock, days));
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
