#pragma once

#include "engine/service/review.hpp"
#include "engine/settlement/announcement.hpp"
#include "engine/settlement/rulebook.hpp"
#include "engine/store/store.hpp"

#include <optional>
#include <vector>

namespace mutua::service {

/// Which announcements are wanted; what is left empty does not narrow.
struct AnnouncementFilter {
    std::optional<Month> month;          ///< of the work
    std::optional<Date> accepted_since;  ///< accepted or credited on this day or later
    std::optional<MemberCode> member;
};

/// The announcement of one declaration, what the checks say of it, and what the rules could not
/// compute; it is there when nothing forbids it.
struct ListedAnnouncement {
    DeclarationCode declaration;
    Date first_day;
    std::optional<settlement::Announcement> announcement;
    std::vector<settlement::CheckFinding> findings;
    Diagnostics faults;
};

/// The announcements of the engagements that were accepted until `today`, invoiced and paid ones
/// among them, in order of their first day, then of the declaration. What was credited did not take
/// place as announced: its announcement is cancelled. Nothing is written.
/// Errors: rules that cannot announce are a ContractViolation; ask first.
[[nodiscard]] std::vector<ListedAnnouncement> list_announcements(
    store::Store& store, const cooperative::Entity& entity, settlement::Rulebook& rules,
    const AnnouncementFilter& filter, Date today, const Progress& progress);

}  // namespace mutua::service
