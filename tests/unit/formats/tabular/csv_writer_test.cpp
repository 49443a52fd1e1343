#include "formats/tabular/csv_writer.hpp"

#include "formats/tabular/csv_reader.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua::tabular;

TEST_CASE("cells are quoted when they must be", "[tabular]") {
    CsvWriter out;
    out.text("plain").text("a,b").text("say \"yes\"").text("two\nlines").text(" blank").end_row();
    out.text("").text("").number("-12.50").end_row();
    CHECK(out.written() ==
          "plain,\"a,b\",\"say \"\"yes\"\"\",\"two\nlines\",\" blank\"\n"
          "\"\",,-12.50\n");
}

TEST_CASE("the guard keeps text from being a formula and numbers as they are", "[tabular]") {
    struct Row {
        const char* why;
        std::string value;
        std::string guarded;
    };
    const std::vector<Row> rows = {
        {"formula", "=1+1", "'=1+1"}, {"plus", "+32 2", "'+32 2"},
        {"minus", "-x", "'-x"},       {"at", "@SUM", "'@SUM"},
        {"tab", "\tx", "'\tx"},       {"inside is harmless", "a=1", "a=1"},
        {"empty", "x", "x"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CsvWriter guarded{';', FormulaGuard::on};
        guarded.text(row.value).end_row();
        CHECK(guarded.written() == row.guarded + "\n");
        CsvWriter plain{';'};
        plain.text(row.value).end_row();
        CHECK(plain.written() == row.value + "\n");
    }
    CsvWriter out{',', FormulaGuard::on};
    out.number("-5.00").end_row();
    CHECK(out.written() == "-5.00\n");
}

TEST_CASE("what is written reads back equal", "[tabular]") {
    const std::vector<std::string> texts = {"",    "a",      "\"",      "\"\"", "a,b", "a;b",
                                            " a ", "a\nb",   "a\r\nb",  ",",    "é",   "=1",
                                            "'",   "\"a\"b", "a\"b\"c", "x"};
    for (const char separator : {',', ';'}) {
        CsvWriter out{separator};
        out.text("first").text("second").end_row();
        for (const std::string& text : texts) { out.text(text).text("end").end_row(); }
        const Table table = read_csv(out.written(), "f.csv");
        REQUIRE(table.rows.size() == texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            INFO("text " << i);
            CHECK(table.rows[i].diagnostics.empty());
            CHECK(table.cell(table.rows[i], 0).text == texts[i]);
        }
    }
}
