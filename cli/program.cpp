#include "cli/program.hpp"

#include "cli/commands/chosen.hpp"
#include "cli/commands/kept_rules.hpp"
#include "cli/commands/rules.hpp"
#include "cli/help_format.hpp"
#include "engine/core/nearest.hpp"
#include "engine/store/failure.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <ostream>
#include <system_error>

namespace mutua::cli {

namespace {

constexpr const char* about =
    "mutua: the engine of a shared enterprise. From declarations of work to\n"
    "invoices, payslips and the books, every figure from dated and sourced rules.\n"
    "\n"
    "Examples:\n"
    "  mutua init coop && cd coop               a workspace with an invented entity\n"
    "  mutua import declarations november.csv   facts in; twice changes nothing\n"
    "  mutua invoice plan --until 2026-11-30    what would happen; nothing is written\n"
    "  mutua quote --member M001 --price 450 --hours 15.2   what the member would get\n";

struct GlobalOptions {
    std::string workspace;
    std::string rules;
    std::string today;
    std::string language;
    std::string color = "auto";
};

void add_global_options(CLI::App& app, GlobalOptions& options, Context& context) {
    app.add_option("--workspace", options.workspace, "Folder of the workspace (default: upwards)");
    app.add_option("--rules", options.rules, "Folder of the rule packs");
    app.add_option("--today", options.today, "The day to work on, 2026-11-30 (or MUTUA_TODAY)");
    app.add_option(
        "--lang", options.language,
        "Language of the screen: fr nl de en; messages are English, and `mutua explain code` "
        "tells what each means in all four");
    app.add_option("--color", options.color, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    app.add_flag("--json", context.json, "Results as JSON");
    app.add_flag("--quiet", context.quiet, "Results only, no progress");
    app.add_flag("--no-input", context.no_input, "Never ask");
}

void apply_global_options(const GlobalOptions& options, Context& context) {
    if (!options.workspace.empty()) { context.workspace = options.workspace; }
    if (!options.rules.empty()) { context.rules = options.rules; }
    if (!options.today.empty()) {
        const auto day = parse_date(options.today);
        if (!day) {
            throw CommandFailure{ExitCode::usage,
                                 fmt::format("error U110: --today: `{}` is not a day\n  = help: "
                                             "write it like 2026-11-30",
                                             options.today)};
        }
        context.today = *day;
    }
    if (!options.language.empty()) {
        if (!cooperative::parse_language(options.language)) {
            throw CommandFailure{
                ExitCode::usage,
                fmt::format("error U111: --lang: `{}` is not spoken here\n  = help: write fr, nl, "
                            "de or en",
                            options.language)};
        }
        context.language = options.language;
    }
}

std::vector<std::string> command_names(const CLI::App& level) {
    std::vector<std::string> names;
    for (const CLI::App* sub : level.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(sub->get_name());
    }
    return names;
}

std::vector<std::string> option_names(const CLI::App& level) {
    std::vector<std::string> names;
    for (const CLI::Option* option : level.get_options()) {
        for (const std::string& name : option->get_lnames()) { names.push_back("--" + name); }
    }
    return names;
}

/// What is wrong with a command line, in words, and what to write instead.
struct UsageFault {
    std::string text;
    std::string help;
};

UsageFault mistyped(const std::string& name, const char* noun,
                    const std::vector<std::string>& known) {
    return {fmt::format("`{}` is not {} here", name, noun), mutua::did_you_mean(name, known)};
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) { text += (text.empty() ? "" : ", ") + name; }
    return text;
}

/// The first command or option that does not exist, or the command that is missing at the end;
/// nothing when the line is wrong in another way.
std::optional<UsageFault> unknown_word(const CLI::App& app,
                                       const std::vector<std::string>& arguments) {
    const CLI::App* level = &app;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string name = arguments[i].substr(0, arguments[i].find('='));
        if (name.starts_with("--")) {
            std::vector<std::string> known = option_names(*level);
            const std::vector<std::string> global = option_names(app);
            known.insert(known.end(), global.begin(), global.end());
            if (!contains(known, name)) { return mistyped(name, "an option", known); }
            const CLI::Option* option = level->get_option_no_throw(name);
            if (option == nullptr) { option = app.get_option_no_throw(name); }
            const bool takes_next = option != nullptr && option->get_expected_min() > 0 &&
                                    name.size() == arguments[i].size();
            i += takes_next ? 1 : 0;
            continue;
        }
        const std::vector<std::string> known = command_names(*level);
        if (name.starts_with('-') || known.empty()) { continue; }
        if (!contains(known, name)) { return mistyped(name, "a command", known); }
        level = level->get_subcommand(name);
    }
    const std::vector<std::string> commands = command_names(*level);
    if (commands.empty()) { return std::nullopt; }
    return UsageFault{"a command is missing", "write one of: " + listed(commands)};
}

ExitCode usage_error(const CLI::App& app, const std::vector<std::string>& arguments,
                     const CLI::ParseError& problem, const Context& context) {
    const UsageFault fault = unknown_word(app, arguments).value_or(UsageFault{problem.what(), ""});
    context.err << "error U101: " << fault.text << '\n';
    if (!fault.help.empty()) { context.err << "  = help: " << fault.help << '\n'; }
    context.err << "`mutua --help`, or `--help` behind a command, shows what it takes.\n";
    return ExitCode::usage;
}

ExitCode guarded(const Work& work, const Context& context) {
    try {
        return work(context);
    } catch (const CommandFailure& failure) {
        if (context.json && !failure.findings().empty()) {
            report(context, failure.findings());
        } else {
            context.err << failure.what() << '\n';
        }
        return failure.code();
    } catch (const store::StoreFailure& failure) {
        context.err << "error S030: " << failure.what() << '\n';
        if (failure.kind() == store::FailureKind::busy) { return ExitCode::try_later; }
        if (failure.kind() == store::FailureKind::text) { return ExitCode::bad_input; }
        return failure.kind() == store::FailureKind::disk ? ExitCode::io : ExitCode::unavailable;
    } catch (const ContractViolation& bug) {
        context.err << "error X001: " << bug.what()
                    << "\n  = help: this is a bug of mutua: please report this line\n";
        return ExitCode::bug;
    } catch (const std::exception& problem) {
        context.err << "error X002: " << problem.what() << '\n';
        return ExitCode::failed;
    }
}

/// Sees to it that what was printed has arrived: lost output must not look like success.
ExitCode delivered(const Context& context, ExitCode code) {
    errno = 0;
    context.out.flush();
    if (context.out) { return code; }
    const std::string why =
        errno == 0 ? "" : ": " + std::error_code{errno, std::generic_category()}.message();
    context.err << "error S020: standard output: cannot be written" << why
                << "\n  = help: make room, or send it elsewhere; what was done is done\n";
    return code == ExitCode::ok ? ExitCode::io : code;
}

void add_commands(const Command& app, Chosen& chosen) {
    add_init(app, chosen);
    add_import(app, chosen);
    add_quote(app, chosen);
    add_declare(app, chosen);
    add_account(app, chosen);
    add_review(app, chosen);
    add_invoice(app, chosen);
    add_payroll(app, chosen);
    add_filing(app, chosen);
    add_journal(app, chosen);
    add_client(app, chosen);
    add_ubl(app, chosen);
    add_verify(app, chosen);
}

/// The rules commands run while the command line is read: they are handed functions instead.
RulesContext rules_context(GlobalOptions& options, Context& context, ExitCode& exit_code) {
    return {[&]() -> Result<std::filesystem::path> {
                apply_global_options(options, context);
                std::optional<Workspace> workspace;
                const auto folder = context.workspace
                                        ? context.workspace
                                        : find_workspace(std::filesystem::current_path());
                if (folder && !context.rules) {
                    if (auto loaded = load_workspace(*folder)) { workspace = std::move(*loaded); }
                }
                return rules_folder(context, workspace);
            },
            [&](const std::string& digits) {
                apply_global_options(options, context);
                return kept_rules(context, digits);
            },
            [&] {
                apply_global_options(options, context);
                return context.today;
            },
            [&] { return context.json; },
            [&] {
                apply_global_options(options, context);
                return context.language;
            },
            context.in,
            context.out,
            context.err,
            exit_code,
            context.checked_rules};
}

}  // namespace

