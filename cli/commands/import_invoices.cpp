#include "cli/commands/import_invoices.hpp"

#include "cli/commands/returned_document.hpp"
#include "cli/commands/rules_files.hpp"
#include "cli/commands/ubl_files.hpp"
#include "cli/output.hpp"
#include "engine/service/received_facts.hpp"
#include "engine/store/received_repository.hpp"
#include "engine/store/unit_of_work.hpp"
#include "formats/tabular/csv_writer.hpp"
#include "formats/ubl/document_reader.hpp"
#include "formats/ubl/validation/validator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <ostream>

namespace mutua::cli {

namespace {

using store::OurRole;
using ubl::validation::Finding;
using ubl::validation::Findings;
using ubl::validation::Validator;
using ubl::validation::Weight;

struct ImportInvoicesOptions {
    std::vector<std::string> files;
    std::string rejects;
    bool all_or_nothing = false;
};

/// What became of a document.
enum class Fate { added, unchanged, same_as_issued, rejected };

std::string_view fate_word(Fate fate) {
    switch (fate) {
        case Fate::added:
            return "added";
        case Fate::unchanged:
            return "unchanged";
        case Fate::same_as_issued:
            return "same_as_issued";
        case Fate::rejected:
            break;
    }
    return "rejected";
}

class InvoiceImport {
public:
    InvoiceImport(const Context& context, Session& session)
        : context_{context}, session_{session}, received_{session.store, session.entity().code} {}

    void take(const std::string& file, const std::string& bytes) {
        const Findings findings = validator_.validate(bytes, file);
        tell(file, findings);
        if (ubl::validation::has_fatal(findings)) {
            return reject_unfit(file, findings, bytes.empty() ? help_for_nothing(file) : send_back);
        }
        auto read = ubl::read_document(bytes, file);
        if (!read) { return reject(file, "", read.error()); }
        if (!read->notices.empty()) { report(context_, read->notices); }
        take_document(file, bytes, read->document);
    }

    void refuse_long(const std::string& file, std::uintmax_t size) {
        tell(file, too_long(size));
        reject_unfit(file, too_long(size), send_back);
    }

    /// Makes what was added last; without it, nothing is.
    void commit() {
        if (work_ && count(Fate::added) > 0) { work_->commit(); }
    }

    [[nodiscard]] std::size_t count(Fate fate) const {
        const auto counted = counts_.find(fate);
        return counted == counts_.end() ? 0 : counted->second;
    }
    [[nodiscard]] const tabular::TextTable& table() const { return table_; }
    [[nodiscard]] const std::string& rejects() const { return rejects_.written(); }

private:
    void take_document(const std::string& file, const std::string& bytes,
                       const settlement::TradeDocument& document) {
        const auto role = service::our_role(session_.entity(), document);
        if (!role) { return reject(file, document.number, {neither_party(document)}); }
        const bool is_by_seller = !settlement::is_self_billed(document.kind);
        // Who issues a document: its seller, or its buyer where that one writes it.
        if ((*role == OurRole::seller) == is_by_seller) { return take_returned(file, document); }
        // From here on until the end nobody else writes; nobody waits for a document to be read.
        if (!work_) { work_.emplace(session_.store); }
        const store::ReceivedFacts facts = service::received_facts(document, *role);
        if (const auto same = received_.same(facts)) {
            if (same->sha256 == sha256(bytes)) {
                return note(file, document.number, Fate::unchanged, mutua::to_string(same->id));
            }
            return reject(file, document.number, {other_bytes(*same)});
        }
        warn_of_alike(file, facts);
        const std::string name = std::filesystem::path{file}.filename().string();
        const auto row = received_.add(facts, bytes, printable(name), context_.today);
        note(file, document.number, Fate::added, mutua::to_string(row.id));
    }

    /// One of ours comes back: nothing is kept, since it is kept already.
    void take_returned(const std::string& file, const settlement::TradeDocument& document) {
        const auto wrong = difference_from_issued(session_, document);
        if (wrong) { return reject(file, document.number, {*wrong}); }
        note(file, document.number, Fate::same_as_issued, document.number);
    }

