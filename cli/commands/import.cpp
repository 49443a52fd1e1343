#include "cli/commands/import.hpp"

#include "cli/commands/batch.hpp"
#include "cli/commands/chosen.hpp"
#include "cli/commands/import_invoices.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"
#include "cli/shared_findings.hpp"
#include "engine/store/unit_of_work.hpp"
#include "formats/tabular/import_clients.hpp"
#include "formats/tabular/import_members.hpp"
#include "formats/tabular/import_rejects.hpp"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <memory>

namespace mutua::cli {

namespace {

using store::Recorded;
using tabular::ImportBatch;
using tabular::RowState;

struct ImportOptions {
    std::string file;
    std::string rejects;
    std::string from;  ///< members: the day from which their facts hold
    bool all_or_nothing = false;
};

/// What became of a file.
struct Tally {
    std::size_t added = 0;
    std::size_t unchanged = 0;
    std::size_t bad = 0;
};

/// What to do about a fact that is in the store with other content.
template <typename Fact>
std::string conflict_help(Date /*today*/) {
    return "what was recorded is never edited: give the new fact a code of its own";
}
template <>
std::string conflict_help<cooperative::Member>(Date today) {
    return fmt::format(
        "`--from {}` records it as a change from that day on; what was known before "
        "stays",
        to_string(first_day(month_of(today))));
}

/// Adds one fact. What the importer cannot know (another content under the same key) rejects the
/// row.
template <typename Fact, typename Add>
void record(ImportBatch<Fact>& batch, tabular::ImportedRow<Fact>& row, const char* key_column,
            const Add& add, Tally& tally, Date today) {
    switch (add(*row.fact)) {
        case Recorded::added:
            ++tally.added;
            return;
        case Recorded::unchanged:
            ++tally.unchanged;
            return;
        case Recorded::conflict:
            break;
    }
    row.diagnostics.push_back(batch.finding(
        row, key_column, Severity::error, "I303",
        fmt::format("`{}` is in the store already, with other content", row.fact->code.text()),
        conflict_help<Fact>(today)));
    row.reject();
}

/// Tells warnings that many rows share once, with the lines of the others; errors each.
void tell(const Context& context, const Diagnostics& findings) {
    std::vector<NamedFinding> named;
    for (const Diagnostic& one : findings) {
        const bool is_error = one.severity == Severity::error;
        named.push_back(
            {std::to_string(one.where.line), one, is_error ? "" : one.code + ' ' + one.message});
    }
    tell_shared(context, named, {3, "other row", ", lines "});
}

ExitCode finish(const Context& context, const ImportOptions& options, const std::string& noun,
                const Tally& tally) {
    std::string text = tally.added > 0
                           ? fmt::format("Imported {}", counted_items(tally.added, noun))
                           : fmt::format("No new {}: nothing changed", noun);
    if (tally.unchanged > 0) {
        text += fmt::format("; {} known already, unchanged", tally.unchanged);
    }
    if (tally.bad > 0) {
        text += fmt::format("; {} rejected", counted_items(tally.bad, "row"));
        if (!options.rejects.empty()) { text += " into " + options.rejects; }
    }
    context.out << text << ".\n";
    return tally.bad == 0 ? ExitCode::ok : ExitCode::partly_done;
}

/// The end of every import: rows that are good so far go in, in one unit of work; the others are
/// told, and kept for mending.
template <typename Fact, typename Add>
ExitCode take(const Context& context, const ImportOptions& options, Session& session,
              ImportBatch<Fact>& batch, const char* key_column, const std::string& noun,
              const Add& add) {
    if (has_error(batch.diagnostics)) {
        report(context, batch.all_diagnostics());
        context.err << "Nothing was imported.\n";
        return ExitCode::bad_input;
    }
    store::UnitOfWork work{session.store};
    Tally tally;
    const auto progress = progress_line(context, "importing");
    std::size_t done = 0;
    for (auto& row : batch.rows) {
        if (row.state == RowState::good) {
            record(batch, row, key_column, add, tally, context.today);
        }
        progress(++done, batch.rows.size());
    }
    tally.unchanged += batch.count(RowState::repeated);
    tally.bad = batch.count(RowState::bad);
    tell(context, batch.all_diagnostics());
    if (tally.bad > 0 && !options.rejects.empty()) {
        write_output(context, options.rejects, tabular::rejects_csv(batch), Readers::owner);
    }
    if (tally.bad > 0 && options.all_or_nothing) {
        context.err << fmt::format(
            "Nothing was imported: {} rejected, and --all-or-nothing was "
            "given.\n",
            counted_items(tally.bad, "row"));
        return ExitCode::bad_input;
    }
    if (tally.added > 0) { work.commit(); }
    return finish(context, options, noun, tally);
}

/// A person is one member: two payslips of one month would each be wrong.
void refuse_doubles(ImportBatch<cooperative::Member>& batch, store::FactRepository& facts) {
    std::map<std::string, std::string> people;
    for (const cooperative::MemberVersions& versions : facts.members()) {
        for (const auto& [member, valid_from, recorded_on] : versions) {
            people.emplace(member.national_number.text(), member.code.text());
        }
    }
    for (auto& row : batch.rows) {
        if (row.state != RowState::good) { continue; }
        const auto [known, is_new] =
            people.emplace(row.fact->national_number.text(), row.fact->code.text());
        if (is_new || known->second == row.fact->code.text()) { continue; }
        row.diagnostics.push_back(
            batch.finding(row, "national_number", Severity::error, "I304",
                          fmt::format("member `{}` has this national number", known->second),
                          "a person is one member: use that key"));
        row.reject();
    }
}

/// What changed, column by column, so that a stale row is seen; also where facts of later days
/// changed along.
void tell_changes(const Context& context, const std::vector<cooperative::DatedChange>& changes) {
    if (context.json) { return; }
    for (const cooperative::DatedChange& one : changes) {
        std::string text;
        for (const cooperative::FieldChange& field : one.fields) {
            const auto value = [](const std::string& shown) {
                return shown.empty() ? std::string{"none"} : shown;
            };
            text += fmt::format("{} {} {} → {}", text.empty() ? "" : ";", field.column,
                                value(field.before), value(field.after));
        }
        context.out << fmt::format("  {} from {}:{}\n", one.member.code.text(),
                                   to_string(one.valid_from), text);
    }
}

ExitCode import_members(const Context& context, const ImportOptions& options) {
    Session session = open_session(context);
    keep_input("--rejects", options.rejects, options.file);
    auto batch = tabular::read_members(input_bytes(context, options.file), options.file,
                                       import_words(session.rules, context.today));
    store::FactRepository facts{session.store, session.entity().code};
    refuse_doubles(batch, facts);
    std::optional<Date> from;
    if (!options.from.empty()) { from = day_option("--from", options.from); }
    if (!from) {
        return take(context, options, session, batch, "member_id", "member",
                    [&](const cooperative::Member& member) {
                        return facts.add_member(member, context.today);
                    });
    }
    std::vector<cooperative::DatedChange> changes;
    const ExitCode code =
        take(context, options, session, batch, "member_id", "change",
             [&](const cooperative::Member& member) {
                 if (facts.member_versions(member.code).empty()) {
                     return facts.add_member(member, context.today);
                 }
                 auto made = facts.change_member(member, *from, context.today);
                 const bool is_new = !made.empty();
                 changes.insert(changes.end(), std::make_move_iterator(made.begin()),
                                std::make_move_iterator(made.end()));
                 return is_new ? Recorded::added : Recorded::unchanged;
             });
    if (code == ExitCode::ok || code == ExitCode::partly_done) { tell_changes(context, changes); }
    return code;
}

ExitCode import_clients(const Context& context, const ImportOptions& options) {
    Session session = open_session(context);
    keep_input("--rejects", options.rejects, options.file);
    auto batch = tabular::read_clients(input_bytes(context, options.file), options.file,
                                       import_words(session.rules, context.today));
    store::FactRepository facts{session.store, session.entity().code};
    return take(
        context, options, session, batch, "client_id", "client",
        [&](const cooperative::Client& client) { return facts.add_client(client, context.today); });
}

ExitCode take_declarations(const Context& context, const ImportOptions& options,
                           const std::string& bytes) {
    Session session = open_session(context);
    auto batch =
        tabular::read_declarations(bytes, options.file, import_words(session.rules, context.today));
    check_declarations(session, batch, context, WorkBegun::warning);
    store::FactRepository facts{session.store, session.entity().code};
    return take(context, options, session, batch, "declaration_id", "declaration",
                [&](const cooperative::Declaration& declaration) {
                    return facts.add_declaration(declaration, context.today);
                });
}

ExitCode import_named_declarations(const Context& context, const ImportOptions& options) {
    keep_input("--rejects", options.rejects, options.file);
    return take_declarations(context, options, input_bytes(context, options.file));
}

}  // namespace

ExitCode import_declarations(const Context& context, const std::string& bytes,
                             const std::string& file) {
    ImportOptions options;
    options.file = file;
    options.all_or_nothing = true;
    return take_declarations(context, options, bytes);
}

void add_import(const Command& app, Chosen& chosen) {
    const Command import = app.group("import", "Bring in facts from CSV or JSON, and e-invoices");
    auto options = std::make_shared<ImportOptions>();
    const auto add = [&](const char* name, const char* help, auto work) {
        const Command command = import.command(name, help);
        command.option("file", options->file, "CSV or JSON file, or - for standard input")
            .required();
        command.option("--rejects", options->rejects,
                       "Write bad rows here, with line, code and reason, ready to mend");
        command.flag("--all-or-nothing", options->all_or_nothing,
                     "One bad row keeps every row out");
        if (std::string{name} == "members") {
            command.option("--from", options->from,
                           "Record rows that differ as changes from this day on; a month takes "
                           "the member as of its last day");
        }
        command.calls([&chosen, options, work] {
            chosen.work = [options, work](const Context& context) {
                return work(context, *options);
            };
        });
    };
    add("members", "People who work through the entity", import_members);
    add("clients", "Those who buy their services", import_clients);
    add("declarations", "What was done: dates, hours, price", import_named_declarations);
    add_import_invoices(import, chosen);
}

}  // namespace mutua::cli
