#pragma once

#include "engine/settlement/checks.hpp"
#include "engine/settlement/question.hpp"
#include "engine/settlement/rulebook.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mutua::settlement {

/// What the social security office is told of an engagement before it starts: a Dimona IN; or that
/// it did not take place: a CANCEL.
struct Announcement {
    DeclarationCode declaration;
    MemberCode member;
    cooperative::EmployerNumber employer_number;
    cooperative::NationalNumber national_number;
    std::string worker_type;      ///< OTH, STU …
    std::string joint_committee;  ///< one that the office wants to know, 124 …, or other
    Date start_date;
    Date end_date;
    std::optional<std::int64_t> planned_hours_hundredths;  ///< where the worker type wants them
    Date due_on;                ///< announced by the end of this day at the latest
    Date change_until;          ///< the end can be changed until this day
    bool is_cancelled = false;  ///< the work was credited: what was announced is to be withdrawn
    friend bool operator==(const Announcement&, const Announcement&) = default;
};

struct AnnouncementRequest {
    const cooperative::Entity& entity;
    const cooperative::Member& member;  ///< of the month of the work
    const cooperative::Declaration& declaration;
    OtherHours others;  ///< what else was accepted of the member
    Date accepted_on;
    Date announced_on;
};

/// An announcement, and what the rules' checks say of it. It is there when none of them is an
/// error: an announcement is complete and right, or is not made.
struct CheckedAnnouncement {
    std::optional<Announcement> announcement;
    std::vector<CheckFinding> findings;
};

/// Whether the rules know what an announcement asks of them.
[[nodiscard]] bool can_announce(const Rulebook& rules);

/// The announcement of an accepted declaration. Separate work dates make one period, from the first
/// to the last: an engagement is one contract, and the message holds one start and one end. Numbers
/// are checked again, as on the day of the announcement: who is not born yet does not work.
/// Errors: what the rules cannot compute, such as a day outside their years.
[[nodiscard]] Result<CheckedAnnouncement> announcement(Rulebook& rules,
                                                       const AnnouncementRequest& request);

}  // namespace mutua::settlement
