#pragma once

#include "cli/context.hpp"
#include "formats/tabular/table.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mutua::cli {

/// Prints a list: for a person on a terminal, tab-separated on a pipe, objects with --json.
void show(const Context& context, const tabular::TextTable& table);

/// A named value of a summary: key for programs, label for people.
struct SummaryField {
    std::string key;
    std::string label;
    std::string value;
};

/// Prints a list with what it adds up to; with --json one object that holds both.
void show(const Context& context, const std::string& list_key, const tabular::TextTable& table,
          const std::vector<SummaryField>& summary);

/// "1 invoice", "3 invoices"
[[nodiscard]] std::string counted_items(std::size_t count, const std::string& one);

}  // namespace mutua::cli
