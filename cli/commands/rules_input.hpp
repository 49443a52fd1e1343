#pragma once

#include "engine/core/result.hpp"
#include "engine/ruleset/run/calculator.hpp"
#include "formats/tabular/csv_table.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::cli {

/// One row of inputs and given figures, and where each value stands.
struct InputRow {
    ruleset::Values values;
    SourcePosition place;
    std::map<std::string, SourcePosition, std::less<>> places;
    std::map<std::string, std::string, std::less<>> rates;  ///< of type percent, as written
    /// Names whose value stands here and could not be read: they are missing only because of that.
    std::set<std::string, std::less<>> unread;
    std::string pointer;   ///< "/5" for the sixth row of a JSON array; else empty
    bool is_whole = true;  ///< false for a row that could not be cut into its cells
};

struct InputRows {
    bool is_array = false;  ///< many rows, even when there is one
    bool is_csv = false;
    std::vector<InputRow> rows;
    Diagnostics findings;  ///< what could not be read; rows hold the rest
};

/// The cells of a CSV of inputs. A row of separators alone is a row: what is computed of the rows
/// stands beside them.
[[nodiscard]] tabular::Table input_table(std::string_view text, const std::string& file);

/// Reads rows for `package` from CSV (a header of input names) when `file` ends in `.csv`, else
/// from JSON (an object, or an array of them). Every value is read as its declared type wants it;
/// an empty cell or `null` means "not given". A column `identifier` only names the rows where the
/// package knows no such name. Errors: D101, D102 for the form; D103 for a name or a figure given
/// twice, of a CSV once, at its header; R101 for a name that the package does not know; E103 for a
/// value
///         of the wrong kind, with what is allowed; all of them at once, in `findings`.
[[nodiscard]] InputRows read_rows(const ruleset::Ruleset& rules, const std::string& package,
                                  const std::string& text, const std::string& file,
                                  const std::string& identifier = "");

/// A name that is given, as every package writes it: "xx.social.gross_pay", "prior xx.year.base".
/// Two names with one full name give one figure. Nothing for a name that the package does not know.
[[nodiscard]] std::optional<std::string> full_name_given(const ruleset::CheckedRuleset& rules,
                                                         ruleset::PackageId package,
                                                         const std::string& name);

/// What a fault of a row says, at the value it is about or else at the row.
[[nodiscard]] Diagnostic finding_of(const ruleset::Fault& fault, const InputRow& row);

/// The same with what the fault rests on: values, and where in the rules of `folder` two exceptions
/// stand.
[[nodiscard]] Diagnostic finding_of(const ruleset::Fault& fault, const InputRow& row,
                                    const ruleset::CheckedRuleset& rules,
                                    const std::string& package, const ruleset::Case& asked,
                                    const std::filesystem::path& folder);

/// Findings after which no more are told, only how many there are.
inline constexpr std::size_t findings_max = 1'000;

/// Cuts findings that are in order to the first `findings_max`, and says how many more there are.
void keep_first(Diagnostics& findings, const std::string& file);

/// Findings in the order of their places; what is about no place in the file comes first, once.
void in_file_order(Diagnostics& findings);

}  // namespace mutua::cli
