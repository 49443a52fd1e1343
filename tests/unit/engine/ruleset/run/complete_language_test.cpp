#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

Ruleset rules_of(std::vector<SourceFile> files) {
    CheckReport report = checked(std::move(files));
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    return report.ruleset;
}

/// The value of one figure of a package as text, or its faults.
std::string asked(Calculator& calculator, const std::string& package, const std::string& figure,
                  const Case& row, std::size_t index = 0) {
    const Outcome outcome = calculator.evaluate(package, {figure}, row);
    if (!outcome.ok()) { return outcome.faults.front().code + " " + outcome.faults.front().name; }
    const Figure& found = outcome.at(figure, index);
    return found.applicable ? to_string(found.value) : "not applicable";
}

}  // namespace

TEST_CASE("a table gives the value of its row, of otherwise, or of the call's else",
          "[ruleset][run]") {
    Calculator calculator{small_rules(
        "enum kind { depot, shop, home }\n"
        "input stop : kind per payslip\n"
        "input cold : bool per payslip\n"
        "input town : code per payslip\n"
        "input size : count per payslip  range 0 .. 100\n"
        "table fee (kind_of : kind, is_cold : bool) : EUR\n"
        "  from 2025-01-01  source act\n"
        "    row depot, no  : 1.00\n    row depot, yes : 2.00\n    otherwise : 3.00\n"
        "table rate (town_of : code) : percent\n"
        "  from 2025-01-01  source act\n    row \"1001\" : 5.00 %\n    row \"1002\" : 7.50 %\n"
        "  from 2027-01-01  source act\n    row \"1001\" : 6.00 %\n    row \"1002\" : 7.50 %\n"
        "table three (a : code, b : count, c : bool) : count\n"
        "  from 2025-01-01  source act\n"
        "    row \"x\", 1, no : 11\n    row \"x\", 2, no : 12\n    row \"y\", 1, yes : 21\n"
        "    otherwise : 0\n"
        "rule charged : EUR per payslip\n  = fee[stop, cold]\n"
        "rule taxed : EUR per payslip\n  = 100.00 EUR * rate[town]\n"
        "rule mild : EUR per payslip\n  = 100.00 EUR * rate[town, else 1.00 %]\n"
        "rule then_rate : EUR per payslip\n  = 100.00 EUR * rate at 2027-01-01[town]\n"
        "rule found : count per payslip\n  = three[town, size, cold]\n")};
    const auto value = [&](const char* figure, const char* stop, bool cold, const char* town,
                           std::int64_t size = 0) {
        return asked(calculator, "xx.small", figure,
                     case_on("2026-06-30", {{"stop", word(stop)},
                                            {"cold", cold},
                                            {"town", word(town)},
                                            {"size", count_of(size)}}));
    };
    CHECK(value("charged", "depot", false, "1001") == "1.00");
    CHECK(value("charged", "depot", true, "1001") == "2.00");
    CHECK(value("charged", "home", true, "1001") == "3.00");
    CHECK(value("taxed", "home", true, "1002") == "7.50");
    CHECK(value("taxed", "home", true, "9999") == "E202 taxed");
    CHECK(value("mild", "home", true, "9999") == "1.00");
    CHECK(value("mild", "home", true, "1001") == "5.00");
    CHECK(value("then_rate", "home", true, "1001") == "6.00");
    CHECK(value("found", "home", false, "x", 2) == "12");
    CHECK(value("found", "home", true, "y", 1) == "21");
    CHECK(value("found", "home", false, "y", 1) == "0");
    CHECK(value("found", "home", false, "x", 9) == "0");
}

TEST_CASE("a carry goes on from what was before the row", "[ruleset][run]") {
    Calculator calculator{
        small_rules("input pay : EUR per payslip  range 0.00 .. 100 000.00\n"
                    "param cap : EUR\n  from 2025-01-01 = 20 000.00  source act\n"
                    "carry year_pay : EUR per payslip keyed by member  range 0.00 .. 30 000.00\n"
                    "  = prior year_pay + pay\n  reset each civil_year\n  starts at 100.00\n"
                    "rule capped : EUR per payslip\n"
                    "  = min(year_pay, cap) - min(prior year_pay, cap)\n")};
    const auto value = [&](const char* figure, const char* pay, const char* before) {
        Case row = case_on("2026-06-30", {{"pay", eur(pay)}});
        if (before != nullptr) { row.common.emplace("prior year_pay", eur(before)); }
        return asked(calculator, "xx.small", figure, row);
    };
    CHECK(value("year_pay", "9000.00", nullptr) == "9100.00");
    CHECK(value("year_pay", "9000.00", "18000.00") == "27000.00");
    CHECK(value("capped", "9000.00", "18000.00") == "2000.00");
    CHECK(value("year_pay", "9000.00", "25000.00") == "E104 year_pay");
    CHECK(value("year_pay", "0.00", "30000.01") == "E104 prior year_pay");
    Case wrong = case_on("2026-06-30", {{"pay", eur("1.00")}, {"prior pay", eur("1.00")}});
    CHECK(asked(calculator, "xx.small", "capped", wrong) == "E103 prior pay");
    wrong = case_on("2026-06-30", {{"pay", eur("1.00")}, {"year_pay", eur("1.00")}});
    CHECK(asked(calculator, "xx.small", "capped", wrong) == "E103 year_pay");
}

