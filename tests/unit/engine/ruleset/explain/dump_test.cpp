#include "engine/ruleset/explain/dump.hpp"

#include "engine/ruleset/explain/reach.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <nlohmann/json.hpp>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

using Json = nlohmann::json;

const std::string dumped_rules =
    "input gross : EUR per payslip range 0.00 .. 1 000.00\n"
    "param rate : percent\n"
    "  from 2025-01-01 = 10.00 %  source act \"par. 2\"\n"
    "  from 2026-07-01 = 10.50 %  source act \"par. 2\"  review by 2027-06-30\n"
    "rule due : EUR per payslip\n"
    "  output\n"
    "  = gross * rate  source act\n"
    "rule twice : EUR per payslip\n"
    "  output\n"
    "  = due * 2\n";

DefinitionId id_of(const Ruleset& rules, const std::string& name) {
    return rules->packages.at(0).names.at(name);
}

Json definition(const Json& package, const std::string& name) {
    for (const Json& one : package.at("definitions")) {
        if (one.at("name") == name) { return one; }
    }
    FAIL("no definition " << name);
    return {};
}

}  // namespace

TEST_CASE("a dumped param has its versions with exact values and sources", "[ruleset][dump]") {
    const Ruleset rules = small_rules(dumped_rules);
    const Json json = Json::parse(dump_json(*rules, {0}));
    CHECK(json.at("format") == "mutua-rules/1");
    CHECK(json.at("package") == "xx.small");
    CHECK(json.at("layer") == "law");
    CHECK(json.at("dated_by") == "work_end");
    const Json rate = definition(json, "rate");
    CHECK(rate.at("kind") == "param");
    CHECK(rate.at("type") == Json({{"unit", "percent"}, {"decimals", 6}}));
    // The body begins on line 8: the param stands on its lines 2 to 4.
    CHECK(rate.at("span") == Json::array({9, 1, 11, 71}));
    const Json& first = rate.at("versions").at(0);
    CHECK(first.at("from") == "2025-01-01");
    CHECK(first.at("to") == "2026-06-30");
    CHECK(first.at("value") == "0.100000");
    CHECK(first.at("source") == "act");
    CHECK(first.at("place") == "par. 2");
    const Json& second = rate.at("versions").at(1);
    CHECK(second.at("to").is_null());
    CHECK(second.at("review_by") == "2027-06-30");
}

TEST_CASE("a dumped formula is a tree with units and places", "[ruleset][dump]") {
    const Json json = Json::parse(dump_json(*small_rules(dumped_rules), {0}));
    const Json value = definition(json, "due").at("versions").at(0).at("formula").at("value");
    CHECK(value.at("op") == "multiply");
    CHECK(value.at("unit") == "EUR");
    CHECK(value.at("decimals") == 8);
    CHECK(value.at("span") == Json::array({14, 5, 14, 17}));
    CHECK(value.at("args").at(0).at("name") == "xx.small.gross");
    CHECK(value.at("args").at(1).at("name") == "xx.small.rate");
    const Json round = definition(json, "due").at("versions").at(0).at("formula").at("round");
    CHECK(round == Json({{"mode", "half up"}, {"step", "0.01"}, {"of_package", true}}));
}

TEST_CASE("several packages are an array", "[ruleset][dump]") {
    const CheckReport report =
        checked({{"xx/a.rules", package_head("xx.a")}, {"xx/b.rules", package_head("xx.b")}});
    REQUIRE(report.ruleset);
    const Json json = Json::parse(dump_json(*report.ruleset, {0, 1}));
    REQUIRE(json.size() == 2);
    CHECK(json.at(1).at("package") == "xx.b");
}

TEST_CASE("the graph of a rule holds what it reaches and nothing else", "[ruleset][dump]") {
    const Ruleset rules = small_rules(dumped_rules);
    const std::string due = dump_graph(*rules, {id_of(rules, "due")});
    CHECK(due.find("\"xx.small.due\" -> \"xx.small.gross\";") != std::string::npos);
    CHECK(due.find("\"xx.small.due\" -> \"xx.small.rate\";") != std::string::npos);
    CHECK(due.find("twice") == std::string::npos);
    const std::string twice = dump_graph(*rules, {id_of(rules, "twice")});
    CHECK(twice.find("\"xx.small.twice\" -> \"xx.small.due\";") != std::string::npos);
    CHECK(twice.substr(0, 15) == "digraph rules {");
}

TEST_CASE("formatting, comments, labels and sources leave the hash of a program as it is",
          "[ruleset][dump]") {
    const auto hash = [](const std::string& text) {
        const Ruleset rules = small_rules(text);
        return to_hex(program_hash(*rules, declared_by(*rules, 0)));
    };
    const auto with = [](const std::string& from, const std::string& to) {
        std::string text = dumped_rules;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    const std::string whole = hash(dumped_rules);
    CHECK(hash("# a remark\n" + dumped_rules) == whole);
    CHECK(hash(with("gross * rate", "(gross   * rate)")) == whole);
    CHECK(hash(with("\"par. 2\"", "\"par. 3\"")) == whole);
    CHECK(hash(with("  output\n", "  label en \"Due\"\n  output\n")) == whole);
    CHECK(hash(with("10.50 %", "10.51 %")) != whole);
    CHECK(hash(with("2026-07-01", "2026-08-01")) != whole);
    CHECK(hash(with("gross * rate", "gross * (rate + rate)")) != whole);
    CHECK(hash(with("1 000.00", "2 000.00")) != whole);
}

TEST_CASE("who reads a definition is known in both directions", "[ruleset][dump]") {
    const Ruleset rules = small_rules(dumped_rules);
    const auto readers = readers_of_all(*rules);
    CHECK(readers.at(id_of(rules, "due")) == std::vector{id_of(rules, "twice")});
    CHECK(used_by(*rules, id_of(rules, "due")) ==
          std::vector{id_of(rules, "gross"), id_of(rules, "rate")});
    CHECK(reached_from(*rules, {id_of(rules, "twice")}).size() == 4);
}

TEST_CASE("an `ensure` is a test of a rule, not an edge from the rule to itself",
          "[ruleset][dump]") {
    const Ruleset rules = small_rules(
        "input pay : EUR per payslip  range 0.00 .. 1 000.00\n"
        "param most : EUR\n"
        "  from 2025-01-01 = 500.00  source act\n"
        "carry paid : EUR per payslip keyed by member\n"
        "  range 0.00 .. 100 000.00\n"
        "  = prior paid + twice\n"
        "  reset each never\n"
        "rule twice : EUR per payslip\n"
        "  = pay * 2\n"
        "  ensure twice <= most\n"
        "rule shown_pay : EUR per payslip\n"
        "  output\n"
        "  = paid\n");
    const std::string graph = dump_graph(*rules, {id_of(rules, "shown_pay")});
    CHECK(graph.find("\"xx.small.twice\" -> \"xx.small.twice\"") == std::string::npos);
    CHECK(graph.find("\"xx.small.twice\" -> \"xx.small.most\";") != std::string::npos);
    // A carry does read what it was before.
    CHECK(graph.find("\"xx.small.paid\" -> \"xx.small.paid\";") != std::string::npos);
}
