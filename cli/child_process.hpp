#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mutua::cli {

/// How another program ended, and what it wrote to standard output.
struct ChildAnswer {
    int exit_code = 0;  ///< 128 and the signal, for one that was killed
    std::string out;
};

/// Runs a program that lies on the PATH and waits for it, without a shell: each argument arrives
/// as it is. It reads nothing, and what it complains about is not shown. Variables of the
/// environment that are named in `without` are not handed on.
/// Nothing when it cannot be started.
[[nodiscard]] std::optional<ChildAnswer> run_child(const std::vector<std::string>& arguments,
                                                   const std::vector<std::string>& without = {});

}  // namespace mutua::cli
