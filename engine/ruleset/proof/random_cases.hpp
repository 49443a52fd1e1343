#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// The same numbers for the same seed, on every machine (splitmix64).
class RandomNumbers {
public:
    explicit RandomNumbers(std::uint64_t seed) : state_{seed} {}
    std::uint64_t next();
    /// From `low` to `high`, both included.
    std::int64_t between(std::int64_t low, std::int64_t high);
    bool one_in(std::uint64_t count) { return next() % count == 0; }

private:
    std::uint64_t state_;
};

/// Cases of one shape: the same days and the same names given, with other values.
struct CaseBatch {
    Clocks clocks;
    std::vector<std::string> given;  ///< names that some row of each case gives
    std::vector<Case> cases;
};

/// Draws cases for the rules of a package: every day on which a version begins or ends, inputs over
/// their ranges, and half of the numbers within one unit of a figure of the rules.
class RandomCases {
public:
    RandomCases(const CheckedRuleset& rules, PackageId package, std::uint64_t seed);

    [[nodiscard]] CaseBatch batch(std::size_t size);

    /// Full names of all rules and carries of the package.
    [[nodiscard]] const std::vector<std::string>& figures() const { return figures_; }
    [[nodiscard]] const std::vector<DefinitionId>& definitions() const { return wanted_; }

private:
    struct Threshold {
        Unit unit;
        Decimal value;
    };

    void find_reached();
    void find_thresholds();
    void find_days();
    void take_expression(const TypedExpression& expression);
    void take_number(const Decimal& value, const Type& type);
    [[nodiscard]] Clocks clocks();
    [[nodiscard]] Value value_for(const Definition& definition, const Clocks& clocks);
    [[nodiscard]] Value number_for(const Definition& definition);
    [[nodiscard]] Value fraction_for(const Definition& definition);
    [[nodiscard]] Value day_for(const Clocks& clocks);
    void fill(CaseBatch& made, const Definition& definition, const std::string& name, bool some);

    const CheckedRuleset& rules_;
    PackageId package_;
    RandomNumbers random_;
    std::vector<std::string> figures_;
    std::vector<DefinitionId> wanted_;
    std::vector<DefinitionId> inputs_;
    std::vector<DefinitionId> carries_;
    std::vector<Threshold> thresholds_;
    std::vector<std::string> codes_;
    std::vector<Date> days_;
    Days covers_{first_of_days, last_of_days};
    std::size_t batches_ = 0;
    bool has_clients_ = false;
};

}  // namespace mutua::ruleset
