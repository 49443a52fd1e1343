#include "engine/cooperative/member_versions.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::cooperative {

namespace {

/// The answer to a question after each recording, the last one first.
template <typename Answer>
std::vector<Member> taken(const MemberVersions& versions, const Answer& answer) {
    std::vector<Member> answers;
    MemberVersions recorded;
    for (const MemberVersion& one : versions) {
        recorded.push_back(one);
        answers.push_back(answer(recorded));
    }
    std::reverse(answers.begin(), answers.end());
    return answers;
}

}  // namespace

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

Member paid(const MemberVersions& versions, Month month, Date first_work_day, Date paid_on) {
    Member member = employed(versions, month, first_work_day);
    const Member& then = member_on(versions, paid_on);
    member.given_name = then.given_name;
    member.family_name = then.family_name;
    member.iban = then.iban;
    member.bic = then.bic;
    member.language = then.language;
    member.email = then.email;
    member.address = then.address;
    return member;
}

std::vector<Member> members_taken(const MemberVersions& versions, const Declaration& work) {
    return taken(versions, [&](const MemberVersions& known) { return employed(known, work); });
}

std::vector<Member> members_taken(const MemberVersions& versions, Month month, Date first_work_day,
                                  Date paid_on) {
    return taken(versions, [&](const MemberVersions& known) {
        return paid(known, month, first_work_day, paid_on);
    });
}

}  // namespace mutua::cooperative
