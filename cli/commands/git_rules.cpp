#include "cli/commands/git_rules.hpp"

#include "cli/child_process.hpp"
#include "engine/core/contract.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace mutua::cli {

namespace {

using ruleset::SourceFile;

/// A file of a tree, and where git keeps its bytes.
struct Blob {
    std::string path;
    std::string object;
};

/// Asks git about the repository around a folder. Where this program itself is called by git, the
/// repository of that call is another matter.
class Repository {
public:
    explicit Repository(std::string folder) : folder_{std::move(folder)} {}

    [[nodiscard]] std::optional<ChildAnswer> ask(const std::vector<std::string>& question) const {
        std::vector<std::string> arguments{"git", "-C", folder_};
        arguments.insert(arguments.end(), question.begin(), question.end());
        return run_child(arguments, {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"});
    }

    /// What git answers on one line; nothing when it fails.
    [[nodiscard]] std::optional<std::string> line(const std::vector<std::string>& question) const {
        auto answer = ask(question);
        if (!answer || answer->exit_code != 0) { return std::nullopt; }
        while (answer->out.ends_with('\n')) { answer->out.pop_back(); }
        return std::move(answer->out);
    }

    /// The files that belong to rule packs, in a tree.
    [[nodiscard]] std::vector<Blob> rule_files(const std::string& tree) const {
        std::vector<Blob> blobs;
        const auto answer = ask({"ls-tree", "-r", "-z", "--full-tree", tree});
        if (!answer || answer->exit_code != 0) { return blobs; }
        std::string_view rest = answer->out;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\0'), rest.size());
            if (auto blob = blob_of(rest.substr(0, end))) { blobs.push_back(std::move(*blob)); }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return blobs;
    }

private:
    /// "100644 blob OBJECT\tPATH"
    static std::optional<Blob> blob_of(std::string_view entry) {
        constexpr std::string_view plain = "100";
        const std::size_t tab = entry.find('\t');
        if (tab == std::string_view::npos || !entry.starts_with(plain)) { return std::nullopt; }
        const std::string_view path = entry.substr(tab + 1);
        if (!path.ends_with(".rules") && !path.ends_with(".csv")) { return std::nullopt; }
        const std::string_view head = entry.substr(0, tab);
        return Blob{std::string{path}, std::string{head.substr(head.rfind(' ') + 1)}};
    }

    std::string folder_;
};

bool holds_rules(const std::vector<Blob>& blobs) {
    return std::any_of(blobs.begin(), blobs.end(),
                       [](const Blob& one) { return one.path.ends_with(".rules"); });
}

}  // namespace

Result<std::vector<SourceFile>> rules_at_revision(const std::filesystem::path& folder,
                                                  const std::string& revision) {
    const std::string shown = "git:" + revision;
    const Repository repository{folder.string()};
    if (!repository.ask({"--version"})) {
        return Diagnostics{problem("U152", shown + ": the git program cannot be started",
                                   "install git, or compare folders")};
    }
    auto prefix = repository.line({"rev-parse", "--show-prefix"});
    if (!prefix) {
        return Diagnostics{problem("U153", shown + ": " + folder.string() + " is in no repository",
                                   "name rules in one: `--rules DIR`")};
    }
    const auto commit = repository.line(
        {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    if (!commit) {
        return Diagnostics{problem("U153",
                                   shown + ": the repository of " + folder.string() +
                                       " has no revision `" + revision + "`",
                                   "write a branch, a tag or a commit that `git log` shows")};
    }
    if (prefix->ends_with('/')) { prefix->pop_back(); }
    const std::vector<Blob> blobs =
        repository.rule_files(prefix->empty() ? *commit : *commit + ":" + *prefix);
    if (!holds_rules(blobs)) {
        return Diagnostics{
            problem("S002", shown + ": no `.rules` file lay below " + folder.string() + " then",
                    "name the folder that held the rule packs at that revision: `--rules DIR`")};
    }
    std::vector<SourceFile> files;
    for (const Blob& blob : blobs) {
        auto bytes = repository.ask({"cat-file", "blob", blob.object});
        require(bytes && bytes->exit_code == 0, "git gives the bytes of a file that it lists");
        files.push_back({blob.path, std::move(bytes->out)});
    }
    std::sort(files.begin(), files.end(), [](const SourceFile& left, const SourceFile& right) {
        return left.path < right.path;
    });
    return files;
}

}  // namespace mutua::cli
