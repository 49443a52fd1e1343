#pragma once

#include "engine/store/column.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::store {

class Connection;

/// A prepared SQL statement that owns every value it binds and reads, so that nothing dangles and
/// nothing is cut: integers are 64 bits, text is whole. The only code that knows how SOCI binds.
/// Errors: StoreFailure, without the values.
class Statement {
public:
    /// `sql` is a constant of the program, never put together from values. Parameters are written
    /// `:p1`, `:p2` …, each once and in order; a blob as `cast(:p3 as blob)`. `columns` has one
    /// letter a column of the result: `i` integer, `t` text or blob.
    Statement(Connection& connection, std::string_view sql, std::string_view columns);
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    /// Runs with these values, from the start; next() then walks over the rows, if there are any.
    void run(const std::vector<Value>& values);

    /// Goes to the next row; false when there is none.
    [[nodiscard]] bool next();

    [[nodiscard]] bool is_null(std::size_t column) const;
    /// The value in the current row.
    /// Errors: StoreFailure `damaged` when it is NULL: ask is_null first where that is normal.
    [[nodiscard]] std::int64_t integer(std::size_t column) const;
    [[nodiscard]] const std::string& text(std::size_t column) const;
    [[nodiscard]] Money money(std::size_t column) const { return euro_cents(integer(column)); }
    [[nodiscard]] bool flag(std::size_t column) const { return integer(column) != 0; }
    [[nodiscard]] Date date(std::size_t column) const { return date_of(text(column)); }

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace mutua::store
