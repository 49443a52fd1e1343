#include "cli/commands/invoice_send.hpp"

#include "cli/access_point.hpp"
#include "cli/outgoing.hpp"
#include "cli/output.hpp"
#include "engine/core/nearest.hpp"
#include "engine/service/send_documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <thread>

namespace mutua::cli {

namespace {

using service::DeliveryItem;
using service::DeliveryReport;
using service::DeliveryRequest;
using settlement::DeliveryEvent;
using settlement::DeliveryMode;
using settlement::DeliveryStatus;
using tabular::Width;

struct SendOptions {
    std::vector<std::string> numbers;
    std::size_t limit = 0;
    bool dry_run = false;
    bool live = false;
    bool yes = false;
    bool ask = false;
    bool open = false;
};

std::vector<store::DeliveryRow> outbox_rows(Session& session) {
    return store::DeliveryRepository{session.store, session.entity().code}.list();
}

/// Every number that was named is in the outbox. Errors: CommandFailure (65): I510, U186.
void prove_numbers(const std::vector<std::string>& numbers,
                   const std::vector<store::DeliveryRow>& rows, bool is_sending) {
    Diagnostics findings;
    for (const std::string& number : numbers) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const store::DeliveryRow& one) {
            return one.document == number;
        });
        if (row == rows.end()) {
            std::vector<std::string> known;
            for (const auto& one : rows) { known.push_back(one.document); }
            const std::string near = mutua::did_you_mean(number, known);
            findings.push_back(
                problem("I510", "no invoice or credit note `" + number + "`",
                        near.empty() ? "`mutua invoice list` shows their numbers" : near));
        } else if (is_sending && row->channel == settlement::Channel::paper) {
            findings.push_back(problem("U186", number + ": its client gets it on paper",
                                       "print it with `mutua invoice show " + number + "`"));
        }
    }
    if (!findings.empty()) { throw CommandFailure{ExitCode::bad_input, findings}; }
}

/// Waits as long as it makes sense, or as the access point asks, where that is short.
bool wait_a_little(std::size_t tries, std::optional<std::int64_t> seconds) {
    constexpr std::int64_t longest = 60;
    if (seconds.value_or(0) > longest) { return false; }
    const auto own = std::chrono::milliseconds{250} * (1 << std::min<std::size_t>(tries, 6));
    std::this_thread::sleep_for(seconds ? std::chrono::seconds{*seconds} : own);
    return true;
}

DeliveryRequest delivery_request(const Context& context, const Session& session,
                                 const SendOptions& options, const OpenAccessPoint& opened) {
    DeliveryRequest request;
    request.entity = session.entity().code;
    request.on = context.today;
    request.mode = opened.mode;
    request.access_point = opened.url;
    request.numbers = options.numbers;
    request.limit = options.limit;
    return request;
}

service::DeliveryTools delivery_tools(Session& session, OpenAccessPoint& opened,
                                      const ubl::validation::Validator& validator) {
    return {[&](const std::string& number) { return ready_document(session, validator, number); },
            [&](const settlement::SentDocument& sent) { return opened.point->submit(sent); },
            [&](const std::string& key) { return opened.point->status(key); }, wait_a_little};
}

Diagnostic warning_of(std::string code, std::string text, std::string help) {
    Diagnostic found = problem(std::move(code), std::move(text), std::move(help));
    found.severity = Severity::warning;
    return found;
}

/// What was kept here: its seller is another, or it breaks a rule.
Diagnostic fault_of(const DeliveryItem& item) {
    const std::string& number = item.document;
    const std::string seller_mark = std::string{seller_rule} + ": ";
    if (item.reason.starts_with(seller_mark)) {
        return problem(seller_rule,
                       number + ": was not sent: " + item.reason.substr(seller_mark.size()),
                       "send it from the workspace of the entity that issued it; real invoices are "
                       "issued in one that `mutua init DIR` makes, with your own entity");
    }
    return problem(
        "D160", number + ": was not sent: " + item.reason,
        "credit it with `mutua invoice credit " + number + "`, and invoice the corrected work");
}

/// What waits although it was tried: why, and that nothing was lost.
Diagnostic wait_of(const DeliveryItem& item) {
    return problem("S620",
                   item.document + ": has not arrived, and waits: " +
                       (item.reason.empty() ? "the access point does not have it" : item.reason),
                   "run the same command again later; nothing is sent twice");
}

