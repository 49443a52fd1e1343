#pragma once

#include "formats/ubl/profile.hpp"

#include <string_view>

/// Beside those of documents: what may stand in one, and is judged or left alone.
namespace mutua::ubl::validation {

inline constexpr std::string_view extension_space =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2";
inline constexpr std::string_view schema_instance_space =
    "http://www.w3.org/2001/XMLSchema-instance";

}  // namespace mutua::ubl::validation
