#pragma once

#include "engine/settlement/invoice.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/store/document.hpp"
#include "engine/store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// The typed row of an invoice; its complete state is its JSON document.
struct InvoiceRow {
    InvoiceNumber number;
    std::string type_code;
    settlement::InvoicePlace place;
    ClientCode client;
    Date issue_date;
    Date due_date;
    Money net;
    Money vat;
    Money total;
    std::string structured_communication;
    settlement::Channel channel = settlement::Channel::peppol;
    std::string ruleset;
    RunId run{0};
    std::vector<DeclarationCode> declarations;
};

/// Which invoices are wanted; what is left empty does not narrow.
struct InvoiceFilter {
    std::optional<Month> issued_in;
    std::optional<ClientCode> client;
    std::optional<settlement::Channel> channel;
    std::optional<RunId> run;
    std::optional<InvoiceNumber> after;  ///< the page that follows this number
    std::size_t limit = 0;               ///< 0: all
    std::optional<Date> issued_from{};   ///< days are inclusive
    std::optional<Date> issued_until{};
};

/// Invoices of one entity, in the order in which they were numbered.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class InvoiceRepository {
public:
    InvoiceRepository(Store& store, EntityCode entity);

    /// The next place of the series in the year of `issue_date`. Numbers have no gaps: when the
    /// unit of work is undone, so is the number.
    [[nodiscard]] settlement::InvoicePlace next_place(int series, Date issue_date);

    /// Keeps an invoice under the place it was given, with its documents, and marks its
    /// declarations as invoiced.
    /// Errors: StoreFailure `constraint` when a declaration already has an invoice. Another number
    /// or communication than those of `place`, or totals that do not add up, is a
    /// ContractViolation.
    void add(const settlement::Invoice& invoice, const settlement::InvoicePlace& place,
             const std::vector<DocumentBytes>& documents, RunId run);

    [[nodiscard]] std::optional<InvoiceRow> find(const InvoiceNumber& number);
    [[nodiscard]] std::vector<InvoiceRow> list(const InvoiceFilter& filter = {});
    [[nodiscard]] std::optional<std::string> document(const InvoiceNumber& number,
                                                      const std::string& media_type);

private:
    Connection& connection_;
    EntityCode entity_;
};

}  // namespace mutua::store
