// `mutua explain code`: a page for everything that the program can print.
#include "cli/commands/program_codes.hpp"
#include "cli/commands/ubl_rule_pages.hpp"
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using mutua::cli::page_of_code;
using mutua::cli::page_of_ubl_rule;
using mutua::cli::program_codes;
using mutua::cli::ubl_rule_ids;
using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::line_width;
using mutua::test::Ran;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> languages{"fr", "nl", "de", "en"};

Ran answer_to(const std::vector<std::string>& arguments) {
    const TemporaryFolder folder;
    return run_mutua(folder.path(), "2026-11-30", arguments);
}

/// Every code that has a page.
std::vector<std::string> every_code() {
    std::vector<std::string> all = mutua::ruleset::all_codes();
    for (const std::string& code : program_codes()) { all.push_back(code); }
    return all;
}

/// A source without its `//` comments, whose examples of names look like codes.
std::string without_comments(const std::string& text) {
    static const std::regex comment{R"((^|[\s])//[^\n]*)"};
    return std::regex_replace(text, comment, "$1");
}

/// What the sources hand to diagnostics, "I204", or write themselves, "error U101: ".
std::set<std::string> printed_codes() {
    static const std::regex quoted{R"re("([A-Z][0-9]{3})")re"};
    static const std::regex written{R"re((?:error|warning|note) ([A-Z][0-9]{3}): )re"};
    std::set<std::string> codes;
    for (const char* room : {"engine", "formats", "cli"}) {
        const fs::path root = fs::path{MUTUA_SOURCE_DIR} / room;
        for (const auto& entry : fs::recursive_directory_iterator{root}) {
            const auto ending = entry.path().extension();
            if (ending != ".cpp" && ending != ".hpp") { continue; }
            const std::string text = without_comments(file_bytes(entry.path()));
            for (const std::regex& form : {quoted, written}) {
                for (std::sregex_iterator at{text.begin(), text.end(), form}, end; at != end;
                     ++at) {
                    codes.insert((*at)[1]);
                }
            }
        }
    }
    // Checks of a plan are numbered by the rules.
    static const std::regex planned{"shown on plan section \\w+ order (3[0-9][0-9]) as"};
    for (const auto& entry :
         fs::recursive_directory_iterator{fs::path{MUTUA_SOURCE_DIR} / "rules"}) {
        if (entry.path().extension() != ".rules") { continue; }
        const std::string text = file_bytes(entry.path());
        for (std::sregex_iterator at{text.begin(), text.end(), planned}, end; at != end; ++at) {
            codes.insert("P" + (*at)[1].str());
        }
    }
    return codes;
}

}  // namespace

TEST_CASE("every code that the program can print has its page in every language", "[cli][codes]") {
    const std::set<std::string> printed = printed_codes();
    REQUIRE(printed.size() > 200);
    for (const std::string& code : printed) {
        for (const std::string& language : languages) {
            const auto page = page_of_code(code, language);
            INFO(code << " in " << language);
            REQUIRE(page);
            CHECK(page->code == code);
            CHECK(page->title.size() > 3);
            CHECK(page->meaning.size() > 15);
            CHECK(page->cause.size() > 12);
            CHECK(page->repair.size() > 4);
            CHECK_FALSE(contains(page->repair, "|"));
        }
    }
}

TEST_CASE("no page is about a code that nothing prints", "[cli][codes]") {
    const std::set<std::string> printed = printed_codes();
    for (const std::string& code : every_code()) {
        INFO(code);
        CHECK((code == "I4NN" || printed.contains(code)));
    }
}

TEST_CASE("the pages of a language say nothing twice and of no other code", "[cli][codes]") {
    const std::vector<std::string> known = every_code();
    for (const char* room : {"cli/codes", "engine/ruleset/explain/codes"}) {
        for (const std::string& language : languages) {
            std::istringstream lines{
                file_bytes(fs::path{MUTUA_SOURCE_DIR} / room / (language + ".txt"))};
            std::set<std::string> told;
            for (std::string line; std::getline(lines, line);) {
                if (!contains(line, "|")) { continue; }
                const std::string code = line.substr(0, line.find('|'));
                INFO(room << " " << language << " " << code);
                CHECK(told.insert(code).second);
                CHECK(std::find(known.begin(), known.end(), code) != known.end());
            }
        }
    }
}

