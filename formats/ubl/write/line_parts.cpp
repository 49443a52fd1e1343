#include "formats/ubl/profile.hpp"
#include "formats/ubl/write/parts.hpp"

namespace mutua::ubl {

namespace {

using settlement::TradeItem;
using settlement::TradeLine;
using xml::Name;
using xml::Writer;

constexpr unsigned price_decimals = 2;

void write_item_id(Writer& out, Name name, const settlement::SchemedId& id) {
    if (id.empty()) { return; }
    out.within(name, [&] { write_id(out, "cbc:ID", id); });
}

void write_classification(Writer& out, const settlement::Classification& each) {
    out.within("cac:CommodityClassification", [&] {
        if (each.list_version.empty()) {
            out.leaf("cbc:ItemClassificationCode", each.code, {{"listID", each.list}});
        } else {
            out.leaf("cbc:ItemClassificationCode", each.code,
                     {{"listID", each.list}, {"listVersionID", each.list_version}});
        }
    });
}

void write_item(Writer& out, const TradeItem& item, const settlement::VatClass& vat) {
    out.open("cac:Item");
    out.optional_leaf("cbc:Description", item.description);
    out.leaf("cbc:Name", item.name);
    write_item_id(out, "cac:BuyersItemIdentification", {"", item.buyer_id});
    write_item_id(out, "cac:SellersItemIdentification", {"", item.seller_id});
    write_item_id(out, "cac:StandardItemIdentification", item.standard_id);
    if (!item.origin_country.empty()) {
        out.within("cac:OriginCountry",
                   [&] { out.leaf("cbc:IdentificationCode", item.origin_country); });
    }
    for (const settlement::Classification& each : item.classifications) {
        write_classification(out, each);
    }
    out.within("cac:ClassifiedTaxCategory", [&] {
        write_vat_class(out, vat);
        write_vat_scheme(out);
    });
    for (const settlement::ItemProperty& each : item.properties) {
        out.within("cac:AdditionalItemProperty", [&] {
            out.leaf("cbc:Name", each.name);
            out.leaf("cbc:Value", each.value);
        });
    }
    out.close("cac:Item");
}

void write_price_amount(Writer& out, Name name, const Decimal& price, std::string_view currency) {
    out.leaf(name, shortest_text(price, price_decimals), {{"currencyID", currency}});
}

void write_price(Writer& out, const TradeLine& line, std::string_view currency) {
    const settlement::TradePrice& price = line.price;
    out.open("cac:Price");
    write_price_amount(out, "cbc:PriceAmount", price.net, currency);
    if (price.base_quantity) {
        out.leaf("cbc:BaseQuantity", shortest_text(*price.base_quantity),
                 {{"unitCode", line.unit}});
    }
    if (price.discount) {
        out.within("cac:AllowanceCharge", [&] {
            out.leaf("cbc:ChargeIndicator", "false");
            write_price_amount(out, "cbc:Amount", *price.discount, currency);
            write_price_amount(out, "cbc:BaseAmount", price.net + *price.discount, currency);
        });
    }
    out.close("cac:Price");
}

void write_line_references(Writer& out, const TradeLine& line) {
    if (!line.order_line.empty()) {
        out.within("cac:OrderLineReference", [&] { out.leaf("cbc:LineID", line.order_line); });
    }
    if (line.invoiced_object.empty()) { return; }
    out.within("cac:DocumentReference", [&] {
        write_id(out, "cbc:ID", line.invoiced_object);
        out.leaf("cbc:DocumentTypeCode", object_type);
    });
}

}  // namespace

void write_line(Writer& out, const settlement::TradeDocument& document, const TradeLine& line) {
    const bool is_credit = settlement::is_credit(document.kind);
    const Name name = is_credit ? Name{"cac:CreditNoteLine"} : Name{"cac:InvoiceLine"};
    out.open(name);
    out.leaf("cbc:ID", line.id);
    out.optional_leaf("cbc:Note", line.note);
    out.leaf(is_credit ? Name{"cbc:CreditedQuantity"} : Name{"cbc:InvoicedQuantity"},
             shortest_text(line.quantity), {{"unitCode", line.unit}});
    write_amount(out, "cbc:LineExtensionAmount", line.net);
    out.optional_leaf("cbc:AccountingCost", line.accounting_cost);
    write_period(out, line.period);
    write_line_references(out, line);
    for (const settlement::Adjustment& each : line.adjustments) {
        write_adjustment(out, each, nullptr);
    }
    write_item(out, line.item, line.vat);
    write_price(out, line, to_string(document.currency));
    out.close(name);
}

}  // namespace mutua::ubl
