// What is written about the rules: `rules dump`, `rules diff` and `rules doc`.
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <utility>
#include <vector>

using mutua::test::file_bytes;
using mutua::test::Ran;
using mutua::test::replaced;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string shop = R"rules(package xx.shop
  dated by work_end
  covers 2025-01-01 .. 2027-12-31
  rounding EUR half up to 0.01

source act "An act (invented)" url "https://example.org/act"

input pay : EUR per payslip  range 0.00 .. 100 000.00

param rate : percent
  from 2025-01-01 = 10.00 %  source act "par. 2"
  from 2026-07-01 = 10.50 %  source act "par. 2"

rule due : EUR per payslip
  label fr "Du" nl "Schuld" de "Schuld" en "Due"
  shown on payslip section pay order 10 as deduction
  = pay * rate  source act "par. 3"

rule rest : EUR per payslip
  output
  = pay - due  source act "par. 3"
)rules";

/// Folders of rules and files of rows, and the program beside them.
class Desk {
public:
    std::string rules(const std::string& name, const std::string& text) const {
        folder_.write(name + "/xx/shop.rules", text);
        return path(name);
    }
    std::string file(const std::string& name, const std::string& text) const {
        return folder_.write(name, text);
    }
    [[nodiscard]] Ran run(std::vector<std::string> arguments) const {
        return run_mutua(folder_.path(), "2026-11-30", std::move(arguments));
    }
    [[nodiscard]] std::string path(const std::string& name) const { return folder_.named(name); }

private:
    TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("rules dump prints versions, exact values and where they come from", "[cli][rules]") {
    const Desk desk;
    const Ran ran = desk.run({"rules", "dump", "xx.shop", "--rules", desk.rules("a", shop)});
    CHECK(ran.err.empty());
    REQUIRE(ran.exit_code == 0);
    const Json package = Json::parse(ran.out);
    CHECK(package["format"] == "mutua-rules/1");
    CHECK(package["package"] == "xx.shop");
    CHECK(package["dated_by"] == "work_end");
    std::vector<std::string> names;
    for (const Json& one : package["definitions"]) { names.push_back(one["name"]); }
    CHECK(names == std::vector<std::string>{"pay", "rate", "due", "rest"});
    const Json& rate = package["definitions"][1];
    CHECK(rate["kind"] == "param");
    CHECK(rate["span"] == Json{10, 1, 12, 49});  // `param` to the end of the last place
    REQUIRE(rate["versions"].size() == 2);
    CHECK(rate["versions"][0]["from"] == "2025-01-01");
    CHECK(rate["versions"][0]["to"] == "2026-06-30");
    CHECK(rate["versions"][0]["value"] == "0.100000");
    CHECK(rate["versions"][1]["value"] == "0.105000");
    CHECK(rate["versions"][1]["source"] == "act");
    CHECK(rate["versions"][1]["place"] == "par. 2");
}

TEST_CASE("rules reviews is the agenda of who looks figures up", "[cli][rules]") {
    const Desk desk;
    std::string text = replaced(shop, "= 10.00 %  source act \"par. 2\"",
                                "= 10.00 %  source act \"par. 2\"  review by 2027-12-31");
    text = replaced(text, "= 10.50 %  source act \"par. 2\"",
                    "= 10.50 %  source act \"par. 2\"  review by 2027-03-31  provisional");
    text = replaced(
        text, "= pay * rate  source act \"par. 3\"",
        "default = pay * rate  source act \"par. 3\"\n"
        "  exception small when pay < 10.00 EUR = 0.00 EUR  source act  review by 2027-06-30");
    text +=
        "\nparam pair : { low, high : EUR }\n"
        "  from 2025-01-01 = { low: 1.00, high: 2.00 }\n"
        "                    source act \"par. 4\"  review by 2027-06-30\n";
    const std::string folder = desk.rules("a", text);
    const std::string march =
        "2027-03-31\txx.shop.rate\t2026-07-01\t10.50 %\tsource act \"par. 2\"\n";
    const Ran ran = desk.run({"rules", "reviews", "--rules", folder});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out ==
          march +
              "2027-06-30\txx.shop.due exception small\t\twhen pay < 10.00 EUR = 0.00 EUR\tsource "
              "act\n"
              "2027-06-30\txx.shop.pair\t2025-01-01\tlow: 1.00, high: 2.00\tsource act \"par. 4\"\n"
              "2027-12-31\txx.shop.rate\t2025-01-01\t10.00 %\tsource act \"par. 2\"\n");
    CHECK(ran.err == "4 reviews, 1 provisional\n");
    CHECK(desk.run({"rules", "reviews", "--rules", folder, "--until", "2027-03-31"}).out == march);
    CHECK(desk.run({"rules", "reviews", "--rules", folder, "--until", "2027-03-30"}).out.empty());
    CHECK(desk.run({"rules", "reviews", "--rules", folder, "--provisional"}).out == march);
    const Ran json = desk.run({"--json", "rules", "reviews", "--rules", folder, "--provisional"});
    CHECK(Json::parse(json.out) == Json{{{"review_by", "2027-03-31"},
                                         {"figure", "xx.shop.rate"},
                                         {"since", "2026-07-01"},
                                         {"value", "10.50 %"},
                                         {"evidence", "source act \"par. 2\""},
                                         {"provisional", true}}});
    const Ran wrong = desk.run({"rules", "reviews", "--rules", folder, "--until", "March"});
    CHECK(wrong.exit_code == 64);
    CHECK(wrong.err ==
          "error U110: --until: `March` is not a day\n  = help: write it like 2026-11-30\n");
}

