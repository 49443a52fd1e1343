#include "engine/service/late_work.hpp"

namespace mutua::service {

const PaidMonths::Slips& PaidMonths::slips_of(Month month) {
    const auto [known, is_new] = months_.try_emplace(month);
    if (!is_new) { return known->second; }
    store::PayslipFilter filter;
    filter.month = month;
    for (const store::PayslipRow& row : slips_.list(filter)) {
        known->second.emplace(std::pair{row.member, row.worker_category}, row.original);
    }
    return known->second;
}

std::optional<settlement::CheckFinding> PaidMonths::finding(
    const cooperative::Declaration& declaration, const std::string& worker_category) {
    const Month month = month_of(declaration.work_dates.back());
    const Slips& slips = slips_of(month);
    const auto slip = slips.find({declaration.member, worker_category});
    if (slip == slips.end()) { return std::nullopt; }
    const std::string who = declaration.member.text();
    const std::string which = mutua::to_string(slip->second);
    const std::string when = mutua::to_string(month);
    return settlement::CheckFinding{Severity::warning,
                                    "I505",
                                    "",
                                    "work_dates",
                                    {who + " a déjà la fiche de paie " + which + " pour " + when +
                                         " : seule une fiche de différence pourra payer ce travail "
                                         "(`mutua payroll apply --corrections`)",
                                     who + " heeft al loonfiche " + which + " voor " + when +
                                         ": alleen een verschilfiche kan dit werk betalen (`mutua "
                                         "payroll apply --corrections`)",
                                     who + " hat schon den Lohnzettel " + which + " für " + when +
                                         ": nur ein Differenzzettel kann diese Arbeit bezahlen "
                                         "(`mutua payroll apply --corrections`)",
                                     who + " has payslip " + which + " for " + when +
                                         " already: only a difference slip can pay this work "
                                         "(`mutua payroll apply --corrections`)"}};
}

}  // namespace mutua::service
