#include "engine/ruleset/explain/rule_tests.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/explain/test_case.hpp"
#include "engine/ruleset/explain/value_text.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

using syntax::TestCase;
using syntax::TestStep;

/// True for a step that expects something of a named figure.
bool of_figure(const TestStep& step) {
    return step.kind == TestStep::Kind::expect ||
           step.kind == TestStep::Kind::expect_not_applicable;
}

/// Looks through the tests of one package without running them.
class TestChecker {
public:
    TestChecker(const CheckedRuleset& rules, PackageId package)
        : rules_{rules}, package_{package} {}

    /// What is wrong with how a test is written.
    Diagnostics check(const syntax::Test& test) {
        findings_.clear();
        for (const TestCase& one : test.cases) {
            for (const auto& setting : one.clocks) { check_clock(setting); }
            for (const TestStep& step : one.steps) { check_step(step); }
        }
        return std::move(findings_);
    }

private:
    void note(syntax::Span span, const char* code, std::string message, std::string help = "") {
        findings_.push_back(diagnostic_at(rules_.files, span, Severity::error, code,
                                          std::move(message), std::move(help)));
    }

    void check_clock(const syntax::ClockSetting& setting) {
        if (!setting.clock) { return; }
        const auto clock = parse_clock(setting.clock->text);
        if (!clock) {
            note(setting.clock->span, "R106", "there is no clock `" + setting.clock->text + "`",
                 "a test sets `work_start`, `work_end`, `payment_date` or `issue_date`");
        } else if (*clock == Clock::quarter_start || *clock == Clock::year_start) {
            note(setting.clock->span, "R106",
                 "`" + setting.clock->text + "` follows from `work_end` and cannot be set",
                 "set `work_end`");
        }
    }

    void check_step(const TestStep& step) {
        if (step.row_scope && !parse_scope(step.row_scope->text)) {
            note(step.row_scope->span, "R106", "there is no scope `" + step.row_scope->text + "`",
                 "rows are named like `contract a :`");
        }
        if (step.kind == TestStep::Kind::expect_fault) { return; }
        const auto search = find_definition(rules_, package_, step.name.text, Reach::reachable);
        if (!search.found) {
            const auto names = visible_names(rules_, package_, Reach::reachable);
            note(step.name.span, "R101", "nothing is called `" + step.name.text + "` here",
                 did_you_mean(step.name.text, names));
            return;
        }
        check_value(step, *search.found);
    }

    void check_value(const TestStep& step, const NamedDefinition& named) {
        const Definition& definition = rules_.definitions[named.definition];
        const bool gives = step.kind == TestStep::Kind::given;
        if (gives && definition.input() == nullptr && definition.rule() == nullptr) {
            note(step.name.span, "R902",
                 "`" + step.name.text + "` is no input and no rule, so a test cannot give it",
                 "give an input, or the rule that uses it");
            return;
        }
        if (!step.value) { return; }
        const WrittenValue written = value_of(rules_, *step.value, type_of(rules_, named));
        if (!written.value) {
            note(step.value->span, written.code.c_str(),
                 "`" + step.name.text + "`: " + written.problem, written.help);
        }
    }

    const CheckedRuleset& rules_;
    PackageId package_;
    Diagnostics findings_;
};

/// Runs the tests of one package.
class TestRunner {
public:
    TestRunner(const CheckedRuleset& rules, Calculator& calculator, PackageId package)
        : rules_{rules}, calculator_{calculator}, package_{package} {}

    /// What differs in a test; empty when it passes.
    Diagnostics run(const syntax::Test& test) {
        findings_.clear();
        for (const TestCase& one : test.cases) { run_case(one); }
        return std::move(findings_);
    }

private:
    [[nodiscard]] const std::string& package_name() const { return rules_.packages[package_].name; }

    void note(syntax::Span span, const char* code, std::string message, std::string help = "") {
        findings_.push_back(diagnostic_at(rules_.files, span, Severity::error, code,
                                          std::move(message), std::move(help)));
    }

    void run_case(const TestCase& test_case) {
        const Case row = case_of(rules_, package_, test_case);
        rows_ = contract_names(test_case);
        std::set<std::string> wanted;
        for (const TestStep& step : test_case.steps) {
            if (of_figure(step)) { wanted.insert(step.name.text); }
            if (step.kind == TestStep::Kind::expect_fault) { expect_fault(step, row); }
        }
        if (wanted.empty()) { return; }
        const Outcome outcome =
            calculator_.evaluate(package_name(), {wanted.begin(), wanted.end()}, row);
        if (!outcome.ok()) {
            note_faults(test_case, outcome);
            return;
        }
        for (const TestStep& step : test_case.steps) { compare(step, outcome); }
    }

