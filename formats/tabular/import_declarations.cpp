#include "formats/tabular/import_declarations.hpp"

#include "engine/cooperative/identifier.hpp"
#include "engine/cooperative/personal_number.hpp"
#include "formats/tabular/import_columns.hpp"
#include "formats/tabular/import_field_values.hpp"
#include "formats/tabular/import_rows.hpp"

namespace mutua::tabular {

namespace {

using cooperative::Declaration;

void read_amounts(FieldReader& row, Declaration& declaration) {
    if (const auto price = read_amount(row, "price")) {
        declaration.price = *price;
        if (price->minor_units() <= 0) {
            row.fault("price", "I203", "`" + to_string(*price) + "` is zero or below",
                      "write the price before VAT that the client agreed to pay");
        }
    }
    if (const auto expenses = read_amount(row, "expenses")) {
        declaration.expenses = *expenses;
        if (expenses->minor_units() < 0) {
            row.fault("expenses", "I205", "`" + to_string(*expenses) + "` is below zero",
                      "write `0.00` or the sum of the receipts");
        }
    }
    if (const auto hours = read_hours(row, "hours")) {
        declaration.hours_hundredths = *hours;
        if (*hours <= 0) {
            row.fault("hours", "I207", "`" + to_string(euro_cents(*hours)) + "` is zero or below",
                      "write the hours worked on all dates together, such as `7.60`");
        }
    }
}

/// Free texts are printed for clients and read by others: nobody's numbers have a place there.
void warn_of_personal_numbers(FieldReader& row, const Declaration& declaration, Date today) {
    for (const auto& [field, number] : cooperative::personal_numbers_in(declaration, today)) {
        const bool account = number.kind == cooperative::PersonalNumber::Kind::iban;
        row.warn(field, "I129",
                 "`" + cooperative::redacted(number.text) + "` is " +
                     (account ? "an account number" : "a national number") +
                     (field == "vat_reason" ? ", and others read this text"
                                            : ", and would be printed on the client's invoice"),
                 "leave it out, unless the client is meant to have it");
    }
}

/// The same columns for a declaration whose key can be made of it.
constexpr auto keyless_columns = [] {
    auto columns = declaration_columns;
    columns.front().presence = Presence::optional;
    return columns;
}();

std::span<const Column> columns_for(const ImportOptions& options) {
    return options.make_key ? std::span<const Column>{keyless_columns} : declaration_columns;
}

DeclarationCode read_key(FieldReader& row, const ImportOptions& options) {
    const std::string given = row.key("declaration_id");
    if (!row.written("declaration_id").empty() || !options.make_key) {
        return DeclarationCode{given};
    }
    std::vector<std::pair<std::string, std::string>> fields;
    for (const Column& column : declaration_columns) {
        const std::string text{row.written(column.name)};
        if (column.presence == Presence::optional && text.empty()) { continue; }
        fields.emplace_back(column.name, text);
    }
    return DeclarationCode{options.make_key(fields)};
}

ImportBatch<Declaration> read_declaration_rows(std::shared_ptr<const ImportSource> source,
                                               const ImportOptions& options) {
    const auto read_fact = [&](FieldReader& row) {
        Declaration declaration;
        declaration.code = read_key(row, options);
        declaration.member = MemberCode{row.key("member_id")};
        declaration.client = ClientCode{row.key("client_id")};
        declaration.description = row.text("description", 1000);
        declaration.work_dates = read_dates(row, "work_dates");
        read_amounts(row, declaration);
        declaration.vat_treatment = row.word("vat_treatment", options.vat_treatments);
        declaration.vat_reason = row.text("vat_reason", 500);
        declaration.order_reference = row.text("order_reference", 100);
        declaration.joint_committee = row.joint_committee("joint_committee");
        declaration.place_country = row.place("place_country");
        declaration.service_nature = row.word("service_nature", options.service_natures);
        warn_of_personal_numbers(row, declaration, options.today);
        return declaration;
    };
    return read_rows<Declaration>(std::move(source), options, "declaration_id", read_fact);
}

}  // namespace

ImportBatch<Declaration> read_declarations(std::string bytes, const std::string& file,
                                           const ImportOptions& options) {
    return read_declaration_rows(std::make_shared<const ImportSource>(
                                     std::move(bytes), file, columns_for(options), options.limits),
                                 options);
}

ImportBatch<Declaration> read_declaration(
    const std::vector<std::pair<std::string, std::string>>& fields, const std::string& origin,
    const ImportOptions& options) {
    return read_declaration_rows(
        std::make_shared<const ImportSource>(fields, origin, columns_for(options)), options);
}

}  // namespace mutua::tabular
