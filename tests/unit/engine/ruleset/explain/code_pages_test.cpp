#include "engine/ruleset/explain/code_pages.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;

namespace {

const std::vector<std::string> languages{"fr", "nl", "de", "en"};

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
            CHECK_FALSE(page->title.empty());
        }
        CHECK(code_page(code, "fr")->meaning != code_page(code, "en")->meaning);
    }
    CHECK_FALSE(code_page("R999", "en"));
    CHECK_FALSE(code_page("R501", "es"));
}

TEST_CASE("a line of a page is its fields, with or without a title", "[ruleset][codes]") {
    const std::string_view lines =
        "\nX001|a title|a meaning|a cause|a repair"
        "\nX002|a meaning|a cause|a repair"
        "\nX003|a meaning|a repair"
        "\nX004|1|2|3|4|5\n";
    CodePage page;
    page.code = "X001";
    CHECK(read_page(lines, page));
    CHECK(page.title == "a title");
    CHECK(page.cause == "a cause");
    CHECK(page.repair == "a repair");
    page = {};
    page.code = "X002";
    page.title = "as listed";
    CHECK(read_page(lines, page));
    CHECK(page.title == "as listed");
    CHECK(page.meaning == "a meaning");
    for (const char* code : {"X003", "X004", "X005"}) {
        page.code = code;
        CHECK_FALSE(read_page(lines, page));
    }
}
