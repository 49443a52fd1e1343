#include "cli/commands/batch.hpp"
#include "cli/commands/chosen.hpp"
#include "cli/commands/invoice_credit.hpp"
#include "cli/commands/invoice_export.hpp"
#include "cli/commands/invoice_received.hpp"
#include "cli/commands/invoice_send.hpp"
#include "cli/commands/stored_documents.hpp"
#include "cli/documents.hpp"
#include "cli/output.hpp"
#include "engine/settlement/plan_checks.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/review_repository.hpp"
#include "formats/tabular/json_credit_note.hpp"
#include "formats/tabular/json_invoice.hpp"
#include "formats/tabular/text_invoice.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>

namespace mutua::cli {

namespace {

using settlement::InvoicePlan;
using tabular::Align;

InvoicePlan make_invoice_plan(const Context& context, Session& session,
                              const BatchOptions& options) {
    std::optional<Date> until;
    if (!options.until.empty()) { until = day_option("--until", options.until); }
    InvoicePlan plan = service::plan_invoices(session.store, session.entity(), session.rules, until,
                                              context.today);
    prove_books(session, plan.issue_date, plan.items.size());
    return plan;
}

/// Totals by VAT category and rate and by channel: what a person compares with paper.
void show_plan(const Context& context, const InvoicePlan& plan) {
    struct Sum {
        std::size_t count = 0;
        Money net, vat, total;
    };
    std::map<std::vector<std::string>, Sum> sums;
    Sum all;
    const auto add = [](Sum& sum, const settlement::PlannedInvoice& item) {
        ++sum.count;
        sum.net += item.net;
        sum.vat += item.vat;
        sum.total += item.total;
    };
    for (const auto& item : plan.items) {
        add(sums[{std::string{to_string(item.channel)}, item.vat_category, item.vat_rate}], item);
        add(all, item);
    }
    tabular::TextTable table{{{"channel", "Channel"},
                              {"vat_category", "VAT"},
                              {"vat_rate", "Rate %", Align::right},
                              {"invoices", "Invoices", Align::right},
                              {"net", "Net", Align::right},
                              {"vat", "VAT", Align::right},
                              {"total", "Total", Align::right}}};
    const auto row = [&](std::vector<std::string> cells, const Sum& sum) {
        cells.insert(cells.end(), {std::to_string(sum.count), mutua::to_string(sum.net),
                                   mutua::to_string(sum.vat), mutua::to_string(sum.total)});
        table.add(std::move(cells));
    };
    for (const auto& [key, sum] : sums) { row(key, sum); }
    if (plan.items.empty()) {
        if (context.json) { show(context, table); }
        return;
    }
    table.add_line();
    row({"all", "", ""}, all);
    show(context, table);
    if (!context.json) {
        context.err << fmt::format(
            "Numbers {} to {}, dated {}.\n", plan.items.front().number.text(),
            plan.items.back().number.text(), mutua::to_string(plan.issue_date));
    }
}

/// What the rules say of a planned invoice, in the language of the screen.
void tell_plan_warnings(const Context& context, const Session& session, const InvoicePlan& plan) {
    tell_warnings(context, settlement::in_language(session.rules, plan.warnings, context.language));
}

/// A row an invoice: which treatment each gets, before it cannot be changed any more.
void list_plan(const Context& context, Session& session, const InvoicePlan& plan) {
    store::ReviewRepository reviews{session.store, session.entity().code};
    tabular::TextTable table{{{"number", "Number"},
                              {"declarations", "Declarations", Align::left, Width::below},
                              {"client", "Client"},
                              {"channel", "Channel"},
                              {"vat_treatment", "VAT treatment", Align::left, Width::below},
                              {"vat_category", "VAT"},
                              {"vat_rate", "Rate %", Align::right},
                              {"net", "Net", Align::right},
                              {"vat", "VAT amount", Align::right},
                              {"total", "Total", Align::right}}};
    for (const auto& item : plan.items) {
        std::string works;
        std::vector<std::string> treatments;
        for (const auto& input : item.inputs()) {
            works += (works.empty() ? "" : "+") + input.declaration.text();
            const auto accepted = reviews.acceptance(input.declaration);
            require(accepted.has_value(), "what is planned was accepted");
            const std::string& treatment = accepted->vat.treatment;
            const bool is_new =
                std::find(treatments.begin(), treatments.end(), treatment) == treatments.end();
            if (is_new) { treatments.push_back(treatment); }
        }
        table.add(
            {item.number.text(), works, item.client.text(), std::string{to_string(item.channel)},
             fmt::format("{}", fmt::join(treatments, "+")), item.vat_category, item.vat_rate,
             mutua::to_string(item.net), mutua::to_string(item.vat), mutua::to_string(item.total)});
    }
    if (context.json || !plan.items.empty()) { show(context, table); }
}

ExitCode invoice_plan(const Context& context, const BatchOptions& options) {
    Session session = open_session(context);
    const InvoicePlan plan = make_invoice_plan(context, session, options);
    if (options.output != "-") {
        options.item_by_item ? list_plan(context, session, plan) : show_plan(context, plan);
    }
    tell_plan_warnings(context, session, plan);
    return finish_plan(context, options, tabular::write_plan(plan), plan.items.size(), "invoice",
                       has_refusal(plan.warnings));
}

ExitCode invoice_apply(const Context& context, const BatchOptions& options) {
    refuse_choice(options, "--until", options.until);
    Session session = open_session(context);
    InvoicePlan plan;
    if (options.plan_file.empty()) {
        plan = make_invoice_plan(context, session, options);
        tell_plan_warnings(context, session, plan);
        if (plan.items.empty()) {
            const bool all_refused = has_refusal(plan.warnings);
            context.out << "Nothing to invoice: " << nothing_due("invoice", all_refused)
                        << " Nothing changed.\n";
            return all_refused ? ExitCode::bad_input : ExitCode::ok;
        }
        show_plan(context, plan);
        if (!confirm(context, fmt::format("Issue {}?", counted_items(plan.items.size(), "invoice")),
                     options.yes)) {
            context.err << "Nothing was changed.\n";
            return ExitCode::ok;
        }
    } else {
        auto read =
            tabular::read_invoice_plan(input_bytes(context, options.plan_file), options.plan_file);
        if (!read) { throw CommandFailure{ExitCode::bad_input, read.error()}; }
        plan = std::move(*read);
    }
    if (plan.items.empty()) {
        context.out << "The plan holds no invoice: nothing changed.\n";
        return ExitCode::ok;
    }
    prove_books(session, plan.issue_date, plan.items.size());
    const auto report = service::apply_invoices(
        session.store, session.entity(), session.rules, plan, tabular::write_plan(plan).hash,
        invoice_documents, progress_line(context, "issuing invoices"));
    const ExitCode code = finish_apply(context, report, "invoice");
    return code == ExitCode::ok && has_refusal(plan.warnings) ? ExitCode::partly_done : code;
}

ExitCode invoice_list(const Context& context, const BatchOptions& options) {
    Session session = open_session(context);
    store::InvoiceFilter filter;
    if (!options.month.empty()) { filter.issued_in = month_option("--month", options.month); }
    tabular::TextTable table{{{"number", "Number"},
                              {"client", "Client"},
                              {"issued", "Issued"},
                              {"due", "Due"},
                              {"channel", "Channel"},
                              {"net", "Net", Align::right},
                              {"vat", "VAT", Align::right},
                              {"total", "Total", Align::right},
                              {"credited_by", "Credited by", Align::left, Width::below},
                              {"credits", "Credits", Align::left, Width::below}}};
    store::CreditNoteRepository notes{session.store, session.entity().code};
    std::map<InvoiceNumber, InvoiceNumber> credited_by;
    for (const store::CreditNoteRow& row : notes.list()) {
        credited_by.emplace(row.credits, row.number);
    }
    store::InvoiceRepository invoices{session.store, session.entity().code};
    for (const store::InvoiceRow& row : invoices.list(filter)) {
        const auto note = credited_by.find(row.number);
        table.add({row.number.text(), row.client.text(), mutua::to_string(row.issue_date),
                   mutua::to_string(row.due_date), std::string{to_string(row.channel)},
                   mutua::to_string(row.net), mutua::to_string(row.vat),
                   mutua::to_string(row.total),
                   note == credited_by.end() ? "" : note->second.text(), ""});
    }
    for (const store::CreditNoteRow& row : notes.list({filter.issued_in, {}, 0})) {
        table.add({row.number.text(), row.client.text(), mutua::to_string(row.issue_date), "",
                   std::string{to_string(row.channel)}, mutua::to_string(row.net),
                   mutua::to_string(row.vat), mutua::to_string(row.total), "", row.credits.text()});
    }
    show(context, table);
    return ExitCode::ok;
}

ExitCode write_page(const Context& context, const std::string& file,
                    const OutgoingDocument& document) {
    write_output(context, file, document.pdf);
    tell_unprinted(context, document.number, document.unprinted);
    return ExitCode::ok;
}

ExitCode invoice_show(const Context& context, const BatchOptions& options) {
    Session session = open_session(context);
    store::CreditNoteRepository notes{session.store, session.entity().code};
    if (const auto json = notes.document(InvoiceNumber{options.id}, store::json_media_type);
        json && notes.find(InvoiceNumber{options.id})) {
        if (!options.output.empty()) {
            const auto note = tabular::credit_note_from_json(*json);
            return write_page(context, options.output, outgoing_credit_note(note));
        }
        context.out << (context.json
                            ? *json
                            : tabular::credit_note_text(tabular::credit_note_from_json(*json)));
        return ExitCode::ok;
    }
    const auto row = invoice_named(session, options.id);
    if (!row) { throw CommandFailure{ExitCode::bad_input, row.error()}; }
    const auto json = store::InvoiceRepository{session.store, session.entity().code}.document(
        row->number, store::json_media_type);
    require(json.has_value(), "an invoice has its document");
    if (!options.output.empty()) {
        const auto invoice = tabular::invoice_from_json(*json);
        return write_page(context, options.output, outgoing_invoice(invoice));
    }
    context.out << (context.json ? *json
                                 : tabular::invoice_text(tabular::invoice_from_json(*json)));
    if (const auto note = notes.of_invoice(row->number)) {
        context.err << fmt::format("{} was credited on {} by {}.\n", row->number.text(),
                                   mutua::to_string(note->issue_date), note->number.text());
    }
    return ExitCode::ok;
}

}  // namespace

void add_invoice(const Command& app, Chosen& chosen) {
    const Command invoice =
        app.group("invoice", "Plan, issue, list, export, send and credit invoices");
    auto options = std::make_shared<BatchOptions>();
    const auto choose = [&chosen, options](const Command& command, auto work) {
        command.calls([&chosen, options, work] {
            chosen.work = [options, work](const Context& context) {
                return work(context, *options);
            };
        });
    };

    const Command plan = invoice.command("plan", "What would be invoiced; nothing is written");
    plan.option("--until", options->until, "Only work that ended on or before this day");
    plan.option("-o,--output", options->output, "Keep the plan in a file");
    plan.flag("--list", options->item_by_item, "A row an invoice, with its VAT, instead of totals");
    plan.flag("--detailed-exitcode", options->detailed_exit_code,
              "Exit 10 when something is to be done");
    choose(plan, invoice_plan);

    const Command apply = invoice.command("apply", "Issue what a plan says, or plan and ask");
    apply.option("plan", options->plan_file, "A plan file");
    apply.option("--until", options->until, "Without a plan file: as for `plan`");
    apply.flag("--yes", options->yes, "Do not ask");
    choose(apply, invoice_apply);

    const Command list =
        invoice.command("list", "Invoices in the order of their numbers, then credit notes");
    list.option("--month", options->month, "Issued in this month, 2026-11");
    choose(list, invoice_list);

    const Command one =
        invoice.command("show", "One invoice or credit note as it is printed on paper");
    one.option("number", options->id, "2026-000001").required();
    one.option("--pdf", options->output, "Write it to a PDF file instead; `-` is standard output");
    choose(one, invoice_show);

    add_invoice_credit(invoice, chosen);
    add_invoice_send(invoice, chosen);

    add_invoice_export(invoice, chosen);
    add_invoice_received(invoice, chosen);
}

}  // namespace mutua::cli
