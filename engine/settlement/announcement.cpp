#include "engine/settlement/announcement.hpp"

#include "engine/settlement/month_pay.hpp"

#include <algorithm>

namespace mutua::settlement {

namespace {

constexpr const char* change_days = "announcement_change_days";

/// The figures that an announcement is made of.
const std::vector<std::string>& announced_figures() {
    static const std::vector<std::string> names{"announced_worker_type",
                                                "announced_joint_committee", "announced_hours",
                                                "announcement_due_on"};
    return names;
}

ruleset::Case announced_case(const Rulebook& rules, const AnnouncementRequest& request) {
    const cooperative::Declaration& work = request.declaration;
    require(!work.work_dates.empty(), "a declaration has a worked date");
    const Month month = month_of(work.work_dates.back());
    const auto national = cooperative::parse_national_number(request.member.national_number.text(),
                                                             request.announced_on);
    const auto employer = cooperative::parse_employer_number(request.entity.employer_number.text());
    ruleset::Case row{pay_clocks(month, last_day(month)),
                      {{"hours", ruleset::Number{work.hours_hundredths, 2}},
                       {"first_work_date", work.work_dates.front()},
                       {"last_work_date", work.work_dates.back()},
                       {"accepted_on", request.accepted_on},
                       {"national_number_known", national.has_value()},
                       {"employer_number_known", employer.has_value()}},
                      {}};
    if (!work.joint_committee.empty()) {
        row.common["joint_committee"] = ruleset::word(work.joint_committee);
    }
    // What the declaration says for itself goes before what holds for the member.
    row.common.merge(member_values(request.member, month));
    row.common.merge(other_hours_values(rules, request.member, request.others));
    return row;
}

Announcement announcement_of(Rulebook& rules, const AnnouncementRequest& request,
                             const ruleset::Outcome& answers) {
    const std::vector<Date>& days = request.declaration.work_dates;
    const auto* due = std::get_if<Date>(&answers.at("announcement_due_on").value);
    require(due != nullptr, "the rules say a day on which an announcement is due");
    const ruleset::Figure& hours = answers.at("announced_hours");
    Announcement made{request.declaration.code,
                      request.member.code,
                      request.entity.employer_number,
                      request.member.national_number,
                      answers.at("announced_worker_type").text(),
                      answers.at("announced_joint_committee").text(),
                      days.front(),
                      days.back(),
                      std::nullopt,
                      *due,
                      rules.add_working_days(days.back(), rules.count(change_days, days.back()))};
    if (hours.applicable) { made.planned_hours_hundredths = hundredths(hours.value); }
    return made;
}

}  // namespace

bool can_announce(const Rulebook& rules) {
    const auto known = [&rules](const std::string& name) { return rules.knows(name); };
    return known(change_days) &&
           std::all_of(announced_figures().begin(), announced_figures().end(), known);
}

Result<CheckedAnnouncement> announcement(Rulebook& rules, const AnnouncementRequest& request) {
    const auto checks = checks_on(rules, Checked::announcement);
    std::vector<std::string> figures = figures_of(checks);
    figures.insert(figures.end(), announced_figures().begin(), announced_figures().end());
    const ruleset::Outcome answers = rules.ask(figures, announced_case(rules, request));
    if (!answers.ok()) { return as_diagnostics(answers.faults); }
    CheckedAnnouncement made{std::nullopt, findings_in(answers, checks)};
    if (none_refuses(made.findings)) {
        made.announcement = announcement_of(rules, request, answers);
    }
    return made;
}

}  // namespace mutua::settlement
