#include "formats/tabular/import_clients.hpp"

#include "formats/tabular/import_columns.hpp"
#include "formats/tabular/import_field_values.hpp"
#include "formats/tabular/import_rows.hpp"

namespace mutua::tabular {

namespace {

using cooperative::Client;

constexpr std::int64_t most_days = 999;

/// A Belgian VAT number is the enterprise number; two different ones are two enterprises.
void compare_numbers(FieldReader& row, const Client& client) {
    if (!client.enterprise_number) { return; }
    const std::string& number = client.enterprise_number->text();
    if (client.vat_number && client.vat_number->text().starts_with("BE") &&
        client.vat_number->text().substr(2) != number) {
        row.fault("vat_number", "I127",
                  "`" + client.vat_number->text() + "` is not that of enterprise `" + number + "`",
                  "correct one of them: the digits are the same");
    }
    if (client.peppol_id && client.peppol_id->text().starts_with("0208:") &&
        client.peppol_id->text().substr(5) != number) {
        row.warn("peppol_id", "I128",
                 "`" + client.peppol_id->text() + "` is not that of enterprise `" + number + "`",
                 "check that invoices for this client may go there");
    }
}

void read_numbers(FieldReader& row, Client& client) {
    client.enterprise_number = read_enterprise_number(row, "enterprise_number");
    client.vat_number = read_vat_number(row, "vat_number");
    client.email = read_email(row, "email");
    client.peppol_id = read_peppol_id(row, "peppol_id");
    compare_numbers(row, client);
}

ImportBatch<Client> read_client_rows(std::shared_ptr<const ImportSource> source,
                                     const ImportOptions& options) {
    return read_rows<Client>(std::move(source), options, "client_id", [&](FieldReader& row) {
        Client client;
        client.code = ClientCode{row.key("client_id")};
        client.name = row.text("name", 200);
        client.address = read_address(row);
        if (const auto language = read_language(row, "language")) { client.language = *language; }
        client.kind = row.word("kind", options.client_kinds);
        read_numbers(row, client);
        const bool has_number = client.enterprise_number || client.vat_number;
        if (client.kind.empty()) { client.kind = has_number ? "company" : "private"; }
        client.payment_terms_days = read_count(row, "payment_terms_days", most_days);
        client.buyer_reference = row.text("buyer_reference", 200);
        client.order_reference_required = row.flag("order_reference_required");
        client.collective_invoice = row.flag("collective_invoice");
        return client;
    });
}

}  // namespace

ImportBatch<Client> read_clients(std::string bytes, const std::string& file,
                                 const ImportOptions& options) {
    return read_client_rows(std::make_shared<const ImportSource>(std::move(bytes), file,
                                                                 client_columns, options.limits),
                            options);
}

ImportBatch<Client> read_client(const std::vector<std::pair<std::string, std::string>>& fields,
                                const std::string& origin, const ImportOptions& options) {
    return read_client_rows(std::make_shared<const ImportSource>(fields, origin, client_columns),
                            options);
}

}  // namespace mutua::tabular
