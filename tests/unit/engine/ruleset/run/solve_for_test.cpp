#include "engine/ruleset/run/solver.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const solved_rules = R"(enum fruit { apple, pear }
input pay : EUR per payslip  range 0.00 .. 100 000.00
input picked : fruit per payslip
input children : count per payslip  range 0 .. 20
input rate_given : percent per payslip  range 0.00 % .. 100.00 %
scale tax : EUR marginal
  from 2025-01-01  source act
    above     0.00 : 10.00 %
    above 1 000.00 : 20.00 %
    above 2 000.00 : 30.00 %
scale credit : count -> EUR step
  from 2025-01-01  source act
    reaching 0 :  0.00
    reaching 1 : 10.00
    reaching 2 : 25.00
    reaching 3 : 50.00
rule net : EUR per payslip
  = pay - round(pay * 13 %) half up to 0.01
rule cost : EUR per payslip
  = pay + round(pay * 25 %) half up to 0.01
rule strict_cost : EUR per payslip
  = cost
  ensure pay >= 10.00 EUR
rule jumping : EUR per payslip
  = if pay > 1 000.00 EUR then pay + 50.00 EUR else pay
rule subsidy_lost : EUR per payslip
  = if pay < 1 000.00 EUR then pay + 200.00 EUR else pay
rule plateau : EUR per payslip
  = min(max(pay - 100.00 EUR, 0.00 EUR), 300.00 EUR)
rule falling : EUR per payslip
  = 1 000.00 EUR - pay * 50 %
rule raised : EUR per payslip
  = pay + 10.00 EUR
rule after_tax : EUR per payslip
  = pay - tax(pay)
rule by_fruit : EUR per payslip
  = if picked is pear then pay * 2 else pay * 3
rule children_credit : EUR per payslip
  = credit(children)
rule share : EUR per payslip
  = 200.00 EUR * rate_given
rule is_much : bool per payslip
  = pay > 10.00 EUR
rule fixed : EUR per payslip
  = 200.00 EUR * children
)";

Result<Solution, std::vector<Fault>> asked_for(const char* input, const char* figure,
                                               const char* target, Values values = {},
                                               const char* body = solved_rules) {
    Calculator calculator{small_rules(body)};
    return calculator.solve_for("xx.small", input, figure, number(target),
                                case_on("2026-06-30", std::move(values)));
}

Solution solved_for(const char* input, const char* figure, const char* target, Values values = {}) {
    auto found = asked_for(input, figure, target, std::move(values));
    if (!found) { UNSCOPED_INFO(found.error().at(0).message); }
    REQUIRE(found);
    return std::move(*found);
}

/// "100.00 = 87.00 (99.99: 86.99)", one for each answer; `>` reaches, `v` falls.
std::vector<std::string> answers_of(const Solution& found) {
    std::vector<std::string> all;
    for (const SolvedInput& one : found.answers) {
        all.push_back(to_string(one.input) +
                      (one.exact   ? " = "
                       : one.falls ? " v "
                                   : " > ") +
                      to_string(one.figure) +
                      (one.next_input ? " (" + to_string(*one.next_input) + ": " +
                                            to_string(*one.next_figure) + ")"
                                      : ""));
    }
    return all;
}

using Answers = std::vector<std::string>;

std::string refused_code(const char* input, const char* figure, const char* target,
                         Values values = {}) {
    auto found = asked_for(input, figure, target, std::move(values));
    REQUIRE_FALSE(found);
    return found.error().at(0).code + " " + found.error().at(0).name;
}

}  // namespace

TEST_CASE("an increasing figure has one answer, the smallest that is exact", "[ruleset][solve]") {
    // 100.00 - 13.00 = 87.00; 99.99 - 13.00 (12.9987) = 86.99.
    const Solution exact = solved_for("pay", "net", "87.00");
    CHECK(exact.increasing);
    CHECK(answers_of(exact) == Answers{"100.00 = 87.00 (99.99: 86.99)"});
    // 99.96 - 12.99 (12.9948) and 99.97 - 13.00 (12.9961) both are 86.97; 99.95 - 12.99 is 86.96.
    CHECK(answers_of(solved_for("pay", "net", "86.97")) == Answers{"99.96 = 86.97 (99.95: 86.96)"});
}

