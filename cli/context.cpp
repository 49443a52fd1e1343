#include "cli/context.hpp"

#include "cli/commands/rules_files.hpp"
#include "cli/output.hpp"
#include "engine/settlement/needed_names.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/failure.hpp"
#include "engine/store/ledger_repository.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <sstream>
#include <system_error>

namespace mutua::cli {

namespace fs = std::filesystem;

namespace {

std::string joined(const Diagnostics& findings) {
    std::string text;
    for (const Diagnostic& finding : findings) {
        if (!text.empty()) { text += '\n'; }
        text += to_string(finding);
    }
    return text;
}

/// `rules` beside the program: in its folder, in `../share/mutua`, or up a build tree.
std::optional<fs::path> rules_beside(const fs::path& program) {
    constexpr int levels = 4;
    fs::path folder = program.parent_path();
    for (int level = 0; level < levels; ++level) {
        for (const fs::path& found : {folder / "rules", folder / "share" / "mutua" / "rules"}) {
            if (fs::is_directory(found)) { return found; }
        }
        folder = folder.parent_path();
    }
    return std::nullopt;
}

/// A store that holds other entities than the configured one would look empty, and well.
void prove_entity(const Workspace& workspace, store::Store& store) {
    const auto known = store::entities(store);
    const auto is_ours = [&](const EntityCode& code) { return code == workspace.entity.code; };
    if (known.empty() || std::any_of(known.begin(), known.end(), is_ours)) { return; }
    throw CommandFailure{
        ExitCode::configuration,
        fmt::format("error U323: the store holds the entity `{}`, and mutua.toml names `{}`\n  = "
                    "help: write the store's entity in the `code` line of mutua.toml, or name "
                    "another store",
                    known.front().text(), workspace.entity.code.text())};
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int value) : value_{value} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (value_ >= 0) { ::close(value_); }
    }
    [[nodiscard]] int get() const { return value_; }

private:
    int value_;
};

std::string last_error() { return std::error_code{errno, std::generic_category()}.message(); }

[[noreturn]] void fail_writing(const fs::path& file) {
    throw CommandFailure{ExitCode::io,
                         fmt::format("{}: error S020: cannot be written: {}\n  = help: the file "
                                     "is as it was; make room, or name another folder",
                                     file.string(), last_error())};
}

[[noreturn]] void fail_creating(const fs::path& file, const std::string& why) {
    throw CommandFailure{
        ExitCode::cannot_create,
        fmt::format("{}: error S021: cannot be created: {}\n  = help: name a place where files "
                    "can be made",
                    file.string(), why)};
}

void write_all(int descriptor, std::string_view bytes, const fs::path& file) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) { continue; }
        if (written < 0) { fail_writing(file); }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// A pipe or a device: there is nothing to replace.
void write_through(const fs::path& file, std::string_view bytes) {
    const Descriptor descriptor{::open(file.c_str(), O_WRONLY | O_CLOEXEC)};
    if (descriptor.get() < 0) { fail_creating(file, last_error()); }
    write_all(descriptor.get(), bytes, file);
}

/// Writes all bytes and sees to it that they are on the disk.
void write_beside(const fs::path& beside, std::string_view bytes, const fs::path& file,
                  Readers readers) {
    const Descriptor descriptor{::open(beside.c_str(),
                                       O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
                                       readers == Readers::owner ? 0600 : 0644)};
    if (descriptor.get() < 0) { fail_creating(file, last_error()); }
    write_all(descriptor.get(), bytes, file);
    if (::fsync(descriptor.get()) != 0 && errno != EINVAL) { fail_writing(file); }
}

}  // namespace

CommandFailure::CommandFailure(ExitCode code, const Diagnostics& findings)
    : std::runtime_error{joined(findings)}, code_{code}, findings_{findings} {}

fs::path rules_folder(const Context& context, const std::optional<Workspace>& workspace) {
    if (context.rules) { return *context.rules; }
    if (workspace && workspace->rules) { return *workspace->rules; }
    if (const auto found = rules_beside(context.program)) { return *found; }
    throw CommandFailure{ExitCode::configuration,
                         "error U320: the rule packs are not beside the program\n"
                         "  = help: name their folder: `--rules DIR`, or `rules = \"DIR\"` in "
                         "mutua.toml"};
}

namespace {

ruleset::Ruleset checked_rules(const Context& context, const fs::path& folder) {
    const auto checked = check_without_tests(folder, context.today, context.checked_rules);
    if (!checked.ruleset) { throw CommandFailure{ExitCode::configuration, checked.findings}; }
    return checked.ruleset;
}

}  // namespace

