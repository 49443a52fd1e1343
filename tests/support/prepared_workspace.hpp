#pragma once

#include "engine/core/contract.hpp"
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

/// A workspace for tests of commands: made once, copied for each test. Members and clients are
/// those of fixtures/payslips/artist-two-engagements: M-0043 and C-001.
namespace mutua::test {

inline const std::filesystem::path hand_worked_case =
    std::filesystem::path{MUTUA_SOURCE_DIR} / "fixtures" / "payslips" / "artist-two-engagements";

inline const std::filesystem::path& master_workspace() {
    static const TemporaryFolder folder;
    static const bool made = [] {
        const auto run = [](std::vector<std::string> arguments) {
            const Ran ran = run_mutua(folder.path(), "2026-11-02", std::move(arguments));
            require(ran.exit_code == 0, "the workspace of the tests can be prepared");
        };
        run({"init", folder.path().string()});
        run({"import", "members", (hand_worked_case / "members.csv").string()});
        run({"import", "clients", (hand_worked_case / "clients.csv").string()});
        return true;
    }();
    static_cast<void>(made);
    return folder.path();
}

class PreparedWorkspace {
public:
    PreparedWorkspace() : PreparedWorkspace(master_workspace()) {}
    /// A copy of a workspace.
    explicit PreparedWorkspace(const std::filesystem::path& model) {
        std::filesystem::copy(model, folder_.path(),
                              std::filesystem::copy_options::recursive |
                                  std::filesystem::copy_options::overwrite_existing);
    }

    [[nodiscard]] std::filesystem::path path() const { return folder_.path(); }
    [[nodiscard]] std::string store() const { return file_bytes(path() / "mutua.db"); }

    /// Runs a command on 2 November 2026.
    Ran run(std::vector<std::string> arguments, const std::string& input = "") const {
        return run_mutua(path(), "2026-11-02", std::move(arguments), input);
    }
    Ran run_on(const char* today, std::vector<std::string> arguments,
               const std::string& input = "") const {
        return run_mutua(path(), today, std::move(arguments), input);
    }

    /// Runs a command whose results a person reads on a terminal.
    Ran show(std::vector<std::string> arguments) const {
        return run_mutua(path(), "2026-11-02", std::move(arguments), "", Reader::person);
    }

    /// Writes a file into the workspace and gives its name as messages show it.
    [[nodiscard]] std::string file(const std::string& name, const std::string& bytes) const {
        return folder_.write(name, bytes);
    }

private:
    TemporaryFolder folder_;
};

}  // namespace mutua::test
