#include "cli/line_breaks.hpp"
#include "cli/program.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>

namespace {

namespace cli = mutua::cli;

/// The one place that asks what day it is: MUTUA_TODAY, else the system. Nothing when the variable
/// is no day: a wrong clock would date documents wrongly.
std::optional<mutua::Date> today() {
    if (const char* given = std::getenv("MUTUA_TODAY")) { return mutua::parse_date(given); }
    return mutua::Date{date::floor<date::days>(std::chrono::system_clock::now())};
}

/// fr, nl, de or en from the environment, English otherwise.
std::string language() {
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (value == nullptr || *value == '\0') { continue; }
        const std::string code = std::string{value}.substr(0, 2);
        return mutua::cooperative::parse_language(code) ? code : "en";
    }
    return "en";
}

std::filesystem::path program_path(const char* fallback) {
    std::error_code problem;
    const auto path = std::filesystem::read_symlink("/proc/self/exe", problem);
    return problem ? std::filesystem::absolute(fallback) : path;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    const auto day = today();
    if (!day) {
        std::cerr << "error U112: MUTUA_TODAY is not a day\n  = help: write it like 2026-11-30\n";
        return static_cast<int>(cli::ExitCode::usage);
    }
    const bool err_is_terminal = ::isatty(STDERR_FILENO) == 1;
    cli::LineBreaks breaks{std::cerr};
    std::ostream terminal{&breaks};
    terminal.tie(&std::cout);
    std::ostream& err = err_is_terminal ? terminal : std::cerr;
    cli::Context context{std::cin, std::cout, err, *day, {}, {}, program_path(argv[0])};
    context.language = language();
    context.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
    context.err_is_terminal = err_is_terminal;
    return static_cast<int>(cli::run_program({argv + 1, argv + argc}, context));
}
