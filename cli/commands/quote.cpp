#include "cli/commands/chosen.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"
#include "cli/quote_view.hpp"
#include "engine/service/declared_hours.hpp"
#include "engine/service/late_work.hpp"
#include "engine/store/unit_of_work.hpp"
#include "formats/tabular/import_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mutua::cli {

namespace {

/// A declaration as it is written on the command line: every field a text, as in a file.
struct DeclarationOptions {
    std::string file;
    std::string id;
    std::string member;
    std::string client;
    std::string description;
    std::string dates;
    std::string hours;
    std::string price;
    std::string gross;
    std::string net;
    std::string expenses;
    std::string vat_treatment;
    std::string vat_reason;
    std::string order;
    std::string joint_committee;
    std::string place_country;
    std::string service_nature;
    bool yes = false;
};

using Batch = tabular::ImportBatch<cooperative::Declaration>;
using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view dates_were_chosen =
    "the dates were chosen for you: name them with --dates";

Fields fields_of(const DeclarationOptions& options) {
    Fields fields{{"declaration_id", options.id}, {"member_id", options.member},
                  {"client_id", options.client},  {"description", options.description},
                  {"work_dates", options.dates},  {"hours", options.hours},
                  {"price", options.price}};
    const Fields optional{{"vat_treatment", options.vat_treatment},
                          {"vat_reason", options.vat_reason},
                          {"expenses", options.expenses},
                          {"order_reference", options.order},
                          {"joint_committee", options.joint_committee},
                          {"place_country", options.place_country},
                          {"service_nature", options.service_nature}};
    for (const auto& field : optional) {
        if (!field.second.empty()) { fields.push_back(field); }
    }
    return fields;
}

/// A code made of what is declared: declaring the same thing twice gives the same code.
std::string code_for(const Fields& fields) {
    std::string text;
    for (const auto& [name, value] : fields) { text += name + '\0' + value + '\0'; }
    return "D-" + to_hex(sha256(text)).substr(0, 10);
}

/// The option that fills a column; nothing for a column that none fills.
std::string_view option_for(std::string_view column) {
    constexpr std::pair<std::string_view, std::string_view> options[] = {
        {"declaration_id", "--id"},
        {"member_id", "--member"},
        {"client_id", "--client"},
        {"description", "--description"},
        {"work_dates", "--dates"},
        {"hours", "--hours"},
        {"price", "--price"},
        {"expenses", "--expenses"},
        {"vat_treatment", "--vat-treatment"},
        {"vat_reason", "--vat-reason"},
        {"order_reference", "--order"},
        {"joint_committee", "--joint-committee"},
        {"place_country", "--place"},
        {"service_nature", "--nature"}};
    for (const auto& [known, option] : options) {
        if (known == column) { return option; }
    }
    return {};
}

/// Findings about what was written as options, in words of options: whoever typed them knows no
/// columns.
Diagnostics in_options(Diagnostics findings) {
    for (Diagnostic& finding : findings) {
        finding.where = {};
        const std::size_t end = std::min(finding.message.find(": "), finding.message.size());
        const std::string_view option =
            option_for(std::string_view{finding.message}.substr(0, end));
        if (!option.empty()) { finding.message.replace(0, end, option); }
    }
    return findings;
}

/// What is wrong with a declaration, in the words of where it came from.
Diagnostics told(const Batch& batch, const DeclarationOptions& options) {
    Diagnostics findings = batch.all_diagnostics();
    return options.file.empty() ? in_options(std::move(findings)) : findings;
}

/// Reasons against a quote; where the dates were chosen for its reader, that is said.
Diagnostics told_of_quote(Diagnostics reasons, const DeclarationOptions& given) {
    if (!given.file.empty()) { return reasons; }
    reasons = in_options(std::move(reasons));
    for (Diagnostic& reason : reasons) {
        if (!given.dates.empty() || !reason.message.starts_with("--dates: ")) { continue; }
        reason.help += (reason.help.empty() ? "" : "; ") + std::string{dates_were_chosen};
    }
    return reasons;
}

Batch read_one(const Context& context, const Session& session, const DeclarationOptions& options) {
    auto words = import_words(session.rules, context.today);
    words.make_key = code_for;
    if (!options.file.empty()) {
        return tabular::read_declarations(input_bytes(context, options.file), options.file, words);
    }
    return tabular::read_declaration(fields_of(options), "declaration", words);
}

settlement::Quote quoted(Session& session, const DeclarationOptions& given,
                         const settlement::QuoteRequest& request) {
    auto made = settlement::quote(session.rules, request);
    if (!made) { throw CommandFailure{ExitCode::bad_input, told_of_quote(made.error(), given)}; }
    return std::move(*made);
}

// --- quote ----------------------------------------------------------------------------------

/// The client of a quote that names none: a Belgian company.
cooperative::Client any_client() {
    cooperative::Client client;
    client.address.country = "BE";
    client.kind = "company";
    return client;
}

cooperative::MemberVersions member_for_quote(Session& session, const DeclarationOptions& options) {
    store::FactRepository facts{session.store, session.entity().code};
    auto versions = facts.member_versions(MemberCode{options.member});
    if (!versions.empty()) { return versions; }
    throw unknown_party("member", "I501", options.member, codes_of(facts.members()));
}

cooperative::Client client_for_quote(Session& session, const DeclarationOptions& options) {
    if (options.client.empty()) { return any_client(); }
    store::FactRepository facts{session.store, session.entity().code};
    if (const auto found = facts.client(ClientCode{options.client})) { return *found; }
    throw unknown_party("client", "I502", options.client, codes_of(facts.clients()));
}

Money amount_option(const std::string& name, const std::string& text) {
    const tabular::NumberReading read = tabular::read_hundredths(text);
    if (read.fault == tabular::NumberFault::none && read.hundredths > 0) {
        return euro_cents(read.hundredths);
    }
    if (read.fault == tabular::NumberFault::two_readings) {
        throw CommandFailure{
            ExitCode::usage,
            fmt::format("error U115: {}: `{}` can mean {} or {}\n  = help: write it like 1234.50",
                        name, text, read.grouped_reading, read.decimal_reading)};
    }
    throw CommandFailure{ExitCode::usage,
                         fmt::format("error U115: {}: `{}` is not an amount above zero\n  = help: "
                                     "write it like 1234.50",
                                     name, text)};
}

/// The price that reaches the gross or net pay that was asked for.
Money price_asked(const Context& context, Session& session, const DeclarationOptions& options,
                  const settlement::QuoteRequest& request) {
    const bool from_gross = !options.gross.empty();
    const Money target =
        from_gross ? amount_option("--gross", options.gross) : amount_option("--net", options.net);
    const auto price = from_gross ? settlement::price_for_gross(session.rules, request, target)
                                  : settlement::price_for_net(session.rules, request, target);
    if (price) { return *price; }
    // Days that the rules do not cover have no price at all, and that is the reason to give.
    const auto assessed = settlement::assess(session.rules, request);
    if (!assessed && assessed.error().front().code != "E501") {
        throw CommandFailure{ExitCode::bad_input, told_of_quote(assessed.error(), options)};
    }
    // Nor has a member whom the checks refuse at any price.
    Diagnostics refusals;
    const auto findings = assessed ? assessed->findings : std::vector<settlement::CheckFinding>{};
    for (const settlement::CheckFinding& finding : findings) {
        if (finding.severity != Severity::error || finding.field != "member_id") { continue; }
        refusals.push_back(as_diagnostic(finding, context.language));
    }
    if (!refusals.empty()) {
        throw CommandFailure{ExitCode::bad_input, told_of_quote(std::move(refusals), options)};
    }
    throw CommandFailure{
        ExitCode::bad_input,
        fmt::format("error E502: no price gives a {} pay of {}\n  = help: ask for less, or start "
                    "from the price that the client would pay: --price",
                    from_gross ? "gross" : "net", to_string(target))};
}

/// Days for a quote that names none, and says so: what is wrong with them is not the member's
/// doing.
std::string chosen_dates(const Context& context, Session& session,
                         const DeclarationOptions& options) {
    const tabular::NumberReading hours = tabular::read_hundredths(options.hours);
    const bool readable = hours.fault == tabular::NumberFault::none && hours.hundredths > 0;
    const auto days =
        settlement::likely_dates(session.rules, readable ? hours.hundredths : 1, context.today);
    if (!days) {
        Diagnostics reasons = days.error();
        for (Diagnostic& reason : reasons) {
            reason.message = "--dates: no days can be chosen for you: " + reason.message;
            reason.help += (reason.help.empty() ? "" : "; ") + std::string{"name them yourself"};
        }
        throw CommandFailure{ExitCode::bad_input, reasons};
    }
    std::string text;
    for (const Date day : *days) { text += (text.empty() ? "" : ";") + to_string(day); }
    if (!context.quiet && readable) {
        context.err << fmt::format("note: without --dates, for {} from {} to {}\n",
                                   counted_items(days->size(), "working day"),
                                   to_string(days->front()), to_string(days->back()));
    }
    return text;
}

/// The checks' objections and what else is worth knowing, in the words of options.
void tell_findings(const Context& context, const settlement::Quote& made,
                   const DeclarationOptions& given) {
    Diagnostics findings;
    for (const settlement::CheckFinding& finding : made.findings) {
        findings.push_back(as_diagnostic(finding, context.language));
    }
    if (findings.empty()) { return; }
    report(context, in_options(std::move(findings)));
    const bool about_dates = std::any_of(
        made.findings.begin(), made.findings.end(), [](const settlement::CheckFinding& finding) {
            return finding.field == "hours" || finding.field == "work_dates";
        });
    if (given.dates.empty() && about_dates) {
        context.err << "  = help: " << dates_were_chosen << '\n';
    }
}

ExitCode quote(const Context& context, const DeclarationOptions& given) {
    const int starts =
        (given.price.empty() ? 0 : 1) + (given.gross.empty() ? 0 : 1) + (given.net.empty() ? 0 : 1);
    if (starts != 1) {
        throw CommandFailure{ExitCode::usage,
                             "error U132: a quote starts from one of --price, --gross and --net"};
    }
    Session session = open_session(context);
    const auto versions = member_for_quote(session, given);
    const auto client = client_for_quote(session, given);
    DeclarationOptions options = given;
    if (options.client.empty()) { options.client = "ANY"; }
    if (options.description.empty()) { options.description = "a service to be quoted"; }
    if (given.dates.empty()) { options.dates = chosen_dates(context, session, options); }
    if (options.price.empty()) { options.price = "1.00"; }  // replaced below
    const Batch batch = read_one(context, session, options);
    if (batch.rows.size() != 1 || !batch.rows.front().fact) {
        throw CommandFailure{ExitCode::bad_input, told(batch, options)};
    }
    cooperative::Declaration declaration = *batch.rows.front().fact;
    const cooperative::Member member = cooperative::employed(versions, declaration);
    const settlement::OtherHours others =
        service::DeclaredHours{session.store, session.entity().code}.beside(declaration);
    const settlement::QuoteRequest request{declaration, member, client, context.today, others};
    if (given.price.empty()) { declaration.price = price_asked(context, session, given, request); }
    settlement::Quote made = quoted(session, given, request);
    service::PaidMonths paid{session.store, session.entity().code};
    if (auto late = paid.finding(declaration, member.worker_category)) {
        made.findings.push_back(std::move(*late));
    }
    if (!made.lines.empty()) { show_quote(context, made); }
    tell_findings(context, made, given);
    return made.acceptable() ? ExitCode::ok : ExitCode::bad_input;
}

// --- declare --------------------------------------------------------------------------------

ExitCode record(const Context& context, Session& session,
                const cooperative::Declaration& declaration) {
    store::UnitOfWork work{session.store};
    store::FactRepository facts{session.store, session.entity().code};
    const auto recorded = facts.add_declaration(declaration, context.today);
    if (recorded == store::Recorded::conflict) {
        throw CommandFailure{
            ExitCode::bad_input,
            fmt::format("error I303: declaration `{}` is in the store already, with other content"
                        "\n  = help: give the new one a code of its own with --id",
                        declaration.code.text())};
    }
    work.commit();
    context.out << fmt::format("Declared {}: submitted, for the back office to review.\n",
                               declaration.code.text());
    return ExitCode::ok;
}

/// Everything that is known to be wrong, found before anything is asked.
void check_one(const Context& context, Session& session, Batch& batch) {
    store::FactRepository facts{session.store, session.entity().code};
    check_declarations(session, batch, context, WorkBegun::error);
    for (auto& row : batch.rows) {
        if (!row.fact || !facts.declaration(row.fact->code)) { continue; }
        row.diagnostics.push_back(batch.finding(
            row, "declaration_id", Severity::error, "I303",
            fmt::format("`{}` is in the store already, with other content", row.fact->code.text()),
            "give the new declaration a code of its own"));
        row.reject();
    }
    if (batch.rows.size() == 1 || has_error(batch.diagnostics)) { return; }
    throw CommandFailure{
        ExitCode::bad_input,
        batch.rows.empty()
            ? "error U134: the file holds no declaration\n  = help: write one row below the header"
            : "error U134: the file holds more than one declaration\n  = help: `mutua import "
              "declarations FILE` takes many"};
}

void refuse_mixture(const DeclarationOptions& options) {
    if (options.file.empty()) { return; }
    for (const auto& [name, value] : fields_of(options)) {
        if (value.empty()) { continue; }
        throw CommandFailure{ExitCode::usage,
                             "error U133: a declaration comes from --file or from the other "
                             "options, not from both\n  = help: write everything in the file, or "
                             "leave --file out"};
    }
}

/// True when the very same declaration is in the store.
bool was_declared(const Context& context, Session& session, const Batch& batch) {
    if (batch.rows.size() != 1 || !batch.rows.front().fact) { return false; }
    const auto& row = batch.rows.front();
    const auto stored =
        store::FactRepository{session.store, session.entity().code}.declaration(row.fact->code);
    if (!stored || stored->content_hash != to_hex(row.content_hash)) { return false; }
    context.out << fmt::format("{} was declared before and is {}{}: nothing changed.\n",
                               row.fact->code.text(), to_string(stored->status),
                               stored->rejection ? " (" + *stored->rejection + ")" : "");
    return true;
}

ExitCode declare(const Context& context, const DeclarationOptions& options) {
    refuse_mixture(options);
    Session session = open_session(context);
    Batch batch = read_one(context, session, options);
    if (was_declared(context, session, batch)) { return ExitCode::ok; }
    check_one(context, session, batch);
    report(context, told(batch, options));
    if (batch.rows.size() != 1 || !batch.rows.front().fact) {
        context.err << "Nothing was declared.\n";
        return ExitCode::bad_input;
    }
    store::FactRepository facts{session.store, session.entity().code};
    const cooperative::Declaration& declaration = *batch.rows.front().fact;
    const settlement::Quote made = quoted(session, options,
                                          {declaration, *facts.employed(declaration),
                                           *facts.client(declaration.client), context.today});
    show_quote(context, made);
    if (!confirm(context, "Declare this?", options.yes)) {
        context.err << "Nothing was declared.\n";
        return ExitCode::ok;
    }
    return record(context, session, declaration);
}

void add_fields(const Command& command, DeclarationOptions& options) {
    command.option("--member", options.member, "Code of the member");
    command.option("--client", options.client, "Code of the client");
    command.option("--dates", options.dates, "Worked days: 2026-12-03;2026-12-04");
    command.option("--hours", options.hours, "Hours in all: 15.20");
    command.option("--price", options.price, "Price before VAT");
    command.option("--expenses", options.expenses, "Expenses to be repaid, inside the price");
    command.option("--description", options.description, "What was done, for the invoice");
    command.option("--vat-treatment", options.vat_treatment, "Other than the rules decide");
    command.option("--vat-reason", options.vat_reason, "Why");
    command.option("--order", options.order, "The client's purchase order");
    command.option("--joint-committee", options.joint_committee, "Other than the member's");
    command.option("--place", options.place_country,
                   "Country of the work, when not Belgium; XI for Northern Ireland");
    command.option("--nature", options.service_nature,
                   "Nature of the service, when VAT depends on it: performance, lodging …");
}

}  // namespace

void add_quote(const Command& app, Chosen& chosen) {
    const Command command = app.command(
        "quote", "From price, gross or net: the whole breakdown, before anything is committed");
    auto options = std::make_shared<DeclarationOptions>();
    add_fields(command, *options);
    command.needs("--member");
    command.needs("--hours");
    command.option("--gross", options->gross, "Gross pay to reach, instead of a price");
    command.option("--net", options->net, "Net pay to reach, instead of a price");
    command.calls([&chosen, options] {
        chosen.work = [options](const Context& context) { return quote(context, *options); };
    });
}

void add_declare(const Command& app, Chosen& chosen) {
    const Command command = app.command(
        "declare", "Declare a service: every error at once, the breakdown, then a question");
    auto options = std::make_shared<DeclarationOptions>();
    add_fields(command, *options);
    command.option("--id", options->id, "Code of the declaration (default: made of it)");
    command.option("--file", options->file, "One declaration in a CSV or JSON file");
    command.flag("--yes", options->yes, "Do not ask");
    command.calls([&chosen, options] {
        chosen.work = [options](const Context& context) { return declare(context, *options); };
    });
}

}  // namespace mutua::cli
