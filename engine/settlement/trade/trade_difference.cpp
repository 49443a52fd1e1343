#include "engine/settlement/trade/trade_difference.hpp"

#include "engine/core/digest.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace mutua::settlement {

namespace {

/// Gathers fields under the name of what they belong to.
class FieldList {
public:
    explicit FieldList(std::vector<TradeField>& fields, std::string prefix = {})
        : fields_{fields}, prefix_{std::move(prefix)} {}

    /// What belongs to one part: "seller.".
    [[nodiscard]] FieldList part(std::string_view name) const {
        return FieldList{fields_, prefix_ + std::string{name} + "."};
    }
    [[nodiscard]] FieldList part(std::string_view name, std::size_t place) const {
        return part(std::string{name} + "[" + std::to_string(place + 1) + "]");
    }

    void put(std::string_view name, std::string_view value) {
        if (!value.empty()) {
            fields_.push_back({prefix_ + std::string{name}, std::string{value}});
        }
    }
    void put(std::string_view name, Money amount) {
        put(name, std::string_view{mutua::to_string(amount) + " " +
                                   std::string{mutua::to_string(amount.currency())}});
    }
    void put(std::string_view name, Date day) {
        put(name, std::string_view{mutua::to_string(day)});
    }
    void put(std::string_view name, const Decimal& value) {
        put(name, std::string_view{decimals_of(value) ? shortest_text(value) : value.str()});
    }
    template <typename Value>
    void put(std::string_view name, const std::optional<Value>& value) {
        if (value) { put(name, *value); }
    }
    void put(std::string_view name, const SchemedId& id) {
        put(std::string{name} + ".scheme", std::string_view{id.scheme});
        put(name, std::string_view{id.value});
    }
    void put(std::string_view name, const VatClass& vat) {
        put(std::string{name} + ".category", to_string(vat.category));
        put(std::string{name} + ".rate", vat.rate);
    }
    void put(std::string_view name, const TradePeriod& period) {
        put(std::string{name} + ".start", period.start);
        put(std::string{name} + ".end", period.end);
    }
    void put(std::string_view name, const std::string& value) {
        put(name, std::string_view{value});
    }

private:
    std::vector<TradeField>& fields_;
    std::string prefix_;
};

void put_address(FieldList out, const TradeAddress& address) {
    out.put("street", address.street);
    out.put("additional_street", address.additional_street);
    out.put("line", address.line);
    out.put("city", address.city);
    out.put("postal_code", address.postal_code);
    out.put("subdivision", address.subdivision);
    out.put("country", address.country);
}

void put_party(FieldList out, const TradeParty& party) {
    out.put("endpoint", party.endpoint);
    out.put("name", party.name);
    out.put("trading_name", party.trading_name);
    out.put("vat_number", party.vat_number);
    out.put("legal_id", party.legal_id);
    put_address(out.part("address"), party.address);
    out.put("contact.name", party.contact.name);
    out.put("contact.telephone", party.contact.telephone);
    out.put("contact.email", party.contact.email);
}

void put_parties(FieldList out, const TradeDocument& document) {
    put_party(out.part("seller"), document.seller);
    for (std::size_t i = 0; i < document.seller.identifiers.size(); ++i) {
        out.part("seller.identifiers", i).put("id", document.seller.identifiers[i]);
    }
    out.put("seller.tax_registration", document.seller.tax_registration);
    out.put("seller.legal_form", document.seller.legal_form);
    put_party(out.part("buyer"), document.buyer);
    out.put("buyer.identifier", document.buyer.identifier);
    if (const auto& payee = document.payee) {
        out.put("payee.name", payee->name);
        out.put("payee.identifier", payee->identifier);
        out.put("payee.legal_id", payee->legal_id);
    }
    if (const auto& other = document.tax_representative) {
        out.put("tax_representative.name", other->name);
        out.put("tax_representative.vat_number", other->vat_number);
        put_address(out.part("tax_representative.address"), other->address);
    }
    out.put("delivery.date", document.delivery.date);
    out.put("delivery.location", document.delivery.location);
    if (document.delivery.address) {
        out.put("delivery.address", std::string_view{"given"});
        put_address(out.part("delivery.address"), *document.delivery.address);
    }
    out.put("delivery.party_name", document.delivery.party_name);
}

void put_references(FieldList out, const TradeReferences& to) {
    out.put("buyer_reference", to.buyer_reference);
    out.put("order", to.order);
    out.put("sales_order", to.sales_order);
    out.put("project", to.project);
    out.put("contract", to.contract);
    out.put("despatch_advice", to.despatch_advice);
    out.put("receiving_advice", to.receiving_advice);
    out.put("tender", to.tender);
    out.put("accounting_cost", to.accounting_cost);
    out.put("invoiced_object", to.invoiced_object);
    for (std::size_t i = 0; i < to.preceding.size(); ++i) {
        FieldList one = out.part("preceding", i);
        one.put("number", to.preceding[i].number);
        one.put("issue_date", to.preceding[i].issue_date);
    }
}

void put_attachments(FieldList out, const std::vector<Attachment>& attachments) {
    for (std::size_t i = 0; i < attachments.size(); ++i) {
        FieldList one = out.part("attachments", i);
        one.put("count", std::to_string(i + 1));
        one.put("reference", attachments[i].reference);
        one.put("description", attachments[i].description);
        if (const auto* file = std::get_if<EmbeddedFile>(&attachments[i].content)) {
            one.put("media_type", file->media_type);
            one.put("file_name", file->file_name);
            one.put("sha256", to_hex(sha256(file->bytes)));
        } else if (const auto* link = std::get_if<ExternalLink>(&attachments[i].content)) {
            one.put("link", std::string_view{"given"});
            one.put("uri", link->uri);
        }
    }
}

void put_payment(FieldList out, const TradePayment& payment) {
    out.put("means", payment.means);
    out.put("means_text", payment.means_text);
    out.put("communication", payment.communication);
    for (std::size_t i = 0; i < payment.accounts.size(); ++i) {
        FieldList one = out.part("accounts", i);
        one.put("count", std::to_string(i + 1));
        one.put("id", payment.accounts[i].id);
        one.put("name", payment.accounts[i].name);
        one.put("bic", payment.accounts[i].bic);
    }
    if (payment.card) {
        out.put("card", std::string_view{"given"});
        out.put("card.number", payment.card->number);
        out.put("card.network", payment.card->network);
        out.put("card.holder", payment.card->holder);
    }
    if (payment.direct_debit) {
        out.put("direct_debit", std::string_view{"given"});
        out.put("direct_debit.mandate", payment.direct_debit->mandate);
        out.put("direct_debit.creditor", payment.direct_debit->creditor);
        out.put("direct_debit.debited_account", payment.direct_debit->debited_account);
    }
    out.put("due_date", payment.due_date);
    out.put("terms", payment.terms);
}

void put_adjustment(FieldList out, const Adjustment& one) {
    out.put("kind",
            std::string_view{one.kind == AdjustmentKind::allowance ? "allowance" : "charge"});
    out.put("amount", one.amount);
    out.put("percent", one.percent);
    out.put("base", one.base);
    out.put("reason_code", one.reason_code);
    out.put("reason", one.reason);
}

void put_item(FieldList out, const TradeItem& item) {
    out.put("name", item.name);
    out.put("description", item.description);
    out.put("buyer_id", item.buyer_id);
    out.put("seller_id", item.seller_id);
    out.put("standard_id", item.standard_id);
    out.put("origin_country", item.origin_country);
    for (std::size_t i = 0; i < item.classifications.size(); ++i) {
        FieldList one = out.part("classifications", i);
        one.put("list", item.classifications[i].list);
        one.put("list_version", item.classifications[i].list_version);
        one.put("code", item.classifications[i].code);
    }
    for (std::size_t i = 0; i < item.properties.size(); ++i) {
        FieldList one = out.part("properties", i);
        one.put("name", item.properties[i].name);
        one.put("value", item.properties[i].value);
    }
}

void put_line(FieldList out, const TradeLine& line) {
    out.put("id", line.id);
    out.put("note", line.note);
    out.put("quantity", line.quantity);
    out.put("unit", line.unit);
    out.put("net", line.net);
    out.put("price.net", line.price.net);
    out.put("price.base_quantity", line.price.base_quantity);
    out.put("price.discount", line.price.discount);
    for (std::size_t i = 0; i < line.adjustments.size(); ++i) {
        put_adjustment(out.part("adjustments", i), line.adjustments[i]);
    }
    out.put("vat", line.vat);
    put_item(out.part("item"), line.item);
    out.put("period", line.period);
    out.put("accounting_cost", line.accounting_cost);
    out.put("order_line", line.order_line);
    out.put("invoiced_object", line.invoiced_object);
}

void put_amounts(FieldList out, const TradeDocument& document) {
    for (std::size_t i = 0; i < document.breakdowns.size(); ++i) {
        const VatBreakdown& one = document.breakdowns[i];
        FieldList into = out.part("breakdowns", i);
        into.put("vat", one.vat);
        into.put("base", one.base);
        into.put("tax", one.tax);
        into.put("exemption_code", one.exemption_code);
        into.put("exemption_text", one.exemption_text);
    }
    const TradeTotals& totals = document.totals;
    FieldList into = out.part("totals");
    into.put("lines", totals.lines);
    into.put("allowances", totals.allowances);
    into.put("charges", totals.charges);
    into.put("without_vat", totals.without_vat);
    into.put("vat", totals.vat);
    into.put("with_vat", totals.with_vat);
    into.put("prepaid", totals.prepaid);
    into.put("rounding", totals.rounding);
    into.put("payable", totals.payable);
    into.put("accounting_vat", totals.accounting_vat);
}

}  // namespace

