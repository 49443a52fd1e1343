// Our entity is the one of the template, BE0999000228; the fixtures are between two others.
#include "cli/commands/attached_files.hpp"
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/store_query.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using mutua::cli::attached_files;
using mutua::cli::safe_file_name;
using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::hand_worked_case;
using mutua::test::PreparedWorkspace;
using mutua::test::query;
using mutua::test::Ran;

namespace {

namespace fs = std::filesystem;

const std::string ours = "0999000228";
const std::string seller = "0999001119";
const std::string buyer = "0999002208";

std::string everywhere(std::string text, const std::string& from, const std::string& to) {
    REQUIRE(contains(text, from));
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string fixture(const std::string& name) {
    return file_bytes(fs::path{MUTUA_SOURCE_DIR} / "fixtures/ubl/valid" / name);
}

/// An invoice of 2026-0001 that a supplier sends us, with a PDF in it.
std::string sent_to_us() { return everywhere(fixture("invoice.xml"), buyer, ours); }

Ran import(const PreparedWorkspace& workspace, const std::string& name, const std::string& bytes,
           std::vector<std::string> options = {}) {
    options.insert(options.begin(), {"import", "invoices", workspace.file(name, bytes)});
    return workspace.run(options);
}

/// Invoices of ours, exported with their pages into `out`.
void issue(const PreparedWorkspace& workspace) {
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {"import", "declarations", (hand_worked_case / "declarations.csv").string()},
             {"review", "accept", "--all"},
             {"invoice", "apply", "--yes"},
             {"invoice", "credit", "2026-000001", "--reason", "called off", "--yes"},
             {"invoice", "export", "--pdf", "--out", (workspace.path() / "out").string()}}) {
        const Ran ran = workspace.run(arguments);
        CAPTURE(ran.err);
        REQUIRE(ran.exit_code == 0);
    }
}

}  // namespace

TEST_CASE("a supplier's invoice is kept whole, and twice changes nothing", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string bytes = sent_to_us();
    const Ran ran = import(workspace, "in.xml", bytes);
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(ran.out == "Imported 1 received document.\nNothing is booked by this.\n");
    const std::string store = workspace.store();
    const Ran again = import(workspace, "again.xml", bytes);
    CHECK(again.exit_code == 0);
    CHECK(again.out == "No new document: nothing changed; 1 known already, unchanged.\n");
    CHECK(workspace.store() == store);
    CHECK(contains(workspace.run({"invoice", "received", "list"}).out,
                   "REC-1\t2026-0001\t380\tBE0999001119\tAtelier Commun SC\t2026-11-30\t"
                   "2026-12-30\t650.50\tEUR\t550.00\t100.50\t650.50\tbuyer\t2026-11-02\n"));
    CHECK(workspace.run({"invoice", "received", "list", "--month", "2026-10"}).out.empty());
    CHECK(workspace.run({"invoice", "received", "show", "REC-1", "--xml", "-"}).out == bytes);
    const Ran page = workspace.run({"invoice", "received", "show", "2026-0001"});
    CHECK(contains(page.out, "INVOICE 2026-0001"));
    CHECK(contains(page.out, "Atelier Commun SC, "));
    CHECK(contains(page.err, "REC-1, received on 2026-11-02 as in.xml.\n"));
    const Ran json = workspace.run({"invoice", "received", "show", "REC-1", "--json"});
    CHECK(contains(json.out, "\"partner_id\": \"BE0999001119\""));
    CHECK(contains(json.out, "\"field\": \"totals.payable\""));
    const Ran verified = workspace.run({"verify"});
    CHECK(verified.exit_code == 0);
    CHECK(contains(verified.out, "\n1 received document is whole.\n"));
    CHECK(contains(workspace.run({"verify", "--json"}).out, "\"received_documents\": \"1\""));
}

