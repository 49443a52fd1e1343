#include "engine/store/connection.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/failure.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <utility>

namespace mutua::store {

namespace {

/// SOCI reads options out of its connection string: a path with a blank or an equals sign would
/// become one. As a URI every such byte is written as %XX; `mode=rw` keeps SQLite from making a
/// file that is not there.
std::string connect_string(const std::string& path) {
    if (path == ":memory:") { return "db=:memory: timeout=5"; }
    require(path.starts_with('/'), "a store is opened by its absolute path");
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string uri = "file://";
    for (const char c : path) {
        if (plain.find(c) != std::string_view::npos) {
            uri += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        uri += '%';
        uri += hex[byte >> 4U];
        uri += hex[byte & 0xFU];
    }
    return "db=" + uri + "?mode=rw timeout=5";
}

int code_of(const soci::soci_error& error, int otherwise) {
    const auto* known = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    return known != nullptr ? known->result() : otherwise;
}

StoreFailure no_row() { return {FailureKind::damaged, "store: a row that must be there is not"}; }

}  // namespace

std::string chain_key(const EntityCode& entity, const std::string& key) {
    return entity.empty() ? key : entity.text() + "/" + key;
}

Connection::Connection(const std::string& path) : session_{std::make_unique<soci::session>()} {
    // Without it SQLite would take the URI for a file name.
    require(sqlite_api::sqlite3_compileoption_used("USE_URI") == 1, "SQLite understands URIs");
    try {
        session_->open(soci::sqlite3, connect_string(path));
    } catch (const soci::soci_error& error) {
        throw failure(code_of(error, SQLITE_CANTOPEN), "open");
    }
    require(one_integer("PRAGMA busy_timeout") == 5000, "SQLite accepts the timeout");
    set("foreign_keys", "1");
    set("recursive_triggers", "1");  // Else INSERT OR REPLACE deletes past the triggers.
    set("trusted_schema", "0");
    set("cell_size_check", "1");
    set("synchronous", "3");      // EXTRA: the folder is synced too.
    set("temp_store", "2");       // Personal data stays out of temporary files.
    set("cache_size", "-65536");  // 64 MiB: a large transaction locks readers out late.
    if (path != ":memory:") { set("mmap_size", "0"); }
}

Connection::~Connection() { roll_back(); }

void Connection::prepare_for_writing() {
    const bool in_memory = one_text("PRAGMA journal_mode") == "memory";
    if (!in_memory) { set("journal_mode", "delete"); }
}

void Connection::set(const std::string& pragma, const std::string& value) {
    execute("PRAGMA " + pragma + "=" + value);
    const bool took = one_text("PRAGMA " + pragma) == value;
    require(took, "SQLite accepts the setting");
}

void Connection::execute(std::string_view sql) {
    try {
        *session_ << std::string{sql};
    } catch (const soci::soci_error& error) { throw failure(code_of(error, last_code()), sql); }
}

int Connection::last_code() const {
    auto* backend = static_cast<soci::sqlite3_session_backend*>(session_->get_backend());
    return backend == nullptr ? SQLITE_ERROR : sqlite_api::sqlite3_errcode(backend->conn_);
}

Statement& Connection::prepared(std::string_view sql, std::string_view columns) {
    const std::string key = std::string{columns}.append(sql);
    const auto found = prepared_.find(key);
    if (found != prepared_.end()) { return found->second; }
    return prepared_.emplace(key, Statement{*this, sql, columns}).first->second;
}

void Connection::forget(std::string_view sql, std::string_view columns) {
    prepared_.erase(std::string{columns}.append(sql));
}

void Connection::run_cached(std::string_view sql, const std::vector<Value>& values) {
    try {
        prepared(sql, "").run(values);
    } catch (const StoreFailure&) {
        forget(sql, "");
        throw;
    }
}

bool Connection::first_row(std::string_view sql, std::string_view columns,
                           const std::vector<Value>& values,
                           const std::function<void(const Statement&)>& read) {
    try {
        Statement& statement = prepared(sql, columns);
        statement.run(values);
        if (!statement.next()) { return false; }
        read(statement);
        while (statement.next()) {}
        return true;
    } catch (const StoreFailure&) {
        forget(sql, columns);
        throw;
    }
}

std::int64_t Connection::one_integer_of(std::string_view sql, const std::vector<Value>& values) {
    std::int64_t value = 0;
    const bool is_there =
        first_row(sql, "i", values, [&value](const Statement& row) { value = row.integer(0); });
    if (!is_there) { throw no_row(); }
    return value;
}

std::string Connection::one_text_of(std::string_view sql, const std::vector<Value>& values) {
    std::optional<std::string> value = maybe_text_of(sql, values);
    if (!value) { throw no_row(); }
    return *std::move(value);
}

std::optional<std::string> Connection::maybe_text_of(std::string_view sql,
                                                     const std::vector<Value>& values) {
    std::optional<std::string> value;
    first_row(sql, "t", values, [&value](const Statement& row) { value = row.text(0); });
    return value;
}

Statement Connection::select(std::string_view sql, std::string_view columns,
                             const std::vector<Value>& values) {
    Statement statement{*this, sql, columns};
    statement.run(values);
    return statement;
}

std::int64_t Connection::next_number(const std::string& entity, const std::string& series,
                                     int year) {
    insert(
        "insert into counter (entity_id, series, year, last) values (:p1, :p2, :p3, 1)"
        " on conflict (entity_id, series, year) do update set last = last + 1",
        entity, series, year);
    return one_integer(
        "select last from counter where entity_id = :p1 and series = :p2 and year = :p3", entity,
        series, year);
}

std::optional<ledger::Link> Connection::stored_head() {
    Statement row = query(
        "select position, kind, key, content, chained from chain order by position desc limit 1",
        "itttt");
    if (!row.next()) { return std::nullopt; }
    return ledger::Link{row.integer(0), row.text(1), row.text(2), digest_of(row.text(3)),
                        digest_of(row.text(4))};
}

void Connection::chain(const EntityCode& entity, std::string kind, const std::string& key,
                       std::string_view bytes) {
    require_open();
    // Nobody else can append while the write lock is ours: the head is read once.
    if (!has_new_links_) { head_ = stored_head(); }
    head_ = ledger::next_link(head_ ? &*head_ : nullptr, std::move(kind), chain_key(entity, key),
                              bytes);
    insert(
        "insert into chain (position, kind, key, content, chained)"
        " values (:p1, :p2, :p3, :p4, :p5)",
        head_->position, head_->kind, head_->key, head_->content, head_->chained);
    has_new_links_ = true;
}

void Connection::begin() {
    require(!is_open_, "one unit of work is open at a time");
    execute("BEGIN IMMEDIATE");
    is_open_ = true;
    has_new_links_ = false;
}

void Connection::commit() {
    require_open();
    if (has_new_links_) {
        insert(
            "insert into counter (entity_id, series, year, last) values (:p1, :p2, 0, :p3)"
            " on conflict (entity_id, series, year) do update set last = excluded.last"
            " where last <> excluded.last",
            no_entity, chain_series, head_->position);
    }
    execute("COMMIT");
    is_open_ = false;
    has_new_links_ = false;
}

void Connection::roll_back() noexcept {
    if (!is_open_) { return; }
    is_open_ = false;
    has_new_links_ = false;
    try {
        prepared_.clear();
        execute("ROLLBACK");
    } catch (const std::exception&) {  // Nothing is left to undo, or the file is gone.
    }
}

void Connection::require_open() const { require(is_open_, "rows are added inside a unit of work"); }

}  // namespace mutua::store
