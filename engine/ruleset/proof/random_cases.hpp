#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <cstdint>
#include <map>
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
    bool one_each = false;           ///< every case has one contract, of one client
    std::vector<Case> cases;
};

/// Draws cases for the rules of a package. A segment is a stretch of days on which no version of
/// anything that these rules may read begins or ends: batches take them in turn, on their first
/// day, on their last and on one between. Half of the numbers lie within one unit of a figure that
/// they may be compared with. In every second batch some rules are given instead of computed, near
/// the brackets and limits that read them: no input leads there often enough.
/// Batches depend on the seed and their index alone, and may be drawn by several threads at once.
class RandomCases {
public:
    RandomCases(const CheckedRuleset& rules, PackageId package, std::uint64_t seed);

    [[nodiscard]] CaseBatch batch(std::size_t index, std::size_t size) const;

    [[nodiscard]] std::size_t segments() const { return segments_.size(); }
    /// Batches after which every segment and everything that is given in turn was drawn once.
    [[nodiscard]] std::size_t batches_of_a_round() const;

    /// Full names of all rules and carries of the package.
    [[nodiscard]] const std::vector<std::string>& figures() const { return figures_; }
    [[nodiscard]] const std::vector<DefinitionId>& definitions() const { return wanted_; }
    /// Everything that these may read, in any version.
    [[nodiscard]] const std::vector<DefinitionId>& reached() const { return reached_; }

private:
    class Drawing;
    /// Figures of the rules with the unit that they are in.
    struct Threshold {
        Unit unit;
        Decimal value;
    };
    /// What a name is compared with, or looked up by.
    struct Company {
        std::vector<Threshold> numbers;
        std::vector<std::string> codes;
    };
    /// Rules that a scale, a comparison, a `min` or a `max` reads.
    struct Limit {
        std::vector<DefinitionId> rules;
        std::vector<Threshold> numbers;
    };

    void find_reached();
    [[nodiscard]] bool can_name(DefinitionId id) const;
    void take(const Definition& definition);
    void take_expression(const TypedExpression& expression);
    void take_limit(const TypedExpression& expression);
    void take_numbers(const TypedExpression& expression, std::vector<Threshold>& numbers) const;
    void take_scale(const ScaleDefinition& scale, std::vector<Threshold>& numbers) const;
    void take_codes(const TypedExpression& expression);
    void find_segments();

    const CheckedRuleset& rules_;
    PackageId package_;
    std::uint64_t seed_;
    std::vector<std::string> figures_;
    std::vector<DefinitionId> wanted_;
    std::vector<DefinitionId> reached_;
    std::vector<DefinitionId> inputs_;
    std::vector<DefinitionId> carries_;
    std::map<DefinitionId, Company> company_;
    std::vector<Limit> limits_;
    std::vector<Threshold> thresholds_;
    std::vector<std::string> codes_;
    std::vector<Date> cuts_;
    std::vector<Days> segments_;
    Days covers_{first_of_days, last_of_days};
    bool has_clients_ = false;
};

}  // namespace mutua::ruleset
