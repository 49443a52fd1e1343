#pragma once

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <filesystem>
#include <string>

namespace mutua::test {

/// One value of a query over a store.
inline std::string query(const std::filesystem::path& store, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open_v2(store.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    std::string value;
    const auto keep = [](void* into, int count, char** cells, char**) {
        if (count > 0 && cells[0] != nullptr) { *static_cast<std::string*>(into) = cells[0]; }
        return 0;
    };
    char* problem = nullptr;
    const int result = sqlite3_exec(database, sql.c_str(), keep, &value, &problem);
    INFO(sql << ": " << (problem == nullptr ? "" : problem));
    CHECK(result == SQLITE_OK);
    sqlite3_free(problem);
    sqlite3_close(database);
    return value;
}

}  // namespace mutua::test