ExitCode run_program(std::vector<std::string> arguments, Context context) {
    CLI::App app{about, "mutua"};
    app.formatter(std::make_shared<HelpFormat>());
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", "mutua " MUTUA_VERSION);
    GlobalOptions options;
    Chosen chosen;
    ExitCode rules_exit = ExitCode::ok;
    add_global_options(app, options, context);
    add_commands(Command{app}, chosen);
    const Command explain =
        Command{app}.group("explain", "Where a figure comes from, and what a message means");
    add_explain_document(explain, chosen);
    add_rules_commands(Command{app}, explain, rules_context(options, context, rules_exit));
    const Work read = [&](const Context&) {
        try {
            std::vector<std::string> reversed{arguments.rbegin(), arguments.rend()};
            app.parse(std::move(reversed));
        } catch (const CLI::CallForHelp&) {
            context.out << app.help();
            return ExitCode::ok;
        } catch (const CLI::CallForVersion& version) {
            context.out << version.what() << '\n';
            return ExitCode::ok;
        } catch (const CLI::ParseError& problem) {
            return usage_error(app, arguments, problem, context);
        }
        if (!chosen.work) { return rules_exit; }
        apply_global_options(options, context);
        return chosen.work(context);
    };
    return delivered(context, guarded(read, context));
}

}  // namespace mutua::cli
