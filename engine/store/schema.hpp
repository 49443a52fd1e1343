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

/// The statements of the second: changes of a member's facts, and difference slips, which share the
/// numbers and the documents of payslips. It only adds.
[[nodiscard]] std::vector<std::string> schema_2();

/// The statements of the third: what creditors claim of members, and what slips withhold for them.
/// It only adds columns.
[[nodiscard]] std::vector<std::string> schema_3();

/// The statements of the fourth: children that a claim's limits count, a student's hours with other
/// employers, credit notes, and difference slips that take work out. It only adds.
[[nodiscard]] std::vector<std::string> schema_4();

/// The statements of the fifth: the nature of a service, what clients demand of invoices, order
/// numbers that come later than the declaration, documents on their way, the directory of
/// participants, what was exported to whom, and what partners sent. It only adds.
[[nodiscard]] std::vector<std::string> schema_5();

/// Appends the triggers that refuse to alter or delete rows of a table.
void append_guards(std::vector<std::string>& all, const std::string& table);

/// The tables that the second schema adds, in the order in which they are made.
[[nodiscard]] std::vector<std::string> second_tables();
/// Those of the fourth.
[[nodiscard]] std::vector<std::string> fourth_tables();
/// Those of the fifth.
[[nodiscard]] std::vector<std::string> fifth_tables();

/// Tables whose rows are never altered or deleted, in the order in which they are made.
[[nodiscard]] std::vector<std::string> append_only_tables();

}  // namespace mutua::store
