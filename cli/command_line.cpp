#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>

#include <utility>

namespace mutua::cli {

CommandOption& CommandOption::required() {
    option_->required();
    return *this;
}

CommandOption& CommandOption::one_of(std::vector<std::string> words) {
    option_->check(CLI::IsMember(std::move(words)));
    return *this;
}

CommandOption& CommandOption::between(std::size_t low, std::size_t high) {
    option_->check(CLI::Range(low, high).description(""));  // the help says it in words
    return *this;
}

CommandOption& CommandOption::separated_by(char mark) {
    option_->delimiter(mark);
    return *this;
}

CommandOption& CommandOption::shows_default(const std::string& text) {
    option_->default_str(text);
    return *this;
}

Command Command::command(const std::string& name, const std::string& about) const {
    return Command{*app_->add_subcommand(name, about)};
}

Command Command::group(const std::string& name, const std::string& about) const {
    CLI::App* made = app_->add_subcommand(name, about);
    made->require_subcommand(1);
    return Command{*made};
}

CommandOption Command::option(const std::string& names, std::string& target,
                              const std::string& about) const {
    return CommandOption{*app_->add_option(names, target, about)};
}

CommandOption Command::option(const std::string& names, std::vector<std::string>& target,
                              const std::string& about) const {
    return CommandOption{*app_->add_option(names, target, about)};
}

CommandOption Command::option(const std::string& names, std::size_t& target,
                              const std::string& about) const {
    return CommandOption{*app_->add_option(names, target, about)};
}

void Command::flag(const std::string& names, bool& target, const std::string& about) const {
    app_->add_flag(names, target, about);
}

void Command::example(const std::string& line) const { app_->footer(line); }

void Command::needs(const std::string& name) const { app_->get_option(name)->required(); }

void Command::calls(std::function<void()> work) const { app_->callback(std::move(work)); }

}  // namespace mutua::cli
