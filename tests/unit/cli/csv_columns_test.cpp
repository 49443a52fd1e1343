#include "cli/commands/cell_columns.hpp"
#include "cli/commands/csv_chunks.hpp"
#include "cli/commands/figure_lines.hpp"
#include "engine/ruleset/ruleset.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::cli;

namespace {

/// Rules without anything: what is read and written here is told by types alone.
const ruleset::Ruleset& no_rules() {
    static const ruleset::Ruleset rules =
        ruleset::check({{"xx/none.rules", "package xx.none\n"}}, *parse_date("2026-11-30")).ruleset;
    return rules;
}

ruleset::ColumnShape number_shape(unsigned decimals) {
    ruleset::ColumnShape shape;
    shape.name = "n";
    shape.type = ruleset::number_type({}, decimals);
    return shape;
}

/// The rows of a file as columns; nothing where the rows are not plain.
std::optional<ruleset::ColumnRows> columns_of(const std::string& rows,
                                              const std::vector<ruleset::ColumnShape>& shapes,
                                              char separator = ',') {
    ruleset::ColumnCalculator calculator{no_rules()};
    CellColumns cells{*no_rules(), calculator, shapes, separator};
    std::istringstream input{"header\n" + rows};
    CsvChunks chunks{input};
    REQUIRE(chunks.header() == "header\n");
    CsvChunk chunk;
    REQUIRE(chunks.next(chunk));
    ruleset::ColumnRows columns;
    if (!cells.read(chunk, columns)) { return std::nullopt; }
    return columns;
}

std::optional<std::int64_t> number_of(const std::string& cell, unsigned decimals) {
    const auto columns = columns_of(cell + "\n", {number_shape(decimals)});
    if (!columns) { return std::nullopt; }
    REQUIRE(columns->inputs.at(0).values.size() == 1);
    return columns->inputs[0].values[0];
}

std::string written(ruleset::Int128 raw, unsigned decimals) {
    const ruleset::ColumnCalculator calculator{no_rules()};
    FigureLines lines{*no_rules(), calculator, {number_shape(decimals)}, {0}};
    ruleset::ColumnResult result;
    result.outputs.push_back({{{0}, {}, {}}, {1}});
    result.outputs.back().put(0, {raw, 1});
    return std::string{lines.write(result, 0, 1)};
}

}  // namespace

