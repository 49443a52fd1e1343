#include "cli/commands/invoice_archive.hpp"

#include "cli/commands/period_archive.hpp"
#include "cli/output.hpp"
#include "engine/store/export_repository.hpp"
#include "engine/store/unit_of_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <system_error>

namespace mutua::cli {

namespace {

namespace fs = std::filesystem;
using store::ExportedArchive;
using store::ExportExtent;
using store::ExportId;
using store::ExportRepository;
using store::ExportRun;

/// A folder beside the archives in which they are made: on the same disk, and gone in the end. What
/// a killed export left there is cleared away.
class Workbench {
public:
    explicit Workbench(const fs::path& out) : folder_{out / ".zip.part"} {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
        make_folder(folder_);
    }
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;
    ~Workbench() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    [[nodiscard]] fs::path file(const std::string& period) const { return folder_ / period; }

private:
    fs::path folder_;
};

/// An archive on the workbench.
struct MadeArchive {
    std::string period;
    fs::path file;
    WrittenArchive written;
};

std::string archive_name(const ExportRun& run, const std::string& period) {
    return run.extent == ExportExtent::whole
               ? fmt::format("invoices-{}.zip", period)
               : fmt::format("invoices-{}-{}.zip", period, mutua::to_string(run.id));
}

std::vector<ExportedArchive> named_archives(const ExportRun& run,
                                            const std::vector<MadeArchive>& made) {
    std::vector<ExportedArchive> all;
    for (const MadeArchive& one : made) {
        const tabular::DocumentSums& sums = one.written.sums;
        all.push_back({archive_name(run, one.period), one.written.sha256,
                       static_cast<std::int64_t>(sums.documents), sums.base, sums.vat, sums.total});
    }
    return all;
}

/// "EXP-3" or "3".
std::optional<ExportId> export_id(std::string_view text) {
    if (text.starts_with("EXP-")) { text.remove_prefix(4); }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) { return std::nullopt; }
    return ExportId{value};
}

ExportRun export_named(Session& session, const std::string& key) {
    ExportRepository exports{session.store, session.entity().code};
    const auto id = export_id(key);
    auto run = id ? exports.find(*id) : std::nullopt;
    if (run) { return std::move(*run); }
    throw CommandFailure{ExitCode::bad_input,
                         {problem("I554", "no export `" + printable(key) + "`",
                                  "`mutua invoice exports` shows those there are")}};
}

std::vector<IssuedDocument> documents_of(Session& session, const ExportRun& run) {
    std::map<InvoiceNumber, IssuedDocument> issued;
    for (IssuedDocument& one : chosen_documents(session, {})) {
        const InvoiceNumber number = one.number;
        issued.emplace(number, std::move(one));
    }
    std::vector<IssuedDocument> documents;
    for (const InvoiceNumber& number : run.documents) {
        const auto one = issued.find(number);
        require(one != issued.end(), "what was exported was issued");
        documents.push_back(one->second);
    }
    return documents;
}

std::vector<MadeArchive> make_archives(const Context& context, Session& session,
                                       const Workbench& bench, const Periods& periods) {
    const ledger::Accounts accounts = session.rules.accounts(reading_day(session, context.today));
    std::size_t count = 0;
    for (const auto& [period, documents] : periods) { count += documents.size(); }
    const auto progress = progress_line(context, "exporting documents");
    std::size_t done = 0;
    std::map<std::string, std::vector<std::string>> unprinted;
    const auto tell = [&](const OutgoingDocument& document) {
        progress(++done, count);
        unprinted.emplace(document.number, document.unprinted);
    };
    std::vector<MadeArchive> made;
    for (const auto& [period, documents] : periods) {
        const fs::path file = bench.file(period);
        made.push_back(
            {period, file, write_period_archive(session, accounts, documents, file, tell)});
    }
    for (const auto& [number, words] : unprinted) { tell_unprinted(context, number, words); }
    return made;
}

/// What was made differs from what the export of that number handed over.
[[noreturn]] void fail_differing(const ExportRun& run, const ExportedArchive& before,
                                 const ExportedArchive& now) {
    throw CommandFailure{
        ExitCode::bad_input,
        {problem("I555",
                 fmt::format("{} of {} does not come out with the same bytes: {}… instead of {}…",
                             before.name, mutua::to_string(run.id),
                             to_hex(now.sha256).substr(0, 12), to_hex(before.sha256).substr(0, 12)),
                 "another version of the program or of its fonts made it; export the documents "
                 "anew without --again")}};
}

void prove_same(const ExportRun& before, const std::vector<ExportedArchive>& now) {
    require(before.archives.size() == now.size(), "an export is cut as it was");
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (!(before.archives[i] == now[i])) { fail_differing(before, before.archives[i], now[i]); }
    }
}

/// A newer archive of the same name holds more: an old one does not take its place.
void prove_places_free(const fs::path& out, const std::vector<ExportedArchive>& archives) {
    for (const ExportedArchive& one : archives) {
        const fs::path file = out / one.name;
        std::error_code problem_there;
        if (!fs::exists(file, problem_there) || file_digest(file) == one.sha256) { continue; }
        throw CommandFailure{ExitCode::bad_input,
                             {problem("I556", file.string() + " is there, with other documents",
                                      "nothing was replaced: name an empty folder with --out")}};
    }
}

