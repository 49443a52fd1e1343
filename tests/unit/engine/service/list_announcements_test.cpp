#include "engine/service/list_announcements.hpp"

#include "tests/support/sample_workspace.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;
using service::AnnouncementFilter;
using service::ListedAnnouncement;
using test::content_of;
using test::job;
using test::SampleWorkspace;

namespace {

std::vector<ListedAnnouncement> list(SampleWorkspace& workspace, const AnnouncementFilter& filter,
                                     Date today = test::accepted_on) {
    return service::list_announcements(workspace.store, workspace.entity, test::real_rules(),
                                       filter, today, test::nothing_to_tell);
}

/// "D-1" where there is an announcement, "(D-1)" where there is none.
std::string codes(const std::vector<ListedAnnouncement>& listed) {
    std::string all;
    for (const ListedAnnouncement& one : listed) {
        const std::string& code = one.declaration.text();
        all += (all.empty() ? "" : " ") + (one.announcement ? code : "(" + code + ")");
    }
    return all;
}

void add_member(SampleWorkspace& workspace, const cooperative::Member& member) {
    store::UnitOfWork work{workspace.store};
    store::FactRepository{workspace.store, workspace.entity.code}.add_member(member,
                                                                             test::accepted_on);
    work.commit();
}

}  // namespace

TEST_CASE("what is accepted is announced by its first day, and nothing is written", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00), job("D-2", "M002", 6, 450'00),
                       job("D-3", "M001", 6, 450'00), job("D-4", "M002", 9, 20'00)});
    static_cast<void>(workspace.accept());  // 20.00 is below the floor: D-4 stays submitted
    const std::string before = content_of(workspace);
    CHECK(codes(list(workspace, {})) == "D-2 D-3 D-1");
    CHECK(content_of(workspace) == before);
    AnnouncementFilter filter;
    filter.member = MemberCode{"M001"};
    CHECK(codes(list(workspace, filter)) == "D-3 D-1");
    filter.month = test::november;
    CHECK(codes(list(workspace, filter)) == "D-3 D-1");
    filter.month = Month{date::year{2026} / 10};
    CHECK(list(workspace, filter).empty());
}

TEST_CASE("invoiced work is listed as before, so a set of files is always the full one",
          "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00)});
    static_cast<void>(workspace.accept());
    const auto before = list(workspace, {});
    static_cast<void>(workspace.issue(workspace.invoice_plan(), "plan"));
    const auto after = list(workspace, {});
    REQUIRE(after.size() == 1);
    CHECK(after.front().announcement == before.front().announcement);
}

TEST_CASE("announcements not older than a day are those accepted since", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00)});
    static_cast<void>(workspace.accept());
    AnnouncementFilter filter;
    filter.accepted_since = test::accepted_on;
    CHECK(codes(list(workspace, filter)) == "D-1");
    filter.accepted_since = add_days(test::accepted_on, 1);
    CHECK(list(workspace, filter, test::month_end).empty());
    // The day before, it was not accepted yet.
    CHECK(list(workspace, {}, add_days(test::accepted_on, -1)).empty());
}

TEST_CASE("what cannot be announced is listed with its reason", "[service]") {
    SampleWorkspace workspace;
    cooperative::Member nobody = samples::member();
    nobody.code = MemberCode{"M003"};
    nobody.national_number = {};
    add_member(workspace, nobody);
    workspace.declare({job("D-1", "M003", 20, 450'00), job("D-2", "M001", 6, 450'00)});
    static_cast<void>(workspace.accept());
    const auto listed = list(workspace, {}, samples::day(2026, 11, 7));
    CHECK(codes(listed) == "D-2 (D-1)");
    REQUIRE(listed.size() == 2);
    CHECK(listed[0].findings.empty());
    REQUIRE(listed[1].findings.size() == 1);
    CHECK(listed[1].findings.front().code == "I461");
}

// Accepted on 2 November: work of that day could be announced in time, work of the day before not.
TEST_CASE("work is late when it began before it was accepted, whenever it is listed", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 1, 450'00), job("D-2", "M001", 2, 450'00),
                       job("D-3", "M002", 6, 450'00)});
    static_cast<void>(workspace.accept());
    for (const Date today : {test::accepted_on, samples::day(2026, 12, 1)}) {
        const auto listed = list(workspace, {}, today);
        CHECK(codes(listed) == "D-1 D-2 D-3");
        REQUIRE(listed.size() == 3);
        REQUIRE(listed[0].findings.size() == 1);
        CHECK(listed[0].findings.front().code == "I460");
        CHECK(listed[1].findings.empty());
        CHECK(listed[2].findings.empty());
    }
}

// 634.01 hours accepted beside 15.20: these are announced as 16.00, of which 650.00 leave 15.99.
TEST_CASE("a student's other hours count as they were accepted", "[service]") {
    SampleWorkspace workspace;
    cooperative::Member student = samples::member();
    student.code = MemberCode{"M003"};
    student.worker_category = "student";
    add_member(workspace, student);
    const auto days_of = [](const char* code, unsigned month, std::int64_t hours_hundredths) {
        cooperative::Declaration one = job(code, "M003", 3, 9'000'00);
        one.work_dates.clear();
        for (unsigned day = 3; day <= 24; ++day) {
            one.work_dates.push_back(samples::day(2026, month, day));
        }
        one.hours_hundredths = hours_hundredths;
        return one;
    };
    cooperative::Declaration last = job("D-9", "M003", 20, 450'00);
    last.hours_hundredths = 15'20;
    last.work_dates = {samples::day(2026, 12, 3), samples::day(2026, 12, 4)};
    workspace.declare(
        {days_of("D-1", 9, 234'01), days_of("D-2", 10, 200'00), days_of("D-3", 11, 200'00), last});
    static_cast<void>(workspace.accept());
    AnnouncementFilter december;
    december.month = Month{date::year{2026} / 12};
    const auto listed = list(workspace, december);
    CHECK(codes(listed) == "D-9");
    REQUIRE(listed.size() == 1);
    CHECK(listed.front().announcement->planned_hours_hundredths == 16'00);
    REQUIRE(listed.front().findings.size() == 1);
    CHECK(listed.front().findings.front().code == "I464");
}
