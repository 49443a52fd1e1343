// The numbers are the published examples of the national register and of the Belgian IBAN.
#include "engine/cooperative/personal_number.hpp"

#include "tests/unit/engine/cooperative/today.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;
using cooperative::personal_numbers_in;
using cooperative::PersonalNumber;
using cooperative::testing::today;

TEST_CASE("personal numbers are found in free text, however they are grouped", "[cooperative]") {
    struct Row {
        const char* why;
        const char* text;
        std::vector<std::string> found;
    };
    const Row rows[] = {
        {"grouped as on the card", "Drawing for NN 85.07.30-033.28, two days", {"85.07.30-033.28"}},
        {"bare", "Drawing 85073003328", {"85073003328"}},
        {"with a slash", "(85.07.30/033-28)", {"85.07.30/033-28"}},
        {"an IBAN in groups", "pay BE68 5390 0754 7034 please", {"BE68 5390 0754 7034"}},
        {"an IBAN in small letters", "be68539007547034", {"be68539007547034"}},
        {"both, in the order of the text",
         "BE68539007547034 and 85073003328",
         {"BE68539007547034", "85073003328"}},
        {"check digits that do not fit", "85.07.30-033.29 and BE69 5390 0754 7034", {}},
        {"dates and phone numbers", "2026-11-12 to 2026-11-13, 0470 12 34 56", {}},
        {"inside a longer number", "ref 185073003328 and 850730033281", {}},
        {"a dash between blanks", "85.07.30 - 033.28", {"85.07.30 - 033.28"}},
        {"an en dash", "(85.07.30–033.28)", {"85.07.30–033.28"}},
        {"an en dash between blanks", "85 07 30 – 033 28.", {"85 07 30 – 033 28"}},
        {"no-break spaces", "85.07.30\u00A0033\u202F28", {"85.07.30\u00A0033\u202F28"}},
        {"behind a prefix",
         "NN85073003328 and RR85.07.30-033.28",
         {"85073003328", "85.07.30-033.28"}},
        {"four separators apart", "85.07.30 -- 033.28", {}},
        {"inside an IBAN's digits", "BE69539007547034", {}},
        {"nothing at all", "", {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        std::vector<std::string> found;
        for (const auto& one : personal_numbers_in(row.text, today)) {
            found.emplace_back(one.text);
        }
        CHECK(found == row.found);
    }
}

TEST_CASE("a personal number says what it is", "[cooperative]") {
    const auto found = personal_numbers_in("BE68539007547034 and 85073003328", today);
    REQUIRE(found.size() == 2);
    CHECK(found[0].kind == PersonalNumber::Kind::iban);
    CHECK(found[1].kind == PersonalNumber::Kind::national_number);
}

TEST_CASE("every free text of a declaration is looked at", "[cooperative]") {
    cooperative::Declaration declaration;
    declaration.description = "Drawing for NN 85.07.30-033.28";
    declaration.vat_reason = "see BE68 5390 0754 7034";
    declaration.order_reference = "PO NN85073003328";
    const auto found = cooperative::personal_numbers_in(declaration, today);
    REQUIRE(found.size() == 3);
    CHECK(found[0].field == "description");
    CHECK(found[1].field == "vat_reason");
    CHECK(found[1].number.kind == PersonalNumber::Kind::iban);
    CHECK(found[2].field == "order_reference");
}
