#include "cli/commands/invoice_credit.hpp"

#include "cli/commands/import.hpp"
#include "cli/commands/reason.hpp"
#include "cli/documents.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"
#include "engine/cooperative/identifier.hpp"
#include "engine/cooperative/personal_number.hpp"
#include "engine/service/credit_invoice.hpp"
#include "formats/tabular/json_invoice.hpp"

#include <fmt/format.h>

#include <memory>

namespace mutua::cli {

namespace {

using service::PlannedCreditNote;
using tabular::Align;

struct CreditOptions {
    std::string number;
    std::string reason;
    std::string replace;  ///< a file of corrected declarations, or nothing
    bool yes = false;
};

Money claimed_in_all(const PlannedCreditNote& planned) {
    Money sum;
    for (const settlement::CreditedWork& one : planned.work) { sum += one.claimed(); }
    return sum;
}

void show_credit(const Context& context, const PlannedCreditNote& planned) {
    tabular::TextTable table{{{"declaration", "Declaration"},
                              {"member", "Member"},
                              {"price", "Price", Align::right},
                              {"management_fee", "Fee", Align::right},
                              {"provision", "Provided", Align::right},
                              {"paid", "Paid", Align::right},
                              {"claimed", "Claimed", Align::right},
                              {"payslip", "Payslip"}}};
    for (std::size_t i = 0; i < planned.work.size(); ++i) {
        const settlement::CreditedWork& work = planned.work[i];
        const auto& payslip = planned.declarations[i].payslip;
        const Money provided = work.paid ? Money{} : work.acceptance.provision();
        table.add({work.acceptance.declaration.text(), work.member.text(),
                   mutua::to_string(work.acceptance.price),
                   mutua::to_string(work.acceptance.management_fee), mutua::to_string(provided),
                   mutua::to_string(work.paid.value_or(Money{})), mutua::to_string(work.claimed()),
                   payslip ? mutua::to_string(*payslip) : ""});
    }
    const settlement::Invoice& note = planned.note.document;
    if (!context.json && !context.out_is_terminal) {
        show(context, table);
        return;
    }
    show(context, "declarations", table,
         {{"credit_note", "Credit note", note.number.text()},
          {"invoice", "takes back invoice", planned.note.credits.text()},
          {"invoice_issued_on", "of", mutua::to_string(planned.note.credits_issued_on)},
          {"client", "Client", note.buyer.code.text()},
          {"issue_date", "Dated", mutua::to_string(note.issue_date)},
          {"net", "Net", mutua::to_string(note.net)},
          {"vat", "VAT", mutua::to_string(note.vat)},
          {"total", "Total", mutua::to_string(note.total)},
          {"claimed", "Claimed of members", mutua::to_string(claimed_in_all(planned))},
          {"reason", "Reason", planned.note.reason}});
}

/// What is still to be done by others once the note is issued.
void tell_what_follows(const Context& context, const PlannedCreditNote& planned) {
    std::vector<std::string> paid;
    std::vector<std::string> announced;
    for (const store::StoredDeclaration& stored : planned.declarations) {
        announced.push_back(stored.declaration.code.text());
        if (stored.payslip) { paid.push_back(stored.declaration.code.text()); }
    }
    if (!paid.empty()) {
        context.err << fmt::format(
            "warning P313: {}: was paid by a payslip, which stays as it is\n  = help: `mutua "
            "payroll apply --corrections` makes the difference slip that brings the pay back\n",
            first_names(paid));
    }
    context.err << fmt::format(
        "The announcement of {} to the social security office is to be cancelled; work that took "
        "place differently is declared anew.\n",
        first_names(announced));
}

/// A reason is printed for the client to read.
void warn_of_personal_numbers(const Context& context, const std::string& reason) {
    using Kind = cooperative::PersonalNumber::Kind;
    for (const auto& found : cooperative::personal_numbers_in(reason, context.today)) {
        context.err << fmt::format(
            "warning I129: --reason: `{}` is {}, which the client will read\n",
            cooperative::redacted(found.text),
            found.kind == Kind::iban ? "an account number" : "a national number");
    }
}

/// Corrected declarations that cannot even be read are told before anything is issued.
void prove_replacement(const Context& context, const Session& session, const std::string& bytes,
                       const std::string& file) {
    const auto batch =
        tabular::read_declarations(bytes, file, import_words(session.rules, context.today));
    const Diagnostics found = batch.all_diagnostics();
    if (!has_error(found)) { return; }
    report(context, found);
    throw CommandFailure{ExitCode::bad_input, "Nothing was changed."};
}

/// True when the note was issued.
bool issue(const Context& context, const CreditOptions& options, const std::string& replacement) {
    Session session = open_session(context);
    static_cast<void>(chart_on(session, context.today));
    const auto planned = service::plan_credit_note(
        session.store, session.entity(),
        {InvoiceNumber{options.number}, options.reason, context.today}, tabular::invoice_from_json);
    if (!planned) { throw CommandFailure{ExitCode::bad_input, planned.error()}; }
    if (!options.replace.empty()) {
        prove_replacement(context, session, replacement, options.replace);
    }
    show_credit(context, *planned);
    warn_of_personal_numbers(context, options.reason);
    tell_what_follows(context, *planned);
    const std::string number = planned->note.document.number.text();
    if (!confirm(context, fmt::format("Issue credit note {}?", number), options.yes)) {
        context.err << "Nothing was changed.\n";
        return false;
    }
    const auto issued =
        service::issue_credit_note(session.store, session.entity(), session.rules, *planned,
                                   tabular::invoice_from_json, credit_note_documents);
    if (!issued) { throw CommandFailure{ExitCode::stale_plan, issued.error()}; }
    (context.json ? context.err : context.out) << fmt::format(
        "Issued credit note {}, which takes back {}.\n", number, planned->note.credits.text());
    return true;
}

ExitCode invoice_credit(const Context& context, const CreditOptions& options) {
    prove_reason(options.reason, "the client");
    const std::string replacement =
        options.replace.empty() ? "" : input_bytes(context, options.replace);
    if (!issue(context, options, replacement) || options.replace.empty()) { return ExitCode::ok; }
    // Judged only now: hours that were credited no longer count.
    const ExitCode taken = import_declarations(context, replacement, options.replace);
    if (taken == ExitCode::ok) { return taken; }
    context.err << "The credit note stands. Mend the declarations, then `mutua import "
                   "declarations`.\n";
    return ExitCode::partly_done;
}

}  // namespace

void add_invoice_credit(const Command& invoice, Chosen& chosen) {
    const Command credit = invoice.command(
        "credit", "Take an invoice back, whole, by a credit note; what it says stays as it is");
    credit.example("mutua invoice credit 2026-000001 --reason \"The concert was called off\"");
    auto options = std::make_shared<CreditOptions>();
    credit.option("number", options->number, "2026-000001").required();
    credit.option("--reason", options->reason, "Why; the client reads it").required();
    credit.option("--replace", options->replace,
                  "CSV or JSON file of declarations that are imported in its place, all or none, "
                  "each with a code of its own");
    credit.flag("--yes", options->yes, "Do not ask");
    credit.calls([&chosen, options] {
        chosen.work = [options](const Context& context) {
            return invoice_credit(context, *options);
        };
    });
}

}  // namespace mutua::cli
