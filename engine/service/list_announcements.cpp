#include "engine/service/list_announcements.hpp"

#include "engine/service/declared_hours.hpp"
#include "engine/store/fact_repository.hpp"

#include <algorithm>
#include <utility>

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

/// Work that was accepted before `since`, as if for good, and credited since.
void add_credited(store::FactRepository& facts, store::DeclarationFilter filter, Date since,
                  std::vector<store::StoredDeclaration>& listed) {
    filter.accepted_since.reset();
    filter.status = store::DeclarationStatus::credited;
    for (store::StoredDeclaration& stored : facts.declarations(filter)) {
        if (stored.acceptance->accepted_on < since && *stored.credited_on >= since) {
            listed.push_back(std::move(stored));
        }
    }
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
    auto accepted = facts.declarations(wanted);
    if (filter.accepted_since) { add_credited(facts, wanted, *filter.accepted_since, accepted); }
    std::vector<ListedAnnouncement> all;
    for (const store::StoredDeclaration& stored : accepted) {
        const cooperative::Declaration& work = stored.declaration;
        const auto member = facts.employed(work);
        require(member.has_value(), "a declaration's member is in the store");
        require(stored.acceptance.has_value(), "what is listed was accepted");
        all.push_back(listed(rules, {entity, *member, work, hours.without(stored),
                                     stored.acceptance->accepted_on, today}));
        if (all.back().announcement && stored.credit_note) {
            all.back().announcement->is_cancelled = true;
            all.back().findings.clear();  // Nobody has to announce it any more.
        }
        progress(all.size(), accepted.size());
    }
    std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
        return std::pair{left.first_day, left.declaration} <
               std::pair{right.first_day, right.declaration};
    });
    return all;
}

}  // namespace mutua::service