std::vector<TradeField> fields_of(const TradeDocument& document) {
    std::vector<TradeField> fields;
    FieldList out{fields};
    out.put("kind", type_code(document.kind));
    out.put("special_type", document.special_type);
    out.put("number", document.number);
    out.put("issue_date", document.issue_date);
    out.put("currency", mutua::to_string(document.currency));
    out.put("vat_point_date", document.vat_point_date);
    out.put("vat_point_code", document.vat_point_code);
    out.put("period", document.period);
    for (std::size_t i = 0; i < document.notes.size(); ++i) {
        out.part("notes", i).put("text", document.notes[i]);
    }
    put_references(out.part("references"), document.references);
    put_attachments(out, document.attachments);
    put_parties(out, document);
    put_payment(out.part("payment"), document.payment);
    for (std::size_t i = 0; i < document.adjustments.size(); ++i) {
        FieldList one = out.part("adjustments", i);
        put_adjustment(one, document.adjustments[i]);
        one.put("vat", document.adjustments[i].vat);
    }
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
        put_line(out.part("lines", i), document.lines[i]);
    }
    put_amounts(out, document);
    return fields;
}

std::optional<TradeDifference> first_difference(const TradeDocument& left,
                                                const TradeDocument& right) {
    if (left == right) { return std::nullopt; }
    const auto ours = fields_of(left);
    const auto theirs = fields_of(right);
    const auto [at, other] = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
    if (at != ours.end() && other != theirs.end() && at->name == other->name) {
        return TradeDifference{at->name, at->value, other->value};
    }
    const auto has = [](const std::vector<TradeField>& fields, const std::string& name) {
        return std::any_of(fields.begin(), fields.end(),
                           [&name](const TradeField& one) { return one.name == name; });
    };
    // One of them has a field that the other lacks: that one is named.
    if (at != ours.end() && !has(theirs, at->name)) {
        return TradeDifference{at->name, at->value, ""};
    }
    if (other != theirs.end()) { return TradeDifference{other->name, "", other->value}; }
    return TradeDifference{"document", "", ""};
}

}  // namespace mutua::settlement
