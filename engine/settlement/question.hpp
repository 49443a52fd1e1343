#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <string>
#include <vector>

/// Facts as the rules want them asked. Names of inputs are those of the rule packs.
namespace mutua::settlement {

class Rulebook;

/// What was asked of the rules for a document: which figures, of which case.
struct AskedQuestion {
    std::string part;  ///< of the document: "price", "checks", "pay", "month" …
    ruleset::Case row;
    std::vector<std::string> figures;
    std::vector<std::string> contracts{};  ///< how each contract of the case is called
};

/// Hours of the member's other declarations: in the month of one, and in its civil year.
struct OtherHours {
    std::int64_t month_hundredths = 0;
    std::int64_t year_hundredths = 0;
    std::int64_t year_whole_hundredths = 0;  ///< each declaration in whole hours, up
    std::int64_t day_hundredths = 0;         ///< on the one of the declaration's days that has most
};

/// Who is paid: the inputs of a payslip row.
[[nodiscard]] ruleset::Values member_values(const cooperative::Member& member, Month month);

/// What was done, for whom, for how much: the inputs of a contract row. `declared_on` is the day
/// on which the statement is judged.
[[nodiscard]] ruleset::Values declaration_values(const cooperative::Declaration& declaration,
                                                 const cooperative::Client& client,
                                                 Date declared_on);

/// What VAT and the plan of an invoice ask further of a declaration and its client: inputs of a
/// contract row. Rules of an earlier time know fewer of them; what is not told is left to them.
[[nodiscard]] ruleset::Values invoicing_values(const Rulebook& rules,
                                               const cooperative::Declaration& declaration,
                                               const cooperative::Client& client);

/// What was declared beside it, and a student's hours elsewhere: further inputs of a contract row.
/// Rules of an earlier time know fewer of them.
[[nodiscard]] ruleset::Values other_hours_values(const Rulebook& rules,
                                                 const cooperative::Member& member,
                                                 const OtherHours& others);

/// A percent as documents print it: 0.21 is "21.00".
/// Errors: not a number, or more than two decimals of a percent, is a ContractViolation.
[[nodiscard]] std::string percent_text(const ruleset::Value& value);

/// Hours in hundredths from a number of at most two decimals.
[[nodiscard]] std::int64_t hundredths(const ruleset::Value& value);

}  // namespace mutua::settlement
