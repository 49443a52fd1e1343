#include "formats/tabular/draft_parts.hpp"

namespace mutua::tabular {

namespace {

using settlement::VatCategory;

VatCategory vat_category(DraftFields& fields) {
    const std::string code = fields.text("category");
    const auto known = settlement::parse_vat_category(code);
    if (!known && !code.empty()) {
        fields.refuse("category", "`" + code + "` is no VAT category",
                      "write S, Z, E, AE, K, G or O");
    }
    return known.value_or(VatCategory::standard);
}

settlement::VatClass vat_class_of(DraftFields& fields) {
    settlement::VatClass vat;
    const bool is_there = fields.object("vat", [&](DraftFields& inside) {
        inside.need("category", "write S, Z, E, AE, K, G or O");
        vat.category = vat_category(inside);
        vat.rate = inside.number("rate").value_or(0);
    });
    if (!is_there) { fields.need("vat", R"(write it like {"category": "S", "rate": "21"})"); }
    return vat;
}

void read_adjustment(DraftFields& fields, Currency currency, settlement::Adjustment& each) {
    const std::string kind = fields.text("kind");
    if (kind == "charge") {
        each.kind = settlement::AdjustmentKind::charge;
    } else if (kind != "allowance") {
        fields.need("kind", "write `allowance` or `charge`");
        if (!kind.empty()) {
            fields.refuse("kind", "`" + kind + "` is neither", "write `allowance` or `charge`");
        }
    }
    each.amount = Money{0, currency};
    if (const auto amount = fields.money("amount", currency)) { each.amount = *amount; }
    each.percent = fields.number("percent");
    each.base = fields.money("base", currency);
    each.reason_code = fields.text("reason_code");
    each.reason = fields.text("reason");
    if (!each.percent) { fields.need("amount", "write an amount, or a percent"); }
}

settlement::TradePrice trade_price(DraftFields& fields) {
    settlement::TradePrice price;
    const JsonNode* node = fields.find("price");
    if (node == nullptr) {
        fields.need("price", "write the price of one unit");
    } else if (node->kind == JsonKind::object) {
        fields.object("price", [&](DraftFields& inside) {
            inside.need("net", "write the price of one unit, or of `base_quantity` units");
            price.net = inside.number("net").value_or(0);
            price.base_quantity = inside.number("base_quantity");
            if (price.base_quantity && *price.base_quantity <= 0) {
                inside.refuse("base_quantity", "a base quantity is above zero", "leave it out");
                price.base_quantity.reset();
            }
            price.discount = inside.number("discount");
        });
    } else {
        price.net = fields.number("price").value_or(0);
    }
    return price;
}

settlement::TradeItem trade_item(DraftFields& fields) {
    settlement::TradeItem item;
    item.name = fields.text("name");
    item.description = fields.text("description");
    item.buyer_id = fields.text("buyer_id");
    item.seller_id = fields.text("seller_id");
    item.standard_id = schemed_id(fields, "standard_id");
    item.origin_country = fields.text("origin_country");
    fields.each("classifications", [&](DraftFields& inside) {
        item.classifications.push_back(
            {inside.text("list"), inside.text("list_version"), inside.text("code")});
    });
    fields.each("properties", [&](DraftFields& inside) {
        item.properties.push_back({inside.text("name"), inside.text("value")});
    });
    return item;
}

}  // namespace

settlement::TradeLine trade_line(DraftFields& fields, Currency currency) {
    settlement::TradeLine line;
    line.id = fields.text("id");
    line.note = fields.text("note");
    fields.need("quantity", "write how many units, negative to take back");
    line.quantity = fields.number("quantity").value_or(0);
    line.unit = fields.text("unit");
    line.net = Money{0, currency};
    line.price = trade_price(fields);
    fields.each("adjustments", [&](DraftFields& inside) {
        read_adjustment(inside, currency, line.adjustments.emplace_back());
    });
    line.vat = vat_class_of(fields);
    fields.object("item", [&](DraftFields& inside) { line.item = trade_item(inside); });
    line.period = trade_period(fields, "period");
    line.accounting_cost = fields.text("accounting_cost");
    line.order_line = fields.text("order_line");
    line.invoiced_object = schemed_id(fields, "invoiced_object");
    return line;
}

settlement::DocumentAdjustment document_adjustment(DraftFields& fields, Currency currency) {
    settlement::DocumentAdjustment each;
    read_adjustment(fields, currency, each);
    each.vat = vat_class_of(fields);
    return each;
}

settlement::VatGround vat_ground(DraftFields& fields) {
    settlement::VatGround ground;
    fields.need("category", "write the category that it is the reason of");
    ground.category = vat_category(fields);
    ground.code = fields.text("code");
    ground.text = fields.text("text");
    return ground;
}

}  // namespace mutua::tabular
