#pragma once

#include <string>

namespace mutua::ledger {

/// The account numbers that the rules name (package `be.accounts`): C++ knows the events, the
/// rules know the chart.
struct Accounts {
    std::string customers, vat_due, services, bank, provisional_pay, provision_for_pay, gross_wages,
        employer_contributions_cost, holiday_pay_cost, expenses_repaid, social_security,
        withholding_tax, holiday_pay, creditors, net_to_pay;
    std::string guarantee_fund, member, management_fee, provisions, actual_cost;
    std::string member_claims;  ///< empty under rules that do not name it
};

}  // namespace mutua::ledger
