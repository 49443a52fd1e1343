#pragma once

#include "engine/cooperative/facts.hpp"
#include "formats/tabular/import_field_reader.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Fields that are numbers, dates and identifiers. Each reads one column, reports what is wrong
/// with it, and gives nothing when the field is empty or wrong.
namespace mutua::tabular {

/// An amount in euro. Errors: I201, I202, I204, I208.
[[nodiscard]] std::optional<Money> read_amount(FieldReader& row, std::string_view column);

/// Hours in hundredths. Errors: I206, I202, I204, I208.
[[nodiscard]] std::optional<std::int64_t> read_hours(FieldReader& row, std::string_view column);

/// A percentage from 0 to 100 as "18.00"; empty when there is none. Errors: I209.
[[nodiscard]] std::string read_percentage(FieldReader& row, std::string_view column);

/// A whole number from 0 to `most`. Errors: I210.
[[nodiscard]] std::optional<std::int64_t> read_count(FieldReader& row, std::string_view column,
                                                     std::int64_t most);

/// ISO dates separated by `;`, comma or blank; rising, each once. Errors: I110 to I112.
[[nodiscard]] std::vector<Date> read_dates(FieldReader& row, std::string_view column);

/// fr, nl, de or en. Errors: I103.
[[nodiscard]] std::optional<cooperative::Language> read_language(FieldReader& row,
                                                                 std::string_view column);

/// Identifiers. Errors: I120 to I126, secrets covered.
[[nodiscard]] std::optional<cooperative::NationalNumber> read_national_number(
    FieldReader& row, std::string_view column, Date today);
[[nodiscard]] std::optional<cooperative::EnterpriseNumber> read_enterprise_number(
    FieldReader& row, std::string_view column);
[[nodiscard]] std::optional<cooperative::VatNumber> read_vat_number(FieldReader& row,
                                                                    std::string_view column);
[[nodiscard]] std::optional<cooperative::Iban> read_iban(FieldReader& row, std::string_view column);
[[nodiscard]] std::optional<cooperative::Bic> read_bic(FieldReader& row, std::string_view column);
[[nodiscard]] std::optional<cooperative::PeppolId> read_peppol_id(FieldReader& row,
                                                                  std::string_view column);
[[nodiscard]] std::optional<cooperative::Email> read_email(FieldReader& row,
                                                           std::string_view column);

/// Street to country, from the columns of that name.
[[nodiscard]] cooperative::Address read_address(FieldReader& row);

}  // namespace mutua::tabular
