#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace mutua::cli {

/// The help of a command as CLI11 writes it, broken to fit a terminal of 80 columns: what an option
/// is about goes on below where it began.
class HelpFormat : public CLI::Formatter {
public:
    HelpFormat();
    std::string make_help(const CLI::App* app, std::string name,
                          CLI::AppFormatMode mode) const override;
    /// With the example, which CLI11 keeps as the footer.
    std::string make_description(const CLI::App* app) const override;
    std::string make_footer(const CLI::App* app) const override;
    /// What can be named by its place is listed there only.
    std::string make_group(std::string group, bool is_positional,
                           std::vector<const CLI::Option*> options) const override;
};

}  // namespace mutua::cli