TEST_CASE("a plain number of a cell is read as it is written", "[cli][rules][csv]") {
    struct Row {
        const char* cell;
        unsigned decimals;
        std::optional<std::int64_t> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"0", 0, 0},
        {"7", 0, 7},
        {"12345678", 0, 12'345'678},  // just what is read at once, and one more
        {"123456789", 0, 123'456'789},
        {"999999999999999999", 0, 999'999'999'999'999'999},
        {"-999999999999999", 2, -99'999'999'999'999'900},
        {"0", 2, 0},
        {"0.00", 2, 0},
        {"1", 2, 100},
        {"1.5", 2, 150},
        {"1234567.89", 2, 123'456'789},
        {"12345678.90", 2, 1'234'567'890},
        {"-0.01", 2, -1},
        {"0.111100", 6, 111'100},
        // What is not plain is left to the reader that knows how to say it.
        {"1000000000000000000", 0, std::nullopt},
        {"99999999999999999", 2, std::nullopt},  // leaves 64 bits with two decimals
        {"1.234", 2, std::nullopt},
        {"1.5", 0, std::nullopt},
        {"1.", 2, std::nullopt},
        {".5", 2, std::nullopt},
        {"007", 0, std::nullopt},
        {"00.50", 2, std::nullopt},
        {"--1", 0, std::nullopt},
        {"-", 0, std::nullopt},
        {"+1", 0, std::nullopt},
        {"1 234", 0, std::nullopt},
        {"12,5", 2, std::nullopt},
        {"12 %", 6, std::nullopt},
        {"1e3", 0, std::nullopt},
        {"\"12\"", 0, std::nullopt},
        {" 12", 0, std::nullopt},
        {"12 ", 0, std::nullopt},
        {"12345678x", 0, std::nullopt},
        {"1:", 0, std::nullopt},  // the character behind 9
        {"1/", 0, std::nullopt},  // the one before 0
        {"\xB9", 0, std::nullopt},
    }));
    CAPTURE(row.cell, row.decimals);
    CHECK(number_of(row.cell, row.decimals) == row.expected);
}

TEST_CASE("rows of any length and line end are cut where they end", "[cli][rules][csv]") {
    const std::vector<ruleset::ColumnShape> shapes{number_shape(0), number_shape(2)};
    for (const char* end : {"", "\n", "\r\n", "\n\n", "\n\r\n"}) {
        for (const char* between : {"\n", "\r\n", "\n\n"}) {
            const auto columns = columns_of(
                "1;2.50" + std::string{between} + "3;" + between + "4;5" + end, shapes, ';');
            CAPTURE(end, between);
            REQUIRE(columns);
            CHECK(columns->inputs[0].values == std::vector<std::int64_t>{1, 3, 4});
            CHECK(columns->inputs[0].given.empty());
            CHECK(columns->inputs[1].values == std::vector<std::int64_t>{250, 0, 500});
            CHECK(columns->inputs[1].given == std::vector<std::uint8_t>{1, 0, 1});
            CHECK(columns->tree.rows(ruleset::Scope::payslip) == 3);
        }
    }
    CHECK_FALSE(columns_of("1;2;3\n", shapes, ';'));
    CHECK_FALSE(columns_of("1\n", shapes, ';'));
    CHECK_FALSE(columns_of(";\n", shapes, ';'));
}

TEST_CASE("the lines of a piece are counted, however many there are", "[cli][rules][csv]") {
    for (const std::size_t count : {1U, 31U, 32U, 33U, 8'159U, 8'160U, 8'161U, 20'000U}) {
        std::istringstream input{"header\n" + std::string(count, '\n')};
        CsvChunks chunks{input};
        REQUIRE(chunks.header() == "header\n");
        CsvChunk chunk;
        REQUIRE(chunks.next(chunk));
        CHECK(chunk.first_line == 2);
        CHECK(chunk.line_count == count);
    }
}

TEST_CASE("fractions are kept in lowest terms, decimal ones too", "[cli][rules][csv]") {
    ruleset::ColumnShape fraction = number_shape(0);
    fraction.type.quotient = true;
    const auto columns = columns_of("15/38\n0.5\n30/76\n\n1\n", {fraction});
    REQUIRE(columns);
    CHECK(columns->inputs[0].values == std::vector<std::int64_t>{15, 1, 15, 1});
    CHECK(columns->inputs[0].denominators == std::vector<std::int64_t>{38, 2, 38, 1});
    for (const char* odd : {"1/0\n", "1/-2\n", "0.5/2\n", "1/2/3\n", "1/\n", "/2\n"}) {
        CAPTURE(odd);
        CHECK_FALSE(columns_of(odd, {fraction}));
    }
}

TEST_CASE("a figure is written with all of its decimals", "[cli][rules][csv]") {
    struct Row {
        std::int64_t raw;
        unsigned decimals;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {0, 0, "0\n"},
        {0, 2, "0.00\n"},
        {7, 2, "0.07\n"},
        {-7, 2, "-0.07\n"},
        {10, 0, "10\n"},
        {99, 2, "0.99\n"},
        {100, 2, "1.00\n"},
        {1'234, 2, "12.34\n"},
        {-123'456, 2, "-1234.56\n"},
        {9'999'999, 7, "0.9999999\n"},
        {99'999'999, 2, "999999.99\n"},  // the last of eight digits, and the next
        {100'000'000, 2, "1000000.00\n"},
        {99'999'999, 0, "99999999\n"},
        {100'000'000, 0, "100000000\n"},
        {5, 8, "0.00000005\n"},
        {123'456'789'012, 6, "123456.789012\n"},
        {1, 18, "0.000000000000000001\n"},
        {std::numeric_limits<std::int64_t>::max(), 2, "92233720368547758.07\n"},
        {std::numeric_limits<std::int64_t>::min(), 2, "-92233720368547758.08\n"},
    }));
    CAPTURE(row.raw, row.decimals);
    CHECK(written(row.raw, row.decimals) == row.expected);
}

TEST_CASE("a figure beyond 64 bits is written as any other", "[cli][rules][csv]") {
    // One more, and one less, than 64 bits hold; 10^24.
    CHECK(written(ruleset::Int128{std::numeric_limits<std::int64_t>::max()} + 1, 2) ==
          "92233720368547758.08\n");
    CHECK(written(ruleset::Int128{std::numeric_limits<std::int64_t>::min()} - 1, 2) ==
          "-92233720368547758.09\n");
    CHECK(written(ruleset::power_of_ten(24), 0) == "1000000000000000000000000\n");
}
