#include "engine/ruleset/explain/code_pages.hpp"

#include "engine/ruleset/ruleset.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;

namespace {

const std::vector<std::string> languages{"fr", "nl", "de", "en"};

std::string lower(std::string code) {
    std::transform(code.begin(), code.end(), code.begin(), [](char c) {
        return c == 'R' ? 'r' : c == 'E' ? 'e' : c;
    });
    return code;
}

}  // namespace

TEST_CASE("every code has its page in every language", "[ruleset][codes]") {
    CHECK(all_codes().size() >= 96);
    for (const std::string& code : all_codes()) {
        for (const std::string& language : languages) {
            INFO(code << " in " << language);
            const auto page = code_page(code, language);
            REQUIRE(page);
            CHECK(page->meaning.size() > 15);
            CHECK(page->repair.size() > 4);
            CHECK(page->repair.find('|') == std::string::npos);
            CHECK_FALSE(page->title.empty());
        }
        CHECK(code_page(code, "fr")->meaning != code_page(code, "en")->meaning);
    }
    CHECK_FALSE(code_page("R999", "en"));
    CHECK_FALSE(code_page("R501", "es"));
}

TEST_CASE("an example of a page gives its code and its message", "[ruleset][codes]") {
    std::size_t shown = 0;
    for (const std::string& code : all_codes()) {
        const auto page = code_page(code, "en");
        // What only tests or their coverage say needs more than a check; some need two packages.
        const bool of_one_file = code != "R103" && code != "R113";
        if (page->example.empty() || code.substr(0, 2) == "R9" || !of_one_file) { continue; }
        INFO(code);
        const CheckReport report =
            check({{"xx/" + lower(code) + ".rules", page->example}}, *parse_date("2026-11-23"));
        CHECK(std::any_of(report.findings.begin(), report.findings.end(),
                          [&code](const Diagnostic& one) { return one.code == code; }));
        CHECK(page->message.find(code) != std::string::npos);
        ++shown;
    }
    CHECK(shown > 50);
}

TEST_CASE("a page is read on a narrow terminal", "[ruleset][codes]") {
    for (const std::string& language : languages) {
        for (const std::string& code : all_codes()) {
            auto page = *code_page(code, language);
            page.example.clear();
            page.message.clear();
            std::istringstream lines{to_text(page, language)};
            for (std::string line; std::getline(lines, line);) {
                INFO(line);
                CHECK(test::line_width(line) <= 80);
            }
        }
    }
}
