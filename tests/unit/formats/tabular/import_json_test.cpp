#include "formats/tabular/import_json.hpp"

#include "tests/unit/formats/tabular/table_faults.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::tabular;
using tabular::testing::faults_of;

namespace {

std::string place(const Cell& cell) {
    return std::to_string(cell.line) + ":" + std::to_string(cell.column) + "-" +
           std::to_string(cell.end_column);
}

}  // namespace

TEST_CASE("objects become rows under the keys that appear", "[tabular]") {
    const std::string text =
        "[\n"
        "  {\"a\": \"x\", \"b\": 12, \"c\": null},\n"
        "  {\"b\": -0.50, \"a\": [\"1\", 2, true], \"d\": false}\n"
        "]\n";
    const Table table = read_json(text, "f.json");
    CHECK(faults_of(table).empty());
    REQUIRE(table.header.size() == 4);
    CHECK(table.header[3].text == "d");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.cell(table.rows[0], 0).text == "x");
    CHECK(table.cell(table.rows[0], 1).text == "12");
    CHECK(table.cell(table.rows[0], 2).text.empty());
    CHECK(table.cell(table.rows[0], 3).text.empty());
    CHECK(table.cell(table.rows[1], 0).text == "1;2;yes");
    CHECK(table.cell(table.rows[1], 1).text == "-0.50");
    CHECK(table.cell(table.rows[1], 3).text == "no");
    CHECK(place(table.cell(table.rows[0], 0)).starts_with("2:9-12"));
    CHECK(place(table.cell(table.rows[0], 1)).starts_with("2:19-2"));
    CHECK(place(table.cell(table.rows[1], 0)).starts_with("3:21-"));
}

TEST_CASE("one object is one row", "[tabular]") {
    const Table table = read_json("\xEF\xBB\xBF {\"a\": \"\\u00e9\\n\"}", "f.json");
    CHECK(faults_of(table).empty());
    REQUIRE(table.rows.size() == 1);
    CHECK(table.cell(table.rows[0], 0).text == "é\n");
}

TEST_CASE("numbers keep the digits that were written", "[tabular]") {
    const Table table = read_json(R"([{"a": 0.10, "b": 12345678901234567890123, "c": 1e2}])", "f");
    CHECK(table.cell(table.rows.at(0), 0).text == "0.10");
    CHECK(table.cell(table.rows.at(0), 1).text == "12345678901234567890123");
    CHECK(table.cell(table.rows.at(0), 2).text == "1e2");
}

TEST_CASE("JSON that is not a list of flat objects is refused at its place", "[tabular]") {
    struct Case {
        const char* why;
        std::string text;
        std::vector<std::string> faults;
    };
    const std::vector<Case> cases = {
        {"empty", " \n", {"1:1 I001"}},
        {"cut short", "[{\"a\": 1", {"1:8 I012"}},
        {"comma too many", "[{\"a\": 1,}]", {"1:10 I012"}},
        {"text behind the end", "[{\"a\": 1}] x", {"1:12 I012"}},
        {"bytes that are not UTF-8", "[{\"a\": \"\xE7\"}]", {"1:9 I002"}},
        {"a list of lists", "[[1]]", {"1:2 I013"}},
        {"an object in a field",
         "[{\"a\": {\"b\": {\"c\": 1}}, \"d\": [[1]]}]",
         {"1:8 I014", "1:31 I014"}},
        {"a key twice", "[{\"a\": 1, \"a\": 2}]", {"1:16 I010"}},
        {"every bad row is told",
         "[{\"a\": {}},\n {\"a\": 1},\n {\"a\": {}}]",
         {"1:8 I014", "3:8 I014"}},
    };
    for (const Case& row : cases) {
        INFO(row.why);
        CHECK(faults_of(read_json(row.text, "f.json")) == row.faults);
    }
}

TEST_CASE("hostile JSON stops the reader early", "[tabular]") {
    const auto last = [](const std::string& text, const TableLimits& limits = {}) {
        const Table table = read_json(text, "f.json", limits);
        return table.diagnostics.empty() ? "" : table.diagnostics.back().code;
    };
    std::string nested;
    for (int i = 0; i < 100'000; ++i) { nested += "[{\"a\":"; }
    CHECK(last(nested) == "I013");
    CHECK(last(std::string(100'000, '[')) == "I013");
    std::string wide = "[";
    for (int i = 0; i < 1'000; ++i) { wide += "{\"k" + std::to_string(i) + "\":1},"; }
    CHECK(last(wide + "{}]") == "I013");
    CHECK(read_json(wide + "{}]", "f.json").rows.size() < 100);
    TableLimits limits;
    limits.rows = 2;
    CHECK(last("[{},{}]", limits).empty());
    CHECK(last("[{},{},{}]", limits) == "I018");
    limits.bad_rows = 1;
    CHECK(last("[{\"a\":{}},{\"a\":{}},{\"a\":{}}]", limits) == "I016");
    const Table large = read_json("[{\"a\": \"" + std::string(65537, 'x') + "\"}]", "f.json");
    CHECK(faults_of(large) == std::vector<std::string>{"1:8 I005"});
}

TEST_CASE("JSON is told from CSV by its first character", "[tabular]") {
    CHECK(looks_like_json(" \n[1]"));
    CHECK(looks_like_json("\xEF\xBB\xBF{\"a\":1}"));
    CHECK_FALSE(looks_like_json("a,b\n"));
    CHECK_FALSE(looks_like_json("\"[\",b\n"));
    CHECK_FALSE(looks_like_json(""));
}

TEST_CASE("no short text makes the JSON reader crash", "[tabular]") {
    const std::string alphabet = "[]{}\",:1n \\";
    std::vector<std::string> texts = {""};
    std::size_t rows = 0;
    for (std::size_t length = 0; length < 4; ++length) {
        std::vector<std::string> longer;
        for (const std::string& text : texts) {
            for (const char c : alphabet) { longer.push_back(text + c); }
        }
        for (const std::string& text : longer) { rows += read_json("[{" + text, "f").rows.size(); }
        texts = longer;
    }
    CHECK(rows > 0);
}
