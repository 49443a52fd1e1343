#pragma once

#include "engine/core/id.hpp"
#include "engine/ledger/accounts.hpp"
#include "engine/store/store.hpp"

#include <string>
#include <vector>

namespace mutua::store {

/// One thing in the store that cannot be as it should.
struct Damage {
    std::string code;   ///< S101 …, listed below
    std::string where;  ///< "entry ENT-12", "invoice 2026-000003"
    std::string text;   ///< what is wrong, in words; no personal data
    friend bool operator==(const Damage&, const Damage&) = default;
};

/// Reads the whole store and says what does not hold; nothing when all is well.
///
/// S101 the file is broken            S102 a row refers to one that is not there
/// S103 rules of the schema are gone  S201 an entry does not balance
/// S202 an entry's turnover is wrong  S301 a number is missing or twice
/// S302 a counter differs             S303 a structured communication is wrong
/// S304 a number is written wrongly   S401 a document differs from its digest
/// S402 a document is missing         S501 a link of the chain is broken
/// S502 a row differs from its link   S503 a row was added without a link
/// S504 a row was deleted             S505 the chain is cut or renumbered
/// S601 an invoice differs from its entry   S602 a declaration is not on exactly one invoice
/// S603 a payslip differs from its entry    S604 a payslip's shares do not add up
/// S605 invoices differ from credits, fees and VAT   S606 a fact differs from its digest
/// S607 an invoice does not add up    S608 a declaration is invoiced or paid without acceptance
/// S610 a credit note differs from its invoice   S611 or from its entry
/// S612 work is taken back that was not credited   S650 a received document differs from its digest
/// S652 an export differs from its documents
///
/// Errors: StoreFailure when the file cannot be read at all.
[[nodiscard]] std::vector<Damage> inspect(Store& store, const ledger::Accounts& accounts);

}  // namespace mutua::store
