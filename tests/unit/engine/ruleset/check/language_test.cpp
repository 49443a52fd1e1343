#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

/// What stands before each row of the table: seven lines.
const std::string delivery_ground = R"(enum stop { depot, shop, home }
input place : stop per contract
input cold : bool per contract
input pay : EUR per contract  range 0.00 .. 1 000.00
input cost : EUR per payslip  range 0.00 .. 1 000.00
input town : code per contract
input days : day per contract  range 0.00 .. 31.00
)";

const TableDefinition& table_of(const Ruleset& rules) {
    for (const Definition& one : rules->definitions) {
        if (one.table() != nullptr) { return *one.table(); }
    }
    throw std::runtime_error{"no table"};
}

const RuleDefinition& rule_of(const Ruleset& rules, const std::string& name) {
    for (const Definition& one : rules->definitions) {
        if (one.name == name && one.rule() != nullptr) { return *one.rule(); }
    }
    throw std::runtime_error{"no rule " + name};
}

/// The ruleset of a law that is open and of agreements that amend it.
CheckReport amended(const std::string& open, const std::string& head,
                    const std::string& amendment) {
    const std::string law = package_head("xx.law") +
                            "input committee : code per contract  profile\n"
                            "input pay : EUR per contract  range 0.00 .. 1 000.00\n"
                            "rule meal : EUR per contract\n  output\n" +
                            open + "  = pay\n";
    const std::string above = "package xx.agreement\n  covers 2025-01-01 .. 2027-12-31\n" + head +
                              "  rounding EUR half up to 0.01\nuse xx.law\n" + amendment;
    return checked({{"xx/law.rules", law}, {"xx/agreement.rules", above}});
}

std::vector<std::string> codes_of(const CheckReport& report) {
    std::vector<std::string> codes;
    for (const Diagnostic& one : report.findings) {
        if (!is_housekeeping(one.code)) { codes.push_back(one.code); }
    }
    return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("tables, splits, carries and means are checked at their places", "[ruleset]") {
    struct Row {
        const char* why;
        const char* text;
        std::vector<std::string> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"a complete table",
         "table t (cold : bool) : EUR\n  from 2025-01-01  source act\n    row yes : 1.00\n"
         "    row no : 2.00\nrule y : EUR per contract\n  = t[cold]",
         {}},
        {"a table lacks a combination",
         "table t (kind : stop, cold : bool) : EUR\n  from 2025-01-01  source act\n"
         "    row depot, yes : 1.00\n    row depot, no : 1.00\n    row shop, yes : 1.00\n"
         "    row shop, no : 1.00\n    row home, no : 1.00",
         {"9:3 R604"}},
        {"a code need not be complete",
         "table t (k : code) : EUR\n  from 2025-01-01  source act\n    row \"a\" : 1.00",
         {}},
        {"for every code the bools are complete",
         "table t (k : code, cold : bool) : EUR\n  from 2025-01-01  source act\n"
         "    row \"a\", yes : 1.00\n    row \"a\", no : 1.00\n    row \"b\", no : 1.00",
         {"9:3 R604"}},
        {"a row with too few keys",
         "table t (kind : stop, cold : bool) : EUR\n  from 2025-01-01  source act\n"
         "    row depot : 1.00\n    otherwise : 2.00",
         {"10:5 R602"}},
        {"five keys",
         "table t (a : code, b : code, c : code, d : code, e : code) : EUR\n"
         "  from 2025-01-01  source act\n    otherwise : 2.00",
         {"8:50 R602"}},
        {"a number between two others is no key",
         "table t (k : EUR) : EUR\n  from 2025-01-01  source act\n    otherwise : 2.00",
         {"8:14 R203"}},
        {"a row without a source",
         "table t (k : code) : EUR\n  from 2025-01-01\n    otherwise : 2.00",
         {"9:3 R801"}},
        {"a table gives money, not a rate",
         "table t (k : code) : EUR\n  from 2025-01-01  source act\n    otherwise : 2.00 %",
         {"10:17 R202"}},
        {"a table without its keys",
         "table t (k : code) : EUR\n  from 2025-01-01  source act\n    otherwise : 2.00\n"
         "rule y : EUR per contract\n  = t",
         {"12:5 R602"}},
        {"a key of another kind",
         "table t (k : code) : EUR\n  from 2025-01-01  source act\n    otherwise : 2.00\n"
         "rule y : EUR per contract\n  = t[cold]",
         {"12:7 R203"}},
        {"a table that ends too early",
         "table t (k : code) : EUR\n  from 2025-01-01  source act\n    otherwise : 2.00\n"
         "  until 2026-12-31",
         {"11:3 R401"}},
        {"no such CSV file",
         "table t (k : code) : EUR\n  from 2025-01-01 file \"t.csv\"  source act",
         {"9:24 R606"}},
        {"a split of what is above", "rule y : EUR per contract\n  = split cost by pay", {}},
        {"a split of what is beside",
         "rule y : EUR per contract\n  = split pay by pay",
         {"9:11 R704"}},
        {"a split downwards", "rule y : EUR per payslip\n  = split cost by cost", {"9:11 R704"}},
        {"a carry",
         "carry c : EUR per payslip keyed by member  range 0.00 .. 9 000.00\n"
         "  = prior c + cost\n  reset each month",
         {}},
        {"a carry of a client in a payslip",
         "carry c : EUR per payslip keyed by client  range 0.00 .. 9 000.00\n"
         "  = prior c + cost\n  reset each month",
         {"8:36 R713"}},
        {"a carry that starts outside its range",
         "carry c : EUR per payslip keyed by member  range 5.00 .. 9 000.00\n"
         "  = prior c + cost\n  reset each month",
         {"8:7 R203"}},
        {"a carry without a range",
         "carry c : EUR per payslip keyed by member\n  = prior c + cost\n  reset each never",
         {"8:7 R351"}},
        {"no such reset",
         "carry c : EUR per payslip keyed by member  range 0.00 .. 9 000.00\n"
         "  = prior c + cost\n  reset each week",
         {"10:14 R712"}},
        {"a contract reads the carry of its payslip",
         "carry c : EUR per payslip keyed by member  range 0.00 .. 9 000.00\n"
         "  = prior c + cost\n  reset each never\nrule y : EUR per contract\n  = prior c",
         {}},
        {"prior of an input", "rule y : EUR per contract\n  = prior pay", {"9:5 R711"}},
        {"a mean over days of a condition",
         "rule y : bool per contract\n  dated by day\n  = pay > 1.00 EUR",
         {"9:12 R203"}},
        {"a mean over days in two roundings",
         "rule y : EUR per contract\n  dated by day\n  from 2025-01-01 = pay\n"
         "  from 2026-01-01 = pay round half up to 0.05",
         {"11:31 R406"}},
        {"a param is not dated by day",
         "param p : EUR\n  dated by day\n  from 2025-01-01 = 1.00  source act",
         {"9:12 R406"}},
        {"nothing is read at `day`",
         "param p : EUR\n  from 2025-01-01 = 1.00  source act\n"
         "rule y : EUR per contract\n  = p at day",
         {"11:10 R404"}},
        {"an unknown scope says nothing more",
         "rule y : EUR per worker\n  = sum of pay over contracts + cost + pay",
         {"8:18 R106"}},
        {"no layer above the law is called law",
         "rule y : EUR per contract\n  open to law\n  = pay",
         {"9:11 R106"}},
        {"amending what is not there",
         "amend nothing\n  exception a when cold = 1.00 EUR",
         {"8:7 R101"}},
        {"amending an input", "amend pay\n  exception a when cold = 1.00 EUR", {"8:7 R203"}},
    }));
    CAPTURE(row.why);
    CHECK(findings_of(delivery_ground + row.text + "\n") == row.expected);
}

