#include "cli/commands/chosen_documents.hpp"

#include "cli/commands/batch.hpp"
#include "cli/output.hpp"
#include "engine/core/nearest.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/export_repository.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/invoice_repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace mutua::cli {

namespace {

/// Days of issue, both inclusive.
struct IssueDays {
    std::optional<Date> from;
    std::optional<Date> until;
};

[[noreturn]] void refuse_days(const std::string& option, const std::string& what) {
    throw CommandFailure{ExitCode::usage,
                         fmt::format("error U195: {}: {}\n  = help: give --month alone, or --from "
                                     "with a --until that is not before it",
                                     option, what)};
}

IssueDays issue_days(const ExportChoice& choice) {
    IssueDays days;
    if (!choice.from.empty()) { days.from = day_option("--from", choice.from); }
    if (!choice.until.empty()) { days.until = day_option("--until", choice.until); }
    if (days.from && days.until && *days.until < *days.from) {
        refuse_days("--until", fmt::format("{} is before {}", choice.until, choice.from));
    }
    if (choice.month.empty()) { return days; }
    if (days.from || days.until) {
        refuse_days("--month", "the days are chosen by --from or --until already");
    }
    const Month month = month_option("--month", choice.month);
    return {first_day(month), last_day(month)};
}

void prove_entity_named(const Session& session, const std::string& name) {
    const std::string& ours = session.entity().code.text();
    if (name.empty() || name == ours) { return; }
    throw CommandFailure{
        ExitCode::bad_input,
        {problem("I551", "no entity `" + printable(name) + "`",
                 "this workspace has one: " + ours + "; `--workspace DIR` names another")}};
}

std::set<ClientCode> clients_named(Session& session, const std::vector<std::string>& names) {
    std::set<ClientCode> wanted;
    if (names.empty()) { return wanted; }
    std::vector<std::string> known;
    store::FactRepository facts{session.store, session.entity().code};
    for (const cooperative::Client& client : facts.clients()) {
        known.push_back(client.code.text());
    }
    Diagnostics findings;
    for (const std::string& name : names) {
        wanted.emplace(name);
        if (std::find(known.begin(), known.end(), name) != known.end()) { continue; }
        const std::string near = mutua::did_you_mean(name, known);
        findings.push_back(
            problem("I550", "no client `" + printable(name) + "`",
                    near.empty() ? "`mutua invoice list` shows who was invoiced" : near));
    }
    if (!findings.empty()) { throw CommandFailure{ExitCode::bad_input, findings}; }
    return wanted;
}

template <typename Row>
IssuedDocument issued(IssuedKind kind, const Row& row) {
    return {kind, row.number, row.issue_date, row.client, row.channel, row.net, row.vat, row.total};
}

}  // namespace

void add_export_choice(const Command& command, ExportChoice& choice) {
    command.option("--client", choice.clients, "Only documents to this client; may be repeated");
    command.option("--entity", choice.entity, "Only documents of this entity");
    command.option("--month", choice.month, "Only those issued in this month, 2026-11");
    command.option("--from", choice.from, "Only those issued on or after this day");
    command.option("--until", choice.until, "Only those issued on or before this day");
    command.flag("--not-yet-exported", choice.not_yet_exported,
                 "Only those that no --zip handed to the recipient");
    command.option("--to", choice.recipient, "Recipient: a name of your own")
        .shows_default(choice.recipient);
}

bool narrows(const ExportChoice& choice) {
    return !choice.clients.empty() || !choice.from.empty() || !choice.until.empty() ||
           !choice.month.empty() || choice.not_yet_exported;
}

std::vector<IssuedDocument> chosen_documents(Session& session, const ExportChoice& choice) {
    const IssueDays days = issue_days(choice);
    prove_entity_named(session, choice.entity);
    const std::set<ClientCode> clients = clients_named(session, choice.clients);
    std::set<InvoiceNumber> exported;
    if (choice.not_yet_exported) {
        exported = store::ExportRepository{session.store, session.entity().code}.exported_to(
            choice.recipient);
    }
    std::vector<IssuedDocument> documents;
    const auto add = [&](IssuedKind kind, const auto& row) {
        const bool is_wanted = clients.empty() || clients.contains(row.client);
        if (is_wanted && !exported.contains(row.number)) { documents.push_back(issued(kind, row)); }
    };
    store::InvoiceFilter invoices;
    invoices.issued_from = days.from;
    invoices.issued_until = days.until;
    if (clients.size() == 1) { invoices.client = *clients.begin(); }
    const EntityCode& entity = session.entity().code;
    for (const auto& row : store::InvoiceRepository{session.store, entity}.list(invoices)) {
        add(IssuedKind::invoice, row);
    }
    store::CreditNoteFilter notes;
    notes.issued_from = days.from;
    notes.issued_until = days.until;
    for (const auto& row : store::CreditNoteRepository{session.store, entity}.list(notes)) {
        add(IssuedKind::credit_note, row);
    }
    return documents;
}

}  // namespace mutua::cli
