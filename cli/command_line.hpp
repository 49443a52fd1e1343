#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace mutua::cli {

/// What may be said further of an option or argument of a command.
class CommandOption {
public:
    explicit CommandOption(CLI::Option& option) : option_{&option} {}

    CommandOption& required();
    /// Other words are refused (64), and the help lists these.
    CommandOption& one_of(std::vector<std::string> words);
    CommandOption& between(std::size_t low, std::size_t high);
    /// Several values in one word: `--figures a,b`.
    CommandOption& separated_by(char mark);
    /// What the help shows as the default.
    CommandOption& shows_default(const std::string& text);

private:
    CLI::Option* option_;
};

/// One command while the program is put together: its name, what it takes, what it does. Commands
/// are written against this, so that only a few files of this folder read CLI11, which is slow to
/// compile.
class Command {
public:
    explicit Command(CLI::App& app) : app_{&app} {}

    /// A command below this one.
    [[nodiscard]] Command command(const std::string& name, const std::string& about) const;
    /// A command that does nothing but hold others.
    [[nodiscard]] Command group(const std::string& name, const std::string& about) const;

    /// "--month" or "-o,--output" is an option, "file" an argument; the target lives as long as the
    /// command line is read.
    CommandOption option(const std::string& names, std::string& target,
                         const std::string& about) const;
    CommandOption option(const std::string& names, std::vector<std::string>& target,
                         const std::string& about) const;
    CommandOption option(const std::string& names, std::size_t& target,
                         const std::string& about) const;
    void flag(const std::string& names, bool& target, const std::string& about) const;
    /// A line that people can copy; the help shows it first.
    void example(const std::string& line) const;
    /// An option that was added before must be given.
    void needs(const std::string& name) const;

    /// What is done once the command was chosen and the whole line was read.
    void calls(std::function<void()> work) const;

private:
    CLI::App* app_;
};

}  // namespace mutua::cli
