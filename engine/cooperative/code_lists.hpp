#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

/// Code lists of international standards that identifiers and addresses are checked against.
namespace mutua::cooperative {

/// True for a country or territory of ISO 3166-1 alpha-2, upper case: "BE".
[[nodiscard]] bool is_country(std::string_view code);

/// A country, or XI: Northern Ireland, to which goods go as to a member state of the Union.
/// Source: directive (EU) 2020/1756; the countries of EN 16931 have it too.
[[nodiscard]] bool is_place_of_supply(std::string_view code);

/// Characters of an IBAN of that country; nothing when the country is not in the IBAN registry.
/// Source: ISO 13616, registry of the countries that reach SEPA or trade with it.
[[nodiscard]] std::optional<std::size_t> iban_length(std::string_view country);

/// True for a scheme of electronic addresses that Peppol BIS Billing 3.0.21 accepts: "0208".
/// Source: rule PEPPOL-EN16931-CL008.
[[nodiscard]] bool is_address_scheme(std::string_view code);

}  // namespace mutua::cooperative
