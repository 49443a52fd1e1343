#pragma once

#include "engine/settlement/trade/trade_document.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace mutua::pdf {

/// Most bytes that the symbol may hold: version 13 at error correction M.
inline constexpr std::size_t payment_code_bytes_max = 331;

/// What the QR code of a credit transfer says: a bank's application fills in the payment from it.
/// Nothing where there is nothing to transfer that way: credit notes, what the buyer wrote itself,
/// other means of payment, other currencies than euro, amounts below a cent or from a milliard on,
/// an account that is no IBAN, a communication that would have to be cut.
/// A structured reference is ISO 11649 (RF…); a Belgian communication is read by Belgian banks in
/// the unstructured line, where it stands as it is printed.
/// Source: EPC069-12, version 2.1: quick response code, guidelines for a SEPA credit transfer.
[[nodiscard]] std::optional<std::string> payment_code(const settlement::TradeDocument& document);

}  // namespace mutua::pdf
