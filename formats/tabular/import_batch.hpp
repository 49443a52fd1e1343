#pragma once

#include "engine/core/date.hpp"
#include "engine/core/digest.hpp"
#include "formats/tabular/import_source.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mutua::tabular {

/// What an import needs to know from outside: the day, and the words that the rules know. An empty
/// list of words lets every word pass: the rules will judge it.
struct ImportOptions {
    Date today;
    std::vector<std::string> worker_categories;
    std::vector<std::string> households;
    std::vector<std::string> claim_kinds;
    std::vector<std::string> client_kinds;
    std::vector<std::string> vat_treatments;
    std::vector<std::string> service_natures;
    TableLimits limits;
    /// Makes the key of a declaration that has none, from its fields: those that every declaration
    /// has, and the others that are filled. Without it a key is required.
    std::function<std::string(const std::vector<std::pair<std::string, std::string>>&)> make_key;
};

enum class RowState {
    good,      ///< has its fact; goes in unless a rule objects
    bad,       ///< has errors; goes to the rejects
    repeated,  ///< is word for word a row before it; adds nothing
};

/// One row of a file, read.
template <typename Fact>
struct ImportedRow {
    std::size_t line = 0;
    std::size_t index = 0;  ///< of the row in the source's table
    RowState state = RowState::good;
    std::optional<Fact> fact;  ///< there exactly when the row is good
    /// Of a bad row that has all its cells: what could be read, wrong fields at their default, so
    /// that checks of the other fields can be made and told at once.
    std::optional<Fact> draft;
    Digest content_hash{};
    /// What is wrong or worth knowing, in the order of the columns. Whoever finds more errors adds
    /// them here and calls reject().
    Diagnostics diagnostics;

    /// Turns the row into one that does not go in.
    void reject() {
        state = RowState::bad;
        if (fact) { draft = std::move(fact); }
        fact.reset();
    }
};

/// A whole file, read: every row with its fact or its errors.
template <typename Fact>
struct ImportBatch {
    std::shared_ptr<const ImportSource> source;
    std::vector<ImportedRow<Fact>> rows;
    /// What is wrong with the file as a whole. With an error here no row has a fact.
    Diagnostics diagnostics;

    /// Where the field of a row stands.
    [[nodiscard]] SourcePosition position(const ImportedRow<Fact>& row,
                                          std::string_view column) const {
        return source->position(source->table().rows.at(row.index), column);
    }

    /// A finding about a field, for checks that are made after reading.
    [[nodiscard]] Diagnostic finding(const ImportedRow<Fact>& row, std::string_view column,
                                     Severity severity, std::string code,
                                     const std::string& message, std::string help) const {
        return source->finding(source->table().rows.at(row.index), column, severity,
                               std::move(code), message, std::move(help));
    }

    /// Everything there is to tell, in the order of the file.
    [[nodiscard]] Diagnostics all_diagnostics() const {
        Diagnostics all = diagnostics;
        for (const ImportedRow<Fact>& row : rows) {
            all.insert(all.end(), row.diagnostics.begin(), row.diagnostics.end());
        }
        return all;
    }

    [[nodiscard]] std::size_t count(RowState state) const {
        std::size_t found = 0;
        for (const ImportedRow<Fact>& row : rows) { found += row.state == state ? 1 : 0; }
        return found;
    }
};

}  // namespace mutua::tabular
