#include "formats/ubl/read/readers.hpp"

namespace mutua::ubl {

namespace {

using settlement::AdjustmentKind;
using settlement::TradeDocument;
using settlement::TradeTotals;
using settlement::VatCategory;

settlement::VatBreakdown read_breakdown(Fields& fields) {
    settlement::VatBreakdown found;
    found.base = fields.required_amount("TaxableAmount");
    found.tax = fields.required_amount("TaxAmount");
    const bool has_category = fields.within("TaxCategory", [&](Fields& category) {
        found.vat = read_vat_class(category);
        found.exemption_code = category.text("TaxExemptionReasonCode");
        found.exemption_text = category.text("TaxExemptionReason");
    });
    if (!has_category) { fields.reading().missing(fields.element(), "TaxCategory"); }
    return found;
}

std::string currency_of_total(const xml::Element& total) {
    const auto amount = total.child("TaxAmount");
    return amount ? amount->attribute("currencyID").value_or("") : std::string{};
}

/// The total in the currency of the seller's books.
void read_accounting_total(Fields& fields, TradeTotals& totals) {
    const auto element = fields.take("TaxAmount");
    const std::string text = element->text();
    const std::string code = element->attribute("currencyID").value_or("");
    const auto currency = parse_currency(code);
    if (!currency) {
        fields.reading().unreadable(*element, code, "currency", "write the three letters of one");
        return;
    }
    totals.accounting_vat = money_of(text, *currency);
    if (!totals.accounting_vat) {
        fields.reading().unreadable(*element, text, "amount", "write at most two decimals");
    }
}

/// One with breakdowns in the document's currency; one in the currency of the books.
void read_tax_totals(Fields& root, TradeDocument& document, const std::string& books) {
    const bool is_twice = !books.empty() && books != to_string(document.currency);
    bool is_read = false;
    root.within_each("TaxTotal", [&](Fields& fields) {
        if (is_twice && currency_of_total(fields.element()) == books) {
            read_accounting_total(fields, document.totals);
            return;
        }
        if (is_read) { return; }
        is_read = true;
        document.totals.vat = fields.required_amount("TaxAmount");
        fields.within_each("TaxSubtotal", [&](Fields& each) {
            document.breakdowns.push_back(read_breakdown(each));
        });
    });
    if (!is_read) { root.reading().missing(root.element(), "TaxTotal"); }
}

void read_sums(Fields& fields, TradeTotals& totals) {
    const Money zero{0, fields.reading().currency};
    totals.lines = fields.required_amount("LineExtensionAmount");
    totals.without_vat = fields.required_amount("TaxExclusiveAmount");
    totals.with_vat = fields.required_amount("TaxInclusiveAmount");
    totals.allowances = fields.amount("AllowanceTotalAmount").value_or(zero);
    totals.charges = fields.amount("ChargeTotalAmount").value_or(zero);
    totals.prepaid = fields.amount("PrepaidAmount").value_or(zero);
    totals.rounding = fields.amount("PayableRoundingAmount").value_or(zero);
    totals.payable = fields.required_amount("PayableAmount");
}

}  // namespace

settlement::VatClass read_vat_class(Fields& fields) {
    settlement::VatClass vat;
    const auto element = fields.take("ID");
    if (!element) { fields.reading().missing(fields.element(), "ID"); }
    if (element) {
        const std::string code = element->text();
        const auto category = settlement::parse_vat_category(code);
        if (!category) {
            fields.reading().unreadable(*element, code, "category of VAT",
                                        "write one of S Z E AE K G O L M B");
        }
        vat.category = category.value_or(VatCategory::standard);
    }
    const auto rate = fields.number("Percent");
    if (!rate && element && vat.category != VatCategory::out_of_scope) {
        fields.reading().missing(fields.element(), "Percent");
    }
    vat.rate = rate.value_or(0);
    fields.pass("TaxScheme");
    return vat;
}

settlement::Adjustment read_adjustment(Fields& fields, settlement::VatClass* vat) {
    settlement::Adjustment found;
    const auto element = fields.take("ChargeIndicator");
    const std::string indicator = element ? element->text() : std::string{};
    if (!element) { fields.reading().missing(fields.element(), "ChargeIndicator"); }
    const bool is_charge = indicator == "true" || indicator == "1";
    if (element && !is_charge && indicator != "false" && indicator != "0") {
        fields.reading().unreadable(*element, indicator, "answer", "write true or false");
    }
    found.kind = is_charge ? AdjustmentKind::charge : AdjustmentKind::allowance;
    found.reason_code = fields.text("AllowanceChargeReasonCode");
    found.reason = fields.text("AllowanceChargeReason");
    found.percent = fields.number("MultiplierFactorNumeric");
    found.amount = fields.required_amount("Amount");
    found.base = fields.amount("BaseAmount");
    if (vat == nullptr) { return found; }
    const bool has_category =
        fields.within("TaxCategory", [&](Fields& category) { *vat = read_vat_class(category); });
    if (!has_category) { fields.reading().missing(fields.element(), "TaxCategory"); }
    return found;
}

void read_totals(Fields& root, TradeDocument& document) {
    root.within_each("AllowanceCharge", [&](Fields& fields) {
        settlement::DocumentAdjustment found;
        static_cast<settlement::Adjustment&>(found) = read_adjustment(fields, &found.vat);
        document.adjustments.push_back(std::move(found));
    });
    const std::string books = root.text("TaxCurrencyCode");
    read_tax_totals(root, document, books);
    const bool has_sums = root.within("LegalMonetaryTotal",
                                      [&](Fields& fields) { read_sums(fields, document.totals); });
    if (!has_sums) { root.reading().missing(root.element(), "LegalMonetaryTotal"); }
}

}  // namespace mutua::ubl
