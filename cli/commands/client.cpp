#include "cli/commands/chosen.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"
#include "cli/shared_findings.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/lookup_repository.hpp"
#include "engine/store/unit_of_work.hpp"
#include "formats/outbox/participant_directory.hpp"
#include "formats/ubl/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

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

/// Who is looked up, and who cannot be.
struct Parties {
    std::vector<LookedUp> wanted;
    std::vector<NamedFinding> refused;
    ExitCode refusal = ExitCode::usage;
};

void add_client_named(Parties& parties, const std::string& name,
                      const std::vector<Client>& clients) {
    const auto client = std::find_if(clients.begin(), clients.end(),
                                     [&](const Client& one) { return one.code.text() == name; });
    if (client == clients.end()) {
        parties.refusal = ExitCode::bad_input;
        const std::string help =
            unknown_party_help("client", name, codes_of(clients), Told::back_office);
        parties.refused.push_back(
            {name, problem("I502", "no client `" + printable(name) + "`", help), ""});
    } else if (!client->peppol_id) {
        parties.refused.push_back(
            {name,
             problem("U188", "client " + name + " has no Peppol identifier",
                     "name an identifier, or import the client with its `peppol_id`"),
             "no identifier"});
    } else {
        parties.wanted.push_back({client->code, *client->peppol_id});
    }
}

void add_identifier(Parties& parties, const std::string& name) {
    if (const auto id = cooperative::parse_peppol_id(name)) {
        parties.wanted.push_back({std::nullopt, *id});
        return;
    }
    parties.refused.push_back(
        {name,
         problem("U188", "`" + printable(name) + "` is no Peppol identifier",
                 "write it like 0208:0712345630; 0208 and 9925 have check digits"),
         ""});
}

/// Those that were named, or every client with an identifier.
Parties parties_of(Session& session, const LookupOptions& options) {
    const EntityCode entity = session.entity().code;
    const std::vector<Client> clients = store::FactRepository{session.store, entity}.clients();
    Parties parties;
    std::set<std::string> seen;
    for (const std::string& name : options.names) {
        if (!seen.insert(name).second) { continue; }
        if (name.find(':') == std::string::npos) {
            add_client_named(parties, name, clients);
        } else {
            add_identifier(parties, name);
        }
    }
    if (!options.names.empty()) { return parties; }
    store::LookupRepository lookups{session.store, entity};
    for (const Client& client : clients) {
        if (!client.peppol_id) { continue; }
        if (options.only_new && lookups.last_known(client.code)) { continue; }
        parties.wanted.push_back({client.code, *client.peppol_id});
    }
    return parties;
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
std::optional<NamedFinding> lookup_finding(const LookedUp& who, const ParticipantAnswer& answer) {
    const std::string name = who.client ? who.client->text() : who.id.text();
    const auto warning = [&](const char* code, const std::string& what, const std::string& help) {
        Diagnostic found = problem(code, name + ": " + what, help);
        found.severity = Severity::warning;
        return NamedFinding{name, std::move(found), what};
    };
    if (answer.presence == Presence::unknown) {
        return warning("S630", "nobody knows whether it receives e-invoices: " + answer.reason,
                       "run it again later; what was known before stays known");
    }
    if (answer.presence == Presence::absent) {
        return warning("D163", "the network does not know it: it can receive no e-invoice",
                       "ask the client under which identifier it receives");
    }
    if (!receives_invoices(answer)) {
        return warning("D164", "it is registered, and not for invoices of this kind",
                       "ask the client to have itself registered for Peppol BIS Billing");
    }
    return std::nullopt;
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
    constexpr std::size_t told_one_by_one = 1;
    const Sharing sharing{told_one_by_one, "other", ": "};
    Session session = open_session(context);
    const auto [wanted, refused, refusal] = parties_of(session, options);
    if (wanted.empty() && !refused.empty()) {
        tell_shared(context, refused, sharing);
        return refusal;
    }
    if (!session.workspace.participants) { tell_shared(context, refused, sharing); }
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
    std::vector<NamedFinding> findings = refused;
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
        if (auto found = lookup_finding(one, answer)) { findings.push_back(std::move(*found)); }
        progress(++done, wanted.size());
    }
    if (!table.empty() || context.json) { show(context, table); }
    if (wanted.empty()) { context.err << "Nobody to look up.\n"; }
    tell_shared(context, findings, sharing);
    if (!refused.empty()) { return ExitCode::partly_done; }
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
