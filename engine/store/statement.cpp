#include "engine/store/statement.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/failure.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <deque>
#include <optional>
#include <utility>

namespace mutua::store {

/// A variable that SOCI keeps a reference to; it never moves while its statement lives.
struct Slot {
    bool is_integer = false;
    long long integer = 0;
    std::string text;
    soci::indicator state = soci::i_null;
};

namespace {

/// Puts a value into a slot; false when the slot was bound for the other type.
bool fill(Slot& slot, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) {
        slot.state = soci::i_null;
        return true;
    }
    const auto* number = std::get_if<long long>(&value);
    if ((number != nullptr) != slot.is_integer) { return false; }
    slot.state = soci::i_ok;
    if (number != nullptr) {
        slot.integer = *number;
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        check_text(*text);
        slot.text = *text;
    } else {
        slot.text = std::get<Blob>(value).bytes;
    }
    return true;
}

}  // namespace

struct Statement::Parts {
    Connection& connection;
    std::string sql;
    std::deque<Slot> parameters;
    std::deque<Slot> columns;
    std::optional<soci::statement> statement;
    bool is_drained = true;

    [[nodiscard]] StoreFailure failed(const soci::soci_error& error) const {
        const auto* known = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
        return failure(known != nullptr ? known->result() : connection.last_code(), sql);
    }

    /// Prepares for parameters of these types.
    void prepare(const std::vector<Value>& values) {
        statement.emplace(connection.session());
        parameters.assign(values.size(), Slot{});
        for (std::size_t i = 0; i < values.size(); ++i) {
            Slot& slot = parameters[i];
            slot.is_integer = std::holds_alternative<long long>(values[i]);
            if (slot.is_integer) {
                statement->exchange(soci::use(slot.integer, slot.state));
            } else {
                statement->exchange(soci::use(slot.text, slot.state));
            }
        }
        for (Slot& slot : columns) {
            if (slot.is_integer) {
                statement->exchange(soci::into(slot.integer, slot.state));
            } else {
                statement->exchange(soci::into(slot.text, slot.state));
            }
        }
        statement->alloc();
        statement->prepare(sql);
        statement->define_and_bind();
    }

    void fill_parameters(const std::vector<Value>& values) {
        bool fits = statement.has_value() && parameters.size() == values.size();
        for (std::size_t i = 0; fits && i < values.size(); ++i) {
            fits = fill(parameters[i], values[i]);
        }
        if (fits) { return; }
        prepare(values);
        for (std::size_t i = 0; i < values.size(); ++i) { fill(parameters[i], values[i]); }
    }

    [[nodiscard]] const Slot& column(std::size_t at) const {
        require(at < columns.size(), "the statement has that column");
        return columns[at];
    }

    [[nodiscard]] const Slot& value(std::size_t at) const {
        if (column(at).state != soci::i_ok) {
            throw StoreFailure{FailureKind::damaged, "store: a value that must be there is not"};
        }
        return columns[at];
    }
};

Statement::Statement(Connection& connection, std::string_view sql, std::string_view columns)
    : parts_{new Parts{connection, std::string{sql}, {}, {}, std::nullopt, true}} {
    for (const char letter : columns) {
        require(letter == 'i' || letter == 't', "a column is read as integer or text");
        parts_->columns.emplace_back();
        parts_->columns.back().is_integer = letter == 'i';
    }
}

Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

void Statement::run(const std::vector<Value>& values) {
    Parts& parts = *parts_;
    try {
        parts.fill_parameters(values);
        const bool has_rows = !parts.columns.empty();
        parts.statement->execute(!has_rows);
        parts.is_drained = !has_rows;
    } catch (const soci::soci_error& error) { throw parts.failed(error); }
}

bool Statement::next() {
    Parts& parts = *parts_;
    if (parts.is_drained) { return false; }
    try {
        parts.is_drained = !parts.statement->fetch();
    } catch (const soci::soci_error& error) { throw parts.failed(error); }
    return !parts.is_drained;
}

bool Statement::is_null(std::size_t column) const {
    return parts_->column(column).state == soci::i_null;
}

std::int64_t Statement::integer(std::size_t column) const {
    const Slot& slot = parts_->value(column);
    require(slot.is_integer, "the column is read as an integer");
    return slot.integer;
}

const std::string& Statement::text(std::size_t column) const {
    const Slot& slot = parts_->value(column);
    require(!slot.is_integer, "the column is read as text");
    return slot.text;
}

}  // namespace mutua::store
