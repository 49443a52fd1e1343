#pragma once

#include <filesystem>
#include <memory>

namespace mutua::store {

class Connection;

/// An open store: one SQLite file. Rows are only ever added; the repositories in this folder read
/// and add them. One Store is used by one thread at a time; several programs may have the same
/// file open.
/// Errors: StoreFailure.
class Store {
public:
    /// Makes a new store that only its owner may read. ":memory:" lives as long as the Store.
    /// Errors: `exists` when something other than an empty file is there already.
    [[nodiscard]] static Store create(const std::filesystem::path& path);

    /// Opens a store, and brings it up to the newest schema when an older program wrote it.
    /// Errors: `missing`, `not_a_store`, `newer`, `damaged`, `busy`.
    [[nodiscard]] static Store open(const std::filesystem::path& path);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    /// The number of the schema.
    [[nodiscard]] int version();

    /// For the repositories only.
    [[nodiscard]] Connection& connection() noexcept { return *connection_; }

private:
    explicit Store(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> connection_;
};

}  // namespace mutua::store
