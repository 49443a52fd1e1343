#include "tests/support/proposed_text.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <catch2/catch.hpp>

#include <string>

// What somebody who knows payroll and other notations writes by mistake: one message, which says
// what to write, and which is gone once that is written.

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const std::string slip_free =
    package_head("xx.small") +
    "enum category { white_collar, blue_collar }\n"
    "input worker_category : category per contract profile\n"
    "input committee : code per contract profile\n"
    "input gross_pay : EUR per contract range 0.00 .. 1 000 000.00\n"
    "input is_old : bool per contract\n"
    "input days : day per contract range 0.00 .. 31.00\n"
    "param rate : percent\n"
    "  from 2025-01-01 = 10.00 %  source act\n"
    "param slope : ratio\n"
    "  from 2025-01-01 = 0.2000  source act\n"
    "param cap : EUR\n"
    "  from 2025-01-01 = 100.00  source act\n"
    "rule fee : EUR per contract\n"
    "  output\n"
    "  applies when gross_pay > 10.00 EUR\n"
    "  default = slope * gross_pay + rate * gross_pay  source act\n"
    "  exception blue when worker_category is blue_collar and is_old = cap"
    "  source act\n"
    "  exception c901 over blue when committee is \"901\" ="
    " days * 2.00 EUR/day  source act\n"
    "rule doubled : EUR per payslip\n"
    "  output\n"
    "  = 2 * sum of fee over contracts  source act\n";

std::string with(const std::string& from, const std::string& to) {
    std::string text = slip_free;
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// "CODE message = help" of all that is said, housekeeping apart.
std::string said_of(const std::string& text) {
    std::string all;
    for (const Diagnostic& one : checked({{"xx/small.rules", text}}).findings) {
        if (is_housekeeping(one.code)) { continue; }
        all += (all.empty() ? "" : "\n") + one.code + " " + one.message +
               (one.help.empty() ? "" : " = " + one.help);
    }
    return all;
}

struct Row {
    const char* from;
    const char* to;
    std::string said;
};

}  // namespace

TEST_CASE("the shop of the slips is without fault", "[ruleset][slips]") {
    CHECK(said_of(slip_free).empty());
}

