#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mutua::settlement {

/// What a document between seller and buyer does.
enum class DocumentKind : std::uint8_t {
    invoice,
    prepayment_invoice,       ///< asks for a part before delivery; the balance deducts it
    credit_note,              ///< takes back an invoice, or a part of it, in positive amounts
    self_billed_invoice,      ///< written by the buyer in the seller's name
    self_billed_credit_note,  ///< the same, taking back
};

/// Type code of UNCL 1001 that the kind is written with: "380", "386", "381", "389", "261".
[[nodiscard]] std::string_view type_code(DocumentKind kind);

/// The kind that a type code means, the rarer codes of the profiles included; nothing when neither
/// Peppol profile has the code. Source: rules PEPPOL-EN16931-P0100 and -P0101 of both profiles.
[[nodiscard]] std::optional<DocumentKind> kind_of(std::string_view type_code);

/// True when its amounts reduce what the buyer owes.
[[nodiscard]] bool is_credit(DocumentKind kind);

/// True when the buyer wrote it.
[[nodiscard]] bool is_self_billed(DocumentKind kind);

}  // namespace mutua::settlement
