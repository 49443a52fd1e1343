#pragma once

#include "engine/settlement/credit_note.hpp"

#include <string>
#include <string_view>

namespace mutua::tabular {

/// The credit note with its complete state: the bytes that are archived and hashed. The same note
/// always gives the same bytes.
[[nodiscard]] std::string to_json(const settlement::CreditNote& note);

/// The credit note that `to_json` wrote, equal in every field.
/// Errors: bytes that `to_json` would not write are a ContractViolation: archives are not edited.
[[nodiscard]] settlement::CreditNote credit_note_from_json(std::string_view bytes);

}  // namespace mutua::tabular
