#pragma once

#include "engine/settlement/payslip.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a worker earned in a civil year, slip by slip, as the slips have it: nothing is computed
/// again. Source: royal decree of 8/08/1980 on social documents.
namespace mutua::settlement {

/// A payslip as it was issued, or what a difference slip changed (`difference`).
struct IssuedSlip {
    Payslip slip;
    std::optional<PayslipId> corrects;  ///< of a difference slip: the slip before it
};

/// Work and pay of a slip, or the sum of several. Amounts in EUR; a deduction is positive.
/// Taxable pay is gross pay − employee contribution + work bonus; to pay is net pay + expenses −
/// further deductions.
struct AccountFigures {
    std::int64_t days = 0;
    std::int64_t hours_hundredths = 0;
    Money gross_pay;
    Money contribution_base;
    Money employee_contribution;  ///< before the work bonus
    Money work_bonus;
    Money taxable_pay;
    Money special_contribution;
    Money withholding_tax;
    Money net_pay;
    Money expenses;
    Money further_deductions;  ///< taken from what is paid, for others
    Money to_pay;
    friend bool operator==(const AccountFigures&, const AccountFigures&) = default;

    AccountFigures& operator+=(const AccountFigures& other);
};

/// An amount of an account with its name, in the order of the account.
struct AccountAmount {
    const char* name;
    Money AccountFigures::*amount;
};
inline constexpr AccountAmount account_amounts[] = {
    {"gross_pay", &AccountFigures::gross_pay},
    {"contribution_base", &AccountFigures::contribution_base},
    {"employee_contribution", &AccountFigures::employee_contribution},
    {"work_bonus", &AccountFigures::work_bonus},
    {"taxable_pay", &AccountFigures::taxable_pay},
    {"special_contribution", &AccountFigures::special_contribution},
    {"withholding_tax", &AccountFigures::withholding_tax},
    {"net_pay", &AccountFigures::net_pay},
    {"expenses", &AccountFigures::expenses},
    {"further_deductions", &AccountFigures::further_deductions},
    {"to_pay", &AccountFigures::to_pay},
};

/// One slip of the account, at the month in which its work was done.
struct AccountRow {
    PayslipId slip{0};
    std::optional<PayslipId> corrects;
    Month month;
    std::string worker_category;
    Date paid_on;
    AccountFigures figures;
};

/// A quarter in which there is a slip.
struct AccountQuarter {
    std::int64_t number = 1;  ///< 1 to 4
    std::vector<AccountRow> rows;
    AccountFigures total;
};

/// The individual account of a worker for one civil year.
struct IndividualAccount {
    int year = 0;
    cooperative::Entity employer;               ///< as the last slip of the year names it
    cooperative::Member worker;                 ///< likewise
    std::vector<std::string> joint_committees;  ///< of the work, rising
    std::optional<Date> first_work_day;         ///< of the year; nothing where no work is left
    std::optional<Date> last_work_day;
    std::vector<AccountQuarter> quarters;
    AccountFigures total;
    std::vector<ProvisionalNote> provisional;  ///< of all slips, by name
};

/// The accounts of one worker, by year of the worked months; rows by month, then by number.
/// Errors: slips of several workers, and one without the figures of `booked_figures`, are a
///         ContractViolation.
[[nodiscard]] std::vector<IndividualAccount> individual_accounts(
    const std::vector<IssuedSlip>& slips);

}  // namespace mutua::settlement