TEST_CASE("rules dump without a package prints all of them", "[cli][rules]") {
    const Desk desk;
    const std::string folder = desk.rules("a", shop);
    static_cast<void>(desk.file("a/xx/stall.rules", replaced(shop, "xx.shop", "xx.stall")));
    const Ran ran = desk.run({"rules", "dump", "--rules", folder});
    REQUIRE(ran.exit_code == 0);
    const Json packages = Json::parse(ran.out);
    REQUIRE(packages.size() == 2);
    CHECK(packages[0]["package"] == "xx.shop");
    CHECK(packages[1]["package"] == "xx.stall");
    const Ran twice = desk.run({"rules", "dump", "--rules", folder, "--graph", "due"});
    CHECK(twice.exit_code == 65);
    CHECK(twice.err ==
          "error R103: `due` is declared in several packages\n"
          "  = help: write `xx.shop.due` or `xx.stall.due`\n");
}

TEST_CASE("rules dump --graph draws what a rule reaches, and no more", "[cli][rules]") {
    const Desk desk;
    const std::string folder = desk.rules("a", shop);
    const Ran ran = desk.run({"rules", "dump", "--rules", folder, "--graph", "due"});
    CHECK(ran.err.empty());
    REQUIRE(ran.exit_code == 0);
    CHECK(ran.out.starts_with("digraph "));
    CHECK(ran.out.ends_with("}\n"));
    const auto has = [&ran](const std::string& text) {
        return ran.out.find(text) != std::string::npos;
    };
    CHECK(has("\"xx.shop.due\" -> \"xx.shop.pay\""));
    CHECK(has("\"xx.shop.due\" -> \"xx.shop.rate\""));
    CHECK_FALSE(has("rest"));
    const Ran wrong = desk.run({"rules", "dump", "--rules", folder, "--graph", "dues"});
    CHECK(wrong.exit_code == 65);
    CHECK(wrong.out.empty());
    CHECK(wrong.err == "error R101: nothing is called `dues`\n  = help: did you mean `due`?\n");
}

