#pragma once

#include "cli/exit_code.hpp"
#include "cli/workspace.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"
#include "engine/service/review.hpp"
#include "engine/settlement/rulebook.hpp"
#include "engine/store/store.hpp"

#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace mutua::cli {

/// Where a command reads and writes, and how it was asked to. Everything that differs between one
/// call and the next comes in here, so that a test can run a command without a process.
struct Context {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    Date today;  ///< the only clock
    std::optional<std::filesystem::path> workspace;
    std::optional<std::filesystem::path> rules;
    std::filesystem::path program;  ///< the executable, beside which rules may lie
    std::string language = "en";    ///< of the screen
    bool json = false;
    bool quiet = false;
    bool no_input = false;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    /// Rules that were checked before, by the hash of their files: whoever runs many commands in
    /// one process has them checked once. Nothing is kept where there is none.
    std::map<std::string, ruleset::Ruleset>* checked_rules = nullptr;
};

/// Leaves a command with a code, after saying why.
class CommandFailure : public std::runtime_error {
public:
    CommandFailure(ExitCode code, const std::string& text)
        : std::runtime_error{text}, code_{code} {}
    CommandFailure(ExitCode code, const Diagnostics& findings);

    [[nodiscard]] ExitCode code() const noexcept { return code_; }
    /// Empty where there is only the text of what().
    [[nodiscard]] const Diagnostics& findings() const noexcept { return findings_; }

private:
    ExitCode code_;
    Diagnostics findings_;
};

/// An open workspace: its configuration, its store, and the rules that it runs on.
struct Session {
    Workspace workspace;
    store::Store store;
    settlement::Rulebook rules;

    [[nodiscard]] const cooperative::Entity& entity() const { return workspace.entity; }
};

/// Opens the workspace around the current folder, or the one that was named.
/// Errors: CommandFailure: no workspace (78), a configuration with mistakes (78), rules that do not
/// check (78), a store that cannot be opened (69, 75, 78). Nothing is written.
[[nodiscard]] Session open_session(const Context& context);

/// The configuration of that workspace alone. Errors: CommandFailure (78), as above.
[[nodiscard]] Workspace open_workspace(const Context& context);

/// Its store. Errors: CommandFailure (69, 75).
[[nodiscard]] store::Store open_store(const Workspace& workspace);

/// The folder of the rule packs: `--rules`, else the workspace's, else beside the program.
[[nodiscard]] std::filesystem::path rules_folder(const Context& context,
                                                 const std::optional<Workspace>& workspace);

/// Reads, checks and opens rule packs as seen from `package`.
[[nodiscard]] settlement::Rulebook open_rules(const Context& context,
                                              const std::optional<Workspace>& workspace,
                                              const std::string& package);

/// The bytes of a file, or of standard input for "-". Errors: CommandFailure (74).
[[nodiscard]] std::string input_bytes(const Context& context, const std::string& file);

/// A personal file is for its owner's eyes only.
enum class Readers { anybody, owner };
/// Whether a new name is on the disk when the call returns, or once sync_folder() was called: a set
/// of files pays for that once.
enum class NewName { lasting, with_its_folder };

/// Sees to it that what an option writes is no file that the command reads, under whatever name.
/// Errors: CommandFailure (64).
void keep_input(const std::string& option, const std::string& written, const std::string& read);

/// Writes a file whole, or not at all: beside it first, then renamed. What is no ordinary file (a
/// pipe, /dev/null) is written to, never replaced; a store and the configuration of a workspace
/// are kept. Its folder is there already.
/// Errors: CommandFailure (73, 74).
void write_file(const std::filesystem::path& file, std::string_view bytes,
                Readers readers = Readers::anybody, NewName name = NewName::lasting);

/// The same for a file that an earlier run may have written: true when it was written now, false
/// when its bytes were there already.
[[nodiscard]] bool write_new_bytes(const std::filesystem::path& file, std::string_view bytes,
                                   Readers readers = Readers::anybody);

/// Moves a file that was made elsewhere on the same disk to its place, its bytes on the disk; what
/// was there is replaced. The new name lasts once sync_folder() was called.
/// Errors: CommandFailure (73, 74).
void replace_file(const std::filesystem::path& made, const std::filesystem::path& file);

/// Sees to it that the names in a folder are on the disk. Errors: CommandFailure (74).
void sync_folder(const std::filesystem::path& folder);

/// The same, or to standard output for "-".
void write_output(const Context& context, const std::string& file, std::string_view bytes,
                  Readers readers = Readers::anybody);

/// Makes a folder for output. Errors: CommandFailure (73), and (64) for "-", which is no folder.
void make_folder(const std::filesystem::path& folder);

/// The chart of accounts on a day. Errors: CommandFailure (78) when the rules do not cover it.
[[nodiscard]] ledger::Accounts chart_on(Session& session, Date day);

/// A day whose chart the books can be read by: `today`, or that of the newest entry when the rules
/// do not cover today. Errors: CommandFailure (78) when they cover neither.
[[nodiscard]] Date reading_day(Session& session, Date today);

/// Writes findings to standard error, as people or as programs read them.
void report(const Context& context, const Diagnostics& findings);

/// A progress line on standard error when that is a terminal.
[[nodiscard]] service::Progress progress_line(const Context& context, std::string what);

/// Asks a yes-or-no question on the terminal. `assumed` answers for scripts (`--yes`).
/// Errors: CommandFailure (64) when there is nobody to ask.
[[nodiscard]] bool confirm(const Context& context, const std::string& question, bool assumed);

}  // namespace mutua::cli
