#pragma once

#include "cli/context.hpp"

#include <string>
#include <vector>

namespace mutua::cli {

/// Reads a command line and does what it asks, with the streams and the day of `context`.
/// `arguments` are those behind the program's name. Everything that can go wrong is told on
/// context.err and becomes an exit code; nothing is thrown.
[[nodiscard]] ExitCode run_program(std::vector<std::string> arguments, Context context);

}  // namespace mutua::cli
