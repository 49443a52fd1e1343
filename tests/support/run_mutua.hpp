#pragma once

#include "cli/program.hpp"
#include "engine/core/contract.hpp"
#include "engine/core/date.hpp"
#include "tests/support/cooperative_rules.hpp"

#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace mutua::test {

/// What a command printed, and how it ended.
struct Ran {
    int exit_code = 0;
    std::string out;
    std::string err;
};

/// Who reads what a command prints.
enum class Reader { program, person };

/// Runs one command of the program in a workspace, on a day, without a terminal unless a person
/// reads.
inline Ran run_mutua(const std::filesystem::path& workspace, const std::string& today,
                     std::vector<std::string> arguments, const std::string& input = "",
                     Reader reader = Reader::program) {
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream err;
    const auto day = parse_date(today);
    require(day.has_value(), "a test names a day");
    cli::Context context{in, out, err, *day, workspace, cooperative_rules_folder(), {}};
    static std::map<std::string, ruleset::Ruleset> checked_rules;
    context.checked_rules = &checked_rules;
    context.out_is_terminal = reader == Reader::person;
    const cli::ExitCode code = cli::run_program(std::move(arguments), context);
    return {static_cast<int>(code), out.str(), err.str()};
}

}  // namespace mutua::test
