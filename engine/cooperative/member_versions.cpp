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

std::vector<Member> members_taken(const MemberVersions& versions, Month month) {
    std::vector<Member> answers;
    MemberVersions recorded;
    for (const MemberVersion& one : versions) {
        recorded.push_back(one);
        answers.push_back(member_of(recorded, month));
    }
    std::reverse(answers.begin(), answers.end());
    return answers;
}

}  // namespace mutua::cooperative
