#pragma once

#include <string>
#include <vector>

namespace mutua::store {

class Connection;

/// "MTUA" as a number: says that an SQLite file is a store of this program.
inline constexpr long long application_id = 0x4D545541;

/// One step of the schema: from `version` - 1 to `version`.
struct Migration {
    int version = 0;
    std::vector<std::string> statements;
};

/// Every step ever released, in order. A released step is never altered: a change is a new step.
[[nodiscard]] const std::vector<Migration>& migrations();

/// The version that this program reads and writes.
[[nodiscard]] int newest_version();

/// Brings a store up to the newest version, each step in its own transaction; does nothing when it
/// is there already. A kill leaves the version before the step, whole.
/// Errors: StoreFailure `newer` when the store comes from a later program.
void migrate(Connection& connection);

}  // namespace mutua::store
