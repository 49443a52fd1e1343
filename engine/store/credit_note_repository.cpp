#include "engine/store/credit_note_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/document_rows.hpp"

#include <utility>

namespace mutua::store {

namespace {

constexpr const char* select_credit_notes =
    "select number, series, year, sequence, invoice_number, client_id, issue_date, reason,"
    " net_cents, vat_cents, total_cents, channel, ruleset from credit_note";
constexpr const char* credit_note_letters = "tiiittttiiitt";

CreditNoteRow credit_note_in(const Statement& row) {
    CreditNoteRow note;
    note.number = InvoiceNumber{row.text(0)};
    note.place = {static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2)),
                  row.integer(3)};
    note.credits = InvoiceNumber{row.text(4)};
    note.client = ClientCode{row.text(5)};
    note.issue_date = row.date(6);
    note.reason = row.text(7);
    note.net = row.money(8);
    note.vat = row.money(9);
    note.total = row.money(10);
    note.channel = channel_in(row.text(11));
    note.ruleset = row.text(12);
    return note;
}

CreditNoteRow row_of(const settlement::CreditNote& note, const settlement::InvoicePlace& place,
                     const std::vector<settlement::CreditedWork>& work,
                     const std::string& ruleset) {
    const settlement::Invoice& document = note.document;
    CreditNoteRow row{document.number,
                      place,
                      note.credits,
                      document.buyer.code,
                      document.issue_date,
                      note.reason,
                      document.net,
                      document.vat,
                      document.total,
                      document.channel,
                      ruleset,
                      {}};
    for (const settlement::CreditedWork& one : work) {
        row.shares.push_back({one.acceptance.declaration, one.claimed()});
    }
    return row;
}

void check(const CreditNoteRow& row) {
    require(row.number == settlement::credit_note_number(row.place),
            "a credit note carries the number of its place");
    require(row.total == row.net + row.vat, "a credit note adds up");
    require(!row.shares.empty(), "a credit note takes back a declaration");
}

std::vector<CreditNoteRow> read_credit_notes(Connection& connection, const EntityCode& entity,
                                             const Conditions& conditions) {
    Statement row = connection.select(conditions.after(select_credit_notes), credit_note_letters,
                                      conditions.values());
    Statement share{connection,
                    "select declaration_id, claimed_cents from credit_note_declaration"
                    " where entity_id = :entity and number = :number order by line",
                    "ti"};
    std::vector<CreditNoteRow> all;
    while (row.next()) {
        all.push_back(credit_note_in(row));
        share.run({to_column(entity), to_column(all.back().number)});
        while (share.next()) {
            all.back().shares.push_back({DeclarationCode{share.text(0)}, share.money(1)});
        }
    }
    return all;
}

}  // namespace

CreditNoteRepository::CreditNoteRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

settlement::InvoicePlace CreditNoteRepository::next_place(int series, Date issue_date) {
    const int year = static_cast<int>(issue_date.year());
    return {series, year,
            connection_.next_number(entity_.text(), credit_note_series(series), year)};
}

settlement::InvoicePlace CreditNoteRepository::coming_place(int series, Date issue_date) {
    const int year = static_cast<int>(issue_date.year());
    const std::int64_t last = connection_.one_integer(
        "select coalesce(max(last), 0) from counter where entity_id = :entity and series = :series"
        " and year = :year",
        entity_, credit_note_series(series), year);
    return {series, year, last + 1};
}

void CreditNoteRepository::add(const settlement::CreditNote& note,
                               const settlement::InvoicePlace& place,
                               const std::vector<settlement::CreditedWork>& work,
                               const std::vector<DocumentBytes>& documents,
                               const std::string& ruleset) {
    const CreditNoteRow row = row_of(note, place, work, ruleset);
    check(row);
    connection_.insert(
        "insert into credit_note (entity_id, number, series, year, sequence, invoice_number,"
        " client_id, issue_date, reason, net_cents, vat_cents, total_cents, channel, ruleset)"
        " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14)",
        entity_, row.number, place.series, place.year, place.sequence, row.credits, row.client,
        row.issue_date, row.reason, row.net, row.vat, row.total, to_string(row.channel),
        row.ruleset);
    std::int64_t line = 0;
    for (const CreditedShare& share : row.shares) {
        connection_.insert(
            "insert into credit_note_declaration (entity_id, number, line, declaration_id,"
            " claimed_cents) values (:p1, :p2, :p3, :p4, :p5)",
            entity_, row.number, ++line, share.declaration, share.claimed);
    }
    connection_.chain(entity_, credit_note_kind, row.number.text(), canonical_bytes(row));
    add_documents(connection_, entity_, invoice_kind, row.number.text(), documents);
}

std::optional<CreditNoteRow> CreditNoteRepository::find(const InvoiceNumber& number) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("number = :number", to_column(number));
    return only_one(read_credit_notes(connection_, entity_, conditions));
}

std::optional<CreditNoteRow> CreditNoteRepository::of_invoice(const InvoiceNumber& invoice) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("invoice_number = :invoice", to_column(invoice));
    return only_one(read_credit_notes(connection_, entity_, conditions));
}

std::vector<CreditNoteRow> CreditNoteRepository::list(const CreditNoteFilter& filter) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    if (filter.issued_in) {
        conditions.add("issue_date >= :month_begin", to_column(first_day(*filter.issued_in)));
        conditions.add("issue_date <= :month_end", to_column(last_day(*filter.issued_in)));
    }
    conditions.add_if("issue_date >= :issued_from", filter.issued_from);
    conditions.add_if("issue_date <= :issued_until", filter.issued_until);
    conditions.add_if("number > :after", filter.after);
    conditions.order("number", filter.limit);
    return read_credit_notes(connection_, entity_, conditions);
}

settlement::Claims CreditNoteRepository::claims_on(
    const std::vector<DeclarationCode>& declarations) {
    settlement::Claims claims;
    for (const DeclarationCode& declaration : declarations) {
        const std::int64_t cents = connection_.one_integer(
            "select coalesce(max(claimed_cents), 0) from credit_note_declaration"
            " where entity_id = :entity and declaration_id = :declaration",
            entity_, declaration);
        if (cents != 0) { claims.emplace(declaration, euro_cents(cents)); }
    }
    return claims;
}

std::optional<std::string> CreditNoteRepository::document(const InvoiceNumber& number,
                                                          const std::string& media_type) {
    return find_document(connection_, entity_, invoice_kind, number.text(), media_type);
}

std::string credit_note_series(int series) {
    require(series >= 0 && series <= 9, "a series is one digit");
    return "C" + std::to_string(series);
}

}  // namespace mutua::store
