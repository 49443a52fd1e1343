#pragma once

#include "engine/settlement/rulebook.hpp"
#include "engine/store/fact_repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

/// What became of one declaration in its member's account. Amounts that are not yet known are
/// absent, not zero.
struct AccountLine {
    DeclarationCode declaration;
    Date last_worked;
    std::string description;
    store::DeclarationStatus status = store::DeclarationStatus::submitted;
    std::string rejection;  ///< the reason, when it was turned down
    std::optional<InvoiceNumber> invoice;
    std::optional<InvoiceNumber> credit_note;  ///< that took the invoice back
    std::optional<PayslipId> payslip;
    std::optional<Money> invoiced;  ///< price before VAT
    std::optional<Money> management_fee;
    std::optional<Money> expenses;
    std::optional<Money> provision;    ///< pay provided for, without expenses
    std::optional<Money> actual_cost;  ///< what it came to, without expenses
    Money claimed;    ///< of the member, until a difference slip brings back the pay
    Money available;  ///< what the books hold for it
};

/// A member's account, declaration by declaration, as the books have it. Of an invoice that was
/// credited nothing counts but the pay that no slip took back yet, which is claimed.
struct AccountStatement {
    std::vector<AccountLine> lines;
    Money invoiced;
    Money management_fee;
    Money expenses;
    Money provision;                ///< for pay, without expenses
    Money provision_with_expenses;  ///< what the journal sets aside
    Money actual_cost;              ///< of pay, without expenses
    Money net_pay;                  ///< of the slips issued
    Money withheld_for_creditors;
    Money to_pay;   ///< net pay and expenses, less what was withheld
    Money claimed;  ///< of the member, where work was credited that had been paid
    Money available;
};

/// The statement of a member; nothing when there is no such member.
/// Errors: books that disagree with the documents are a ContractViolation.
[[nodiscard]] std::optional<AccountStatement> account_statement(store::Store& store,
                                                                const EntityCode& entity,
                                                                const ledger::Accounts& accounts,
                                                                const MemberCode& member);

}  // namespace mutua::service
