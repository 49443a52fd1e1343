#pragma once

#include "engine/cooperative/facts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::words {

/// Street with number, then postal code with city; the country behind the city when it is not
/// `home`.
[[nodiscard]] std::vector<std::string> address_lines(const cooperative::Address& address,
                                                     std::string_view home);

/// "0712.345.630"; what has not ten digits as it is.
[[nodiscard]] std::string enterprise_number_text(std::string_view number);
[[nodiscard]] std::string enterprise_number_text(const cooperative::EnterpriseNumber& number);

/// "BE 0712.345.630"; numbers of other countries as they are.
[[nodiscard]] std::string vat_number_text(std::string_view number);
[[nodiscard]] std::string vat_number_text(const cooperative::VatNumber& number);

/// "85.02.14-003.18".
[[nodiscard]] std::string national_number_text(const cooperative::NationalNumber& number);

/// "12345678-87": the last two digits are the check.
[[nodiscard]] std::string employer_number_text(const cooperative::EmployerNumber& number);

}  // namespace mutua::words
