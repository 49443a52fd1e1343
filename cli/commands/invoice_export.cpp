#include "cli/commands/invoice_export.hpp"

#include "cli/commands/invoice_archive.hpp"
#include "cli/commands/kept_documents.hpp"
#include "cli/output.hpp"
#include "engine/store/export_repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace mutua::cli {

namespace {

struct ExportOptions {
    ArchiveOptions archive;
    bool pdf = false;
    bool zip = false;
};

/// True for the name of an XML file, however its ending is written.
bool is_xml_name(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return ending == ".xml";
}

/// Whoever sends a folder sends every XML file in it: others than these invoices are named.
void tell_foreign_files(const Context& context, const std::filesystem::path& folder,
                        const std::set<std::string>& names) {
    constexpr std::size_t told_one_by_one = 5;
    std::vector<std::string> foreign;
    std::error_code problem;
    // What cannot be listed cannot be looked at: the invoices are written all the same.
    for (std::filesystem::directory_iterator entry{folder, problem}, end; !problem && entry != end;
         entry.increment(problem)) {
        std::error_code gone;
        const std::string name = entry->path().filename().string();
        const bool is_ours = names.contains(name) || !is_xml_name(entry->path());
        if (!is_ours && !entry->is_directory(gone)) { foreign.push_back(printable(name)); }
    }
    if (foreign.empty()) { return; }
    std::sort(foreign.begin(), foreign.end());
    context.err << fmt::format(
        "{}: warning S022: {} {} no invoice of this export\n  = help: move it away before the "
        "folder is sent, or export to an empty one\n",
        folder.string(), first_names(foreign, told_one_by_one), foreign.size() == 1 ? "is" : "are");
}

/// What became of the documents of a plain export.
struct WrittenDocuments {
    std::set<std::string> names;
    std::size_t invoices = 0;
    std::size_t notes = 0;
    std::size_t paper = 0;
    std::size_t notes_without_xml = 0;
    std::map<std::string, std::vector<std::string>> unprinted;  ///< by number
    Exported exported;
};

void write_one(const std::filesystem::path& folder, const std::string& name,
               const std::string& bytes, WrittenDocuments& written) {
    written.exported.add(write_new_bytes(folder / name, bytes));
    written.names.insert(name);
}

/// The archived XML, or with `--pdf` what leaves the house: XML with the page inside, and the page.
void write_document(Session& session, const std::filesystem::path& folder,
                    const IssuedDocument& document, bool with_pdf, WrittenDocuments& written) {
    const bool is_note = document.kind == IssuedKind::credit_note;
    const auto xml = kept_xml(session, document);
    const std::string& number = document.number.text();
    if (with_pdf) {
        const OutgoingDocument made = outgoing(kept_document(session, document));
        write_one(folder, number + ".pdf", made.pdf, written);
        if (xml) { write_one(folder, number + ".xml", made.ubl, written); }
        written.unprinted.emplace(number, made.unprinted);
    } else if (xml) {
        write_one(folder, number + ".xml", *xml, written);
    }
    if (xml) {
        ++(is_note ? written.notes : written.invoices);
    } else {
        ++(is_note ? written.notes_without_xml : written.paper);
    }
}

/// "56 UBL invoices and 1 credit note".
std::string counted_documents(const WrittenDocuments& written) {
    if (written.notes == 0) { return counted_items(written.invoices, "UBL invoice"); }
    if (written.invoices == 0) { return counted_items(written.notes, "UBL credit note"); }
    return counted_items(written.invoices, "UBL invoice") + " and " +
           counted_items(written.notes, "credit note");
}

/// The files and what they are, for programs.
void show_written(const Context& context, const std::filesystem::path& folder,
                  const WrittenDocuments& written) {
    tabular::TextTable files{{{"file", "File"}}};
    for (const std::string& name : written.names) { files.add({name}); }
    show(context, "files", files,
         {{"out", "", folder.string()},
          {"invoices", "", std::to_string(written.invoices)},
          {"credit_notes", "", std::to_string(written.notes)},
          {"on_paper", "", std::to_string(written.paper)},
          {"credit_notes_on_paper", "", std::to_string(written.notes_without_xml)},
          {"written", "", std::to_string(written.exported.written)}});
}

void tell_written(const Context& context, const std::filesystem::path& folder, bool with_pdf,
                  const WrittenDocuments& written) {
    for (const auto& [number, words] : written.unprinted) {
        tell_unprinted(context, number, words);
    }
    if (context.json) { return show_written(context, folder, written); }
    context.out << fmt::format("Exported {} to {}", counted_documents(written), folder.string());
    if (written.paper > 0) {
        context.out << fmt::format(
            "; {} on paper, {}", written.paper,
            with_pdf ? "as PDF alone" : "without XML (`mutua invoice show NUMBER`)");
    }
    context.out << ".\n";
    if (written.notes_without_xml > 0 && !with_pdf) {
        context.err << fmt::format(
            "{} without XML {} not exported (`mutua invoice show NUMBER`).\n",
            counted_items(written.notes_without_xml, "credit note"),
            written.notes_without_xml == 1 ? "is" : "are");
    }
    tell_unchanged(context, written.exported);
}

void refuse_nobody(const std::string& recipient) {
    if (!recipient.empty()) { return; }
    throw CommandFailure{ExitCode::usage,
                         "error U198: --to: a recipient has a name\n  = help: write one, such as "
                         "`--to accountant`"};
}

/// The options of archives mean nothing without them, and an export made again chooses nothing.
void refuse_odd_options(const ExportOptions& options) {
    const ArchiveOptions& archive = options.archive;
    const char* alone = nullptr;
    if (!archive.period.empty()) { alone = "--period"; }
    if (!archive.again.empty()) { alone = "--again"; }
    if (alone != nullptr && !options.zip) {
        throw CommandFailure{
            ExitCode::usage,
            fmt::format("error U196: {}: only --zip makes archives\n  = help: add --zip, "
                        "or leave {} out",
                        alone, alone)};
    }
    const bool chooses = narrows(archive.choice) || !archive.period.empty();
    if (!archive.again.empty() && chooses) {
        throw CommandFailure{
            ExitCode::usage,
            fmt::format("error U197: --again: {} says which documents and periods it has\n  = "
                        "help: leave the other options out, or --again",
                        printable(archive.again))};
    }
}

ExitCode invoice_export(const Context& context, const ExportOptions& options) {
    refuse_odd_options(options);
    refuse_nobody(options.archive.choice.recipient);
    if (options.zip) { return export_archives(context, options.archive); }
    Session session = open_session(context);
    const std::filesystem::path folder = options.archive.out_folder;
    const auto documents = chosen_documents(session, options.archive.choice);
    const auto progress = progress_line(context, "exporting invoices");
    WrittenDocuments written;
    make_folder(folder);
    std::size_t done = 0;
    for (const IssuedDocument& document : documents) {
        write_document(session, folder, document, options.pdf, written);
        progress(++done, documents.size());
    }
    sync_folder(folder);
    tell_foreign_files(context, folder, written.names);
    tell_written(context, folder, options.pdf, written);
    return ExitCode::ok;
}

ExitCode list_exports(const Context& context) {
    Session session = open_session(context);
    using tabular::Align;
    tabular::TextTable table{{{"export", "Export"},
                              {"made_on", "Made on"},
                              {"recipient", "Recipient"},
                              {"archive", "Archive"},
                              {"documents", "Documents", Align::right},
                              {"total", "Total", Align::right}}};
    for (const auto& run : store::ExportRepository{session.store, session.entity().code}.list()) {
        for (const store::ExportedArchive& one : run.archives) {
            table.add({mutua::to_string(run.id), mutua::to_string(run.made_on), run.recipient,
                       one.name, std::to_string(one.documents), mutua::to_string(one.total)});
        }
    }
    show(context, table);
    return ExitCode::ok;
}

}  // namespace

