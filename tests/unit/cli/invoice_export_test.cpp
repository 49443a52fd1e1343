// A-1 of 450.00 and A-2 of 260.00 at 21 %: 544.50 and 314.60; A-3 of 200.00, on paper: 242.00. The
// first is credited on 1 December.
#include "engine/core/digest.hpp"
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/store_query.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <stdlib.h>
#include <time.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::hand_worked_case;
using mutua::test::PreparedWorkspace;
using mutua::test::query;
using mutua::test::Ran;

namespace {

namespace fs = std::filesystem;

void run_well(const PreparedWorkspace& workspace, const char* today,
              const std::vector<std::string>& arguments) {
    const Ran ran = workspace.run_on(today, arguments);
    CAPTURE(arguments, ran.out, ran.err);
    REQUIRE(ran.exit_code == 0);
}

/// Invoiced on 30 November, and the first invoice credited on the day after.
const fs::path& credited() {
    static const PreparedWorkspace workspace;
    static const bool made = [] {
        run_well(workspace, "2026-11-02",
                 {"import", "declarations", (hand_worked_case / "declarations.csv").string()});
        run_well(workspace, "2026-11-02",
                 {"import", "clients",
                  workspace.file("paper.csv",
                                 "client_id,name,kind,street,house_number,postal_code,city,country,"
                                 "language\nC-002,Ida Jansen,private,Kade,1,9000,Gent,BE,nl\n")});
        run_well(workspace, "2026-11-02",
                 {"import", "declarations",
                  workspace.file("third.csv",
                                 "declaration_id,member_id,client_id,description,work_dates,hours,"
                                 "price\nA-3,M-0043,C-002,Portraits at a birthday party,2026-11-25,"
                                 "7.60,200.00\n")});
        run_well(workspace, "2026-11-02", {"review", "accept", "--all"});
        run_well(workspace, "2026-11-30", {"invoice", "apply", "--yes"});
        run_well(workspace, "2026-12-01",
                 {"invoice", "credit", "2026-000001", "--reason", "called off", "--yes"});
        return true;
    }();
    static_cast<void>(made);
    static const fs::path path = workspace.path();
    return path;
}

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder}) {
        names.insert(entry.path().filename().string());
    }
    return names;
}

std::map<std::string, std::string> bytes_in(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const std::string& name : names_in(folder)) { files[name] = file_bytes(folder / name); }
    return files;
}

std::string shell(const std::string& command) {
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 4096> part{};
    for (std::size_t count = 0; (count = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
        text.append(part.data(), count);
    }
    INFO(command << "\n" << text);
    CHECK(::pclose(pipe) == 0);
    return text;
}

struct Office {
    PreparedWorkspace workspace{credited()};

    [[nodiscard]] fs::path folder(const std::string& name = "out") const {
        return workspace.path() / name;
    }
    [[nodiscard]] Ran run(std::vector<std::string> options, const std::string& out = "out") const {
        options.insert(options.begin(), {"invoice", "export", "--out", folder(out).string()});
        return workspace.run_on("2026-12-01", options);
    }
    /// Something done past the program, without its guards.
    void alter(const std::string& table, const std::string& statement) const {
        const std::string trigger = "drop trigger " + table + "_refuses_";
        for (const char* event : {"update", "delete"}) {
            static_cast<void>(query(workspace.path() / "mutua.db", trigger + event));
        }
        static_cast<void>(query(workspace.path() / "mutua.db", statement));
    }
};

}  // namespace