    [[nodiscard]] Diagnostic neither_party(const settlement::TradeDocument& document) const {
        const auto& entity = session_.entity();
        return problem("I558",
                       fmt::format("it is from {} to {}, neither of which is {} ({})",
                                   printable(document.seller.name), printable(document.buyer.name),
                                   entity.name, entity.vat_number.text()),
                       "if it is meant for us, its sender writes our number on a corrected "
                       "document; if mutua.toml has another, mend it there");
    }

    /// The same number on another day may be the same work twice.
    void warn_of_alike(const std::string& file, const store::ReceivedFacts& facts) {
        Diagnostics warnings;
        for (const store::ReceivedRow& one : received_.alike(facts)) {
            warnings.push_back(problem(
                "I564",
                fmt::format("{} of {} from {} is there as {} of {} ({})", printable(facts.number),
                            mutua::to_string(facts.issue_date), printable(facts.partner_name),
                            printable(one.facts.number), mutua::to_string(one.facts.issue_date),
                            mutua::to_string(one.id)),
                "both are kept: ask the partner before both are paid", {printable(file), 0, 0, 0}));
            warnings.back().severity = Severity::warning;
        }
        report(context_, warnings);
    }

    [[nodiscard]] static Diagnostic other_bytes(const store::ReceivedRow& kept) {
        return problem(
            "I559",
            fmt::format("{} of {} from {} is there with other bytes, as {} ({}, "
                        "received on {})",
                        printable(kept.facts.number), mutua::to_string(kept.facts.issue_date),
                        printable(kept.facts.partner_name), mutua::to_string(kept.id), kept.file,
                        mutua::to_string(kept.received_on)),
            "a number is given once: ask the sender which one holds, and for a credit "
            "note with a new document if neither does");
    }

    /// Findings as `ubl validate` shows them, beside the results of the import.
    void tell(const std::string& file, const Findings& findings) {
        for (const Finding& one : findings) {
            if (context_.json) {
                report(context_, {told_finding(file, one)});
            } else {
                context_.err << finding_line(file, one);
            }
        }
    }

    static constexpr const char* send_back =
        "send it back: its sender corrects it; no access point delivers it as it is";

    /// Where there is no document, no sender is at fault.
    static const char* help_for_nothing(const std::string& file) {
        return file == "-" ? "nothing came in: `mutua import invoices - < FILE` reads a document "
                             "from a file; or name files or folders instead of `-`"
                           : "the file is empty: save the document again from where it came";
    }

    void reject_unfit(const std::string& file, const Findings& findings, const char* help) {
        const auto fatal = std::count_if(findings.begin(), findings.end(), [](const Finding& one) {
            return one.weight == Weight::fatal;
        });
        Diagnostics reasons{
            problem("I557",
                    fmt::format("the document breaks the rules of e-invoices ({})",
                                counted_items(static_cast<std::size_t>(fatal), "fatal finding")),
                    help, {printable(file), 0, 0, 0})};
        report(context_, reasons);
        for (const Finding& one : findings) {
            if (one.weight == Weight::fatal) { put_reject(file, "", told_finding(file, one)); }
        }
        note(file, "", Fate::rejected, "I557");
    }

    void reject(const std::string& file, const std::string& number, Diagnostics reasons) {
        for (Diagnostic& reason : reasons) {
            if (reason.where.file.empty()) { reason.where.file = printable(file); }
            if (reason.severity == Severity::error) { put_reject(file, number, reason); }
        }
        report(context_, reasons);
        note(file, number, Fate::rejected, reasons.front().code);
    }

    void put_reject(const std::string& file, const std::string& number, const Diagnostic& reason) {
        if (rejects_.written().empty()) {
            rejects_.text("file").text("number").text("line").text("code").text("reason").end_row();
        }
        rejects_.text(printable(file)).text(printable(number));
        rejects_.number(reason.where.line == 0 ? "" : std::to_string(reason.where.line));
        rejects_.text(reason.code).text(printable(reason.message)).end_row();
    }

