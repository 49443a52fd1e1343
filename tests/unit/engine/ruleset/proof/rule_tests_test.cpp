#include "engine/ruleset/proof/rule_tests.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using namespace mutua::ruleset;

namespace {

const std::string colour_shop =
    "package xx.shop\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "  rounding EUR half up to 0.01\n"
    "source act \"Invented act\" url \"https://example.org\"\n"
    "enum kind { blue, white }\n"
    "input price : EUR per contract  range 0.00 .. 1 000.00\n"
    "input colour : kind per contract  default blue\n"
    "param rate : percent\n"
    "  from 2026-01-01 = 5.00 %  source act\n"
    "rule fee : EUR per contract\n"
    "  output\n"
    "  applies when price > 1.00 EUR\n"
    "  = price * rate  source act\n"
    "  ensure fee <= 40.00 EUR else \"a fee is at most 40.00\"\n"
    "rule total : EUR per payslip\n"
    "  output\n"
    "  = sum of fee over contracts\n";

/// Lines after `colour_shop` begin with line 19.
TestReport tested(const std::string& tests) {
    const CheckReport report =
        check({{"xx/shop.rules", colour_shop + tests}}, *parse_date("2026-06-30"));
    std::string wrong;
    for (const Diagnostic& one : report.findings) {
        if (one.severity == Severity::error) { wrong += to_string(one); }
    }
    CHECK(wrong.empty());
    REQUIRE(report.ruleset != nullptr);
    return run_tests(report.ruleset);
}

std::string lines_of(const TestReport& report) {
    std::string text;
    for (const Diagnostic& one : report.findings) {
        text += std::to_string(one.where.line) + ":" + std::to_string(one.where.column) + " " +
                one.code + " " + one.message + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("a test of rules passes only when every value is equal to the cent", "[ruleset][tests]") {
    // 10.10 * 5 % = 0.505 -> 0.51; 20.00 * 5 % = 1.00
    const TestReport report = tested(
        "test \"two contracts\" on 2026-06-30\n"
        "  given contract a : price = 10.10\n"
        "  given contract b : price = 20.00\n"
        "  expect contract a : fee = 0.51\n"
        "  expect contract b : fee = 1.00\n"
        "  expect total = 1.51\n"
        "test \"a cent off\" on 2026-06-30\n"
        "  given price = 10.10\n"
        "  expect fee = 0.50, total = 0.51\n");
    CHECK(report.passed == 1);
    CHECK(report.failed == 1);
    CHECK(lines_of(report) == "27:10 R901 `fee`: expected 0.50, computed 0.51\n");
}

TEST_CASE("what does not apply is not a zero", "[ruleset][tests]") {
    const TestReport report = tested(
        "test \"too small\" on 2026-06-30\n"
        "  given price = 1.00\n"
        "  expect fee not applicable\n"
        "test \"large enough\" on 2026-06-30\n"
        "  given price = 1.01\n"
        "  expect fee not applicable\n");
    CHECK(lines_of(report) == "24:10 R901 `fee`: expected not applicable, computed 0.05\n");
    CHECK(report.passed == 1);
}

TEST_CASE("a difference names the row it is in", "[ruleset][tests]") {
    const TestReport report = tested(
        "test \"two contracts\" on 2026-06-30\n"
        "  given contract a : price = 10.00\n"
        "  given contract b : price = 20.00\n"
        "  expect contract b : fee = 2.00\n");
    CHECK(lines_of(report) == "22:23 R901 `fee` (contract b): expected 2.00, computed 1.00\n");
}

TEST_CASE("faults are expected by their code, and told when nobody expects them",
          "[ruleset][tests]") {
    const TestReport report = tested(
        "test \"the guarantee is tested\" on 2026-06-30\n"
        "  given price = 900.00\n"
        "  expect fault E401\n"
        "test \"outside the range\" on 2026-06-30\n"
        "  given price = 1 000.01\n"
        "  expect fault E101\n"
        "test \"no fault at all\" on 2026-06-30\n"
        "  given price = 10.00\n"
        "  expect fault E401\n"
        "test \"a fault instead of a value\" on 2026-06-30\n"
        "  given price = 900.00\n"
        "  expect fee = 45.00\n");
    CHECK(report.passed == 2);
    CHECK(report.failed == 2);
    REQUIRE(report.findings.size() == 2);
    CHECK(report.findings[0].message == "expected the fault E401, computed none");
    CHECK(report.findings[0].where.line == 27);
    CHECK(report.findings[1].message.find("computed the fault E401") != std::string::npos);
    CHECK(report.findings[1].where.line == 30);
}

TEST_CASE("an input that a test forgets is named", "[ruleset][tests]") {
    const TestReport report = tested("test \"empty\" on 2026-06-30\n  expect fee = 0.00\n");
    CHECK(lines_of(report) == "20:10 R903 the test lacks `price`\n");
    CHECK(report.findings.at(0).help == "write `given price = …`");
}

TEST_CASE("a figure that is given is not computed", "[ruleset][tests]") {
    CHECK(lines_of(tested("test \"given\" on 2026-06-30\n"
                          "  given fee = 7.00\n"
                          "  expect total = 7.00\n"))
              .empty());
}

TEST_CASE("names and values that mean nothing are told without running the test",
          "[ruleset][tests]") {
    const TestReport report = tested(
        "test \"slips\" on work_ends 2026-06-30\n"
        "  given prise = 1.00, colour = bleu, price = yes, rate = 5 %\n"
        "  given shop a : price = 1.00\n"
        "  expect fees = 1.00, fee = 1.00 EUR/month\n");
    CHECK(report.failed == 1);
    CHECK(lines_of(report) ==
          "19:17 R106 there is no clock `work_ends`\n"
          "20:9 R101 nothing is called `prise` here\n"
          "20:32 R105 `colour`: `bleu` is no item of `kind`\n"
          "20:46 R203 `price`: expected EUR, found `yes` or `no`\n"
          "20:51 R902 `rate` is no input and no rule, so a test cannot give it\n"
          "21:9 R106 there is no scope `shop`\n"
          "22:10 R101 nothing is called `fees` here\n"
          "22:29 R202 `fee`: the value is in EUR/month, declared is EUR\n");
}

TEST_CASE("a value that no row can hold is told once, where it is given", "[ruleset][tests]") {
    CHECK(lines_of(tested("test \"too fine\" on 2026-06-30\n"
                          "  given price = 100.001\n"
                          "  expect fee = 5.00\n"
                          "test \"too large\" on 2026-06-30\n"
                          "  given price = 1 000.01\n"
                          "  expect fee = 50.00\n"
                          "test \"a rule, too fine\" on 2026-06-30\n"
                          "  given fee = 7.005\n"
                          "  expect total = 7.00\n"
                          "test \"no whole number of cents\" on 2026-06-30\n"
                          "  given price = 10/3\n"
                          "  expect fee = 0.17\n")) ==
          "20:17 R202 `price`: the value has more decimals than the 2 that are kept\n"
          "23:17 E101 `price`: the value lies outside the range\n"
          "26:15 R202 `fee`: the value has more decimals than the 2 that are kept\n"
          "29:17 R202 `price`: the value has more decimals than the 2 that are kept\n");
}

TEST_CASE("a test writes an amount in its unit, and gives it once", "[ruleset][tests]") {
    CHECK(lines_of(tested("test \"a percentage\" on 2026-06-30\n"
                          "  given price = 5 %\n"
                          "  expect fee = 100 %\n"
                          "test \"twice\" on 2026-06-30\n"
                          "  given price = 1.00, price = 2.00\n"
                          "  expect fee = 0.10\n"
                          "test \"for all, and otherwise for one\" on 2026-06-30\n"
                          "  given price = 10.00\n"
                          "  given contract a : price = 20.00\n"
                          "  expect contract a : fee = 1.00\n")) ==
          "20:17 R202 `price`: the value is a percentage, declared is EUR\n"
          "21:16 R202 `fee`: the value is a percentage, declared is EUR\n"
          "23:23 R013 `price` is given twice\n");
}

TEST_CASE("the steps of a test go on in time", "[ruleset][tests]") {
    const TestReport report = tested(
        "test \"back\" on 2026-06-30\n"
        "  given price = 10.00\n"
        "  expect fee = 0.50\n"
        "  then on 2026-05-31\n"
        "  given price = 10.00\n"
        "  expect fee = 0.50\n"
        "test \"paid before\" on work_end 2026-06-30, payment_date 2026-07-05\n"
        "  given price = 10.00\n"
        "  then on work_end 2026-06-30, payment_date 2026-07-04\n"
        "  given price = 10.00\n"
        "  expect fee = 0.50\n"
        "test \"paid later\" on work_end 2026-06-30, payment_date 2026-07-05\n"
        "  given price = 10.00\n"
        "  then on work_end 2026-06-30, payment_date 2026-07-06\n"
        "  given price = 10.00\n"
        "  then on work_end 2026-06-30, payment_date 2026-07-06\n"
        "  given price = 10.00\n"
        "  expect fee = 0.50\n");
    CHECK(lines_of(report) ==
          "22:11 R403 `then` goes on in time: work_end 2026-05-31 lies before "
          "work_end 2026-06-30\n"
          "27:11 R403 `then` goes on in time: payment_date 2026-07-04 lies before "
          "payment_date 2026-07-05\n");
    CHECK(report.passed == 1);
}

namespace {

const std::string savings =
    "package xx.savings\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "source act \"Invented act\" url \"https://example.org\"\n"
    "input gain : EUR per contract  range 0.00 .. 1 000.00\n"
    "input loss : EUR per contract  range 0.00 .. 1 000.00\n"
    "carry saved : EUR per contract keyed by contract  range 0.00 .. 12 000.00\n"
    "  = prior saved + gain\n"
    "  reset each civil_year\n"
    "carry lost : EUR per contract keyed by contract  range 0.00 .. 12 000.00\n"
    "  = prior lost + loss\n"
    "  reset each civil_year\n"
    "rule purse : EUR per contract\n"
    "  output\n"
    "  = saved\n"
    "  ensure purse <= 500.00 EUR else \"the purse is full\"\n"
    "rule hole : EUR per contract\n"
    "  output\n"
    "  = lost\n";

/// What differs in tests that stand after `savings`: lines begin with line 20.
std::string lines_of_savings(const std::string& tests) {
    const CheckReport report =
        check({{"xx/savings.rules", savings + tests}}, *parse_date("2026-06-30"));
    REQUIRE(report.ruleset != nullptr);
    return lines_of(run_tests(report.ruleset));
}

}  // namespace

TEST_CASE("a carry set for one row leaves the chains of the others alone", "[ruleset][tests]") {
    // a: 50.00 set anew + 1.00; b goes on: 20.00 + 2.00
    CHECK(lines_of_savings("test \"one set anew\" on 2026-01-31\n"
                           "  given contract a : gain = 10.00\n"
                           "  given contract b : gain = 20.00\n"
                           "  expect contract a : purse = 10.00\n"
                           "  then on 2026-02-28\n"
                           "  given contract a : gain = 1.00, prior saved = 50.00\n"
                           "  given contract b : gain = 2.00\n"
                           "  expect contract a : purse = 51.00\n"
                           "  expect contract b : purse = 22.00\n")
              .empty());
}

TEST_CASE("a chain that expects a fault needs no carry that the test does not read",
          "[ruleset][tests]") {
    // 300.00 and 300.00 are more than 500.00; `loss` is never given.
    CHECK(lines_of_savings("test \"full\" on 2026-01-31\n"
                           "  given gain = 300.00\n"
                           "  expect purse = 300.00\n"
                           "  then on 2026-02-28\n"
                           "  given gain = 300.00\n"
                           "  expect fault E401\n"
                           "  then on 2026-03-31\n"
                           "  given gain = 0.00\n"
                           "  expect fault E401\n"
                           "  expect saved = 600.00\n"
                           "test \"full, with faults alone\" on 2026-01-31\n"
                           "  given gain = 300.00\n"
                           "  then on 2026-02-28\n"
                           "  given gain = 200.01\n"
                           "  expect fault E401\n")
              .empty());
}

TEST_CASE("an amending package tests the bound of the rule that it amends", "[ruleset][tests]") {
    const std::string harbour =
        "package xx.harbour\n"
        "  dated by work_end\n"
        "  covers 2026-01-01 .. 2026-12-31\n"
        "  rounding EUR half up to 0.01\n"
        "source act \"Invented act\" url \"https://example.org\"\n"
        "input agreement : code per contract profile\n"
        "input load : EUR per contract  range 0.00 .. 1 000.00\n"
        "param toll : percent\n"
        "  from 2026-01-01 = 10.00 %  source act\n"
        "rule tolls : EUR per contract\n"
        "  open to committee at least\n"
        "  output\n"
        "  = load * toll  source act\n";
    const std::string guild =
        "package xx.guild\n"
        "  dated by work_end\n"
        "  layer committee when agreement is \"guild\"\n"
        "  covers 2026-01-01 .. 2026-12-31\n"
        "use xx.harbour\n"
        "source deal \"Invented deal\" url \"https://example.org\"\n"
        "input offer : EUR per contract  range 0.00 .. 1 000.00\n"
        "amend tolls\n"
        "  from 2026-01-01\n"
        "    exception offered when offer > 0.00 EUR = offer  source deal\n"
        "test \"an offer below the law\" on 2026-06-30\n"
        "  given agreement = \"guild\", load = 100.00, offer = 9.99\n"
        "  expect fault E302\n"
        "test \"an offer of the law\" on 2026-06-30\n"
        "  given agreement = \"guild\", load = 100.00, offer = 10.00\n"
        "  expect tolls = 10.00\n";
    const CheckReport report = check({{"xx/guild.rules", guild}, {"xx/harbour.rules", harbour}},
                                     *parse_date("2026-06-30"));
    REQUIRE(report.ruleset != nullptr);
    CHECK(lines_of(run_tests(report.ruleset)).empty());
}

TEST_CASE("a package without rules expects the faults of those that it uses", "[ruleset][tests]") {
    // 900.00 * 5 % = 45.00 is more than the 40.00 that `fee` allows; 800.00 * 5 % is just that.
    const std::string history =
        "package xx.history\n"
        "  dated by work_end\n"
        "  covers 2026-01-01 .. 2026-12-31\n"
        "use xx.shop\n"
        "test \"too much\" on 2026-06-30\n"
        "  given price = 900.00\n"
        "  expect fault E401\n"
        "test \"just allowed\" on 2026-06-30\n"
        "  given price = 800.00\n"
        "  expect fault E401\n";
    const CheckReport report = check(
        {{"xx/shop.rules", colour_shop}, {"xx/history.rules", history}}, *parse_date("2026-06-30"));
    REQUIRE(report.ruleset != nullptr);
    CHECK(lines_of(run_tests(report.ruleset)) ==
          "10:10 R901 expected the fault E401, computed none\n");
}

TEST_CASE("a worked period does not end before it begins", "[ruleset]") {
    const CheckReport checked =
        check({{"xx/small.rules",
                "package xx.small\n  dated by work_end\n  covers 2026-01-01 .. 2026-12-31\n"
                "input pay : EUR per payslip  range 0.00 .. 10.00\n"
                "rule kept : EUR per payslip\n  output\n  = pay\n"
                "test \"t\" on work_start 2026-06-30, work_end 2026-06-01\n"
                "  given pay = 1.00\n  expect kept = 1.00\n"}},
              *parse_date("2026-06-30"));
    REQUIRE(checked.ruleset != nullptr);
    const TestReport report = run_tests(checked.ruleset);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].code == "R403");
    CHECK(report.findings[0].where.line == 8);
    CHECK(report.findings[0].where.column == 13);
}

TEST_CASE("a row that only an `expect` names is a slip", "[ruleset][tests]") {
    const std::string per_client =
        "input extra : EUR per client  range 0.00 .. 9.00  default 0.00\n"
        "rule bill : EUR per client\n"
        "  output\n"
        "  = sum of price over contracts + extra\n";
    // 5.00 + 0.00: the client of contract a, who is named by its `of` alone.
    const TestReport right = tested(per_client +
                                    "test \"named by of\" on 2026-06-30\n"
                                    "  given contract a of client shop : price = 5.00\n"
                                    "  expect client shop : bill = 5.00\n"
                                    "test \"named before\" on 2026-06-30\n"
                                    "  given contract a : price = 10.00\n"
                                    "  expect contract a : fee = 0.50\n"
                                    "  then on 2026-07-31\n"
                                    "  given price = 20.00\n"
                                    "  expect contract a : fee = 1.00\n");
    CHECK(lines_of(right).empty());
    CHECK(right.passed == 2);
    const TestReport wrong = tested(per_client +
                                    "test \"slips\" on 2026-06-30\n"
                                    "  given contract a of client shop : price = 5.00\n"
                                    "  expect client stop : bill = 0.00, extra = 0.00\n"
                                    "  expect contract aa : fee not applicable\n"
                                    "  expect contract a of client cellar : fee = 0.25\n"
                                    "test \"no row at all\" on 2026-06-30\n"
                                    "  given price = 5.00\n"
                                    "  expect contract a : fee = 0.25\n");
    CHECK(lines_of(wrong) ==
          "25:10 R101 no `given` of this test names `client stop`\n"
          "26:10 R101 no `given` of this test names `contract aa`\n"
          "27:24 R101 no `given` of this test names `client cellar`\n"
          "30:10 R101 no `given` of this test names `contract a`\n");
    REQUIRE(wrong.findings.size() == 4);
    CHECK(wrong.findings[0].help == "did you mean `client shop`?");
    CHECK(wrong.findings[1].help == "did you mean `contract a`?");
    CHECK(wrong.findings[2].help == "did you mean `client shop`?");
    CHECK(wrong.findings[3].help == "name it where its values are given: `given contract a : …`");
    CHECK(wrong.failed == 2);
}

TEST_CASE("an item of an enum in its place is named once", "[ruleset][tests]") {
    CHECK(lines_of(tested("input size : enum { small, large } per contract  default small\n"
                          "rule is_small : bool per contract\n"
                          "  output\n"
                          "  = size is small\n"
                          "test \"no such size\" on 2026-06-30\n"
                          "  given size = smal\n"
                          "  expect is_small = yes\n")) ==
          "24:16 R105 `size`: `smal` is no item of `size`\n");
}

TEST_CASE("a test sets each clock once", "[ruleset][tests]") {
    CHECK(lines_of(tested("test \"two ends\" on work_end 2026-01-31, work_end 2026-02-28\n"
                          "  given price = 10.00\n"
                          "  expect fee = 0.50\n")) == "19:41 R013 `work_end` is set twice\n");
}

TEST_CASE("a test that expects nothing is neither passed nor failed", "[ruleset][tests]") {
    const std::string idle =
        "test \"nothing\" on 2026-06-30\n"
        "test \"given alone\" on 2026-06-30\n"
        "  given price = 10.00\n";
    const TestReport report = tested(idle +
                                     "test \"a fault is expected too\" on 2026-06-30\n"
                                     "  given price = 1 000.00\n"
                                     "  expect fault E401\n");
    CHECK(lines_of(report) ==
          "19:1 R907 this test expects nothing\n"
          "20:1 R907 this test expects nothing\n");
    CHECK(report.passed == 1);
    CHECK(report.failed == 0);
    CHECK(report.idle == 2);
    const CheckReport checked =
        check({{"xx/shop.rules", colour_shop + idle}}, *parse_date("2026-06-30"));
    REQUIRE(checked.ruleset != nullptr);
    CHECK(check_tests(checked.ruleset).size() == 2);
    CHECK_FALSE(has_error(check_tests(checked.ruleset)));
}

TEST_CASE("inputs that tests lack are found without the exact walk", "[ruleset][tests]") {
    const std::string tests =
        "test \"no price\" on 2026-06-30\n"
        "  expect total = 0.51\n"
        "test \"another value is no lack\" on 2026-06-30\n"
        "  given price = 10.10\n"
        "  expect total = 0.52\n"
        "test \"a slip is told elsewhere\" on 2026-06-30\n"
        "  expect totals = 0.51\n";
    const CheckReport checked =
        check({{"xx/shop.rules", colour_shop + tests}}, *parse_date("2026-06-30"));
    REQUIRE(checked.ruleset != nullptr);
    const Diagnostics found = missing_inputs(checked.ruleset);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "R903");
    CHECK(found[0].message == "the test lacks `price`");
    CHECK(found[0].where.line == 20);
}
