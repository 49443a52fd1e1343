#pragma once

#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/store/document.hpp"
#include "engine/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// What a credit note takes back of one declaration.
struct CreditedShare {
    DeclarationCode declaration;
    Money claimed;  ///< of its member
    friend bool operator==(const CreditedShare&, const CreditedShare&) = default;
};

/// The typed row of a credit note; its complete state is its JSON document.
struct CreditNoteRow {
    InvoiceNumber number;  ///< "C2026-000001"
    settlement::InvoicePlace place;
    InvoiceNumber credits;  ///< the invoice
    ClientCode client;
    Date issue_date;
    std::string reason;
    Money net;
    Money vat;
    Money total;
    settlement::Channel channel = settlement::Channel::peppol;
    std::string ruleset;  ///< in force on the day of issue
    std::vector<CreditedShare> shares;
};

/// Which credit notes are wanted; what is left empty does not narrow.
struct CreditNoteFilter {
    std::optional<Month> issued_in;
    std::optional<InvoiceNumber> after;  ///< the page that follows this number
    std::size_t limit = 0;               ///< 0: all
    std::optional<Date> issued_from{};   ///< days are inclusive
    std::optional<Date> issued_until{};
};

/// Credit notes of one entity, in the order in which they were numbered.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class CreditNoteRepository {
public:
    CreditNoteRepository(Store& store, EntityCode entity);

    /// The next place of the series in the year of `issue_date`, without gaps as for invoices.
    [[nodiscard]] settlement::InvoicePlace next_place(int series, Date issue_date);
    /// What next_place() would answer, without taking it.
    [[nodiscard]] settlement::InvoicePlace coming_place(int series, Date issue_date);

    /// Keeps a credit note under the place it was given, with its documents: its declarations are
    /// credited from then on.
    /// Errors: StoreFailure `constraint` when the invoice was credited before or has other amounts.
    void add(const settlement::CreditNote& note, const settlement::InvoicePlace& place,
             const std::vector<settlement::CreditedWork>& work,
             const std::vector<DocumentBytes>& documents, const std::string& ruleset);

    [[nodiscard]] std::optional<CreditNoteRow> find(const InvoiceNumber& number);
    /// The credit note of an invoice.
    [[nodiscard]] std::optional<CreditNoteRow> of_invoice(const InvoiceNumber& invoice);
    [[nodiscard]] std::vector<CreditNoteRow> list(const CreditNoteFilter& filter = {});
    /// What the notes of these declarations claimed, where they did.
    [[nodiscard]] settlement::Claims claims_on(const std::vector<DeclarationCode>& declarations);
    [[nodiscard]] std::optional<std::string> document(const InvoiceNumber& number,
                                                      const std::string& media_type);

private:
    Connection& connection_;
    EntityCode entity_;
};

/// Counter of the numbers of credit notes.
[[nodiscard]] std::string credit_note_series(int series);

}  // namespace mutua::store
