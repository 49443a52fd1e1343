#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/program/segments.hpp"
#include "engine/ruleset/run/calculator.hpp"
#include "engine/ruleset/run/row_tree.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// A value of the case, with the definition that its name means. No row: for every row of the
/// definition's scope.
struct GivenValue {
    DefinitionId definition = 0;
    std::optional<std::size_t> row;
    const Value* value = nullptr;
};

/// How a Case writes the value of a carry before the row.
inline constexpr std::string_view prior_mark = "prior ";

/// A case whose names are resolved.
struct ResolvedCase {
    std::vector<GivenValue> values;
    std::vector<Presence> given;  ///< by DefinitionId
    RowTree tree;
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
    ProgramCache(const CheckedRuleset& rules, const CodeTable& codes, ProgramChange change)
        : rules_{&rules}, codes_{&codes}, segments_{rules}, change_{std::move(change)} {}

    /// The program of a question: compiled when its shape is asked for the first time.
    const Program& program(const ProgramRequest& request);

    /// Equal for questions that one program answers.
    [[nodiscard]] std::string shape_key(const ProgramRequest& request) const;

    [[nodiscard]] std::size_t size() const noexcept { return programs_.size(); }

private:
    const CheckedRuleset* rules_;
    const CodeTable* codes_;
    Segments segments_;
    ProgramChange change_;
    std::unordered_map<std::string, std::unique_ptr<Program>> programs_;
};

/// The names that an empty list of figures means: every rule and carry of the package, and those of
/// the packages it uses that can be computed from what is given.
[[nodiscard]] std::vector<std::string> all_figures(const CheckedRuleset& rules, ProgramCache& cache,
                                                   PackageId package,
                                                   const std::vector<Presence>& given,
                                                   const ClockDays& days);

/// What a name given by a caller means: an input, a rule, or ("prior NAME") a carry; else a fault.
[[nodiscard]] Result<DefinitionId, Fault> find_given(const CheckedRuleset& rules, PackageId package,
                                                     const std::string& name);

/// E201: a package asked about a day of a clock that it does not cover.
[[nodiscard]] Fault uncovered_fault(const CheckedRuleset& rules, PackageId package, Clock clock,
                                    const ClockDays& days);

/// The days that the packages of a program do not cover (E201).
[[nodiscard]] std::vector<Fault> uncovered_faults(const CheckedRuleset& rules,
                                                  const Program& program, const ClockDays& days);

/// The inputs that are missing whatever the rest of the row says (E102).
[[nodiscard]] std::vector<Fault> needed_faults(const CheckedRuleset& rules, const Program& program);

/// The fault of one missing input: what to give, and through which default it is needed.
[[nodiscard]] Fault missing_fault(const CheckedRuleset& rules, const Program& program,
                                  DefinitionId input);

}  // namespace mutua::ruleset
