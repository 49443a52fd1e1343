#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/program/segments.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// A value of the case, with the definition that its name means. No contract: for every row of
/// the definition's scope.
struct GivenValue {
    DefinitionId definition = 0;
    std::optional<std::size_t> contract;
    const Value* value = nullptr;
};

/// A case whose names are resolved.
struct ResolvedCase {
    std::vector<GivenValue> values;
    std::vector<Presence> given;  ///< by DefinitionId
    std::size_t contract_count = 1;
    ClockDays days{};
    std::vector<Fault> faults;  ///< names that mean nothing, rows of the wrong scope
};

/// The days of the six clocks.
[[nodiscard]] ClockDays clock_days(const Clocks& clocks);

/// Resolves the names of a case as seen from a package.
[[nodiscard]] ResolvedCase resolve_case(const CheckedRuleset& rules, PackageId package,
                                        const Case& row);

/// Resolves the names of figures; faults (R101, R103) for what means nothing.
[[nodiscard]] std::vector<ProgramRequest::Wanted> resolve_figures(
    const CheckedRuleset& rules, PackageId package, const std::vector<std::string>& figures,
    std::vector<Fault>& faults);

/// Programs by what they were compiled for.
class ProgramCache {
public:
    ProgramCache(const CheckedRuleset& rules, const CodeTable& codes)
        : rules_{&rules}, codes_{&codes}, segments_{rules} {}

    /// The program of a question: compiled when its shape is asked for the first time.
    const Program& program(const std::vector<ProgramRequest::Wanted>& wanted,
                           const std::vector<Presence>& given, const ClockDays& days);

    /// Equal for questions that one program answers.
    [[nodiscard]] std::string shape_key(const std::vector<ProgramRequest::Wanted>& wanted,
                                        const std::vector<Presence>& given,
                                        const ClockDays& days) const;

    [[nodiscard]] std::size_t size() const noexcept { return programs_.size(); }

private:
    const CheckedRuleset* rules_;
    const CodeTable* codes_;
    Segments segments_;
    std::unordered_map<std::string, std::unique_ptr<Program>> programs_;
};

/// The days that the packages of a program do not cover (E201).
[[nodiscard]] std::vector<Fault> uncovered_faults(const CheckedRuleset& rules,
                                                  const Program& program, const ClockDays& days);

/// The inputs that are missing whatever the rest of the row says (E102).
[[nodiscard]] std::vector<Fault> needed_faults(const CheckedRuleset& rules, const Program& program);

/// The fault of one missing input: what to give, and through which default it is needed.
[[nodiscard]] Fault missing_fault(const CheckedRuleset& rules, const Program& program,
                                  DefinitionId input);

}  // namespace mutua::ruleset
