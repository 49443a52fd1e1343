#pragma once

#include "cli/exit_code.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"
#include "engine/ruleset/ruleset.hpp"

#include <filesystem>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mutua::cli {

/// Whether findings are for people or for programs.
enum class Format { text, json };

/// What is left of a stream, in blocks: a byte at a time takes longer than all that is done with
/// it.
[[nodiscard]] std::string all_bytes(std::istream& input);

/// Why no file of rules can be read from a path that is neither an ordinary file nor a link to one:
/// a pipe would be waited for, a device read without end. Nothing when it can be tried.
[[nodiscard]] std::optional<std::string> no_ordinary_file(const std::filesystem::path& path);

/// Every `*.rules` file below `folder` and every `*.csv` table, paths relative to it, sorted.
/// Errors: S001 for a folder or file that cannot be read, or is no ordinary file; S002 for a folder
///         without rules.
[[nodiscard]] Result<std::vector<ruleset::SourceFile>> read_rules(
    const std::filesystem::path& folder);

/// Reads and checks a rules folder, tests included. The places of findings name the files as they
/// can be opened from the current folder.
/// Errors: those of read_rules(), in `findings`.
[[nodiscard]] ruleset::CheckReport check_rules(const std::filesystem::path& folder, Date today);

/// Rules that were checked before, by the hash of their files.
using CheckedBefore = std::map<std::string, ruleset::Ruleset>;

/// The same, but what the tests hold is not looked at; what is in `known` is not checked again, and
/// what is checked is kept there.
[[nodiscard]] ruleset::CheckReport check_without_tests(const std::filesystem::path& folder,
                                                       Date today, CheckedBefore* known);

/// The same of files that were read elsewhere, whose findings are placed below `place`.
[[nodiscard]] ruleset::CheckReport check_files(std::vector<ruleset::SourceFile> files, Date today,
                                               const std::filesystem::path& place);

/// A file of the rules as it can be opened: below `folder`.
[[nodiscard]] std::string placed_below(const std::filesystem::path& folder,
                                       const std::string& file);

/// The same of the files that findings name.
void place_below(Diagnostics& findings, const std::filesystem::path& folder);

/// Writes findings one after the other, as text or as lines of JSON objects.
void write_findings(std::ostream& stream, const Diagnostics& findings, Format format);

/// Says as text what is wrong, and gives back the code to leave with.
ExitCode refuse(std::ostream& stream, const Diagnostics& findings,
                ExitCode code = ExitCode::bad_input);

/// Where a command says what is wrong: findings as text go to `err`; under `--json` they are its
/// answer, as objects on `out`.
struct Streams {
    std::ostream& out;
    std::ostream& err;
    Format format = Format::text;

    ExitCode refuse(const Diagnostics& findings, ExitCode code = ExitCode::bad_input) const;
};

/// An error about a file or folder that cannot be read: S001.
[[nodiscard]] Diagnostic unreadable(const std::string& path, const std::string& why);

/// A finding as an object: code, severity, file, line, column, end_line, end_column, message, help,
/// related[]. Returned as JSON text.
[[nodiscard]] std::string to_json_text(const Diagnostics& findings);

/// A whole file, or standard input for `-`.
/// Errors: S001.
[[nodiscard]] Result<std::string> read_input(const std::string& path, std::istream& standard_input);

/// A file, open to be read.
/// Errors: S001.
[[nodiscard]] Result<std::unique_ptr<std::istream>> open_input(const std::string& path);

/// "1 error", "3 errors"
[[nodiscard]] std::string counted(std::size_t count, const char* one);

}  // namespace mutua::cli
