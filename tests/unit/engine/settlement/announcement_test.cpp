// Announcements over the rules of the product. Worker types, committees and hours are those of the
// reference, payroll §7 and §14.4 and formats §4.1; check digits were worked out by hand.
#include "engine/settlement/announcement.hpp"

#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using settlement::Announcement;
using settlement::CheckedAnnouncement;
using test::real_rules;

namespace {

const Date announced_on = samples::day(2026, 11, 2);

/// Two days of November, 15.20 hours, the second a week after the first.
cooperative::Declaration two_separate_days() {
    cooperative::Declaration one;
    one.code = DeclarationCode{"A-1"};
    one.member = MemberCode{"M001"};
    one.work_dates = {samples::day(2026, 11, 12), samples::day(2026, 11, 19)};
    one.hours_hundredths = 15'20;
    return one;
}

cooperative::Member of_category(const std::string& category) {
    cooperative::Member one = samples::member();
    one.worker_category = category;
    return one;
}

CheckedAnnouncement announced(const cooperative::Member& member,
                              const cooperative::Declaration& work,
                              const cooperative::Entity& entity = samples::entity(),
                              settlement::OtherHours others = {}) {
    const auto made = settlement::announcement(
        real_rules(), {entity, member, work, others, announced_on, announced_on});
    REQUIRE(made);
    return *made;
}

/// "error I468 joint_committee"
std::vector<std::string> objections(const CheckedAnnouncement& made) {
    std::vector<std::string> list;
    for (const auto& finding : made.findings) {
        list.push_back((finding.severity == Severity::error ? "error " : "warning ") +
                       finding.code + " " + finding.field);
    }
    return list;
}

using Objections = std::vector<std::string>;

}  // namespace

TEST_CASE("an announcement is one period, from the first day of work to the last", "[settlement]") {
    const CheckedAnnouncement made = announced(of_category("artist"), two_separate_days());
    CHECK(made.findings.empty());
    // The end may be changed until the first working day after Thursday the 19th.
    CHECK(made.announcement ==
          Announcement{DeclarationCode{"A-1"}, MemberCode{"M001"},
                       cooperative::EmployerNumber::trusted("1234567887"),
                       cooperative::NationalNumber::trusted("85021400318"), "OTH", "other",
                       samples::day(2026, 11, 12), samples::day(2026, 11, 19), std::nullopt,
                       samples::day(2026, 11, 12), samples::day(2026, 11, 20)});
}

TEST_CASE("the end can be changed until the next working day", "[settlement]") {
    cooperative::Declaration work = two_separate_days();
    // Friday 6 November: Monday. Tuesday 10 November: Thursday, for Armistice Day lies between.
    work.work_dates = {samples::day(2026, 11, 6)};
    CHECK(announced(of_category("artist"), work).announcement->change_until ==
          samples::day(2026, 11, 9));
    work.work_dates = {samples::day(2026, 11, 10)};
    CHECK(announced(of_category("artist"), work).announcement->change_until ==
          samples::day(2026, 11, 12));
}

