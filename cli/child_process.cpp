#include "cli/child_process.hpp"

#include "engine/core/contract.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

namespace mutua::cli {

namespace {

/// What is done to the descriptors of a child before it begins.
class FileActions {
public:
    FileActions() { require(::posix_spawn_file_actions_init(&actions_) == 0, "memory is left"); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }

    posix_spawn_file_actions_t* get() { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) { pointers.push_back(text.data()); }
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment(const std::vector<std::string>& without) {
    std::vector<std::string> kept;
    for (char** at = environ; *at != nullptr; ++at) {
        const std::string_view one{*at};
        const std::string_view name = one.substr(0, one.find('='));
        if (std::find(without.begin(), without.end(), name) == without.end()) {
            kept.emplace_back(one);
        }
    }
    return kept;
}

std::string everything_from(int descriptor) {
    std::string all;
    std::array<char, 65'536> piece{};
    while (true) {
        const ssize_t count = ::read(descriptor, piece.data(), piece.size());
        if (count < 0 && errno == EINTR) { continue; }
        if (count <= 0) { return all; }
        all.append(piece.data(), static_cast<std::size_t>(count));
    }
}

int exit_code_of(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        require(errno == EINTR, "a child that was started can be waited for");
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::optional<ChildAnswer> run_child(const std::vector<std::string>& arguments,
                                     const std::vector<std::string>& without) {
    require(!arguments.empty(), "a child is a program");
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) { return std::nullopt; }
    FileActions actions;
    ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(actions.get(), pipe[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(actions.get(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> texts = arguments;
    std::vector<std::string> variables = environment(without);
    pid_t child = 0;
    const int problem = ::posix_spawnp(&child, texts.front().c_str(), actions.get(), nullptr,
                                       pointers_to(texts).data(), pointers_to(variables).data());
    ::close(pipe[1]);
    ChildAnswer answer;
    if (problem == 0) {
        answer.out = everything_from(pipe[0]);
        answer.exit_code = exit_code_of(child);
    }
    ::close(pipe[0]);
    if (problem != 0) { return std::nullopt; }
    return answer;
}

}  // namespace mutua::cli
