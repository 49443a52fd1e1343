#include "formats/words/units.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mutua::words;

TEST_CASE("a unit stands in the language, in the number of its quantity", "[words]") {
    struct Row {
        const char* why;
        std::string code, one, many;
        Language language;
    };
    const auto row = GENERATE(values<Row>({
        {"days in French", "DAY", "jour", "jours", Language::fr},
        {"days in Dutch", "DAY", "dag", "dagen", Language::nl},
        {"days in German", "DAY", "Tag", "Tage", Language::de},
        {"days in English", "DAY", "day", "days", Language::en},
        {"one word for both", "MON", "mois", "mois", Language::fr},
        {"a sign is no word", "KMT", "km", "km", Language::de},
        {"what is only counted", "C62", "", "", Language::nl},
        {"a code without a word", "B7", "B7", "B7", Language::en},
    }));
    CAPTURE(row.why);
    CHECK(unit_text(row.code, true, row.language) == row.one);
    CHECK(unit_text(row.code, false, row.language) == row.many);
}
