#include "cli/access_point.hpp"

#include "engine/store/delivery_repository.hpp"
#include "formats/outbox/rest_access_point.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace mutua::cli {

namespace {

using settlement::DeliveryMode;

[[noreturn]] void refuse_setting(const char* code, const std::string& what,
                                 const std::string& help) {
    throw CommandFailure{ExitCode::configuration, Diagnostics{problem(code, what, help)}};
}

[[noreturn]] void refuse_token(const std::filesystem::path& file, const std::string& what,
                               const std::string& help) {
    throw CommandFailure{ExitCode::configuration,
                         Diagnostics{problem("U183", what, help, {file.string(), 0, 0, 0})}};
}

/// A file that is closed whatever happens.
class TokenFile {
public:
    explicit TokenFile(const std::filesystem::path& file)
        : descriptor_{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)} {
        if (descriptor_ < 0) {
            const std::string why = std::error_code{errno, std::generic_category()}.message();
            refuse_token(file, "the token cannot be read: " + why,
                         "write the access point's secret into it, or mend `token_file` in "
                         "mutua.toml");
        }
    }
    TokenFile(const TokenFile&) = delete;
    TokenFile& operator=(const TokenFile&) = delete;
    ~TokenFile() { ::close(descriptor_); }

    /// Errors: a file that others may read.
    void prove_private(const std::filesystem::path& file) const {
        struct stat found {};
        if (::fstat(descriptor_, &found) != 0 || !S_ISREG(found.st_mode)) {
            refuse_token(file, "the token is no ordinary file", "write it into a file of its own");
        }
        if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
            refuse_token(file, "the token can be read by others",
                         fmt::format("run `chmod 600 {}`, and ask the access point for a new token "
                                     "if others may have seen this one",
                                     file.string()));
        }
    }

    /// The first bytes: enough for any token.
    [[nodiscard]] std::string beginning() const {
        constexpr std::size_t longest = 4'096;
        std::string bytes(longest, '\0');
        const ssize_t count = ::read(descriptor_, bytes.data(), bytes.size());
        bytes.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
        return bytes;
    }

private:
    int descriptor_;
};

std::string access_token(const std::filesystem::path& file) {
    const TokenFile token{file};
    token.prove_private(file);
    std::string text = token.beginning();
    while (text.ends_with('\n') || text.ends_with('\r')) { text.pop_back(); }
    const bool is_one_word =
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (!text.empty() && is_one_word) { return text; }
    refuse_token(file, "the file is not one line with a token",
                 "write the secret alone, as the access point gave it");
}

/// Trials and real documents never meet in one store.
void prove_store(Session& session, DeliveryMode mode) {
    const DeliveryMode other =
        mode == DeliveryMode::live ? DeliveryMode::sandbox : DeliveryMode::live;
    if (!store::DeliveryRepository{session.store, session.entity().code}.was_used(other)) {
        return;
    }
    if (mode == DeliveryMode::live) {
        refuse_setting("U185", "this store has sent invoices for trial: real ones have another",
                       "make a workspace for real invoices with `mutua init DIR`");
    }
    refuse_setting("U185", "this store has sent real invoices: it is no place for trials",
                   "write `sandbox = false` in mutua.toml, or make a workspace for trials with "
                   "`mutua init DIR`");
}

void prove_sandbox(const AccessPointSettings& settings, bool is_loopback) {
    if (is_loopback || settings.is_test) { return; }
    refuse_setting("U181",
                   "a sandbox does not reach " + settings.url +
                       ", which may bring invented invoices to real receivers",
                   "write `test = true` below [access_point] if it is a system for trials; else "
                   "name an access point on this machine");
}

void prove_live(const Session& session, const AccessPointSettings& settings, Errand errand) {
    if (settings.is_test) {
        refuse_setting("U185", "real invoices would go to a system for trials, and be lost",
                       "remove `test = true` below [access_point] with its url, or write `sandbox "
                       "= true`");
    }
    if (session.entity().enterprise_number.text() == invented_enterprise_number) {
        refuse_setting("U185", "the entity is the invented one that `mutua init` wrote",
                       "write your own entity in mutua.toml of a new workspace");
    }
    if (errand == Errand::sending) {
        throw CommandFailure{
            ExitCode::usage,
            Diagnostics{problem("U180", "this would send real invoices to their receivers",
                                "look at them with --dry-run; `mutua invoice send --live` sends "
                                "them")}};
    }
}

}  // namespace

OpenAccessPoint open_access_point(Session& session, Errand errand) {
    if (session.workspace.sandbox && errand == Errand::sending_live) {
        throw CommandFailure{
            ExitCode::usage,
            Diagnostics{problem("U189", "--live: this workspace is a sandbox",
                                "leave --live out; for real invoices make a workspace with your "
                                "own entity, and write `sandbox = false` in its mutua.toml")}};
    }
    if (!session.workspace.access_point) {
        refuse_setting("U182", "mutua.toml names no access point",
                       "write its section [access_point], as the template of `mutua init` shows");
    }
    const AccessPointSettings& settings = *session.workspace.access_point;
    if (!outbox::is_safe_address(settings.url)) {
        refuse_setting("U184", "access_point.url is not an https address",
                       "write it like https://ap.example/v1, without user, password or `?`; http "
                       "goes to this machine only");
    }
    const DeliveryMode mode =
        session.workspace.sandbox ? DeliveryMode::sandbox : DeliveryMode::live;
    if (mode == DeliveryMode::sandbox) {
        prove_sandbox(settings, outbox::parse_web_address(settings.url)->is_loopback);
    } else {
        prove_live(session, settings, errand);
    }
    prove_store(session, mode);
    constexpr std::int64_t milliseconds = 1'000;
    return {std::make_unique<outbox::RestAccessPoint>(
                outbox::RestSettings{settings.url, access_token(settings.token_file), mode,
                                     settings.timeout_seconds * milliseconds}),
            mode, settings.url.substr(0, settings.url.find_last_not_of('/') + 1)};
}

SenderLock::SenderLock(const Workspace& workspace)
    : descriptor_{::open((workspace.folder / configuration_name).c_str(), O_RDONLY | O_CLOEXEC)} {
    if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) { return; }
    if (descriptor_ >= 0) { ::close(descriptor_); }
    throw CommandFailure{
        ExitCode::try_later,
        Diagnostics{problem("S623", "another command is sending from this workspace",
                            "run it again when that one has ended")}};
}

SenderLock::~SenderLock() { ::close(descriptor_); }

}  // namespace mutua::cli
