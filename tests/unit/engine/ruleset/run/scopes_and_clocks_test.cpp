#include "engine/ruleset/proof/verify.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const contracts = R"(input category : enum { white, blue } per payslip
input pay : EUR per contract  range 0.00 .. 1 000.00
input hours : hour per contract  range 0.00 .. 200.00  default 1.00
input full_time : hour per payslip  range 1.00 .. 200.00  default total_hours

rule base : EUR per contract
  = if category is blue then pay * 110 % else pay
rule month_base : EUR per payslip
  = sum of base over contracts
rule total_hours : hour per payslip
  = sum of hours over contracts
rule count_long : count per payslip
  = count of contracts where (hours > 10.00 hour)
rule pay_of_long : EUR per payslip
  = sum of pay over contracts where (hours > 10.00 hour)
rule highest : EUR per payslip
  = max of pay over contracts
rule lowest_long : EUR per payslip
  = min of pay over contracts where (hours > 10.00 hour)
rule any_zero : bool per payslip
  = any of (pay is 0) over contracts
rule all_long : bool per payslip
  = all of (hours > 10.00 hour) over contracts
rule hourly_long : EUR per payslip
  = sum of (round(pay * 1 hour / hours) half up to 0.01) over contracts where (hours > 10.00 hour)
rule share : EUR per contract
  = month_base * hours / full_time
  ensure share <= 1 000.00 EUR
)";

}  // namespace

TEST_CASE("contracts read their payslip, and payslips sum their contracts", "[ruleset]") {
    Calculator calculator{small_rules(contracts)};
    Case row = case_on("2026-06-30", {{"category", word("blue")}});
    row.contracts = {{{"pay", eur("600.00")}, {"hours", number("30.00")}},
                     {{"pay", eur("500.05")}, {"hours", number("10.00")}}};
    CHECK(figure_of(calculator, "base", row, 0) == "660.00");
    CHECK(figure_of(calculator, "base", row, 1) == "550.06");  // 550.055, a tie
    CHECK(figure_of(calculator, "month_base", row) == "1210.06");
    CHECK(figure_of(calculator, "total_hours", row) == "40.00");
    CHECK(figure_of(calculator, "count_long", row) == "1");
    CHECK(figure_of(calculator, "pay_of_long", row) == "600.00");
    CHECK(figure_of(calculator, "highest", row) == "600.00");
    CHECK(figure_of(calculator, "lowest_long", row) == "600.00");
    CHECK(figure_of(calculator, "any_zero", row) == "no");
    CHECK(figure_of(calculator, "all_long", row) == "no");
    CHECK(figure_of(calculator, "hourly_long", row) == "20.00");
    CHECK(figure_of(calculator, "share", row, 0) == "907.55");  // 1 210.06 * 3 / 4 = 907.545
    CHECK(figure_of(calculator, "share", row, 1) == "302.52");  // 302.515
}

TEST_CASE("what is common goes to every contract, and one contract is made of it alone",
          "[ruleset]") {
    Calculator calculator{small_rules(contracts)};
    Case row = case_on("2026-06-30", {{"category", word("white")}, {"pay", eur("100.00")}});
    CHECK(figure_of(calculator, "month_base", row) == "100.00");
    row.contracts = {{}, {{"pay", eur("50.00")}}, {}};
    CHECK(figure_of(calculator, "month_base", row) == "250.00");
    CHECK(figure_of(calculator, "pay_of_long", row) == "0.00");
    CHECK(figure_of(calculator, "lowest_long", row) == "0.00");
}

TEST_CASE("an input that some contracts give is missing or default in the others", "[ruleset]") {
    Calculator calculator{small_rules(contracts)};
    Case row = case_on("2026-06-30", {{"category", word("white")}});
    row.contracts = {{{"pay", eur("10.00")}, {"hours", number("12.00")}}, {{"pay", eur("5.00")}}};
    CHECK(figure_of(calculator, "total_hours", row) == "13.00");
    row.contracts[1].erase("pay");
    const Outcome outcome = calculator.evaluate("xx.small", {"month_base"}, row);
    CHECK(faults_of(outcome) == std::vector<std::string>{"E102 pay @1"});
}

TEST_CASE("a figure may be given for one contract and computed for the other", "[ruleset]") {
    Calculator calculator{small_rules(contracts)};
    Case row = case_on("2026-06-30", {{"category", word("white")}});
    row.contracts = {{{"base", eur("7.77")}}, {{"pay", eur("5.00")}}};
    const Outcome outcome = calculator.evaluate("xx.small", {"base", "month_base"}, row);
    REQUIRE(outcome.ok());
    CHECK(outcome.at("base", 0).given);
    CHECK_FALSE(outcome.at("base", 1).given);
    CHECK(to_string(outcome.at("month_base").value) == "12.77");
}

