#include "formats/tabular/csv_reader.hpp"

#include "tests/unit/formats/tabular/table_faults.hpp"

#include <catch2/catch.hpp>

#include <sstream>
#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::tabular;
using tabular::testing::faults_of;

namespace {

using Row = std::vector<std::string>;

std::vector<Row> rows_of(const Table& table) {
    std::vector<Row> rows;
    for (const TableRow& row : table.rows) {
        Row texts;
        for (std::size_t i = 0; i < row.cell_count; ++i) {
            texts.emplace_back(table.cell(row, i).text);
        }
        rows.push_back(texts);
    }
    return rows;
}

Table read(std::string_view text) { return read_csv(text, "f.csv"); }

}  // namespace

TEST_CASE("CSV is cut as RFC 4180 says", "[tabular]") {
    struct Case {
        const char* why;
        const char* text;
        std::vector<Row> rows;
    };
    const std::vector<Case> cases = {
        {"plain", "a,b\n1,2\n3,4\n", {{"1", "2"}, {"3", "4"}}},
        {"no line end at the end", "a,b\n1,2", {{"1", "2"}}},
        {"CR LF", "a,b\r\n1,2\r\n", {{"1", "2"}}},
        {"byte order mark",
         "\xEF\xBB\xBF"
         "a,b\n1,2\n",
         {{"1", "2"}}},
        {"empty cells", "a,b\n,2\n1,\n", {{"", "2"}, {"1", ""}}},
        {"semicolons, when no comma is in the header", "a;b\n1,5;2\n", {{"1,5", "2"}}},
        {"semicolons stay text after a comma header", "a,b\n1;5,2\n", {{"1;5", "2"}}},
        {"separator in quotes", "a,b\n\"1,5\",2\n", {{"1,5", "2"}}},
        {"doubled quotes", "a,b\n\"say \"\"yes\"\"\",\"\"\"\"\n", {{"say \"yes\"", "\""}}},
        {"line end in quotes", "a,b\n\"1\n5\",2\n3,4\n", {{"1\n5", "2"}, {"3", "4"}}},
        {"empty quotes", "a,b\n\"\",2\n", {{"", "2"}}},
        {"blank lines and rows of separators",
         "\n\na,b\n\n1,2\n,\n\r\n3,4\n\n",
         {{"1", "2"}, {"3", "4"}}},
        {"blanks belong to cells", "a,b\n 1 ,2\n", {{" 1 ", "2"}}},
    };
    for (const Case& row : cases) {
        INFO(row.why);
        const Table table = read(row.text);
        CHECK(faults_of(table).empty());
        CHECK(rows_of(table) == row.rows);
        CHECK(table.header.size() == 2);
        CHECK(table.header[1].text == "b");
    }
}

TEST_CASE("every cell knows its line and its byte columns", "[tabular]") {
    const std::string text =
        "\xEF\xBB\xBF"
        "a,b,c\r\n\xC3\xA9t\xC3\xA9,\"x\"\"y\",3\r\n\"1\n2\",\"3\",4\n";
    const Table table = read(text);
    const auto place = [&](std::size_t row, std::size_t index) {
        const Cell cell = table.cell(table.rows[row], index);
        std::ostringstream out;
        out << cell.line << ":" << cell.column << "-" << cell.end_column;
        return out.str();
    };
    CHECK(table.header[0].column == 1);
    CHECK(place(0, 0) == "2:1-6");
    CHECK(place(0, 1) == "2:7-13");
    CHECK(place(0, 2) == "2:14-15");
    CHECK(place(1, 0) == "3:1-2");
    CHECK(place(1, 1) == "4:4-7");
    CHECK(place(1, 2) == "4:8-9");
}