TEST_CASE("rows of a table stand in the order of their keys", "[ruleset]") {
    const Ruleset rules = small_rules(
        delivery_ground +
        "table t (kind : stop, n : count) : percent\n  from 2025-01-01  source act\n"
        "    row shop, 2 : 2.00 %\n    row depot, 7 : 3.00 %\n    row shop, 1 : 1.00 %\n"
        "    otherwise : 0.00 %\n"
        "rule y : percent per contract\n  output\n  = t[place, 1]\n");
    const TableVersion& version = table_of(rules).versions.at(0);
    REQUIRE(version.rows.size() == 3);
    CHECK(std::get<EnumItem>(version.rows[0].keys.at(0)).position == 0);
    CHECK(std::get<Decimal>(version.rows[1].keys.at(1)) == 1);
    CHECK(std::get<Decimal>(version.rows[2].value) == Decimal{2, 100});
    CHECK(std::get<Decimal>(*version.otherwise) == 0);
}

TEST_CASE("a CSV table is read to the last digit, and its faults have its places", "[ruleset]") {
    const std::string rules = package_head("xx.small") +
                              "enum stop { depot, shop }\ninput place : stop per contract\n"
                              "table fee (kind : stop, cold : bool) : EUR\n"
                              "  from 2025-01-01 file \"tables/fee.csv\"  source act\n"
                              "rule y : EUR per contract\n  output\n  = fee[place, yes]\n";
    const auto read = [&](const std::string& csv) {
        return checked({{"xx/small.rules", rules}, {"xx/tables/fee.csv", csv}});
    };
    const CheckReport good = read(
        "kind:stop;cold:bool;amount:EUR\nshop;yes;12 345.67\nshop;no;0.10\ndepot;no;-1\n"
        "depot;yes;2.50\n");
    for (const Diagnostic& one : good.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(good.ruleset != nullptr);
    const TableVersion& version = table_of(good.ruleset).versions.at(0);
    CHECK(version.file == "xx/tables/fee.csv");
    REQUIRE(version.rows.size() == 4);
    CHECK(std::get<Decimal>(version.rows[0].value) == -1);
    CHECK(std::get<Decimal>(version.rows[3].value) == Decimal{1'234'567, 100});
    struct Row {
        const char* csv;
        const char* expected;
    };
    const std::string heading = "kind:stop;cold:bool;amount:EUR\n";
    const auto row = GENERATE(values<Row>({
        {"shop;yes;1.005\n", "2:10 R606"},
        {"shop;yes;1,00\n", "2:10 R606"},
        {"shop;yes;1.00 %\n", "2:10 R606"},
        {"shop;maybe;1.00\n", "2:6 R606"},
        {"shops;yes;1.00\n", "2:1 R606"},
        {"shop;yes\n", "2:1 R606"},
        {"shop;yes;1.00\n\nshop;no;1.00\n", "3:1 R606"},
        {"shop;yes;1.00\r\n", "2:14 R606"},
        {"shop;\"yes\";1.00\n", "2:6 R606"},
        {"shop;yes;1.00\nshop;yes;2.00\n", "3:1 R605"},
    }));
    CAPTURE(row.csv);
    const CheckReport report = read(heading + row.csv);
    REQUIRE_FALSE(report.findings.empty());
    const Diagnostic& first = report.findings.back().where.file == "xx/tables/fee.csv"
                                  ? report.findings.back()
                                  : report.findings.front();
    CHECK(std::to_string(first.where.line) + ":" + std::to_string(first.where.column) + " " +
              first.code ==
          row.expected);
    CHECK(codes_of(read("kind:stop;amount:EUR\n")) == Codes{"R606"});
}

TEST_CASE("amendments stand from the lowest layer to the highest", "[ruleset]") {
    const std::string committee = "  layer committee when committee is \"901\"\n";
    const std::string more = "amend meal\n  exception more when pay > 1.00 EUR = inherited * 2\n";
    const CheckReport good = amended("  open to committee, cooperative\n", committee, more);
    for (const Diagnostic& one : good.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(good.ruleset != nullptr);
    const RuleDefinition& meal = rule_of(good.ruleset, "meal");
    REQUIRE(meal.amendments.size() == 1);
    CHECK(meal.amendments[0].layer == Layer::committee);
    CHECK(meal.open->layers.size() == 2);
    CHECK(meal.amendments[0].versions.at(0).exceptions.at(0).label == "more");

    const std::string open = "  open to committee at least\n";
    CHECK(codes_of(amended("", committee, more)) == Codes{"R531"});
    CHECK(codes_of(amended(open, "", more)) == Codes{"R531"});
    CHECK(codes_of(amended(open, "  layer committee when pay > 1.00 EUR\n", more)) ==
          Codes{"R533"});
    CHECK(codes_of(amended(open, "  layer law when committee is \"901\"\n", "")) == Codes{"R533"});
    CHECK(codes_of(amended(open, committee, more + more)) == Codes{"R102"});
    CHECK(codes_of(amended(open, committee,
                           "amend meal\n  exception a when pay > 1.00 EUR = inherited\n"
                           "  exception b when pay > 2.00 EUR = inherited\n")) == Codes{"R501"});
    CHECK(codes_of(amended(open, committee,
                           "amend meal\n  exception a when yes = inherited - 0.01 EUR\n")) ==
          Codes{"R532"});
    CHECK(codes_of(amended(open, committee,
                           "amend meal\n  exception a when yes = max(inherited, 5.00 EUR)\n"))
              .empty());
    CHECK(codes_of(amended("  open to committee at most\n", committee,
                           "amend meal\n  exception a when yes = 1 000.01 EUR + inherited\n")) ==
          Codes{"R532"});
}

TEST_CASE("amendments of one layer by two packages exclude each other", "[ruleset]") {
    const auto agreement = [](const std::string& name, const std::string& committee) {
        return SourceFile{"xx/" + name + ".rules",
                          "package xx." + name + "\n  layer committee when committee is \"" +
                              committee +
                              "\"\n  covers 2025-01-01 .. 2027-12-31\nuse xx.law\n"
                              "amend meal\n  exception more when pay > 1.00 EUR = inherited\n"};
    };
    const SourceFile law{"xx/law.rules", package_head("xx.law") +
                                             "input committee : code per contract  profile\n"
                                             "input pay : EUR per contract  range 0.00 .. 9.00\n"
                                             "rule meal : EUR per contract\n  output\n"
                                             "  open to committee\n  = pay\n"};
    CHECK(codes_of(checked({law, agreement("a", "901"), agreement("b", "902")})).empty());
    CHECK(codes_of(checked({law, agreement("a", "901"), agreement("b", "901")})) == Codes{"R501"});
}
