#include "cli/commands/batch.hpp"

#include "cli/import_checks.hpp"
#include "cli/output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>

namespace mutua::cli {

namespace {

/// What the rules could not compute has a code of the family E.
bool is_refusal(const settlement::PlanWarning& warning) {
    return warning.severity == Severity::error || warning.code.starts_with('E');
}

/// A warning about documents, by what they are called.
Diagnostic told_about(const settlement::PlanWarning& warning, const std::string& keys) {
    Diagnostic told =
        problem(warning.code, keys + ": " + warning.text, one_way_a_line(warning.help));
    if (!is_refusal(warning)) { told.severity = Severity::warning; }
    return told;
}

/// One after the other, for programs.
void report_warnings(const Context& context, const std::vector<settlement::PlanWarning>& warnings) {
    Diagnostics told;
    for (const auto& warning : warnings) { told.push_back(told_about(warning, warning.key)); }
    report(context, told);
}

}  // namespace

void tell_warnings(const Context& context, const std::vector<settlement::PlanWarning>& warnings) {
    constexpr std::size_t told_one_by_one = 5;
    if (context.json) { return report_warnings(context, warnings); }
    std::map<std::pair<std::string, std::string>, std::vector<const settlement::PlanWarning*>>
        kinds;
    for (const auto& warning : warnings) {
        kinds[{warning.code, warning.text}].push_back(&warning);
    }
    for (const auto& [kind, alike] : kinds) {
        std::vector<std::string> keys;
        for (const auto* one : alike) { keys.push_back(one->key); }
        const settlement::PlanWarning& first = *alike.front();
        context.err << to_string(told_about(first, first_names(keys, told_one_by_one))) << '\n';
    }
}

bool has_refusal(const std::vector<settlement::PlanWarning>& warnings) {
    return std::any_of(warnings.begin(), warnings.end(),
                       [](const settlement::PlanWarning& one) { return is_refusal(one); });
}

void refuse_choice(const BatchOptions& options, const char* name, const std::string& given) {
    if (options.plan_file.empty() || given.empty()) { return; }
    throw CommandFailure{ExitCode::usage,
                         fmt::format("error U136: {}: the plan {} says what is applied\n  = help: "
                                     "leave {} out, or make a new plan with it",
                                     name, options.plan_file, name)};
}

void prove_books(Session& session, Date issue_date, std::size_t items) {
    if (items > 0) { static_cast<void>(chart_on(session, issue_date)); }
}

std::string nothing_due(const std::string& noun, bool refused) {
    return refused ? "no " + noun + " can be made, see above." : "no " + noun + " is due.";
}

ExitCode finish_plan(const Context& context, const BatchOptions& options,
                     const tabular::PlanFile& file, std::size_t items, const std::string& noun,
                     bool refused) {
    // A plan names members with their pay, and what is withheld of it.
    if (!options.output.empty()) {
        write_output(context, options.output, file.bytes, Readers::owner);
    }
    if (items == 0) {
        context.err << "Nothing to do: " << nothing_due(noun, refused) << '\n';
        return refused ? ExitCode::bad_input : ExitCode::ok;
    }
    if (options.output == "-") {
        context.err << "Nothing was written to the store.\n";
    } else if (!options.output.empty()) {
        context.err << fmt::format("The plan is in {}; `apply {}` does exactly that.\n",
                                   options.output, options.output);
    } else {
        context.err << "Nothing was written. `apply` does it; `plan -o FILE` keeps the plan.\n";
    }
    if (refused) { return ExitCode::partly_done; }
    return options.detailed_exit_code ? ExitCode::changes_pending : ExitCode::ok;
}

ExitCode finish_apply(const Context& context, const service::ApplyReport& report,
                      const std::string& noun) {
    using Outcome = service::ApplyReport::Outcome;
    if (report.outcome == Outcome::already_applied) {
        context.out << fmt::format("Already applied on {}: nothing changed.\n",
                                   mutua::to_string(*report.applied_on));
        return ExitCode::ok;
    }
    if (report.outcome == Outcome::stale) {
        for (const service::MovedRow& row : report.moved) {
            context.err << fmt::format("error P110: {}: {}\n", row.key, row.text);
        }
        context.err << "The plan no longer fits the store";
        if (report.done > 0) {
            context.err << fmt::format(" ({} were done before that)", report.done);
        } else {
            context.err << ": nothing was changed";
        }
        context.err << ".\n  = help: make the plan again\n";
        return ExitCode::stale_plan;
    }
    context.out << fmt::format("Issued {}.\n", counted_items(report.done, noun));
    return ExitCode::ok;
}

Date day_option(const std::string& name, const std::string& text) {
    const auto day = parse_date(text);
    if (!day) {
        throw CommandFailure{ExitCode::usage,
                             fmt::format("error U113: {}: `{}` is not a day\n  = help: write it "
                                         "like 2026-11-30",
                                         name, text)};
    }
    return *day;
}

Month month_option(const std::string& name, const std::string& text) {
    const auto month = parse_month(text);
    if (!month) {
        throw CommandFailure{ExitCode::usage,
                             fmt::format("error U114: {}: `{}` is not a month\n  = help: write it "
                                         "like 2026-11",
                                         name, text)};
    }
    return *month;
}

}  // namespace mutua::cli
