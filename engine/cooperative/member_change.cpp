#include "engine/cooperative/member_change.hpp"

#include "engine/core/contract.hpp"

#include <set>

namespace mutua::cooperative {

namespace {

std::string shown(const std::string& text) { return text; }
std::string shown(std::int64_t count) { return std::to_string(count); }
std::string shown(bool flag) { return flag ? "yes" : "no"; }
std::string shown(Language language) { return std::string{to_string(language)}; }
std::string shown(const Email& email) { return email.text(); }
/// Numbers of persons and accounts are not shown.
std::string shown(const NationalNumber&) { return "…"; }
std::string shown(const Iban&) { return "…"; }
std::string shown(const std::optional<Bic>& bic) { return bic ? bic->text() : ""; }
std::string shown(const std::optional<Claim>& claim) {
    if (!claim) { return ""; }
    std::string text = claim->kind + " " + to_string(claim->amount);
    if (claim->per_month) { text += ", " + to_string(*claim->per_month) + " a month"; }
    if (claim->children) { text += ", " + std::to_string(*claim->children) + " children"; }
    return text;
}

/// Calls `visit(column, field)` for everything that a member's row says beside its key; `field`
/// gives the value of a member.
template <typename Visit>
void for_each_column(const Visit& visit) {
    visit(
        "given_name", [](auto& one) -> auto& { return one.given_name; });
    visit(
        "family_name", [](auto& one) -> auto& { return one.family_name; });
    visit(
        "national_number", [](auto& one) -> auto& { return one.national_number; });
    visit(
        "iban", [](auto& one) -> auto& { return one.iban; });
    visit(
        "bic", [](auto& one) -> auto& { return one.bic; });
    visit(
        "language", [](auto& one) -> auto& { return one.language; });
    visit(
        "email", [](auto& one) -> auto& { return one.email; });
    visit(
        "street", [](auto& one) -> auto& { return one.address.street; });
    visit(
        "house_number", [](auto& one) -> auto& { return one.address.house_number; });
    visit(
        "postal_code", [](auto& one) -> auto& { return one.address.postal_code; });
    visit(
        "city", [](auto& one) -> auto& { return one.address.city; });
    visit(
        "country", [](auto& one) -> auto& { return one.address.country; });
    visit(
        "worker_category", [](auto& one) -> auto& { return one.worker_category; });
    visit(
        "household", [](auto& one) -> auto& { return one.household; });
    visit(
        "children", [](auto& one) -> auto& { return one.children; });
    visit(
        "disabled_children", [](auto& one) -> auto& { return one.disabled_children; });
    visit(
        "other_dependants", [](auto& one) -> auto& { return one.other_dependants; });
    visit(
        "single_parent", [](auto& one) -> auto& { return one.single_parent; });
    visit(
        "disabled", [](auto& one) -> auto& { return one.disabled; });
    visit(
        "joint_committee", [](auto& one) -> auto& { return one.joint_committee; });
    visit(
        "weekly_hours", [](auto& one) -> auto& { return one.weekly_hours; });
    visit(
        "withholding_rate", [](auto& one) -> auto& { return one.withholding_rate; });
    visit(
        "share_count", [](auto& one) -> auto& { return one.share_count; });
    visit(
        "claim", [](auto& one) -> auto& { return one.claim; });
    visit(
        "student_hours_elsewhere", [](auto& one) -> auto& { return one.student_hours_elsewhere; });
}

std::vector<FieldChange> differences(const Member& before, const Member& after) {
    std::vector<FieldChange> fields;
    for_each_column([&](const char* column, const auto& field) {
        if (field(before) == field(after)) { return; }
        fields.push_back({column, shown(field(before)), shown(field(after))});
    });
    return fields;
}

/// The days after one on which other facts begin.
std::set<Date> later_days(const MemberVersions& versions, Date day) {
    std::set<Date> days;
    for (const MemberVersion& one : versions) {
        if (one.valid_from && *one.valid_from > day) { days.insert(*one.valid_from); }
    }
    return days;
}

}  // namespace

std::vector<DatedChange> changes_from(const MemberVersions& versions, const Member& member,
                                      Date valid_from) {
    const Member before = member_on(versions, valid_from);
    require(before.code == member.code, "a change is of the same member");
    std::vector<DatedChange> changes{{valid_from, member, differences(before, member)}};
    if (changes.front().fields.empty()) { return {}; }
    std::set<std::string> carried;
    for (const FieldChange& one : changes.front().fields) { carried.insert(one.column); }
    for (const Date day : later_days(versions, valid_from)) {
        const Member& then = member_on(versions, day);
        Member now = then;
        for_each_column([&](const char* column, const auto& field) {
            if (!carried.contains(column)) { return; }
            if (field(then) == field(before)) {
                field(now) = field(member);
            } else {
                carried.erase(column);  // from that day on it is known otherwise
            }
        });
        auto fields = differences(then, now);
        if (!fields.empty()) { changes.push_back({day, std::move(now), std::move(fields)}); }
    }
    return changes;
}

}  // namespace mutua::cooperative
