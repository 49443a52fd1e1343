#include "engine/ruleset/program/run_time_faults.hpp"

#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/program/segments.hpp"

#include <set>

namespace mutua::ruleset {

namespace {

/// The first covered day of each segment, with all clocks on it but the ends of its period.
std::vector<Date> days_of_segments(const Segments& segments, const Days& covers) {
    std::set<Date> days{covers.from};
    for (std::size_t clock = 0; clock < clock_count; ++clock) {
        for (const Date day : segments.cuts(static_cast<Clock>(clock))) {
            if (covers.holds(day)) { days.insert(day); }
        }
    }
    return {days.begin(), days.end()};
}

ProgramRequest everything_in(const CheckedRuleset& rules, PackageId package, Date day) {
    ProgramRequest request;
    request.days.fill(day);
    request.given.assign(rules.definitions.size(), Presence::none);
    for (DefinitionId id = 0; id < rules.definitions.size(); ++id) {
        const Definition& one = rules.definitions[id];
        const bool is_input = one.input() != nullptr;
        if (is_input) { request.given[id] = Presence::all; }
        if (one.package == package && (one.rule() != nullptr || one.carry() != nullptr)) {
            request.wanted.push_back({id, std::nullopt});
        }
    }
    return request;
}

/// Divisors and arguments of scales are proved for whatever is computed (R354, R603): their tests
/// are kept for figures that a row gives. Missing inputs are the row's own.
bool is_excluded(const std::string& code) {
    return code == missing_input || code == "E303" || code == "E203";
}

RunTimeFault left_128_bits(const CheckedRuleset& rules, DefinitionId id) {
    return {"E901", id,
            "a number leaves 128 bits on the way to `" + rules.definitions[id].name + "`"};
}

}  // namespace

std::vector<RunTimeFault> run_time_faults(const CheckedRuleset& rules) {
    const Segments segments{rules};
    const CodeTable codes{rules};
    std::set<RunTimeFault> found;
    for (PackageId package = 0; package < rules.packages.size(); ++package) {
        for (const Date day : days_of_segments(segments, rules.packages[package].covers)) {
            const Program program = compile(rules, codes, everything_in(rules, package, day));
            for (std::size_t i = 0; i < program.code.size(); ++i) {
                const Instruction& step = program.code[i];
                if (program.hints[i].beyond) { found.insert(left_128_bits(rules, step.node)); }
                if (step.op != Op::fail) { continue; }
                const FaultSite& site = program.sites[static_cast<std::size_t>(step.constant)];
                if (is_excluded(site.code)) { continue; }
                found.insert({site.code, site.definition, site.message});
            }
        }
    }
    return {found.begin(), found.end()};
}

}  // namespace mutua::ruleset
