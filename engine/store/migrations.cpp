#include "engine/store/migrations.hpp"

#include "engine/store/connection.hpp"
#include "engine/store/failure.hpp"
#include "engine/store/schema.hpp"
#include "engine/store/store.hpp"

namespace mutua::store {

namespace {

std::int64_t version_of(Connection& connection) {
    return connection.one_integer("PRAGMA user_version");
}

/// One step in one transaction. Another program may have been quicker: the version is read again
/// under the lock.
void apply(Connection& connection, const Migration& migration) {
    connection.begin();
    try {
        if (version_of(connection) < migration.version) {
            for (const std::string& statement : migration.statements) {
                connection.execute(statement);
            }
            connection.execute("PRAGMA application_id = " + std::to_string(application_id));
            connection.execute("PRAGMA user_version = " + std::to_string(migration.version));
        }
        connection.commit();
    } catch (...) {
        connection.roll_back();
        throw;
    }
}

}  // namespace

const std::vector<Migration>& migrations() {
    static const std::vector<Migration> all{
        {1, schema_1()}, {2, schema_2()}, {3, schema_3()}, {4, schema_4()}, {5, schema_5()}};
    return all;
}

int newest_version() { return migrations().back().version; }

void migrate(Connection& connection) {
    const std::int64_t found = version_of(connection);
    if (found > newest_version()) {
        throw StoreFailure{FailureKind::newer,
                           "store: " + std::string{to_string(FailureKind::newer)}};
    }
    for (const Migration& migration : migrations()) {
        if (migration.version > found) { apply(connection, migration); }
    }
}

}  // namespace mutua::store
