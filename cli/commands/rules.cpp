#include "cli/commands/rules.hpp"

#include "cli/commands/explain_code.hpp"
#include "cli/commands/rules_check.hpp"
#include "cli/commands/rules_eval.hpp"
#include "cli/commands/rules_explain.hpp"
#include "cli/commands/rules_papers.hpp"
#include "cli/commands/rules_test.hpp"
#include "cli/commands/rules_verify.hpp"

#include <algorithm>
#include <memory>
#include <ostream>

namespace mutua::cli {

namespace {

/// Shared by the commands and living as long as they do.
using Shared = std::shared_ptr<RulesContext>;

void add_check(const Command& rules, const Shared& context) {
    struct Options {
        std::string folder;
        bool strict = false;
        bool notes = false;
        bool run_time = false;
    };
    auto options = std::make_shared<Options>();
    const Command command = rules.command("check", "Read the rules and report what is wrong");
    command.example("mutua rules check rules --strict");
    command.option("DIR", options->folder, "Folder of the rule packs");
    command.flag("--strict", options->strict, "Warnings are errors");
    command.flag("--notes", options->notes, "Show each note at its place");
    command.flag("--run-time", options->run_time, "List where a row may still be rejected");
    command.calls([options, context] {
        const auto folder = folder_of(*context, options->folder);
        if (!folder) { return; }
        context->exit_code =
            rules_check({*folder, context->today(), options->strict, format_of(*context),
                         options->notes, options->run_time, context->language()},
                        context->out, context->err);
    });
}

void add_test(const Command& rules, const Shared& context) {
    struct Options {
        std::string folder;
        std::string only;
        bool coverage = false;
        bool mutate = false;
        bool all = false;
    };
    auto options = std::make_shared<Options>();
    const Command command = rules.command("test", "Run the tests in the rules");
    command.example("mutua rules test rules --only \"work bonus\"");
    command.option("DIR", options->folder, "Folder of the rule packs");
    command.option("--only", options->only, "Only tests whose title contains this");
    command.flag("--coverage", options->coverage, "Say what no test reaches");
    command.flag("--all", options->all,
                 "With --coverage: list every branch and bracket with its number of tests");
    command.flag("--mutate", options->mutate, "Say which changes no test notices");
    command.calls([options, context] {
        const auto folder = folder_of(*context, options->folder);
        if (!folder) { return; }
        context->exit_code =
            rules_test({*folder, context->today(), options->only, format_of(*context),
                        options->coverage, options->mutate, options->all, context->language()},
                       context->out, context->err);
    });
}

void add_verify(const Command& rules, const Shared& context) {
    auto options = std::make_shared<RulesVerifyOptions>();
    const Command command =
        rules.command("verify", "Compute random rows in three ways and compare every figure");
    command.example("mutua rules verify be.payslip --rows 100000");
    command.option("PACKAGES", options->packages, "Packages such as be.payslip (default: all)");
    command
        .option("--rows", options->rows,
                "Payslips in all, spread over packages, segments and edges (default 10000)")
        .between(1, 1'000'000'000);
    command.option("--seed", options->seed, "The same seed draws the same rows (default 1)");
    command
        .option("--threads", options->threads,
                "How many threads compute; the result is the same (default: one a core)")
        .between(1, 256);
    command.calls([options, context] {
        const auto folder = folder_of(*context, "");
        if (!folder) { return; }
        options->folder = *folder;
        options->today = context->today();
        options->format = format_of(*context);
        options->language = context->language();
        context->exit_code = rules_verify(*options, context->out, context->err);
    });
}

struct QuestionOptions {
    std::string package;
    std::string on;
    std::string input;
};

void add_question(const Command& command, QuestionOptions& options) {
    command.option("PACKAGE", options.package, "Package such as be.payslip").required();
    command
        .option("--on", options.on,
                "The day of payment, 2026-11-30; the work was done in its month")
        .required();
    command.option("--input", options.input, "Rows: a .json or .csv file, or - for JSON")
        .required();
}

void add_eval(const Command& rules, const Shared& context) {
    struct Options {
        QuestionOptions question;
        std::vector<std::string> figures;
        std::string solve;
        std::string target;
        std::string rejects;
    };
    auto options = std::make_shared<Options>();
    const Command command = rules.command("eval", "Compute figures for rows of inputs");
    command.example("mutua rules eval be.payslip --on 2026-11-30 --input rows.csv");
    add_question(command, options->question);
    command.option("--figures", options->figures, "Which figures, with commas between")
        .separated_by(',');
    command.option("--solve", options->solve, "Find this input instead, as --for asks");
    command.option("--for", options->target, "The figure that --solve shall give: net_pay=2000.00");
    command.option("--rejects", options->rejects,
                   "Write the bad rows of a CSV here, with line, code and reason, and compute the "
                   "others (exit 3)");
    command.calls([options, context] {
        const auto day = day_of(*context, "--on", options->question.on);
        const auto folder = day ? folder_of(*context, "") : std::nullopt;
        if (!folder) { return; }
        context->exit_code = rules_eval(
            {*folder, context->today(), options->question.package, *day, options->question.input,
             named_once(options->figures), options->solve, options->target, format_of(*context),
             options->rejects, context->checked_rules},
            context->in, context->out, context->err);
    });
}

void add_explain(const Command& rules, const Shared& context) {
    struct Options {
        QuestionOptions question;
        std::string figure;
        std::string identifier;
        FigureOptions how;
    };
    auto options = std::make_shared<Options>();
    const Command command = rules.command("explain", "Show where a figure comes from");
    command.example(
        "mutua rules explain be.payslip net_pay --on 2026-11-30 --input nov.csv --row 2");
    add_question(command, options->question);
    command.option("FIGURE", options->figure, "The figure to explain").required();
    command.option("--id", options->identifier, "CSV column that names a row (default: number)");
    add_figure_options(command, options->how,
                       "Which row, where there are several: its name or number");
    command.calls([options, context] {
        const auto day = day_of(*context, "--on", options->question.on);
        const auto folder = day ? folder_of(*context, "") : std::nullopt;
        if (!folder) { return; }
        context->exit_code =
            rules_explain({*folder, context->today(), options->question.package, options->figure,
                           *day, options->question.input, options->identifier, options->how,
                           context->language(), format_of(*context), context->checked_rules},
                          context->in, context->out, context->err);
    });
}

}  // namespace

std::optional<Date> day_of(RulesContext& context, const std::string& option,
                           const std::string& text) {
    const auto day = parse_date(text);
    if (day) { return day; }
    context.exit_code = Streams{context.out, context.err, format_of(context)}.refuse(
        {problem("U110", option + ": `" + text + "` is not a day", "write it like 2026-11-30")},
        ExitCode::usage);
    return std::nullopt;
}

std::optional<std::filesystem::path> folder_of(RulesContext& context, const std::string& named) {
    if (!named.empty()) { return named; }
    auto found = context.default_rules();
    if (found) { return *found; }
    write_findings(context.err, found.error(), Format::text);
    context.exit_code = ExitCode::configuration;
    return std::nullopt;
}

std::vector<std::string> named_once(const std::vector<std::string>& names) {
    std::vector<std::string> once;
    for (const std::string& name : names) {
        if (std::find(once.begin(), once.end(), name) == once.end()) { once.push_back(name); }
    }
    return once;
}

Format format_of(const RulesContext& context) {
    return context.json() ? Format::json : Format::text;
}

void add_rules_commands(const Command& app, const Command& explain, RulesContext context) {
    const auto shared = std::make_shared<RulesContext>(std::move(context));
    const Command rules =
        app.group("rules", "The rule packs: check, test, compute, explain, compare");
    add_check(rules, shared);
    add_test(rules, shared);
    add_verify(rules, shared);
    add_eval(rules, shared);
    add_explain(rules, shared);
    add_rules_papers(rules, shared);
    add_explain_code(explain, shared);
}

}  // namespace mutua::cli