void add_invoice_export(const Command& invoice, Chosen& chosen) {
    auto options = std::make_shared<ExportOptions>();
    ArchiveOptions& archive = options->archive;
    archive.out_folder = "export/invoices";
    const Command write =
        invoice.command("export",
                        "Write every Peppol invoice and credit note as UBL, the full "
                        "set each time; or what is chosen, with PDF, in archives");
    write.example("mutua invoice export --zip --not-yet-exported");
    write.option("--out", archive.out_folder, "Folder").shows_default(archive.out_folder);
    write.flag("--pdf", options->pdf, "The PDF inside each UBL and beside it; paper has it alone");
    write.flag("--zip", options->zip,
               "One ZIP a period for the accountant: UBL with PDF, PDF, totals, checksums; "
               "`accountant` is marked to have them");
    write.option("--period", archive.period, "With --zip: what one ZIP holds (default month)")
        .one_of({"month", "quarter", "year"});
    write.option("--again", archive.again, "With --zip: this export once more, EXP-3");
    add_export_choice(write, archive.choice);
    invoice.command("exports", "What --zip handed to whom, and when").calls([&chosen] {
        chosen.work = list_exports;
    });
    write.calls([&chosen, options] {
        chosen.work = [options](const Context& context) {
            return invoice_export(context, *options);
        };
    });
}

}  // namespace mutua::cli
