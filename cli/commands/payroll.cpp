#include "cli/commands/batch.hpp"
#include "cli/commands/chosen.hpp"
#include "cli/commands/corrections.hpp"
#include "cli/commands/individual_accounts.hpp"
#include "cli/commands/stored_documents.hpp"
#include "cli/documents.hpp"
#include "cli/output.hpp"
#include "formats/tabular/json_difference.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "formats/tabular/text_difference.hpp"
#include "formats/tabular/text_payslip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mutua::cli {

namespace {

using settlement::PayrollPlan;
using tabular::Align;

PayrollPlan make_payroll_plan(const Context& context, Session& session,
                              const BatchOptions& options) {
    if (options.month.empty()) {
        throw CommandFailure{ExitCode::usage,
                             "error U131: which month?\n  = help: write it like "
                             "`--month 2026-11`"};
    }
    PayrollPlan plan = service::plan_payroll(session.store, session.entity(), session.rules,
                                             month_option("--month", options.month), context.today);
    prove_books(session, plan.issue_date, plan.items.size());
    return plan;
}

/// What slips of one category come to, or all of them.
struct PlanSum {
    std::size_t count = 0;
    settlement::PayAmounts amounts{};

    void add(const settlement::PayAmounts& one) {
        ++count;
        for (const settlement::PayslipAmount& each : settlement::payslip_amounts) {
            amounts.*each.amount += one.*each.amount;
        }
    }
};

tabular::TextTable items_for_people(const PayrollPlan& plan) {
    tabular::TextTable table{{{"payslip", "Payslip"},
                              {"member", "Member"},
                              {"worker_category", "Category"},
                              {"gross_pay", "Gross", Align::right},
                              {"net_pay", "Net", Align::right},
                              {"to_pay", "To pay", Align::right}}};
    for (const auto& item : plan.items) {
        table.add({mutua::to_string(item.id), item.member.text(), item.worker_category,
                   mutua::to_string(item.gross_pay), mutua::to_string(item.net_pay),
                   mutua::to_string(item.to_pay)});
    }
    return table;
}

/// With every amount of a slip.
tabular::TextTable items_for_programs(const PayrollPlan& plan, const std::string& category) {
    std::vector<tabular::TextColumn> columns{{"payslip", ""}, {"member", ""}, {"payment_date", ""}};
    for (const auto& one : settlement::payslip_amounts) {
        columns.push_back({one.name, "", Align::right});
    }
    tabular::TextTable table{std::move(columns)};
    for (const auto& item : plan.items) {
        if (item.worker_category != category) { continue; }
        std::vector<std::string> cells{mutua::to_string(item.id), item.member.text(),
                                       mutua::to_string(item.payment_date)};
        for (const auto& one : settlement::payslip_amounts) {
            cells.push_back(mutua::to_string(item.*one.amount));
        }
        table.add(std::move(cells));
    }
    return table;
}

/// The sums by category and of all, each category with its slips.
void show_plan_for_programs(const Context& context, const PayrollPlan& plan,
                            const std::map<std::string, PlanSum>& sums, const PlanSum& all) {
    std::vector<ListedGroup> groups;
    const auto add = [&](const std::string& name, const PlanSum& sum) {
        std::vector<SummaryField> fields{{"worker_category", "", name},
                                         {"payslips", "", std::to_string(sum.count)}};
        for (const auto& one : settlement::payslip_amounts) {
            fields.push_back({one.name, "", mutua::to_string(sum.amounts.*one.amount)});
        }
        groups.push_back({std::move(fields), std::nullopt});
    };
    for (const auto& [category, sum] : sums) {
        add(category, sum);
        groups.back().list = items_for_programs(plan, category);
    }
    if (!plan.items.empty()) { add("all", all); }
    show_groups(context, "items", groups);
}

/// Each slip, then the sums by category and of all.
void show_plan(const Context& context, const PayrollPlan& plan) {
    std::map<std::string, PlanSum> sums;
    PlanSum all;
    for (const auto& item : plan.items) {
        sums[item.worker_category].add(item);
        all.add(item);
    }
    if (context.json) { return show_plan_for_programs(context, plan, sums, all); }
    if (plan.items.empty()) { return; }
    tabular::TextTable table{{{"worker_category", "Category"},
                              {"payslips", "Payslips", Align::right},
                              {"gross_pay", "Gross", Align::right},
                              {"withholding_tax", "Tax", Align::right},
                              {"net_pay", "Net", Align::right},
                              {"expenses", "Expenses", Align::right},
                              {"withheld_for_creditors", "Creditors", Align::right},
                              {"employer_cost", "Cost", Align::right}}};
    const auto add = [&](const std::string& name, const PlanSum& sum) {
        const settlement::PayAmounts& amounts = sum.amounts;
        table.add({name, std::to_string(sum.count), mutua::to_string(amounts.gross_pay),
                   mutua::to_string(amounts.withholding_tax), mutua::to_string(amounts.net_pay),
                   mutua::to_string(amounts.expenses),
                   mutua::to_string(amounts.withheld_for_creditors),
                   mutua::to_string(amounts.employer_cost)});
    };
    for (const auto& [category, sum] : sums) { add(category, sum); }
    table.add_line();
    add("all", all);
    show(context, items_for_people(plan));
    if (context.out_is_terminal) { context.out << '\n'; }
    show(context, table);
}

ExitCode payroll_plan(const Context& context, const BatchOptions& options) {
    refuse_mixed_payrolls(options);
    if (options.corrections) { return plan_corrections(context, options); }
    Session session = open_session(context);
    const PayrollPlan plan = make_payroll_plan(context, session, options);
    if (options.output != "-") { show_plan(context, plan); }
    tell_warnings(context, plan.warnings);
    return finish_plan(context, options, tabular::write_plan(plan), plan.items.size(), "payslip",
                       has_refusal(plan.warnings));
}

ExitCode payroll_apply(const Context& context, const BatchOptions& options) {
    const std::string file =
        options.plan_file.empty() ? "" : input_bytes(context, options.plan_file);
    if (options.plan_file.empty()) { refuse_mixed_payrolls(options); }
    if (options.corrections || tabular::is_correction_plan(file)) {
        refuse_choice(options, "--month", options.month);
        return apply_corrections(context, options, file);
    }
    refuse_choice(options, "--month", options.month);
    Session session = open_session(context);
    PayrollPlan plan;
    if (options.plan_file.empty()) {
        plan = make_payroll_plan(context, session, options);
        tell_warnings(context, plan.warnings);
        if (plan.items.empty()) {
            const bool all_refused = has_refusal(plan.warnings);
            context.out << "Nothing to pay: " << nothing_due("payslip", all_refused)
                        << " Nothing changed.\n";
            return all_refused ? ExitCode::bad_input : ExitCode::ok;
        }
        show_plan(context, plan);
        if (!confirm(context, fmt::format("Issue {}?", counted_items(plan.items.size(), "payslip")),
                     options.yes)) {
            context.err << "Nothing was changed.\n";
            return ExitCode::ok;
        }
    } else {
        auto read = tabular::read_payroll_plan(file, options.plan_file);
        if (!read) { throw CommandFailure{ExitCode::bad_input, read.error()}; }
        plan = std::move(*read);
    }
    if (plan.items.empty()) {
        context.out << "The plan holds no payslip: nothing changed.\n";
        return ExitCode::ok;
    }
    prove_books(session, plan.issue_date, plan.items.size());
    const auto report = service::apply_payroll(session.store, session.entity(), session.rules, plan,
                                               tabular::write_plan(plan).hash, payslip_documents,
                                               progress_line(context, "issuing payslips"));
    const ExitCode code = finish_apply(context, report, "payslip");
    return code == ExitCode::ok && has_refusal(plan.warnings) ? ExitCode::partly_done : code;
}

ExitCode payroll_list(const Context& context, const BatchOptions& options) {
    Session session = open_session(context);
    store::PayslipFilter filter;
    if (!options.month.empty()) { filter.month = month_option("--month", options.month); }
    tabular::TextTable table{{{"payslip", "Payslip"},
                              {"member", "Member"},
                              {"month", "Month"},
                              {"worker_category", "Category"},
                              {"payment_date", "Paid on"},
                              {"gross_pay", "Gross", Align::right},
                              {"net_pay", "Net", Align::right},
                              {"to_pay", "To pay", Align::right},
                              {"corrects", "Corrects"}}};
    store::PayslipRepository slips{session.store, session.entity().code};
    for (const store::PayslipRow& row : slips.list(filter)) {
        table.add({mutua::to_string(row.id), row.member.text(), mutua::to_string(row.month),
                   row.worker_category, mutua::to_string(row.payment_date),
                   mutua::to_string(row.gross_pay), mutua::to_string(row.net_pay),
                   mutua::to_string(row.to_pay),
                   row.corrects ? mutua::to_string(*row.corrects) : ""});
    }
    show(context, table);
    return ExitCode::ok;
}

/// The page of a payslip or of a difference slip.
std::string slip_text(const std::string& json) {
    return tabular::is_difference(json)
               ? tabular::difference_text(tabular::difference_from_json(json))
               : tabular::payslip_text(tabular::payslip_from_json(json));
}

ExitCode payroll_show(const Context& context, const BatchOptions& options) {
    Session session = open_session(context);
    const auto row = payslip_named(session, options.id);
    if (!row) { throw CommandFailure{ExitCode::bad_input, row.error()}; }
    const auto json = store::PayslipRepository{session.store, session.entity().code}.document(
        row->id, store::json_media_type);
    require(json.has_value(), "a payslip has its document");
    context.out << (context.json ? *json : slip_text(*json));
    return ExitCode::ok;
}

ExitCode payroll_export(const Context& context, const BatchOptions& options) {
    Session session = open_session(context);
    store::PayslipRepository slips{session.store, session.entity().code};
    const std::filesystem::path folder = options.out_folder;
    const auto wants = [&](const char* format) {
        return options.formats.empty() || std::find(options.formats.begin(), options.formats.end(),
                                                    format) != options.formats.end();
    };
    store::PayslipFilter filter;
    if (!options.month.empty()) { filter.month = month_option("--month", options.month); }
    const auto rows = slips.list(filter);
    const auto progress = progress_line(context, "exporting payslips");
    make_folder(folder);
    Exported exported;
    std::size_t done = 0;
    for (const store::PayslipRow& row : rows) {
        const auto json = slips.document(row.id, store::json_media_type);
        require(json.has_value(), "a payslip has its document");
        const std::string name = mutua::to_string(row.id);
        const auto write = [&](const char* ending, const std::string& bytes) {
            exported.add(write_new_bytes(folder / (name + ending), bytes, Readers::owner));
        };
        if (wants("json")) { write(".json", *json); }
        if (wants("text")) { write(".txt", slip_text(*json)); }
        progress(++done, rows.size());
    }
    sync_folder(folder);
    context.out << fmt::format("Exported {} to {}.\n", counted_items(done, "payslip"),
                               folder.string());
    tell_unchanged(context, exported);
    return ExitCode::ok;
}

}  // namespace