TEST_CASE("layers speak from low to high, and never below what they must leave", "[ruleset][run]") {
    const std::string law =
        package_head("xx.meal") +
        "input committee : code per payslip  profile\n"
        "input days : day per payslip  range 0.00 .. 31.00\n"
        "param meal_day : EUR/day\n  from 2025-01-01 = 2.00  source act\n"
        "rule meal : EUR per payslip\n  open to committee, cooperative at least\n"
        "  applies when days > 0 day\n  = days * meal_day  source act\n";
    const std::string above =
        "package xx.agreement\n  dated by work_end\n  layer committee when committee is \"901\"\n"
        "  covers 2025-01-01 .. 2027-12-31\n  rounding EUR half up to 0.01\n\n"
        "use xx.meal\n\nsource cla \"An agreement (invented)\" url \"https://example.org/cla\"\n\n"
        "amend xx.meal.meal\n"
        "  from 2026-01-01\n"
        "    exception long when days >= 10.00 day = inherited + 0.50 EUR/day * days  source cla\n"
        "    exception low when days < 2.00 day = 1.00 EUR  source cla\n";
    const std::string cooperative =
        "package xx.coop\n  dated by work_end\n  layer cooperative when committee is \"901\"\n"
        "  covers 2025-01-01 .. 2027-12-31\n  rounding EUR half up to 0.01\n\n"
        "use xx.meal\n\nsource agm \"A meeting (invented)\" url \"https://example.org/agm\"\n\n"
        "amend xx.meal.meal\n"
        "  exception all when days >= 20.00 day = inherited * 2  source agm\n";
    Calculator calculator{rules_of(
        {{"xx/agreement.rules", above}, {"xx/coop.rules", cooperative}, {"xx/meal.rules", law}})};
    const auto meal = [&](const char* day, const char* days, const char* committee) {
        return asked(calculator, "xx.meal", "meal",
                     case_on(day, {{"days", number(days)}, {"committee", word(committee)}}));
    };
    CHECK(meal("2026-06-30", "5", "901") == "10.00");
    CHECK(meal("2026-06-30", "10", "901") == "25.00");
    CHECK(meal("2026-06-30", "10", "902") == "20.00");
    CHECK(meal("2025-06-30", "10", "901") == "20.00");
    // 20 days: 40.00, with the agreement 50.00, doubled by the cooperative.
    CHECK(meal("2026-06-30", "20", "901") == "100.00");
    CHECK(meal("2026-06-30", "1", "901") == "E302 meal");
    CHECK(meal("2026-06-30", "0.5", "901") == "1.00");
    CHECK(meal("2026-06-30", "0", "901") == "not applicable");
}

TEST_CASE("a figure at another clock cuts the days where only a layer reads it", "[ruleset][run]") {
    const std::string law =
        package_head("xx.law") +
        "input committee : code per payslip  profile\n"
        "param q : EUR\n"
        "  from 2025-01-01 = 10.00  source act\n"
        "  from 2026-02-01 = 40.00  source act\n"
        "rule g : EUR per payslip\n  open to committee, cooperative\n  output\n  = 1.00 EUR\n";
    const auto above = [](const char* name, const char* layer, const char* amendment) {
        return "package " + std::string{name} + "\n  dated by work_end\n  layer " + layer +
               "\n  covers 2025-01-01 .. 2027-12-31\n  rounding EUR half up to 0.01\n\n"
               "use xx.law\n\nsource cla \"An agreement (invented)\" url "
               "\"https://example.org/cla\"\n\namend xx.law.g\n  " +
               amendment + "  source cla\n";
    };
    Calculator calculator{rules_of(
        {{"xx/agreement.rules", above("xx.agreement", "committee when committee is \"901\"",
                                      "exception m when yes = q at payment_date")},
         {"xx/coop.rules", above("xx.coop", "cooperative when committee is \"902\"",
                                 "exception m when yes = q at start of month of payment_date")},
         {"xx/law.rules", law}})};
    const auto paid_on = [&](const char* committee, const char* day) {
        Case row = case_on("2026-01-31", {{"committee", word(committee)}});
        row.clocks.payment_date = *parse_date(day);
        return asked(calculator, "xx.law", "g", row);
    };
    CHECK(paid_on("901", "2026-01-31") == "10.00");
    CHECK(paid_on("901", "2026-02-05") == "40.00");
    CHECK(paid_on("902", "2026-01-31") == "10.00");
    CHECK(paid_on("902", "2026-02-05") == "40.00");
    CHECK(paid_on("901", "2026-01-31") == "10.00");
}

