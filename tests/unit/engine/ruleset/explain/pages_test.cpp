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

TEST_CASE("pages show what stands beside a figure or an exception", "[ruleset][pages]") {
    const auto pages = rules_pages(small_rules(
        "input gross : EUR per payslip range 0.00 .. 1 000.00\n"
        "input small : bool per payslip\n\n"
        "# Follows `gross`.\n"
        "param cap : EUR\n"
        "  from 2025-01-01 = 10.00  source act \"par. 2\"\n"
        "  from 2026-07-01 = previous * 102 %  source act \"par. 3\"\n\n"
        "rule due : EUR per payslip\n"
        "  output\n"
        "  default = min(gross, cap)  source act\n"
        "  exception low when gross < 10.00 EUR = 0  source act\n"
        "  exception few exclusive with low when small and gross > 20.00 EUR = 1.00 EUR "
        " source act\n"));
    const std::string& page = pages[1].text;
    CHECK(contains(page, "Follows <code>gross</code>."));
    CHECK(contains(page, "<td class=\"number\">10.00</td>"));
    CHECK(contains(page, "<td class=\"number\">10.20<pre><b>previous</b> * 102 %</pre></td>"));
    CHECK(contains(page, "few <span class=\"kind\">exclusive with low</span></td>"));
}

TEST_CASE("the page of a package shows what it amends", "[ruleset][pages]") {
    const std::string law = package_head("xx.law") +
                            "input agreement : code per payslip profile\n"
                            "input gross : EUR per payslip range 0.00 .. 1 000.00\n"
                            "rule due : EUR per payslip\n"
                            "  open to committee\n"
                            "  output\n"
                            "  = gross  source act\n";
    const std::string guild =
        "package xx.guild\n  dated by work_end\n  layer committee when agreement is \"guild\"\n"
        "  covers 2025-01-01 .. 2027-12-31\nuse xx.law\n"
        "source deal \"A deal (invented)\" url \"https://example.org/deal\"\n"
        "param least : EUR\n  from 2025-01-01 = 7.00  source deal\n"
        "amend due\n"
        "  from 2026-07-01\n"
        "    exception poor when gross < least = least  source deal \"art. 9\"\n";
    const CheckReport report = checked({{"xx/guild.rules", guild}, {"xx/law.rules", law}});
    REQUIRE(report.ruleset != nullptr);
    const auto pages = rules_pages(report.ruleset);
    REQUIRE(pages.at(1).file == "xx.guild.html");
    const std::string& page = pages[1].text;
    CHECK(contains(page, "<h2>Amendments</h2>"));
    CHECK(contains(page, "<h3><a href=\"xx.law.html#due\">xx.law.due</a></h3>"));
    CHECK(contains(page, "<td class=\"day\">2026-07-01</td>"));
    CHECK(contains(page,
                   "<a href=\"xx.law.html#gross\">gross</a> &lt; "
                   "<a href=\"#least\">least</a>"));
    CHECK(contains(page, "A deal (invented)</a>, art. 9"));
}
