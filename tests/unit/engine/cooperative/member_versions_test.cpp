#include "engine/cooperative/member_versions.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using cooperative::Member;
using cooperative::MemberVersion;
using cooperative::MemberVersions;

namespace {

Date on(unsigned month, unsigned day) {
    return Date{date::year{2026}, date::month{month}, date::day{day}};
}

Member with_children(std::int64_t count) {
    Member member;
    member.children = count;
    return member;
}

std::vector<std::int64_t> children_of(const std::vector<Member>& members) {
    std::vector<std::int64_t> counts;
    for (const Member& one : members) { counts.push_back(one.children); }
    return counts;
}

/// Recorded in this order: nothing known; one child from March; two from January, which was known
/// late; three from March, a correction of the first.
MemberVersions family() {
    return {{with_children(0), std::nullopt, on(1, 10)},
            {with_children(1), on(3, 1), on(3, 5)},
            {with_children(2), on(1, 31), on(4, 7)},
            {with_children(3), on(3, 1), on(4, 9)}};
}

}  // namespace

TEST_CASE("the member of a month is the version in force on its last day", "[cooperative]") {
    const MemberVersions versions = family();
    const auto children = [&](unsigned month) {
        return cooperative::member_of(versions, date::year{2026} / static_cast<int>(month))
            .children;
    };
    CHECK(cooperative::member_on(versions, on(1, 30)).children == 0);
    CHECK(children(1) == 2);
    CHECK(children(2) == 2);
    CHECK(children(3) == 3);
    CHECK(children(12) == 3);
}

TEST_CASE("a month was taken otherwise before each recording", "[cooperative]") {
    const MemberVersions versions = family();
    const auto taken = [&](unsigned month) {
        return children_of(cooperative::members_taken(
            versions, date::year{2026} / static_cast<int>(month), on(month, 1), on(month, 28)));
    };
    CHECK(taken(3) == std::vector<std::int64_t>{3, 1, 1, 0});
    CHECK(taken(2) == std::vector<std::int64_t>{2, 2, 0, 0});
}

TEST_CASE("work is done in the category of the day on which it began", "[cooperative]") {
    const auto version = [](const char* category, const char* committee, std::int64_t children) {
        cooperative::Member member = with_children(children);
        member.worker_category = category;
        member.joint_committee = committee;
        return member;
    };
    const MemberVersions versions{
        {version("student", "302", 0), std::nullopt, on(1, 10)},
        {version("white_collar", "200", 1), on(3, 16), on(3, 5)},
    };
    const auto march = date::year{2026} / 3;
    const auto before = cooperative::employed(versions, march, on(3, 15));
    CHECK(before.worker_category == "student");
    CHECK(before.joint_committee == "302");
    CHECK(before.children == 1);  // the household is that of the month
    const auto after = cooperative::employed(versions, march, on(3, 16));
    CHECK(after.worker_category == "white_collar");
    CHECK(after.joint_committee == "200");
    CHECK(cooperative::employed(versions, date::year{2026} / 2, on(2, 28)).children == 0);
}

TEST_CASE("a payment goes to the account and the name of the day of payment", "[cooperative]") {
    const auto version = [](const char* street, std::int64_t children) {
        cooperative::Member member = with_children(children);
        member.address.street = street;
        return member;
    };
    const MemberVersions versions{{version("Old Lane", 0), std::nullopt, on(1, 10)},
                                  {version("New Lane", 2), on(4, 1), on(4, 1)}};
    const auto march = date::year{2026} / 3;
    CHECK(cooperative::paid(versions, march, on(3, 2), on(3, 31)).address.street == "Old Lane");
    const auto later = cooperative::paid(versions, march, on(3, 2), on(4, 1));
    CHECK(later.address.street == "New Lane");
    CHECK(later.children == 0);  // the household is that of the month
}
