#pragma once

#include "engine/ledger/accounts.hpp"
#include "engine/ledger/entry.hpp"
#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/difference.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/payslip.hpp"

#include <map>
#include <vector>

/// What each event does to the books. The events are design §4's; the account numbers are the
/// rules'. Every entry balances; postings of zero are left out.
namespace mutua::settlement {

/// Invoice issued: the client owes, the member is credited from the guarantee fund, fee and
/// provision are set aside; and the pay provided for, in the general ledger.
[[nodiscard]] std::vector<ledger::Entry> invoice_entries(const Invoice& invoice,
                                                         const std::vector<Acceptance>& accepted,
                                                         const ledger::Accounts& accounts);

/// Payslip issued: the provision gives way to what the month cost; the difference is the member's.
[[nodiscard]] std::vector<ledger::Entry> payslip_entries(const Payslip& slip,
                                                         const ledger::Accounts& accounts);

/// What credit notes claimed of the member of a slip, by the declaration that was credited.
using Claims = std::map<DeclarationCode, Money>;

/// Difference slip issued: for each account what changed, on the day of issue. What was not paid
/// for before has its provision reversed. The cost of work that was taken out settles what its
/// credit note claimed. An entry in which nothing changed is left out.
[[nodiscard]] std::vector<ledger::Entry> difference_entries(const DifferenceSlip& slip,
                                                            const ledger::Accounts& accounts,
                                                            const Claims& claims = {});

/// Credit note issued: the invoice's entries reversed. The provision is, where no payslip took its
/// place; the member's credit as far as the account of the declaration holds it, the rest is
/// claimed.
/// Errors: a claim under rules that name no account for claims is a ContractViolation.
[[nodiscard]] std::vector<ledger::Entry> credit_note_entries(const CreditNote& note,
                                                             const std::vector<CreditedWork>& work,
                                                             const ledger::Accounts& accounts);

/// Owner of a member's sub-account for one declaration: "M001/D0001".
[[nodiscard]] std::string sub_account(const MemberCode& member, const DeclarationCode& declaration);

}  // namespace mutua::settlement
