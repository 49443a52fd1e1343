#pragma once

#include "engine/core/id.hpp"
#include "engine/ledger/balance.hpp"
#include "engine/ledger/entry.hpp"

#include <map>
#include <string>
#include <vector>

/// The books for accountants and for programs that check them.
namespace mutua::journal {

/// An entry as the books hold it, with its number.
struct JournalEntry {
    EntryId id;
    ledger::Entry entry;
};

/// Names of the accounts in one language: number → label. An account without one shows its number.
using AccountLabels = std::map<std::string, std::string, std::less<>>;

/// The name of an account in the journal: "general:400 Customers:C001",
/// "management:910 Member:M001:D0001".
[[nodiscard]] std::string account_name(ledger::Book book, const ledger::Account& account,
                                       const AccountLabels& labels);

/// Both ledgers as a plain-text journal that hledger, and with it anybody, can check: commodity and
/// accounts declared, one transaction an entry, in the order given. `hledger check --strict`
/// accepts it. The document is the code of a transaction; entry and event are tags.
/// Errors: an entry that does not balance is a ContractViolation.
/// Source: hledger 1.25, journal format.
[[nodiscard]] std::string write_hledger(const std::vector<JournalEntry>& entries,
                                        const AccountLabels& labels);

}  // namespace mutua::journal
