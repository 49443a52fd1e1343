#include "engine/core/id.hpp"

#include "tests/unit/engine/core/equatable.hpp"

#include <catch2/catch.hpp>

#include <type_traits>

namespace mutua {
namespace {

// A key of one table is no key of another, and no count.
static_assert(Equatable<PayslipId, PayslipId>);
static_assert(!Equatable<PayslipId, EntryId>);
static_assert(!Equatable<PayslipId, std::int64_t>);
static_assert(!std::is_convertible_v<std::int64_t, PayslipId>);
static_assert(!std::is_convertible_v<PayslipId, std::int64_t>);
static_assert(!Equatable<MemberCode, ClientCode>);
static_assert(!std::is_convertible_v<std::string, MemberCode>);
static_assert(!std::is_convertible_v<MemberCode, ClientCode>);

TEST_CASE("a key is shown with the letters of its table", "[core]") {
    CHECK(to_string(PayslipId{42}) == "PAY-42");
    CHECK(to_string(EntryId{1}) == "ENT-1");
    CHECK(to_string(RunId{7}) == "RUN-7");
    CHECK(PayslipId{42}.value() == 42);
}

TEST_CASE("keys and codes are ordered by what they hold", "[core]") {
    CHECK(EntryId{2} < EntryId{10});
    CHECK(MemberCode{"M10"} < MemberCode{"M2"});
    CHECK(MemberCode{"M1"} == MemberCode{"M1"});
    CHECK(MemberCode{}.empty());
    CHECK(MemberCode{"M1"}.text() == "M1");
}

}  // namespace
}  // namespace mutua
