#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::tabular {

enum class JsonKind { nothing, truth, number, text, list, object };

/// A value of JSON with the line that it stands on. Numbers keep the digits that were written,
/// where they are no whole numbers; truth values are `yes` and `no`.
struct JsonNode {
    JsonKind kind = JsonKind::nothing;
    std::string text;
    std::size_t line = 0;
    std::vector<JsonNode> items;                              ///< of a list
    std::vector<std::pair<std::string, JsonNode>> members{};  ///< of an object, as they stand
};

/// What a kind of value is called in messages: "a text".
[[nodiscard]] std::string_view name_of(JsonKind kind);

/// Reads one object for people to mend: whole, or with the line at which it goes wrong.
/// Errors: D140 no JSON, or no object · D142 nested too deeply · D144 a key given twice.
[[nodiscard]] Result<JsonNode> read_json_object(std::string_view input, const std::string& file);

}  // namespace mutua::tabular