TEST_CASE("a graph is asked for by any name that the package sees", "[cli][rules]") {
    const Desk desk;
    const std::string folder = desk.rules("a", shop);
    desk.file("a/xx/office.rules",
              "package xx.office\n"
              "  dated by work_end\n"
              "  covers 2025-01-01 .. 2027-12-31\n"
              "use xx.shop\n"
              "rule left : EUR per payslip\n"
              "  output\n"
              "  = rest\n");
    const Ran ran = desk.run({"rules", "dump", "xx.office", "--rules", folder, "--graph", "due"});
    CHECK(ran.err.empty());
    CHECK(ran.out.find("\"xx.shop.due\" -> \"xx.shop.pay\"") != std::string::npos);
    const Ran wrong =
        desk.run({"rules", "dump", "xx.office", "--rules", folder, "--graph", "dues"});
    CHECK(wrong.err == "error R101: nothing is called `dues`\n  = help: did you mean `due`?\n");
}

TEST_CASE("rules dump refuses an option that would do nothing", "[cli][rules]") {
    const Desk desk;
    const std::string folder = desk.rules("a", shop);
    const Ran both = desk.run({"rules", "dump", "--rules", folder, "--graph", "due", "--hash"});
    CHECK(both.exit_code == 64);
    CHECK(both.err ==
          "error U101: --hash and --graph ask for two answers\n"
          "  = help: ask for one of them at a time\n");
    const Ran json = desk.run({"--json", "rules", "dump", "--rules", folder, "--graph", "due"});
    CHECK(json.exit_code == 64);
    CHECK(Json::parse(json.out).at(0).at("message") == "--json: a graph is written in DOT");
}

TEST_CASE("rules dump --hash tells the files from what they mean", "[cli][rules]") {
    const Desk desk;
    const auto hashes = [&desk](const std::string& name, const std::string& text) {
        const Ran ran =
            desk.run({"--json", "rules", "dump", "--hash", "--rules", desk.rules(name, text)});
        REQUIRE(ran.exit_code == 0);
        const Json json = Json::parse(ran.out);
        return std::pair<std::string, std::string>{json["ruleset"], json["programs"]["xx.shop"]};
    };
    const auto first = hashes("a", shop);
    // SHA-256 of the set of one leaf, as the specification composes it, by another program.
    CHECK(first.first == "sha256:c9632af6ac2a4b61b48c8c62155481eb450a63411dce52ea74fbd54ed7ac1d2f");
    CHECK(std::regex_match(first.second, std::regex{"sha256:[0-9a-f]{64}"}));
    const auto commented = hashes("b", "# An invented shop.\n" + shop);
    CHECK(commented.first != first.first);
    CHECK(commented.second == first.second);
    const auto labelled = hashes("c", replaced(shop, "en \"Due\"", "en \"To pay\""));
    CHECK(labelled.second == first.second);
    const auto changed = hashes("d", replaced(shop, "10.50 %", "10.60 %"));
    CHECK(changed.second != first.second);
    const Ran text = desk.run({"rules", "dump", "--hash", "--rules", desk.path("a")});
    CHECK(text.out == "ruleset " + first.first + "\nprogram xx.shop " + first.second + "\n");
}

TEST_CASE("rules diff names figure, days, values and source of each change", "[cli][rules]") {
    const Desk desk;
    const std::string before = desk.rules("a", shop);
    struct Row {
        const char* from;
        const char* to;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"10.50 %", "11.00 %",
         "xx.shop.rate  figure   2026-07-01 ..  10.50 % -> 11.00 %  source act \"par. 2\"\n"},
        {"2026-07-01 = 10.50 %", "2026-10-01 = 10.50 %",
         "xx.shop.rate  figure   2026-07-01 .. 2026-09-30  10.50 % -> 10.00 %  "
         "source act \"par. 2\"\n"},
        {"= pay - due", "= pay - due * 2",
         "xx.shop.rest  formula  always  pay - due -> pay - due * 2  "
         "source act \"par. 3\"\n"},
        {"10.50 %  source act \"par. 2\"", "10.50 %  source act \"par. 9\"",
         "xx.shop.rate  source   2026-07-01 ..  source act \"par. 2\" -> source act \"par. 9\"\n"},
        {"en \"Due\"", "en \"To pay\"", "xx.shop.due  label    label en: \"Due\" -> \"To pay\"\n"},
        {"range 0.00 .. 100 000.00", "range 0.00 .. 50 000.00",
         "xx.shop.pay  formula  range: 0.00 .. 100 000.00 -> 0.00 .. 50 000.00\n"},
        {"# nothing", "", ""},
    }));
    CAPTURE(row.from, row.to);
    const std::string text = shop + "# nothing\n";
    const Ran ran =
        desk.run({"rules", "diff", before, desk.rules("b", replaced(text, row.from, row.to))});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out == row.expected);
    CHECK(ran.err == (ran.out.empty() ? "0 changes\n" : "1 change\n"));
}

