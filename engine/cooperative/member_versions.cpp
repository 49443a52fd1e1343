#include "engine/cooperative/member_versions.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::cooperative {

const Member& member_on(const MemberVersions& versions, Date day) {
    require(!versions.empty(), "a member was recorded once");
    const MemberVersion* in_force = &versions.front();
    for (const MemberVersion& one : versions) {
        const bool holds = one.valid_from && *one.valid_from <= day;
        if (holds && (!in_force->valid_from || *in_force->valid_from <= *one.valid_from)) {
            in_force = &one;
        }
    }
    return in_force->member;
}

const Member& member_of(const MemberVersions& versions, Month month) {
    return member_on(versions, last_day(month));
}

Member employed(const MemberVersions& versions, Month month, Date first_work_day) {
    Member member = member_of(versions, month);
    const Member& then = member_on(versions, first_work_day);
    if (then.worker_category == member.worker_category) { return member; }
    member.worker_category = then.worker_category;
    member.joint_committee = then.joint_committee;
    member.weekly_hours = then.weekly_hours;
    member.withholding_rate = then.withholding_rate;
    return member;
}

Member employed(const MemberVersions& versions, const Declaration& work) {
    require(!work.work_dates.empty(), "a declaration has a worked date");
    return employed(versions, month_of(work.work_dates.back()), work.work_dates.front());
}

std::vector<Member> members_taken(const MemberVersions& versions, Month month,
                                  Date first_work_day) {
    std::vector<Member> answers;
    MemberVersions recorded;
    for (const MemberVersion& one : versions) {
        recorded.push_back(one);
        answers.push_back(employed(recorded, month, first_work_day));
    }
    std::reverse(answers.begin(), answers.end());
    return answers;
}

std::vector<Member> members_taken(const MemberVersions& versions, const Declaration& work) {
    require(!work.work_dates.empty(), "a declaration has a worked date");
    return members_taken(versions, month_of(work.work_dates.back()), work.work_dates.front());
}

}  // namespace mutua::cooperative