TEST_CASE("a common slip has one message, and its help can be pasted", "[ruleset][slips]") {
    const auto row = GENERATE(values<Row>({
        {"category is blue", "category == blue", "R001 `==` means nothing here = write `is`"},
        {"gross_pay > 10", "gross_pay == 10", "R001 `==` means nothing here = write `is`"},
        {"category is blue", "category != blue", "R001 `!=` means nothing here = write `is not`"},
        {"category is blue", "category <> blue", "R001 `<>` means nothing here = write `is not`"},
        {"category is blue", "category ≠ blue", "R001 `≠` means nothing here = write `is not`"},
        {"gross_pay > 10", "gross_pay => 10", "R001 `=>` means nothing here = write `>=`"},
        {"gross_pay > 10", "gross_pay =< 10", "R001 `=<` means nothing here = write `<=`"},
        {"and is_old", "&& is_old", "R001 `&&` means nothing here = write `and`"},
        {"and is_old", "|| is_old", "R001 `||` means nothing here = write `or`"},
        {"and is_old", "& is_old", "R001 `&` means nothing here = write `and`"},
        {"and is_old", "and !is_old", "R001 `!` means nothing here = write `not is_old`"},
        {"and is_old", "AND is_old", "R010 expected `=`, found `AND` = write `and`"},
        {"and is_old", "And is_old", "R001 a name has no capital letters = write `and`"},
        {"category is blue", "category = blue",
         "R010 expected `is` or another comparison, found `=` = write `is`, or `>=` for at least"},
        {"gross_pay > 10", "gross_pay = 10",
         "R010 expected `is` or another comparison, found `=` = write `is`, or `>=` for at least"},
        {"slope * gross_pay", "if gross_pay = 20.00 EUR then cap else cap",
         "R010 expected `is` or another comparison, found `=` = write `is`, or `>=` for at least"},
        {"sum of fee over contracts", "sum of fee over contracts where (fee = 0)",
         "R010 expected `is` or another comparison, found `=` = write `is`, or `>=` for at least"},
        {"10.00 EUR", "10.00 eur", "R104 there is no unit `eur` = write `EUR`"},
        {"cap : EUR", "cap : eur", "R104 there is no unit `eur` = write `EUR`"},
        {"10.00 EUR", "10.00 euro", "R104 there is no unit `euro` = write `EUR`"},
        {"10.00 EUR", "10.00 Eur", "R001 a currency is written in capital letters = write `EUR`"},
        {"EUR/day", "Eur/day", "R001 a currency is written in capital letters = write `EUR/day`"},
        {"EUR/day", "eur/day", "R104 there is no unit `eur` = write `EUR/day`"},
        {"EUR/day", "EUR/days", "R104 there is no unit `days` = write `EUR/day`"},
        {"EUR/day", "EUR per day", "R004 a unit is written in one word = write `EUR/day`"},
        {"EUR/day", "EUR / day", "R004 a unit is written in one word = write `EUR/day`"},
        {"rounding EUR", "rounding eur", "R104 `eur` is no currency = write `EUR`"},
        {"10.00 EUR", "EUR 10.00",
         "R010 expected a value, found `EUR` = a unit follows its number, as in `10.00 EUR`"},
        {"10.00 EUR", "€ 1 000.00", "R001 `€` means nothing here = write `1 000.00 EUR`"},
        {"10.00 EUR", "10.00 €", "R001 `€` means nothing here = write `EUR`"},
        {"exception blue when", "exception when",
         "R010 expected the label of the exception, found `when` = give it a name of its own: "
         "`exception … when`"},
        {"slope * gross_pay", "round(gross_pay, 2)",
         "R010 expected `)`, found `,` = how to round stands behind: `round(…) half up to 0.01`"},
        {"is \"901\"", "is 901",
         "R203 a code is compared with a pure number = a code stands in quotes: write `\"901\"`"},
        {"is \"901\"", "in { 901 }",
         "R203 a code is compared with a pure number = a code stands in quotes: write `\"901\"`"},
        {"is \"901\"", "is '901'", "R001 a text stands between plain quotes = write `\"901\"`"},
        {"is \"901\"", "is “901”", "R001 a text stands between plain quotes = write `\"901\"`"},
        {"is blue_collar", "is \"blue_collar\"",
         "R203 an item of category is compared with a code = an item has no quotes: write "
         "`blue_collar`"},
        {"worker_category is blue_collar", "blue_collar",
         "R101 nothing is called `blue_collar` here = it is an item of category: write "
         "`worker_category is blue_collar`"},
        {"worker_category is blue_collar", "worker_category",
         "R203 a condition is expected here, this is an item of category = compare it: write "
         "`worker_category is white_collar`"},
        {"and is_old", "and days",
         "R203 a condition is expected here, this is day = compare it: write `days > 0`"},
        {"and is_old", "and is_old is true", "R101 nothing is called `true` here = write `yes`"},
        {"days * 2.00", "work_end * 2.00",
         "R101 nothing is called `work_end` here = it is a clock, which chooses versions and has "
         "no value in a formula: read an input, `input work_end_day : date per payslip`, or write "
         "versions, `from 2026-01-01`"},
        {"days * 2.00", "day * 2.00",
         "R101 nothing is called `day` here = it is a unit, which follows a number: `1 day`"},
        {"10.00 %", "10.00 percent",
         "R004 a percentage is written with its sign = write `10.00 %`"},
        {"10.00 %", "10.00", "R004 a percentage is written with its sign = write `10.00 %`"},
        {"slope * gross_pay", "gross_pay + 3.00 %",
         "R201 EUR and a pure number do not mix = a percentage has no unit: multiply what it is "
         "taken of, `… * 3.00 %`"},
        {"slope * gross_pay", "gross_pay - 3.00",
         "R201 EUR and a pure number do not mix = give the number its unit: `3.00 EUR`"},
        {"slope * gross_pay", "gross_pay * gross_pay",
         "R201 EUR*EUR and EUR do not mix = only values of one unit are added, subtracted and "
         "compared"},
        {"= 100.00 ", "= 3.00 % ",
         "R202 `cap` is declared in EUR, the value is a pure number = a percentage has no unit: "
         "multiply what it is taken of, `… * 3.00 %`"},
        {"= slope * gross_pay + rate * gross_pay", "= slope + rate",
         "R202 `fee` is declared in EUR, the value is a pure number = convert it, or declare `fee "
         ": ratio`"},
        {"= slope * gross_pay + rate * gross_pay", "= gross_pay * days",
         "R202 `fee` is declared in EUR, the value is EUR*day = multiply the time by a value for "
         "each day, such as `10.00 EUR/day`"},
        {"10.00 %", "10,00 %", "R004 a decimal comma = write `10.00`"},
        {"1 000 000.00", "1,000,000.00",
         "R004 digits are grouped in threes, by single spaces = write `1 000 000.00`"},
        {"1 000 000.00", "1.000.000,00",
         "R004 digits are grouped in threes, by single spaces = write `1 000 000.00`"},
        {"1 000 000.00", "1'000'000.00",
         "R004 digits are grouped in threes, by single spaces = write `1 000 000.00`"},
        {"1 000 000.00", "1_000_000.00",
         "R004 digits are grouped in threes, by single spaces = write `1 000 000.00`"},
        {"10.00 EUR", "10.00EUR", "R004 a number runs into a word = write `10.00 EUR`"},
        {"slope * gross_pay", "if is_old then cap elseif gross_pay > 20.00 EUR then cap else cap",
         "R010 expected `else`, found `elseif` = write `else if`"},
        {"slope * gross_pay", "if is_old then cap elif gross_pay > 20.00 EUR then cap else cap",
         "R010 expected `else`, found `elif` = write `else if`"},
        {"slope * gross_pay", "if is_old cap else cap",
         "R010 expected `then`, found `cap` = write `if … then … else …`"},
        {"slope * gross_pay + rate", "if is_old then rate",
         "R010 expected `else`, found `source` = write `if … then … else …`"},
        {"slope * gross_pay", "fee",
         "R703 `fee` reads itself = name what it is made of; what a row before gave is kept in a "
         "`carry` and read with `prior`"},
        {"2025-01-01 = 10.00", "31/12/2024 = 10.00",
         "R002 a day is written year-month-day = write `2024-12-31`"},
        {"2025-01-01 = 10.00", "2025/1/1 = 10.00",
         "R002 a day is written year-month-day = write `2025-01-01`"},
        {"2025-01-01 = 10.00", "01.01.2025 = 10.00",
         "R002 a day is written year-month-day = write `2025-01-01`"},
        {"2025-01-01 = 10.00", "1-1-2025 = 10.00",
         "R002 a day is written year-month-day = write `2025-01-01`"},
        {"2025-01-01 = 10.00", "2025-1-1 = 10.00",
         "R002 a day is written year-month-day = write `2025-01-01`"},
        {".. 2027-12-31", ".. 2027-11-31",
         "R002 there is no day 2027-11-31 = the last day of that month is `2027-11-30`"},
        {"2025-01-01 .. 2027-12-31", "2027-12-31 .. 2025-01-01",
         "R010 the time covered ends before it begins = write `covers 2025-01-01 .. 2027-12-31`"},
        {"0.00 .. 31.00", "31.00 .. 0.00",
         "R010 the range ends below its beginning = write `0.00 .. 31.00`"},
        {"rule fee", "Rule fee", "R001 a name has no capital letters = write `rule`"},
        {"slope * gross", "slope * Gross",
         "R001 a name has no capital letters = write `gross_pay`"},
        {"slope * gross_pay", "slope * grossPay",
         "R001 a name has no capital letters = write `gross_pay`"},
        {"slope * gross_pay", "slope * gross-pay",
         "R101 nothing is called `gross-pay` here = did you mean `gross_pay`?"},
        {"slope * gross_pay", "slope × gross_pay", "R001 `×` means nothing here = write `*`"},
        {"slope * gross_pay", "slope gross_pay",
         "R010 expected the next clause of `rule` or the next declaration, found `gross_pay`"},
        {"slope * gross_pay", "slope rate",
         "R010 expected the next clause of `rule` or the next declaration, found `rate`"},
        {"applies when", "when",
         "R010 expected `=` and a formula, or `default`, found `when` = write `applies when`"},
        {"slope * gross_pay", "max(cap; cap)", "R010 expected `)`, found `;` = write `,`"},
        {"sum of fee over contracts", "sum(fee)",
         "R101 nothing is called `sum` here = write `sum of … over contracts`"},
    }));
    CAPTURE(row.from, row.to);
    const std::string text = with(row.from, row.to);
    CHECK(said_of(text) == row.said);
    const Diagnostics findings = checked({{"xx/small.rules", text}}).findings;
    REQUIRE_FALSE(findings.empty());
    const auto repaired = test::with_proposed_text({{"xx/small.rules", text}}, findings.front());
    if (repaired) { CHECK(said_of(repaired->front().bytes).empty()); }
}

