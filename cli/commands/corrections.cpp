#include "cli/commands/corrections.hpp"

#include "cli/documents.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"
#include "engine/service/correct_months.hpp"
#include "formats/tabular/json_difference.hpp"

#include <fmt/format.h>

namespace mutua::cli {

namespace {

using settlement::CorrectionPlan;
using settlement::PlannedDifference;

constexpr const char* slip_noun = "difference slip";

CorrectionPlan make_plan(const Context& context, Session& session, const BatchOptions& options) {
    service::CorrectionScope scope;
    if (!options.since.empty()) { scope.since = month_option("--since", options.since); }
    if (!options.member.empty()) {
        scope.member = MemberCode{options.member};
        store::FactRepository facts{session.store, session.entity().code};
        if (facts.member_versions(*scope.member).empty()) {
            throw unknown_party("member", "I501", options.member, codes_of(facts.members()));
        }
    }
    // Days of payment are counted from today: rules that end before can correct nothing.
    static_cast<void>(chart_on(session, context.today));
    return service::plan_corrections(session.store, session.entity(), session.rules, scope,
                                     context.today, tabular::payslip_state_from_json);
}

std::string causes_in_words(const PlannedDifference& item) {
    std::string words;
    for (const settlement::DifferenceCause& cause : item.causes) {
        words += (words.empty() ? "" : "; ") + settlement::in_words(cause);
    }
    return words;
}

void show_corrections(const Context& context, const CorrectionPlan& plan) {
    using tabular::Align;
    tabular::TextTable table{{{"slip", "Slip"},
                              {"corrects", "Corrects"},
                              {"member", "Member"},
                              {"month", "Month"},
                              {"gross_pay", "Gross", Align::right},
                              {"withholding_tax", "Tax", Align::right},
                              {"to_pay", "To pay", Align::right},
                              {"employer_cost", "Cost", Align::right},
                              {"causes", "Why", Align::left, tabular::Width::wrapped}}};
    for (const PlannedDifference& item : plan.items) {
        table.add({mutua::to_string(item.id), mutua::to_string(item.corrects), item.member.text(),
                   mutua::to_string(item.month), mutua::to_string(item.gross_pay),
                   mutua::to_string(item.withholding_tax), mutua::to_string(item.to_pay),
                   mutua::to_string(item.employer_cost), causes_in_words(item)});
    }
    if (!plan.items.empty() || context.json) { show(context, table); }
}

/// A negative amount is easily overlooked in a table.
void tell_recoveries(const Context& context, const CorrectionPlan& plan) {
    Money to_recover;
    std::size_t count = 0;
    for (const PlannedDifference& item : plan.items) {
        if (item.to_pay >= Money{}) { continue; }
        to_recover -= item.to_pay;
        ++count;
    }
    if (count == 0) { return; }
    context.err << fmt::format("{} to be recovered by {}.\n", mutua::to_string(to_recover),
                               counted_items(count, slip_noun));
}

}  // namespace

void refuse_mixed_payrolls(const BatchOptions& options) {
    const bool narrows = !options.since.empty() || !options.member.empty();
    const bool mixed = options.corrections ? !options.month.empty() : narrows;
    if (!mixed) { return; }
    const char* help = options.corrections
                           ? "`--since 2026-11` takes the months from that one on"
                           : "write --corrections too, or leave --since and --member out";
    throw CommandFailure{
        ExitCode::usage,
        fmt::format("error U156: --month is of a payroll, --since and --member are of "
                    "corrections\n  = help: {}",
                    help)};
}

ExitCode plan_corrections(const Context& context, const BatchOptions& options) {
    Session session = open_session(context);
    const CorrectionPlan plan = make_plan(context, session, options);
    if (options.output != "-") { show_corrections(context, plan); }
    tell_warnings(context, plan.warnings);
    tell_recoveries(context, plan);
    return finish_plan(context, options, tabular::write_plan(plan), plan.items.size(), slip_noun,
                       has_refusal(plan.warnings));
}

ExitCode apply_corrections(const Context& context, const BatchOptions& options,
                           const std::string& file) {
    refuse_choice(options, "--since", options.since);
    refuse_choice(options, "--member", options.member);
    Session session = open_session(context);
    CorrectionPlan plan;
    if (options.plan_file.empty()) {
        plan = make_plan(context, session, options);
        tell_warnings(context, plan.warnings);
        if (plan.items.empty()) {
            const bool all_refused = has_refusal(plan.warnings);
            context.out << "Nothing to correct: " << nothing_due(slip_noun, all_refused)
                        << " Nothing changed.\n";
            return all_refused ? ExitCode::bad_input : ExitCode::ok;
        }
        show_corrections(context, plan);
        tell_recoveries(context, plan);
        if (!confirm(context, fmt::format("Issue {}?", counted_items(plan.items.size(), slip_noun)),
                     options.yes)) {
            context.err << "Nothing was changed.\n";
            return ExitCode::ok;
        }
    } else {
        auto read = tabular::read_correction_plan(file, options.plan_file);
        if (!read) { throw CommandFailure{ExitCode::bad_input, read.error()}; }
        plan = std::move(*read);
    }
    if (plan.items.empty()) {
        context.out << "The plan holds no difference slip: nothing changed.\n";
        return ExitCode::ok;
    }
    prove_books(session, plan.issue_date, plan.items.size());
    const auto report = service::apply_corrections(
        session.store, session.entity(), session.rules, plan, tabular::write_plan(plan).hash,
        difference_documents, tabular::payslip_state_from_json,
        progress_line(context, "issuing difference slips"));
    const ExitCode code = finish_apply(context, report, slip_noun);
    return code == ExitCode::ok && has_refusal(plan.warnings) ? ExitCode::partly_done : code;
}

}  // namespace mutua::cli
