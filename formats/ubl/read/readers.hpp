#pragma once

#include "engine/settlement/trade/trade_document.hpp"
#include "formats/ubl/read/fields.hpp"

/// The parts of a document, read from the fields that hold them.
namespace mutua::ubl {

[[nodiscard]] settlement::TradePeriod read_period(Fields& fields, std::string* code = nullptr);
[[nodiscard]] settlement::VatClass read_vat_class(Fields& fields);
[[nodiscard]] settlement::Adjustment read_adjustment(Fields& fields,
                                                     settlement::VatClass* vat = nullptr);
[[nodiscard]] settlement::TradeAddress read_address(Fields& fields);
[[nodiscard]] settlement::TradeLine read_line(Fields& fields);

void read_references(Fields& root, settlement::TradeDocument& document);
/// Seller, buyer, payee, tax representative and delivery.
void read_parties(Fields& root, settlement::TradeDocument& document);
/// After the parties: the creditor of a direct debit stands among their numbers.
void read_payment(Fields& root, settlement::TradeDocument& document);
void read_totals(Fields& root, settlement::TradeDocument& document);

}  // namespace mutua::ubl
