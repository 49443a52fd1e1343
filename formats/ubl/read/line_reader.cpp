#include "formats/ubl/profile.hpp"
#include "formats/ubl/read/readers.hpp"

#include <utility>

namespace mutua::ubl {

namespace {

using settlement::TradeItem;
using settlement::TradeLine;

settlement::SchemedId item_id(Fields& item, std::string_view name) {
    settlement::SchemedId id;
    item.within(name, [&](Fields& fields) { id = fields.id("ID"); });
    return id;
}

void read_classifications(Fields& item, TradeItem& found) {
    item.within_each("CommodityClassification", [&](Fields& fields) {
        const auto code = fields.take("ItemClassificationCode");
        if (!code) { return; }
        found.classifications.push_back({code->attribute("listID").value_or(""),
                                         code->attribute("listVersionID").value_or(""),
                                         code->text()});
    });
}

void read_item(Fields& item, TradeLine& line) {
    TradeItem& found = line.item;
    found.description = item.text("Description");
    found.name = item.required_text("Name");
    found.buyer_id = item_id(item, "BuyersItemIdentification").value;
    found.seller_id = item_id(item, "SellersItemIdentification").value;
    found.standard_id = item_id(item, "StandardItemIdentification");
    item.within("OriginCountry", [&](Fields& country) {
        found.origin_country = country.text("IdentificationCode");
    });
    read_classifications(item, found);
    const bool has_vat = item.within(
        "ClassifiedTaxCategory", [&](Fields& category) { line.vat = read_vat_class(category); });
    if (!has_vat) { item.reading().missing(item.element(), "ClassifiedTaxCategory"); }
    item.within_each("AdditionalItemProperty", [&](Fields& property) {
        std::string name = property.text("Name");
        found.properties.push_back({std::move(name), property.text("Value")});
    });
}

void read_price(Fields& fields, settlement::TradePrice& price) {
    const auto net = fields.price("PriceAmount");
    if (!net) { fields.reading().missing(fields.element(), "PriceAmount"); }
    price.net = net.value_or(0);
    const auto base = fields.take("BaseQuantity");
    if (base) {
        const std::string text = base->text();
        price.base_quantity = number_of(text);
        if (!price.base_quantity || *price.base_quantity == 0) {
            fields.reading().unreadable(*base, text, "quantity of a price", "write one above zero");
        }
    }
    fields.within("AllowanceCharge", [&](Fields& allowance) {
        allowance.pass("ChargeIndicator");
        price.discount = allowance.price("Amount");
        allowance.pass("BaseAmount");
    });
}

void read_quantity(Fields& fields, TradeLine& line) {
    const auto* name = fields.reading().is_credit ? "CreditedQuantity" : "InvoicedQuantity";
    const auto element = fields.take(name);
    if (!element) { return fields.reading().missing(fields.element(), name); }
    const std::string text = element->text();
    const auto quantity = number_of(text);
    if (!quantity) {
        fields.reading().unreadable(*element, text, "quantity",
                                    "write digits, and a point before decimals");
    }
    line.quantity = quantity.value_or(0);
    line.unit = element->attribute("unitCode").value_or("");
}

void read_line_references(Fields& fields, TradeLine& line) {
    fields.within("OrderLineReference",
                  [&](Fields& order) { line.order_line = order.text("LineID"); });
    fields.within("DocumentReference", [&](Fields& reference) {
        line.invoiced_object = reference.id("ID");
        reference.pass("DocumentTypeCode");
    });
}

}  // namespace

settlement::TradePeriod read_period(Fields& fields, std::string* code) {
    settlement::TradePeriod period;
    fields.within("InvoicePeriod", [&](Fields& days) {
        period.start = days.day("StartDate");
        period.end = days.day("EndDate");
        if (code != nullptr) { *code = days.text("DescriptionCode"); }
    });
    return period;
}

TradeLine read_line(Fields& fields) {
    TradeLine line;
    line.id = fields.required_text("ID");
    line.note = fields.text("Note");
    read_quantity(fields, line);
    line.net = fields.required_amount("LineExtensionAmount");
    line.accounting_cost = fields.text("AccountingCost");
    line.period = read_period(fields);
    read_line_references(fields, line);
    fields.within_each("AllowanceCharge",
                       [&](Fields& each) { line.adjustments.push_back(read_adjustment(each)); });
    const bool has_item = fields.within("Item", [&](Fields& item) { read_item(item, line); });
    if (!has_item) { fields.reading().missing(fields.element(), "Item"); }
    const bool has_price =
        fields.within("Price", [&](Fields& price) { read_price(price, line.price); });
    if (!has_price) { fields.reading().missing(fields.element(), "Price"); }
    return line;
}

}  // namespace mutua::ubl
