#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/core/contract.hpp"
#include "engine/settlement/breakdown.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mutua::settlement {

/// One printed line: what the rules show, in the order in which they show it.
struct PayslipLine {
    std::string figure;  ///< name of the rule
    std::string section;
    std::string role;  ///< earning deduction information total
    Translations label;
    Money amount;  ///< a deduction is negative
    friend bool operator==(const PayslipLine&, const PayslipLine&) = default;
};

/// An engagement inside a payslip: what was agreed, provided for, and what it came to.
struct PayslipEngagement {
    DeclarationCode declaration;
    std::vector<Date> work_dates;
    std::int64_t hours_hundredths = 0;
    std::string joint_committee;
    Money gross_pay;
    Money expenses;
    Money provision;    ///< employer cost and expenses at acceptance
    Money actual_cost;  ///< share of the month's employer cost, and expenses
    Money net_pay;      ///< share of the month's net, without expenses

    /// The agreed pay of an hour, to the cent, half a cent up: it explains and is never paid from.
    [[nodiscard]] Money hourly_pay() const {
        require(hours_hundredths > 0 && gross_pay >= Money{}, "an engagement has hours and pay");
        const std::int64_t twice = 200 * gross_pay.minor_units();
        return euro_cents((twice + hours_hundredths) / (2 * hours_hundredths));
    }
    friend bool operator==(const PayslipEngagement&, const PayslipEngagement&) = default;
};

/// One figure by name, kept so that the slip explains itself.
struct NamedAmount {
    std::string figure;
    Money amount;
    friend bool operator==(const NamedAmount&, const NamedAmount&) = default;
};

/// A figure of the rules that a slip rests on and that stands in for one that is not known yet.
struct ProvisionalNote {
    std::string figure;  ///< with its package
    Translations label;
    friend bool operator==(const ProvisionalNote&, const ProvisionalNote&) = default;
};

/// Adds notes to those that are there: each once, by name.
void add_notes(std::vector<ProvisionalNote>& notes, const std::vector<ProvisionalNote>& more);

/// The form in which the documents of a slip are written today. Documents up to form 2 say neither
/// the hours that were worked nor what is provisional.
inline constexpr int newest_form = 3;

/// The amounts of a payslip: what books, documents and plans total.
struct PayAmounts {
    Money gross_pay;
    Money employee_contributions;  ///< to the social security office, net of the bonus, with the
                                   ///< special contribution
    Money withholding_tax;
    Money net_pay;                 ///< pay for work
    Money expenses;                ///< repaid beside it
    Money withheld_for_creditors;  ///< out of the net pay
    Money to_pay;                  ///< net_pay + expenses − withheld_for_creditors
    Money employer_contributions;  ///< to the social security office, reductions taken off
    Money holiday_pay_provision;
    Money other_employer_costs;  ///< insurance, premiums and what is provided for them, margin
    Money employer_cost;         ///< gross + the three above
    friend bool operator==(const PayAmounts&, const PayAmounts&) = default;
};

/// One member, one month, one worker category, with its complete state.
struct Payslip : PayAmounts {
    PayslipId id{0};
    Date issued_on;
    Month month;
    Date payment_date;
    cooperative::Entity employer;
    cooperative::Member member;
    std::string worker_category;
    std::string joint_committee;
    std::int64_t hours_hundredths = 0;      ///< that count: at most those of a full-time month
    std::int64_t full_time_hundredths = 0;  ///< of a full-time month
    std::int64_t days = 0;                  ///< different days worked
    std::vector<PayslipEngagement> engagements;
    std::vector<PayslipLine> lines;    ///< earnings and deductions add up to each total below them
                                       ///< and to net_pay
    std::vector<NamedAmount> figures;  ///< every computed amount, by name
    std::vector<ProvisionalNote> provisional;  ///< by name
    std::string ruleset;
    int form = newest_form;  ///< of its documents: what was issued in an older one keeps it

    /// The hours of its engagements, all of them paid.
    [[nodiscard]] std::int64_t hours_worked() const {
        std::int64_t worked = 0;
        for (const PayslipEngagement& one : engagements) { worked += one.hours_hundredths; }
        return worked;
    }
    /// Those beyond a full-time month. Source: royal decree of 20/09/2009 on the payslip.
    [[nodiscard]] std::int64_t hours_above_full_time() const {
        return std::max<std::int64_t>(hours_worked() - full_time_hundredths, 0);
    }
};

/// An amount of a payslip with its name.
struct PayslipAmount {
    const char* name;
    Money PayAmounts::*amount;
};
inline constexpr PayslipAmount payslip_amounts[] = {
    {"gross_pay", &PayAmounts::gross_pay},
    {"employee_contributions", &PayAmounts::employee_contributions},
    {"withholding_tax", &PayAmounts::withholding_tax},
    {"net_pay", &PayAmounts::net_pay},
    {"expenses", &PayAmounts::expenses},
    {"withheld_for_creditors", &PayAmounts::withheld_for_creditors},
    {"to_pay", &PayAmounts::to_pay},
    {"employer_contributions", &PayAmounts::employer_contributions},
    {"holiday_pay_provision", &PayAmounts::holiday_pay_provision},
    {"other_employer_costs", &PayAmounts::other_employer_costs},
    {"employer_cost", &PayAmounts::employer_cost},
};

}  // namespace mutua::settlement
