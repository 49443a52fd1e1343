#include "engine/ruleset/syntax/parser.hpp"

#include "tests/support/files.hpp"
#include "tests/unit/engine/ruleset/syntax/shop_file.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>

using namespace mutua;
using namespace mutua::ruleset;
using ruleset::testing::head;
using ruleset::testing::parsed;
using syntax::Expression;
using syntax::ExpressionKind;

namespace {

syntax::File file_of(const std::string& text, const std::string& path = "xx/shop.rules") {
    ParsedFile made = parsed(text, path);
    std::string findings;
    for (const Diagnostic& one : made.findings) { findings += to_string(one) + "\n"; }
    CHECK(findings.empty());
    return std::move(made.file);
}

std::string text_of(const Expression& node);

std::string joined(const Expression& node, const std::string& name) {
    std::string text = "(" + name;
    for (const syntax::Name& one : node.names) { text += " " + one.text; }
    for (const Expression& child : node.children) { text += " " + text_of(child); }
    for (const syntax::MatchCase& one : node.cases) {
        text += " [";
        for (const Expression& pattern : one.patterns) { text += text_of(pattern) + " "; }
        text += ": " + text_of(one.value) + "]";
    }
    return text + ")";
}

/// An expression with all its parentheses.
std::string text_of(const Expression& node) {
    switch (node.kind) {
        case ExpressionKind::number:
            return node.text + (node.flag ? "%" : "") + (node.unit ? " " + node.unit->text : "");
        case ExpressionKind::date:
            return to_string(*node.date);
        case ExpressionKind::text:
            return '"' + node.text + '"';
        case ExpressionKind::yes_no:
            return node.flag ? "yes" : "no";
        case ExpressionKind::name:
            return node.text;
        case ExpressionKind::call:
            return joined(node, "call " + node.text);
        case ExpressionKind::index:
            return joined(node, std::string{node.flag ? "index-else " : "index "} + node.text);
        case ExpressionKind::at_date:
            return joined(node, "at");
        case ExpressionKind::start_of:
            return joined(node, "start " + node.text);
        case ExpressionKind::negate:
            return joined(node, "neg");
        case ExpressionKind::add:
            return joined(node, "+");
        case ExpressionKind::subtract:
            return joined(node, "-");
        case ExpressionKind::multiply:
            return joined(node, "*");
        case ExpressionKind::divide:
            return joined(node, "/");
        case ExpressionKind::less:
            return joined(node, "<");
        case ExpressionKind::less_equal:
            return joined(node, "<=");
        case ExpressionKind::greater:
            return joined(node, ">");
        case ExpressionKind::greater_equal:
            return joined(node, ">=");
        case ExpressionKind::is:
            return joined(node, "is");
        case ExpressionKind::is_not:
            return joined(node, "is-not");
        case ExpressionKind::in_set:
            return joined(node, "in");
        case ExpressionKind::applies:
            return joined(node, "applies");
        case ExpressionKind::logical_and:
            return joined(node, "and");
        case ExpressionKind::logical_or:
            return joined(node, "or");
        case ExpressionKind::logical_not:
            return joined(node, "not");
        case ExpressionKind::if_then_else:
            return joined(node, "if");
        case ExpressionKind::match:
            return joined(node, "match");
        case ExpressionKind::round:
            return joined(node, "round " + node.rounding->step);
        case ExpressionKind::aggregate:
            return joined(node, node.text);
        case ExpressionKind::count:
            return joined(node, "count");
        case ExpressionKind::tagged_sum:
            return joined(node, "tagged");
        case ExpressionKind::split:
            return joined(node, "split");
        case ExpressionKind::prior:
            return "(prior " + node.text + ")";
        case ExpressionKind::inherited:
            return "inherited";
        case ExpressionKind::previous:
            return "previous";
        case ExpressionKind::as_unit:
            return joined(node, "as " + node.unit->text);
    }
    return "?";
}

std::string formula(const std::string& expression) {
    const auto file = file_of(head + "rule r : EUR per payslip\n  = " + expression + "\n");
    REQUIRE(file.rules.size() == 1);
    return text_of(file.rules[0].versions.at(0).definition->value);
}

}  // namespace

