#include "engine/ruleset/explain/pages.hpp"

#include "tests/support/text.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <string>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;
using test::contains;
using test::occurrences;

namespace {

const std::string printed_rules =
    "input gross : EUR per payslip range 0.00 .. 1 000.00\n\n"
    "# Raised every second year, \"by\" decree & agreement.\n"
    "param rate : percent\n"
    "  from 2025-01-01 = 10.00 %  source act \"par. 2\"\n"
    "  from 2026-07-01 = 10.50 %  source act \"par. 3\"  review by 2027-06-30\n\n"
    "rule due : EUR per payslip\n"
    "  label fr \"Dû\" nl \"D\" de \"D\" en \"Due\"\n"
    "  shown on payslip section pay order 10 as deduction\n"
    "  default = gross * rate  source act\n"
    "  exception low when gross < 10.00 EUR = 0  source act\n";

}  // namespace

TEST_CASE("the page of a package shows every version with its source", "[ruleset][pages]") {
    const auto pages = rules_pages(small_rules(printed_rules));
    REQUIRE(pages.size() == 2);
    CHECK(pages[0].file == "index.html");
    CHECK(pages[1].file == "xx.small.html");
    const std::string& page = pages[1].text;
    CHECK(contains(pages[0].text, "<a href=\"xx.small.html\">xx.small</a>"));
    CHECK(contains(page, "<td class=\"number\">10.00 %</td>"));
    CHECK(contains(page, "<td class=\"number\">10.50 %</td>"));
    CHECK(contains(page, "<a href=\"https://example.org/act\">An act (invented)</a>, par. 3"));
    CHECK(contains(page, "review by 2027-06-30"));
    CHECK(contains(page, "Raised every second year, &quot;by&quot; decree &amp; agreement."));
    CHECK(contains(page, "<i>fr</i>Dû"));
    CHECK(contains(page, "<pre><a href=\"#gross\">gross</a> * <a href=\"#rate\">rate</a></pre>"));
    CHECK(contains(page, "<a href=\"#gross\">gross</a> &lt; 10.00 EUR"));
    CHECK(contains(page, "Used by <a href=\"#due\">due</a>"));
}

TEST_CASE("pages are plain, whole and the same each time", "[ruleset][pages]") {
    const auto pages = rules_pages(small_rules(printed_rules));
    const auto again = rules_pages(small_rules(printed_rules));
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::string& text = pages[i].text;
        CHECK(text == again.at(i).text);
        CHECK_FALSE(contains(text, "<script"));
        for (const char* tag : {"table", "tr", "td", "p", "section", "ul", "pre", "h2", "a"}) {
            INFO(tag);
            const std::string open = std::string{"<"} + tag;
            CHECK(occurrences(text, open + ">") + occurrences(text, open + " ") ==
                  occurrences(text, std::string{"</"} + tag + ">"));
        }
        for (std::size_t at = text.find("href=\"#"); at != std::string::npos;
             at = text.find("href=\"#", at + 1)) {
            const std::string name = text.substr(at + 7, text.find('"', at + 7) - at - 7);
            INFO(name);
            CHECK(contains(text, "id=\"" + name + "\""));
        }
    }
}
