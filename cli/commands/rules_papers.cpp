#include "cli/commands/rules_papers.hpp"

#include "cli/commands/rules_dump.hpp"
#include "cli/commands/rules_fmt.hpp"

namespace mutua::cli {

namespace {

using Shared = std::shared_ptr<RulesContext>;

void add_fmt(const Command& rules, const Shared& context) {
    auto options = std::make_shared<RulesFmtOptions>();
    const Command command = rules.command("fmt", "Put rule files into their canonical form");
    command.option("PATH", options->paths,
                   "Files or folders (default: the rule packs); - for standard input");
    command.flag("--check", options->check, "Write nothing; exit 65 if a file would change");
    command.calls([options, context] {
        options->format = format_of(*context);
        if (options->paths.empty()) {
            const auto folder = folder_of(*context, "");
            if (!folder) { return; }
            options->paths.push_back(folder->string());
        }
        context->exit_code = rules_fmt(*options, context->in, context->out, context->err);
    });
}

void add_dump(const Command& rules, const Shared& context) {
    auto options = std::make_shared<RulesDumpOptions>();
    const Command command = rules.command("dump", "Print the checked rules as JSON");
    command.option("PACKAGE", options->package, "Package such as be.payslip (default: all)");
    command.option("--graph", options->graph, "What this rule reaches, as a graph in DOT");
    command.flag("--hash", options->hash, "The hashes of the ruleset and of each program");
    command.calls([options, context] {
        const auto folder = folder_of(*context, "");
        if (!folder) { return; }
        options->folder = *folder;
        options->today = context->today();
        options->format = format_of(*context);
        context->exit_code = rules_dump(*options, context->out, context->err);
    });
}

}  // namespace

void add_rules_papers(const Command& rules, const Shared& context) {
    add_fmt(rules, context);
    add_dump(rules, context);
}

}  // namespace mutua::cli
