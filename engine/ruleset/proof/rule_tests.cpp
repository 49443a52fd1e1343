#include "engine/ruleset/proof/rule_tests.hpp"

#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/proof/exact_tester.hpp"
#include "engine/ruleset/proof/test_case.hpp"
#include "engine/ruleset/proof/test_checks.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace mutua::ruleset {

namespace {

using syntax::TestCase;
using syntax::TestStep;

/// Runs the tests of one package, on the row machine and on the exact walk beside it.
class TestRunner {
public:
    TestRunner(const CheckedRuleset& rules, Calculator& calculator, ExactTester& exact,
               ExactRules& walk, PackageId package)
        : rules_{rules}, calculator_{calculator}, exact_{exact}, walk_{walk}, package_{package} {}

    /// What differs in a test; empty when it passes.
    Diagnostics run(const syntax::Test& test) {
        findings_.clear();
        const auto prepared = prepare_test(rules_, package_, test);
        require(prepared.has_value(), "a test was checked before it runs");
        chains_ = {};
        exact_.begin();
        for (const PreparedCase& one : prepared->cases) { run_case(*prepared, one); }
        return std::move(findings_);
    }

    /// The inputs that a test lacks (R903), by the row machine alone.
    Diagnostics lacking(const syntax::Test& test) {
        findings_.clear();
        const auto prepared = prepare_test(rules_, package_, test);
        require(prepared.has_value(), "a test was checked before its inputs are looked for");
        chains_ = {};
        for (const PreparedCase& one : prepared->cases) {
            const Case row = continued(*prepared, one);
            const auto outcome = outcome_of(*prepared, one, row);
            if (!outcome) { continue; }
            if (&one != &prepared->cases.back()) { keep(*prepared, one, row, *outcome); }
            if (one.expected.empty()) { continue; }
            for (const Fault& fault : outcome->faults) {
                if (fault.code == missing) { note_lack(one, fault); }
            }
        }
        return std::move(findings_);
    }

private:
    static constexpr const char* missing = "E102";

    [[nodiscard]] const std::string& package_name() const { return rules_.packages[package_].name; }

    void note(syntax::Span span, const char* code, std::string message, std::string help = "") {
        findings_.push_back(diagnostic_at(rules_.files, span, Severity::error, code,
                                          std::move(message), std::move(help)));
    }

    void note_disagreement(syntax::Span span, const std::string& message) {
        note(span, "R906", "the two evaluators disagree" + message,
             "this is a mistake of the program, not of the rules: report it");
    }

    void run_case(const PreparedTest& test, const PreparedCase& one) {
        const Case row = continued(test, one);
        for (const TestStep* step : one.faults) { expect_fault(test, one, *step, row); }
        const auto outcome = outcome_of(test, one, row);
        if (!outcome) { return; }
        exact_.run(test, one);
        if (&one != &test.cases.back()) { keep(test, one, row, *outcome); }
        if (one.expected.empty()) { return; }
        if (!outcome->ok()) {
            note_faults(one, *outcome);
            return;
        }
        if (!walk_.faults().empty()) {
            const ExactFault& fault = walk_.faults().front();
            note_disagreement(one.expected.front().step->span,
                              ": a value, and the fault " + fault.code + " of `" +
                                  full_name(rules_, fault.definition) + "`");
            return;
        }
        for (const Expectation& each : one.expected) { compare(one, each, *outcome); }
    }

    /// What a case expects, and the carries that later ones may read; nothing when that is nothing.
    [[nodiscard]] std::optional<Outcome> outcome_of(const PreparedTest& test,
                                                    const PreparedCase& one, const Case& row) {
        const bool last = &one == &test.cases.back();
        std::set<std::string> wanted;
        for (const Expectation& each : one.expected) { wanted.insert(each.step->name.text); }
        std::vector<std::string> asked{wanted.begin(), wanted.end()};
        if (!last) {
            for (const DefinitionId carry : test.carries) {
                asked.push_back(full_name(rules_, carry));
            }
        }
        if (asked.empty() && (last || test.other_carries.empty())) { return std::nullopt; }
        // Nothing that is asked for would mean everything.
        return asked.empty() ? Outcome{} : calculator_.evaluate(package_name(), asked, row);
    }

