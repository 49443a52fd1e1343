#pragma once

#include "engine/settlement/invoice.hpp"

#include <string>
#include <string_view>

namespace mutua::tabular {

/// The invoice with its complete state: the bytes that are archived and hashed. The same invoice
/// always gives the same bytes.
[[nodiscard]] std::string to_json(const settlement::Invoice& invoice);

/// The invoice that `to_json` wrote, equal in every field.
/// Errors: bytes that `to_json` would not write (another kind of document, a key missing, added or
///         moved, an amount of three decimals) are a ContractViolation: archives are not edited.
[[nodiscard]] settlement::Invoice invoice_from_json(std::string_view bytes);

}  // namespace mutua::tabular