TEST_CASE("a received document is shown in the language of the screen", "[cli]") {
    const PreparedWorkspace workspace;
    // Prices in dollars, VAT in euro as well.
    const std::string bytes =
        everywhere(everywhere(everywhere(fixture("rich-invoice.xml"), buyer, ours), "EUR", "USD"),
                   "SEK", "EUR");
    REQUIRE(import(workspace, "in.xml", bytes).exit_code == 0);
    struct Row {
        const char *language, *title, *vat_in_euro, *due;
    };
    const auto row = GENERATE(values<Row>({
        {"en", "INVOICE ", "\nVAT in euro  ", "\nTOTAL TO PAY USD  "},
        {"fr", "FACTURE ", "\nTVA en euros  ", "\nTOTAL À PAYER USD  "},
        {"nl", "FACTUUR ", "\nBtw in euro  ", "\nTE BETALEN USD  "},
        {"de", "RECHNUNG ", "\nMwSt. in Euro  ", "\nZU ZAHLEN USD  "},
    }));
    const Ran page =
        workspace.run({"invoice", "received", "show", "REC-1", "--lang", row.language});
    CAPTURE(row.language, page.out, page.err);
    CHECK(page.exit_code == 0);
    CHECK(page.out.starts_with(row.title));
    CHECK(contains(page.out, row.vat_in_euro));
    CHECK(contains(page.out, row.due));
    CHECK_FALSE(contains(page.out, "\n\n\n"));
    CHECK_FALSE(page.out.ends_with("\n\n"));
}

TEST_CASE("VAT in another currency than euro is shown with its name", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(import(workspace, "in.xml", everywhere(fixture("rich-invoice.xml"), buyer, ours))
                .exit_code == 0);
    CHECK(
        contains(workspace.run({"invoice", "received", "show", "REC-1"}).out, "\nTotal VAT SEK  "));
}

TEST_CASE("how and for what a received document is paid is shown", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(import(workspace, "in.xml", everywhere(fixture("rich-invoice.xml"), buyer, ours))
                .exit_code == 0);
    const std::string page =
        workspace.run({"invoice", "received", "show", "REC-1", "--lang", "fr"}).out;
    CAPTURE(page);
    for (const char* line :
         {"Période                   01/11/2026 – 30/11/2026\n",
          "Date de livraison         15/11/2026\n", "Livré à                   Hall keeper",
          "    Période 02/11/2026 – 06/11/2026\n", "Domiciliation             M-1\n"}) {
        CHECK(contains(page, line));
    }
}

TEST_CASE("a line without a description leaves no empty line", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string bytes = sent_to_us();
    const std::size_t begin = bytes.rfind("<cbc:Description>");
    const std::string end = "</cbc:Description>";
    REQUIRE(begin != std::string::npos);
    const std::string bare =
        bytes.substr(0, begin) + bytes.substr(bytes.find(end, begin) + end.size());
    REQUIRE(import(workspace, "in.xml", bare).exit_code == 0);
    CHECK_FALSE(contains(workspace.run({"invoice", "received", "show", "REC-1"}).out, "\n\n\n"));
}

TEST_CASE("files inside a received document are saved under safe names", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(import(workspace, "in.xml",
                   everywhere(sent_to_us(), "filename=\"page.pdf\"", "filename=\"page x.pdf\""))
                .exit_code == 0);
    const std::string folder = (workspace.path() / "files").string();
    const Ran ran =
        workspace.run({"invoice", "received", "show", "REC-1", "--attachments", folder});
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(file_bytes(folder + "/REC-1-page x.pdf") == "%PDF-1.4\n%%EOF\n");
    CHECK(contains(ran.err, "Saved 1 attachment to "));
    CHECK(contains(
        workspace.run({"invoice", "received", "show", "REC-1", "--attachments", folder}).err,
        "Nothing changed: the file was there already"));
}

TEST_CASE("a name that somebody else gave never leaves its folder", "[cli]") {
    CHECK(safe_file_name("page.pdf", "x") == "page.pdf");
    CHECK(safe_file_name("../../etc/passwd", "x") == "passwd");
    CHECK(safe_file_name("C:\\Temp\\a.pdf", "x") == "a.pdf");
    CHECK(safe_file_name("/etc/", "x") == "x");
    CHECK(safe_file_name("..", "x") == "x");
    CHECK(safe_file_name(".bashrc", "x") == "bashrc");
    CHECK(safe_file_name("", "x") == "x");
    CHECK(safe_file_name("a\n\x1b[2Jb|c.pdf", "x") == "a__[2Jb_c.pdf");
    CHECK(safe_file_name(std::string("a\0b.pdf", 7), "x") == "a_b.pdf");
    // What turns text around makes "exe" look like the name of a page.
    CHECK(safe_file_name("a\xE2\x80\xAE"
                         "fdp.exe",
                         "x") == "a_fdp.exe");
    CHECK(safe_file_name("a\xE2\x81\xA6"
                         "b\xE2\x81\xA9.pdf",
                         "x") == "a_b_.pdf");
    CHECK(safe_file_name("\xff.pdf", "x") == "x");
    CHECK(safe_file_name("facture n° 7 été.pdf", "x") == "facture n° 7 été.pdf");
    std::string letters;
    for (int i = 0; i < 80; ++i) { letters += "é"; }
    const std::string cut = safe_file_name(letters + ".pdf", "x");
    CHECK(cut.size() == 100);
    CHECK(cut.ends_with("é.pdf"));
    mutua::settlement::TradeDocument document;
    for (const char* name : {"a.pdf", "../a.pdf", "", ""}) {
        document.attachments.push_back(
            {"r", "", mutua::settlement::EmbeddedFile{"application/pdf", name, "bytes"}});
    }
    std::vector<std::string> names;
    for (const auto& one : attached_files(document, "REC-1")) { names.push_back(one.name); }
    CHECK(names == std::vector<std::string>{"REC-1-a.pdf", "REC-1-2-a.pdf", "REC-1-attachment-3",
                                            "REC-1-attachment-4"});
}

