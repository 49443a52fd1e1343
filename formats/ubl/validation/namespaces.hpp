#pragma once

#include <string_view>

namespace mutua::ubl::validation {

inline constexpr std::string_view aggregate_space =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
inline constexpr std::string_view basic_space =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
inline constexpr std::string_view extension_space =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2";
inline constexpr std::string_view invoice_space =
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
inline constexpr std::string_view credit_note_space =
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";
inline constexpr std::string_view schema_instance_space =
    "http://www.w3.org/2001/XMLSchema-instance";

}  // namespace mutua::ubl::validation
