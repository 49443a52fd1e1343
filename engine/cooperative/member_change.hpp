#pragma once

#include "engine/cooperative/member_versions.hpp"

#include <string>
#include <vector>

/// A change of what is known of a member, and what it means for facts that hold from later days.
namespace mutua::cooperative {

/// One column of a member's facts that differs.
struct FieldChange {
    std::string column;  ///< as in the import file
    std::string before;  ///< as written there; of account and national number nothing is said
    std::string after;
    friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

/// Facts that hold from a day on, and what differs from those in force on it before.
struct DatedChange {
    Date valid_from;
    Member member;
    std::vector<FieldChange> fields;
};

/// What is to be recorded so that `member` holds from a day on: nothing when it does already; else
/// the facts of that day, and of each later day on which other facts begin: a column that had not
/// changed by then changes there too. So what is learned late reaches every month after.
[[nodiscard]] std::vector<DatedChange> changes_from(const MemberVersions& versions,
                                                    const Member& member, Date valid_from);

}  // namespace mutua::cooperative
