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

/// The member of a month as employed for work that began on a day: the person of the month, in the
/// worker category of that day. Where it is another than that of the month, the rest of the
/// contract (joint committee, weekly hours, chosen rate) is that of the day too.
[[nodiscard]] Member employed(const MemberVersions& versions, Month month, Date first_work_day);

/// The same for the work of a declaration.
[[nodiscard]] Member employed(const MemberVersions& versions, const Declaration& work);

/// The same as paid on a day: name, account, address and language are those of that day.
[[nodiscard]] Member paid(const MemberVersions& versions, Month month, Date first_work_day,
                          Date paid_on);

/// What `employed` answered after each recording, the last answer first: whatever was made
/// meanwhile rests on one of them.
[[nodiscard]] std::vector<Member> members_taken(const MemberVersions& versions,
                                                const Declaration& work);
/// Likewise what `paid` answered.
[[nodiscard]] std::vector<Member> members_taken(const MemberVersions& versions, Month month,
                                                Date first_work_day, Date paid_on);

}  // namespace mutua::cooperative
