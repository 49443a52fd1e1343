#pragma once

#include "engine/core/date.hpp"
#include "engine/core/money.hpp"
#include "engine/settlement/trade/document_kind.hpp"
#include "engine/settlement/trade/trade_line.hpp"
#include "engine/settlement/trade/trade_party.hpp"
#include "engine/settlement/trade/trade_payment.hpp"
#include "engine/settlement/trade/trade_references.hpp"

#include <optional>
#include <string>
#include <vector>

/// An electronic invoice as EN 16931 means it, whatever syntax it is written in. Term numbers (BT,
/// BG) are those of the standard.
namespace mutua::settlement {

/// Base and VAT of one category and rate: BG-23.
struct VatBreakdown {
    VatClass vat;
    Money base;
    Money tax;
    std::string exemption_code;  ///< VATEX; empty when there is none
    std::string exemption_text;
    friend bool operator==(const VatBreakdown&, const VatBreakdown&) = default;
};

/// BG-22. All in the document's currency, but the VAT in euro.
struct TradeTotals {
    Money lines;
    Money allowances;
    Money charges;
    Money without_vat;
    Money vat;
    Money with_vat;
    Money prepaid;
    Money rounding;  ///< what is added so that the amount to pay is the agreed one
    Money payable;
    std::optional<Money> accounting_vat;  ///< the VAT again in the currency of the seller's books
    friend bool operator==(const TradeTotals&, const TradeTotals&) = default;
};

/// The whole document. Every amount is stated, none is computed by who reads it.
struct TradeDocument {
    DocumentKind kind = DocumentKind::invoice;
    std::string special_type;  ///< UNCL 1001 when it is none of the kinds' own codes, else empty
    std::string number;
    Date issue_date;
    Currency currency = Currency::eur;
    std::optional<Date> vat_point_date;  ///< when VAT becomes due, as a day …
    std::string vat_point_code;          ///< … or as a code of UNCL 2005: "3", "35", "432"
    TradePeriod period;
    std::vector<std::string> notes;  ///< Peppol allows one
    TradeReferences references;
    std::vector<Attachment> attachments;
    TradeSeller seller;
    TradeBuyer buyer;
    std::optional<Payee> payee;
    std::optional<TaxRepresentative> tax_representative;
    Delivery delivery;
    TradePayment payment;
    std::vector<DocumentAdjustment> adjustments;
    std::vector<TradeLine> lines;
    std::vector<VatBreakdown> breakdowns;
    TradeTotals totals;
    friend bool operator==(const TradeDocument&, const TradeDocument&) = default;
};

/// The code that the document's type is written with.
[[nodiscard]] inline std::string_view type_code(const TradeDocument& document) {
    return document.special_type.empty() ? type_code(document.kind) : document.special_type;
}

}  // namespace mutua::settlement