TEST_CASE("rules diff tells what is added and removed", "[cli][rules]") {
    const Desk desk;
    const std::string after = replaced(shop, "rule rest", "rule remainder");
    const Ran ran = desk.run({"rules", "diff", desk.rules("a", shop), desk.rules("b", after)});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out == "xx.shop.remainder  added    rule\nxx.shop.rest       removed  rule\n");
    const Ran json = desk.run({"--json", "rules", "diff", desk.path("a"), desk.path("b")});
    const Json changes = Json::parse(json.out);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0]["definition"] == "xx.shop.remainder");
    CHECK(changes[0]["kind"] == "added");
}

TEST_CASE("rules diff on rows sums, ranks and says what caused it", "[cli][rules]") {
    const Desk desk;
    const std::string before = desk.rules("a", shop);
    const std::string after = desk.rules("b", replaced(shop, "10.50 %", "11.00 %"));
    // 0.5 % of 1 000.00, 3 000.00 and 400.00: 5.00, 15.00 and 2.00; of 0.10 nothing: 0.0105 and
    // 0.011 are both 0.01. The last row is out of range.
    const std::string rows = desk.file("rows.csv",
                                       "payslip,pay\nPAY-1,1000.00\nPAY-2,3000.00\nPAY-3,400.00\n"
                                       "PAY-4,0.10\nPAY-5,200000.00\n");
    const Ran ran = desk.run(
        {"rules", "diff", before, after, "--input", rows, "--id", "payslip", "--month", "2026-07"});
    CHECK(ran.err.empty());
    REQUIRE(ran.exit_code == 0);
    const auto has = [&ran](const std::string& text) {
        return ran.out.find(text) != std::string::npos;
    };
    CAPTURE(ran.out);
    CHECK(has("5 rows, 2 figures compared, 2 changed\n"));
    CHECK(has("1 row without figures on the old side, not compared\n    PAY-5  E101: "));
    CHECK(
        has("xx.shop.due\n  rows changed   3 of 5\n  sum            +22.00\n"
            "  smallest       +2.00\n  median         +5.00\n  largest        +15.00\n"));
    CHECK(has("+1.00 .. +10.00          2  "));
    CHECK(has("+10.00 .. +100.00        1  "));
    CHECK(has("    PAY-2  315.00 -> 330.00  (+15.00)\n    PAY-1  105.00 -> 110.00  (+5.00)\n"));
    CHECK(has("xx.shop.rest\n  rows changed   3 of 5\n  sum            -22.00\n"));
    CHECK(has("  xx.shop.rate\n    xx.shop.due   +22.00 in 3 rows\n"));
    CHECK_FALSE(has("joint"));
}