    void note(const std::string& file, const std::string& number, Fate fate,
              const std::string& reference) {
        ++counts_[fate];
        table_.add({printable(file), printable(number), std::string{fate_word(fate)}, reference});
    }

    const Context& context_;
    Session& session_;
    store::ReceivedRepository received_;
    std::optional<store::UnitOfWork> work_;
    Validator validator_{Validator::releases().back(), context_.today};
    std::map<Fate, std::size_t> counts_;
    tabular::CsvWriter rejects_{',', tabular::FormulaGuard::on};
    tabular::TextTable table_{{{"file", "File"},
                               {"number", "Number"},
                               {"outcome", "Outcome"},
                               {"reference", "Reference"}}};
};

void tell_import(const Context& context, const ImportInvoicesOptions& options,
                 const InvoiceImport& import) {
    if (context.json) {
        const auto field = [&](const char* key, Fate fate) {
            return SummaryField{key, "", std::to_string(import.count(fate))};
        };
        show(context, "documents", import.table(),
             {field("added", Fate::added), field("unchanged", Fate::unchanged),
              field("same_as_issued", Fate::same_as_issued), field("rejected", Fate::rejected)});
        return;
    }
    const std::size_t added = import.count(Fate::added);
    std::string text = added > 0
                           ? fmt::format("Imported {}", counted_items(added, "received document"))
                           : std::string{"No new document: nothing changed"};
    if (const std::size_t known = import.count(Fate::unchanged); known > 0) {
        text += fmt::format("; {} known already, unchanged", known);
    }
    if (const std::size_t ours = import.count(Fate::same_as_issued); ours > 0) {
        text += fmt::format("; {} of ours, same as issued", ours);
    }
    if (const std::size_t bad = import.count(Fate::rejected); bad > 0) {
        text += fmt::format("; {} rejected", bad);
        if (!options.rejects.empty()) { text += ", listed in " + options.rejects; }
    }
    context.out << wrapped(text + ".");
    if (added > 0) { context.out << "Nothing is booked by this.\n"; }
}

ExitCode import_invoices(const Context& context, const ImportInvoicesOptions& options) {
    Session session = open_session(context);
    InvoiceImport import{context, session};
    Diagnostics missing;
    visit_documents(
        context, options.files,
        {[&](const std::string& file, const std::string& bytes) {
             keep_input("--rejects", options.rejects, file);
             import.take(file, bytes);
         },
         [&](const std::string& file, std::uintmax_t size) { import.refuse_long(file, size); },
         [&](const std::string& file, const std::string& why) {
             missing.push_back(unreadable(printable(file), why));
         }});
    if (!missing.empty()) { throw CommandFailure{ExitCode::io, missing}; }
    const std::size_t bad = import.count(Fate::rejected);
    if (bad > 0 && !options.rejects.empty()) {
        write_output(context, options.rejects, import.rejects());
    }
    if (bad > 0 && options.all_or_nothing) {
        context.err << fmt::format(
            "Nothing was imported: {} rejected, and --all-or-nothing was given.\n",
            counted_items(bad, "document"));
        return ExitCode::bad_input;
    }
    import.commit();
    tell_import(context, options, import);
    return bad == 0 ? ExitCode::ok : ExitCode::partly_done;
}

}  // namespace

void add_import_invoices(const Command& import, Chosen& chosen) {
    auto options = std::make_shared<ImportInvoicesOptions>();
    const Command command = import.command(
        "invoices",
        "E-invoices and credit notes that partners sent, also those in our name: judged as by `ubl "
        "validate` and kept byte for byte; nothing is booked. Those of ours that come back are "
        "compared with what was issued");
    command.example("mutua import invoices inbox --rejects rejects.csv");
    command
        .option("files", options->files,
                "UBL documents: files, folders with .xml files, or - for standard input")
        .required();
    command.option("--rejects", options->rejects,
                   "List the documents that were not taken here, with code, line and reason");
    command.flag("--all-or-nothing", options->all_or_nothing,
                 "One bad document keeps every document out");
    command.calls([&chosen, options] {
        chosen.work = [options](const Context& context) {
            return import_invoices(context, *options);
        };
    });
}

}  // namespace mutua::cli
