#include "cli/commands/reason.hpp"

#include "cli/context.hpp"
#include "formats/tabular/csv_encoding.hpp"

#include <fmt/format.h>

namespace mutua::cli {

void prove_reason(const std::string& reason, const std::string& reader) {
    constexpr std::size_t longest = 500;
    const auto refuse = [](const char* code, const std::string& what, const char* help) {
        throw CommandFailure{ExitCode::bad_input,
                             fmt::format("error {}: --reason: {}\n  = help: {}", code, what, help)};
    };
    if (reason.find_first_not_of(" \t") == std::string::npos) {
        throw CommandFailure{
            ExitCode::usage,
            fmt::format("error U135: --reason is empty\n  = help: write why; {} reads it", reader)};
    }
    if (tabular::valid_utf8_prefix(reason) < reason.size()) {
        refuse("I002", "the bytes are not UTF-8", "write it on a terminal that is set to UTF-8");
    }
    if (tabular::find_control_character(reason) != std::string_view::npos) {
        refuse("I015", "a control character stands in it",
               "remove it; a line break is no part of a reason");
    }
    if (tabular::character_count(reason) > longest) {
        refuse("I102", fmt::format("is longer than {} characters", longest), "shorten it");
    }
}

}  // namespace mutua::cli
