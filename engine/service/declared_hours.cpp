#include "engine/service/declared_hours.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::service {

namespace {

/// Of each day, when hours are shared evenly: rounded up, since it is compared with most that may
/// be.
std::int64_t each_day(std::int64_t hundredths, const std::vector<Date>& days) {
    require(!days.empty(), "a declaration has a worked date");
    const auto count = static_cast<std::int64_t>(days.size());
    return (hundredths + count - 1) / count;
}

}  // namespace

void DeclaredHours::count(Hours& hours, Way way, std::int64_t hundredths,
                          const std::vector<Date>& days) {
    constexpr std::int64_t hour = 100;
    const auto sign = static_cast<std::int64_t>(way);
    const std::int64_t share = each_day(hundredths, days);
    const Month month = month_of(days.back());
    hours.months[month] += sign * hundredths;
    hours.years_whole[month.year()] += sign * ((hundredths + hour - 1) / hour * hour);
    for (const Date day : days) { hours.days[day] += sign * share; }
}

DeclaredHours::Hours& DeclaredHours::hours_of(const MemberCode& member) {
    const auto [known, is_new] = members_.try_emplace(member);
    if (!is_new) { return known->second; }
    for (const store::DeclaredWork& work :
         facts_.declared_work(member, accepted_until_, credited_since_)) {
        count(known->second, Way::add, work.hundredths, work.days);
    }
    return known->second;
}

settlement::OtherHours DeclaredHours::beside(const Hours& hours,
                                             const cooperative::Declaration& declaration) {
    const Month month = month_of(declaration.work_dates.back());
    settlement::OtherHours others;
    for (const auto& [worked, hundredths] : hours.months) {
        if (worked == month) { others.month_hundredths += hundredths; }
        if (worked.year() == month.year()) { others.year_hundredths += hundredths; }
    }
    const auto whole = hours.years_whole.find(month.year());
    if (whole != hours.years_whole.end()) { others.year_whole_hundredths = whole->second; }
    for (const Date day : declaration.work_dates) {
        const auto worked = hours.days.find(day);
        if (worked == hours.days.end()) { continue; }
        others.day_hundredths = std::max(others.day_hundredths, worked->second);
    }
    return others;
}

settlement::OtherHours DeclaredHours::beside(const cooperative::Declaration& declaration) {
    return beside(hours_of(declaration.member), declaration);
}

settlement::OtherHours DeclaredHours::without(const store::StoredDeclaration& stored) {
    const cooperative::Declaration& declaration = stored.declaration;
    const bool counts =
        !stored.credited_on || (credited_since_ && *stored.credited_on >= *credited_since_);
    Hours hours = hours_of(declaration.member);
    if (counts) {
        count(hours, Way::leave_out, declaration.hours_hundredths, declaration.work_dates);
    }
    return beside(hours, declaration);
}

void DeclaredHours::add(const cooperative::Declaration& declaration) {
    count(hours_of(declaration.member), Way::add, declaration.hours_hundredths,
          declaration.work_dates);
}

}  // namespace mutua::service