TEST_CASE("a value that is skipped has the smallest that reaches it", "[ruleset][solve]") {
    // 145.61 + 36.40 (36.4025) = 182.01; 145.62 + 36.41 (36.405) = 182.03.
    const Solution skipped = solved_for("pay", "cost", "182.02");
    CHECK(skipped.increasing);
    CHECK(answers_of(skipped) == Answers{"145.62 > 182.03 (145.61: 182.01)"});
}

TEST_CASE("a marginal scale is increasing between its rates", "[ruleset][solve]") {
    // 1 500.00 - 100.00 - 100.00 = 1 300.00; 1 499.99 - 200.00 (199.998) = 1 299.99.
    const Solution found = solved_for("pay", "after_tax", "1300.00");
    CHECK(found.increasing);
    CHECK(answers_of(found) == Answers{"1500.00 = 1300.00 (1499.99: 1299.99)"});
}

TEST_CASE("a choice by another input is decided before", "[ruleset][solve]") {
    const Solution pear = solved_for("pay", "by_fruit", "600.00", {{"picked", word("pear")}});
    CHECK(pear.increasing);
    CHECK(answers_of(pear) == Answers{"300.00 = 600.00 (299.99: 599.98)"});
    const Solution apple = solved_for("pay", "by_fruit", "600.02", {{"picked", word("apple")}});
    CHECK(answers_of(apple) == Answers{"200.01 > 600.03 (200.00: 600.00)"});
}

TEST_CASE("a jump is not proved increasing, and is found", "[ruleset][solve]") {
    // 1 000.00 gives itself, 1 000.01 gives 1 050.01.
    const Solution inside = solved_for("pay", "jumping", "1020.00");
    CHECK_FALSE(inside.increasing);
    CHECK(answers_of(inside) == Answers{"1000.01 > 1050.01 (1000.00: 1000.00)"});
    CHECK(answers_of(solved_for("pay", "jumping", "1100.00")) ==
          Answers{"1050.00 = 1100.00 (1049.99: 1099.99)"});
    CHECK(answers_of(solved_for("pay", "jumping", "1000.00")) ==
          Answers{"1000.00 = 1000.00 (999.99: 999.99)"});
}

TEST_CASE("every answer is given where a figure falls on the way", "[ruleset][solve]") {
    // 900.00 + 200.00; at 1 000.00 the 200.00 are lost; 1 100.00 gives itself.
    const Solution found = solved_for("pay", "subsidy_lost", "1100.00");
    CHECK_FALSE(found.increasing);
    CHECK(answers_of(found) == Answers{"900.00 = 1100.00 (899.99: 1099.99)",
                                       "999.99 v 1199.99 (1000.00: 1000.00)",
                                       "1100.00 = 1100.00 (1099.99: 1099.99)"});
}

TEST_CASE("of a plateau the first input is the answer", "[ruleset][solve]") {
    CHECK(answers_of(solved_for("pay", "plateau", "300.00")) ==
          Answers{"400.00 = 300.00 (399.99: 299.99)"});
    CHECK(answers_of(solved_for("pay", "plateau", "0.00")) == Answers{"0.00 = 0.00"});
    const Solution beyond = solved_for("pay", "plateau", "300.01");
    CHECK(beyond.answers.empty());
    CHECK(beyond.depends);
    CHECK(to_string(*beyond.most) == "300.00");
}

TEST_CASE("a falling figure is solved too", "[ruleset][solve]") {
    // 1 000.00 - 100.00 = 900.00; 199.99 leaves 900.005, half up 900.01.
    const Solution found = solved_for("pay", "falling", "900.00");
    CHECK_FALSE(found.increasing);
    CHECK(answers_of(found) == Answers{"200.00 = 900.00 (199.99: 900.01)"});
}