TEST_CASE("credit notes and self-billed documents are received too", "[cli]") {
    const PreparedWorkspace workspace;
    CHECK(import(workspace, "note.xml", everywhere(fixture("credit-note.xml"), buyer, ours))
              .exit_code == 0);
    // A client invoices in our name.
    const Ran billed = import(workspace, "billed.xml",
                              everywhere(fixture("self-billed-invoice.xml"), seller, ours));
    CAPTURE(billed.err);
    CHECK(billed.exit_code == 0);
    // In a supplier's name we invoice: such a document would be ours, and there is none.
    const Ran bill =
        import(workspace, "bill.xml", everywhere(fixture("self-billed-invoice.xml"), buyer, ours));
    CHECK(bill.exit_code == 3);
    CHECK(contains(bill.err, "bill.xml: error I560: we are its issuer, and issued no e-invoice `"));
    const std::string list = workspace.run({"invoice", "received", "list"}).out;
    CAPTURE(list);
    CHECK(contains(list, "\t381\tBE0999001119\tAtelier Commun SC\t"));
    CHECK(contains(list, "\t-650.50\tEUR\t-550.00\t-100.50\t-650.50\t"));
    CHECK(contains(list, "\t389\tBE0999002208\tBrasserie du Canal SRL\t"));
    CHECK_FALSE(contains(list, "\t389\tBE0999001119\t"));
    CHECK(contains(list, "\tseller\t"));
    CHECK(workspace.run({"verify"}).exit_code == 0);
}

TEST_CASE("a number that comes again with other bytes is told with both", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(import(workspace, "in.xml", sent_to_us()).exit_code == 0);
    const std::string store = workspace.store();
    const Ran ran =
        import(workspace, "other.xml", everywhere(sent_to_us(), "Festival 2026", "Festival 2027"));
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.err,
                   "other.xml: error I559: 2026-0001 of 2026-11-30 from Atelier Commun SC "
                   "is there with other bytes, as REC-1 (in.xml, received on "
                   "2026-11-02)"));
    CHECK(workspace.store() == store);
}

TEST_CASE("what cannot be taken is listed, and the rest is taken unless told otherwise", "[cli]") {
    const PreparedWorkspace workspace;
    static_cast<void>(workspace.file("box/1-good.xml", sent_to_us()));
    static_cast<void>(workspace.file("box/2-others.xml", fixture("invoice.xml")));
    static_cast<void>(workspace.file(
        "box/3-unfit.xml",
        everywhere(sent_to_us(), "<cbc:InvoiceTypeCode>380<", "<cbc:InvoiceTypeCode>999<")));
    static_cast<void>(workspace.file("box/4-torn.xml", sent_to_us().substr(0, 400)));
    const std::string box = (workspace.path() / "box").string();
    const std::string rejects = (workspace.path() / "rejects.csv").string();
    const std::string store = workspace.store();
    const Ran none = workspace.run({"import", "invoices", box, "--all-or-nothing"});
    CHECK(none.exit_code == 65);
    CHECK(contains(none.err, "Nothing was imported: 3 documents rejected"));
    CHECK(workspace.store() == store);
    const Ran ran = workspace.run({"import", "invoices", box, "--rejects", rejects});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.out, "Imported 1 received document; 3 rejected, listed in"));
    CHECK(contains(ran.err,
                   "2-others.xml: error I558: it is from Atelier Commun SC to Brasserie "
                   "du Canal SRL, neither of which is Atelier des Voisins SC "
                   "(BE0999000228)\n"));
    CHECK(contains(ran.err, "3-unfit.xml\t"));
    CHECK(contains(ran.err, "\tfatal\t"));
    CHECK(contains(ran.err, "3-unfit.xml: error I557: "));
    CHECK(contains(ran.err, "4-torn.xml\tXML-"));
    const std::string list = file_bytes(rejects);
    CHECK(list.starts_with("file,number,line,code,reason\n"));
    CHECK(contains(list, "2-others.xml,2026-0001,,I558,"));
    const Ran json = workspace.run({"import", "invoices", box, "--json"});
    CHECK(json.exit_code == 3);
    CHECK(contains(json.out, "\"unchanged\": \"1\""));
    CHECK(contains(json.out, "\"rejected\": \"3\""));
    CHECK(contains(json.out, "\"outcome\": \"unchanged\""));
    const Ran missing = workspace.run({"import", "invoices", box, "nowhere.xml"});
    CHECK(missing.exit_code == 74);
    CHECK(contains(missing.err, "nowhere.xml: error S001: "));
}