settlement::Rulebook open_rules(const Context& context, const std::optional<Workspace>& workspace,
                                const std::string& package) {
    const fs::path folder = rules_folder(context, workspace);
    const ruleset::Ruleset rules = checked_rules(context, folder);
    if (!ruleset::has_package(rules, package)) {
        throw CommandFailure{
            ExitCode::configuration,
            fmt::format("error U321: the rules in {} have no package `{}`\n  = help: mend the "
                        "`package` line of mutua.toml, or name another folder with --rules",
                        folder.string(), package)};
    }
    const auto lacking = settlement::names_lacking(rules, package);
    if (lacking.empty()) { return settlement::Rulebook{rules, package}; }
    throw CommandFailure{
        ExitCode::configuration,
        fmt::format("error U324: the package `{}` is no cooperative's: it lacks {}\n  = help: mend "
                    "the `package` line of mutua.toml: a cooperative's package has these names, or "
                    "uses packages that have them",
                    package, first_names(lacking, 3))};
}

store::Store open_store(const Workspace& workspace) {
    try {
        return store::Store::open(workspace.store);
    } catch (const store::StoreFailure& failure) {
        const bool missing = failure.kind() == store::FailureKind::missing;
        throw CommandFailure{
            failure.kind() == store::FailureKind::busy ? ExitCode::try_later
                                                       : ExitCode::unavailable,
            fmt::format("{}: error S010: {}\n  = help: {}", workspace.store.string(),
                        failure.what(),
                        missing ? "`mutua init` makes a store in a new workspace"
                                : "check the `store` line of mutua.toml, or restore a backup")};
    }
}

Workspace open_workspace(const Context& context) {
    std::optional<fs::path> folder = context.workspace;
    if (!folder) { folder = find_workspace(fs::current_path()); }
    if (!folder) {
        throw CommandFailure{ExitCode::configuration,
                             "error U300: this folder is in no workspace\n  = help: `mutua init "
                             "DIR` makes one; `--workspace DIR` names one"};
    }
    Result<Workspace> workspace = load_workspace(*folder);
    if (!workspace) { throw CommandFailure{ExitCode::configuration, workspace.error()}; }
    return std::move(*workspace);
}

Session open_session(const Context& context) {
    Workspace workspace = open_workspace(context);
    settlement::Rulebook rules = open_rules(context, workspace, workspace.package);
    store::Store store = open_store(workspace);
    prove_entity(workspace, store);
    return {std::move(workspace), std::move(store), std::move(rules)};
}

std::string input_bytes(const Context& context, const std::string& file) {
    auto bytes = read_input(file, context.in);
    if (!bytes) { throw CommandFailure{ExitCode::io, bytes.error()}; }
    return std::move(*bytes);
}