TEST_CASE("a rule that is dated by day takes the mean over the days of the period",
          "[ruleset][run]") {
    Calculator calculator{
        small_rules("input big : bool per payslip  default no\n"
                    "rule home : EUR per payslip\n  dated by day\n"
                    "  from 2025-01-01 = 100.00 EUR  source act\n"
                    "  from 2026-06-16 = 120.00 EUR  source act\n"
                    "rule third : EUR per payslip\n  dated by day\n"
                    "  from 2025-01-01\n"
                    "    default = 100.00 EUR / 3  source act\n"
                    "    exception big when big = 10.00 EUR  source act\n"
                    "  from 2026-06-11\n    applies when big\n    = 0.005 EUR  source act\n")};
    const auto on = [&](const char* day) {
        return asked(calculator, "xx.small", "home", case_on(day));
    };
    CHECK(on("2026-06-30") == "110.00");
    CHECK(on("2026-05-31") == "100.00");
    CHECK(on("2026-07-31") == "120.00");
    // From 11 to 20 June: five days of each.
    Case part = case_on("2026-06-20");
    part.clocks.work_start = *parse_date("2026-06-11");
    part.clocks.work_end = *parse_date("2026-06-20");
    CHECK(asked(calculator, "xx.small", "home", part) == "110.00");
    part.clocks.work_start = *parse_date("2026-06-14");
    part.clocks.work_end = *parse_date("2026-06-16");
    // (2 * 100.00 + 120.00) / 3 = 106.666…
    CHECK(asked(calculator, "xx.small", "home", part) == "106.67");
    // 10 of 30 days: 33.333… * 10 / 30 = 11.111…; big: (10 * 10.00 + 20 * 0.005) / 30 = 3.336…
    CHECK(asked(calculator, "xx.small", "third", case_on("2026-06-30")) == "11.11");
    CHECK(asked(calculator, "xx.small", "third", case_on("2026-06-30", {{"big", true}})) == "3.34");
    CHECK(asked(calculator, "xx.small", "third", case_on("2026-07-31")) == "not applicable");
}

TEST_CASE("a split hands out every cent, and clients have rows of their own", "[ruleset][run]") {
    Calculator calculator{
        small_rules("input weight : count per contract  range -9 .. 9\n"
                    "input cost : EUR per payslip  range 0.00 .. 1 000.00\n"
                    "input fee : percent per client  range 0.00 % .. 100.00 %  default 10.00 %\n"
                    "rule part : EUR per contract\n  = split cost by weight\n"
                    "rule invoiced : EUR per client\n  = sum of part over contracts\n"
                    "rule due : EUR per client\n  = invoiced * fee\n"
                    "rule shown_fee : EUR per contract\n  = part * fee\n")};
    const auto parts = [&](const char* cost, const std::vector<std::int64_t>& weights) {
        Case row = case_on("2026-06-30", {{"cost", eur(cost)}});
        for (const std::int64_t one : weights) {
            row.contracts.push_back({{"weight", count_of(one)}});
        }
        std::string text;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            text += (i == 0 ? "" : " ") + asked(calculator, "xx.small", "part", row, i);
        }
        return text;
    };
    CHECK(parts("75.01", {1, 1, 1}) == "25.01 25.00 25.00");
    CHECK(parts("75.01", {0, 0, 0}) == "25.01 25.00 25.00");
    CHECK(parts("1.00", {1, 2, 4}) == "0.14 0.29 0.57");
    CHECK(parts("0.01", {0, 3}) == "0.00 0.01");
    CHECK(parts("1.00", {-1, 2}) == "E304 part E304 part");
    Case row = case_on("2026-06-30", {{"cost", eur("100.00")}, {"weight", count_of(1)}});
    row.contracts.resize(4);
    row.clients = {{}, {{"fee", number("50 %")}}};
    row.client_of = {0, 1, 1, 0};
    CHECK(asked(calculator, "xx.small", "invoiced", row, 1) == "50.00");
    CHECK(asked(calculator, "xx.small", "due", row, 0) == "5.00");
    CHECK(asked(calculator, "xx.small", "due", row, 1) == "25.00");
    CHECK(asked(calculator, "xx.small", "shown_fee", row, 2) == "12.50");
}
