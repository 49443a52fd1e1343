#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

TEST_CASE("the seven roundings go where the specification's table says", "[ruleset]") {
    struct Row {
        const char* mode;
        const char* at_2_5;
        const char* at_minus_2_5;
        const char* at_2_4;
        const char* at_minus_2_4;
        const char* at_3_5;
    };
    const auto row = GENERATE(values<Row>({
        {"half up", "3", "-3", "2", "-2", "4"},
        {"half down", "2", "-2", "2", "-2", "3"},
        {"half even", "2", "-2", "2", "-2", "4"},
        {"up", "3", "-3", "3", "-3", "4"},
        {"down", "2", "-2", "2", "-2", "3"},
        {"floor", "2", "-3", "2", "-3", "3"},
        {"ceiling", "3", "-2", "3", "-2", "4"},
    }));
    CAPTURE(row.mode);
    Calculator calculator{
        small_rules("input x : ratio(1) per payslip  range -10.0 .. 10.0\n"
                    "rule rounded : count per payslip\n  = x round " +
                    std::string{row.mode} +
                    " to 1\n"
                    "rule inside : count per payslip\n  = round(x * 10 / 10) " +
                    std::string{row.mode} + " to 1\n")};
    const auto both = [&](const char* x, const char* expected) {
        CAPTURE(x);
        const Case one = case_on("2026-06-30", {{"x", number(x)}});
        CHECK(figure_of(calculator, "rounded", one) == expected);
        CHECK(figure_of(calculator, "inside", one) == expected);
    };
    both("2.5", row.at_2_5);
    both("-2.5", row.at_minus_2_5);
    both("2.4", row.at_2_4);
    both("-2.4", row.at_minus_2_4);
    both("3.5", row.at_3_5);
}

TEST_CASE("a step is any multiple, and is counted from the exact value", "[ruleset]") {
    struct Row {
        const char* why;
        const char* x;
        const char* step;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"five cents", "10.02", "0.05", "10.00"},
        {"five cents, tie up", "10.025", "0.05", "10.05"},
        {"fifteen", "22.500", "15", "30.00"},
        {"fifteen, below", "22.499", "15", "15.00"},
        {"a thousand", "1499.999", "1 000", "1000.00"},
        {"negative to five cents", "-10.025", "0.05", "-10.05"},
    }));
    CAPTURE(row.why);
    Calculator calculator{
        small_rules("input x : EUR(3) per payslip  range -10 000.000 .. 10 000.000\n"
                    "rule y : EUR per payslip\n  = x round half up to " +
                    std::string{row.step} + "\n")};
    CHECK(figure_of(calculator, "y", case_on("2026-06-30", {{"x", number(row.x)}})) ==
          row.expected);
}