TEST_CASE("what cannot be cut is told with its place and reading goes on", "[tabular]") {
    struct Case {
        const char* why;
        std::string text;
        std::vector<std::string> faults;
        std::size_t rows;
    };
    using namespace std::string_literals;
    const std::vector<Case> cases = {
        {"empty", "", {"1:1 I001"}, 0},
        {"only blank lines", "\n\r\n\n", {"1:1 I001"}, 0},
        {"a byte order mark and nothing else", "\xEF\xBB\xBF", {"1:1 I001"}, 0},
        {"UTF-16",
         "\xFF\xFE"
         "a\0"s,
         {"1:1 I002"},
         0},
        {"an archive", "PK\x03\x04zip", {"1:1 I017"}, 0},
        {"Latin-1 in the second row",
         "a,b\n1,2\nfa\xE7"
         "ade,2\n3,4\n",
         {"3:3 I002"},
         3},
        {"Latin-1 in the header", "a,\xE7\n1,2\n", {"1:3 I002"}, 0},
        {"an overlong form", "a,b\n\xC0\xAF,2\n", {"2:1 I002"}, 1},
        {"half a character at the end", "a,b\n1,\xE2\x82", {"2:3 I002"}, 1},
        {"a surrogate", "a,b\n\xED\xA0\x80,2\n", {"2:1 I002"}, 1},
        {"NUL", "a,b\n1,2\0\n3,4\n"s, {"2:4 I003"}, 2},
        {"a quote that never closes", "a,b\n1,\"2\n3,4\n", {"2:3 I006"}, 2},
        {"text behind a closing quote", "a,b\n\"1\"x,2\n3,4\n", {"2:4 I007"}, 2},
        {"a quote in a bare cell", "a,b\n5\" pipe,2\n", {"2:2 I007"}, 1},
        {"too many cells", "a,b\n1,2,3\n", {"2:5 I008"}, 1},
        {"too few cells", "a,b\n1\n3,4\n", {"2:2 I008"}, 2},
        {"bad bytes inside a quoted line", "a,b\n\"1\n\xE7\",2\n3,4\n", {"3:1 I002"}, 2},
        {"each bad row is told",
         "a,b\n1\n2\n3,4\n5,6,7\n",
         {"2:2 I008", "3:2 I008", "5:5 I008"},
         4},
    };
    for (const Case& row : cases) {
        INFO(row.why);
        const Table table = read(row.text);
        CHECK(faults_of(table) == row.faults);
        CHECK(table.rows.size() == row.rows);
    }
}

TEST_CASE("a line of 100 MB is refused where it stands and costs no memory", "[tabular]") {
    std::string text = "a,b\n1,2\n";
    text.append(100U * 1024U * 1024U, 'x');
    text += "\n3,4\n";
    const Table table = read(text);
    CHECK(faults_of(table) == std::vector<std::string>{"3:1 I004"});
    CHECK(table.rows.size() == 3);
    CHECK(table.rows[1].source.empty());
    CHECK(table.cells.size() == 4);
    CHECK(table.owned_texts.empty());
}

TEST_CASE("cells have a limit, inside quotes too", "[tabular]") {
    const std::string longest(64 * 1024, 'x');
    CHECK(faults_of(read("a,b\n" + longest + ",2\n")).empty());
    CHECK(faults_of(read("a,b\n1," + longest + "x\n")) == std::vector<std::string>{"2:3 I005"});
    CHECK(faults_of(read("a,b\n1,\"" + longest + "\"\n")).empty());
    CHECK(faults_of(read("a,b\n1,\"" + longest + "x\"\n3,4\n")) ==
          std::vector<std::string>{"2:3 I005"});
}

TEST_CASE("reading stops after as many bad rows as the limit says", "[tabular]") {
    TableLimits limits;
    limits.bad_rows = 2;
    const Table table = read_csv("a,b\n1\n2\n3,4\n5\n6,7\n", "f.csv", limits);
    CHECK(faults_of(table) == std::vector<std::string>{"5:1 I016", "2:2 I008", "3:2 I008"});
    CHECK(table.rows.size() == 3);
}

TEST_CASE("a file has at most as many rows as the limit says", "[tabular]") {
    TableLimits limits;
    limits.rows = 2;
    CHECK(faults_of(read_csv("a,b\n1,2\n3,4\n", "f.csv", limits)).empty());
    const Table table = read_csv("a,b\n1,2\n3,4\n5,6\n7,8\n", "f.csv", limits);
    CHECK(faults_of(table) == std::vector<std::string>{"4:1 I018"});
    CHECK(table.rows.size() == 2);
}

TEST_CASE("no beginning of a file makes the reader crash or hang", "[tabular]") {
    const std::string alphabet("\"\n\r,;a\0\xC3\xEF", 9);
    // All texts of up to five of these bytes behind a header.
    std::vector<std::string> texts = {""};
    for (std::size_t length = 0; length < 5; ++length) {
        std::vector<std::string> longer;
        for (const std::string& text : texts) {
            for (const char c : alphabet) { longer.push_back(text + c); }
        }
        for (const std::string& text : longer) {
            const Table table = read("a,b\n" + text);
            for (const TableRow& row : table.rows) {
                if (row.diagnostics.empty() && row.cell_count != 2) { FAIL("a row is not whole"); }
            }
        }
        texts = longer;
    }
    CHECK(texts.size() == 59049);
}
