#include "formats/words/text_number.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using namespace mutua::words;

namespace {

/// No-break blanks shown as "_", to be seen in a review.
std::string seen(std::string text) {
    const std::string blank = "\u00A0";
    for (std::size_t at = text.find(blank); at != std::string::npos; at = text.find(blank, at)) {
        text.replace(at, blank.size(), "_");
    }
    return text;
}

}  // namespace

TEST_CASE("amounts are written as each language writes them", "[words]") {
    struct Row {
        const char* why;
        std::int64_t cents;
        std::string fr, nl, de, en;
    };
    const auto row = GENERATE(values<Row>({
        {"zero", 0, "0,00_€", "€_0,00", "0,00_€", "€0.00"},
        {"a cent", 1, "0,01_€", "€_0,01", "0,01_€", "€0.01"},
        {"no group below a thousand", 999'99, "999,99_€", "€_999,99", "999,99_€", "€999.99"},
        {"one group", 1'234'56, "1_234,56_€", "€_1.234,56", "1.234,56_€", "€1,234.56"},
        {"two groups", 1'000'000'00, "1_000_000,00_€", "€_1.000.000,00", "1.000.000,00_€",
         "€1,000,000.00"},
        {"negative", -123'456'78, "-123_456,78_€", "€_-123.456,78", "-123.456,78_€",
         "-€123,456.78"},
    }));
    CAPTURE(row.why);
    const Money amount = euro_cents(row.cents);
    CHECK(seen(money_text(amount, Language::fr)) == row.fr);
    CHECK(seen(money_text(amount, Language::nl)) == row.nl);
    CHECK(seen(money_text(amount, Language::de)) == row.de);
    CHECK(seen(money_text(amount, Language::en)) == row.en);
}

TEST_CASE("amounts in columns have no currency", "[words]") {
    CHECK(seen(amount_text(euro_cents(-1'234'56), Language::fr)) == "-1_234,56");
    CHECK(amount_text(euro_cents(-1'234'56), Language::nl) == "-1.234,56");
    CHECK(amount_text(euro_cents(-1'234'56), Language::en) == "-1,234.56");
    CHECK(hundredths_text(7'60, Language::de) == "7,60");
}

TEST_CASE("percentages drop the zeros that say nothing", "[words]") {
    CHECK(seen(percent_text("21.00", Language::fr)) == "21_%");
    CHECK(percent_text("21.00", Language::nl) == "21%");
    CHECK(seen(percent_text("6.50", Language::de)) == "6,5_%");
    CHECK(percent_text("11.11", Language::en) == "11.11%");
    CHECK(percent_text("0.00", Language::en) == "0%");
    CHECK(percent_text("100", Language::en) == "100%");
}

TEST_CASE("days and months are written in words or figures of the language", "[words]") {
    const Date day = date::year{2026} / 3 / 5;
    CHECK(day_text(day, Language::fr) == "05/03/2026");
    CHECK(day_text(day, Language::nl) == "05/03/2026");
    CHECK(day_text(day, Language::de) == "05.03.2026");
    CHECK(seen(day_text(day, Language::en)) == "5_March_2026");
    CHECK(seen(short_day_text(day, Language::en)) == "5_Mar_2026");
    CHECK(short_day_text(day, Language::de) == "05.03.2026");
    CHECK(month_text(date::year{2026} / 8, Language::fr) == "août 2026");
    CHECK(month_text(date::year{2026} / 3, Language::nl) == "maart 2026");
    CHECK(month_text(date::year{2026} / 12, Language::de) == "Dezember 2026");
    CHECK(month_text(date::year{2026} / 1, Language::en) == "January 2026");
}

TEST_CASE("account numbers are read in groups of four", "[words]") {
    CHECK(iban_text("BE15001765432130") == "BE15 0017 6543 2130");
    CHECK(iban_text("NL91ABNA0417164300") == "NL91 ABNA 0417 1643 00");
}

TEST_CASE("another currency than the euro is written by its code", "[words]") {
    const Money dollars{-1'234'56, parse_currency("USD").value()};
    CHECK(seen(money_text(dollars, Language::fr)) == "-1_234,56_USD");
    CHECK(seen(money_text(dollars, Language::nl)) == "USD_-1.234,56");
    CHECK(seen(money_text(dollars, Language::de)) == "-1.234,56_USD");
    CHECK(seen(money_text(dollars, Language::en)) == "USD_-1,234.56");
}

TEST_CASE("a quantity or a price has all of its decimals, ten where they do not end", "[words]") {
    CHECK(number_text(Decimal{15, 2}, 0, Language::fr) == "7,5");
    CHECK(number_text(Decimal{12}, 0, Language::nl) == "12");
    CHECK(number_text(Decimal{12}, 2, Language::nl) == "12,00");
    CHECK(number_text(Decimal{-123456789, 100000}, 2, Language::de) == "-1.234,56789");
    CHECK(number_text(Decimal{2, 3}, 2, Language::en) == "0.6666666667");
}
