#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::cli {

enum class JsonKind { text, number, yes_no, null, other };

/// One `"key": value` with the place of the value. A number is kept as it was written: no digit
/// goes through binary floating point.
struct JsonMember {
    std::string key;
    JsonKind kind = JsonKind::other;
    std::string text;  ///< of a text: what it says; else as written
    SourcePosition key_place;
    SourcePosition place;
};

struct JsonRow {
    SourcePosition place;  ///< of the brace that opens it
    std::vector<JsonMember> members;
};

struct JsonRows {
    bool is_array = false;
    std::vector<JsonRow> rows;
    Diagnostics findings;  ///< D102 for what is no plain value, beside what could be read
};

/// Reads one flat object, or an array of them; a byte order mark before it is passed.
/// Errors: D101 for what is no JSON. D102 for what is no object stands in `findings`, beside the
///         rows that could be read.
[[nodiscard]] Result<JsonRows> read_json_rows(std::string_view text, const std::string& file);

}  // namespace mutua::cli
