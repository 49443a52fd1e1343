#include "formats/ubl/validation/value_kind.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace mutua::ubl::validation;

TEST_CASE("values are judged as XML Schema has them", "[ubl]") {
    struct Row {
        ValueKind kind;
        const char* text;
        bool is_one;
    };
    const std::vector<Row> rows{{ValueKind::decimal, " -12.50\n", true},
                                {ValueKind::decimal, "1e2", false},
                                {ValueKind::decimal, "", false},
                                {ValueKind::decimal, ".", false},
                                {ValueKind::boolean, "1", true},
                                {ValueKind::boolean, "True", false},
                                {ValueKind::date, "2024-02-29", true},
                                {ValueKind::date, "2026-02-29", false},
                                {ValueKind::date, "1900-02-29", false},
                                {ValueKind::date, "2026-11-30Z", true},
                                {ValueKind::date, "2026-11-30+14:00", true},
                                {ValueKind::date, "2026-11-30+14:01", false},
                                {ValueKind::date, "2026-1-01", false},
                                {ValueKind::date, "0000-01-01", false},
                                {ValueKind::date, "-0001-01-01", true},
                                {ValueKind::date, "02026-01-01", false},
                                {ValueKind::date, "2026-13-01", false},
                                {ValueKind::time, "23:59:59.123Z", true},
                                {ValueKind::time, "24:00:00", true},
                                {ValueKind::time, "24:00:01", false},
                                {ValueKind::time, "9:00:00", false},
                                {ValueKind::base64, "", true},
                                {ValueKind::base64, "QUI=", true},
                                {ValueKind::base64, "Q U\nI =", true},
                                {ValueKind::base64, "QUJ=", false},
                                {ValueKind::base64, "QUI", false},
                                {ValueKind::base64, "Q===", false},
                                {ValueKind::base64, "QQ==QQ==", false},
                                {ValueKind::base64, "QUI*", false},
                                {ValueKind::language, "nl-BE", true},
                                {ValueKind::language, "abcdefghi", false},
                                {ValueKind::language, "fr-", false},
                                {ValueKind::text, "", true}};
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(is_value(row.kind, row.text) == row.is_one);
    }
}

TEST_CASE("days are counted and zones shift them", "[ubl]") {
    CHECK(schema_date("2026-03-01")->day - schema_date("2026-02-28")->day == 1);
    CHECK(schema_date("2024-03-01")->day - schema_date("2024-02-28")->day == 2);
    CHECK(schema_date("2027-01-01")->day - schema_date("2026-01-01")->day == 365);
    CHECK(schema_date("0001-01-01")->day - schema_date("-0001-12-31")->day > 0);
    CHECK(schema_date("2026-01-01+01:00")->minute() == schema_date("2026-01-01")->minute() - 60);
    CHECK_FALSE(schema_date("30/11/2026").has_value());
}
