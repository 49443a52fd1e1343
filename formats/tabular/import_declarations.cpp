#include "formats/tabular/import_declarations.hpp"

#include "engine/cooperative/identifier.hpp"
#include "engine/cooperative/personal_number.hpp"
#include "formats/tabular/import_field_values.hpp"
#include "formats/tabular/import_rows.hpp"

#include <array>

namespace mutua::tabular {

namespace {

using cooperative::Declaration;

constexpr std::array declaration_columns = {
    Column{"declaration_id"},
    Column{"member_id"},
    Column{"client_id"},
    Column{"description"},
    Column{"work_dates"},
    Column{"hours"},
    Column{"price"},
    Column{"vat_treatment", Presence::optional},
    Column{"vat_reason", Presence::optional},
    Column{"expenses", Presence::optional},
    Column{"order_reference", Presence::optional},
    Column{"joint_committee", Presence::optional},
    Column{"place_country", Presence::optional},
};

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

/// The description is printed on the client's invoice, where nobody's numbers have a place.
std::string read_description(FieldReader& row, Date today) {
    std::string description = row.text("description", 1000);
    using cooperative::PersonalNumber;
    for (const PersonalNumber& found : cooperative::personal_numbers_in(description, today)) {
        const bool account = found.kind == PersonalNumber::Kind::iban;
        row.warn("description", "I129",
                 "`" + cooperative::redacted(found.text) + "` is " +
                     (account ? "an account number" : "a national number") +
                     ", and would be printed on the client's invoice",
                 "leave it out, unless the client is meant to have it");
    }
    return description;
}

ImportBatch<Declaration> read(std::shared_ptr<const ImportSource> source,
                              const ImportOptions& options) {
    const auto read_fact = [&](FieldReader& row) {
        Declaration declaration;
        declaration.code = DeclarationCode{row.key("declaration_id")};
        declaration.member = MemberCode{row.key("member_id")};
        declaration.client = ClientCode{row.key("client_id")};
        declaration.description = read_description(row, options.today);
        declaration.work_dates = read_dates(row, "work_dates");
        read_amounts(row, declaration);
        declaration.vat_treatment = row.word("vat_treatment", options.vat_treatments);
        declaration.vat_reason = row.text("vat_reason", 500);
        declaration.order_reference = row.text("order_reference", 100);
        declaration.joint_committee = row.joint_committee("joint_committee");
        declaration.place_country = row.country("place_country");
        return declaration;
    };
    return read_rows<Declaration>(std::move(source), options, "declaration_id", read_fact);
}

}  // namespace

ImportBatch<Declaration> read_declarations(std::string bytes, const std::string& file,
                                           const ImportOptions& options) {
    return read(std::make_shared<const ImportSource>(std::move(bytes), file, declaration_columns,
                                                     options.limits),
                options);
}

ImportBatch<Declaration> read_declaration(
    const std::vector<std::pair<std::string, std::string>>& fields, const std::string& origin,
    const ImportOptions& options) {
    return read(std::make_shared<const ImportSource>(fields, origin, declaration_columns), options);
}

}  // namespace mutua::tabular
