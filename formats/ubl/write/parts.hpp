#pragma once

#include "engine/settlement/trade/trade_document.hpp"
#include "formats/xml/writer.hpp"

#include <string_view>

/// The parts of a document, in the order of the schema. Each writes nothing for what is absent.
namespace mutua::ubl {

void write_amount(xml::Writer& out, xml::Name name, Money amount);
void write_day(xml::Writer& out, xml::Name name, const std::optional<Date>& day);
void write_id(xml::Writer& out, xml::Name name, const settlement::SchemedId& id);
/// `code` is when VAT becomes due; only the document's own period has it.
void write_period(xml::Writer& out, const settlement::TradePeriod& period,
                  std::string_view code = {});
/// Category and rate, then what `reason` writes: a breakdown's reason stands before the scheme.
void write_vat_class(xml::Writer& out, const settlement::VatClass& vat);
void write_vat_scheme(xml::Writer& out, std::string_view scheme = "VAT");

void write_references(xml::Writer& out, const settlement::TradeDocument& document);
void write_parties(xml::Writer& out, const settlement::TradeDocument& document);
void write_address(xml::Writer& out, xml::Name name, const settlement::TradeAddress& address);
void write_delivery(xml::Writer& out, const settlement::Delivery& delivery);
void write_payment(xml::Writer& out, const settlement::TradeDocument& document);
void write_adjustment(xml::Writer& out, const settlement::Adjustment& each,
                      const settlement::VatClass* vat);
void write_totals(xml::Writer& out, const settlement::TradeDocument& document);
void write_line(xml::Writer& out, const settlement::TradeDocument& document,
                const settlement::TradeLine& line);

}  // namespace mutua::ubl
