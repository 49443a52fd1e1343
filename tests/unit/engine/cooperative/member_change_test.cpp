#include "engine/cooperative/member_change.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using cooperative::FieldChange;
using cooperative::Member;
using cooperative::MemberVersions;

namespace {

Date of_2026(unsigned month, unsigned day) {
    return Date{date::year{2026}, date::month{month}, date::day{day}};
}

Member living(const char* household, std::int64_t children, const char* street) {
    Member member;
    member.household = household;
    member.children = children;
    member.address.street = street;
    return member;
}

/// Moved in February; the household, which is learned later, is not touched by it.
MemberVersions moved_house() {
    return {{living("single", 0, "Old Lane"), std::nullopt, of_2026(1, 5)},
            {living("single", 0, "New Lane"), of_2026(2, 1), of_2026(1, 20)}};
}

}  // namespace

TEST_CASE("what is learned late reaches the facts of later days that do not say otherwise",
          "[cooperative]") {
    const auto changes = cooperative::changes_from(
        moved_house(), living("spouse_without_income", 2, "Old Lane"), of_2026(1, 1));
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].valid_from == of_2026(1, 1));
    CHECK(changes[0].fields ==
          std::vector<FieldChange>{{"household", "single", "spouse_without_income"},
                                   {"children", "0", "2"}});
    CHECK(changes[1].valid_from == of_2026(2, 1));
    CHECK(changes[1].member.household == "spouse_without_income");
    CHECK(changes[1].member.children == 2);
    CHECK(changes[1].member.address.street == "New Lane");
}

TEST_CASE("a column that a later day says otherwise stays from then on", "[cooperative]") {
    MemberVersions versions = moved_house();
    versions.push_back({living("single", 1, "New Lane"), of_2026(3, 1), of_2026(3, 2)});
    versions.push_back({living("single", 0, "New Lane"), of_2026(5, 1), of_2026(5, 2)});
    const auto changes = cooperative::changes_from(
        versions, living("spouse_with_income", 2, "Old Lane"), of_2026(1, 1));
    REQUIRE(changes.size() == 4);
    CHECK(changes[1].member.children == 2);
    CHECK(changes[2].member.children == 1);
    CHECK(changes[2].member.household == "spouse_with_income");
    CHECK(changes[3].member.children == 0);
    CHECK(changes[3].member.household == "spouse_with_income");
}

TEST_CASE("what holds already is no change, and secrets are not shown", "[cooperative]") {
    CHECK(cooperative::changes_from(moved_house(), living("single", 0, "New Lane"), of_2026(2, 1))
              .empty());
    Member other = living("single", 0, "New Lane");
    other.national_number = *cooperative::parse_national_number("90.01.01-001.23", of_2026(11, 2));
    const auto changes = cooperative::changes_from(moved_house(), other, of_2026(2, 1));
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].fields == std::vector<FieldChange>{{"national_number", "…", "…"}});
}