TEST_CASE("a value out of reach, above or below", "[ruleset][solve]") {
    // 100 000.00 - 13 000.00 is the most.
    const Solution above = solved_for("pay", "net", "90000.00");
    CHECK(above.answers.empty());
    CHECK(to_string(*above.most) == "87000.00");
    CHECK(to_string(*above.least) == "0.00");
    // 0.00 gives 10.00 already: it reaches 5.00, and nothing lies below it.
    CHECK(answers_of(solved_for("pay", "raised", "5.00")) == Answers{"0.00 > 10.00"});
}

TEST_CASE("rows that are rejected are no answers", "[ruleset][solve]") {
    // 10.00 + 2.50; below 10.00 the row is rejected.
    const Solution found = solved_for("pay", "strict_cost", "12.50");
    CHECK(found.increasing);
    CHECK(answers_of(found) == Answers{"10.00 = 12.50"});
    CHECK(answers_of(solved_for("pay", "strict_cost", "5.00")) == Answers{"10.00 > 12.50"});
}

TEST_CASE("counts and percentages are solved in their own steps", "[ruleset][solve]") {
    CHECK(answers_of(solved_for("children", "children_credit", "25.00")) ==
          Answers{"2 = 25.00 (1: 10.00)"});
    CHECK(answers_of(solved_for("children", "children_credit", "30.00")) ==
          Answers{"3 > 50.00 (2: 25.00)"});
    // 200.00 * 7.5 % = 15.00; the first that rounds to it gives 14.995.
    CHECK(answers_of(solved_for("rate_given", "share", "15.00")) ==
          Answers{"0.074975 = 15.00 (0.074974: 14.99)"});
}

TEST_CASE("an input of every contract is the same in each", "[ruleset][solve]") {
    Calculator calculator{
        small_rules("input pay : EUR per contract  range 0.00 .. 9 000.00\n"
                    "rule month_pay : EUR per payslip\n"
                    "  = sum of pay over contracts\n")};
    Case row = case_on("2026-06-30");
    row.contracts = {{}, {}};
    const auto even = calculator.solve_for("xx.small", "pay", "month_pay", number("101.00"), row);
    REQUIRE(even);
    CHECK(even->increasing);
    CHECK(answers_of(*even) == Answers{"50.50 = 101.00 (50.49: 100.98)"});
    const auto odd = calculator.solve_for("xx.small", "pay", "month_pay", number("100.01"), row);
    REQUIRE(odd);
    CHECK(answers_of(*odd) == Answers{"50.01 > 100.02 (50.00: 100.00)"});
}

TEST_CASE("a figure that does not read the input has no answer", "[ruleset][solve]") {
    const Solution found = solved_for("pay", "fixed", "400.00", {{"children", count_of(2)}});
    CHECK_FALSE(found.depends);
    CHECK(found.answers.empty());
    // A figure that is given reads nothing.
    CHECK_FALSE(solved_for("pay", "net", "1.00", {{"net", eur("2.00")}}).depends);
}

TEST_CASE("what cannot be solved is refused", "[ruleset][solve]") {
    CHECK(refused_code("nothing", "net", "1.00") == "R101 nothing");
    CHECK(refused_code("pay", "nothing", "1.00") == "R101 nothing");
    CHECK(refused_code("picked", "net", "1.00") == "R203 picked");
    CHECK(refused_code("cost", "net", "1.00") == "R203 cost");
    CHECK(refused_code("pay", "is_much", "1.00") == "R203 is_much");
    CHECK(refused_code("pay", "net", "1.001") == "E103 net");
    const auto far = asked_for("pay", "net", "90000000000000000.00", {});
    REQUIRE_FALSE(far);
    CHECK(far.error().at(0).message == "`net` is looked for up to 10000000000000000.00 only");
    CHECK(refused_code("pay", "by_fruit", "1.00") == "E102 picked");
    CHECK(refused_code("pay", "strict_cost", "1.00", {{"children", eur("1.50")}}) ==
          "E103 children");
    // Digits that say nothing are no decimals.
    CHECK(answers_of(solved_for("pay", "net", "87.000")).size() == 1);
}

