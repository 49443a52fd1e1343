#include "engine/ruleset/program/run_time_faults.hpp"

#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <algorithm>

using namespace mutua;
using namespace mutua::ruleset;

namespace {

/// "E301 fee": what is left to run time of a small package.
std::vector<std::string> left_to_run_time(const std::string& body) {
    const Ruleset rules = testing::small_rules(body);
    std::vector<std::string> left;
    for (const RunTimeFault& one : run_time_faults(*rules)) {
        left.push_back(one.code + " " + rules->definitions[one.definition].name);
    }
    return left;
}

const std::string inputs = R"(input pay : EUR per contract  range -100.00 .. 1 000.00
input cap : EUR per contract  range 1.00 .. 1 000.00
input total : EUR per payslip  range 0.00 .. 1 000.00
input home : bool per contract
input town : code per contract
)";

}  // namespace

TEST_CASE("only what no check excludes is left to run time", "[ruleset][check]") {
    struct Row {
        const char* why;
        const char* body;
        std::vector<std::string> left;
    };
    const auto row = GENERATE(values<Row>({
        {"a divisor that is never zero",
         "rule fee : EUR per contract\n  output\n  = pay / cap * pay\n",
         {}},
        {"exceptions that cells tell apart",
         "rule fee : EUR per contract\n  output\n  default = pay\n"
         "  exception low when pay < 1.00 EUR = cap\n"
         "  exception high when pay > 1.00 EUR = cap\n",
         {}},
        {"exceptions that only the row tells apart",
         "rule fee : EUR per contract\n  output\n  default = pay\n"
         "  exception large when pay > cap = cap\n"
         "  exception near exclusive with large when home = cap\n",
         {"E301 fee"}},
        {"a weight that may be negative",
         "rule fee : EUR per contract\n  output\n  = split total by pay\n",
         {"E304 fee"}},
        {"a weight that cannot",
         "rule fee : EUR per contract\n  output\n  = split total by cap\n",
         {}},
        {"a code that may be unknown",
         "table fees (town : code) : EUR\n  from 2025-01-01  source act\n    row \"1\" : 2.00\n"
         "rule fee : EUR per contract\n  output\n  = fees[town]\n"
         "rule safe : EUR per contract\n  output\n  = fees[town, else 3.00 EUR]\n",
         {"E202 fee"}},
        {"an ensure that may fail, and one that cannot",
         "rule fee : EUR per contract\n  output\n  = pay\n  ensure fee >= 0\n"
         "rule large : EUR per contract\n  output\n  = cap * 2\n  ensure large >= cap\n",
         {"E401 fee", "E401 large"}},
        {"a number that may leave 128 bits between a division and its rounding",
         "input big : EUR per contract  range 1.00 .. 900 000 000 000 000.00\n"
         "rule fee : EUR per contract\n  output\n  = big * big / big * pay / big * pay / big\n",
         {"E901 fee"}},
        {"one test in two versions counts once",
         "rule fee : EUR per contract\n  output\n  from 2025-01-01 = split total by pay\n"
         "  from 2026-01-01 = split (total * 2) by pay\n",
         {"E304 fee"}},
    }));
    CAPTURE(row.why);
    CHECK(left_to_run_time(inputs + row.body) == row.left);
}

TEST_CASE("what amendments are proved to keep to is not left to run time", "[ruleset][check]") {
    const auto head = [](const char* name, const char* layer) {
        return std::string{"package "} + name + "\n  dated by work_end\n" + layer +
               "  covers 2025-01-01 .. 2027-12-31\n  rounding EUR half up to 0.01\n"
               "source act \"An act (invented)\" url \"https://example.org/act\"\n";
    };
    const std::string law = head("xx.law", "") +
                            "input y : EUR per contract  range 0.00 .. 1 000.00\n"
                            "input town : code per contract  profile\n"
                            "rule z : EUR per contract\n  output\n"
                            "  open to committee at least\n  = y  source act\n";
    const auto package = [&](const char* name, const char* code, const std::string& formula) {
        return head(name,
                    ("  layer committee when town is \"" + std::string{code} + "\"\n").c_str()) +
               "use xx.law\namend xx.law.z\n  exception k when y > 10.00 EUR = " + formula +
               "  source act\n";
    };
    const auto left = [&](const std::string& formula) {
        const CheckReport report =
            testing::checked({{"xx/law.rules", law},
                              {"xx/one.rules", package("xx.one", "1", formula)},
                              {"xx/two.rules", package("xx.two", "2", "inherited + 2.00 EUR")}});
        REQUIRE(report.ruleset != nullptr);
        std::vector<std::string> codes;
        for (const RunTimeFault& one : run_time_faults(*report.ruleset)) {
            codes.push_back(one.code);
        }
        return codes;
    };
    using Codes = std::vector<std::string>;
    // The two packages exclude each other, and no addition of zero or more lowers anything.
    CHECK(left("inherited + 1.00 EUR") == Codes{});
    CHECK(left("inherited + y * 12.5 %") == Codes{});
    CHECK(left("max(inherited, y * 50 %)") == Codes{});
    CHECK(left("if y > 100.00 EUR then inherited else inherited + y") == Codes{});
    CHECK(left("max(y * 50 %, 20.00 EUR)") == Codes{"E302"});
}
