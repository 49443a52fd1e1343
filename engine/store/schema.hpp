#pragma once

#include <string>
#include <vector>

namespace mutua::store {

/// The statements of the first schema: facts, decisions, documents, books, chain.
///
/// Every table carries the entity. Amounts are cents, days ISO 8601 text, words from closed lists
/// are checked. Triggers refuse to alter or delete; only counters move, and only upwards. An entry
/// is inserted after its postings: from then on it balances and is closed.
[[nodiscard]] std::vector<std::string> schema_1();

/// Tables whose rows are never altered or deleted, in the order in which they are made.
[[nodiscard]] std::vector<std::string> append_only_tables();

}  // namespace mutua::store
