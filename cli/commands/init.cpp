#include "cli/commands/init.hpp"

#include "cli/commands/chosen.hpp"
#include "engine/store/failure.hpp"

#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace mutua::cli {

namespace fs = std::filesystem;

namespace {

void create_store(const fs::path& file) {
    try {
        static_cast<void>(store::Store::create(file));
    } catch (const store::StoreFailure& failure) {
        throw CommandFailure{ExitCode::cannot_create,
                             fmt::format("{}: error S011: {}", file.string(), failure.what())};
    }
}

}  // namespace

ExitCode init(const Context& context, const fs::path& folder) {
    const fs::path configuration = folder / configuration_name;
    if (fs::exists(configuration)) {
        const Result<Workspace> workspace = load_workspace(folder);
        if (!workspace) { throw CommandFailure{ExitCode::configuration, workspace.error()}; }
        if (!fs::exists(workspace->store)) {
            create_store(workspace->store);
            context.out << "Made the missing store " << workspace->store.filename().string()
                        << ".\n";
            return ExitCode::ok;
        }
        context.out << folder.string() << " is a workspace already: nothing changed.\n";
        return ExitCode::ok;
    }
    std::error_code problem;
    if (fs::exists(folder) && !fs::is_empty(folder, problem)) {
        throw CommandFailure{
            ExitCode::cannot_create,
            fmt::format("{}: error S012: the folder is not empty, and is no workspace\n  = help: "
                        "name a new or an empty folder",
                        folder.string())};
    }
    fs::create_directories(folder, problem);
    if (problem) {
        throw CommandFailure{ExitCode::cannot_create,
                             fmt::format("{}: error S012: the folder cannot be made: {}",
                                         folder.string(), problem.message())};
    }
    // The store first: a folder with a configuration counts as a workspace.
    create_store(folder / "mutua.db");
    write_file(configuration, configuration_template());
    context.out << "Made a workspace in " << folder.string()
                << ".\nIts legal entity is invented: edit mutua.toml before anything is sent.\n";
    return ExitCode::ok;
}

void add_init(const Command& app, Chosen& chosen) {
    const Command command = app.command("init", "Make a workspace: configuration and empty store");
    auto folder = std::make_shared<std::string>(".");
    command.option("folder", *folder, "A new or an empty folder (default: this one)");
    command.calls([&chosen, folder] {
        chosen.work = [folder](const Context& context) { return init(context, *folder); };
    });
}

}  // namespace mutua::cli
