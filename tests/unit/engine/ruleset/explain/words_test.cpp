// The words of explanations and pages in the language of the reader.
#include "engine/ruleset/explain/words.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/explain/next_thresholds.hpp"
#include "engine/ruleset/explain/pages.hpp"
#include "engine/ruleset/explain/why_not.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;
using test::contains;
using test::occurrences;

namespace {

const char* const fee_rules =
    "input weight : EUR per payslip  range 0.00 .. 1 000.00\n"
    "param most : EUR\n  from 2025-01-01 = 30.00  source act\n"
    "param rate : percent\n  from 2025-01-01 = 10.50 %  source act\n"
    "rule fee : EUR per payslip\n"
    "  label fr \"Frais\" nl \"Kosten\" de \"Gebühr\" en \"Fee\"\n"
    "  output\n"
    "  from 2025-01-01\n"
    "    applies when weight > 0\n"
    "    default = min(weight * rate, most)  source act \"par. 2\"\n"
    "    exception heavy when weight > 500.00 EUR = 40.00 EUR  source act\n";

Case parcel() { return case_on("2026-06-30", {{"weight", eur("100.10")}}); }

ExplainOptions in(const char* language) {
    ExplainOptions options;
    options.language = language;
    return options;
}

}  // namespace

TEST_CASE("every phrase has a text in each language, with as many places", "[ruleset][explain]") {
    for (const std::string& english : Words::all_english()) {
        CAPTURE(english);
        for (const char* language : {"fr", "nl", "de"}) {
            const Words words{language};
            const std::string text = words(english, {"1", "2", "3", "4"});
            CHECK_FALSE(text.empty());
            CHECK_FALSE(contains(text, "{"));
        }
    }
    CHECK(Words{"de"}("since {}", {"2026-07-01"}) == "seit 2026-07-01");
    CHECK(Words{"xx"}("since {}", {"2026-07-01"}) == "since 2026-07-01");
    CHECK_THROWS_AS(Words{"fr"}("a phrase of nobody"), ContractViolation);
    CHECK_THROWS_AS(Words{"fr"}("since {}"), ContractViolation);
}

TEST_CASE("an explanation speaks the language that is asked for", "[ruleset][explain]") {
    Calculator calculator{small_rules(fee_rules)};
    // 100.10 * 10.5 % = 10.5105.
    const auto made = explain(calculator, "xx.small", "fee", parcel(), in("fr"));
    REQUIRE(made);
    const std::string text = to_text(*made);
    CHECK(contains(text, "fee = 10.51 EUR                           Frais\n"));
    CHECK(contains(text, ", version du 2025-01-01, couche law\n"));
    CHECK(contains(text, "  si       weight > 0                                100.10 > 0\n"));
    CHECK(contains(text, "  formule  min(weight * rate, most)\n"));
    CHECK(contains(text, "-> demi vers le haut, à 0.01 -> 10.51"));
    CHECK(contains(text, "arrondi du paquet"));
    CHECK(contains(text, "  de       weight = 100.10"));
    CHECK(contains(text, "depuis le 2025-01-01"));
    CHECK(contains(text, "  inactif  most = 30.00 : déciderait sous 10.5"));
    CHECK(contains(text, "exception heavy: weight > 500.00 EUR est faux, de 399.90\n"));
    const auto german = explain(calculator, "xx.small", "fee", parcel(), in("de"));
    REQUIRE(german);
    CHECK(contains(to_text(*german), "seit 2025-01-01"));
}

TEST_CASE("why not and next speak it too", "[ruleset][explain]") {
    Calculator calculator{small_rules(fee_rules)};
    const auto why = why_not(calculator, "xx.small", "fee", "heavy", parcel(), in("nl"));
    REQUIRE(why);
    const std::string reasons = to_text(*why);
    CHECK(contains(reasons, "  waarom   uitzondering heavy geeft geen waarde\n"));
    CHECK(contains(reasons, "100.10 > 500.00 EUR: onwaar, met 399.90\n"));
    CHECK(contains(reasons, "  beslist  de standaardwaarde\n"));
    const auto next = next_thresholds(calculator, "xx.small", "fee", parcel(), in("de"));
    REQUIRE(next);
    // From 500.01 on the fee is 40.00.
    CHECK(contains(to_text(*next), "weight fällt auf 0.00 (100.10 weniger):"));
}

TEST_CASE("the pages about the rules speak it too", "[ruleset][pages]") {
    const auto pages = rules_pages(small_rules(fee_rules), "fr");
    CHECK(contains(pages.at(0).text, "<html lang=\"fr\">"));
    CHECK(contains(pages[0].text, "<h1>Les règles</h1>"));
    const std::string& page = pages.at(1).text;
    CHECK(contains(page, "<h2>Données</h2>"));
    CHECK(contains(page, "<th>Du</th><th>Au</th><th>Valeur</th><th>Source</th>"));
    CHECK(contains(page, "EUR arrondi demi vers le haut, à 0.01"));
    CHECK(contains(page, "S'applique quand"));
    CHECK(contains(page, "Utilisé par <a href=\"#fee\">fee</a>"));
    CHECK(contains(page, "EUR par fiche de paie"));
    CHECK(contains(page, "<p class=\"labels\"><span><i>fr</i>Frais</span>"));
    CHECK(occurrences(page, "Used by") == 0);
}
