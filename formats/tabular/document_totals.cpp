#include "formats/tabular/document_totals.hpp"

namespace mutua::tabular {

namespace {

Money signed_amount(Money amount, bool is_credit) { return is_credit ? -amount : amount; }

void put_control(CsvWriter& out, const char* what, const std::vector<std::string>& key,
                 const DocumentSums& sums) {
    out.text(what);
    for (const std::string& cell : key) { out.text(cell); }
    out.number(std::to_string(sums.documents)).number(mutua::to_string(sums.base));
    out.number(mutua::to_string(sums.vat)).number(mutua::to_string(sums.total));
    out.text(to_string(sums.total.currency())).end_row();
}

/// Who the client is, in columns.
void put_client(CsvWriter& out, const cooperative::Client& client) {
    out.text(client.code.text()).text(client.name);
    out.text(client.enterprise_number ? client.enterprise_number->text() : "");
    out.text(client.vat_number ? client.vat_number->text() : "");
}

}  // namespace

DocumentSums& DocumentSums::operator+=(const DocumentSums& other) {
    documents += other.documents;
    base += other.base;
    vat += other.vat;
    total += other.total;
    return *this;
}

DocumentTotals::DocumentTotals() {
    for (const char* column :
         {"document_number", "document_type", "issue_date", "due_date", "client_id", "client_name",
          "enterprise_number", "vat_number", "vat_category", "vat_rate", "base", "vat", "total",
          "currency", "channel", "credited_invoice"}) {
        rows_.text(column);
    }
    rows_.end_row();
}

DocumentSums DocumentTotals::add(const settlement::Invoice& invoice) {
    return add(invoice, Sign::plus, "");
}

DocumentSums DocumentTotals::add(const settlement::CreditNote& note) {
    return add(note.document, Sign::minus, note.credits.text());
}

DocumentSums DocumentTotals::add(const settlement::Invoice& document, Sign sign,
                                 const std::string& credits) {
    const bool is_credit = sign == Sign::minus;
    DocumentSums sums{1, {}, {}, {}};
    for (const settlement::VatTotal& part : document.vat_totals) {
        DocumentSums row{1, signed_amount(part.base, is_credit), signed_amount(part.vat, is_credit),
                         signed_amount(part.base + part.vat, is_credit)};
        rows_.text(document.number.text()).text(document.type_code);
        rows_.number(mutua::to_string(document.issue_date));
        // A credit note asks for no payment.
        rows_.number(is_credit ? "" : mutua::to_string(document.due_date));
        put_client(rows_, document.buyer);
        rows_.text(part.category).number(part.rate).number(mutua::to_string(row.base));
        rows_.number(mutua::to_string(row.vat)).number(mutua::to_string(row.total));
        rows_.text(to_string(row.total.currency())).text(to_string(document.channel));
        rows_.text(credits).end_row();
        const Money order = parse_money(part.rate).value_or(Money{});
        by_rate_[{document.type_code, part.category, order, part.rate}] += row;
        row.documents = 0;
        sums += row;
    }
    by_type_[document.type_code] += sums;
    all_ += sums;
    return sums;
}

std::string DocumentTotals::control_csv(const DocumentSums& books) const {
    CsvWriter out;
    for (const char* column : {"what", "document_type", "vat_category", "vat_rate", "documents",
                               "base", "vat", "total", "currency"}) {
        out.text(column);
    }
    out.end_row();
    for (const auto& [rate, sums] : by_rate_) {
        put_control(out, "rate", {std::get<0>(rate), std::get<1>(rate), std::get<3>(rate)}, sums);
    }
    for (const auto& [type, sums] : by_type_) { put_control(out, "type", {type, "", ""}, sums); }
    put_control(out, "all", {"", "", ""}, all_);
    put_control(out, "books", {"", "", ""}, books);
    return out.take();
}

}  // namespace mutua::tabular
