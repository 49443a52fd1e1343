#include "cli/commands/rules_papers.hpp"

#include "cli/commands/rules_diff.hpp"
#include "cli/commands/rules_doc.hpp"
#include "cli/commands/rules_dump.hpp"
#include "cli/commands/rules_fmt.hpp"
#include "cli/commands/rules_reviews.hpp"

#include <ostream>

namespace mutua::cli {

namespace {

using Shared = std::shared_ptr<RulesContext>;

void add_fmt(const Command& rules, const Shared& context) {
    auto options = std::make_shared<RulesFmtOptions>();
    const Command command = rules.command("fmt", "Put rule files into their canonical form");
    command.example("mutua rules fmt --check rules");
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
    command.example("mutua rules dump be.payslip --graph net_pay | dot -Tsvg > net_pay.svg");
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

/// The last day of `--month`, or the day of `--on`; false after saying what is wrong with it.
bool set_day(RulesContext& context, const std::string& month, const std::string& on,
             std::optional<Date>& day) {
    if (!on.empty()) {
        day = day_of(context, "--on", on);
        return day.has_value();
    }
    if (month.empty()) { return true; }
    const auto first = parse_date(month + "-01");
    if (first) {
        day = Date{first->year() / first->month() / date::last};
        return true;
    }
    context.exit_code = Streams{context.out, context.err, format_of(context)}.refuse(
        {problem("U110", "--month: `" + month + "` is no month", "write it like 2026-11")},
        ExitCode::usage);
    return false;
}

void add_diff(const Command& rules, const Shared& context) {
    struct Options {
        RulesDiffOptions diff;
        std::string month;
        std::string on;
    };
    auto options = std::make_shared<Options>();
    const Command command = rules.command("diff", "Say what changed between two rulesets");
    command.example("mutua rules diff 2026-06-30 2026-07-01 --input rows.csv");
    command
        .option("A", options->diff.before,
                "Rule folder; git:REV, the rule packs at that revision; sha256:… or its first "
                "digits, rules of the store; each with or without @DATE. A day alone: the rule "
                "packs on it")
        .required();
    command.option("B", options->diff.after, "The same, for the new side").required();
    command.option("--input", options->diff.input, "Rows (.csv, .json): the effect on them too");
    command.option("--month", options->month, "The month of the rows, 2026-11");
    command.option("--on", options->on, "Or the day of every clock, 2026-11-30");
    command.option("--package", options->diff.package,
                   "Package of the rows (default: the one that knows columns and figures)");
    command.option("--figures", options->diff.figures, "Which figures, with commas between")
        .separated_by(',');
    command.option("--id", options->diff.identifier, "CSV column that names a row (default: line)");
    command.option("--examples", options->diff.examples, "Largest changes shown for a figure")
        .between(0, 1'000'000)
        .shows_default("5");
    command.calls([options, context] {
        if (!set_day(*context, options->month, options->on, options->diff.on)) { return; }
        options->diff.default_rules = context->default_rules;
        options->diff.kept_rules = context->kept_rules;
        options->diff.today = context->today();
        options->diff.figures = named_once(options->diff.figures);
        options->diff.format = format_of(*context);
        options->diff.language = context->language();
        context->exit_code = rules_diff(options->diff, context->in, context->out, context->err);
    });
}

void add_doc(const Command& rules, const Shared& context) {
    auto out = std::make_shared<std::string>();
    const Command command = rules.command("doc", "Write an HTML page for each package");
    command.example("mutua rules doc --out pages");
    command.option("--out", *out, "Folder of the pages").required();
    command.calls([out, context] {
        const auto folder = folder_of(*context, "");
        if (!folder) { return; }
        context->exit_code = rules_doc({*folder, context->today(), *out, context->language()},
                                       context->out, context->err);
    });
}

void add_reviews(const Command& rules, const Shared& context) {
    struct Options {
        std::string until;
        bool provisional = false;
    };
    auto options = std::make_shared<Options>();
    const Command command = rules.command("reviews", "What is to be looked up again, and by when");
    command.example("mutua rules reviews --until 2026-12-31");
    command.option("--until", options->until, "Only what is due by this day, 2026-12-31");
    command.flag("--provisional", options->provisional,
                 "Only what stands in for a figure that is not known");
    command.calls([options, context] {
        const auto folder = folder_of(*context, "");
        if (!folder) { return; }
        std::optional<Date> until;
        if (!options->until.empty()) {
            until = day_of(*context, "--until", options->until);
            if (!until) { return; }
        }
        context->exit_code = rules_reviews(
            {*folder, context->today(), until, options->provisional, format_of(*context)},
            context->out, context->err);
    });
}

}  // namespace

void add_rules_papers(const Command& rules, const Shared& context) {
    add_fmt(rules, context);
    add_dump(rules, context);
    add_diff(rules, context);
    add_doc(rules, context);
    add_reviews(rules, context);
}

}  // namespace mutua::cli