TEST_CASE("a value that a figure touches and does not pass is found", "[ruleset][solve]") {
    const char* const touching =
        "input w : EUR per payslip  range -100.00 .. 100.00\n"
        "rule apart : EUR per payslip\n  = abs(w)\n"
        "rule apart_from : EUR per payslip\n  = abs(w - 12.34 EUR)\n"
        "rule worst : EUR per payslip\n  = max(w, 3.00 EUR - w * 2)\n"
        "rule once : EUR per payslip\n  = if w is 12.34 EUR then 77.77 EUR else 0\n";
    const auto answers = [&](const char* figure, const char* target) {
        const auto found = asked_for("w", figure, target, {}, touching);
        REQUIRE(found);
        CHECK_FALSE(found->increasing);
        return answers_of(*found);
    };
    CHECK(answers("apart", "0.00") == Answers{"0.00 = 0.00 (-0.01: 0.01)"});
    CHECK(answers("apart", "0.01") ==
          Answers{"-0.01 = 0.01 (-0.02: 0.02)", "0.01 = 0.01 (0.00: 0.00)"});
    CHECK(answers("apart_from", "0.00") == Answers{"12.34 = 0.00 (12.33: 0.01)"});
    CHECK(answers("worst", "1.00") == Answers{"1.00 = 1.00 (0.99: 1.02)"});
    CHECK(answers("once", "77.77") == Answers{"12.34 = 77.77 (12.33: 0.00)"});
    // Zero from the first value on, and again after the one that is not.
    CHECK(answers("once", "0.00") == Answers{"-100.00 = 0.00", "12.35 = 0.00 (12.34: 77.77)"});
}

TEST_CASE("every answer of a figure that goes to and fro is found", "[ruleset][solve]") {
    const char* const sawtooth =
        "input x : EUR per payslip  range 0.00 .. 100.00\n"
        "rule zig : EUR per payslip\n  = x - round(x) down to 1\n"
        "rule wide : EUR per payslip\n  = if x < 20.00 EUR then x else x - x\n"
        "rule guard : EUR per payslip\n  = x\n"
        "  ensure x < 60.00 EUR and x > 40.00 EUR\n"
        "rule islands : EUR per payslip\n  = x\n"
        "  ensure x is 12.34 EUR or x is 56.78 EUR\n";
    const auto found = [&](const char* figure, const char* target) {
        auto made = asked_for("x", figure, target, {}, sawtooth);
        REQUIRE(made);
        CHECK_FALSE(made->sampled_at);
        return std::move(*made);
    };
    // 0.99, 1.99, …, 99.99; and 0.00 at each of 0 to 100.
    const Solution cents = found("zig", "0.99");
    REQUIRE(cents.answers.size() == 100);
    CHECK(answers_of(cents)[0] == "0.99 = 0.99 (0.98: 0.98)");
    CHECK(answers_of(cents)[99] == "99.99 = 0.99 (99.98: 0.98)");
    CHECK(found("zig", "0.00").answers.size() == 101);
    const Solution never = found("zig", "1.00");
    CHECK(never.answers.empty());
    CHECK(to_string(*never.least) == "0.00");
    CHECK(to_string(*never.most) == "0.99");
    // From 20.00 on nothing is left.
    const Solution run = found("wide", "0.00");
    REQUIRE(run.answers.size() == 2);
    CHECK_FALSE(run.answers[0].until);
    CHECK(to_string(run.answers[1].input) == "20.00");
    CHECK(to_string(*run.answers[1].until) == "100.00");
    // Rows are accepted from 40.01 to 59.99.
    const Solution beyond = found("guard", "70.00");
    CHECK(beyond.answers.empty());
    CHECK(to_string(*beyond.least) == "40.01");
    CHECK(to_string(*beyond.most) == "59.99");
    CHECK(answers_of(found("guard", "30.00")) == Answers{"40.01 > 40.01"});
    CHECK(answers_of(found("islands", "56.78")) == Answers{"56.78 = 56.78"});
    CHECK(answers_of(found("islands", "20.00")) == Answers{"56.78 > 56.78"});
    CHECK(found("islands", "60.00").answers.empty());
}

