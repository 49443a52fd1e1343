#include "formats/tabular/table.hpp"

#include "engine/core/contract.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using tabular::Align;
using tabular::TextTable;
using tabular::Width;

namespace {

TextTable totals() {
    TextTable table{{{"client", "Client"}, {"total", "Total", Align::right}}};
    table.add({"Été SRL", "242.00"});
    table.add({"Łódź", "-1234.50"});
    table.add_line();
    table.add({"Sum", "-992.50"});
    return table;
}

}  // namespace

TEST_CASE("a table is aligned by displayed width, amounts to the right", "[tabular]") {
    const std::string text = totals().aligned();
    CHECK(text.find("Été SRL    242.00\n") != std::string::npos);
    CHECK(text.find("Łódź     -1234.50\n") != std::string::npos);
    CHECK(text.find("Sum       -992.50\n") != std::string::npos);
    CHECK(text.starts_with("Client"));
}

TEST_CASE("a table for programs has tabs, no heading and nothing else", "[tabular]") {
    CHECK(totals().tab_separated() == "Été SRL\t242.00\nŁódź\t-1234.50\nSum\t-992.50\n");
    TextTable table{{{"a", "A"}, {"b", "B"}}};
    table.add({"x\ty", "1\n2"});
    CHECK(table.tab_separated() == "x y\t1 2\n");
}

TEST_CASE("a table that is too wide gives up text, never amounts", "[tabular]") {
    TextTable table{{{"key", "Key"},
                     {"text", "Text", Align::left, Width::cut},
                     {"total", "Total", Align::right}}};
    table.add({"D-2026-11-000042", std::string(100, 'x'), "1234567890.00"});
    const std::string text = table.aligned(50);
    CHECK(text.find("D-2026-11-000042  x") != std::string::npos);
    CHECK(text.find("1234567890.00\n") != std::string::npos);
    CHECK(text.find("…") != std::string::npos);
    CHECK(tabular::display_width(text.substr(0, text.find('\n'))) <= 50);
    // Where nothing more can be given up, the line is longer.
    CHECK(table.aligned(10).find("D-2026-11-000042  xxxxxxx…  1234567890.00\n") !=
          std::string::npos);
}

TEST_CASE("a text to be read whole goes on in the next line, or below its row", "[tabular]") {
    TextTable table{{{"key", "Key"},
                     {"total", "Total", Align::right},
                     {"why", "Why", Align::left, Width::wrapped}}};
    const std::string why = "household changed: single → spouse without income; children: 0 → 2";
    table.add({"PAY-9", "1.00", why});
    table.add_line();
    table.add({"PAY-10", "-12.00", ""});
    CHECK(table.aligned(50) ==
          "Key      Total  Why\n"
          "PAY-9     1.00  household changed: single → spouse\n"
          "                without income; children: 0 → 2\n"
          "--------------------------------------------------\n"
          "PAY-10  -12.00\n");
    CHECK(table.aligned(29) ==
          "Key      Total\n"
          "PAY-9     1.00\n"
          "   Why: household changed:\n"
          "   single → spouse without\n"
          "   income; children: 0 → 2\n"
          "--------------\n"
          "PAY-10  -12.00\n");
    CHECK(table.tab_separated() == "PAY-9\t1.00\t" + why + "\nPAY-10\t-12.00\t\n");
}

TEST_CASE("keys that do not fit beside a row stand below it, whole", "[tabular]") {
    TextTable table{{{"number", "Number"},
                     {"name", "Name", Align::left, Width::cut},
                     {"issued", "Issued"},
                     {"total", "Total", Align::right},
                     {"credited_by", "Credited by", Align::left, Width::below},
                     {"credits", "Credits", Align::left, Width::below}}};
    table.add({"2026-000001", "Brasserie du Canal", "2026-11-30", "650.50", "2026-000002", ""});
    table.add_line();
    table.add({"2026-000002", "Brasserie du Canal", "2026-11-30", "-650.50", "", "2026-000001"});
    CHECK(table.aligned(50) ==
          "Number       Name              Issued        Total\n"
          "2026-000001  Brasserie du Ca…  2026-11-30   650.50\n"
          "   Credited by: 2026-000002\n"
          "--------------------------------------------------\n"
          "2026-000002  Brasserie du Ca…  2026-11-30  -650.50\n"
          "   Credits: 2026-000001\n");
}

TEST_CASE("a row has as many cells as the table has columns", "[tabular]") {
    TextTable table{{{"a", "A"}, {"b", "B"}}};
    CHECK_THROWS_AS(table.add({"1"}), ContractViolation);
}

TEST_CASE("width counts characters, not bytes, and no combining marks", "[tabular]") {
    CHECK(tabular::display_width("") == 0);
    CHECK(tabular::display_width("Œuvre") == 5);
    CHECK(tabular::display_width("e\u0301t\u00A0€") == 4);
    CHECK(tabular::shortened("Œuvres", 4) == "Œuv…");
    CHECK(tabular::shortened("Œuvre", 5) == "Œuvre");
}
