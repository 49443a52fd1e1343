#pragma once

#include "engine/ruleset/check/unit.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// Index of an enum in CheckedRuleset::enums.
using EnumId = std::uint32_t;

/// Most decimals that a number may have between two roundings.
inline constexpr unsigned decimals_max = 18;

enum class ValueKind : std::uint8_t {
    unknown,  ///< Something was wrong with it and has been reported: it fits everywhere.
    number,
    boolean,
    date,
    code,
    enumeration,
    record,
};

struct RecordField;

/// What a value is: kind and, for a number, its unit and its static number of decimals.
struct Type {
    ValueKind kind = ValueKind::unknown;
    Unit unit;
    unsigned decimals = 0;  ///< raw = value * 10^decimals; means nothing for a quotient
    bool quotient = false;  ///< an exact pair, which only a rounding ends
    bool any_unit = false;  ///< the literal 0
    bool percent = false;   ///< printed with a %
    EnumId enumeration = 0;
    std::vector<RecordField> fields;

    [[nodiscard]] bool is_number() const noexcept { return kind == ValueKind::number; }
    [[nodiscard]] bool is_unknown() const noexcept { return kind == ValueKind::unknown; }
};

/// One figure of a record param.
struct RecordField {
    std::string name;
    Type type;
};

[[nodiscard]] inline Type unknown_type() { return {}; }
[[nodiscard]] inline Type plain_type(ValueKind kind) {
    Type type;
    type.kind = kind;
    return type;
}
[[nodiscard]] inline Type number_type(Unit unit, unsigned decimals) {
    Type type;
    type.kind = ValueKind::number;
    type.unit = std::move(unit);
    type.decimals = decimals;
    return type;
}

}  // namespace mutua::ruleset