/// What a person has to know of a document that is not simply on its way.
std::optional<Diagnostic> finding_of(const DeliveryItem& item) {
    const std::string& number = item.document;
    if (item.is_lost) {
        return warning_of("S624",
                          number + ": the access point has it no longer, although it accepted it",
                          "ask the access point, with the receipt that `mutua invoice status " +
                              number + "` shows; it is not sent again");
    }
    if (item.is_elsewhere) {
        return problem("S625", number + ": another access point may have it",
                       "write the former `url` in mutua.toml, run `mutua invoice status --ask`, "
                       "then write the new one");
    }
    if (item.event == DeliveryEvent::faulty) { return fault_of(item); }
    if (item.event == DeliveryEvent::refused) {
        return problem("D161", number + ": the access point does not take it: " + item.reason,
                       "mend the cause and run `mutua invoice send " + number +
                           "`, or credit it with `mutua invoice credit " + number + "`");
    }
    if (item.event == DeliveryEvent::rejected) {
        return problem("D162", number + ": it could not be delivered: " + item.reason,
                       "credit it with `mutua invoice credit " + number +
                           "`, and invoice it again when the client can receive it");
    }
    if (settlement::must_ask(item.event)) {
        return problem("S622", number + ": nobody knows whether it arrived: " + item.reason,
                       "run the same command again: the access point is asked before anything is "
                       "sent");
    }
    if (item.event && item.status == DeliveryStatus::waiting) { return wait_of(item); }
    return std::nullopt;
}

/// What end_of() says once for all documents, when nobody answers or lets us in, is not said for
/// each.
Diagnostics findings_of(const DeliveryReport& done) {
    Diagnostics findings;
    for (const DeliveryItem& item : done.items) {
        const bool is_told_at_end =
            done.end != DeliveryReport::End::done && item.status == DeliveryStatus::waiting;
        auto found = is_told_at_end ? std::nullopt : finding_of(item);
        if (found) { findings.push_back(std::move(*found)); }
    }
    return findings;
}

void show_items(const Context& context, const DeliveryReport& done) {
    tabular::TextTable table{{{"number", "Number"},
                              {"status", "Status"},
                              {"receipt", "Receipt", tabular::Align::left, Width::cut},
                              {"reason", "Reason", tabular::Align::left, Width::wrapped}}};
    for (const DeliveryItem& item : done.items) {
        table.add({item.document, std::string{to_string(item.status)}, item.receipt, item.reason});
    }
    if (!table.empty() || context.json) { show(context, table); }
    report(context, findings_of(done));
}

std::string mode_mark(DeliveryMode mode) {
    return mode == DeliveryMode::live ? "[LIVE]" : "[SANDBOX]";
}

/// Ends a run: why it stopped, and the code.
ExitCode end_of(const Context& context, const DeliveryReport& done, const OpenAccessPoint& opened) {
    const auto has = [&done](const auto& is_so) {
        return std::any_of(done.items.begin(), done.items.end(), is_so);
    };
    const std::string left =
        done.left == 0 ? "" : fmt::format("; {} not tried", counted_items(done.left, "document"));
    if (done.end == DeliveryReport::End::denied) {
        report(context, {problem("S621", fmt::format("{}: {}{}", opened.url, done.why, left),
                                 "mend [access_point] in mutua.toml or its token, and run the same "
                                 "command again")});
        return ExitCode::configuration;
    }
    if (done.end == DeliveryReport::End::unreachable) {
        report(context, {problem("S620", fmt::format("{}: {}{}", opened.url, done.why, left),
                                 "run the same command again when it can be reached; nothing is "
                                 "sent twice")});
        return ExitCode::unavailable;
    }
    if (has([](const DeliveryItem& item) {
            return settlement::must_ask(item.event) || item.status == DeliveryStatus::waiting;
        })) {
        return ExitCode::try_later;
    }
    const bool is_partly = has([](const DeliveryItem& item) {
        return item.status == DeliveryStatus::rejected || item.is_elsewhere || item.is_lost;
    });
    return is_partly ? ExitCode::partly_done : ExitCode::ok;
}

ExitCode dry_run(const Context& context, Session& session, const SendOptions& options) {
    DeliveryRequest request;
    request.entity = session.entity().code;
    request.numbers = options.numbers;
    request.limit = options.limit;
    const ubl::validation::Validator validator;
    tabular::TextTable table{{{"number", "Number"},
                              {"status", "Status"},
                              {"client", "Client", tabular::Align::left, Width::cut},
                              {"receiver", "Receiver"},
                              {"bytes", "Bytes", tabular::Align::right},
                              {"faults", "Faults", tabular::Align::left, Width::wrapped}}};
    std::size_t faulty = 0;
    const auto rows = service::documents_to_send(session.store, request);
    for (const store::DeliveryRow& row : rows) {
        const auto ready = ready_document(session, validator, row.document);
        const OutgoingReceiver receiver = receiver_of(session, row.document);
        std::string faults;
        for (const std::string& one : ready.faults) {
            faults += (faults.empty() ? "" : "; ") + one;
        }
        faulty += ready.faults.empty() ? 0U : 1U;
        table.add({row.document, std::string{to_string(row.status())}, receiver.client,
                   receiver.participant, std::to_string(ready.bytes.size()), faults});
    }
    if (!table.empty() || context.json) { show(context, table); }
    context.err << fmt::format("Nothing was sent. {} would be{}.\n",
                               counted_items(rows.size() - faulty, "document"),
                               faulty == 0 ? "" : fmt::format("; {} would not", faulty));
    return faulty == 0 ? ExitCode::ok : ExitCode::partly_done;
}