TEST_CASE("a chain of conditions and a percentage of a ratio are no slips", "[ruleset][slips]") {
    CHECK(said_of(with("slope * gross_pay",
                       "if is_old then cap else if gross_pay > 20.00 EUR then cap else cap"))
              .empty());
    CHECK(said_of(with("= 0.2000", "= 20.00 %")).empty());
}

TEST_CASE("one typo brings no message about what is right", "[ruleset][slips]") {
    const std::string act = "source act \"An act (invented)\" url \"https://example.org/act\"\n\n";
    const std::string law =
        "package xx.small\n  dated by work_end\n"
        "  layer committee when committee is \"901\"\n"
        "  covers 2025-01-01 .. 2027-12-31\n"
        "  rounding EUR half up to 0.01\n\nuse xx.law\n\n" +
        act +
        "param relief : { floor, ceiling : EUR }\n"
        "  from 2025-01-01 = { floor: 10.00, ceiling: 20.00 }  source act\n"
        "  from 2026-01-01 = { floor: 11.00, ceiling: 22.00 }  source act\n"
        "scale credit : EUR -> EUR stated\n"
        "  from 2025-01-01  source act\n"
        "    reaching     0.00 :  0.00\n"
        "    above    1 000.00 :  0.00 plus 4.00 %\n"
        "    above    2 000.00 : 40.00 plus 1.00 %\n"
        "rule due : EUR per contract\n"
        "  label fr \"a\" nl \"b\" de \"c\" en \"d\"\n"
        "  shown on payslip order 10 as earning\n"
        "  default = credit(pay) / (relief.ceiling - relief.floor) * 1.00 EUR"
        "  source act\n"
        "  exception high when pay >= relief.ceiling = 1.00 EUR  source act\n"
        "  exception mid over high when pay >= relief.floor = 2.00 EUR"
        "  source act\n";
    const std::string base = package_head("xx.law") +
                             "input committee : code per contract profile\n"
                             "input pay : EUR per contract range 0.00 .. 1 000 000.00\n"
                             "rule paid : EUR per contract\n  output\n  = pay  source act\n";
    const auto said = [&](const std::string& from, const std::string& to) {
        std::string text = law;
        if (!from.empty()) { text.replace(text.find(from), from.size(), to); }
        std::string all;
        for (const Diagnostic& one :
             checked({{"xx/law.rules", base}, {"xx/small.rules", text}}).findings) {
            if (is_housekeeping(one.code)) { continue; }
            all += (all.empty() ? "" : "\n") + std::to_string(one.where.line) + " " + one.code +
                   (one.help.starts_with("did you mean") ? " " + one.help : "");
        }
        return all;
    };
    CHECK(said("", "").empty());
    struct Row {
        const char* from;
        const char* to;
        const char* said;
    };
    const auto row = GENERATE(values<Row>({
        {"package xx", "pakage xx", "1 R011"},
        {"layer committee", "layer comittee", "3 R106 did you mean `committee`?"},
        {"rounding EUR", "rounding ERU", "5 R104"},
        {"half up", "hlaf up", "5 R010"},
        {"use xx.law", "use xx.lwa", "7 R112 did you mean `xx.law`?"},
        {"use xx.law", "ues xx.law", "7 R010 did you mean `use`?"},
        {"{ floor:", "{ flor:", "12 R107 did you mean `floor`?"},
        {"from 2026", "from 2024", "13 R403"},
        {"credit : EUR ->", "credit : ERU ->", "14 R104"},
        {"-> EUR stated", "-> ERU stated", "14 R104"},
        {"0.00 plus 4.00 %", "0,00 plus 4.00 %", "17 R004"},
        {"plus 4.00 %", "plus 4.00 EUR", "17 R202"},
        {"nl \"b\"", "nlx \"b\"", "20 R106"},
        {"over high", "over hgih", "24 R504 did you mean `high`?"},
        {"over high", "ovre high", "24 R010 did you mean `over`?"},
        {"0.00, ceiling: 20.00 }  source", "0.00, ceiling: 20.00 }  sourec",
         "12 R010 did you mean `source`?"},
        {"1.00 EUR  source act\n  exception mid", "1.00 EUR  sourec act\n  exception mid",
         "23 R010 did you mean `source`?"},
        {"work_end", "work_edn", "2 R106 did you mean `work_end`?"},
        {"per contract", "per contrct", "19 R106 did you mean `contract`?"},
        {"on payslip", "on paylsip", "21 R106 did you mean `payslip`?"},
        {"as earning", "as earnign", "21 R106 did you mean `earning`?"},
    }));
    CAPTURE(row.from, row.to);
    CHECK(said(row.from, row.to) == row.said);
}

