#pragma once

#include "engine/settlement/trade/trade_draft.hpp"
#include "tests/support/sample_invoices.hpp"

#include <string>
#include <utility>

/// Invented drafts of electronic invoices: whole, lawful, and small enough to be altered by hand.
namespace mutua::samples {

inline settlement::TradeSeller trade_seller() {
    settlement::TradeSeller seller;
    seller.endpoint = {"0208", "0712345630"};
    seller.name = "Atelier Commun SC";
    seller.trading_name = "Atelier Commun";
    seller.vat_number = "BE0712345630";
    seller.legal_id = {"0208", "0712345630"};
    seller.legal_form = "SC · RPM Bruxelles";
    seller.address = {"Rue des Tanneurs 12", "", "", "Bruxelles", "1000", "", "BE"};
    seller.contact = {"", "", "facturation@atelier-commun.example"};
    return seller;
}

inline settlement::TradeBuyer trade_buyer() {
    settlement::TradeBuyer buyer;
    buyer.endpoint = {"0208", "0456789034"};
    buyer.name = "Brasserie du Canal SRL";
    buyer.vat_number = "BE0456789034";
    buyer.legal_id = {"0208", "0456789034"};
    buyer.address = {"Quai des Charbonnages 34", "", "", "Molenbeek-Saint-Jean", "1080", "", "BE"};
    return buyer;
}

inline settlement::TradeLine trade_line(const std::string& id, const Decimal& quantity,
                                        const Decimal& price, int rate = 21) {
    settlement::TradeLine line;
    line.id = id;
    line.quantity = quantity;
    line.unit = "HUR";
    line.price.net = price;
    line.vat = {rate == 0 ? settlement::VatCategory::exempt : settlement::VatCategory::standard,
                rate};
    line.item.name = "Sonorisation";
    return line;
}

/// An invoice over 7.5 hours at 61.33: 459.975, so 459.98; 21 % of it is 96.5958, so 96.60.
inline settlement::TradeDraft trade_draft() {
    settlement::TradeDraft draft;
    settlement::TradeDocument& document = draft.document;
    document.number = "2026-000001";
    document.issue_date = day(2026, 11, 30);
    document.references.buyer_reference = "DEPT-7";
    document.seller = trade_seller();
    document.buyer = trade_buyer();
    document.payment.means = "30";
    document.payment.communication = "+++126/0000/00171+++";
    document.payment.accounts = {{"BE15001765432130", "", "GEBABEBB"}};
    document.payment.due_date = day(2026, 12, 30);
    document.lines = {trade_line("1", Decimal{15, 2}, Decimal{6133, 100})};
    return draft;
}

inline settlement::DocumentAdjustment document_adjustment(settlement::AdjustmentKind kind,
                                                          Money amount, int rate) {
    settlement::DocumentAdjustment each;
    each.kind = kind;
    each.amount = amount;
    each.reason_code = kind == settlement::AdjustmentKind::allowance ? "95" : "FC";
    each.vat = {settlement::VatCategory::standard, rate};
    return each;
}

}  // namespace mutua::samples
