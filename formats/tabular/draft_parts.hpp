#pragma once

#include "engine/settlement/trade/trade_draft.hpp"
#include "formats/tabular/draft_fields.hpp"
#include "formats/tabular/json_draft.hpp"

/// The parts of a draft, each from the object that it stands in.
namespace mutua::tabular {

[[nodiscard]] settlement::SchemedId schemed_id(DraftFields& fields, std::string_view key);
[[nodiscard]] settlement::TradePeriod trade_period(DraftFields& fields, std::string_view key);

void read_seller(DraftFields& fields, settlement::TradeSeller& seller);
void read_buyer(DraftFields& fields, settlement::TradeBuyer& buyer);
[[nodiscard]] settlement::Payee trade_payee(DraftFields& fields);
[[nodiscard]] settlement::TaxRepresentative trade_representative(DraftFields& fields);
[[nodiscard]] settlement::Delivery trade_delivery(DraftFields& fields);
[[nodiscard]] settlement::TradePayment trade_payment(DraftFields& fields);
[[nodiscard]] settlement::TradeReferences trade_references(DraftFields& fields);
[[nodiscard]] settlement::Attachment trade_attachment(DraftFields& fields,
                                                      const DraftFileReader& read_file);

/// The agreement and the answer of the seller, given the day of the document.
[[nodiscard]] DraftSelfBilling draft_self_billing(DraftFields& fields, Date issued);

[[nodiscard]] settlement::TradeLine trade_line(DraftFields& fields, Currency currency);
[[nodiscard]] settlement::DocumentAdjustment document_adjustment(DraftFields& fields,
                                                                 Currency currency);
[[nodiscard]] settlement::VatGround vat_ground(DraftFields& fields);

}  // namespace mutua::tabular