TEST_CASE("the help for a number that runs into a word stays short", "[ruleset][check]") {
    const auto help_of = [](const std::string& number) {
        const CheckReport report = checked(
            {{"xx/small.rules", package_head("xx.small") + "param p : EUR\n  from 2025-01-01 = " +
                                    number + "  source act\n"}});
        for (const Diagnostic& one : report.findings) {
            if (one.code == "R004") { return one.help; }
        }
        return std::string{"no R004"};
    };
    CHECK(help_of("12EUR") == "write `12 EUR`");
    CHECK(help_of(std::string(3'000, '1') + "EUR") == "write a space before the word");
    CHECK(help_of("12" + std::string(3'000, 'x')) == "write a space before the word");
}

TEST_CASE("versions out of order and a gap between them are told together", "[ruleset][check]") {
    struct Row {
        const char* why;
        const char* versions;
        std::vector<std::string> found;
    };
    const std::vector<Row> rows{
        {"the first days have none",
         "  from 2026-07-01 = 1.00  source act\n  from 2026-01-01 = 2.00  source act\n",
         {"1:7 R401", "3:3 R403"}},
        {"sorted they leave no gap",
         "  from 2026-07-01 = 1.00  source act\n  from 2025-01-01 = 2.00  source act\n",
         {"3:3 R403"}},
        {"two on one day after a gap",
         "  from 2025-01-01 = 1.00  source act\n  until 2025-12-31\n"
         "  from 2026-07-01 = 2.00  source act\n  from 2026-07-01 = 3.00  source act\n",
         {"3:3 R401", "5:3 R403"}},
        {"one that ends before those above it",
         "  from 2026-07-01 = 1.00  source act\n  from 2025-01-01 = 2.00  source act\n"
         "  until 2026-05-31\n",
         {"3:3 R403", "4:3 R401"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        CHECK(findings_of(std::string{"param p : EUR\n"} + row.versions) == row.found);
    }
}

TEST_CASE("a value of another kind or scope brings its repair", "[ruleset][slips]") {
    const std::string base = package_head("xx.small") +
                             "input pay : EUR per payslip range 0.00 .. 1 000.00\n"
                             "input hurry : bool per payslip\n"
                             "input first : date per payslip\n"
                             "input last : date per payslip\n"
                             "input n : count per payslip range 0 .. 40\n"
                             "input w : EUR per contract range 0.00 .. 100.00\n"
                             "input net : EUR per client range 0.00 .. 100.00\n"
                             "scale tax : EUR marginal\n"
                             "  from 2025-01-01 source act\n"
                             "    above 0.00 : 5.00 %\n"
                             "param p : EUR\n"
                             "  from 2025-01-01 = 1.00 source act\n"
                             "param pair : { low, high : EUR }\n"
                             "  from 2025-01-01 = { low: 1.00, high: 2.00 } source act\n"
                             "  from 2026-01-01 = { low: previous * 2, high: 3.00 } source act\n"
                             "rule fee : EUR per payslip\n"
                             "  output\n"
                             "  = pay source act\n";
    CHECK(said_of(base).empty());
    const std::string functions =
        "declare a scale of that name; functions are `abs`, `add_days`, `add_months`, `clamp`, "
        "`day_of`, `days_between`, `max`, `min`, `month_of`, `months_between`, `year_of` and "
        "`years_between`";
    const auto row = GENERATE_COPY(values<Row>({
        {"= pay s", "= sqrt(pay) s", "R101 nothing is called `sqrt` here = " + functions},
        {"= pay s", "= fo3[pay] s",
         "R101 nothing is called `fo3` here = declare it, or `use` the package that does"},
        {"= pay s", "= pay + hurry s",
         "R203 a number is expected here, this is a condition = a condition chooses a number: "
         "write "
         "`if hurry then … else …`"},
        {"= pay s", "= last - first s",
         "R203 one day is not subtracted from another = write `days_between(first, last)`"},
        {"= pay s", "= last + 3 s",
         "R203 a day and a number are not added = write `add_days(last, 3)`"},
        {"= pay s", "= abs(pay, pay) s", "R602 `abs` has 1 argument, not 2 = write `abs(x)`"},
        {"= pay s", "= add_months(first, 3) s",
         "R602 `add_months` has 3 arguments, not 2 = write `add_months(day, count, up)`, or `down` "
         "for the last day of the month"},
        {"= pay s", "= net s",
         "R701 `net` is a value per client, read from a value per payslip = a contract belongs to "
         "both: read it there, in a rule per contract, and sum that"},
        {"= pay s", "= tax(n) s",
         "R201 `tax` takes EUR, this is a pure number = give it a value in EUR, or declare the "
         "scale in a pure number"},
        {"= pay s", "= tax(3) s",
         "R201 `tax` takes EUR, this is a pure number = give the number its unit: `3 EUR`"},
        {"= pay s", "= sum of w over contracts where w > 3 EUR s",
         "R203 a condition is expected here, this is EUR = a comparison behind `where` stands in "
         "parentheses: `where (w > 0)`"},
        {"0.00 : 5.00 %", "0.00 : 5.00 EUR",
         "R202 a bracket of a marginal scale has a rate, this is an amount = write a rate such as "
         "`5.00 %`, or declare `tax : EUR -> EUR step`"},
        {"= 1.00 s", "= previous * 2 s",
         "R534 this is the first version: `previous` has none before it = write the value"},
        {"previous * 2", "previous.low * 2",
         "R006 `previous.low` contains a reserved word = write `previous`: it is the same field of "
         "the version before"},
        {"= pay s", "= pay * 1.000 000 000 1 s",
         "R004 digits behind the point are not grouped = write `1.0000000001`"},
        {"= pay s", "= 1 EUR if hurry else 2 EUR s",
         "R010 expected the next clause of `rule` or the next declaration, found `if` = write `if "
         "… "
         "then … else …`, the condition first"},
        {"= pay s", "= pay; s",
         "R010 expected the next clause of `rule` or the next declaration, found `;` = remove it: "
         "the next clause begins on the next line"},
        {"= pay s", "= sum of w * 2 over contracts s",
         "R010 expected `over`, found `*` = what is taken together stands in parentheses: `sum of "
         "(…) over …`"},
        {"  output", "  shown on payslip order 10 section pay as earning",
         "R010 expected `as` and a role, or the next clause, found `section` = the section stands "
         "before the order: `section … order 10`"},
        {"\nrule fee", "\n  rule fee",
         "R010 expected the next clause of `param` or the next declaration, found `rule` = a "
         "declaration begins in column 1: remove the blanks before `rule`"},
        {"input n :", "unit box decimals 2 000\ninput n :",
         "R305 `box` has more than 18 decimals = write 18 or fewer"},
        {"fee : EUR", "fee : EUR(0.01)",
         "R004 a number of decimals is whole, `0.01` is not = write `2`, if that is meant"},
        {"rule fee", "rule Größe",
         "R001 a name has the letters a to z, digits and `_` only = write `groesse`"},
        {"rule fee", "rule été",
         "R001 a name has the letters a to z, digits and `_` only = write `ete`"},
    }));
    CAPTURE(row.to);
    std::string text = base;
    text.replace(text.find(row.from), std::string{row.from}.size(), row.to);
    CHECK(said_of(text) == row.said);
}

TEST_CASE("a step of a test that is cut short says how it goes on", "[ruleset][slips]") {
    CHECK(said_of(slip_free + "test \"t\" on 2026-06-30\n  given foo\n  expect fee = 1.00\n") ==
          "R010 expected `=`, found `expect` = write `given foo = …`");
    CHECK(said_of(slip_free + "test \"t\" on 2026-06-30\n  expect fee fault E302\n") ==
          "R010 expected `:`, found `E302` = a fault is one of the whole row: write `expect fault "
          "E302`");
}

TEST_CASE("a formula that is a condition is decided by ranges too", "[ruleset][check]") {
    const std::string inputs =
        "input n : count per payslip range 0 .. 40\n"
        "input pay : EUR per payslip range 0.00 .. 10.00\n";
    const auto found = [&](const std::string& formula) {
        return findings_of(inputs + "rule e : bool per payslip\n  output\n  = " + formula + "\n");
    };
    CHECK(found("n > 40") == std::vector<std::string>{"5:5 R355"});
    CHECK(found("n >= 0 or pay > 3 EUR") == std::vector<std::string>{"5:5 R355"});
    CHECK(found("n > 39").empty());
    // An `ensure` that holds always is a promise that the checks could prove.
    CHECK(findings_of(inputs + "rule e : count per payslip\n  output\n  = n\n  ensure e >= 0\n")
              .empty());
}

TEST_CASE("sets, and parts of a condition that exclude each other, are decided",
          "[ruleset][check]") {
    const auto found = [](const std::string& formula) {
        return findings_of(
            "enum kind { a, b }\ninput k : kind per payslip\n"
            "input n : count per payslip range 0 .. 10\n"
            "rule e : bool per payslip\n  output\n  = " +
            formula + "\n");
    };
    const std::vector<std::string> decided{"6:5 R355"};
    for (const char* formula : {"n in { 11, 12 }", "k in { a, b }", "not (k is a) and k is a",
                                "k is a or k is b", "n < n", "n >= n", "k is not k"}) {
        CAPTURE(formula);
        CHECK(found(formula) == decided);
    }
    for (const char* formula : {"n in { 10, 11 }", "k in { a }", "k is a and n > 3",
                                "k is a and n > 3 or k is b", "n < 3 or n > 3"}) {
        CAPTURE(formula);
        CHECK(found(formula).empty());
    }
    CHECK(found("k in { a, a }") == std::vector<std::string>{"6:15 R013"});
    CHECK(found("n in { 1, 2, 1 }") == std::vector<std::string>{"6:18 R013"});
}
