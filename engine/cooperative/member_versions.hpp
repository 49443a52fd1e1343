#pragma once

#include "engine/cooperative/facts.hpp"

#include <optional>
#include <vector>

/// What is known of a member, and from which day on. A change adds a version; what was known before
/// stays.
namespace mutua::cooperative {

struct MemberVersion {
    Member member;
    std::optional<Date> valid_from;  ///< nothing: as first recorded, valid until a change is
    Date recorded_on;
};

/// The versions of one member in the order in which they were recorded; the first is the original.
using MemberVersions = std::vector<MemberVersion>;

/// The facts in force on a day: of the changes valid by then the latest, of those valid from one
/// day the one recorded last, else the original.
[[nodiscard]] const Member& member_on(const MemberVersions& versions, Date day);

/// The member of a month is the one in force on its last day.
[[nodiscard]] const Member& member_of(const MemberVersions& versions, Month month);

/// What the member of a month was taken to be after each recording, the last answer first: whatever
/// was made meanwhile rests on one of them.
[[nodiscard]] std::vector<Member> members_taken(const MemberVersions& versions, Month month);

}  // namespace mutua::cooperative