TEST_CASE("standard input is a document like others", "[cli]") {
    const PreparedWorkspace workspace;
    const Ran ran = workspace.run({"import", "invoices", "-"}, sent_to_us());
    CHECK(ran.exit_code == 0);
    CHECK(contains(workspace.run({"invoice", "received", "show", "REC-1"}).err, " as -.\n"));
}

TEST_CASE("where nothing comes in, it is said how to send a document in", "[cli]") {
    const PreparedWorkspace workspace;
    const Ran ran = workspace.run({"import", "invoices", "-"});
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.err, "-: error I557: "));
    CHECK(contains(ran.err, "\n  = help: nothing came in: `mutua import invoices - < FILE` reads"));
    CHECK_FALSE(contains(ran.err, "send it back"));
    CHECK(contains(import(workspace, "empty.xml", "").err, "\n  = help: the file is empty: "));
}

TEST_CASE("what we issued comes back the same, or the difference is named", "[cli]") {
    const PreparedWorkspace workspace;
    issue(workspace);
    const std::string out = (workspace.path() / "out").string();
    const std::string store = workspace.store();
    const Ran ran = workspace.run({"import", "invoices", out});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(ran.out == "No new document: nothing changed; 3 of ours, same as issued.\n");
    CHECK(workspace.store() == store);
    const std::string bytes = file_bytes(out + "/2026-000002.xml");
    const Ran altered =
        import(workspace, "altered.xml", everywhere(bytes, "Rue de la Bascule", "Rue du Moulin"));
    CHECK(altered.exit_code == 3);
    CHECK(contains(altered.err,
                   "altered.xml: error I561: is not 2026-000002 as it was issued: "
                   "buyer.address.street is `Rue du Moulin 17`, issued `Rue de la Bascule 17`\n"));
    const Ran invented = import(workspace, "invented.xml",
                                everywhere(bytes, "<cbc:ID>2026-000002<", "<cbc:ID>2026-000077<"));
    CHECK(invented.exit_code == 3);
    CHECK(contains(invented.err,
                   "error I560: we are its issuer, and issued no e-invoice "
                   "`2026-000077`\n"));
    CHECK(workspace.store() == store);
}

TEST_CASE("what we issued comes back with the files it left with, or none", "[cli]") {
    const PreparedWorkspace workspace;
    issue(workspace);
    const std::string bytes = file_bytes(workspace.path() / "out/2026-000002.xml");
    const std::string reference = "<cac:AdditionalDocumentReference>";
    const std::string last = "</cac:AdditionalDocumentReference>";
    const std::size_t begin = bytes.find(reference);
    const std::size_t end = bytes.find(last, begin) + last.size();
    const std::string without = bytes.substr(0, begin) + bytes.substr(end);
    CHECK(contains(import(workspace, "without.xml", without).out, "1 of ours, same as issued"));
    const std::size_t page = bytes.find('>', bytes.find("<cbc:EmbeddedDocumentBinaryObject")) + 1;
    const std::size_t page_end = bytes.find('<', page);
    const Ran other =
        import(workspace, "page.xml",
               bytes.substr(0, page) + "JVBERi0xLjQKJSVFT0YK" + bytes.substr(page_end));
    CHECK(other.exit_code == 3);
    CHECK(contains(other.err,
                   "page.xml: error I561: is not 2026-000002 as it was issued: "
                   "attachments[1].sha256 is `"));
    const std::string link = reference +
                             "<cbc:ID>pay</cbc:ID><cac:Attachment><cac:ExternalReference><cbc:URI>"
                             "https://pay.example/</cbc:URI></cac:ExternalReference>"
                             "</cac:Attachment>" +
                             last;
    for (const std::string& linked : {bytes.substr(0, end) + link + bytes.substr(end),
                                      bytes.substr(0, begin) + link + bytes.substr(end)}) {
        const Ran ran = import(workspace, "link.xml", linked);
        CAPTURE(ran.out, ran.err);
        CHECK(ran.exit_code == 3);
        CHECK(contains(ran.err, "error I561: is not 2026-000002 as it was issued: attachments["));
    }
}