TEST_CASE("an export is narrowed by client, day and month", "[cli]") {
    struct Row {
        std::vector<std::string> options;
        std::set<std::string> files;
    };
    const auto row = GENERATE(values<Row>({
        {{}, {"2026-000001.xml", "2026-000002.xml", "C2026-000001.xml"}},
        {{"--month", "2026-12"}, {"C2026-000001.xml"}},
        {{"--until", "2026-11-30"}, {"2026-000001.xml", "2026-000002.xml"}},
        {{"--from", "2026-12-01", "--until", "2026-12-01"}, {"C2026-000001.xml"}},
        {{"--client", "C-002"}, {}},
        {{"--client", "C-002", "--client", "C-001", "--month", "2026-11"},
         {"2026-000001.xml", "2026-000002.xml"}},
        {{"--entity", "E1", "--not-yet-exported", "--month", "2026-12"}, {"C2026-000001.xml"}},
    }));
    const Office office;
    const Ran ran = office.run(row.options);
    CAPTURE(row.options, ran.out, ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(names_in(office.folder()) == row.files);
}

TEST_CASE("days that exclude each other and names that there are not are refused", "[cli]") {
    const Office office;
    const Ran days = office.run({"--from", "2026-12-01", "--until", "2026-11-30"});
    CHECK(days.exit_code == 64);
    CHECK(contains(days.err, "error U195: --until: 2026-11-30 is before 2026-12-01"));
    const Ran both = office.run({"--client", "C-003", "--client", "nobody"});
    CHECK(both.exit_code == 65);
    CHECK(contains(both.err, "error I550: no client `C-003`"));
    CHECK(contains(both.err, "error I550: no client `nobody`"));
    CHECK_FALSE(fs::exists(office.folder()));
}

TEST_CASE("with --pdf each document has its page beside it, paper the page alone", "[cli]") {
    const Office office;
    const Ran ran = office.run({"--pdf"});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "Exported 2 UBL invoices and 1 credit note to "));
    CHECK(contains(ran.out, "; 1 on paper, as PDF alone.\n"));
    CHECK(names_in(office.folder()) == std::set<std::string>{"2026-000001.pdf", "2026-000001.xml",
                                                             "2026-000002.pdf", "2026-000002.xml",
                                                             "2026-000003.pdf", "C2026-000001.pdf",
                                                             "C2026-000001.xml"});
    CHECK(file_bytes(office.folder() / "2026-000003.pdf").starts_with("%PDF-"));
    CHECK(contains(office.run({"--pdf"}).err, "Nothing changed: all 7 files were there already"));
}

TEST_CASE("programs are told what a plain export wrote", "[cli]") {
    const Office office;
    const Ran ran = office.run({"--json"});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(ran.out.starts_with("{\n  \"out\": \""));
    CHECK(contains(ran.out,
                   "  \"invoices\": \"2\",\n  \"credit_notes\": \"1\",\n  \"on_paper\": \"1\",\n"
                   "  \"credit_notes_on_paper\": \"0\",\n  \"written\": \"3\",\n  \"files\": ["));
    CHECK(contains(ran.out, "\"file\": \"C2026-000001.xml\""));
    CHECK_FALSE(contains(ran.out, "Exported"));
    CHECK(contains(office.run({"--json"}).out, "\"written\": \"0\""));
}

TEST_CASE("--zip writes a month each, with totals that are those of the books", "[cli]") {
    const Office office;
    const Ran ran = office.run({"--zip"});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "invoices-2026-11.zip\t3\t910.00\t191.10\t1101.10\t"));
    CHECK(contains(ran.out, "invoices-2026-12.zip\t1\t-450.00\t-94.50\t-544.50\t"));
    CHECK(contains(ran.out, "Exported 4 documents to "));
    CHECK(contains(ran.out, " as EXP-1, for accountant.\n"));
    CHECK(names_in(office.folder()) ==
          std::set<std::string>{"invoices-2026-11.zip", "invoices-2026-12.zip"});
    const std::string zip = "'" + (office.folder() / "invoices-2026-11.zip").string() + "'";
    CHECK(contains(ran.out, mutua::to_hex(mutua::sha256(
                                file_bytes(office.folder() / "invoices-2026-11.zip")))));
    CHECK(contains(shell("unzip -t " + zip), "No errors detected"));
    CHECK(shell("unzip -Z1 " + zip) ==
          "2026-000001.pdf\n2026-000001.xml\n2026-000002.pdf\n2026-000002.xml\n2026-000003.pdf\n"
          "control.csv\ntotals.csv\nSHA256SUMS\n");
    CHECK(shell("unzip -p " + zip + " totals.csv | cut -d, -f1-5,9-16") ==
          "document_number,document_type,issue_date,due_date,client_id,vat_category,vat_rate,base,"
          "vat,total,currency,channel,credited_invoice\n"
          "2026-000001,380,2026-11-30,2026-12-30,C-001,S,21.00,450.00,94.50,544.50,EUR,peppol,\n"
          "2026-000002,380,2026-11-30,2026-12-30,C-001,S,21.00,260.00,54.60,314.60,EUR,peppol,\n"
          "2026-000003,380,2026-11-30,2026-12-30,C-002,S,21.00,200.00,42.00,242.00,EUR,paper,\n");
    CHECK(shell("unzip -p " + zip + " control.csv") ==
          "what,document_type,vat_category,vat_rate,documents,base,vat,total,currency\n"
          "rate,380,S,21.00,3,910.00,191.10,1101.10,EUR\n"
          "type,380,,,3,910.00,191.10,1101.10,EUR\n"
          "all,,,,3,910.00,191.10,1101.10,EUR\n"
          "books,,,,3,910.00,191.10,1101.10,EUR\n");
    const fs::path unpacked = office.folder("unpacked");
    fs::create_directories(unpacked);
    shell("cd '" + unpacked.string() + "' && unzip -q " + zip + " && sha256sum -c SHA256SUMS");
    const Ran judged =
        office.workspace.run_on("2026-12-31", {"ubl", "validate", unpacked.string()});
    CHECK(judged.exit_code == 0);
    CHECK(judged.out.empty());
    CHECK(contains(file_bytes(unpacked / "2026-000001.xml"), "filename=\"2026-000001.pdf\""));
    // The customers' account holds what both months come to: 1101.10 − 544.50.
    const std::string balance = office.workspace.run_on("2026-12-01", {"journal", "balance"}).out;
    CHECK(contains(balance, "\t1101.10\t544.50\t556.60\n"));
    CHECK(contains(balance, "\t94.50\t191.10\t-96.60\n"));
    CHECK(office.workspace.run_on("2026-12-01", {"verify"}).exit_code == 0);
}