TEST_CASE("a fault of one contract names it", "[ruleset]") {
    Calculator calculator{small_rules(contracts)};
    Case row = case_on("2026-06-30", {{"category", word("white")}, {"full_time", number("1.00")}});
    row.contracts = {{{"pay", eur("500.00")}}, {{"pay", eur("100.00")}, {"hours", number("2.00")}}};
    const Outcome outcome = calculator.evaluate("xx.small", {"share"}, row);
    CHECK(faults_of(outcome) == std::vector<std::string>{"E401 share @1"});
}

TEST_CASE("two clocks choose versions apart from each other", "[ruleset]") {
    const std::string social = package_head("xx.social") +
                               "input pay : EUR per payslip  range 0.00 .. 10 000.00\n"
                               "param rate : percent\n"
                               "  from 2025-01-01 = 10.00 %  source act\n"
                               "  from 2026-07-01 = 10.50 %  source act\n"
                               "rule due : EUR per payslip\n  = pay * rate\n";
    const std::string tax = package_head("xx.small", "payment_date") +
                            "use xx.social\n"
                            "param tax_rate : percent\n"
                            "  from 2025-01-01 = 20.00 %  source act\n"
                            "  from 2026-07-01 = 30.00 %  source act\n"
                            "rule tax : EUR per payslip\n"
                            "  from 2025-01-01 = (pay - due) * tax_rate\n"
                            "  from 2027-01-01 = (pay - due) * tax_rate + 1.00 EUR\n"
                            "rule at_start_of_year : percent per payslip\n"
                            "  = rate at start of year of payment_date\n"
                            "rule at_payment : percent per payslip\n"
                            "  = rate at payment_date\n"
                            "rule at_a_day : percent per payslip\n"
                            "  = rate at 2026-06-30\n";
    const CheckReport report = checked({{"xx/social.rules", social}, {"xx/small.rules", tax}});
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    Calculator calculator{report.ruleset};
    Case row = case_on("2026-06-30", {{"pay", eur("1000.00")}});
    CHECK(figure_of(calculator, "tax", row) == "180.00");
    row.clocks.payment_date = *parse_date("2026-07-05");
    CHECK(figure_of(calculator, "tax", row) == "270.00");  // worked in June, paid in July
    CHECK(figure_of(calculator, "at_payment", row) == "0.105000");
    CHECK(figure_of(calculator, "at_start_of_year", row) == "0.100000");
    CHECK(figure_of(calculator, "at_a_day", row) == "0.100000");
    row.clocks = Clocks::all(*parse_date("2026-12-31"));
    CHECK(figure_of(calculator, "tax", row) == "268.50");  // 895.00 * 30 %
    row.clocks.payment_date = *parse_date("2027-01-05");
    CHECK(figure_of(calculator, "tax", row) == "269.50");
    CHECK(figure_of(calculator, "at_start_of_year", row) == "0.105000");
    row.clocks.payment_date = *parse_date("2028-01-01");
    CHECK(figure_of(calculator, "tax", row) == "E201 payment_date");
}

TEST_CASE("versions end and are indexed as they are written", "[ruleset]") {
    Calculator calculator{small_rules(
        "param index : ratio(4)\n"
        "  from 2025-01-01 = 1.0000  source act\n"
        "  from 2026-03-01 = 1.0200  source act provisional\n"
        "param day_amount : EUR/day\n"
        "  from 2025-01-01 = 4.03  source act\n"
        "  from 2026-03-01 = previous * index at 2026-03-01 round half up to 0.01  source act\n"
        "param relief : { floor, most : EUR; slope : ratio }\n"
        "  from 2025-01-01 = { floor: 1 000.00, most: 100.00, slope: 0.2000 }  source act\n"
        "  from 2027-01-01 = { floor: previous * 2, most: previous, slope: previous / 3 }\n"
        "                    round half up to 0.01  source act\n")};
    CHECK(figure_of(calculator, "day_amount", case_on("2026-02-28")) == "4.03");
    CHECK(figure_of(calculator, "day_amount", case_on("2026-03-31")) == "4.11");  // 4.1106
    CHECK(figure_of(calculator, "relief.floor", case_on("2026-03-31")) == "1000.00");
    CHECK(figure_of(calculator, "relief.floor", case_on("2027-03-31")) == "2000.00");
    CHECK(figure_of(calculator, "relief.slope", case_on("2027-03-31")) == "0.070000");
    CHECK(figure_of(calculator, "index", case_on("2026-03-31")) == "1.0200");
}