TEST_CASE("an input that names the rows of rules diff is still an input", "[cli][rules]") {
    const Desk desk;
    const std::string before = desk.rules("a", shop);
    const std::string after = desk.rules("b", replaced(shop, "10.50 %", "11.00 %"));
    // 10.50 % and 11.00 % of 30 000.00 and of 100.01: 3 150.00 and 3 300.00, 10.50 and 11.00.
    const std::string rows = desk.file("rows.csv", "pay\n30000.00\n100.01\n");
    const std::vector<std::string> asked{"rules", "diff", before, after,     "--input",
                                         rows,    "--id", "pay",  "--month", "2026-07"};
    const Ran ran = desk.run(asked);
    REQUIRE(ran.exit_code == 0);
    CHECK(ran.out.find("    30000.00  3 150.00 -> 3 300.00  (+150.00)\n") != std::string::npos);

    // For programs no number is grouped. The median of 150.00 and 0.50 is 75.25.
    std::vector<std::string> in_json{"--json"};
    in_json.insert(in_json.end(), asked.begin(), asked.end());
    const Json effects = Json::parse(desk.run(in_json).out).at("population").at("effects");
    CHECK(effects.at(0).at("figure") == "xx.shop.due");
    CHECK(effects.at(0).at("median") == "75.25");
    CHECK(effects.at(0).at("examples").at(0).at("before") == "3150.00");
    CHECK(effects.at(0).at("examples").at(0).at("after") == "3300.00");
}

TEST_CASE("rules diff --json gives figures without spaces in them", "[cli][rules]") {
    const Desk desk;
    const auto fee = [](const std::string& amount) {
        return shop + "param fee : EUR\n  from 2025-01-01 = " + amount +
               "  source act \"par. 4\"\nrule fees : EUR per payslip\n  output\n  = fee  source "
               "act \"par. 4\"\n";
    };
    const Ran ran = desk.run({"--json", "rules", "diff", desk.rules("a", fee("1 000.00")),
                              desk.rules("b", fee("1 234 567.50"))});
    const Json changes = Json::parse(ran.out);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0]["before"] == "1000.00");
    CHECK(changes[0]["after"] == "1234567.50");
}

TEST_CASE("rules diff on rows between two days of one folder names what changed", "[cli][rules]") {
    const Desk desk;
    const std::string folder = desk.rules(
        "a", replaced(shop, "= pay * rate  source act \"par. 3\"",
                      "from 2025-01-01 = pay * rate  source act \"par. 3\"\n"
                      "  from 2026-07-01 = (pay + 100.00 EUR) * rate  source act \"par. 3\""));
    // 1 000.00: 100.00 in June; 1 100.00 * 10.5 % = 115.50 in July. The rate alone: 105.00, the
    // formula alone: 110.00; 0.50 comes from both together.
    const std::string rows = desk.file("rows.csv", "pay\n1000.00\n");
    const Ran ran = desk.run({"rules", "diff", folder + "@2026-06-30", folder + "@2026-07-31",
                              "--input", rows, "--figures", "due"});
    CHECK(ran.err.empty());
    REQUIRE(ran.exit_code == 0);
    CAPTURE(ran.out);
    const std::size_t causes = ran.out.find("causes: ");
    REQUIRE(causes != std::string::npos);
    CHECK(ran.out.substr(ran.out.find('\n', causes) + 1) ==
          "  xx.shop.due\n    xx.shop.due  +10.00 in 1 row\n"
          "  xx.shop.rate\n    xx.shop.due  +5.00 in 1 row\n"
          "  joint\n    xx.shop.due  +0.50\n");
}

TEST_CASE("rules diff refuses what it cannot compare", "[cli][rules]") {
    const Desk desk;
    const std::string folder = desk.rules("a", shop);
    const std::string rows = desk.file("rows.csv", "pay\n1000.00\n");
    const Ran day = desk.run({"rules", "diff", folder, folder, "--input", rows});
    CHECK(day.exit_code == 64);
    CHECK(day.err.starts_with("error U141: on which day are the rows computed?\n"));
    const Ran column = desk.run(
        {"rules", "diff", folder, folder, "--input", rows, "--on", "2026-07-31", "--id", "x"});
    CHECK(column.exit_code == 65);
    CHECK(column.err == "error U140: --id: " + rows + " has no column `x`\n");
    const Ran side = desk.run({"rules", "diff", folder + "@2026-02-30", folder});
    CHECK(side.exit_code == 64);
    CHECK(side.err.starts_with("error U110: `2026-02-30` is not a day\n"));
}