    /// The case with the carries that the chains of the test have so far.
    [[nodiscard]] Case continued(const PreparedTest& test, const PreparedCase& one) const {
        Case row = one.row;
        for (const DefinitionId carry : test.all_carries()) {
            const Scope scope = *rules_.definitions[carry].scope;
            const auto& names = one.rows.names(scope);
            for (std::size_t i = 0; i < std::max<std::size_t>(1, names.size()); ++i) {
                if (is_given_prior(one, carry, i)) { continue; }
                const Value* value =
                    chains_.find(rules_, carry, one.rows.name_of(scope, i), row.clocks.work_end);
                if (value == nullptr) { continue; }
                Values& values = names.empty()              ? row.common
                                 : scope == Scope::contract ? row.contracts[i]
                                                            : row.clients[i];
                values.emplace(prior_name(full_name(rules_, carry)), *value);
            }
        }
        return row;
    }

    /// A carry that a test sets, for all rows or for this one, does not go on with the chain.
    [[nodiscard]] static bool is_given_prior(const PreparedCase& one, DefinitionId carry,
                                             std::size_t row) {
        return std::any_of(one.exact.prior.begin(), one.exact.prior.end(),
                           [&](const ExactGiven& each) {
                               return each.definition == carry && (!each.row || *each.row == row);
                           });
    }

    /// Keeps what the outcome has; a case without what some carry needs keeps the others.
    void keep(const PreparedTest& test, const PreparedCase& one, const Case& row,
              const Outcome& outcome) {
        for (const DefinitionId carry : test.all_carries()) {
            const std::string name = full_name(rules_, carry);
            if (outcome.ok() && outcome.figures.count(name) > 0) {
                keep_one(one, carry, outcome.figures.at(name));
                continue;
            }
            const Outcome alone = calculator_.evaluate(package_name(), {name}, row);
            if (alone.ok()) { keep_one(one, carry, alone.figures.at(name)); }
        }
    }

    void keep_one(const PreparedCase& one, DefinitionId carry, const std::vector<Figure>& figures) {
        const Scope scope = *rules_.definitions[carry].scope;
        for (std::size_t row = 0; row < figures.size(); ++row) {
            chains_.keep(carry, one.rows.name_of(scope, row), figures[row].value,
                         one.row.clocks.work_end);
        }
    }

    [[nodiscard]] static std::string row_text(const PreparedCase& one, Scope scope,
                                              std::optional<std::size_t> row) {
        const std::string name = row ? one.rows.name_of(scope, *row) : std::string{};
        if (name.empty()) { return ""; }
        return " (" + std::string{to_string(scope)} + " " + name + ")";
    }

    void note_lack(const PreparedCase& one, const Fault& fault) {
        note(one.expected.front().step->span, "R903",
             "the test lacks `" + fault.name + "`" + row_text(one, Scope::contract, fault.contract),
             "write `given " + fault.name + " = …`");
    }

    /// A fault that nobody expected: at the first value that the test expects.
    void note_faults(const PreparedCase& one, const Outcome& outcome) {
        const syntax::Span place = one.expected.front().step->span;
        for (const Fault& fault : outcome.faults) {
            if (fault.code == missing) {
                note_lack(one, fault);
                continue;
            }
            note(place, "R901",
                 "expected a value, computed the fault " + fault.code + ": " + fault.message +
                     row_text(one, Scope::contract, fault.contract),
                 fault.help);
        }
        if (walk_.faults().empty()) {
            note_disagreement(place,
                              ": the fault " + outcome.faults.front().code + ", and a value");
        }
    }

    /// The faults of everything that the package computes, rule by rule: one that lacks an input
    /// must not hide another.
    [[nodiscard]] std::set<std::string> fault_codes(const Case& row) {
        std::set<std::string> codes;
        for (const DefinitionId id : computed_by(rules_, package_)) {
            const std::string name = full_name(rules_, id);
            for (const Fault& fault : calculator_.evaluate(package_name(), {name}, row).faults) {
                codes.insert(fault.code);
            }
        }
        return codes;
    }

    void expect_fault(const PreparedTest& test, const PreparedCase& one, const TestStep& step,
                      const Case& row) {
        std::set<std::string> codes = fault_codes(row);
        if (codes.count(step.fault) > 0) {
            if (!exact_.finds_fault(test, one, step.fault)) {
                note_disagreement(step.span, ": only one finds " + step.fault);
            }
            return;
        }
        codes.erase(missing);
        std::string computed = "none";
        for (const std::string& code : codes) {
            computed = computed == "none" ? code : computed + ", " + code;
        }
        note(step.span, "R901", "expected the fault " + step.fault + ", computed " + computed);
    }

