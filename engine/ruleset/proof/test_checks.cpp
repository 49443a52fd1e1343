#include "engine/ruleset/proof/test_checks.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/proof/test_case.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace mutua::ruleset {

namespace {

using syntax::TestCase;
using syntax::TestStep;

bool is_given(const TestStep& step) {
    return step.kind == TestStep::Kind::given || step.kind == TestStep::Kind::given_prior;
}

/// Looks through one test without running it.
class TestChecker {
public:
    TestChecker(const CheckedRuleset& rules, PackageId package)
        : rules_{rules}, package_{package} {}

    Diagnostics check(const syntax::Test& test) {
        const TestCase* before = nullptr;
        for (const TestCase& one : test.cases) {
            check_clocks(one);
            if (before != nullptr) { check_order(*before, one); }
            check_case(one);
            before = &one;
        }
        if (!expects_something(test)) { warn_of_no_expect(test); }
        return std::move(findings_);
    }

private:
    void note(syntax::Span span, const char* code, std::string message, std::string help = "") {
        findings_.push_back(diagnostic_at(rules_.files, span, Severity::error, code,
                                          std::move(message), std::move(help)));
    }

    /// At the first line of the test.
    void warn_of_no_expect(const syntax::Test& test) {
        const std::string_view text = text_of(rules_.files, test.span);
        const auto line = static_cast<std::uint32_t>(std::min(text.find('\n'), text.size()));
        findings_.push_back(diagnostic_at(rules_.files,
                                          {test.span.file, test.span.begin, test.span.begin + line},
                                          Severity::warning, "R907", "this test expects nothing",
                                          "add `expect FIGURE = …`, or remove the test"));
    }

    void check_clocks(const TestCase& one) {
        std::set<std::string_view> set;
        for (const syntax::ClockSetting& setting : one.clocks) {
            check_clock(setting);
            if (!setting.clock || set.insert(setting.clock->text).second) { continue; }
            note(setting.span, "R013", "`" + setting.clock->text + "` is set twice",
                 "keep one of the two days");
        }
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
        told_row_ = 0;
        for (const TestStep& step : one.steps) {
            if (is_given(step)) { add_rows(step); }
        }
        for (const TestStep& step : one.steps) { check_step(step); }
    }

    void add_rows(const TestStep& step) {
        if (step.row_name) { known_rows_.push_back(row_text(*step.row_scope, *step.row_name)); }
        for (const auto& [scope, name] : step.owners) {
            known_rows_.push_back(row_text(scope, name));
        }
    }

    static std::string row_text(const syntax::Name& scope, const syntax::Name& name) {
        return scope.text + " " + name.text;
    }

    /// A row that an `expect` alone names has nothing that the author gave: a slip of the pen.
    void check_expected_rows(const TestStep& step) {
        if (!step.row_name || step.row_name->span.begin == told_row_) { return; }
        told_row_ = step.row_name->span.begin;
        check_expected_row(*step.row_scope, *step.row_name);
        for (const auto& [scope, name] : step.owners) { check_expected_row(scope, name); }
    }

    void check_expected_row(const syntax::Name& scope, const syntax::Name& name) {
        const auto known = parse_scope(scope.text);
        if (known != Scope::contract && known != Scope::client) { return; }
        const std::string row = row_text(scope, name);
        if (std::find(known_rows_.begin(), known_rows_.end(), row) != known_rows_.end()) { return; }
        note({scope.span.file, scope.span.begin, name.span.end}, "R101",
             "no `given` of this test names `" + row + "`", row_repair(scope, row));
    }

    [[nodiscard]] std::string row_repair(const syntax::Name& scope, const std::string& row) const {
        std::vector<std::string> rows;
        for (const std::string& one : known_rows_) {
            if (one.starts_with(scope.text + " ")) { rows.push_back(one); }
        }
        const std::string near = did_you_mean(row, rows);
        if (!near.empty() || rows.empty()) {
            return near.empty() ? "name it where its values are given: `given " + row + " : …`"
                                : near;
        }
        return "did you mean `" + rows.front() + "`?";
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
        if (!is_given(step)) { check_expected_rows(step); }
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
    std::vector<std::string> known_rows_;  ///< "contract a", in the steps of the test so far
    std::uint32_t told_row_ = 0;           ///< where the row that was looked at last is named
    Diagnostics findings_;
};

}  // namespace

Diagnostics check_test(const CheckedRuleset& rules, PackageId package, const syntax::Test& test) {
    return TestChecker{rules, package}.check(test);
}

bool expects_something(const syntax::Test& test) {
    return std::any_of(test.cases.begin(), test.cases.end(), [](const TestCase& one) {
        return !std::all_of(one.steps.begin(), one.steps.end(), is_given);
    });
}

}  // namespace mutua::ruleset
