#pragma once

#include "cli/context.hpp"
#include "formats/tabular/table.hpp"

#include <optional>
#include <string>
#include <string_view>
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

/// What several rows have in common or add up to, and these rows.
struct ListedGroup {
    std::vector<SummaryField> summary;
    std::optional<tabular::TextTable> list;
};

/// Prints a list of objects for programs: of each group what it adds up to and, where it has any,
/// its rows under a key.
void show_groups(const Context& context, const std::string& list_key,
                 const std::vector<ListedGroup>& groups);

/// "1 invoice", "3 invoices"
[[nodiscard]] std::string counted_items(std::size_t count, const std::string& one);

/// Files of an export: how many there are, and how many of them an earlier run had written.
struct Exported {
    std::size_t files = 0;
    std::size_t written = 0;

    void add(bool was_written) {
        ++files;
        written += was_written ? 1U : 0U;
    }
};

/// Ends an export on standard error, when files were there already: results are the same then, and
/// what was done is not.
void tell_unchanged(const Context& context, const Exported& exported);

/// Text on as many lines as it takes at the width of a terminal; control characters in it become
/// blanks.
[[nodiscard]] std::string wrapped(const std::string& text);

/// A name that somebody else gave (a file's), safe to print: control characters and bytes that are
/// no text are written as escapes.
[[nodiscard]] std::string printable(std::string_view name);

/// "a, b, c and 7 more": the first names of a list, and how many others there are.
[[nodiscard]] std::string first_names(const std::vector<std::string>& names, std::size_t told = 10);

}  // namespace mutua::cli
