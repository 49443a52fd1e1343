#include "formats/ubl/write/parts.hpp"

namespace mutua::ubl {

using settlement::VatCategory;
using xml::Name;
using xml::Writer;

void write_amount(Writer& out, Name name, Money amount) {
    out.leaf(name, to_string(amount), {{"currencyID", to_string(amount.currency())}});
}

void write_day(Writer& out, Name name, const std::optional<Date>& day) {
    if (day) { out.leaf(name, to_string(*day)); }
}

void write_id(Writer& out, Name name, const settlement::SchemedId& id) {
    if (id.scheme.empty()) {
        out.optional_leaf(name, id.value);
    } else {
        out.optional_leaf(name, id.value, {{"schemeID", id.scheme}});
    }
}

void write_period(Writer& out, const settlement::TradePeriod& period, std::string_view code) {
    if (period.empty() && code.empty()) { return; }
    out.within("cac:InvoicePeriod", [&] {
        write_day(out, "cbc:StartDate", period.start);
        write_day(out, "cbc:EndDate", period.end);
        out.optional_leaf("cbc:DescriptionCode", code);
    });
}

/// What is outside VAT has no rate, not even zero (BR-O-05).
void write_vat_class(Writer& out, const settlement::VatClass& vat) {
    constexpr unsigned decimals_shown = 2;
    out.leaf("cbc:ID", to_string(vat.category));
    if (vat.category != VatCategory::out_of_scope) {
        out.leaf("cbc:Percent", shortest_text(vat.rate, decimals_shown));
    }
}

void write_vat_scheme(Writer& out, std::string_view scheme) {
    out.within("cac:TaxScheme", [&] { out.leaf("cbc:ID", scheme); });
}

}  // namespace mutua::ubl
