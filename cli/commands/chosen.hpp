#pragma once

#include "cli/context.hpp"

#include <functional>
#include <utility>

namespace CLI {
class App;
}

namespace mutua::cli {

/// The work that a command line asks for: set while it is read, done once all of it is known.
using Work = std::function<ExitCode(const Context&)>;

struct Chosen {
    Work work;
};

void add_init(CLI::App& app, Chosen& chosen);
void add_import(CLI::App& app, Chosen& chosen);
void add_quote(CLI::App& app, Chosen& chosen);
void add_declare(CLI::App& app, Chosen& chosen);
void add_account(CLI::App& app, Chosen& chosen);
void add_review(CLI::App& app, Chosen& chosen);
void add_invoice(CLI::App& app, Chosen& chosen);
void add_payroll(CLI::App& app, Chosen& chosen);
void add_journal(CLI::App& app, Chosen& chosen);
void add_verify(CLI::App& app, Chosen& chosen);

}  // namespace mutua::cli
