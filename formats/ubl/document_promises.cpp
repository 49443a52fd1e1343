#include "formats/ubl/document_promises.hpp"

#include "engine/core/contract.hpp"
#include "engine/settlement/trade/trade_amounts.hpp"

#include <algorithm>

namespace mutua::ubl {

namespace {

using settlement::AdjustmentKind;
using settlement::TradeDocument;
using settlement::VatBreakdown;
using settlement::VatCategory;
using settlement::VatClass;

void require_identified(const TradeDocument& document) {
    const settlement::TradeReferences& to = document.references;
    require(!document.number.empty(), "a document has a number");
    require(document.issue_date.ok(), "a document has a date");
    require(!document.lines.empty(), "a document has a line");
    require(document.notes.size() <= 1, "a document has one note");
    require(document.notes.empty() || !document.notes.front().starts_with('#'),
            "a note does not begin with a subject code");
    require(!to.buyer_reference.empty() || !to.order.empty() || !to.sales_order.empty(),
            "a document has a buyer reference or an order");
    require(!document.seller.endpoint.empty() && !document.buyer.endpoint.empty(),
            "seller and buyer have electronic addresses");
    require(!settlement::is_credit(document.kind) || !to.preceding.empty(),
            "a credit note says what it takes back");
    require(!document.payment.due_date || *document.payment.due_date >= document.issue_date,
            "a document is not due before its issue");
}

Money base_of(const TradeDocument& document, const VatClass& vat) {
    Money base{0, document.currency};
    for (const settlement::TradeLine& line : document.lines) {
        if (line.vat == vat) { base += line.net; }
    }
    for (const settlement::DocumentAdjustment& each : document.adjustments) {
        if (each.vat != vat) { continue; }
        base += each.kind == AdjustmentKind::charge ? each.amount : -each.amount;
    }
    return base;
}

void require_reason(const TradeDocument& document, const VatBreakdown& each) {
    const bool is_charged =
        each.vat.category == VatCategory::standard || each.vat.category == VatCategory::zero;
    const bool has_reason = !each.exemption_code.empty() || !each.exemption_text.empty();
    require(is_charged != has_reason, "VAT that is not charged has a legal reason, other has none");
    require(each.tax.is_zero() || each.vat.category == VatCategory::standard,
            "only standard VAT is charged");
    require(each.vat.category != VatCategory::out_of_scope || document.breakdowns.size() == 1,
            "what is outside VAT is alone on its document");
}

void require_breakdown(const TradeDocument& document, const VatBreakdown& each) {
    require(base_of(document, each.vat) == each.base,
            "the base of a VAT breakdown is the sum of its lines");
    require(settlement::share_of(each.base, each.vat.rate) == each.tax,
            "the VAT of a breakdown is its base times its rate");
    const auto shares_place = [&each](const VatBreakdown& other) {
        const bool is_per_rate = each.vat.category == VatCategory::standard;
        return is_per_rate ? other.vat == each.vat : other.vat.category == each.vat.category;
    };
    require(
        std::count_if(document.breakdowns.begin(), document.breakdowns.end(), shares_place) == 1,
        "a VAT category has one breakdown, standard VAT one a rate");
    require_reason(document, each);
}

void require_totals(const TradeDocument& document) {
    const settlement::TradeTotals& totals = document.totals;
    settlement::TradeTotals sums = settlement::totals_of(document, totals.prepaid);
    sums.rounding = totals.rounding;
    sums.payable += totals.rounding;
    sums.accounting_vat = totals.accounting_vat;
    require(sums == totals, "the totals are the sums of lines, adjustments and breakdowns");
    Money bases{0, document.currency};
    for (const VatBreakdown& each : document.breakdowns) { bases += each.base; }
    require(bases == totals.without_vat, "the bases add up to the total without VAT");
    require(!totals.accounting_vat || totals.accounting_vat->currency() != document.currency,
            "VAT is shown twice only in two currencies");
}

}  // namespace

void require_tied(const TradeDocument& document) {
    require_identified(document);
    for (const VatBreakdown& each : document.breakdowns) { require_breakdown(document, each); }
    require_totals(document);
}

}  // namespace mutua::ubl
