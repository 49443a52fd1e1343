#pragma once

#include "engine/ruleset/check/typed_expression.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mutua::ruleset {

inline constexpr std::size_t scope_count = 4;

/// How many rows of each scope a run has, and to which row above each belongs.
struct RowTree {
    std::array<std::size_t, scope_count> count{1, 1, 1, 1};  ///< by Scope
    std::vector<std::uint32_t> payslip_of;  ///< by contract; empty: all belong to row 0
    std::vector<std::uint32_t> client_of;   ///< by contract; empty: all belong to row 0
    std::vector<std::uint32_t> member_of;   ///< by payslip; empty: all belong to row 0
    /// Row i of a scope belongs to row i of every other: payslips of one contract each.
    bool one_each = false;

    [[nodiscard]] std::size_t rows(Scope scope) const {
        return count[static_cast<std::size_t>(scope)];
    }
    [[nodiscard]] static RowTree of_rows(std::size_t rows) {
        RowTree tree;
        tree.count.fill(rows);
        tree.one_each = true;
        return tree;
    }
    /// The row of `owner` that row `index` of `reader` belongs to; `owner` is just above.
    [[nodiscard]] std::size_t above(Scope reader, Scope owner, std::size_t index) const {
        if (one_each) { return index; }
        const auto& links = reader == Scope::payslip ? member_of
                            : owner == Scope::client ? client_of
                                                     : payslip_of;
        return links.empty() ? 0 : links[index];
    }
};

}  // namespace mutua::ruleset
