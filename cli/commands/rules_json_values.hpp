#pragma once

#include "engine/ruleset/run/value.hpp"

#include <nlohmann/json.hpp>

namespace mutua::cli {

/// Flags as true and false, counts of 64 bits as numbers, everything else as text: an amount never
/// becomes a binary fraction in the hands of its reader.
[[nodiscard]] inline nlohmann::ordered_json json_of(const ruleset::Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) { return *flag; }
    const auto* number = std::get_if<ruleset::Number>(&value);
    if (number != nullptr && number->decimals == 0 && number->fits_64_bits()) {
        return number->raw_64_bits();
    }
    return ruleset::to_string(value);
}

}  // namespace mutua::cli
