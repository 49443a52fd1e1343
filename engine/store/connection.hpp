#pragma once

#include "engine/core/id.hpp"
#include "engine/ledger/hash_chain.hpp"
#include "engine/store/statement.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace soci {
class session;
}

namespace mutua::store {

/// Counter of what belongs to no entity, and the name of the counter that follows the chain.
inline constexpr const char* no_entity = "";
inline constexpr const char* chain_series = "CHAIN";
inline constexpr const char* entry_series = "ENT";
inline constexpr const char* payslip_series = "PAY";
inline constexpr const char* run_series = "RUN";
inline constexpr const char* outbox_series = "OUT";

/// The key of a link: entity and key, so that the chain covers both.
[[nodiscard]] std::string chain_key(const EntityCode& entity, const std::string& key);

/// One open SQLite file behind SOCI, and what the repositories share: statements kept prepared,
/// counters, and the head of the hash chain while a unit of work is open.
class Connection {
public:
    /// Opens with the settings that a store needs and reads each of them back. `path` is ":memory:"
    /// or an existing file.
    explicit Connection(const std::string& path);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Settings that may alter the file; only after it is known to be a store.
    void prepare_for_writing();

    /// Runs a constant statement without parameters or rows.
    void execute(std::string_view sql);

    /// Runs a statement that is kept prepared for the next time. `sql` is a literal.
    template <typename... Values>
    void insert(std::string_view sql, const Values&... values) {
        require_open();
        run_cached(sql, {to_column(values)...});
    }

    /// A statement that has been run: walk over its rows with next().
    template <typename... Values>
    [[nodiscard]] Statement query(std::string_view sql, std::string_view columns,
                                  const Values&... values) {
        Statement statement{*this, sql, columns};
        statement.run({to_column(values)...});
        return statement;
    }

    /// The same with values in a list, for filters.
    [[nodiscard]] Statement select(std::string_view sql, std::string_view columns,
                                   const std::vector<Value>& values);

    /// The only column of the only row, or of the first where nothing else is asked; the statement
    /// is kept prepared.
    /// Errors: StoreFailure `damaged` when there is no row.
    template <typename... Values>
    [[nodiscard]] std::int64_t one_integer(std::string_view sql, const Values&... values) {
        return one_integer_of(sql, {to_column(values)...});
    }
    template <typename... Values>
    [[nodiscard]] std::string one_text(std::string_view sql, const Values&... values) {
        return one_text_of(sql, {to_column(values)...});
    }
    /// The only column of the row, if there is one.
    template <typename... Values>
    [[nodiscard]] std::optional<std::string> maybe_text(std::string_view sql,
                                                        const Values&... values) {
        return maybe_text_of(sql, {to_column(values)...});
    }

    /// Takes the next number of a counter inside the open unit of work.
    [[nodiscard]] std::int64_t next_number(const std::string& entity, const std::string& series,
                                           int year);

    /// Appends a link to the hash chain; `key` is unique within kind and entity.
    void chain(const EntityCode& entity, std::string kind, const std::string& key,
               std::string_view bytes);

    void begin();
    void commit();
    void roll_back() noexcept;

    /// Errors: a ContractViolation when no unit of work is open.
    void require_open() const;

    [[nodiscard]] soci::session& session() noexcept { return *session_; }
    /// The result code of the last call that failed.
    [[nodiscard]] int last_code() const;

private:
    void run_cached(std::string_view sql, const std::vector<Value>& values);
    void set(const std::string& pragma, const std::string& value);
    [[nodiscard]] std::int64_t one_integer_of(std::string_view sql,
                                              const std::vector<Value>& values);
    [[nodiscard]] std::string one_text_of(std::string_view sql, const std::vector<Value>& values);
    [[nodiscard]] std::optional<std::string> maybe_text_of(std::string_view sql,
                                                           const std::vector<Value>& values);
    Statement& prepared(std::string_view sql, std::string_view columns);
    /// Drops a kept statement that failed: it is not run again.
    void forget(std::string_view sql, std::string_view columns);
    /// Runs a statement that is kept prepared and hands its first row to `read`; false when there
    /// is none. The statement is walked to its end, so that it holds no lock.
    bool first_row(std::string_view sql, std::string_view columns, const std::vector<Value>& values,
                   const std::function<void(const Statement&)>& read);
    [[nodiscard]] std::optional<ledger::Link> stored_head();

    std::unique_ptr<soci::session> session_;
    std::unordered_map<std::string, Statement> prepared_;
    std::optional<ledger::Link> head_;
    bool has_new_links_ = false;
    bool is_open_ = false;
};

}  // namespace mutua::store
