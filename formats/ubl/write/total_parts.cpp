#include "formats/ubl/write/parts.hpp"

#include <algorithm>

namespace mutua::ubl {

namespace {

using settlement::AdjustmentKind;
using settlement::TradeDocument;
using settlement::VatBreakdown;
using xml::Name;
using xml::Writer;

void write_breakdown(Writer& out, const VatBreakdown& each) {
    out.open("cac:TaxSubtotal");
    write_amount(out, "cbc:TaxableAmount", each.base);
    write_amount(out, "cbc:TaxAmount", each.tax);
    out.within("cac:TaxCategory", [&] {
        write_vat_class(out, each.vat);
        out.optional_leaf("cbc:TaxExemptionReasonCode", each.exemption_code);
        out.optional_leaf("cbc:TaxExemptionReason", each.exemption_text);
        write_vat_scheme(out);
    });
    out.close("cac:TaxSubtotal");
}

bool has_adjustment(const TradeDocument& document, AdjustmentKind kind) {
    return std::any_of(document.adjustments.begin(), document.adjustments.end(),
                       [kind](const settlement::Adjustment& each) { return each.kind == kind; });
}

void write_unless_zero(Writer& out, Name name, Money amount) {
    if (!amount.is_zero()) { write_amount(out, name, amount); }
}

}  // namespace

/// `vat` is that of an adjustment of the whole document; one of a line has its line's.
void write_adjustment(Writer& out, const settlement::Adjustment& each,
                      const settlement::VatClass* vat) {
    out.open("cac:AllowanceCharge");
    out.leaf("cbc:ChargeIndicator", each.kind == AdjustmentKind::charge ? "true" : "false");
    out.optional_leaf("cbc:AllowanceChargeReasonCode", each.reason_code);
    out.optional_leaf("cbc:AllowanceChargeReason", each.reason);
    if (each.percent) { out.leaf("cbc:MultiplierFactorNumeric", shortest_text(*each.percent)); }
    write_amount(out, "cbc:Amount", each.amount);
    if (each.base) { write_amount(out, "cbc:BaseAmount", *each.base); }
    if (vat != nullptr) {
        out.within("cac:TaxCategory", [&] {
            write_vat_class(out, *vat);
            write_vat_scheme(out);
        });
    }
    out.close("cac:AllowanceCharge");
}

void write_totals(Writer& out, const TradeDocument& document) {
    const settlement::TradeTotals& totals = document.totals;
    out.within("cac:TaxTotal", [&] {
        write_amount(out, "cbc:TaxAmount", totals.vat);
        for (const VatBreakdown& each : document.breakdowns) { write_breakdown(out, each); }
    });
    if (totals.accounting_vat) {
        out.within("cac:TaxTotal",
                   [&] { write_amount(out, "cbc:TaxAmount", *totals.accounting_vat); });
    }
    out.within("cac:LegalMonetaryTotal", [&] {
        write_amount(out, "cbc:LineExtensionAmount", totals.lines);
        write_amount(out, "cbc:TaxExclusiveAmount", totals.without_vat);
        write_amount(out, "cbc:TaxInclusiveAmount", totals.with_vat);
        if (has_adjustment(document, AdjustmentKind::allowance)) {
            write_amount(out, "cbc:AllowanceTotalAmount", totals.allowances);
        }
        if (has_adjustment(document, AdjustmentKind::charge)) {
            write_amount(out, "cbc:ChargeTotalAmount", totals.charges);
        }
        write_unless_zero(out, "cbc:PrepaidAmount", totals.prepaid);
        write_unless_zero(out, "cbc:PayableRoundingAmount", totals.rounding);
        write_amount(out, "cbc:PayableAmount", totals.payable);
    });
}

}  // namespace mutua::ubl