TEST_CASE("check, test and diff speak the language of the screen", "[cli][rules]") {
    const Desk desk;
    const std::string before = desk.rules("a", shop);
    const std::string after = desk.rules("b", replaced(shop, "10.50 %", "10.60 %"));
    const Ran checked = desk.run({"--lang", "nl", "rules", "check", before});
    CHECK(checked.out == "1 bestand, 4 definities, 0 tests, geen fouten\n");
    const Ran tested = desk.run({"--lang", "fr", "rules", "test", before, "--coverage"});
    CHECK(tested.out.find("paquet ") == 0);
    CHECK(tested.out.find("\ncouverture : 0 sur ") != std::string::npos);
    CHECK(tested.out.ends_with("\n0 passed, 0 failed\n"));  // what scripts rely on
    const Ran compared = desk.run({"--lang", "de", "rules", "diff", before, after});
    CHECK(compared.out ==
          "xx.shop.rate  Zahl      2026-07-01 ..  10.50 % -> 10.60 %  source act \"par. 2\"\n");
    CHECK(compared.err == "1 Änderung\n");
    const std::string rows = desk.file("rows.csv", "pay\n1000.00\n");
    const Ran effect = desk.run({"--lang", "fr", "rules", "diff", before, after, "--input", rows,
                                 "--on", "2026-07-31", "--figures", "due"});
    // 1 000.00 * 0.10 % = 1.00.
    CHECK(effect.out.find("rows.csv: 1 ligne, 1 chiffre comparés, 1 changés\n") !=
          std::string::npos);
    CHECK(effect.out.find("  somme             +1.00\n") != std::string::npos);
}

TEST_CASE("rules diff shows no negative number of examples", "[cli][rules]") {
    const Desk desk;
    const std::string folder = desk.rules("a", shop);
    CHECK(desk.run({"rules", "diff", folder, folder, "--examples", "-1"}).exit_code == 64);
    CHECK(desk.run({"rules", "diff", folder, folder, "--examples", "0"}).exit_code == 0);
}

TEST_CASE("rules doc writes pages whose links lead somewhere", "[cli][rules]") {
    const Desk desk;
    const std::string good = std::string{MUTUA_SOURCE_DIR} + "/fixtures/rules/good";
    const Ran ran = desk.run({"rules", "doc", "--rules", good, "--out", desk.path("papers/pages")});
    REQUIRE(ran.exit_code == 0);
    CHECK(ran.out == desk.path("papers/pages/index.html") + "\n");
    std::map<std::string, std::string> pages;
    for (const auto& entry : fs::directory_iterator{desk.path("papers/pages")}) {
        pages[entry.path().filename().string()] = file_bytes(entry.path());
    }
    CHECK(ran.err == std::to_string(pages.size()) + " pages written\n");
    REQUIRE(pages.contains("xx.orchard.html"));
    const std::string& orchard = pages["xx.orchard.html"];
    const auto has = [&orchard](const std::string& text) {
        return orchard.find(text) != std::string::npos;
    };
    CHECK(has("8.00 %"));
    CHECK(has("8.25 %"));
    CHECK(has("2026-07-01"));
    CHECK(has("href=\"https://example.org/picking\""));
    CHECK(has("Aandeel van het fonds"));
    CHECK(has("one of apple, pear, cherry"));
    CHECK(has("each part of the amount at the rate of its bracket"));
    const std::regex link{R"re(href="([^"#:]*)(#([^"]*))?")re"};
    std::size_t links = 0;
    for (const auto& [name, text] : pages) {
        for (std::sregex_iterator at{text.begin(), text.end(), link}, end; at != end; ++at) {
            const std::string page = (*at)[1].length() == 0 ? name : (*at)[1].str();
            const std::string anchor = (*at)[3];
            INFO(name << " leads to " << (*at)[0]);
            REQUIRE(pages.contains(page));
            if (!anchor.empty()) {
                CHECK(pages[page].find("id=\"" + anchor + "\"") != std::string::npos);
            }
            ++links;
        }
    }
    CHECK(links > 100);
}