TEST_CASE("pages differ by language and fit a narrow terminal", "[cli][codes]") {
    for (const std::string& code : every_code()) {
        std::set<std::string> meanings;
        std::set<std::string> titles;
        for (const std::string& language : languages) {
            const auto page = page_of_code(code, language);
            INFO(code << " in " << language);
            REQUIRE(page);
            meanings.insert(page->meaning);
            titles.insert(page->title);
            // An example and its message are as wide as they are.
            mutua::ruleset::CodePage words = *page;
            words.example = words.input = words.command = words.message = "";
            words.mended = words.mended_input = "";
            std::istringstream lines{to_text(words, language)};
            for (std::string line; std::getline(lines, line);) { CHECK(line_width(line) <= 80); }
        }
        INFO(code);
        CHECK(meanings.size() == languages.size());
        CHECK(titles.size() == languages.size());
    }
}

TEST_CASE("explain code speaks the language of the screen", "[cli][codes]") {
    struct Row {
        const char* language;
        const char* title;   ///< of I204, an amount such as 1.234
        const char* cause;   ///< the heading of its causes
        const char* repair;  ///< the heading of what to do
        const char* meaning;
    };
    const auto row = GENERATE(values<Row>({
        {"fr", "nombre qui se lit de deux façons", "\nCauses habituelles\n", "\nQue faire\n",
         "se lit de deux façons"},
        {"nl", "getal dat op twee manieren te lezen is", "\nGewone oorzaken\n", "\nWat te doen\n",
         "op twee manieren te lezen"},
        {"de", "Zahl, die auf zwei Weisen lesbar ist", "\nÜbliche Ursachen\n", "\nWas zu tun ist\n",
         "auf zwei Weisen lesbar"},
        {"en", "number that can be read in two ways", "\nUsual causes\n", "\nWhat to do\n",
         "can be read in two ways"},
    }));
    CAPTURE(row.language);
    const Ran ran = answer_to({"--lang", row.language, "explain", "code", "I204"});
    CHECK(ran.exit_code == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out.starts_with("I204 (error): " + std::string{row.title} + "\n"));
    CHECK(contains(ran.out, row.cause));
    CHECK(ran.out.find(row.repair) != std::string::npos);
    CHECK(ran.out.find(row.meaning) != std::string::npos);
    CHECK(ran.out.find("1.234 → 1234.00") != std::string::npos);
}

TEST_CASE("explain code shows a code of the rules by a wrong example", "[cli][codes]") {
    const Ran ran = answer_to({"--lang", "en", "explain", "code", "r501"});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out.starts_with("R501 (error): two exceptions can hold together"));
    CHECK(ran.out.find("\nA wrong example\n") != std::string::npos);
    CHECK(ran.out.find("    package xx.r501\n") != std::string::npos);
    CHECK(ran.out.find("\n    $ mutua rules check .\n") != std::string::npos);
    CHECK(ran.out.find("error R501: ") != std::string::npos);
    // Mended is shown what changed, and not the declarations around it.
    CHECK(contains(ran.out, "\nMended\n    rule fee : EUR per contract\n"));
    CHECK(contains(ran.out, "exception home over large when at_home = pay * 3"));
    const Ran json = answer_to({"--json", "explain", "code", "R501"});
    CHECK(json.exit_code == 0);
    CHECK(json.out.starts_with("{\n  \"code\": \"R501\",\n  \"severity\": \"error\",\n"));
}

TEST_CASE("explain code shows a fault of a run with its row", "[cli][codes]") {
    const Ran ran = answer_to({"--lang", "nl", "explain", "code", "E101"});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "\nMet deze rij\n    {\"pay\": \"1200.00\"}\n"));
    CHECK(contains(ran.out,
                   "\n    $ mutua --rules . rules eval xx.e101 --on 2026-06-30 --input e101.json\n"
                   "    e101.json:1:9: error E101: "));
    CHECK(ran.out.ends_with("\nVerbeterd\n    {\"pay\": \"1000.00\"}\n"));
}

TEST_CASE("explain code shows a code of the command line by a command", "[cli][codes]") {
    const Ran ran = answer_to({"--lang", "de", "explain", "code", "U101"});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "\nEin falsches Beispiel\n    $ mutua invoice paln\n"));
    CHECK(contains(ran.out, "\nWas das Programm antwortet\n    error U101: "));
    CHECK(ran.out.ends_with("\nBerichtigt\n    $ mutua invoice plan\n"));
}

TEST_CASE("the checks that rules make of a declaration share a page", "[cli][codes]") {
    const Ran ran = answer_to({"--lang", "en", "explain", "code", "i408"});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out.starts_with("I408 (error): a check that the rules make of a declaration\n"));
    CHECK(ran.out.find("rules/README.md") != std::string::npos);
}

