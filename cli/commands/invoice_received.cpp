#include "cli/commands/invoice_received.hpp"

#include "cli/commands/attached_files.hpp"
#include "cli/commands/batch.hpp"
#include "cli/output.hpp"
#include "engine/settlement/trade/trade_difference.hpp"
#include "engine/store/received_repository.hpp"
#include "formats/tabular/text_trade.hpp"
#include "formats/ubl/document_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <system_error>

namespace mutua::cli {

namespace {

using store::ReceivedId;
using store::ReceivedRepository;
using store::ReceivedRow;

struct ReceivedOptions {
    std::string month;
    std::string key;
    std::string xml_file;
    std::string attachments_folder;
};

ReceivedRepository received_of(Session& session) {
    return ReceivedRepository{session.store, session.entity().code};
}

std::vector<tabular::TextColumn> received_columns(bool is_whole) {
    using tabular::Align;
    using tabular::Width;
    std::vector<tabular::TextColumn> columns{{"id", "Id"},
                                             {"number", "Number", Align::left, Width::below},
                                             {"type", "Type"},
                                             {"partner_id", "Partner", Align::left, Width::below},
                                             {"partner", "Name", Align::left, Width::cut},
                                             {"issued", "Issued"},
                                             {"due", "Due"},
                                             {"payable", "Payable", Align::right},
                                             {"currency", "Cur."}};
    if (is_whole) {
        const std::vector<tabular::TextColumn> more{{"net", "Net", Align::right},
                                                    {"vat", "VAT", Align::right},
                                                    {"total", "Total", Align::right},
                                                    {"we_are", "We are"},
                                                    {"received", "Received"}};
        columns.insert(columns.end(), more.begin(), more.end());
    }
    return columns;
}

std::vector<std::string> received_cells(const ReceivedRow& row, bool is_whole) {
    const store::ReceivedFacts& facts = row.facts;
    // A credit note takes away: lists add up.
    const auto shown = [&facts](Money amount) {
        return mutua::to_string(facts.is_credit_note ? -amount : amount);
    };
    std::vector<std::string> cells{mutua::to_string(row.id),
                                   printable(facts.number),
                                   facts.type_code,
                                   printable(facts.partner_id),
                                   printable(facts.partner_name),
                                   mutua::to_string(facts.issue_date),
                                   facts.due_date ? mutua::to_string(*facts.due_date) : "",
                                   shown(facts.payable),
                                   std::string{mutua::to_string(facts.payable.currency())}};
    if (is_whole) {
        cells.insert(cells.end(),
                     {shown(facts.net), shown(facts.vat), shown(facts.total),
                      std::string{to_string(facts.role)}, mutua::to_string(row.received_on)});
    }
    return cells;
}

ExitCode received_list(const Context& context, const ReceivedOptions& options) {
    Session session = open_session(context);
    std::optional<Month> month;
    if (!options.month.empty()) { month = month_option("--month", options.month); }
    // A person sees what fits on a screen; programs get everything.
    const bool is_whole = context.json || !context.out_is_terminal;
    tabular::TextTable table{received_columns(is_whole)};
    for (const ReceivedRow& row : received_of(session).list(month)) {
        table.add(received_cells(row, is_whole));
    }
    show(context, table);
    return ExitCode::ok;
}

/// "REC-3".
std::optional<ReceivedId> received_id(std::string_view text) {
    const std::string_view prefix = "REC-";
    if (!text.starts_with(prefix)) { return std::nullopt; }
    text.remove_prefix(prefix.size());
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) { return std::nullopt; }
    return ReceivedId{value};
}

ReceivedRow received_named(Session& session, const std::string& key) {
    ReceivedRepository received = received_of(session);
    if (const auto id = received_id(key)) {
        if (auto row = received.find(*id)) { return std::move(*row); }
    }
    auto rows = received.numbered(key);
    if (rows.size() == 1) { return std::move(rows.front()); }
    if (rows.empty()) {
        throw CommandFailure{ExitCode::bad_input,
                             {problem("I562", "no received document `" + printable(key) + "`",
                                      "`mutua invoice received list` shows them")}};
    }
    std::vector<std::string> ids;
    for (const ReceivedRow& row : rows) {
        ids.push_back(mutua::to_string(row.id) + " from " + printable(row.facts.partner_name));
    }
    throw CommandFailure{
        ExitCode::bad_input,
        {problem("I563",
                 fmt::format("{} documents have the number `{}`", rows.size(), printable(key)),
                 "name one by its id: " + first_names(ids))}};
}

void save_attachments(const Context& context, const std::string& out, const ReceivedRow& row,
                      const settlement::TradeDocument& document) {
    const std::filesystem::path folder = out;
    const auto files = attached_files(document, mutua::to_string(row.id));
    make_folder(folder);
    Exported exported;
    for (const NamedFile& one : files) {
        exported.add(write_new_bytes(folder / one.name, one.file->bytes));
        if (!context.quiet) { context.err << (folder / one.name).string() << '\n'; }
    }
    sync_folder(folder);
    context.err << fmt::format("Saved {} to {}.\n", counted_items(files.size(), "attachment"),
                               folder.string());
    tell_unchanged(context, exported);
}

void show_fields(const Context& context, const ReceivedRow& row,
                 const settlement::TradeDocument& document) {
    tabular::TextTable table{{{"field", "Field"}, {"value", "Value"}}};
    for (const settlement::TradeField& one : settlement::fields_of(document)) {
        table.add({one.name, one.value});
    }
    show(context, "fields", table,
         {{"id", "", mutua::to_string(row.id)},
          {"number", "", row.facts.number},
          {"partner_id", "", row.facts.partner_id},
          {"we_are", "", std::string{to_string(row.facts.role)}},
          {"received", "", mutua::to_string(row.received_on)},
          {"file", "", row.file},
          {"sha256", "", to_hex(row.sha256)}});
}

ExitCode received_show(const Context& context, const ReceivedOptions& options) {
    Session session = open_session(context);
    const ReceivedRow row = received_named(session, options.key);
    const std::string bytes = received_of(session).bytes(row.id);
    if (!options.xml_file.empty()) { write_output(context, options.xml_file, bytes); }
    const auto read = ubl::read_document(bytes, mutua::to_string(row.id));
    if (!read) { throw CommandFailure{ExitCode::bad_input, read.error()}; }
    if (!options.attachments_folder.empty()) {
        save_attachments(context, options.attachments_folder, row, read->document);
    }
    if (options.xml_file == "-") { return ExitCode::ok; }
    if (context.json) {
        show_fields(context, row, read->document);
        return ExitCode::ok;
    }
    const auto language = cooperative::parse_language(context.language);
    context.out << tabular::trade_text(read->document,
                                       language.value_or(cooperative::Language::en));
    context.err << fmt::format("{}, received on {} as {}.\n", mutua::to_string(row.id),
                               mutua::to_string(row.received_on), row.file);
    return ExitCode::ok;
}

}  // namespace

void add_invoice_received(const Command& invoice, Chosen& chosen) {
    const Command received =
        invoice.group("received", "What partners sent and `import invoices` kept");
    auto options = std::make_shared<ReceivedOptions>();
    const auto choose = [&chosen, options](const Command& command, auto work) {
        command.calls([&chosen, options, work] {
            chosen.work = [options, work](const Context& context) {
                return work(context, *options);
            };
        });
    };
    const Command list = received.command("list", "Received documents in the order of arrival");
    list.option("--month", options->month, "Issued in this month, 2026-11");
    choose(list, received_list);
    const Command one =
        received.command("show", "One received document as a page, in the language of --lang");
    one.example("mutua invoice received show REC-1 --attachments files");
    one.option("key", options->key, "Its id, REC-1, or its number").required();
    one.option("--attachments", options->attachments_folder,
               "Save the files inside it into this folder, named after its id");
    one.option("--xml", options->xml_file, "Write it here byte for byte, - for standard output");
    choose(one, received_show);
}

}  // namespace mutua::cli