void sync_folder(const fs::path& folder) {
    const Descriptor descriptor{
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    // A folder that may be written but not read cannot be opened: the bytes at least are safe.
    if (descriptor.get() < 0 && errno == EACCES) { return; }
    // Some file systems know no such thing.
    if (descriptor.get() >= 0 && (::fsync(descriptor.get()) == 0 || errno == EINVAL)) { return; }
    throw CommandFailure{ExitCode::io,
                         fmt::format("{}: error S020: new files may not last: {}\n  = help: write "
                                     "them again, or name another folder",
                                     folder.string(), last_error())};
}

namespace {

/// A slip of an output option must not cost a store or its configuration.
void keep_workspace(const fs::path& file) {
    if (file.filename() == configuration_name) {
        fail_creating(file, "it is the configuration of a workspace");
    }
    constexpr std::string_view store_mark = "SQLite format 3";
    std::string begin(store_mark.size(), ' ');
    std::ifstream there{file, std::ios::binary};
    there.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    if (begin == store_mark) { fail_creating(file, "it is a store"); }
}

}  // namespace

void keep_input(const std::string& option, const std::string& written, const std::string& read) {
    std::error_code missing;
    if (written.empty() || !fs::equivalent(written, read, missing)) { return; }
    throw CommandFailure{ExitCode::usage,
                         fmt::format("error U101: {}: `{}` is read itself\n  = help: name another "
                                     "file for what was not taken",
                                     option, printable(written))};
}

void write_file(const fs::path& file, std::string_view bytes, Readers readers, NewName name) {
    std::error_code problem;
    const fs::file_status there = fs::status(file, problem);
    if (fs::is_directory(there)) { fail_creating(file, "it is a folder"); }
    if (fs::is_regular_file(there)) { keep_workspace(file); }
    if (fs::exists(there) && !fs::is_regular_file(there)) { return write_through(file, bytes); }
    fs::path beside = file;
    beside += ".part";
    try {
        write_beside(beside, bytes, file, readers);
        fs::rename(beside, file, problem);
        if (problem) { fail_creating(file, problem.message()); }
        if (name == NewName::lasting) { sync_folder(file.parent_path()); }
    } catch (const CommandFailure&) {
        fs::remove(beside, problem);
        throw;
    }
}

void replace_file(const fs::path& made, const fs::path& file) {
    {
        const Descriptor descriptor{::open(made.c_str(), O_RDONLY | O_CLOEXEC)};
        if (descriptor.get() < 0) { fail_writing(file); }
        if (::fsync(descriptor.get()) != 0 && errno != EINVAL) { fail_writing(file); }
    }
    std::error_code problem;
    fs::rename(made, file, problem);
    if (problem) { fail_creating(file, problem.message()); }
}

bool write_new_bytes(const fs::path& file, std::string_view bytes, Readers readers) {
    constexpr fs::perms others = fs::perms::group_all | fs::perms::others_all;
    std::error_code problem;
    const fs::file_status there = fs::symlink_status(file, problem);
    const bool readers_fit =
        readers == Readers::anybody || (there.permissions() & others) == fs::perms::none;
    if (fs::is_regular_file(there) && readers_fit && fs::file_size(file, problem) == bytes.size()) {
        std::ifstream input{file, std::ios::binary};
        const std::string before{std::istreambuf_iterator<char>{input}, {}};
        if (input && before == bytes) { return false; }
    }
    write_file(file, bytes, readers, NewName::with_its_folder);
    return true;
}

void write_output(const Context& context, const std::string& file, std::string_view bytes,
                  Readers readers) {
    if (file == "-") {
        context.out << bytes;
    } else {
        write_file(file, bytes, readers);
    }
}

void make_folder(const fs::path& folder) {
    if (folder == "-") {
        throw CommandFailure{ExitCode::usage,
                             "error U137: --out: `-` is no folder\n  = help: several files are "
                             "written: name a folder, or `./-`"};
    }
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (!fs::is_directory(folder, problem)) {
        fail_creating(folder, problem ? problem.message() : "it is no folder");
    }
}

ledger::Accounts chart_on(Session& session, Date day) {
    const Diagnostics gaps = session.rules.gaps(day);
    if (gaps.empty()) { return session.rules.accounts(day); }
    throw CommandFailure{
        ExitCode::configuration,
        fmt::format("error U322: the rules cannot keep books on {}: {}\n  = help: name a day that "
                    "they cover with --today, or rules that cover this one with --rules",
                    to_string(day), gaps.front().message)};
}

Date reading_day(Session& session, Date today) {
    if (session.rules.gaps(today).empty()) { return today; }
    Date newest = today;
    const auto entries = store::LedgerRepository{session.store, session.entity().code}.entries();
    if (!entries.empty()) { newest = entries.back().entry.on; }
    static_cast<void>(chart_on(session, newest));
    return newest;
}

void report(const Context& context, const Diagnostics& findings) {
    write_findings(context.err, findings, context.json ? Format::json : Format::text);
}

service::Progress progress_line(const Context& context, std::string what) {
    if (!context.err_is_terminal || context.quiet) {
        return [](std::size_t, std::size_t) {};
    }
    return [&err = context.err, what = std::move(what)](std::size_t done, std::size_t total) {
        const std::size_t step = std::max<std::size_t>(total / 100, 1);
        if (done % step != 0 && done != total) { return; }
        err << '\r' << what << ' ' << done << " of " << total << std::flush;
        if (done == total) { err << "\r\033[K" << std::flush; }
    };
}

bool confirm(const Context& context, const std::string& question, bool assumed) {
    if (assumed) { return true; }
    if (context.no_input) {
        throw CommandFailure{ExitCode::usage,
                             "error U120: this needs an answer, and --no-input was given\n  = "
                             "help: `--yes` answers for scripts"};
    }
    context.err << question << " [y/N] " << std::flush;
    std::string answer;
    if (!std::getline(context.in, answer)) {
        throw CommandFailure{ExitCode::usage,
                             "\nerror U120: this needs an answer, and there is nobody to ask\n  = "
                             "help: `--yes` answers for scripts"};
    }
    return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace mutua::cli
