#include "engine/ruleset/proof/mutation.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/proof/exact_tester.hpp"
#include "engine/ruleset/proof/mutants.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mutua::ruleset {

namespace {

using TestIndex = std::uint32_t;

/// Notes which tests pass which expressions and versions.
class ReachWatcher : public ExactWatcher {
public:
    explicit ReachWatcher(const CheckedRuleset& rules)
        : of_expression_(rules.expression_count + 1) {}

    void begin(TestIndex test) { test_ = test; }
    void visited(const TypedExpression& one) override {
        auto& tests = of_expression_[one.id];
        if (tests.empty() || tests.back() != test_) { tests.push_back(test_); }
        if (one.kind == TypedKind::prior) { note(one.definition, 0); }
    }
    void version(DefinitionId rule, std::size_t version) override { note(rule, version); }
    void read(const TypedExpression& one, const Constant& /*value*/,
              std::optional<std::size_t> version) override {
        if (version) { note(one.definition, *version); }
    }
    void asked(const TypedExpression& one, std::size_t version) override {
        note(one.definition, version);
    }
    void table(const TypedExpression& one, const TableUse& use) override {
        if (use.row) { of_row_[{one.definition, use.version, *use.row}].insert(test_); }
    }

    /// Every row of a table that some test finds.
    [[nodiscard]] std::set<TablePlace> found_rows() const {
        std::set<TablePlace> found;
        for (const auto& [row, tests] : of_row_) { found.insert(row); }
        return found;
    }
    [[nodiscard]] std::set<TestIndex> tests(const MutantReach& reach) const {
        std::set<TestIndex> found;
        for (const ExpressionId id : reach.expressions) {
            found.insert(of_expression_[id].begin(), of_expression_[id].end());
        }
        for (const auto& version : reach.versions) {
            const auto noted = of_version_.find(version);
            if (noted == of_version_.end()) { continue; }
            found.insert(noted->second.begin(), noted->second.end());
        }
        for (const DefinitionId id : reach.definitions) {
            for (auto at = of_version_.lower_bound({id, 0});
                 at != of_version_.end() && at->first.first == id; ++at) {
                found.insert(at->second.begin(), at->second.end());
            }
        }
        for (const TablePlace& row : reach.rows) {
            const auto noted = of_row_.find(row);
            if (noted != of_row_.end()) {
                found.insert(noted->second.begin(), noted->second.end());
            }
        }
        return found;
    }

private:
    void note(DefinitionId definition, std::size_t version) {
        of_version_[{definition, version}].insert(test_);
    }

    TestIndex test_ = 0;
    std::vector<std::vector<TestIndex>> of_expression_;
    std::map<std::pair<DefinitionId, std::size_t>, std::set<TestIndex>> of_version_;
    std::map<TablePlace, std::set<TestIndex>> of_row_;
};

class Mutation {
public:
    Mutation(const Ruleset& ruleset, std::string_view only)
        : rules_{*ruleset}, mutated_{*ruleset}, walk_{mutated_}, tester_{walk_}, reach_{rules_} {
        for (PackageId id = 0; id < rules_.packages.size(); ++id) {
            for (const syntax::Test& test : rules_.packages[id].tests) {
                if (test.title.find(only) == std::string::npos) { continue; }
                auto prepared = prepare_test(rules_, id, test);
                if (prepared) { add_test(std::move(*prepared)); }
            }
        }
        walk_.watch(nullptr);
    }

    MutationReport run(const std::function<void(std::size_t, std::size_t)>& progress) {
        const std::set<TablePlace> found = reach_.found_rows();
        const std::vector<Mutant> mutants = mutants_of(rules_, found);
        MutationReport report;
        report.unread = unread_rows(rules_, "R905",
                                    [&](const TablePlace& row) { return found.count(row) > 0; });
        for (const UnreadRows& one : report.unread) {
            if (!one.excused) { report.survivors.push_back(one.finding); }
        }
        std::map<std::uint32_t, MutationTotal> of_file;
        for (const Package& one : rules_.packages) { of_file[one.file].package = one.name; }
        constexpr std::size_t often = 100;
        for (std::size_t i = 0; i < mutants.size(); ++i) {
            if (progress && i % often == 0) { progress(i, mutants.size()); }
            MutationTotal& total = of_file[rules_file(mutants[i])];
            ++total.mutants;
            if (is_noticed(mutants[i])) {
                ++total.killed;
            } else if (is_excused(rules_, mutants[i].span)) {
                ++total.excused;
            } else {
                ++total.survived;
                report.survivors.push_back(diagnostic_at(rules_.files, mutants[i].span,
                                                         Severity::warning, "R905",
                                                         "no test notices: " + mutants[i].text));
            }
        }
        for (const auto& [file, total] : of_file) { add_total(report, total); }
        return report;
    }

private:
    static void add_total(MutationReport& report, const MutationTotal& total) {
        if (total.mutants == 0) { return; }
        report.totals.push_back(total);
        report.all.mutants += total.mutants;
        report.all.killed += total.killed;
        report.all.excused += total.excused;
        report.all.survived += total.survived;
    }

    /// The file of rules that a mutant counts for: that of its table when it stands in a CSV.
    [[nodiscard]] std::uint32_t rules_file(const Mutant& mutant) const {
        if (!rules_.files[mutant.span.file].path.ends_with(".csv")) { return mutant.span.file; }
        return rules_.packages[rules_.definitions[mutant.changed.front()].package].file;
    }

    void add_test(PreparedTest test) {
        reach_.begin(static_cast<TestIndex>(tests_.size()));
        walk_.watch(&reach_);
        // A test that fails already notices nothing.
        const bool passes = tester_.passes(test);
        walk_.watch(nullptr);
        tests_.push_back(std::move(test));
        usable_.push_back(passes);
    }

    bool is_noticed(const Mutant& mutant) {
        const std::set<TestIndex> tests = reach_.tests(mutant.reach);
        if (tests.empty()) { return false; }
        mutant.apply(mutated_);
        const bool noticed = std::any_of(tests.begin(), tests.end(), [&](TestIndex test) {
            return usable_[test] && !still_passes(tests_[test]);
        });
        for (const DefinitionId id : mutant.changed) {
            mutated_.definitions[id] = rules_.definitions[id];
        }
        if (mutant.package) {
            mutated_.packages[*mutant.package] = rules_.packages[*mutant.package];
        }
        return noticed;
    }

    /// A mutant may break what the checks promise of rules (a gap between versions): noticed.
    bool still_passes(const PreparedTest& test) {
        try {
            return tester_.passes(test);
        } catch (const ContractViolation&) { return false; }
    }

    const CheckedRuleset& rules_;
    CheckedRuleset mutated_;
    ExactRules walk_;
    ExactTester tester_;
    ReachWatcher reach_;
    std::vector<PreparedTest> tests_;
    std::vector<bool> usable_;
};

}  // namespace

MutationReport mutation(const Ruleset& ruleset, std::string_view only,
                        const std::function<void(std::size_t, std::size_t)>& progress) {
    MutationReport report = Mutation{ruleset, only}.run(progress);
    std::stable_sort(report.survivors.begin(), report.survivors.end(),
                     [](const Diagnostic& left, const Diagnostic& right) {
                         return std::tie(left.where.file, left.where.line, left.where.column) <
                                std::tie(right.where.file, right.where.line, right.where.column);
                     });
    return report;
}

}  // namespace mutua::ruleset
