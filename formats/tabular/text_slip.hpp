#pragma once

#include "engine/settlement/payslip.hpp"
#include "formats/tabular/text_page.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// What payslips, difference slips and individual accounts print alike.
namespace mutua::tabular {

/// Who employs, what the document is, and of which month or year.
void put_employer(TextPage& page, const cooperative::Entity& employer, const std::string& title,
                  const std::string& period, cooperative::Language language);

/// Who works, with the numbers that identify.
void put_worker(TextPage& page, const cooperative::Member& member,
                const cooperative::Entity& employer, cooperative::Language language);

/// What the tax of a member depends on: household, dependants, and what counts beside them, as far
/// as there is any.
void put_household(TextPage& page, const cooperative::Member& member,
                   cooperative::Language language);

/// The same of a slip: its number, its month, and what its pay depends on.
void put_employer(TextPage& page, const settlement::Payslip& slip, const std::string& title,
                  cooperative::Language language);
void put_worker(TextPage& page, const settlement::Payslip& slip, cooperative::Language language);

/// "03/11/2026, 04/11/2026"
[[nodiscard]] std::string days_text(const std::vector<Date>& days, cooperative::Language language);

/// "Withheld for creditors (garnishment)".
[[nodiscard]] std::string withheld_label(const settlement::Payslip& slip,
                                         cooperative::Language language);

/// Which figures are provisional, where there are any.
void put_provisional(TextPage& page, const std::vector<settlement::ProvisionalNote>& notes,
                     cooperative::Language language);

/// Where the lines begin that take from the net pay: behind the total of it. The rules' own total
/// of what they leave, the last line, is not printed then: one amount is paid, and creditors and
/// expenses come before it. Past the last line where the rules have no total of their own before.
[[nodiscard]] std::size_t first_deduction_of(const std::vector<settlement::PayslipLine>& lines);

/// What the work of a slip costs its employer, in the order in which it is printed.
struct EmployerAmount {
    Word name;
    Money settlement::Payslip::*amount;
};
inline constexpr EmployerAmount employer_amounts[] = {
    {Word::gross, &settlement::Payslip::gross_pay},
    {Word::employer_contributions, &settlement::Payslip::employer_contributions},
    {Word::holiday_pay_provision, &settlement::Payslip::holiday_pay_provision},
    {Word::other_employer_costs, &settlement::Payslip::other_employer_costs},
    {Word::employer_cost, &settlement::Payslip::employer_cost},
};

}  // namespace mutua::tabular
