#include "engine/store/store.hpp"

#include "engine/store/connection.hpp"
#include "engine/store/failure.hpp"
#include "engine/store/migrations.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace mutua::store {

namespace {

[[noreturn]] void fail(FailureKind kind, const std::filesystem::path& path) {
    throw StoreFailure{kind, path.string() + ": " + std::string{to_string(kind)}};
}

bool is_memory(const std::filesystem::path& path) { return path == ":memory:"; }

/// Makes an empty file that only its owner may read, or accepts the one that a killed `create`
/// left behind.
void make_file(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW,
                            S_IRUSR | S_IWUSR);
    if (file >= 0) {
        ::close(file);
        return;
    }
    std::error_code ignored;
    const bool is_empty = std::filesystem::is_regular_file(path, ignored) &&
                          std::filesystem::file_size(path, ignored) == 0;
    if (!is_empty) { fail(errno == EEXIST ? FailureKind::exists : FailureKind::disk, path); }
}

std::string absolute_text(const std::filesystem::path& path) {
    return std::filesystem::absolute(path).lexically_normal().string();
}

/// Opens the file, or says about which file it failed.
std::unique_ptr<Connection> connect(const std::filesystem::path& path) {
    try {
        return std::make_unique<Connection>(is_memory(path) ? path.string() : absolute_text(path));
    } catch (const StoreFailure& failed) { fail(failed.kind(), path); }
}

}  // namespace

Store::Store(std::unique_ptr<Connection> connection) : connection_{std::move(connection)} {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::create(const std::filesystem::path& path) {
    if (!is_memory(path)) { make_file(path); }
    auto connection = connect(path);
    connection->prepare_for_writing();
    migrate(*connection);
    return Store{std::move(connection)};
}

Store Store::open(const std::filesystem::path& path) {
    if (is_memory(path)) { return create(path); }
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) { fail(FailureKind::missing, path); }
    if (!std::filesystem::is_regular_file(path, ignored)) { fail(FailureKind::not_a_store, path); }
    auto connection = connect(path);
    try {
        if (connection->one_integer("PRAGMA application_id") != application_id) {
            fail(FailureKind::not_a_store, path);
        }
        if (connection->one_integer("PRAGMA user_version") > newest_version()) {
            fail(FailureKind::newer, path);
        }
        connection->prepare_for_writing();
        migrate(*connection);
    } catch (const StoreFailure& failed) { fail(failed.kind(), path); }
    return Store{std::move(connection)};
}

int Store::version() { return static_cast<int>(connection_->one_integer("PRAGMA user_version")); }

}  // namespace mutua::store