TEST_CASE("operators bind as the table of precedence says", "[ruleset][syntax]") {
    struct Row {
        const char* expression;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"a + b * c - d / e", "(- (+ a (* b c)) (/ d e))"},
        {"- a * b", "(* (neg a) b)"},
        {"a - - b", "(- a (neg b))"},
        {"(a + b) * c", "(* (+ a b) c)"},
        {"not a is b or c and d < e", "(or (not (is a b)) (and c (< d e)))"},
        {"a is not b", "(is-not a b)"},
        {"x in { blue, white, 1 + 2 }", "(in x blue white (+ 1 2))"},
        {"relief applies and b", "(and (applies relief) b)"},
        {"if a then b else if c then d else e", "(if a b (if c d e))"},
        {"a * b as EUR/month", "(* a (as EUR/month b))"},
        {"(a * b) as EUR/month * 12 month/year", "(* (as EUR/month (* a b)) 12 month/year)"},
        {"1 234 567.50 EUR / 12.5 %", "(/ 1234567.50 EUR 12.5%)"},
        {"min(a, b + c)", "(call min a (+ b c))"},
        {"year_tax(pay * 12 month/year)", "(call year_tax (* pay 12 month/year))"},
        {"town[k, l]", "(index town k l)"},
        {"town[k, else 0 %]", "(index-else town k 0%)"},
        {"rate at 2026-03-01", "(at rate 2026-03-01)"},
        {"rate at payment_date * 2", "(* (at rate payment_date) 2)"},
        {"tax at start of year of payment_date (x)", "(at (call tax x) (start year payment_date))"},
        {"round(a / b) half even to 0.05 + c", "(+ (round 0.05 (/ a b)) c)"},
        {"sum of pay over contracts", "(sum contracts pay)"},
        {"max of (a + b) over contracts where (c)", "(max contracts (+ a b) c)"},
        {"count of contracts where (kind is blue)", "(count contracts (is kind blue))"},
        {"sum of tagged extra", "(tagged extra)"},
        {"split cost by weight", "(split cost weight)"},
        {"split - 3", "(- split 3)"},
        {"sum + count", "(+ sum count)"},
        {"min(base, cap) - min(prior base, cap)",
         "(- (call min base cap) (call min (prior base) cap))"},
        {"match size { small : 1 EUR, large or huge : 2 EUR, otherwise : 0 }",
         "(match size [small : 1 EUR] [large huge : 2 EUR] [: 0])"},
        {"add_months(day, 1, up)", "(call add_months day 1 up)"},
        {"\"901\"", "\"901\""},
        {"relief.most - relief.slope * (base - relief.floor)",
         "(- relief.most (* relief.slope (- base relief.floor)))"},
        {"inherited + 0.50 EUR/day * days", "(+ inherited (* 0.50 EUR/day days))"},
    }));
    CAPTURE(row.expression);
    CHECK(formula(row.expression) == row.expected);
}

TEST_CASE("a package of every declaration is read whole", "[ruleset][syntax]") {
    const auto file = file_of(
        test::file_bytes(std::string{MUTUA_SOURCE_DIR} + "/fixtures/rules/good/xx/orchard.rules"),
        "xx/orchard.rules");
    CHECK(file.package.text == "xx.orchard");
    CHECK(file.clock->text == "work_end");
    CHECK(*file.covers_from == *parse_date("2025-01-01"));
    CHECK(*file.covers_to == *parse_date("2027-12-31"));
    CHECK(file.rounding_unit->text == "EUR");
    CHECK(file.rounding->step == "0.01");
    CHECK(file.sources.size() == 2);
    CHECK(file.sources[0].url == "https://example.org/picking");
    CHECK(file.enums.size() == 1);
    CHECK(file.inputs.size() == 4);
    CHECK(file.inputs[0].profile);
    CHECK(file.params.size() == 4);
    CHECK(file.scales.size() == 1);
    CHECK(file.rules.size() == 7);
    CHECK(file.tests.size() >= 5);
}

TEST_CASE("versions of a param keep day, value, rounding and evidence", "[ruleset][syntax]") {
    const auto file = file_of(head +
                              "param rate : percent\n"
                              "  from 2025-01-01 = 10.00 %  source act \"par. 2\"\n"
                              "  from 2026-01-01 = previous * 1.03 round half up to 0.0001\n"
                              "    source act \"par. 3\" source note review by 2027-06-30 "
                              "provisional\n"
                              "  until 2027-12-31\n");
    const auto& versions = file.params.at(0).versions;
    REQUIRE(versions.size() == 3);
    CHECK(versions[0].from == *parse_date("2025-01-01"));
    CHECK(text_of(*versions[0].value) == "10.00%");
    CHECK(versions[0].evidence.citations.at(0).place == "par. 2");
    CHECK_FALSE(versions[0].rounding);
    CHECK(text_of(*versions[1].value) == "(* previous 1.03)");
    CHECK(versions[1].rounding->mode == Rounding::half_up);
    CHECK(versions[1].rounding->step == "0.0001");
    CHECK(versions[1].evidence.citations.size() == 2);
    CHECK(versions[1].evidence.review_by == parse_date("2027-06-30"));
    CHECK(versions[1].evidence.provisional);
    CHECK(versions[2].until == parse_date("2027-12-31"));
}

