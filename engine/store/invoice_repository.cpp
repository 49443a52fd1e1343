#include "engine/store/invoice_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/document_rows.hpp"

#include <utility>

namespace mutua::store {

namespace {

constexpr const char* select_invoices =
    "select number, type_code, series, year, sequence, client_id, issue_date, due_date, net_cents,"
    " vat_cents, total_cents, structured_communication, channel, ruleset, run_id from invoice";
constexpr const char* invoice_letters = "ttiiitttiiittti";

InvoiceRow invoice_in(const Statement& row) {
    InvoiceRow invoice;
    invoice.number = InvoiceNumber{row.text(0)};
    invoice.type_code = row.text(1);
    invoice.place = {static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3)),
                     row.integer(4)};
    invoice.client = ClientCode{row.text(5)};
    invoice.issue_date = row.date(6);
    invoice.due_date = row.date(7);
    invoice.net = row.money(8);
    invoice.vat = row.money(9);
    invoice.total = row.money(10);
    invoice.structured_communication = row.text(11);
    invoice.channel = channel_in(row.text(12));
    invoice.ruleset = row.text(13);
    invoice.run = RunId{row.integer(14)};
    return invoice;
}

/// The typed row of an invoice that is to be kept.
InvoiceRow row_of(const settlement::Invoice& invoice, const settlement::InvoicePlace& place,
                  RunId run) {
    InvoiceRow row{invoice.number,
                   invoice.type_code,
                   place,
                   invoice.buyer.code,
                   invoice.issue_date,
                   invoice.due_date,
                   invoice.net,
                   invoice.vat,
                   invoice.total,
                   invoice.structured_communication,
                   invoice.channel,
                   invoice.ruleset,
                   run,
                   {}};
    for (const settlement::InvoiceLine& line : invoice.lines) {
        row.declarations.push_back(line.declaration);
    }
    return row;
}

void check(const InvoiceRow& row) {
    require(row.number == settlement::invoice_number(row.place),
            "an invoice carries the number of its place");
    require(row.structured_communication == settlement::invoice_communication(row.place),
            "an invoice carries the communication of its place");
    require(row.total == row.net + row.vat, "an invoice adds up");
    require(!row.declarations.empty(), "an invoice has a line");
}

std::vector<InvoiceRow> read_invoices(Connection& connection, const EntityCode& entity,
                                      const Conditions& conditions) {
    Statement row =
        connection.select(conditions.after(select_invoices), invoice_letters, conditions.values());
    Statement line{connection,
                   "select declaration_id from invoice_declaration where entity_id = :entity"
                   " and number = :number order by line",
                   "t"};
    std::vector<InvoiceRow> all;
    while (row.next()) {
        all.push_back(invoice_in(row));
        line.run({to_column(entity), to_column(all.back().number)});
        while (line.next()) { all.back().declarations.emplace_back(line.text(0)); }
    }
    return all;
}

}  // namespace

InvoiceRepository::InvoiceRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

settlement::InvoicePlace InvoiceRepository::next_place(int series, Date issue_date) {
    require(series >= 0 && series <= 9, "a series is one digit");
    const int year = static_cast<int>(issue_date.year());
    return {series, year, connection_.next_number(entity_.text(), std::to_string(series), year)};
}

void InvoiceRepository::add(const settlement::Invoice& invoice,
                            const settlement::InvoicePlace& place,
                            const std::vector<DocumentBytes>& documents, RunId run) {
    const InvoiceRow row = row_of(invoice, place, run);
    check(row);
    connection_.insert(
        "insert into invoice (entity_id, number, type_code, series, year, sequence, client_id,"
        " issue_date, due_date, net_cents, vat_cents, total_cents, structured_communication,"
        " channel, ruleset, run_id) values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10,"
        " :p11, :p12, :p13, :p14, :p15, :p16)",
        entity_, row.number, row.type_code, place.series, place.year, place.sequence, row.client,
        row.issue_date, row.due_date, row.net, row.vat, row.total, row.structured_communication,
        to_string(row.channel), row.ruleset, row.run);
    std::int64_t line = 0;
    for (const DeclarationCode& declaration : row.declarations) {
        connection_.insert(
            "insert into invoice_declaration (entity_id, number, line, declaration_id)"
            " values (:p1, :p2, :p3, :p4)",
            entity_, row.number, ++line, declaration);
    }
    connection_.chain(entity_, "invoice", row.number.text(), canonical_bytes(row));
    add_documents(connection_, entity_, invoice_kind, row.number.text(), documents);
}

std::optional<InvoiceRow> InvoiceRepository::find(const InvoiceNumber& number) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("number = :number", to_column(number));
    std::vector<InvoiceRow> found = read_invoices(connection_, entity_, conditions);
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<InvoiceRow> InvoiceRepository::list(const InvoiceFilter& filter) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    if (filter.issued_in) {
        conditions.add("issue_date >= :month_begin", to_column(first_day(*filter.issued_in)));
        conditions.add("issue_date <= :month_end", to_column(last_day(*filter.issued_in)));
    }
    conditions.add_if("issue_date >= :issued_from", filter.issued_from);
    conditions.add_if("issue_date <= :issued_until", filter.issued_until);
    conditions.add_if("client_id = :client", filter.client);
    if (filter.channel) {
        conditions.add("channel = :channel", to_column(to_string(*filter.channel)));
    }
    conditions.add_if("run_id = :run", filter.run);
    conditions.add_if("number > :after", filter.after);
    conditions.order("number", filter.limit);
    return read_invoices(connection_, entity_, conditions);
}

std::optional<std::string> InvoiceRepository::document(const InvoiceNumber& number,
                                                       const std::string& media_type) {
    return find_document(connection_, entity_, invoice_kind, number.text(), media_type);
}

}  // namespace mutua::store