TEST_CASE("each passing of the target is told, and one that roundings repeat once",
          "[ruleset][solve]") {
    const char* const passing =
        "input children : count per payslip  range 0 .. 20\n"
        "input pay : EUR per payslip  range 0.00 .. 100 000.00\n"
        "scale zig : count -> EUR step\n  from 2025-01-01  source act\n"
        "    reaching 0 : 0.00\n    reaching 1 : 10.00\n    reaching 2 : 5.00\n"
        "    reaching 3 : 20.00\n    reaching 4 : 5.00\n    reaching 6 : 20.00\n"
        "    reaching 7 : 5.00\n    reaching 8 : 10.00\n    reaching 9 : 5.00\n"
        "    reaching 12 : 20.00\n"
        "rule zigzag : EUR per payslip\n  = zig(children)\n"
        "rule gap : EUR per payslip\n"
        "  = if pay < 100.00 EUR then 50.00 EUR\n"
        "    else if pay <= 100.50 EUR then 1 000.00 EUR\n"
        "    else if pay < 300.00 EUR then 70.00 EUR else 200.00 EUR\n"
        "  ensure not (pay in { 100.00 EUR, 300.00 EUR })\n"
        "rule teeth : EUR per payslip\n"
        "  = if pay < 1 000.00 EUR then pay * 2 - round(pay) down to 0.10 else 0\n";
    const auto answers = [&](const char* input, const char* figure, const char* target) {
        const auto found = asked_for(input, figure, target, {}, passing);
        REQUIRE(found);
        CHECK_FALSE(found->sampled_at);
        return answers_of(*found);
    };
    CHECK(answers("children", "zigzag", "12.00") ==
          Answers{"3 > 20.00 (2: 5.00)", "3 v 20.00 (4: 5.00)", "6 > 20.00 (5: 5.00)",
                  "6 v 20.00 (7: 5.00)", "12 > 20.00 (11: 5.00)"});
    CHECK(answers("children", "zigzag", "10.00") ==
          Answers{"1 = 10.00 (0: 0.00)", "3 > 20.00 (2: 5.00)", "3 v 20.00 (4: 5.00)",
                  "6 > 20.00 (5: 5.00)", "6 v 20.00 (7: 5.00)", "8 = 10.00 (7: 5.00)",
                  "12 > 20.00 (11: 5.00)"});
    // 100.00 and 300.00 are rejected: the value one step below is none.
    CHECK(answers("pay", "gap", "150.00") ==
          Answers{"100.01 > 1000.00", "100.50 v 1000.00 (100.51: 70.00)", "300.01 > 200.00"});
    // 0.08 gives 0.16, 0.09 gives 0.18, 0.10 gives 0.10, 0.13 gives 0.16 again: roundings alone.
    // 999.99 * 2 - 999.90 = 1 000.08.
    CHECK(answers("pay", "teeth", "0.15") ==
          Answers{"0.08 > 0.16 (0.07: 0.14)", "999.99 v 1000.08 (1000.00: 0.00)"});
}