TEST_CASE("a rule keeps head, versions, exceptions and guarantees", "[ruleset][syntax]") {
    const auto file = file_of(head +
                              "rule due : EUR(4) per contract\n"
                              "  label fr \"Dû\" nl \"Te betalen\" de \"Fällig\" en \"Due\"\n"
                              "  shown on declaration section price order 410 as warning\n"
                              "  tags base, extra\n"
                              "  output\n"
                              "  open to committee, client at least\n"
                              "  from 2026-01-01\n"
                              "    applies when pay > 0\n"
                              "    default = pay * 2 round down to 1  source act\n"
                              "    exception blue over red, green when kind is blue = pay\n"
                              "    exception red exclusive with green when pay > 5 = 0\n"
                              "  until 2027-12-31\n"
                              "  ensure due >= 0 else \"too \\\"low\\\"\"\n");
    const syntax::Rule& rule = file.rules.at(0);
    CHECK(rule.type.decimals == "4");
    CHECK(rule.scope.text == "contract");
    CHECK(rule.labels.size() == 4);
    CHECK(rule.labels[2].text == "Fällig");
    CHECK(rule.shown->document.text == "declaration");
    CHECK(rule.shown->section->text == "price");
    CHECK(rule.shown->order == "410");
    CHECK(rule.shown->role->text == "warning");
    CHECK(rule.tags.size() == 2);
    CHECK(rule.output);
    CHECK(rule.open->layers.size() == 2);
    CHECK(rule.open->bound->text == "least");
    REQUIRE(rule.versions.size() == 2);
    CHECK(rule.versions[0].is_default);
    CHECK(text_of(*rule.versions[0].applies_when) == "(> pay 0)");
    CHECK(rule.versions[0].definition->rounding->mode == Rounding::down);
    REQUIRE(rule.versions[0].exceptions.size() == 2);
    CHECK(rule.versions[0].exceptions[0].over.size() == 2);
    CHECK(rule.versions[0].exceptions[1].exclusive_with.at(0).text == "green");
    CHECK(rule.versions[1].until == parse_date("2027-12-31"));
    CHECK(rule.ensures.at(0).message == "too \"low\"");
}

TEST_CASE("test blocks keep clocks, rows, values and faults", "[ruleset][syntax]") {
    using Step = syntax::TestStep::Kind;
    using Value = syntax::TestValue::Kind;
    const auto file = file_of(head +
                              "test \"all that a test may say\"\n"
                              "  on work_end 2026-06-30, payment_date 2026-07-05\n"
                              "  given rate = 12.5 %, part = 15/38, loss = -3.20 EUR, kind = blue\n"
                              "  given contract b of client shop : town = \"901\", ok = yes\n"
                              "  given prior base = 5 000.00, started = 2026-01-01\n"
                              "  expect due not applicable, fault E301, total = 0.00\n"
                              "  expect contract b : due = 1.00\n"
                              "  then on 2026-07-31\n"
                              "  expect total = 1.00\n");
    const syntax::Test& test = file.tests.at(0);
    REQUIRE(test.cases.size() == 2);
    CHECK(test.cases[0].clocks.at(1).clock->text == "payment_date");
    CHECK_FALSE(test.cases[1].clocks.at(0).clock);
    const auto& steps = test.cases[0].steps;
    REQUIRE(steps.size() == 12);
    CHECK(steps[0].value->text == "0.125");
    CHECK(steps[0].value->percent);
    CHECK(steps[1].value->denominator == "38");
    CHECK(steps[2].value->text == "-3.20");
    CHECK(steps[2].value->unit->text == "EUR");
    CHECK(steps[3].value->kind == Value::name);
    CHECK(steps[4].row_name->text == "b");
    CHECK(steps[4].owners.at(0).second.text == "shop");
    CHECK(steps[4].value->kind == Value::text);
    CHECK(steps[5].value->flag);
    CHECK(steps[6].kind == Step::given_prior);
    CHECK(steps[7].value->date == parse_date("2026-01-01"));
    CHECK(steps[8].kind == Step::expect_not_applicable);
    CHECK(steps[9].fault == "E301");
    CHECK(steps[11].row_scope->text == "contract");
}

TEST_CASE("hundredths of a percentage keep every digit", "[ruleset][syntax]") {
    struct Row {
        const char* written;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>(
        {{"100 %", "1.00"}, {"7 %", "0.07"}, {"0.125 %", "0.00125"}, {"1 250 %", "12.50"}}));
    const auto file = file_of(
        head + "test \"t\" on 2026-01-01\n  given rate = " + std::string{row.written} + "\n");
    CHECK(file.tests.at(0).cases.at(0).steps.at(0).value->text == row.expected);
}

