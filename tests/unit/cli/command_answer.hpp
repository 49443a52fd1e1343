#pragma once

#include "cli/exit_code.hpp"

#include <sstream>
#include <string>

namespace mutua::cli::testing {

/// What a command prints and how it ends, when it is called without the frame of the program.
struct Answer {
    ExitCode code;
    std::string out;
    std::string err;
};

/// The answer of `command(in, out, err)` to a standard input.
template <typename Command>
Answer answer_of(const Command& command, const std::string& standard_input) {
    std::istringstream in{standard_input};
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code = command(in, out, err);
    return {code, out.str(), err.str()};
}

}  // namespace mutua::cli::testing
