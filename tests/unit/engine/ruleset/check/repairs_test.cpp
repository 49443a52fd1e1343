#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <catch2/catch.hpp>

#include <string>

// What a message proposes, where several things could stand.

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

/// "CODE message = help" of all that is said, housekeeping apart.
std::string repairs_of(const std::string& text) {
    std::string all;
    for (const Diagnostic& one : checked({{"xx/small.rules", text}}).findings) {
        if (is_housekeeping(one.code)) { continue; }
        all += (all.empty() ? "" : "\n") + one.code + " " + one.message +
               (one.help.empty() ? "" : " = " + one.help);
    }
    return all;
}

struct RepairRow {
    const char* from;
    const char* to;
    std::string said;
};

}  // namespace

TEST_CASE("a repair is something that can stand there", "[ruleset][slips]") {
    const std::string base = package_head("xx.small") +
                             "enum colour { a, b }\n"
                             "input hue : colour per payslip\n"
                             "input pay : EUR per payslip range 0.00 .. 1 000.00\n"
                             "input town : code per payslip\n"
                             "input n : count per payslip range 0 .. 5\n"
                             "table fees (place : code) : EUR\n"
                             "  from 2025-01-01 source act\n"
                             "    row \"x\" : 2.00\n"
                             "    otherwise : 3.00\n"
                             "scale time : EUR -> hour stated\n"
                             "  from 2025-01-01 source act\n"
                             "    reaching 0.00 : 1.00 plus 0.02\n"
                             "rule fee : EUR per payslip\n"
                             "  output\n"
                             "  = fees[town]  source act\n"
                             "rule spent : hour per payslip\n"
                             "  output\n"
                             "  = time(pay) round half up to 0.01  source act\n"
                             "rule dark : bool per payslip\n"
                             "  output\n"
                             "  = hue is a and n > 1\n";
    CHECK(repairs_of(base).empty());
    const auto row = GENERATE_COPY(values<RepairRow>({
        {"fees[town]", "fees[pay]",
         "R203 a code is expected here, this is EUR = read an input or a rule that is declared as "
         "`code`"},
        {"fees[town]", "fees[901]",
         "R203 a code is expected here, this is a pure number = a code stands in quotes: write "
         "`\"901\"`"},
        {"row \"x\"", "row a",
         "R101 nothing is called `a` here = a code stands in quotes: write `\"a\"`"},
        {"pay : EUR", "pay : EURO", "R001 a currency is written by its code = write `EUR`"},
        {"rule fee", "rule Fee", "R001 a name has no capital letters = write `fee`"},
        {"0 .. 5\n", "0 .. 5.5\n",
         "R301 `5.5` has 1 decimal, `n` keeps 0 = write fewer digits, or declare more decimals"},
        {"plus 0.02", "plus 2 %",
         "R202 `plus` of `time` is in hour/EUR: what one EUR more adds = write the number without "
         "`%`: `plus 0.02`"},
    }));
    CAPTURE(row.to);
    std::string text = base;
    text.replace(text.find(row.from), std::string{row.from}.size(), row.to);
    CHECK(repairs_of(text) == row.said);
}

TEST_CASE("what follows from a key of unknown type is not told", "[ruleset][slips]") {
    const std::string said = repairs_of(package_head("xx.small") +
                                        "input pay : EUR per payslip range 0.00 .. 1 000.00\n"
                                        "table fees (place : knd) : EUR\n"
                                        "  from 2025-01-01 source act\n"
                                        "    row pay : 2.00\n"
                                        "rule fee : EUR per payslip\n"
                                        "  output\n"
                                        "  = fees[pay]  source act\n"
                                        "rule fees_of_two : EUR per payslip\n"
                                        "  output\n"
                                        "  = fees[pay, pay]  source act\n");
    const std::size_t second = said.find('\n');
    CHECK(said.starts_with("R104 there is no unit `knd` = "));
    REQUIRE(second != std::string::npos);
    CHECK(said.substr(second + 1) == "R602 `fees` has 1 key, not 2 = its keys are place");
}