TEST_CASE("each category has its worker type, and students announce whole hours", "[settlement]") {
    struct Row {
        const char* category;
        const char* worker_type;
        std::optional<std::int64_t> hours_hundredths;
    };
    const auto row = GENERATE(values<Row>({
        {"white_collar", "OTH", std::nullopt},
        {"blue_collar", "OTH", std::nullopt},
        {"artist", "OTH", std::nullopt},
        {"student", "STU", 16'00},
        {"flexi_job", "FLX", std::nullopt},
    }));
    CAPTURE(row.category);
    const CheckedAnnouncement made = announced(of_category(row.category), two_separate_days());
    CHECK(made.findings.empty());
    REQUIRE(made.announcement);
    CHECK(made.announcement->worker_type == row.worker_type);
    CHECK(made.announcement->planned_hours_hundredths == row.hours_hundredths);
}

TEST_CASE("a committee is that of the declaration, else of the member", "[settlement]") {
    cooperative::Member member = of_category("white_collar");
    member.joint_committee = "140.03";
    cooperative::Declaration work = two_separate_days();
    CHECK(announced(member, work).announcement->joint_committee == "140");
    work.joint_committee = "304";
    CHECK(announced(member, work).announcement->joint_committee == "other");
    work.joint_committee = "302";
    CHECK(announced(member, work).announcement->joint_committee == "302");
}

TEST_CASE("what is not complete and right is not announced, and says why", "[settlement]") {
    struct Row {
        const char* why;
        cooperative::Member member;
        cooperative::Declaration work;
        cooperative::Entity entity;
        Objections expected;
    };
    const auto with_number = [](const char* number) {
        cooperative::Member one = of_category("artist");
        one.national_number = cooperative::NationalNumber::trusted(number);
        return one;
    };
    const auto in_committee = [](const char* committee) {
        cooperative::Declaration one = two_separate_days();
        one.joint_committee = committee;
        return one;
    };
    const auto from_to = [](Date first, Date last) {
        cooperative::Declaration one = two_separate_days();
        one.work_dates = {first, last};
        return one;
    };
    cooperative::Entity no_number = samples::entity();
    no_number.employer_number = {};
    cooperative::Entity wrong_number = samples::entity();
    wrong_number.employer_number = cooperative::EmployerNumber::trusted("1234567888");
    cooperative::Declaration one_day = two_separate_days();
    one_day.work_dates = {samples::day(2026, 11, 12)};
    const cooperative::Entity entity = samples::entity();
    const std::vector<Row> rows{
        {"no national number",
         with_number(""),
         two_separate_days(),
         entity,
         {"error I461 member_id"}},
        {"a wrong digit",
         with_number("85021400319"),
         two_separate_days(),
         entity,
         {"error I461 member_id"}},
        // 2 261 103 001 = 97 x 23 310 340 + 21, 97 - 21 = 76: born the day after, 3 November 2026.
        {"not born yet",
         with_number("26110300176"),
         two_separate_days(),
         entity,
         {"error I461 member_id"}},
        {"no employer number",
         of_category("artist"),
         two_separate_days(),
         no_number,
         {"error I462 onss_number"}},
        {"a wrong employer number",
         of_category("artist"),
         two_separate_days(),
         wrong_number,
         {"error I462 onss_number"}},
        {"a student over the end of a quarter",
         of_category("student"),
         from_to(samples::day(2026, 9, 30), samples::day(2026, 11, 12)),
         entity,
         {"warning I460 work_dates", "error I465 work_dates"}},
        {"a flexi-job of one day",
         of_category("flexi_job"),
         one_day,
         entity,
         {"error I467 work_dates"}},
        {"occasional work",
         of_category("occasional"),
         two_separate_days(),
         entity,
         {"error I467 work_dates"}},
        {"agency work",
         of_category("white_collar"),
         in_committee("322"),
         entity,
         {"error I468 joint_committee"}},
        {"two at once",
         with_number(""),
         in_committee("322"),
         no_number,
         {"error I461 member_id", "error I462 onss_number", "error I468 joint_committee"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        const CheckedAnnouncement made = announced(row.member, row.work, row.entity);
        CHECK_FALSE(made.announcement);
        CHECK(objections(made) == row.expected);
    }
}

TEST_CASE("late work and a student's last hours are announced with a warning", "[settlement]") {
    cooperative::Declaration work = two_separate_days();
    work.work_dates = {samples::day(2026, 11, 2)};
    CHECK(announced(of_category("artist"), work).findings.empty());
    work.work_dates = {samples::day(2026, 11, 1)};
    const CheckedAnnouncement late = announced(of_category("artist"), work);
    CHECK(late.announcement);
    CHECK(objections(late) == Objections{"warning I460 work_dates"});

    // 15.20 hours are announced as 16.00: 634.00 of the 650.00 may be taken.
    const auto beside = [](std::int64_t hundredths) {
        return announced(of_category("student"), two_separate_days(), samples::entity(),
                         {0, hundredths, hundredths, 0});
    };
    CHECK(beside(634'00).findings.empty());
    CHECK(beside(634'01).announcement);
    CHECK(objections(beside(634'01)) == Objections{"warning I464 hours"});
}

TEST_CASE("a year that the rules do not cover is not announced", "[settlement]") {
    cooperative::Declaration work = two_separate_days();
    work.work_dates = {samples::day(2027, 3, 1)};
    const auto made = settlement::announcement(
        real_rules(),
        {samples::entity(), of_category("artist"), work, {}, announced_on, announced_on});
    REQUIRE_FALSE(made);
    CHECK(made.error().front().code == "E201");
}

TEST_CASE("rules without announcements are known as such", "[settlement]") {
    CHECK(settlement::can_announce(real_rules()));
    auto files = test::cooperative_rules();
    for (auto& file : files) {
        const auto at = file.bytes.find("use be.dimona\n");
        if (at != std::string::npos) { file.bytes.erase(at, 14); }
    }
    CHECK_FALSE(settlement::can_announce(test::rulebook_of(std::move(files))));
}
