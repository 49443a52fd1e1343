// What leaves the house: the XML with its pages inside, and the pages.
#include "cli/documents.hpp"

#include "formats/ubl/document_reader.hpp"
#include "formats/ubl/invoice_document.hpp"
#include "formats/ubl/validation/validator.hpp"
#include "tests/support/judge.hpp"
#include "tests/support/pdf_files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/sample_invoices.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;
using cli::OutgoingDocument;

namespace {

settlement::CreditNote note_of(const settlement::Invoice& invoice) {
    settlement::CreditNote note = settlement::make_credit_note(
        {invoice.seller, invoice, {1, 2026, 1}, samples::day(2026, 12, 1), "called off"});
    note.document.number = InvoiceNumber{"C" + invoice.number.text()};
    return note;
}

/// Every sample, and its credit note.
std::vector<OutgoingDocument> all_outgoing() {
    std::vector<OutgoingDocument> documents;
    for (const settlement::Invoice& invoice : samples::all_invoices()) {
        documents.push_back(cli::outgoing_invoice(invoice));
        documents.push_back(cli::outgoing_credit_note(note_of(invoice)));
    }
    return documents;
}

}  // namespace

TEST_CASE("what leaves the house has its pages inside, and no rule of ours says anything",
          "[cli]") {
    const ubl::validation::Validator validator;
    for (const OutgoingDocument& document : all_outgoing()) {
        CAPTURE(document.number);
        CHECK(validator.validate(document.ubl, "sent.xml").empty());
        const auto read = ubl::read_document(document.ubl, "sent.xml");
        REQUIRE(read);
        REQUIRE(read->document.attachments.size() == 1);
        const settlement::Attachment& pages = read->document.attachments.front();
        CHECK(pages.reference == document.number);
        CHECK(test::contains(pages.description, document.number));
        const auto* file = std::get_if<settlement::EmbeddedFile>(&pages.content);
        REQUIRE(file != nullptr);
        CHECK(file->media_type == "application/pdf");
        CHECK(file->file_name == document.number + ".pdf");
        const bool is_same = file->bytes == document.pdf;
        CHECK(is_same);
    }
}

TEST_CASE("but for its pages, what is sent is what is archived", "[cli]") {
    for (const settlement::Invoice& invoice : samples::all_invoices()) {
        CAPTURE(invoice.number.text());
        auto read = ubl::read_document(cli::outgoing_invoice(invoice).ubl, "sent.xml");
        REQUIRE(read);
        read->document.attachments.clear();
        const bool is_same = read->document == ubl::invoice_document(invoice);
        CHECK(is_same);
    }
}

TEST_CASE("a client on paper gets pages and no XML, and no word of an electronic original",
          "[cli]") {
    settlement::Invoice invoice = samples::plain();
    invoice.buyer.peppol_id.reset();
    invoice.channel = settlement::Channel::paper;
    const OutgoingDocument sent = cli::outgoing_invoice(invoice);
    CHECK(sent.number == "2026-000001");
    CHECK(sent.ubl.empty());
    const std::string text = test::text_of_pdf(sent.pdf);
    CHECK(test::contains(text, "242,00 €"));
    CHECK_FALSE(test::contains(text, "Peppol"));
    const OutgoingDocument note = cli::outgoing_credit_note(note_of(invoice));
    CHECK(note.ubl.empty());
    CHECK(test::contains(test::text_of_pdf(note.pdf), "C2026-000001"));
}

TEST_CASE("the official rules have nothing to say about what leaves the house", "[cli]") {
    const auto documents = all_outgoing();
    if (!test::has_judge()) {
        WARN("skipped: " << documents.size() << " documents not judged (no shared/)");
        return;
    }
    const test::TemporaryFolder folder;
    for (const OutgoingDocument& document : documents) {
        folder.write(document.number + ".xml", document.ubl);
    }
    const std::string verdicts =
        test::output_of(test::judge().string() + " " + folder.path().string() + " 2>/dev/null");
    CAPTURE(verdicts);
    CHECK(test::occurrences(verdicts, "\tOK\n") == documents.size());
}

TEST_CASE("an invoice and its credit note are shown as PDF, the same each time", "[cli]") {
    const test::PreparedWorkspace workspace;
    const auto do_well = [&workspace](const std::vector<std::string>& arguments) {
        const test::Ran ran = workspace.run_on("2026-11-30", arguments);
        CAPTURE(arguments, ran.out, ran.err);
        REQUIRE(ran.exit_code == 0);
        return ran.out;
    };
    do_well({"import", "declarations", (test::hand_worked_case / "declarations.csv").string()});
    do_well({"review", "accept", "--all"});
    do_well({"invoice", "apply", "--yes"});
    do_well({"invoice", "credit", "2026-000001", "--reason", "called off", "--yes"});
    for (const std::string number : {"2026-000001", "C2026-000001"}) {
        const std::string file = (workspace.path() / (number + ".pdf")).string();
        CHECK(do_well({"invoice", "show", number, "--pdf", file}).empty());
        const std::string written = test::file_bytes(file);
        CHECK(test::contains(test::text_of_pdf(written), number));
        const bool is_same = written == do_well({"invoice", "show", number, "--pdf", "-"});
        CHECK(is_same);
    }
    CHECK(workspace.run({"invoice", "show", "2026-999999", "--pdf", "-"}).exit_code == 65);
}

TEST_CASE("a letter that no font has is told once a document, wherever pages are drawn", "[cli]") {
    const test::PreparedWorkspace workspace;
    std::string declarations = test::file_bytes(test::hand_worked_case / "declarations.csv");
    const std::string plain = "the closing evening";
    declarations.replace(declarations.find(plain), plain.size(), "\u6E9D \u00E9t\u00E9");
    const auto notes_of_run = [&](const std::vector<std::string>& arguments) {
        const test::Ran ran = workspace.run_on("2026-11-30", arguments, declarations);
        CAPTURE(arguments, ran.out, ran.err);
        REQUIRE(ran.exit_code == 0);
        return test::occurrences(ran.err,
                                 "note: 2026-000002: no font of the pages has every letter of "
                                 "`\u6E9D`: they show \uFFFD in its place\n");
    };
    for (const std::vector<std::string>& silent :
         {std::vector<std::string>{"import", "declarations", "-"},
          {"review", "accept", "--all"},
          {"invoice", "apply", "--yes"},
          {"invoice", "export", "--out", (workspace.path() / "xml").string()}}) {
        CHECK(notes_of_run(silent) == 0);
    }
    CHECK(notes_of_run({"invoice", "show", "2026-000002", "--pdf", "-"}) == 1);
    for (const char* how : {"--pdf", "--zip"}) {
        CHECK(notes_of_run(
                  {"invoice", "export", how, "--out", (workspace.path() / how).string()}) == 1);
    }
}
