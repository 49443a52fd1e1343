#pragma once

#include <string_view>

/// The identifiers of what documents follow. Source: Peppol BIS Billing 3.0.21, Self-Billing 3.0.2.
namespace mutua::ubl {

inline constexpr std::string_view billing_customization =
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
inline constexpr std::string_view billing_profile = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
inline constexpr std::string_view self_billing_customization =
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0";
inline constexpr std::string_view self_billing_profile =
    "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0";

inline constexpr std::string_view invoice_namespace =
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
inline constexpr std::string_view credit_note_namespace =
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";
inline constexpr std::string_view aggregate_namespace =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
inline constexpr std::string_view basic_namespace =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/// Scheme of the creditor identifier of a direct debit, which stands among the numbers of a party.
inline constexpr std::string_view sepa_scheme = "SEPA";
/// UNTDID 1001, related documents: an invoiced object, a project.
inline constexpr std::string_view object_type = "130";
inline constexpr std::string_view project_type = "50";
/// What stands for the buyer's order where only the seller's is known.
inline constexpr std::string_view no_order = "NA";

}  // namespace mutua::ubl