void put_in_place(const fs::path& out, const std::vector<MadeArchive>& made,
                  const std::vector<ExportedArchive>& archives, Exported& exported) {
    for (std::size_t i = 0; i < made.size(); ++i) {
        const fs::path file = out / archives[i].name;
        std::error_code problem_there;
        const bool is_there =
            fs::is_regular_file(file, problem_there) && file_digest(file) == archives[i].sha256;
        if (!is_there) { replace_file(made[i].file, file); }
        exported.add(!is_there);
    }
    sync_folder(out);
}

/// The marks are written once the archives lie in their place, all of them or none: killed before
/// that, the same export is made again under the same number.
ExportRun place_and_mark(Session& session, const fs::path& out, ExportRun run,
                         const std::vector<MadeArchive>& made, Exported& exported) {
    ExportRepository exports{session.store, session.entity().code};
    store::UnitOfWork work{session.store};
    if (const auto before = exports.same_choice(run)) {
        auto archives = named_archives(*before, made);
        if (archives == before->archives) {
            put_in_place(out, made, archives, exported);
            return *before;
        }
    }
    run.id = exports.next_id();
    run.archives = named_archives(run, made);
    put_in_place(out, made, run.archives, exported);
    exports.add(run);
    work.commit();
    return run;
}

void show_export(const Context& context, const fs::path& out, const ExportRun& run) {
    using tabular::Align;
    tabular::TextTable table{{{"archive", "Archive"},
                              {"documents", "Documents", Align::right},
                              {"base", "Base", Align::right},
                              {"vat", "VAT", Align::right},
                              {"total", "Total", Align::right},
                              {"sha256", "SHA-256", Align::left, tabular::Width::cut}}};
    Money total;
    for (const ExportedArchive& one : run.archives) {
        total += one.total;
        table.add({one.name, std::to_string(one.documents), mutua::to_string(one.base),
                   mutua::to_string(one.vat), mutua::to_string(one.total), to_hex(one.sha256)});
    }
    if (!context.json) {
        show(context, table);
        context.out << fmt::format("Exported {} to {} as {}, for {}.\n",
                                   counted_items(run.documents.size(), "document"), out.string(),
                                   mutua::to_string(run.id), run.recipient);
        return;
    }
    show(context, "archives", table,
         {{"export", "", mutua::to_string(run.id)},
          {"recipient", "", run.recipient},
          {"period", "", run.period},
          {"made_on", "", mutua::to_string(run.made_on)},
          {"documents", "", std::to_string(run.documents.size())},
          {"total", "", mutua::to_string(total)}});
}

/// A month that was named holds whole months, but not whole quarters.
ExportExtent extent_of(ExportChoice choice, PeriodLength length) {
    if (length == PeriodLength::month) { choice.month.clear(); }
    return narrows(choice) ? ExportExtent::chosen : ExportExtent::whole;
}

ExitCode tell_nothing(const Context& context, const ArchiveOptions& options) {
    if (context.json) {
        show(context, "archives", tabular::TextTable{{{"archive", "Archive"}}},
             {{"documents", "", "0"}});
        return ExitCode::ok;
    }
    context.out << (options.choice.not_yet_exported
                        ? fmt::format("Nothing to export: {} has every such document already.\n",
                                      options.choice.recipient)
                        : std::string{"Nothing to export: no such document was issued.\n"});
    return ExitCode::ok;
}

ExitCode export_again(const Context& context, const ArchiveOptions& options) {
    Session session = open_session(context);
    const ExportRun run = export_named(session, options.again);
    const fs::path out = options.out_folder;
    make_folder(out);
    const Workbench bench{out};
    const auto made = make_archives(context, session, bench,
                                    cut(period_length(run.period), documents_of(session, run)));
    const auto archives = named_archives(run, made);
    prove_same(run, archives);
    prove_places_free(out, archives);
    Exported exported;
    put_in_place(out, made, archives, exported);
    show_export(context, out, run);
    tell_unchanged(context, exported);
    return ExitCode::ok;
}

}  // namespace

ExitCode export_archives(const Context& context, const ArchiveOptions& options) {
    if (!options.again.empty()) { return export_again(context, options); }
    Session session = open_session(context);
    const PeriodLength length =
        options.period.empty() ? PeriodLength::month : period_length(options.period);
    const auto documents = chosen_documents(session, options.choice);
    const fs::path out = options.out_folder;
    if (documents.empty()) { return tell_nothing(context, options); }
    make_folder(out);
    const Workbench bench{out};
    const Periods periods = cut(length, documents);
    const auto made = make_archives(context, session, bench, periods);
    ExportRun run;
    run.recipient = options.choice.recipient;
    run.period = period_word(length);
    run.extent = extent_of(options.choice, length);
    run.made_on = context.today;
    for (const auto& [period, ones] : periods) {
        for (const IssuedDocument& one : ones) { run.documents.push_back(one.number); }
    }
    Exported exported;
    run = place_and_mark(session, out, std::move(run), made, exported);
    show_export(context, out, run);
    tell_unchanged(context, exported);
    return ExitCode::ok;
}

}  // namespace mutua::cli
