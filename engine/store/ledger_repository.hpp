#pragma once

#include "engine/core/id.hpp"
#include "engine/ledger/balance.hpp"
#include "engine/ledger/entry.hpp"
#include "engine/store/store.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// An entry with the number under which it was kept.
struct StoredEntry {
    EntryId id{0};
    ledger::Entry entry;
    friend bool operator==(const StoredEntry&, const StoredEntry&) = default;
};

/// Which entries are wanted; what is left empty does not narrow. Days are inclusive.
struct EntryFilter {
    std::optional<ledger::Book> book;
    std::optional<Date> from;
    std::optional<Date> until;
    std::optional<std::string> document;
    std::optional<EntryId> after;  ///< the page that follows this one
    std::size_t limit = 0;         ///< 0: all
};

/// One posting on somebody's account, with the entry it belongs to.
struct OwnedPosting {
    EntryId entry{0};
    ledger::Book book = ledger::Book::general;
    Date on;
    std::string event;
    std::string document;
    std::string text;
    ledger::Account account;
    Money amount;
};

/// The books of one entity, in the order in which entries were made.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class LedgerRepository {
public:
    LedgerRepository(Store& store, EntityCode entity);

    /// Keeps an entry and gives it the next number, without gaps.
    /// Errors: an entry that does not balance, has no postings or one of zero, is a
    /// ContractViolation.
    EntryId add(const ledger::Entry& entry);

    [[nodiscard]] std::vector<StoredEntry> entries(const EntryFilter& filter = {});
    [[nodiscard]] ledger::TrialBalance trial_balance(std::optional<Date> until = std::nullopt);

    /// Postings whose owner is `owner` or begins with `owner` and a slash ("M001" holds
    /// "M001/D0001"), in the order in which they were made.
    [[nodiscard]] std::vector<OwnedPosting> postings_of(const std::string& owner);

    /// Sum of an account over the same owners.
    [[nodiscard]] Money balance_of(ledger::Book book, const std::string& number,
                                   const std::string& owner);

private:
    Connection& connection_;
    EntityCode entity_;
};

}  // namespace mutua::store
