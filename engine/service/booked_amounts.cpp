#include "engine/service/booked_amounts.hpp"

namespace mutua::service {

BookedAmounts booked_amounts(store::LedgerRepository& books, const ledger::Accounts& accounts,
                             const InvoiceNumber& document) {
    store::EntryFilter filter;
    filter.book = ledger::Book::general;
    filter.document = document.text();
    BookedAmounts booked;
    for (const store::StoredEntry& stored : books.entries(filter)) {
        const ledger::Entry& entry = stored.entry;
        if (entry.event != "invoice_issued" && entry.event != "credit_note_issued") { continue; }
        for (const ledger::Posting& posting : entry.postings) {
            const std::string& account = posting.account.number;
            if (account == accounts.customers) { booked.total += posting.amount; }
            if (account == accounts.services) { booked.base -= posting.amount; }
            if (account == accounts.vat_due) { booked.vat -= posting.amount; }
        }
    }
    return booked;
}

}  // namespace mutua::service
