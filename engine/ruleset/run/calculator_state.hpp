#pragma once

#include "engine/ruleset/run/binding.hpp"
#include "engine/ruleset/run/calculator.hpp"
#include "engine/ruleset/run/question.hpp"
#include "engine/ruleset/run/row_machine.hpp"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// What a calculator keeps between questions; for the files of `run/` that answer them.
struct Calculator::State {
    State(Ruleset given_rules, ProgramChange change)
        : ruleset{std::move(given_rules)},
          codes{*ruleset},
          cache{*ruleset, codes, std::move(change)},
          run_codes{codes} {}

    Ruleset ruleset;
    CodeTable codes;
    ProgramCache cache;
    RunCodes run_codes;
    RowMachine machine;
    RowFrames frames;

    /// Writes the values of a case into the slots of a program; bad values become faults.
    void bind(const Program& program, const ResolvedCase& resolved, std::vector<Fault>& faults);
    /// The figures of a sound run.
    void read(const Program& program, const std::vector<std::string>& names,
              const ResolvedCase& resolved, Outcome& outcome);
    /// The first output for one value of the unknown, raw numbers both; nothing when the row is
    /// rejected. The case was bound before.
    std::optional<Int128> trial(const Program& program, DefinitionId unknown, std::int64_t raw);
    /// Names of every rule that can be computed for an empty list of figures.
    const std::vector<std::string>& all_figures(PackageId package, const ResolvedCase& resolved);

    std::unordered_map<std::string, std::vector<std::string>> all_figures_found;
};

}  // namespace mutua::ruleset
