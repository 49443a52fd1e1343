#include "formats/filings/announcement_writer.hpp"

#include "engine/core/contract.hpp"

#include <catch2/catch.hpp>
#include <date/date.h>

using namespace mutua;
using settlement::Announcement;

namespace {

/// The message's word for the committees that it does not tell apart.
const std::string others(3, 'X');

Date november(int of_month) { return date::year{2026} / 11 / of_month; }

Announcement artist() {
    return {DeclarationCode{"D-2026-11-0001"},
            MemberCode{"M-0043"},
            cooperative::EmployerNumber::trusted("199999934"),
            cooperative::NationalNumber::trusted("89010899460"),
            "OTH",
            "other",
            november(12),
            november(19),
            std::nullopt,
            november(12),
            november(20)};
}

Announcement student() {
    Announcement one = artist();
    one.declaration = DeclarationCode{"D_2.b"};
    one.worker_type = "STU";
    one.joint_committee = "302";
    one.planned_hours_hundredths = 16'00;
    return one;
}

}  // namespace

TEST_CASE("announcements are CSV with a header, a row each", "[filings]") {
    CHECK(filings::write_announcements_csv({artist(), student()}) ==
          "declaration,member,action,employer_number,national_number,worker_type,joint_committee,"
          "start_date,end_date,planned_hours,due_on,change_until\n"
          "D-2026-11-0001,M-0043,IN,199999934,89010899460,OTH," +
              others +
              ",2026-11-12,2026-11-19,,"
              "2026-11-12,2026-11-20\n"
              "D_2.b,M-0043,IN,199999934,89010899460,STU,302,2026-11-12,2026-11-19,16,"
              "2026-11-12,2026-11-20\n");
    CHECK(filings::write_announcements_csv({}) ==
          "declaration,member,action,employer_number,national_number,worker_type,joint_committee,"
          "start_date,end_date,planned_hours,due_on,change_until\n");
}

TEST_CASE("announcements are a JSON list, hours a number or null", "[filings]") {
    CHECK(filings::write_announcements_json({artist(), student()}) ==
          "[\n"
          "  {\"declaration\": \"D-2026-11-0001\", \"member\": \"M-0043\", \"action\": \"IN\","
          " \"employer_number\": \"199999934\", \"national_number\": \"89010899460\","
          " \"worker_type\": \"OTH\", \"joint_committee\": \"" +
              others +
              "\","
              " \"start_date\": \"2026-11-12\", \"end_date\": \"2026-11-19\","
              " \"planned_hours\": null, \"due_on\": \"2026-11-12\","
              " \"change_until\": \"2026-11-20\"},\n"
              "  {\"declaration\": \"D_2.b\", \"member\": \"M-0043\", \"action\": \"IN\","
              " \"employer_number\": \"199999934\", \"national_number\": \"89010899460\","
              " \"worker_type\": \"STU\", \"joint_committee\": \"302\","
              " \"start_date\": \"2026-11-12\", \"end_date\": \"2026-11-19\","
              " \"planned_hours\": 16, \"due_on\": \"2026-11-12\","
              " \"change_until\": \"2026-11-20\"}\n"
              "]\n");
    CHECK(filings::write_announcements_json({}) == "[]\n");
}

TEST_CASE("parts of an hour and texts that want quotes are broken promises", "[filings]") {
    Announcement one = student();
    one.planned_hours_hundredths = 15'20;
    CHECK_THROWS_AS(filings::write_announcements_csv({one}), ContractViolation);
    one = artist();
    one.joint_committee = "X,Y";
    CHECK_THROWS_AS(filings::write_announcements_csv({one}), ContractViolation);
    CHECK_THROWS_AS(filings::write_announcements_json({one}), ContractViolation);
}
