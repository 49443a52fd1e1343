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
        {"one test in two versions counts once",
         "rule fee : EUR per contract\n  output\n  from 2025-01-01 = split total by pay\n"
         "  from 2026-01-01 = split (total * 2) by pay\n",
         {"E304 fee"}},
    }));
    CAPTURE(row.why);
    CHECK(left_to_run_time(inputs + row.body) == row.left);
}
