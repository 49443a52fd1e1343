#pragma once

#include "engine/store/column.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mutua::store {

/// The clauses of a WHERE that a filter asks for. Each is a constant with one parameter of its own
/// name; the values travel apart.
class Conditions {
public:
    Conditions(const char* clause, Value value) { add(clause, std::move(value)); }

    void add(const char* clause, Value value) {
        add(clause);
        values_.push_back(std::move(value));
    }
    void add(const char* clause, const std::vector<Value>& values) {
        add(clause);
        values_.insert(values_.end(), values.begin(), values.end());
    }
    void add(const char* clause) {
        sql_ += sql_.empty() ? " where " : " and ";
        sql_ += clause;
    }
    template <typename T>
    void add_if(const char* clause, const std::optional<T>& value) {
        if (value) { add(clause, to_column(*value)); }
    }
    /// Order, and at most `limit` rows; 0 is all of them.
    void order(const char* by, std::size_t limit) {
        sql_ += " order by ";
        sql_ += by;
        sql_ += " limit :limit";
        values_.push_back(limit == 0 ? -1LL : static_cast<long long>(limit));
    }

    [[nodiscard]] std::string after(const std::string& select) const { return select + sql_; }
    [[nodiscard]] const std::vector<Value>& values() const noexcept { return values_; }

private:
    std::string sql_;
    std::vector<Value> values_;
};

/// The row of a search that finds one or none.
template <typename Row>
[[nodiscard]] std::optional<Row> only_one(std::vector<Row> found) {
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

}  // namespace mutua::store