TEST_CASE("what is made of a provisional figure is provisional", "[ruleset]") {
    const std::string body =
        "param index : ratio(4)\n"
        "  from 2025-01-01 = 1.0000  source act\n"
        "  from 2026-03-01 = 1.0200  source act provisional\n"
        "  from 2027-01-01 = 1.0300  source act\n"
        "param day_amount : EUR/day\n"
        "  from 2025-01-01 = 4.03  source act\n"
        "  from 2026-03-01 = previous * index at 2026-03-01 round half up to 0.01  source act\n"
        "  from 2026-09-01 = previous * 2  source act\n"
        "  from 2027-01-01 = 8.50  source act\n"
        "  from 2027-06-01 = previous * index at 2027-01-01 round half up to 0.01  source act\n"
        "param marked : EUR/day\n"
        "  from 2025-01-01 = (day_amount at 2026-03-01) * 1  source act provisional\n";
    CHECK(findings_of(body) ==
          std::vector<std::string>{"3:40 R412", "7:32 R412", "8:21 R412", "12:64 R412"});
    const Ruleset rules = small_rules(body);
    std::vector<bool> provisional;
    for (const Definition& one : rules->definitions) {
        if (one.name != "day_amount") { continue; }
        for (const ParamVersion& version : one.param()->versions) {
            provisional.push_back(version.evidence.provisional);
        }
    }
    CHECK(provisional == std::vector<bool>{false, true, true, false, false});
}

TEST_CASE("a split inside a sum over rows hands out what each row has", "[ruleset]") {
    const Ruleset rules = small_rules(
        "input n : count per contract  range 0 .. 9\n"
        "input p : EUR per payslip  range 0.00 .. 100.00\n"
        "rule most : EUR per payslip\n  output\n  = max of (split p by n) over contracts\n"
        "rule all_parts : EUR per payslip\n  output\n  = sum of (split p by n) over contracts\n"
        "rule of_member : EUR per member\n  output\n  = sum of (split p by n) over contracts\n"
        "rule of_client : EUR per client\n  output\n"
        "  = sum of (split p by n) over contracts where (n < 5)\n"
        "rule nested : EUR per member\n  output\n"
        "  = max of (sum of (split p by n) over contracts) over payslips\n");
    Calculator calculator{rules};
    Case row = case_on("2026-06-30", {{"p", eur("1.00")}, {"n", count_of(1)}});
    row.contracts = {{}, {}, {}};
    CHECK(figure_of(calculator, "most", row) == "0.34");  // 0.34, 0.33, 0.33
    CHECK(figure_of(calculator, "all_parts", row) == "1.00");
    CHECK(figure_of(calculator, "of_member", row) == "1.00");
    CHECK(figure_of(calculator, "nested", row) == "1.00");
    row.clients = {{}, {}};
    row.client_of = {0, 1, 1};
    CHECK(figure_of(calculator, "of_client", row, 0) == "0.34");
    CHECK(figure_of(calculator, "of_client", row, 1) == "0.66");
    const VerifyReport report = verify(rules, "xx.small", {});
    CHECK_FALSE(report.difference);
}

TEST_CASE("a client without contracts sums to zero", "[ruleset]") {
    Calculator calculator{small_rules(
        "input n : count per contract  range 0 .. 9\n"
        "rule total : count per client\n  = sum of (n + 1) over contracts\n"
        "rule share : ratio per client\n"
        "  = if total > 0 then round(1 / total) half up to 0.01 else 7.00\n"
        "rule counted : bool per client\n  = (count of contracts) > 0\n"
        "rule least_is_one : bool per client\n  = (min of (n + 1) over contracts) >= 1\n")};
    Case row = case_on("2026-06-30");
    row.contracts = {{{"n", count_of(3)}}};
    row.clients = {{}, {}};
    row.client_of = {1};
    CHECK(figure_of(calculator, "total", row, 0) == "0");
    CHECK(figure_of(calculator, "share", row, 0) == "7.000000");
    CHECK(figure_of(calculator, "share", row, 1) == "0.250000");  // 1 / (3 + 1)
    CHECK(figure_of(calculator, "counted", row, 0) == "no");
    CHECK(figure_of(calculator, "least_is_one", row, 0) == "no");
}
