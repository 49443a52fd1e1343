// What programs read where people read grouped numbers.
#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/explain/next_thresholds.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>

using namespace mutua;
using namespace mutua::ruleset;

TEST_CASE("values for programs are not grouped", "[ruleset][explain]") {
    struct Row {
        const char* text;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"1 210.00 < 1 500.00", "1210.00 < 1500.00"},
        {"-1 234 567.89 EUR", "-1234567.89 EUR"},
        {"(12 000.00 + 0.00) * 12.50 %", "(12000.00 + 0.00) * 12.50 %"},
        {"above 16 310.00: 25.00 %", "above 16310.00: 25.00 %"},
        {"town is \"12 345\"", "town is \"12 345\""},
        {"2 of 3", "2 of 3"},
        {"12 3456", "12 3456"},
        {"", ""},
    }));
    CAPTURE(row.text);
    CHECK(ungrouped(row.text) == row.expected);
}

TEST_CASE("the JSON of an explanation holds no grouped number", "[ruleset][explain]") {
    Explanation made;
    made.value = "1 058.00 EUR";
    made.exact = "1 058.004";
    made.formula = "pay + 1 000.00 EUR";
    made.formula_values = "58.00 + 1 000.00";
    made.applies.push_back({"pay < 1 500.00 EUR", "1 210.00 < 1 500.00", true, "", "1 290.00", {}});
    made.roundings.push_back({"round(x)", "1 058.004", "down to 1", "1 058.00"});
    const auto json = nlohmann::json::parse(to_json(made));
    CHECK(json.at("value") == "1058.00 EUR");
    CHECK(json.at("exact") == "1058.004");
    CHECK(json.at("formula") == "pay + 1 000.00 EUR");
    CHECK(json.at("formula_values") == "58.00 + 1000.00");
    CHECK(json.at("applies").at("text") == "pay < 1 500.00 EUR");
    CHECK(json.at("applies").at("values") == "1210.00 < 1500.00");
    CHECK(json.at("applies").at("distance") == "1290.00");
    CHECK(json.at("roundings").at(0).at("before") == "1058.004");

    made.from.push_back({"year_tax(32 400.00)",
                         "5 720.00",
                         "since 2025-01-01",
                         {"10 000.00 at 10.00 % = 1 000.00"},
                         {}});
    const auto operand = nlohmann::json::parse(to_json(made)).at("from").at(0);
    CHECK(operand.at("name") == "year_tax(32400.00)");
    CHECK(operand.at("value") == "5720.00");
    CHECK(operand.at("parts").at(0) == "10000.00 at 10.00 % = 1000.00");

    NextThresholds found;
    found.value = "1 058.00 EUR";
    found.next.push_back({});
    found.next.back().at = "1 500.00";
    const auto next = nlohmann::json::parse(to_json(found));
    CHECK(next.at("value") == "1058.00 EUR");
    CHECK(next.at("next").at(0).at("at") == "1500.00");
}
