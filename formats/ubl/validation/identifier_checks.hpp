#pragma once

#include "formats/ubl/validation/checks.hpp"

namespace mutua::ubl::validation {

/// Check digits and forms of the identifiers that Peppol judges; each judges one element's text.
void add_identifier_checks(CheckTable& checks);

/// Ten digits of which the last two are 97 less the rest modulo 97: a Belgian enterprise number.
[[nodiscard]] bool is_enterprise_number(std::string_view text);

/// Only digits, at least one.
[[nodiscard]] bool is_digits(std::string_view text);

}  // namespace mutua::ubl::validation