    [[nodiscard]] std::string row_text(std::optional<std::size_t> contract) const {
        if (!contract || *contract >= rows_.size()) { return ""; }
        return " (contract " + rows_[*contract] + ")";
    }

    /// A fault that nobody expected: at the first value that the test expects.
    void note_faults(const TestCase& test_case, const Outcome& outcome) {
        const auto first = std::find_if(test_case.steps.begin(), test_case.steps.end(), of_figure);
        const syntax::Span place = first->span;
        for (const Fault& fault : outcome.faults) {
            if (fault.code == "E102") {
                note(place, "R903",
                     "the test lacks `" + fault.name + "`" + row_text(fault.contract),
                     "write `given " + fault.name + " = …`");
            } else {
                note(place, "R901",
                     "expected a value, computed the fault " + fault.code + ": " + fault.message +
                         row_text(fault.contract),
                     fault.help);
            }
        }
    }

    /// The faults of everything that the package computes, rule by rule: one that lacks an input
    /// must not hide another.
    [[nodiscard]] std::set<std::string> fault_codes(const Case& row) {
        std::set<std::string> codes;
        for (const auto& [name, id] : rules_.packages[package_].names) {
            if (rules_.definitions[id].rule() == nullptr) { continue; }
            for (const Fault& fault : calculator_.evaluate(package_name(), {name}, row).faults) {
                codes.insert(fault.code);
            }
        }
        return codes;
    }

    void expect_fault(const TestStep& step, const Case& row) {
        std::set<std::string> codes = fault_codes(row);
        if (codes.count(step.fault) > 0) { return; }
        codes.erase("E102");
        std::string computed = "none";
        for (const std::string& code : codes) {
            computed = computed == "none" ? code : computed + ", " + code;
        }
        note(step.span, "R901", "expected the fault " + step.fault + ", computed " + computed);
    }

    void compare(const TestStep& step, const Outcome& outcome) {
        if (!of_figure(step)) { return; }
        const auto found = outcome.figures.find(step.name.text);
        require(found != outcome.figures.end(), "an outcome holds every figure it was asked for");
        for (std::size_t row = 0; row < found->second.size(); ++row) {
            const bool other_row = step.row_name && step.row_scope->text == "contract" &&
                                   found->second.size() > 1 && rows_.at(row) != step.row_name->text;
            if (!other_row) { compare_one(step, found->second[row], row); }
        }
    }

    void compare_one(const TestStep& step, const Figure& figure, std::size_t row) {
        const auto search = find_definition(rules_, package_, step.name.text, Reach::reachable);
        require(search.found.has_value(), "the names of a test were checked before it runs");
        const Type& type = type_of(rules_, *search.found);
        const bool by_contract =
            rules_.definitions[search.found->definition].scope == Scope::contract;
        const std::string subject =
            "`" + step.name.text + "`" + (by_contract ? row_text(row) : std::string{}) + ": ";
        const std::string computed =
            ", computed " + (figure.applicable ? shown(figure.value, type) : "not applicable");
        if (step.kind == TestStep::Kind::expect_not_applicable) {
            if (!figure.applicable) { return; }
            note(step.span, "R901", subject + "expected not applicable" + computed);
            return;
        }
        const WrittenValue written = value_of(rules_, *step.value, type);
        require(written.value.has_value(), "the values of a test were checked before it runs");
        if (is_equal(*written.value, figure.value)) { return; }
        note(step.span, "R901", subject + "expected " + shown(*written.value, type) + computed);
    }

    static bool is_equal(const Value& expected, const Value& computed) {
        const auto left = number_of(expected);
        const auto right = number_of(computed);
        if (left && right) { return *left == *right; }
        return expected == computed;
    }

    const CheckedRuleset& rules_;
    Calculator& calculator_;
    PackageId package_;
    std::vector<std::string> rows_;
    Diagnostics findings_;
};

void append(Diagnostics& all, Diagnostics more) {
    for (Diagnostic& one : more) { all.push_back(std::move(one)); }
}

}  // namespace

Diagnostics check_tests(const Ruleset& ruleset) {
    Diagnostics findings;
    for (PackageId i = 0; i < ruleset->packages.size(); ++i) {
        TestChecker checker{*ruleset, i};
        for (const syntax::Test& test : ruleset->packages[i].tests) {
            append(findings, checker.check(test));
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
    for (PackageId i = 0; i < ruleset->packages.size(); ++i) {
        TestChecker checker{*ruleset, i};
        TestRunner runner{*ruleset, calculator, i};
        for (const syntax::Test& test : ruleset->packages[i].tests) {
            if (test.title.find(only) == std::string::npos) { continue; }
            Diagnostics found = checker.check(test);
            if (found.empty()) { found = runner.run(test); }
            (found.empty() ? report.passed : report.failed) += 1;
            append(report.findings, std::move(found));
        }
    }
    return report;
}

}  // namespace mutua::ruleset
