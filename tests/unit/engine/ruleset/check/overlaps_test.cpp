#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const std::string inputs = R"(enum kind { white, blue, artist }
input sort : kind per payslip
input pay : EUR per payslip  range 0.00 .. 1 000.00
input other : EUR per payslip  range 0.00 .. 1 000.00
input count_of_days : count per payslip  range 0 .. 31
input town : code per payslip
input flag : bool per payslip
input day_of_start : date per payslip
param limit : EUR
  from 2025-01-01 = 500.00  source act
  from 2026-01-01 = 600.00  source act
)";

/// Findings of two exceptions `first` and `second` with these conditions.
std::vector<std::string> judged(const std::string& first, const std::string& second,
                                const std::string& link = "", const std::string& head = "") {
    return findings_of(inputs + "rule y : EUR per payslip\n" + head + "  default = pay\n" +
                       "  exception first when " + first + " = 1.00 EUR\n" + "  exception second " +
                       link + "when " + second + " = 2.00 EUR\n");
}

}  // namespace

TEST_CASE("two conditions on cells are told apart or shown together", "[ruleset]") {
    struct Row {
        const char* why;
        const char* first;
        const char* second;
        bool together;
    };
    const auto row = GENERATE(values<Row>({
        {"two items", "sort is blue", "sort is white", false},
        {"an item and a set with it", "sort is blue", "sort in { blue, white }", true},
        {"an item and what is not it", "sort is blue", "sort is not blue", false},
        {"an item and an amount", "sort is blue", "pay > 500.00 EUR", true},
        {"neighbouring amounts", "pay < 500.00 EUR", "pay >= 500.00 EUR", false},
        {"one shared point", "pay <= 500.00 EUR", "pay >= 500.00 EUR", true},
        {"no cent between", "pay > 499.99 EUR", "pay < 500.00 EUR", false},
        {"a cent between", "pay > 499.98 EUR", "pay < 500.00 EUR", true},
        {"no whole day between", "count_of_days > 3", "count_of_days < 4", false},
        {"two codes", "town is \"1000\"", "town is \"1001\"", false},
        {"any other code", "town is not \"1000\"", "town is not \"1001\"", true},
        {"a flag and its contrary", "flag", "not flag", false},
        {"a flag as a value", "flag is yes", "flag is no", false},
        {"days", "day_of_start < 2026-01-01", "day_of_start >= 2026-01-01", false},
        {"the same day", "day_of_start <= 2026-01-01", "day_of_start >= 2026-01-01", true},
        {"and, or", "sort is blue and pay > 1.00 EUR", "sort is white or pay <= 1.00 EUR", false},
        {"a param of one version", "pay < limit", "pay >= limit", false},
        {"a param of two versions", "pay < limit", "pay > 550.00 EUR", true},
        {"the same formula", "pay + other > 10.00 EUR", "pay + other <= 10.00 EUR", false},
        {"months are equal or not", "month_of(day_of_start) is 1", "month_of(day_of_start) is 2",
         false},
    }));
    CAPTURE(row.why);
    const std::vector<std::string> expected =
        row.together ? std::vector<std::string>{"15:13 R501"} : std::vector<std::string>{};
    CHECK(judged(row.first, row.second) == expected);
    // Ordered, both may hold.
    CHECK(judged(row.first, row.second, "over first ").empty());
}

TEST_CASE("what cannot be decided is ordered or declared exclusive", "[ruleset]") {
    CHECK(judged("pay > other", "sort is blue") == std::vector<std::string>{"15:13 R502"});
    CHECK(judged("pay > other", "sort is blue", "over first ").empty());
    CHECK(judged("pay > other", "sort is blue", "exclusive with first ").empty());
    CHECK(judged("pay > 1.00 EUR", "sort is blue", "exclusive with first ") ==
          std::vector<std::string>{"15:13 R508"});
}

TEST_CASE("a cell of values that hang together is no proof", "[ruleset]") {
    struct Row {
        const char* first;
        const char* second;
        const char* code;
    };
    const auto row = GENERATE(values<Row>({
        // More than 100.00 and less than 50.00: no row, which the cells do not see.
        {"pay > 100.00 EUR", "pay * 2 < 100.00 EUR", "R502"},
        {"pay - other > 5.00 EUR", "other - pay > 5.00 EUR", "R502"},
        {"left > 5.00 EUR", "pay < 3.00 EUR", "R502"},
        {"left > 5.00 EUR", "left < 5.00 EUR and pay > 3.00 EUR", ""},
        {"month_of(day_of_start) is 1", "day_of_start is 2026-03-01", "R502"},
        {"left > 5.00 EUR", "left < 10.00 EUR", "R501"},
        {"pay * 2 > 5.00 EUR", "other * 2 > 5.00 EUR", "R501"},
        {"pay * 2 > limit", "sort is blue", "R501"},
    }));
    CAPTURE(row.first, row.second);
    const auto found = [&](const char* link) {
        return findings_of(inputs +
                           "rule left : EUR per payslip\n  = pay - other\n"
                           "rule y : EUR per payslip\n  default = pay\n  exception first when " +
                           row.first + " = 1.00 EUR\n  exception second " + link + "when " +
                           row.second + " = 2.00 EUR\n");
    };
    using Found = std::vector<std::string>;
    const std::string code = row.code;
    CHECK(found("") == (code.empty() ? Found{} : Found{"17:13 " + code}));
    CHECK(found("exclusive with first ") == (code == "R501" ? Found{"17:13 R508"} : Found{}));
}

TEST_CASE("an exception that never holds, or always, is said", "[ruleset]") {
    CHECK(judged("pay > 1 000.00 EUR", "sort is blue") == std::vector<std::string>{"14:13 R503"});
    CHECK(judged("sort is blue and sort is white", "flag") ==
          std::vector<std::string>{"14:13 R503"});
    CHECK(judged("pay >= 0", "flag", "over first ") == std::vector<std::string>{"14:13 R506"});
}

TEST_CASE("where the rule does not apply nothing overlaps", "[ruleset]") {
    CHECK(judged("pay > 100.00 EUR", "sort is blue", "",
                 "  applies when sort is not blue or pay < 50.00 EUR\n") ==
          std::vector<std::string>{});
}

TEST_CASE("an overlap is shown with the cell that does it", "[ruleset]") {
    const CheckReport report =
        checked({{"xx/small.rules", package_head("xx.small") + inputs +
                                        "rule y : EUR per payslip\n  default = pay\n"
                                        "  exception blue when sort is blue = 1.00 EUR\n"
                                        "  exception large when pay > 500.00 EUR = 2.00 EUR\n"}});
    REQUIRE(report.findings.size() == 1);
    const Diagnostic& found = report.findings[0];
    CHECK(found.message == "`blue` and `large` of `y` can hold together");
    CHECK(found.help == "write `exception large over blue` or `exception blue over large`");
    REQUIRE(found.related.size() == 1);
    CHECK(found.related[0].text == "for sort = blue, pay > 500.00");
    CHECK(found.related[0].where.line == found.where.line - 1);
}
