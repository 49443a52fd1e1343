#pragma once

#include "engine/core/id.hpp"
#include "engine/ledger/accounts.hpp"
#include "engine/store/ledger_repository.hpp"

namespace mutua::service {

/// What the general ledger holds for one document to a client; a credit note's are negative.
struct BookedAmounts {
    Money base;
    Money vat;
    Money total;
    friend bool operator==(const BookedAmounts&, const BookedAmounts&) = default;
};

/// The entries that issuing a document made: on the accounts of services, VAT and customers.
[[nodiscard]] BookedAmounts booked_amounts(store::LedgerRepository& books,
                                           const ledger::Accounts& accounts,
                                           const InvoiceNumber& document);

}  // namespace mutua::service