/// The answer before real invoices leave.
bool may_send(const Context& context, const SendOptions& options, const OpenAccessPoint& opened,
              const std::vector<store::DeliveryRow>& rows) {
    if (opened.mode == DeliveryMode::sandbox) { return true; }
    const std::string range =
        rows.size() == 1 ? rows.front().document
                         : fmt::format("{} to {}", rows.front().document, rows.back().document);
    return confirm(context,
                   fmt::format("Send {} ({}) to their receivers by {}?",
                               counted_items(rows.size(), "document"), range, opened.url),
                   options.yes);
}

ExitCode invoice_send(const Context& context, const SendOptions& options) {
    Session session = open_session(context);
    prove_numbers(options.numbers, outbox_rows(session), true);
    if (options.dry_run) { return dry_run(context, session, options); }
    OpenAccessPoint opened =
        open_access_point(session, options.live ? Errand::sending_live : Errand::sending);
    const SenderLock lock{session.workspace};
    const DeliveryRequest request = delivery_request(context, session, options, opened);
    const auto rows = service::documents_to_send(session.store, request);
    if (rows.empty()) {
        if (context.json) { show_items(context, {}); }
        context.err << "Nothing to send: no document waits.\n";
        return ExitCode::ok;
    }
    if (!may_send(context, options, opened, rows)) {
        context.err << "Nothing was sent.\n";
        return ExitCode::ok;
    }
    const ubl::validation::Validator validator;
    const auto done =
        service::send_documents(session.store, request, delivery_tools(session, opened, validator),
                                progress_line(context, "sending documents"));
    show_items(context, done);
    const auto arrived = std::count_if(done.items.begin(), done.items.end(), [](const auto& item) {
        return item.status == DeliveryStatus::accepted || item.status == DeliveryStatus::delivered;
    });
    context.err << fmt::format("{} {} of {} with {}.\n", mode_mark(opened.mode), arrived,
                               counted_items(rows.size(), "document"), opened.url);
    return end_of(context, done, opened);
}

/// Asks the access point first, and tells what is wrong.
ExitCode ask_first(const Context& context, Session& session, const SendOptions& options) {
    OpenAccessPoint opened = open_access_point(session, Errand::asking);
    const SenderLock lock{session.workspace};
    const ubl::validation::Validator validator;
    const auto done = service::ask_about_documents(
        session.store, delivery_request(context, session, options, opened),
        delivery_tools(session, opened, validator), progress_line(context, "asking"));
    report(context, findings_of(done));
    return end_of(context, done, opened);
}

bool is_open(DeliveryStatus status) {
    return status != DeliveryStatus::delivered && status != DeliveryStatus::on_paper;
}

ExitCode invoice_status(const Context& context, const SendOptions& options) {
    Session session = open_session(context);
    prove_numbers(options.numbers, outbox_rows(session), false);
    const ExitCode code = options.ask ? ask_first(context, session, options) : ExitCode::ok;
    tabular::TextTable table{{{"number", "Number"},
                              {"status", "Status"},
                              {"since", "Since"},
                              {"mode", "Mode"},
                              {"receipt", "Receipt", tabular::Align::left, Width::cut},
                              {"reason", "Reason", tabular::Align::left, Width::wrapped}}};
    const std::set<std::string> named{options.numbers.begin(), options.numbers.end()};
    for (const store::DeliveryRow& row : outbox_rows(session)) {
        if (!named.empty() && !named.contains(row.document)) { continue; }
        if (options.open && !is_open(row.status())) { continue; }
        const auto& last = row.last;
        table.add({row.document, std::string{to_string(row.status())},
                   mutua::to_string(last ? last->on : row.created_on),
                   last ? std::string{to_string(last->mode)} : "", last ? last->receipt : "",
                   last ? last->reason : ""});
    }
    show(context, table);
    return code;
}

}  // namespace

void add_invoice_send(const Command& invoice, Chosen& chosen) {
    auto options = std::make_shared<SendOptions>();
    const Command send = invoice.command(
        "send",
        "Hand e-invoices to the access point, each once, in the order of their numbers. A sandbox "
        "workspace reaches trial systems and this machine only; any other sends to real receivers, "
        "and only with --live");
    send.example("mutua invoice send --dry-run");
    send.option("numbers", options->numbers,
                "Only these; a refused one is tried again when it is named");
    send.flag("--dry-run", options->dry_run, "What would be sent; nobody is asked");
    send.option("--limit", options->limit, "At most so many in this run").between(1, 1'000'000);
    send.flag("--live", options->live, "To real receivers; refused in a sandbox");
    send.flag("--yes", options->yes, "Do not ask");
    send.calls([&chosen, options] {
        chosen.work = [options](const Context& context) { return invoice_send(context, *options); };
    });

    const Command status = invoice.command(
        "status",
        "How far each document came: waiting, sending, uncertain, accepted, delivered, rejected, "
        "on paper");
    status.example("mutua invoice status --open --ask");
    status.option("numbers", options->numbers, "Only these");
    status.flag("--open", options->open, "Only what is not delivered");
    status.flag("--ask", options->ask,
                "Ask the access point first about what it has or may have; nothing is sent");
    status.calls([&chosen, options] {
        chosen.work = [options](const Context& context) {
            return invoice_status(context, *options);
        };
    });
}

}  // namespace mutua::cli