TEST_CASE("a tie that comes out of a division is exact", "[ruleset]") {
    // k * 6 / 12 is k / 2: for odd cents always a tie, never a hair below it.
    Calculator calculator{
        small_rules("input k : EUR per payslip  range -100 000.00 .. 100 000.00\n"
                    "rule half : EUR per payslip\n  = k * 6 / 12 round half up to 0.01\n"
                    "rule half_even : EUR per payslip\n  = k * 6 / 12 round half even to 0.01\n")};
    for (const std::int64_t odd : {1, 3, 7, 99'999, 2'468'013, 9'999'999}) {
        const Case up = case_on("2026-06-30", {{"k", value_of(euro_cents(odd))}});
        CHECK(figure_of(calculator, "half", up) == to_string(euro_cents((odd + 1) / 2)));
        const std::int64_t even = (odd / 2) % 2 == 0 ? odd / 2 : odd / 2 + 1;
        CHECK(figure_of(calculator, "half_even", up) == to_string(euro_cents(even)));
        const Case down = case_on("2026-06-30", {{"k", value_of(euro_cents(-odd))}});
        CHECK(figure_of(calculator, "half", down) == to_string(euro_cents(-(odd + 1) / 2)));
    }
}

TEST_CASE("a quotient goes through arithmetic and comparisons and is rounded once", "[ruleset]") {
    Calculator calculator{
        small_rules("input work_fraction : fraction per payslip  range 0.01 .. 1  default 1\n"
                    "input amount : EUR per payslip  range 0.00 .. 100 000.00\n"
                    "rule part : EUR per payslip\n  = amount * work_fraction\n"
                    "rule full : EUR per payslip\n  = amount / work_fraction\n"
                    "rule two_thirds : EUR per payslip\n  = amount / 3 + amount / 3\n"
                    "rule less_than_half : bool per payslip\n  = work_fraction < 50 %\n"
                    "rule kept : fraction per payslip\n  = work_fraction * 2 / 3\n"
                    "rule per_kept : EUR per payslip\n  = amount / kept\n")};
    const Case row =
        case_on("2026-06-30", {{"work_fraction", number("15/38")}, {"amount", eur("1000.00")}});
    CHECK(figure_of(calculator, "part", row) == "394.74");        // 15 000 / 38 = 394.7368…
    CHECK(figure_of(calculator, "full", row) == "2533.33");       // 38 000 / 15
    CHECK(figure_of(calculator, "two_thirds", row) == "666.67");  // not 333.33 + 333.33
    CHECK(figure_of(calculator, "less_than_half", row) == "yes");
    CHECK(figure_of(calculator, "kept", row) == "5/19");  // 30 / 114 in lowest terms
    CHECK(figure_of(calculator, "per_kept", row) == "3800.00");
    const Case half =
        case_on("2026-06-30", {{"work_fraction", number("19/38")}, {"amount", eur("0.01")}});
    CHECK(figure_of(calculator, "part", half) == "0.01");  // half a cent goes up
    CHECK(figure_of(calculator, "less_than_half", half) == "no");
    const Case whole = case_on("2026-06-30", {{"amount", eur("12.34")}});
    CHECK(figure_of(calculator, "part", whole) == "12.34");
    const Case written =
        case_on("2026-06-30", {{"work_fraction", number("0.5")}, {"amount", eur("3.00")}});
    CHECK(figure_of(calculator, "part", written) == "1.50");
}

TEST_CASE("a division by zero rejects the row only on the side that is chosen", "[ruleset]") {
    // A given figure replaces its formula and its `ensure`: so zero comes in after the proof.
    Calculator calculator{
        small_rules("input a : EUR per payslip  range -100.00 .. 100.00\n"
                    "input c : EUR per payslip  range -100.00 .. 100.00\n"
                    "rule b : EUR per payslip\n  = c\n  ensure b is not 0\n"
                    "rule share : ratio per payslip\n  = a / b round half up to 0.000001\n"
                    "rule safe : ratio per payslip\n"
                    "  = if b is 0 then 0 else round(a / b) half up to 0.000001\n"
                    "rule reads_share : ratio per payslip\n  = if b is 0 then 0 else share\n"
                    "rule short : bool per payslip\n  = b is not 0 and a / b > 1\n"
                    "rule either : bool per payslip\n  = b is 0 or a / b > 1\n")};
    const Case zero = case_on("2026-06-30", {{"a", eur("1.00")}, {"b", eur("0.00")}});
    CHECK(figure_of(calculator, "share", zero) == "E303 share");
    CHECK(figure_of(calculator, "safe", zero) == "0.000000");
    CHECK(figure_of(calculator, "reads_share", zero) == "0.000000");
    CHECK(figure_of(calculator, "short", zero) == "no");
    CHECK(figure_of(calculator, "either", zero) == "yes");
    const Case minus = case_on("2026-06-30", {{"a", eur("1.00")}, {"b", eur("-3.00")}});
    CHECK(figure_of(calculator, "share", minus) == "-0.333333");
    CHECK(figure_of(calculator, "short", minus) == "no");
    CHECK(figure_of(calculator, "reads_share", minus) == "-0.333333");
}