TEST_CASE("a figure that is rejected nearly everywhere is solved", "[ruleset][solve]") {
    const char* const narrow =
        "input pay : EUR per payslip  range 0.00 .. 100 000 000.00\n"
        "scale tax : EUR marginal\n  from 2025-01-01  source act\n"
        "    above 0.00 : 10.00 %\n    above 1 000.00 : 20.00 %\n"
        "rule half : EUR per payslip\n  = pay * 50 %\n"
        "  ensure pay > 2 400.00 EUR and pay < 3 002.00 EUR\n"
        "rule after_tax : EUR per payslip\n  = pay - tax(pay)\n"
        "  ensure pay > 60 000 000.00 EUR and pay < 60 000 002.00 EUR\n";
    const auto found = [&](const char* figure, const char* target) {
        auto made = asked_for("pay", figure, target, {}, narrow);
        REQUIRE(made);
        CHECK_FALSE(made->sampled_at);
        return std::move(*made);
    };
    // 2 599.99 * 50 % = 1 299.995, half up 1 300.00; 2 599.98 gives 1 299.99.
    CHECK(answers_of(found("half", "1300.00")) == Answers{"2599.99 = 1300.00 (2599.98: 1299.99)"});
    CHECK(answers_of(found("half", "1.00")) == Answers{"2400.01 > 1200.01"});
    // 60 000 001.00 - 100.00 - 11 999 800.20 = 48 000 100.80.
    CHECK(answers_of(found("after_tax", "48000100.80")) ==
          Answers{"60000001.00 = 48000100.80 (60000000.99: 48000100.79)"});
    // 60 000 001.99 - 100.00 - 11 999 800.398 (half up .40) = 48 000 101.59.
    const Solution beyond = found("after_tax", "50000000.00");
    CHECK(beyond.answers.empty());
    CHECK(to_string(*beyond.most) == "48000101.59");
}

TEST_CASE("what is proved to lie elsewhere is not looked at", "[ruleset][solve]") {
    // Ten thousand million values: all but few are left out by the bounds of the figure.
    const char* const large =
        "input x : EUR per payslip  range 0.00 .. 100 000 000.00\n"
        "rule lost : EUR per payslip\n"
        "  = if x < 1 000.00 EUR then x + 200.00 EUR else x\n"
        "rule zig : EUR per payslip\n  = x - round(x) down to 1\n";
    const auto lost = asked_for("x", "lost", "1100.00", {}, large);
    REQUIRE(lost);
    CHECK_FALSE(lost->sampled_at);
    CHECK(answers_of(*lost) == Answers{"900.00 = 1100.00 (899.99: 1099.99)",
                                       "999.99 v 1199.99 (1000.00: 1000.00)",
                                       "1100.00 = 1100.00 (1099.99: 1099.99)"});
    // A sawtooth is proved never to give 5.00. It gives 0.50 in a hundred million places, too many
    // to look at them all: one value in each 100 000 000.00 / 255 is.
    const auto never = asked_for("x", "zig", "5.00", {}, large);
    REQUIRE(never);
    CHECK_FALSE(never->sampled_at);
    CHECK(never->answers.empty());
    const auto often = asked_for("x", "zig", "0.50", {}, large);
    REQUIRE(often);
    REQUIRE(often->sampled_at);
    CHECK(to_string(*often->sampled_at) == "392156.86");
}

TEST_CASE("a fraction is not solved for", "[ruleset][solve]") {
    const char* const parts =
        "input part : fraction per payslip  range 0.01 .. 1\n"
        "rule paid : EUR per payslip\n  = 100.00 EUR * part\n";
    const auto refused = asked_for("part", "paid", "3.00", {}, parts);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().at(0).message ==
          "`part` is a fraction: between two of them lies always another, so there is no end of "
          "values to try");
    CHECK(refused.error().at(0).help ==
          "give `part` in the row, and solve for a number with decimals");
}

TEST_CASE("crossings see a figure that turns between two samples", "[ruleset][solve]") {
    const TrialFunction tent = [](std::int64_t x) -> std::optional<std::int64_t> {
        if (x == 7) { return std::nullopt; }
        return x <= 50 ? x : 100 - x;
    };
    const auto found = crossings({{0, tent(0)}, {50, tent(50)}, {100, tent(100)}}, 30, 0, tent);
    REQUIRE(found.size() == 2);
    CHECK(found[0].input == 30);
    CHECK(found[1].input == 70);
    CHECK(crossings({}, 30, 0, tent).empty());
    CHECK(crossings({{0, tent(0)}, {20, tent(20)}}, 30, 0, tent).empty());
}