TEST_CASE("tables, carries and amendments are read", "[ruleset][syntax]") {
    const auto file = file_of(head +
                              "carry base : EUR per payslip keyed by member  range 0.00 .. 9.00\n"
                              "  = prior base + pay  source act\n"
                              "  reset each civil_year\n  starts at 1.50\n"
                              "table fee (kind : stop, cold : bool) : EUR\n"
                              "  dated by payment_date\n"
                              "  from 2025-01-01 source act\n    row depot, yes : 1.00\n"
                              "    otherwise : 3.00\n"
                              "  from 2026-01-01 file \"fees.csv\" source act\n"
                              "  until 2026-12-31\n"
                              "amend xx.meal.meal\n"
                              "  from 2025-01-01\n"
                              "    exception long when a = inherited + 1.00 EUR source cla\n"
                              "    exception longer over long when b = inherited\n"
                              "unit kg decimals 3\n");
    REQUIRE(file.carries.size() == 1);
    const auto& carry = file.carries[0];
    CHECK(carry.key.text == "member");
    CHECK(carry.reset->text == "civil_year");
    CHECK(carry.starts_at->text == "1.50");
    CHECK(carry.range_high->text == "9.00");
    CHECK(carry.definition->evidence.citations.size() == 1);
    REQUIRE(file.tables.size() == 1);
    const auto& table = file.tables[0];
    CHECK(table.keys.size() == 2);
    CHECK(table.clock->text == "payment_date");
    REQUIRE(table.versions.size() == 3);
    CHECK(table.versions[0].rows.at(0).keys.size() == 2);
    CHECK(table.versions[0].otherwise->text == "3.00");
    CHECK(table.versions[1].file->text == "fees.csv");
    CHECK(table.versions[2].until == *parse_date("2026-12-31"));
    REQUIRE(file.amends.size() == 1);
    CHECK(file.amends[0].rule.text == "xx.meal.meal");
    CHECK(file.amends[0].versions.at(0).exceptions.at(1).over.at(0).text == "long");
    CHECK(file.units.at(0).decimals == "3");
}

TEST_CASE("types of every kind are read", "[ruleset][syntax]") {
    const auto file = file_of(head +
                              "param relief : { floor, most : EUR/month; slope : ratio(4) }\n"
                              "  from 2025-01-01 = { floor: 1.00, most: 2.00, slope: 0.2 }\n"
                              "input side : enum { north, south } per contract profile\n"
                              "input started : date per contract default 2026-01-01\n"
                              "input sick : bool per contract default no\n"
                              "input town : code per contract default \"\"\n");
    const auto& fields = file.params.at(0).type.fields;
    REQUIRE(fields.size() == 3);
    CHECK(fields[1].name.text == "most");
    CHECK(fields[1].type.unit.text == "EUR/month");
    CHECK(fields[2].type.decimals == "4");
    CHECK(file.params[0].versions.at(0).fields.size() == 3);
    CHECK(file.inputs.at(0).type.items.size() == 2);
    CHECK(file.inputs.at(1).type.kind == syntax::TypeKind::date);
    CHECK(file.inputs.at(2).type.kind == syntax::TypeKind::boolean);
    CHECK(file.inputs.at(3).default_value->text.empty());
}

TEST_CASE("tests that are left out are passed over, whatever stands in them", "[ruleset][syntax]") {
    const std::string rules =
        head +
        "test \"one\"\n  given\n    ? no rule at all\n# a comment\n\n  expect\n"
        "rule first : EUR per payslip output = 1.00\n"
        "test \"two\"\n"
        "test \"three\"\n  expect first = \"\n"
        "rule second : EUR per payslip output = 2.00\n"
        "test \"four\"";
    const std::vector<SourceFile> files{{"xx/shop.rules", rules}};
    const ParsedFile without = parse(files, 0, TestBlocks::left_out);
    CHECK(without.findings.empty());
    CHECK(without.file.tests.empty());
    REQUIRE(without.file.rules.size() == 2);
    CHECK(without.file.rules[0].name.text == "first");
    CHECK(without.file.rules[1].name.text == "second");
    // Their places are those of the whole text.
    CHECK(position_of(files, without.file.rules[1].name.span).line ==
          position_of(files, parse(files, 0).file.rules[1].name.span).line);
    CHECK_FALSE(parse(files, 0).findings.empty());
    // A name that begins with the word is no test.
    const auto misspelt =
        parse({{"xx/shop.rules", head + "tests \"x\"\n"}}, 0, TestBlocks::left_out);
    CHECK_FALSE(misspelt.findings.empty());
}