TEST_CASE("every rule that `ubl validate` names has its page in every language", "[cli][codes]") {
    // All of them would read the rules 4,000 times.
    for (const char* id : {"XML-01", "XSD-07", "BR-CO-15", "UBL-CR-001", "PEPPOL-EN16931-R010",
                           "PEPPOL-COMMON-R040", "MUTUA-11", "MUTUA-25"}) {
        std::set<std::string> meanings;
        for (const std::string& language : languages) {
            const auto page = page_of_ubl_rule(id, language);
            INFO(id << " in " << language);
            REQUIRE(page);
            CHECK(page->code == id);
            CHECK(page->title.size() > 15);
            meanings.insert(page->meaning);
        }
        CHECK(meanings.size() == languages.size());
    }
    CHECK(ubl_rule_ids().size() > 900);
    CHECK_FALSE(page_of_ubl_rule("BR-99", "en"));
}

TEST_CASE("explain code shows what a rule of e-invoices judges and demands", "[cli][codes]") {
    const auto page = [](const char* code) {
        const Ran ran = answer_to({"--lang", "en", "explain", "code", code});
        CHECK(ran.exit_code == 0);
        CHECK(ran.err.empty());
        return ran.out;
    };
    CHECK(page("br-co-15") ==
          "BR-CO-15 (fatal): Total with VAT (BT-112) = total without VAT (BT-109) + the one\n"
          "  VAT total in the document's currency (BT-110).\n\n"
          "  A rule of EN 16931 in release 2026.5 of the rules for e-invoices. It is about\n"
          "  each `/Document`.\n\n"
          "What to do\n"
          "  Mend the document before it is sent, or refuse it to who sent it: access\n"
          "  points and receivers do not take it.\n");
    CHECK(page("XSD-02") ==
          "XSD-02 (fatal): An element stands where UBL has it, in the order of the schema,\n"
          "  and once where it may not be repeated.\n\n"
          "  A rule of UBL 2.1 in release 2026.5 of the rules for e-invoices.\n\n"
          "What to do\n"
          "  Mend the document before it is sent, or refuse it to who sent it: access\n"
          "  points and receivers do not take it.\n");
    const std::string own = page("MUTUA-11");
    CHECK(contains(own, "MUTUA-11 (warning): The VAT of a breakdown is its base x its rate"));
    CHECK(contains(own, "  A rule of mutua in release 2026.5 of"));
    CHECK(contains(own, "each `/Document/TaxTotal/TaxSubtotal`.\n"));
    CHECK(contains(own, "\nWhat to do\n  The document may be sent. "));
    CHECK(contains(page("UBL-CR-001"), "`UBLExtensions`."));
    CHECK(contains(page("MUTUA-10"), "it demands: `(not "));
    // Each kind of billing has a text of its own.
    const std::string both = page("PEPPOL-EN16931-R007");
    CHECK(contains(both, "  A rule of Peppol Billing in release 2026.5 of"));
    CHECK(contains(both,
                   "Peppol Self-Billing in release 2026.5 of the rules for e-invoices. The "
                   "process\n  (BT-23) is one of Peppol Self-Billing"));
    const Ran json = answer_to({"--json", "explain", "code", "BR-CO-15"});
    CHECK(json.exit_code == 0);
    CHECK(json.out.starts_with("{\n  \"code\": \"BR-CO-15\",\n  \"severity\": \"fatal\",\n"));
}

TEST_CASE("a code without a page is answered with the nearest, or how one looks", "[cli][codes]") {
    constexpr const char* how_one_looks =
        "copy it from the message: a letter and three digits, such as R501, or a rule of "
        "e-invoices, such as BR-CO-15";
    struct Row {
        const char* code;
        const char* help;
    };
    const auto row = GENERATE(values<Row>({
        {"R50l", "did you mean `R501`?"},
        {"U1011", "did you mean `U101`?"},
        {"204", "did you mean `I204`?"},
        {"MUTUA11", "did you mean `MUTUA-11`?"},
        {"price", how_one_looks},
        {"", how_one_looks},
    }));
    CAPTURE(row.code);
    const Ran ran = answer_to({"explain", "code", row.code});
    CHECK(ran.exit_code == 64);
    CHECK(ran.out.empty());
    CHECK(ran.err == "error U142: there is no page for `" + std::string{row.code} +
                         "`\n  = help: " + row.help + "\n");
}
