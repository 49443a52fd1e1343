#include "cli/help_format.hpp"

#include "cli/line_breaks.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace mutua::cli {

namespace {

/// Where CLI11 begins to say what an option or a command is about.
constexpr std::size_t about_column = 30;

/// What is said of an option goes on below where it began.
std::size_t indent_below(std::string_view line) {
    const bool in_list = line.starts_with("  ") && line.size() > about_column &&
                         line[about_column - 1] == ' ' && line[about_column] != ' ';
    return in_list ? about_column : std::min(line.find_first_not_of(' '), line.size());
}

}  // namespace

HelpFormat::HelpFormat() {
    column_width(about_column);
    label("UINT", "NUMBER");
}

std::string HelpFormat::make_help(const CLI::App* app, std::string name,
                                  CLI::AppFormatMode mode) const {
    const std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
    std::string made;
    for (std::string_view rest = help; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        made += broken_line(std::string{line}, indent_below(line)) + "\n";
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return made;
}

std::string HelpFormat::make_description(const CLI::App* app) const {
    const std::string example = app->get_footer();
    return CLI::Formatter::make_description(app) +
           (example.empty() ? "" : "\n  " + example + "\n\n");
}

std::string HelpFormat::make_footer(const CLI::App* /*app*/) const { return ""; }

std::string HelpFormat::make_group(std::string group, bool is_positional,
                                   std::vector<const CLI::Option*> options) const {
    if (!is_positional) {
        std::erase_if(options, [](const CLI::Option* one) { return one->get_positional(); });
    }
    return CLI::Formatter::make_group(std::move(group), is_positional, std::move(options));
}

}  // namespace mutua::cli
