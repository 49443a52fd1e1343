#include "engine/ruleset/proof/rule_tests.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/proof/exact_tester.hpp"
#include "engine/ruleset/proof/test_case.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace mutua::ruleset {

namespace {

using syntax::TestCase;
using syntax::TestStep;

/// Looks through the tests of one package without running them.
class TestChecker {
public:
    TestChecker(const CheckedRuleset& rules, PackageId package)
        : rules_{rules}, package_{package} {}

    /// What is wrong with how a test is written.
    Diagnostics check(const syntax::Test& test) {
        findings_.clear();
        const TestCase* before = nullptr;
        for (const TestCase& one : test.cases) {
            for (const auto& setting : one.clocks) { check_clock(setting); }
            if (before != nullptr) { check_order(*before, one); }
            check_case(one);
            before = &one;
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

    /// The rows of a chain are in order of work_end, then payment_date; two of one day follow in
    /// the order of the test, as identifiers would order them.
    void check_order(const TestCase& before, const TestCase& now) {
        const Clocks first = clocks_of(before.clocks);
        const Clocks next = clocks_of(now.clocks);
        const bool same_end = first.work_end == next.work_end;
        const bool back =
            next.work_end < first.work_end || (same_end && next.payment_date < first.payment_date);
        if (!back) { return; }
        const auto day = [&](const Clocks& of) {
            return same_end ? "payment_date " + mutua::to_string(of.payment_date)
                            : "work_end " + mutua::to_string(of.work_end);
        };
        const syntax::Span begin = now.clocks.front().span;
        note({begin.file, begin.begin, now.clocks.back().span.end}, "R403",
             "`then` goes on in time: " + day(next) + " lies before " + day(first),
             "write a later day, or a test of its own");
    }

    /// A period ends on the day on which it begins, or later.
    void check_period(const TestCase& one) {
        const Clocks clocks = clocks_of(one.clocks);
        if (clocks.work_start <= clocks.work_end) { return; }
        note({one.clocks.front().span.file, one.clocks.front().span.begin,
              one.clocks.back().span.end},
             "R403",
             "the worked period ends before it begins: work_start " +
                 mutua::to_string(clocks.work_start) + " lies behind work_end " +
                 mutua::to_string(clocks.work_end),
             "write an earlier work_start, or a later work_end");
    }

    void check_case(const TestCase& one) {
        check_period(one);
        case_ = &one;
        given_.clear();
        for (const TestStep& step : one.steps) { check_step(step); }
    }

    /// True when the same value is given a second time, which is then reported.
    bool is_given_twice(const TestStep& step, const NamedDefinition& named) {
        const std::string row =
            step.row_name ? step.row_scope->text + " " + step.row_name->text : std::string{};
        if (given_.insert({named.definition, step.kind, row}).second) { return false; }
        const std::string prior = step.kind == TestStep::Kind::given_prior ? "prior " : "";
        note(step.span, "R013",
             "`" + prior + step.name.text + "` is given twice" + (row.empty() ? "" : " for " + row),
             "keep one of them");
        return true;
    }

    /// A value that no row can hold, unless the case expects the fault that this is.
    void check_held(const TestStep& step, DefinitionId definition, const Value& value) {
        const auto wrong = why_no_row_holds(rules_, definition, value);
        if (!wrong) { return; }
        const bool expected =
            std::any_of(case_->steps.begin(), case_->steps.end(), [&](const TestStep& one) {
                return one.kind == TestStep::Kind::expect_fault && one.fault == wrong->code;
            });
        if (expected) { return; }
        note(step.value->span, wrong->code.c_str(), "`" + step.name.text + "`: " + wrong->problem,
             wrong->help);
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
        const bool gives_prior = step.kind == TestStep::Kind::given_prior;
        if (gives && definition.carry() != nullptr) {
            note(step.name.span, "R902",
                 "`" + step.name.text + "` is a carry: a row adds to it and does not set it",
                 "write `given prior " + step.name.text + " = …`");
            return;
        }
        if (gives_prior && definition.carry() == nullptr) {
            note(step.name.span, "R902",
                 "`" + step.name.text + "` is no carry, so it has no value before the row",
                 "write `given " + step.name.text + " = …`");
            return;
        }
        if (gives && definition.input() == nullptr && definition.rule() == nullptr) {
            note(step.name.span, "R902",
                 "`" + step.name.text + "` is no input and no rule, so a test cannot give it",
                 "give an input, or the rule that uses it");
            return;
        }
        if ((gives || gives_prior) && is_misplaced(step, definition)) { return; }
        if (!step.value) { return; }
        if ((gives || gives_prior) && is_given_twice(step, named)) { return; }
        const WrittenValue written = value_of(rules_, *step.value, type_of(rules_, named));
        if (!written.value) {
            note(step.value->span, written.code.c_str(),
                 "`" + step.name.text + "`: " + written.problem, written.help);
        } else if (gives || gives_prior) {
            check_held(step, named.definition, *written.value);
        }
    }

    /// A value for one named row must be a value of that kind of row.
    bool is_misplaced(const TestStep& step, const Definition& definition) {
        const auto scope = step.row_scope ? parse_scope(step.row_scope->text) : std::nullopt;
        if (!scope || *scope == definition.scope) { return false; }
        const std::string own{to_string(*definition.scope)};
        note(step.name.span, "R902",
             "`" + step.name.text + "` is a value per " + own + ", not per " + step.row_scope->text,
             "give it in a `given` without a row");
        return true;
    }

    const CheckedRuleset& rules_;
    PackageId package_;
    const TestCase* case_ = nullptr;
    /// What the case gives so far: a definition, before the row or in it, and the row's name.
    std::set<std::tuple<DefinitionId, TestStep::Kind, std::string>> given_;
    Diagnostics findings_;
};

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

private:
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
        const bool last = &one == &test.cases.back();
        std::set<std::string> wanted;
        for (const Expectation& each : one.expected) { wanted.insert(each.step->name.text); }
        std::vector<std::string> asked{wanted.begin(), wanted.end()};
        if (!last) {
            for (const DefinitionId carry : test.carries) {
                asked.push_back(full_name(rules_, carry));
            }
        }
        if (asked.empty() && (last || test.other_carries.empty())) { return; }
        // Nothing that is asked for would mean everything.
        const Outcome outcome =
            asked.empty() ? Outcome{} : calculator_.evaluate(package_name(), asked, row);
        exact_.run(test, one);
        if (!last) { keep(test, one, row, outcome); }
        if (wanted.empty()) { return; }
        if (!outcome.ok()) {
            note_faults(one, outcome);
            return;
        }
        if (!walk_.faults().empty()) {
            const ExactFault& fault = walk_.faults().front();
            note_disagreement(one.expected.front().step->span,
                              ": a value, and the fault " + fault.code + " of `" +
                                  full_name(rules_, fault.definition) + "`");
            return;
        }
        for (const Expectation& each : one.expected) { compare(one, each, outcome); }
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

    /// A fault that nobody expected: at the first value that the test expects.
    void note_faults(const PreparedCase& one, const Outcome& outcome) {
        const syntax::Span place = one.expected.front().step->span;
        for (const Fault& fault : outcome.faults) {
            const std::string row = row_text(one, Scope::contract, fault.contract);
            if (fault.code == "E102") {
                note(place, "R903", "the test lacks `" + fault.name + "`" + row,
                     "write `given " + fault.name + " = …`");
            } else {
                note(place, "R901",
                     "expected a value, computed the fault " + fault.code + ": " + fault.message +
                         row,
                     fault.help);
            }
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
        codes.erase("E102");
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
    ExactRules walk{*ruleset};
    ExactTester exact{walk};
    for (PackageId i = 0; i < ruleset->packages.size(); ++i) {
        TestChecker checker{*ruleset, i};
        TestRunner runner{*ruleset, calculator, exact, walk, i};
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
