#include "cli/commands/chosen.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/lookup_repository.hpp"
#include "engine/store/unit_of_work.hpp"
#include "formats/outbox/participant_directory.hpp"
#include "formats/ubl/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mutua::cli {

namespace {

using cooperative::Client;
using cooperative::ParticipantAnswer;
using cooperative::Presence;
using tabular::Width;

struct LookupOptions {
    std::vector<std::string> names;
    bool only_new = false;
};

/// Who is looked up: a client, or just an identifier.
struct LookedUp {
    std::optional<ClientCode> client;
    cooperative::PeppolId id;
};

/// True when the invoices of this program can be received. Source: Peppol BIS Billing 3, document
/// types of the network.
bool receives_invoices(const ParticipantAnswer& answer) {
    const std::string wanted = std::string{ubl::invoice_namespace} + "::Invoice##" +
                               std::string{ubl::billing_customization};
    return std::any_of(
        answer.document_types.begin(), answer.document_types.end(),
        [&](const std::string& type) { return type.find(wanted) != std::string::npos; });
}

[[noreturn]] void refuse_lookup(const std::string& what, const std::string& help) {
    throw CommandFailure{ExitCode::usage, Diagnostics{problem("U188", what, help)}};
}

LookedUp named_party(store::FactRepository& facts, const std::string& name) {
    if (name.find(':') != std::string::npos) {
        const auto id = cooperative::parse_peppol_id(name);
        if (!id) {
            refuse_lookup(fmt::format("`{}` is no Peppol identifier", printable(name)),
                          "write it like 0208:0712345630; 0208 and 9925 have check digits");
        }
        return {std::nullopt, *id};
    }
    const auto client = facts.client(ClientCode{name});
    if (!client) { throw unknown_party("client", "I502", name, codes_of(facts.clients())); }
    if (!client->peppol_id) {
        refuse_lookup(fmt::format("client {} has no Peppol identifier", name),
                      "name an identifier, or import the client with its `peppol_id`");
    }
    return {client->code, *client->peppol_id};
}

/// Those that were named, or every client with an identifier.
std::vector<LookedUp> parties(Session& session, const LookupOptions& options) {
    store::FactRepository facts{session.store, session.entity().code};
    store::LookupRepository lookups{session.store, session.entity().code};
    std::vector<LookedUp> all;
    for (const std::string& name : options.names) { all.push_back(named_party(facts, name)); }
    if (!options.names.empty()) { return all; }
    for (const Client& client : facts.clients()) {
        if (!client.peppol_id) { continue; }
        if (options.only_new && lookups.last_known(client.code)) { continue; }
        all.push_back({client.code, *client.peppol_id});
    }
    return all;
}

outbox::ParticipantDirectory open_directory(const Session& session) {
    const auto& settings = session.workspace.participants;
    if (!settings) {
        throw CommandFailure{
            ExitCode::configuration,
            Diagnostics{problem("U187", "mutua.toml names no directory of participants",
                                "write its section [participants], as the template of `mutua init` "
                                "shows")}};
    }
    if (!outbox::is_server_address(settings->name_server)) {
        throw CommandFailure{
            ExitCode::configuration,
            Diagnostics{problem("U187", "participants.name_server is not an address",
                                "write it like 192.0.2.1 or 127.0.0.1:5353, or leave it out for "
                                "the name server of this machine")}};
    }
    return outbox::ParticipantDirectory{
        {settings->zone, settings->name_server, settings->timeout_seconds}};
}

/// The answer to all forms of an identifier, each asked until one is present.
ParticipantAnswer answer_about(outbox::ParticipantDirectory& directory,
                               const cooperative::PeppolId& id) {
    std::vector<ParticipantAnswer> answers;
    for (const std::string& form : cooperative::participant_forms(id)) {
        answers.push_back(directory.find(form));
        if (answers.back().presence == Presence::present) { break; }
    }
    return cooperative::best_answer(answers);
}

/// What a person should do about an answer.
std::optional<Diagnostic> lookup_finding(const std::string& name, const ParticipantAnswer& answer) {
    std::optional<Diagnostic> found;
    if (answer.presence == Presence::unknown) {
        found = problem(
            "S630",
            fmt::format("{}: nobody knows whether it receives e-invoices: {}", name, answer.reason),
            "run it again later; what was known before stays known");
    } else if (answer.presence == Presence::absent) {
        found =
            problem("D163", name + ": the network does not know it: it can receive no e-invoice",
                    "ask the client under which identifier it receives");
    } else if (!receives_invoices(answer)) {
        found = problem("D164", name + ": it is registered, and not for invoices of this kind",
                        "ask the client to have itself registered for Peppol BIS Billing");
    }
    if (found) { found->severity = Severity::warning; }
    return found;
}

std::string yes_or_no(const ParticipantAnswer& answer) {
    if (answer.presence != Presence::present) { return ""; }
    return receives_invoices(answer) ? "yes" : "no";
}

std::string on_one_line(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) { text += (text.empty() ? "" : " ") + word; }
    return text;
}

