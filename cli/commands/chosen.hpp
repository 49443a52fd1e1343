#pragma once

#include "cli/command_line.hpp"
#include "cli/context.hpp"

#include <functional>
#include <utility>

namespace mutua::cli {

/// The work that a command line asks for: set while it is read, done once all of it is known.
using Work = std::function<ExitCode(const Context&)>;

struct Chosen {
    Work work;
};

void add_init(const Command& app, Chosen& chosen);
void add_import(const Command& app, Chosen& chosen);
void add_quote(const Command& app, Chosen& chosen);
void add_declare(const Command& app, Chosen& chosen);
void add_account(const Command& app, Chosen& chosen);
void add_review(const Command& app, Chosen& chosen);
void add_invoice(const Command& app, Chosen& chosen);
void add_payroll(const Command& app, Chosen& chosen);
void add_filing(const Command& app, Chosen& chosen);
void add_journal(const Command& app, Chosen& chosen);
/// `payslip`, `invoice` and `declaration` below `explain`.
void add_explain_document(const Command& explain, Chosen& chosen);
void add_client(const Command& app, Chosen& chosen);
void add_ubl(const Command& app, Chosen& chosen);
void add_verify(const Command& app, Chosen& chosen);

}  // namespace mutua::cli