TEST_CASE("archives asked for twice have the same bytes, and mark nothing anew", "[cli]") {
    const Office office;
    REQUIRE(office.run({"--zip"}).exit_code == 0);
    const auto first = bytes_in(office.folder());
    const std::string store = office.workspace.store();
    const Ran again = office.run({"--zip"});
    CHECK(again.exit_code == 0);
    CHECK(contains(again.out, " as EXP-1, for accountant.\n"));
    CHECK(contains(again.err, "Nothing changed: all 2 files were there already"));
    CHECK(bytes_in(office.folder()) == first);
    CHECK(office.workspace.store() == store);
    // Another place and time zone, and the export named.
    ::setenv("TZ", "Pacific/Auckland", 1);
    ::tzset();
    const Ran named = office.run({"--zip", "--again", "EXP-1"}, "elsewhere");
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    CAPTURE(named.err);
    CHECK(named.exit_code == 0);
    CHECK(bytes_in(office.folder("elsewhere")) == first);
    CHECK(office.workspace.store() == store);
}

TEST_CASE("what a recipient has is left out, and the rest is an archive of its own", "[cli]") {
    const Office office;
    REQUIRE(office.run({"--zip", "--month", "2026-11"}).exit_code == 0);
    const Ran rest = office.run({"--zip", "--not-yet-exported"});
    CAPTURE(rest.out, rest.err);
    CHECK(contains(rest.out, "invoices-2026-12-EXP-2.zip\t1\t-450.00\t-94.50\t-544.50\t"));
    const std::string store = office.workspace.store();
    const Ran nothing = office.run({"--zip", "--not-yet-exported"});
    CHECK(nothing.exit_code == 0);
    CHECK(nothing.out == "Nothing to export: accountant has every such document already.\n");
    CHECK(office.workspace.store() == store);
    const Ran auditor = office.run({"--zip", "--not-yet-exported", "--to", "auditor", "--period",
                                    "quarter", "--client", "C-001"});
    CHECK(contains(auditor.out, "invoices-2026-Q4-EXP-3.zip\t3\t260.00\t54.60\t314.60\t"));
    CHECK(contains(auditor.out, " as EXP-3, for auditor.\n"));
    const Ran year = office.run({"--zip", "--period", "year", "--json"});
    CHECK(contains(year.out, "\"export\": \"EXP-4\""));
    CHECK(contains(year.out, "\"archive\": \"invoices-2026.zip\""));
    CHECK(contains(year.out, "\"documents\": \"4\""));
    CHECK(contains(year.out, "\"total\": \"556.60\""));
    CHECK(office.workspace.run_on("2026-12-01", {"invoice", "exports"}).out ==
          "EXP-1\t2026-12-01\taccountant\tinvoices-2026-11.zip\t3\t1101.10\n"
          "EXP-2\t2026-12-01\taccountant\tinvoices-2026-12-EXP-2.zip\t1\t-544.50\n"
          "EXP-3\t2026-12-01\tauditor\tinvoices-2026-Q4-EXP-3.zip\t3\t314.60\n"
          "EXP-4\t2026-12-01\taccountant\tinvoices-2026.zip\t4\t556.60\n");
    CHECK(office.workspace.run_on("2026-12-01", {"verify"}).exit_code == 0);
}