void keep_lookup(Session& session, const ClientCode& client, Date on,
                 const ParticipantAnswer& answer) {
    store::UnitOfWork work{session.store};
    store::LookupRepository{session.store, session.entity().code}.add(client, on, answer);
    work.commit();
}

ExitCode client_lookup(const Context& context, const LookupOptions& options) {
    Session session = open_session(context);
    const std::vector<LookedUp> wanted = parties(session, options);
    outbox::ParticipantDirectory directory = open_directory(session);
    std::vector<tabular::TextColumn> columns{{"client", "Client"},
                                             {"participant", "Participant"},
                                             {"presence", "Presence"},
                                             {"invoices", "Invoices"}};
    if (context.json) {
        columns.push_back({"publisher", "Publisher"});
        columns.push_back({"document_types", "Document types"});
        columns.push_back({"reason", "Reason"});
    }
    tabular::TextTable table{columns};
    Diagnostics findings;
    bool is_any_unknown = false;
    const auto progress = progress_line(context, "looking up");
    std::size_t done = 0;
    for (const LookedUp& one : wanted) {
        const ParticipantAnswer answer = answer_about(directory, one.id);
        if (one.client) { keep_lookup(session, *one.client, context.today, answer); }
        std::vector<std::string> cells{one.client ? one.client->text() : "", answer.participant,
                                       std::string{to_string(answer.presence)}, yes_or_no(answer)};
        if (context.json) {
            cells.insert(cells.end(),
                         {answer.publisher, on_one_line(answer.document_types), answer.reason});
        }
        table.add(std::move(cells));
        is_any_unknown = is_any_unknown || answer.presence == Presence::unknown;
        if (auto found = lookup_finding(one.client ? one.client->text() : one.id.text(), answer)) {
            findings.push_back(std::move(*found));
        }
        progress(++done, wanted.size());
    }
    if (!table.empty() || context.json) { show(context, table); }
    if (wanted.empty()) { context.err << "Nobody to look up.\n"; }
    report(context, findings);
    return is_any_unknown ? ExitCode::try_later : ExitCode::ok;
}

/// What is known of every client, without asking anybody.
ExitCode client_list(const Context& context) {
    Session session = open_session(context);
    store::LookupRepository lookups{session.store, session.entity().code};
    tabular::TextTable table{{{"client", "Client"},
                              {"name", "Name", tabular::Align::left, Width::cut},
                              {"participant", "Participant"},
                              {"presence", "Presence"},
                              {"invoices", "Invoices"},
                              {"looked_up", "Looked up"}}};
    for (const Client& client :
         store::FactRepository{session.store, session.entity().code}.clients()) {
        const auto known = lookups.last_known(client.code);
        const auto last = known ? known : lookups.last(client.code);
        table.add({client.code.text(), client.name,
                   last               ? last->answer.participant
                   : client.peppol_id ? client.peppol_id->text()
                                      : "",
                   last ? std::string{to_string(last->answer.presence)} : "",
                   last ? yes_or_no(last->answer) : "", last ? mutua::to_string(last->on) : ""});
    }
    show(context, table);
    return ExitCode::ok;
}

}  // namespace

void add_client(const Command& app, Chosen& chosen) {
    const Command group = app.group("client", "Clients, and whether e-invoices can reach them");
    const Command list = group.command(
        "list", "Every client, and what the directory of participants last told of it");
    list.calls(
        [&chosen] { chosen.work = [](const Context& context) { return client_list(context); }; });

    auto options = std::make_shared<LookupOptions>();
    const Command lookup = group.command(
        "lookup",
        "Ask the directory of participants whether clients receive e-invoices: present, absent, or "
        "unknown where nobody answers; a Belgian enterprise is asked for in its three forms, and "
        "what is told of a client is kept with the day");
    lookup.example("mutua client lookup C-001 0208:0712345630");
    lookup.option("names", options->names,
                  "Codes of clients, or identifiers (default: every client that has one)");
    lookup.flag("--new", options->only_new, "Only clients of whom nothing is known yet");
    lookup.calls([&chosen, options] {
        chosen.work = [options](const Context& context) {
            return client_lookup(context, *options);
        };
    });
}

}  // namespace mutua::cli
