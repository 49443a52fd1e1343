#include "engine/settlement/trade/prepayment.hpp"

#include "engine/core/contract.hpp"
#include "engine/settlement/trade/trade_amounts.hpp"

#include <utility>

namespace mutua::settlement {

namespace {

TradeLine line_taken_back(const VatBreakdown& advance, std::size_t number,
                          const std::string& text) {
    // A price is never negative: an advance that was itself taken back is added again.
    const bool is_negative = advance.base.minor_units() < 0;
    TradeLine line;
    line.id = std::to_string(number);
    line.quantity = is_negative ? 1 : -1;
    line.unit = "C62";
    line.price.net = exact_amount(is_negative ? -advance.base : advance.base);
    line.vat = advance.vat;
    line.item.name = text;
    return line;
}

void add_ground(TradeDraft& draft, const VatBreakdown& breakdown) {
    if (breakdown.exemption_code.empty() && breakdown.exemption_text.empty()) { return; }
    draft.grounds.push_back(
        {breakdown.vat.category, breakdown.exemption_code, breakdown.exemption_text});
}

}  // namespace

void deduct_advance(TradeDraft& balance, const TradeDocument& prepayment, AdvanceVat vat,
                    const std::string& text) {
    TradeDocument& document = balance.document;
    require(prepayment.kind == DocumentKind::prepayment_invoice,
            "an advance is asked for by a prepayment invoice");
    require(prepayment.currency == document.currency, "advance and balance share one currency");
    document.references.preceding.push_back({prepayment.number, prepayment.issue_date});
    if (vat == AdvanceVat::due_on_balance) {
        const Money before = balance.prepaid.value_or(Money{0, document.currency});
        balance.prepaid = before + prepayment.totals.payable;
        return;
    }
    require(balance.prices == PriceBasis::without_vat, "bases are deducted from prices before VAT");
    for (const VatBreakdown& advance : prepayment.breakdowns) {
        document.lines.push_back(line_taken_back(advance, document.lines.size() + 1, text));
        add_ground(balance, advance);
    }
}

TradeDraft credit_of(const TradeDocument& invoice) {
    require(!is_credit(invoice.kind), "an invoice is taken back, not a credit note");
    TradeDraft draft;
    TradeDocument& credit = draft.document;
    credit = invoice;
    credit.kind = is_self_billed(invoice.kind) ? DocumentKind::self_billed_credit_note
                                               : DocumentKind::credit_note;
    credit.special_type.clear();
    credit.number.clear();
    credit.issue_date = Date{};
    credit.notes.clear();
    credit.attachments.clear();
    credit.payment.due_date.reset();
    credit.payment.terms.clear();
    credit.references.preceding = {{invoice.number, invoice.issue_date}};
    for (const VatBreakdown& each : invoice.breakdowns) { add_ground(draft, each); }
    return draft;
}

}  // namespace mutua::settlement