TEST_CASE("an export that stops before its marks is made again under its number", "[cli]") {
    const Office office;
    // A folder where the second archive should lie: the first one is there, and no mark.
    fs::create_directories(office.folder() / "invoices-2026-12.zip");
    const Ran stopped = office.run({"--zip"});
    CHECK(stopped.exit_code == 73);
    CHECK(fs::exists(office.folder() / "invoices-2026-11.zip"));
    const auto before = file_bytes(office.folder() / "invoices-2026-11.zip");
    fs::remove(office.folder() / "invoices-2026-12.zip");
    fs::create_directories(office.folder() / ".zip.part");  // a killed one leaves that behind
    const Ran ran = office.run({"--zip"});
    CAPTURE(ran.out, ran.err);
    CHECK(contains(ran.out, "Exported 4 documents to "));
    CHECK(contains(ran.out, " as EXP-1, "));
    CHECK(file_bytes(office.folder() / "invoices-2026-11.zip") == before);
    CHECK(names_in(office.folder()).size() == 2);
}

TEST_CASE("an old archive does not take the place of a newer one", "[cli]") {
    const Office office;
    REQUIRE(office.run({"--zip", "--client", "C-001"}).exit_code == 0);
    const fs::path archive = office.folder() / "invoices-2026-11-EXP-1.zip";
    REQUIRE(fs::exists(archive));
    static_cast<void>(office.workspace.file("out/invoices-2026-11-EXP-1.zip", "another"));
    const Ran again = office.run({"--zip", "--again", "EXP-1"});
    CHECK(again.exit_code == 65);
    CHECK(contains(again.err, "error I556: "));
    CHECK(file_bytes(archive) == "another");
}

TEST_CASE("what is not whole or differs from the books is not exported", "[cli]") {
    const Office office;
    SECTION("a document that is gone") {
        office.alter("document",
                     "delete from document where number = '2026-000002' and "
                     "media_type = 'application/xml'");
        const Ran ran = office.run({"--zip"});
        CHECK(ran.exit_code == 65);
        CHECK(contains(ran.err, "error I552: 2026-000002 has no application/xml in the store"));
        CHECK(office.run({}).exit_code == 65);
    }
    SECTION("amounts of the books") {
        office.alter("posting",
                     "update posting set cents = cents + 1 where account like '400%' "
                     "and entry_id = 1");
        const Ran ran = office.run({"--zip"});
        CHECK(ran.exit_code == 65);
        CHECK(contains(ran.err,
                       "error I553: 2026-000001 says 450.00 + 94.50 = 544.50, its row 450.00 + "
                       "94.50 = 544.50, the books 450.00 + 94.50 = 544.51"));
    }
    SECTION("amounts of the row") {
        office.alter("invoice",
                     "update invoice set net_cents = 1, total_cents = 9451 where "
                     "number = '2026-000001'");
        CHECK(contains(office.run({"--zip"}).err, "its row 0.01 + 94.50 = 94.51"));
    }
    SECTION("an export that was altered") {
        REQUIRE(office.run({"--zip"}).exit_code == 0);
        office.alter("export_archive",
                     "update export_archive set sha256 = replace(sha256, "
                     "substr(sha256, 1, 1), 'x') where line = 1");
        const Ran ran = office.run({"--zip", "--again", "EXP-1"}, "elsewhere");
        CHECK(ran.exit_code != 0);
        CHECK_FALSE(fs::exists(office.folder("elsewhere") / "invoices-2026-11.zip"));
        return;
    }
    CHECK((!fs::exists(office.folder()) || names_in(office.folder()).size() < 2));
    CHECK_FALSE(fs::exists(office.folder() / "invoices-2026-11.zip"));
}

TEST_CASE("archives can be exported before anything was issued", "[cli]") {
    const PreparedWorkspace workspace;
    const Ran ran = workspace.run({"invoice", "export", "--zip"});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out == "Nothing to export: no such document was issued.\n");
    const Ran json = workspace.run({"invoice", "export", "--zip", "--json"});
    CHECK(contains(json.out, "\"documents\": \"0\""));
    CHECK(contains(json.out, "\"archives\": []"));
}
