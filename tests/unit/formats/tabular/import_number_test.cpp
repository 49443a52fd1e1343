#include "formats/tabular/import_number.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua::tabular;

TEST_CASE("numbers are read as people write them", "[tabular]") {
    struct Row {
        const char* text;
        std::int64_t hundredths;
    };
    const std::vector<Row> rows = {
        {"1234.50", 123450},
        {"1234,50", 123450},
        {"1 234,50", 123450},
        {"1.234,50", 123450},
        {"1,234.50", 123450},
        {"1\xC2\xA0"
         "234,50",
         123450},
        {"1\xE2\x80\xAF"
         "234,50",
         123450},
        {"1.234.567", 123456700},
        {"1.234.567,8", 123456780},
        {"1 234 567", 123456700},
        {"0.05", 5},
        {"0,5", 50},
        {"0", 0},
        {"007", 700},
        {"33.3300", 3333},
        {"-5", -500},
        {"-1.234,50", -123450},
        {"999999999999.99", 99999999999999},
        {"12.5", 1250},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        const NumberReading reading = read_hundredths(row.text);
        CHECK(reading.fault == NumberFault::none);
        CHECK(reading.hundredths == row.hundredths);
    }
}

TEST_CASE("numbers that are not one number are refused", "[tabular]") {
    struct Row {
        const char* why;
        const char* text;
        NumberFault fault;
    };
    const std::vector<Row> rows = {
        {"thousand or one and a bit", "1.234", NumberFault::two_readings},
        {"the same with a comma", "1,234", NumberFault::two_readings},
        {"three digits before", "123,456", NumberFault::two_readings},
        {"negative", "-1.234", NumberFault::two_readings},
        {"a group does not begin with zero", "0.234", NumberFault::too_many_decimals},
        {"a group has at most three digits before it", "1234.567", NumberFault::too_many_decimals},
        {"four decimals", "1.2345", NumberFault::too_many_decimals},
        {"three decimals behind a group", "1.234,567", NumberFault::too_many_decimals},
        {"thirteen digits", "1234567890123", NumberFault::too_large},
        {"empty", "", NumberFault::unreadable},
        {"sign alone", "-", NumberFault::unreadable},
        {"plus", "+5", NumberFault::unreadable},
        {"currency", "5 EUR", NumberFault::unreadable},
        {"euro sign", "€5", NumberFault::unreadable},
        {"scientific", "1e3", NumberFault::unreadable},
        {"hexadecimal", "0x10", NumberFault::unreadable},
        {"no digit before the point", ".5", NumberFault::unreadable},
        {"no digit behind the point", "5.", NumberFault::unreadable},
        {"groups of two", "12 34", NumberFault::unreadable},
        {"broken groups", "1.23.456", NumberFault::unreadable},
        {"group sign after the decimals", "1,5.234", NumberFault::unreadable},
        {"two decimal signs", "1,2,3", NumberFault::unreadable},
        {"blank in the decimals", "1,5 0", NumberFault::unreadable},
        {"hours and minutes", "7:36", NumberFault::unreadable},
        {"minus behind", "5-", NumberFault::unreadable},
        {"two minus signs", "--5", NumberFault::unreadable},
    };
    for (const Row& row : rows) {
        INFO(row.text << ": " << row.why);
        CHECK(read_hundredths(row.text).fault == row.fault);
    }
    const NumberReading both = read_hundredths("-1.234");
    CHECK(both.grouped_reading == "-1234");
    CHECK(both.decimal_reading == "-1.234");
}