TEST_CASE("a partner is one, however its VAT number is written", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(import(workspace, "one.xml", sent_to_us()).exit_code == 0);
    const auto next = [](const std::string& number, const std::string& vat) {
        return everywhere(everywhere(sent_to_us(), ">2026-0001<", ">" + number + "<"),
                          "<cbc:CompanyID>BE0999001119<", "<cbc:CompanyID>" + vat + "<");
    };
    REQUIRE(import(workspace, "dots.xml", next("2026-0003", "BE0999.001.119")).exit_code == 0);
    REQUIRE(import(workspace, "blank.xml", next("2026-0004", "BE 0999 001 119")).exit_code == 0);
    const std::string list = workspace.run({"invoice", "received", "list"}).out;
    CAPTURE(list);
    for (const char* number : {"2026-0001", "2026-0003", "2026-0004"}) {
        CHECK(contains(list, std::string{number} + "\t380\tBE0999001119\t"));
    }
    // The same document with the number written otherwise is no second one.
    const Ran again = import(workspace, "again.xml", next("2026-0001", "BE0999.001.119"));
    CHECK(contains(again.err, "error I559: 2026-0001"));
}

TEST_CASE("a number that comes again on another day is kept, with a warning", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string one = everywhere(sent_to_us(), ">2026-0001<", ">F-1<");
    CHECK_FALSE(contains(import(workspace, "one.xml", one).err, "I564"));
    const Ran later =
        import(workspace, "later.xml",
               everywhere(one, "<cbc:IssueDate>2026-11-30<", "<cbc:IssueDate>2026-11-29<"));
    CHECK(later.exit_code == 0);
    CHECK(contains(later.err,
                   "later.xml: warning I564: F-1 of 2026-11-29 from Atelier Commun SC is there as "
                   "F-1 of 2026-11-30 (REC-1)\n"));
    const Ran small = import(workspace, "small.xml", everywhere(one, ">F-1<", ">f-1<"));
    CHECK(small.exit_code == 0);
    CHECK(contains(small.err, "warning I564: f-1 of 2026-11-30 from Atelier Commun SC is there"));
    CHECK_FALSE(
        contains(import(workspace, "two.xml", everywhere(one, ">F-1<", ">F-2<")).err, "I564"));
}

TEST_CASE("a number that two partners gave is named by its id", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(import(workspace, "one.xml", sent_to_us()).exit_code == 0);
    REQUIRE(import(workspace, "two.xml", everywhere(sent_to_us(), seller, buyer)).exit_code == 0);
    const Ran ran = workspace.run({"invoice", "received", "show", "2026-0001"});
    CHECK(ran.exit_code == 65);
    CHECK(contains(ran.err, "error I563: 2 documents have the number `2026-0001`\n"));
    CHECK(contains(ran.err, "REC-1 from "));
    CHECK(contains(ran.err, "REC-2 from "));
}

TEST_CASE("a row that no longer says what its document says is damage", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(import(workspace, "in.xml", sent_to_us()).exit_code == 0);
    const fs::path store = workspace.path() / "mutua.db";
    static_cast<void>(query(store, "drop trigger received_document_refuses_update"));
    static_cast<void>(query(store, "update received_document set number = '2026-0002'"));
    const Ran ran = workspace.run({"verify"});
    CHECK(ran.exit_code == 65);
    CHECK(contains(ran.out, "error S651: says something else than its row\n"));
    CHECK(contains(ran.out, "error S502: was altered after it was added\n"));
}