void add_payroll(const Command& app, Chosen& chosen) {
    const Command payroll =
        app.group("payroll", "Plan, issue, list and export payslips and accounts");
    auto options = std::make_shared<BatchOptions>();
    const auto choose = [&chosen, options](const Command& command, auto work) {
        command.calls([&chosen, options, work] {
            chosen.work = [options, work](const Context& context) {
                return work(context, *options);
            };
        });
    };

    const auto add_corrections = [options](const Command& command) {
        command.flag("--corrections", options->corrections,
                     "Difference slips for months that were paid and come out differently today: "
                     "added work, changed members, changed rules");
        command.option("--since", options->since,
                       "Corrections: of this worked month and later, 2025-12");
        command.option("--member", options->member, "Corrections: of this member only");
    };

    const Command plan = payroll.command("plan", "What a month would pay; nothing is written");
    plan.option("--month", options->month, "The worked month, 2026-11");
    add_corrections(plan);
    plan.option("-o,--output", options->output, "Keep the plan in a file");
    plan.flag("--detailed-exitcode", options->detailed_exit_code,
              "Exit 10 when something is to be done");
    choose(plan, payroll_plan);

    const Command apply = payroll.command("apply", "Issue what a plan says, or plan and ask");
    apply.option("plan", options->plan_file, "A plan file");
    apply.option("--month", options->month, "Without a plan file: the worked month");
    add_corrections(apply);
    apply.flag("--yes", options->yes, "Do not ask");
    choose(apply, payroll_apply);

    const Command list = payroll.command("list", "Payslips in the order of their numbers");
    list.option("--month", options->month, "Of this worked month, 2026-11");
    choose(list, payroll_list);

    const Command one = payroll.command("show", "One payslip, in the member's language");
    one.option("payslip", options->id, "PAY-17").required();
    choose(one, payroll_show);

    const Command write = payroll.command("export", "Write payslips as text and JSON");
    write.option("--out", options->out_folder, "Folder (default export/payslips)")
        .shows_default("export/payslips");
    write.option("--month", options->month, "Of this worked month, 2026-11");
    write.option("--format", options->formats, "text, json (default: both)")
        .one_of({"text", "json"});
    options->out_folder = "export/payslips";
    choose(write, payroll_export);

    add_individual_accounts(payroll, chosen);
}

}  // namespace mutua::cli
