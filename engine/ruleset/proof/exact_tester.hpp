#pragma once

#include "engine/ruleset/oracle/exact_rules.hpp"
#include "engine/ruleset/proof/test_case.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// `expect x = v`, `expect x not applicable`, with names resolved.
struct Expectation {
    const syntax::TestStep* step = nullptr;
    NamedDefinition named;
    std::optional<std::size_t> row;  ///< nothing: every row of its scope
    std::optional<Constant> value;   ///< nothing: not applicable
};

/// One `on …` of a test, ready to run.
struct PreparedCase {
    const syntax::TestCase* written = nullptr;
    TestRows rows;
    Case row;
    ExactCase exact;
    std::vector<Expectation> expected;
    std::vector<const syntax::TestStep*> faults;  ///< `expect fault`
};

/// A test whose names and values were checked (check_tests).
struct PreparedTest {
    PackageId package = 0;
    const syntax::Test* written = nullptr;
    std::vector<PreparedCase> cases;
    /// Carries that later cases may read: kept from each case to the next.
    std::vector<DefinitionId> carries;
    /// Carries that only an `expect fault` may read: kept where a case has what they need.
    std::vector<DefinitionId> other_carries;

    /// Both.
    [[nodiscard]] std::vector<DefinitionId> all_carries() const;
};

/// Resolves a test; nothing when it has mistakes.
[[nodiscard]] std::optional<PreparedTest> prepare_test(const CheckedRuleset& rules,
                                                       PackageId package, const syntax::Test& test);

/// What an `expect fault` computes: the rules and carries of a package, and the rules of others
/// that it amends. A package that has none tests those of the packages that it uses.
[[nodiscard]] std::vector<DefinitionId> computed_by(const CheckedRuleset& rules, PackageId package);

/// Every carry whose value before the row may be read by one of `figures`, in any version.
[[nodiscard]] std::vector<DefinitionId> carries_read(const CheckedRuleset& rules,
                                                     std::vector<DefinitionId> figures);

/// The values that chains have at the end of a row, by carry and name of the row.
template <typename Kept>
class Chains {
public:
    void keep(DefinitionId carry, const std::string& row, Kept value, Date work_end) {
        kept_.insert_or_assign({carry, row}, std::pair{std::move(value), work_end});
    }
    /// The value that a row of `work_end` goes on with; nothing at the beginning of a chain and
    /// after a reset, which `was_reset` then says.
    [[nodiscard]] const Kept* find(const CheckedRuleset& rules, DefinitionId carry,
                                   const std::string& row, Date work_end,
                                   bool* was_reset = nullptr) const {
        const auto found = kept_.find({carry, row});
        if (found == kept_.end()) { return nullptr; }
        const Reset reset = rules.definitions[carry].carry()->reset;
        const bool goes_on = carries_on(reset, found->second.second, work_end);
        if (was_reset != nullptr) { *was_reset = !goes_on; }
        return goes_on ? &found->second.first : nullptr;
    }

private:
    std::map<std::pair<DefinitionId, std::string>, std::pair<Kept, Date>> kept_;
};

/// Runs tests on the exact walk.
class ExactTester {
public:
    /// `walk` outlives it.
    explicit ExactTester(ExactRules& walk) : walk_{walk} {}

    /// True when every expectation holds and nothing is rejected that nobody expects.
    [[nodiscard]] bool passes(const PreparedTest& test);

    /// Forgets the chains: a test begins.
    void begin() { chains_ = {}; }
    /// Computes what a case expects; its figures are then read of the walk. Keeps its carries.
    void run(const PreparedTest& test, const PreparedCase& one);
    /// True when something that the package of a test computes has that fault, for `expect fault`.
    /// Who watches the walk sees only what leads to it.
    [[nodiscard]] bool finds_fault(const PreparedTest& test, const PreparedCase& one,
                                   const std::string& code);

    /// Chains that began anew, by carry, since the tester was made.
    [[nodiscard]] const std::map<DefinitionId, std::size_t>& resets() const { return resets_; }

private:
    [[nodiscard]] ExactCase continued(const PreparedTest& test, const PreparedCase& one);
    [[nodiscard]] bool holds(const Expectation& expectation);
    void keep(const PreparedCase& one, DefinitionId carry);
    void show_fault(const PreparedTest& test, const PreparedCase& one, const std::string& code,
                    ExactWatcher& watcher);
    [[nodiscard]] bool has_fault(const PreparedTest& test, const PreparedCase& one,
                                 const std::vector<DefinitionId>& figures, const std::string& code);

    ExactRules& walk_;
    Chains<Constant> chains_;
    std::map<DefinitionId, std::size_t> resets_;
};

}  // namespace mutua::ruleset
