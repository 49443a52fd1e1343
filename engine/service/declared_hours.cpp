#include "engine/service/declared_hours.hpp"

namespace mutua::service {

DeclaredHours::Hours& DeclaredHours::hours_of(const MemberCode& member) {
    const auto [known, is_new] = members_.try_emplace(member);
    if (!is_new) { return known->second; }
    for (const store::DayHours& day :
         facts_.declared_hours(member, accepted_until_, credited_since_)) {
        known->second[month_of(day.last_day)] += day.hundredths;
    }
    return known->second;
}

settlement::OtherHours DeclaredHours::beside(const cooperative::Declaration& declaration) {
    const Month month = month_of(declaration.work_dates.back());
    settlement::OtherHours others;
    for (const auto& [worked, hundredths] : hours_of(declaration.member)) {
        if (worked == month) { others.month_hundredths += hundredths; }
        if (worked.year() == month.year()) { others.year_hundredths += hundredths; }
    }
    return others;
}

settlement::OtherHours DeclaredHours::without(const store::StoredDeclaration& stored) {
    const cooperative::Declaration& declaration = stored.declaration;
    settlement::OtherHours others = beside(declaration);
    const bool counts =
        !stored.credited_on || (credited_since_ && *stored.credited_on >= *credited_since_);
    if (!counts) { return others; }
    others.month_hundredths -= declaration.hours_hundredths;
    others.year_hundredths -= declaration.hours_hundredths;
    return others;
}

void DeclaredHours::add(const cooperative::Declaration& declaration) {
    hours_of(declaration.member)[month_of(declaration.work_dates.back())] +=
        declaration.hours_hundredths;
}

}  // namespace mutua::service
