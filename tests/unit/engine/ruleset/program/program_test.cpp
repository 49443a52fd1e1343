#include "engine/ruleset/program/program.hpp"

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/program/arithmetic.hpp"
#include "engine/ruleset/program/segments.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

/// The program of figures of `xx.small`, with some names given.
Program program_of(const Ruleset& rules, const std::vector<std::string>& figures,
                   const std::vector<std::string>& given, const char* day = "2026-06-30") {
    ProgramRequest request;
    const auto id = [&](const std::string& name) {
        return find_definition(*rules, 0, name).found->definition;
    };
    for (const std::string& one : figures) { request.wanted.push_back({id(one), std::nullopt}); }
    request.given.assign(rules->definitions.size(), Presence::none);
    for (const std::string& one : given) { request.given[id(one)] = Presence::all; }
    request.days.fill(*parse_date(day));
    return compile(*rules, CodeTable{*rules}, request);
}

std::size_t count_of_op(const Program& program, Op op) {
    return static_cast<std::size_t>(
        std::count_if(program.code.begin(), program.code.end(),
                      [&](const Instruction& step) { return step.op == op; }));
}

}  // namespace

TEST_CASE("constants are folded and equal values are one value", "[ruleset][program]") {
    const Ruleset rules = small_rules(
        "input x : EUR per payslip  range 0.00 .. 1 000.00\n"
        "param is_on : bool\n  from 2025-01-01 = no  source act\n"
        "  from 2027-01-01 = yes  source act\n"
        "rule folded : EUR per payslip\n  = 2.00 EUR * 3 + 4.00 EUR\n"
        "rule twice : EUR per payslip\n  = (x + 1.00 EUR) * (x + 1.00 EUR) / 1.00 EUR\n"
        "rule d : EUR per payslip\n  = x\n  ensure d > 0\n"
        "rule chosen : EUR per payslip\n  = if is_on then round(x / d) half up to 1 * 1.00 EUR "
        "else 7.00 EUR\n");
    CHECK(program_of(rules, {"folded"}, {}).code.empty());
    const Program twice = program_of(rules, {"twice"}, {"x"});
    CHECK(count_of_op(twice, Op::add) == 1);
    CHECK(count_of_op(twice, Op::multiply) == 1);
    // The side that a figure of the segment rules out is not even there.
    const Program early = program_of(rules, {"chosen"}, {});
    CHECK(early.code.empty());
    CHECK(early.missing.empty());
    const Program late = program_of(rules, {"chosen"}, {"x", "d"}, "2027-01-01");
    CHECK(count_of_op(late, Op::fail) == 1);
    CHECK(disassemble(*rules, late).find("quotient_round") != std::string::npos);
}

TEST_CASE("kernels are cut where a value crosses scopes", "[ruleset][program]") {
    const Ruleset rules = small_rules(
        "input pay : EUR per contract  range 0.00 .. 1 000.00\n"
        "input hours : hour per contract  range 1.00 .. 200.00\n"
        "rule base : EUR per contract\n  = pay * 110 %\n"
        "rule month_base : EUR per payslip\n  = sum of base over contracts\n"
        "rule month_hours : hour per payslip\n  = sum of hours over contracts\n"
        "rule share : EUR per contract\n  = month_base * hours / month_hours\n"
        "rule total : EUR per payslip\n  = sum of share over contracts\n");
    const Program program = program_of(rules, {"total"}, {"pay", "hours"});
    std::vector<std::pair<std::uint32_t, Frame>> kernels;
    for (const Kernel& one : program.kernels) { kernels.emplace_back(one.level, one.frame); }
    CHECK(kernels == std::vector<std::pair<std::uint32_t, Frame>>{{0, Frame::contract},
                                                                  {1, Frame::payslip},
                                                                  {2, Frame::contract},
                                                                  {3, Frame::payslip}});
    // The hours are summed although they need no kernel before: two sums, two values gathered.
    CHECK(count_of_op(program, Op::sum_rows) == 3);
    CHECK(count_of_op(program, Op::gather) == 2);
    // For a contract, a sum of hours that are one at least cannot be zero: nothing is tested.
    CHECK(count_of_op(program, Op::fail) == 0);
    // Rows above may have no contract: their sum may be zero.
    const Ruleset mean = small_rules(
        "input hours : hour per contract  range 1.00 .. 200.00\n"
        "rule month_hours : hour per payslip\n  = sum of hours over contracts\n"
        "rule known : bool per payslip\n  = month_hours > 0\n");
    CHECK(count_of_op(program_of(mean, {"known"}, {"hours"}), Op::less) == 1);
}

TEST_CASE("a segment holds the days between two cuts, shifted ones included",
          "[ruleset][program]") {
    const Ruleset rules = small_rules(
        "param p : EUR\n  from 2025-01-01 = 1.00  source act\n"
        "  from 2026-02-15 = 2.00  source act\n"
        "rule y : EUR per payslip\n  = p at start of quarter of payment_date\n");
    const Segments segments{*rules};
    const auto days = [](const std::vector<Date>& cuts) {
        std::vector<std::string> text;
        for (const Date day : cuts) { text.push_back(mutua::to_string(day)); }
        return text;
    };
    CHECK(days(segments.cuts(Clock::work_end)) ==
          std::vector<std::string>{"2025-01-01", "2026-02-15", "2028-01-01"});
    CHECK(days(segments.cuts(Clock::payment_date)) ==
          std::vector<std::string>{"2025-01-01", "2026-04-01", "2028-01-01"});
    Calculator calculator{rules};
    CHECK(figure_of(calculator, "y", case_on("2026-03-31")) == "1.00");
    CHECK(figure_of(calculator, "y", case_on("2026-04-01")) == "2.00");
}

TEST_CASE("128-bit numbers keep their value through any size", "[ruleset][program]") {
    for (const char* text :
         {"0", "1", "-1", "9223372036854775808", "-9223372036854775809",
          "85070591730234615865843651857942052863", "-85070591730234615865843651857942052863"}) {
        const Integer wide{text};
        const auto narrowed = narrow(wide);
        REQUIRE(narrowed);
        CHECK(widen(*narrowed) == wide);
    }
    CHECK_FALSE(narrow(Integer{"85070591730234615865843651857942052864"}));
    CHECK_FALSE(scaled(Decimal{1, 3}, 6));
    CHECK(scaled(Decimal{1, 8}, 3) == Int128{125});
}

TEST_CASE("months and years elapse on the day itself", "[ruleset][program]") {
    using Elements = Arithmetic<std::int64_t>;
    Elements with;
    const auto day = [](const char* text) { return Elements::number_of(*parse_date(text)); };
    CHECK(with.months_between(day("2026-01-31"), day("2026-02-28")) == 0);
    CHECK(with.months_between(day("2026-01-31"), day("2026-03-31")) == 2);
    CHECK(with.months_between(day("2026-03-31"), day("2026-01-31")) == -2);
    CHECK(with.years_between(day("2000-02-29"), day("2025-02-28")) == 24);
    CHECK(with.years_between(day("2000-02-29"), day("2025-03-01")) == 25);
    CHECK(Elements::date_of(with.add_months(day("2026-01-31"), 1, true)) ==
          *parse_date("2026-03-01"));
    CHECK(Elements::date_of(with.add_months(day("2026-03-31"), -1, false)) ==
          *parse_date("2026-02-28"));
    CHECK_FALSE(with.overflowed());
    with.add_days(day("9999-12-31"), 1);
    CHECK(with.overflowed());
}