    void compare(const PreparedCase& one, const Expectation& expected, const Outcome& outcome) {
        const auto found = outcome.figures.find(expected.step->name.text);
        require(found != outcome.figures.end(), "an outcome holds every figure it was asked for");
        for (std::size_t row = 0; row < found->second.size(); ++row) {
            if (expected.row && *expected.row != row) { continue; }
            compare_one(one, expected, found->second[row], row);
        }
    }

    void compare_one(const PreparedCase& one, const Expectation& expected, const Figure& figure,
                     std::size_t row) {
        const NamedDefinition& named = expected.named;
        const Type& type = type_of(rules_, named);
        const auto scope = rules_.definitions[named.definition].scope;
        const std::string subject = "`" + expected.step->name.text + "`" +
                                    (scope ? row_text(one, *scope, row) : std::string{}) + ": ";
        const auto computed = exact_constant(rules_, figure.value, type);
        if (!agrees(named, figure, computed, row)) {
            note_disagreement(expected.step->span,
                              " on " + subject + shown(figure.value, type) + " by the machine");
        }
        const std::string computed_text =
            ", computed " + (figure.applicable ? shown(figure.value, type) : "not applicable");
        if (!expected.value) {
            if (!figure.applicable) { return; }
            note(expected.step->span, "R901", subject + "expected not applicable" + computed_text);
            return;
        }
        if (computed == expected.value) { return; }
        note(expected.step->span, "R901",
             subject + "expected " + shown(rules_, *expected.value, type) + computed_text);
    }

    /// True when the exact walk gives the same.
    [[nodiscard]] bool agrees(const NamedDefinition& named, const Figure& figure,
                              const std::optional<Constant>& computed, std::size_t row) {
        if (!rules_.definitions[named.definition].scope) {
            return walk_.param(named.definition, named.field) == computed;
        }
        const ExactFigure* exact = walk_.figure(named.definition, row);
        return exact != nullptr && exact->value == computed &&
               exact->applicable == figure.applicable;
    }

    const CheckedRuleset& rules_;
    Calculator& calculator_;
    ExactTester& exact_;
    ExactRules& walk_;
    PackageId package_;
    Chains<Value> chains_;
    Diagnostics findings_;
};

void append(Diagnostics& all, Diagnostics more) {
    for (Diagnostic& one : more) { all.push_back(std::move(one)); }
}

}  // namespace

Diagnostics check_tests(const Ruleset& ruleset) {
    Diagnostics findings;
    for (PackageId i = 0; i < ruleset->packages.size(); ++i) {
        for (const syntax::Test& test : ruleset->packages[i].tests) {
            append(findings, check_test(*ruleset, i, test));
        }
    }
    return findings;
}

Diagnostics missing_inputs(const Ruleset& ruleset) {
    Diagnostics findings;
    Calculator calculator{ruleset};
    ExactRules walk{*ruleset};
    ExactTester exact{walk};
    for (PackageId i = 0; i < ruleset->packages.size(); ++i) {
        TestRunner runner{*ruleset, calculator, exact, walk, i};
        for (const syntax::Test& test : ruleset->packages[i].tests) {
            if (has_error(check_test(*ruleset, i, test))) { continue; }
            append(findings, runner.lacking(test));
        }
    }
    return findings;
}

std::size_t test_count(const Ruleset& ruleset) {
    std::size_t count = 0;
    for (const Package& package : ruleset->packages) { count += package.tests.size(); }
    return count;
}

TestReport run_tests(const Ruleset& ruleset, std::string_view only) {
    TestReport report;
    Calculator calculator{ruleset};
    ExactRules walk{*ruleset};
    ExactTester exact{walk};
    for (PackageId i = 0; i < ruleset->packages.size(); ++i) {
        TestRunner runner{*ruleset, calculator, exact, walk, i};
        for (const syntax::Test& test : ruleset->packages[i].tests) {
            if (test.title.find(only) == std::string::npos) { continue; }
            Diagnostics found = check_test(*ruleset, i, test);
            if (!has_error(found)) { append(found, runner.run(test)); }
            const bool idle = !expects_something(test);
            (has_error(found) ? report.failed : idle ? report.idle : report.passed) += 1;
            append(report.findings, std::move(found));
        }
    }
    return report;
}

}  // namespace mutua::ruleset
