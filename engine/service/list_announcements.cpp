#include "engine/service/list_announcements.hpp"

#include "engine/service/declared_hours.hpp"
#include "engine/store/fact_repository.hpp"

#include <algorithm>

namespace mutua::service {

namespace {

ListedAnnouncement listed(settlement::Rulebook& rules,
                          const settlement::AnnouncementRequest& request) {
    ListedAnnouncement one{
        request.declaration.code, request.declaration.work_dates.front(), std::nullopt, {}, {}};
    auto made = settlement::announcement(rules, request);
    if (made) {
        one.announcement = std::move(made->announcement);
        one.findings = std::move(made->findings);
    } else {
        one.faults = made.error();
    }
    return one;
}

}  // namespace

std::vector<ListedAnnouncement> list_announcements(store::Store& store,
                                                   const cooperative::Entity& entity,
                                                   settlement::Rulebook& rules,
                                                   const AnnouncementFilter& filter, Date today,
                                                   const Progress& progress) {
    require(settlement::can_announce(rules), "the rules know how work is announced");
    store::FactRepository facts{store, entity.code};
    DeclaredHours hours{store, entity.code, today};
    store::DeclarationFilter wanted;
    wanted.month = filter.month;
    wanted.member = filter.member;
    wanted.accepted_since = filter.accepted_since;
    wanted.accepted_until = today;
    const auto accepted = facts.declarations(wanted);
    std::vector<ListedAnnouncement> all;
    for (const store::StoredDeclaration& stored : accepted) {
        const cooperative::Declaration& work = stored.declaration;
        const auto member = facts.employed(work);
        require(member.has_value(), "a declaration's member is in the store");
        all.push_back(listed(rules, {entity, *member, work, hours.without(stored), today}));
        if (all.back().announcement && stored.credit_note) {
            all.back().announcement->is_cancelled = true;
            all.back().findings.clear();  // Nobody has to announce it any more.
        }
        progress(all.size(), accepted.size());
    }
    // They came in order of the declaration.
    std::stable_sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
        return left.first_day < right.first_day;
    });
    return all;
}

}  // namespace mutua::service
