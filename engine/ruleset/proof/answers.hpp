#pragma once

#include "engine/ruleset/oracle/exact_rules.hpp"
#include "engine/ruleset/proof/random_cases.hpp"
#include "engine/ruleset/run/column_calculator.hpp"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// What a fault says and where: its code, the name that it is about, and the contract of the case
/// when that name is one of contracts.
struct FaultPlace {
    std::string code;
    std::string name;
    std::optional<std::size_t> contract;
    friend auto operator<=>(const FaultPlace&, const FaultPlace&) = default;
};
using FaultPlaces = std::set<FaultPlace>;

/// "E303 share, E401 total of contract 2"; "no fault".
[[nodiscard]] std::string text_of(const FaultPlaces& faults);

/// Figures that are asked for together.
struct AskedFigures {
    std::vector<DefinitionId> definitions;
    std::vector<std::string> names;  ///< full ones
};

/// What one way to compute gave for a case: by figure and row of its scope, the value and whether
/// it applies. Nothing in rows that are rejected; no figures at all where a whole case is.
template <typename T>
struct CaseAnswer {
    FaultPlaces faults;
    std::vector<std::vector<std::optional<std::pair<T, bool>>>> figures;
};
using MachineAnswer = CaseAnswer<Value>;
using ExactAnswer = CaseAnswer<Constant>;

/// Three ways to compute the same cases: by rows, by columns, and by the exact walk. Not for use by
/// two threads at once.
class ThreeWays {
public:
    /// The changes are made to each compiled program: a test sees with them that differences are
    /// found.
    ThreeWays(const Ruleset& ruleset, PackageId package, const RandomCases& random,
              const ProgramChange& change_rows, const ProgramChange& change_columns);

    [[nodiscard]] MachineAnswer by_rows(const AskedFigures& asked, const Case& one);
    /// Cases of one batch, in the order of `chosen`.
    [[nodiscard]] std::vector<MachineAnswer> by_columns(const AskedFigures& asked,
                                                        const CaseBatch& batch,
                                                        const std::vector<std::size_t>& chosen);
    [[nodiscard]] ExactAnswer exactly(const AskedFigures& asked, const Case& one);

    /// A fault that has no reason: the exact walk, in the case that it walked last, computes what
    /// the fault is about and rejects nothing there.
    [[nodiscard]] std::optional<FaultPlace> without_reason(const FaultPlaces& faults,
                                                           const ExactAnswer& exact);

private:
    using CasesOfRows = std::array<std::vector<std::size_t>, scope_count>;

    [[nodiscard]] bool is_of_contracts(const std::string& code, const std::string& name) const;
    void add_faults(FaultPlaces& found, const std::vector<Fault>& faults, const Case& one,
                    std::optional<std::size_t> contract) const;
    void read_columns(const PreparedColumns& prepared, const ColumnResult& result,
                      const CasesOfRows& case_of, bool one_each,
                      std::vector<MachineAnswer>& answers) const;
    [[nodiscard]] InputColumn column_of(const ColumnShape& shape, const CaseBatch& batch,
                                        const std::vector<std::size_t>& chosen);

    const CheckedRuleset& rules_;
    PackageId package_;
    Calculator by_rows_;
    ColumnCalculator by_columns_;
    ExactRules exact_;
    /// The definitions that a name of a fault may mean.
    std::map<std::string, std::vector<DefinitionId>, std::less<>> named_;
};

}  // namespace mutua::ruleset
