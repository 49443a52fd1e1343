// The month of fixtures/payslips/artist-two-engagements: A-1 of 450.00 (cost 420.75), A-2 of 260.00
// with expenses of 20.00 (243.13, alone 243.10).
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/store_query.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using mutua::test::contains;
using mutua::test::hand_worked_case;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;

namespace {

void do_well(const PreparedWorkspace& workspace, const char* today,
             const std::vector<std::string>& arguments) {
    const Ran ran = workspace.run_on(today, arguments);
    CAPTURE(arguments, ran.out, ran.err);
    REQUIRE(ran.exit_code == 0);
}

/// Invoiced on 30 November.
const std::filesystem::path& invoiced() {
    static const PreparedWorkspace workspace;
    static const bool made = [] {
        const std::string jobs = (hand_worked_case / "declarations.csv").string();
        do_well(workspace, "2026-11-02", {"import", "declarations", jobs});
        do_well(workspace, "2026-11-02", {"review", "accept", "--all"});
        do_well(workspace, "2026-11-30", {"invoice", "apply", "--yes"});
        return true;
    }();
    static_cast<void>(made);
    static const std::filesystem::path path = workspace.path();
    return path;
}

void pay(const PreparedWorkspace& workspace) {
    do_well(workspace, "2026-11-30", {"payroll", "apply", "--month", "2026-11", "--yes"});
}

Ran credit(const PreparedWorkspace& workspace, const std::string& number,
           const std::string& reason = "called off") {
    return workspace.run_on("2026-12-01",
                            {"invoice", "credit", number, "--reason", reason, "--yes"});
}

void check_all_is_well(const PreparedWorkspace& workspace, const std::string& looked_at) {
    const Ran ran = workspace.run_on("2026-12-01", {"verify"});
    CAPTURE(ran.out);
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, looked_at));
}

}  // namespace

TEST_CASE("an invoice is credited, and lists, pages and proofs know it", "[cli]") {
    const PreparedWorkspace workspace{invoiced()};
    const Ran ran = credit(workspace, "2026-000001");
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "A-1\tM-0043\t450.00\t29.25\t420.75\t0.00\t0.00\t\n"));
    CHECK(contains(ran.out, "Issued credit note C2026-000001, which takes back 2026-000001.\n"));
    CHECK_FALSE(contains(ran.err, "P313"));
    CHECK(workspace.run_on("2026-12-01", {"invoice", "list"}).out ==
          "2026-000001\tC-001\t2026-11-30\t2026-12-30\tpeppol\t450.00\t94.50\t544.50\t"
          "C2026-000001\t\n"
          "2026-000002\tC-001\t2026-11-30\t2026-12-30\tpeppol\t260.00\t54.60\t314.60\t\t\n"
          "C2026-000001\tC-001\t2026-12-01\t\tpeppol\t450.00\t94.50\t544.50\t\t"
          "2026-000001\n");
    CHECK_FALSE(contains(
        workspace.run_on("2026-12-01", {"invoice", "list", "--month", "2026-11"}).out, "\nC2026"));
    CHECK(contains(workspace.run_on("2026-12-01", {"invoice", "show", "2026-000001"}).err,
                   "2026-000001 was credited on 2026-12-01 by C2026-000001.\n"));
    CHECK(contains(workspace.run_on("2026-12-01", {"review", "list", "--status", "credited"}).out,
                   "A-1\tM-0043\tC-001\t2026-11-12 +1\t450.00\tcredited\t"));
    CHECK(contains(workspace.run_on("2026-12-01", {"account", "M-0043"}).out,
                   "A-1\tcredited\t0.00\t0.00\t0.00\t\t0.00\t0.00\t\t0.00\n"));
    const Ran explained = workspace.run_on(
        "2026-12-01", {"explain", "invoice", "C2026-000001", "--figure", "vat_rate"});
    CHECK(explained.exit_code == 0);
    CHECK(contains(explained.err, "C2026-000001 takes back invoice 2026-000001, whole"));
    CHECK(explained.out ==
          workspace
              .run_on("2026-12-01", {"explain", "invoice", "2026-000001", "--figure", "vat_rate"})
              .out);
    check_all_is_well(workspace, "2 acceptances, 2 invoices, 1 credit note, 0 payslips, 9 entries");
}

TEST_CASE("a credit note on paper names its invoice and the reason", "[cli]") {
    const PreparedWorkspace workspace{invoiced()};
    REQUIRE(credit(workspace, "2026-000001", "Annulé par l'organisateur").exit_code == 0);
    const std::string page =
        workspace.run_on("2026-12-01", {"invoice", "show", "C2026-000001"}).out;
    CAPTURE(page);
    CHECK(contains(page, "NOTE DE CRÉDIT C2026-000001\n"));
    CHECK(contains(page, "Date de la note de crédit 01/12/2026\n"));
    CHECK(contains(page, "Facture annulée           2026-000001, 30/11/2026\n"));
    CHECK(contains(page, "Motif                     Annulé par l'organisateur\n"));
    CHECK(contains(page, "\nTOTAL CRÉDITÉ    "));
    CHECK(contains(page,
                   "TVA à reverser à l'État dans la mesure où elle a été initialement "
                   "déduite.\n"));
    CHECK_FALSE(contains(page, "À payer"));
    const std::string json =
        workspace.run_on("2026-12-01", {"invoice", "show", "C2026-000001", "--json"}).out;
    CHECK(contains(json,
                   "\"document\": \"mutua-credit-note\",\n  \"format\": 1,\n"
                   "  \"credits\": \"2026-000001\",\n"
                   "  \"credits_issued_on\": \"2026-11-30\",\n"));
    CHECK(contains(json, "\"type_code\": \"381\",\n"));
    CHECK(contains(json, "\"total\": \"544.50\",\n"));
    const Ran told = credit(workspace, "2026-000002", "refund to BE68 5390 0754 7034");
    CHECK(contains(told.err, "warning I129: --reason: `"));
    CHECK(contains(told.err, "is an account number, which the client will read\n"));
    CHECK_FALSE(contains(told.err, "5390"));
    const std::string out = (workspace.path() / "out").string();
    const Ran exported = workspace.run_on("2026-12-01", {"invoice", "export", "--out", out});
    CHECK(contains(exported.out, "Exported 2 UBL invoices"));
    CHECK(exported.err.empty());
    const std::string xml = mutua::test::file_bytes(out + "/C2026-000001.xml");
    CHECK(contains(xml, "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"));
    CHECK(contains(xml, "<cbc:ID>2026-000001</cbc:ID>"));
    const Ran judged = workspace.run({"ubl", "validate", out});
    CHECK(judged.exit_code == 0);
    CHECK_FALSE(contains(judged.out, "\tfatal\t"));
}

TEST_CASE("work that was paid and credited is claimed until the month is corrected", "[cli]") {
    const PreparedWorkspace workspace{invoiced()};
    pay(workspace);
    const Ran ran = credit(workspace, "2026-000001");
    CHECK(contains(ran.out, "A-1\tM-0043\t450.00\t29.25\t0.00\t420.75\t420.75\tPAY-1\n"));
    CHECK(contains(ran.err, "warning P313: A-1: was paid by a payslip"));
    CHECK(contains(workspace.run_on("2026-12-01", {"account", "M-0043", "--json"}).out,
                   "\"claimed\": \"420.75\""));
    check_all_is_well(workspace, "1 credit note, 1 payslip, 10 entries");
    const Ran corrected =
        workspace.run_on("2026-12-01", {"payroll", "apply", "--corrections", "--yes"});
    CHECK(contains(corrected.out,
                   "PAY-2\tPAY-1\tM-0043\t2026-11\t-287.57\t-28.64\t-229.16\t-420.78\t"
                   "credited declaration A-1\n"));
    CHECK(contains(corrected.err, "229.16 to be recovered by 1 difference slip.\n"));
    REQUIRE(credit(workspace, "2026-000002").exit_code == 0);
    do_well(workspace, "2026-12-01", {"payroll", "apply", "--corrections", "--yes"});
    CHECK(contains(workspace.run_on("2026-12-01", {"account", "M-0043"}).out,
                   "all\t\t0.00\t0.00\t0.00\t0.00\t0.00\t0.00\t\t0.00\n"));
    const std::string page = workspace.run_on("2026-12-01", {"payroll", "show", "PAY-3"}).out;
    CHECK(contains(page,
                   "AMOUNT TO RECOVER                                                        "
                   "€138.93\n"));
    CHECK(contains(page, "Credited declaration A-2\n"));
    const Ran nothing = workspace.run_on("2026-12-01", {"explain", "payslip", "PAY-3"});
    CHECK(nothing.exit_code == 65);
    CHECK(contains(nothing.err, "error I522: PAY-3 pays for no work any more"));
    check_all_is_well(workspace, "2 credit notes, 1 payslip, 2 difference slips, 16 entries");
    CHECK(mutua::test::query(workspace.path() / "mutua.db",
                             "select count(*) from (select sum(cents) as left from posting"
                             " group by account having left <> 0)") == "0");
}

TEST_CASE("announcements of credited work are cancelled in the files too", "[cli]") {
    const PreparedWorkspace workspace{invoiced()};
    REQUIRE(credit(workspace, "2026-000001").exit_code == 0);
    const std::string out = (workspace.path() / "filings").string();
    const Ran ran =
        workspace.run_on("2026-12-01", {"filing", "dimona", "--month", "2026-11", "--out", out});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "A-1\tM-0043\tOTH\tother\t2026-11-12\t2026-11-13\t\t\tCANCEL\n"));
    CHECK(contains(ran.out, "A-2\tM-0043\tOTH\tother\t2026-11-20\t2026-11-20\t\t\tIN\n"));
    CHECK(contains(mutua::test::file_bytes(out + "/dimona-2026-11.csv"), "\nA-1,M-0043,CANCEL,"));
    CHECK(contains(mutua::test::file_bytes(out + "/dimona-2026-11.csv"), "\nA-2,M-0043,IN,"));
}

TEST_CASE("what cannot be credited is refused, and nothing changes", "[cli]") {
    const PreparedWorkspace workspace{invoiced()};
    REQUIRE(credit(workspace, "2026-000001").exit_code == 0);
    const std::string before = workspace.store();
    struct Row {
        const char* number;
        const char* reason;
        const char* today;
        int exit_code;
        const char* answer;
    };
    const std::string long_reason(501, 'x');
    for (const Row& row : std::vector<Row>{
             {"2026-000001", "again", "2026-12-01", 65,
              "error I520: 2026-000001 was credited on 2026-12-01 by C2026-000001\n"},
             {"C2026-000001", "again", "2026-12-01", 65,
              "error I521: C2026-000001 is a credit note: it takes back invoice 2026-000001\n"},
             {"2026-000003", "x", "2026-12-01", 65,
              "error I510: no invoice `2026-000003`\n  = help: did you mean `2026-000001`?\n"},
             {"2026-000002", "x", "2026-11-29", 65,
              "error P311: 2026-000002 is dated 2026-11-30: a credit note of 2026-11-29 would come "
              "before it\n"},
             {"2026-000002", " ", "2026-12-01", 64,
              "error U135: --reason is empty\n  = help: write why; the client reads it\n"},
             {"2026-000002", "a\nb", "2026-12-01", 65, "error I015: --reason: "},
             {"2026-000002", "\xFF", "2026-12-01", 65, "error I002: --reason: "},
             {"2026-000002", long_reason.c_str(), "2026-12-01", 65, "error I102: --reason: "},
             {"2026-000002", "x", "2027-12-01", 78, "error U322: "},
         }) {
        CAPTURE(row.number, row.answer);
        const Ran ran = workspace.run_on(
            row.today, {"invoice", "credit", row.number, "--reason", row.reason, "--yes"});
        CAPTURE(ran.err);
        CHECK(ran.exit_code == row.exit_code);
        CHECK(contains(ran.err, row.answer));
    }
    const Ran unasked =
        workspace.run_on("2026-12-01", {"invoice", "credit", "2026-000002", "--reason", "x"});
    CHECK(unasked.exit_code == 64);
    CHECK(contains(unasked.err, "U120"));
    const Ran without = workspace.run_on("2026-12-01", {"invoice", "credit", "2026-000002"});
    CHECK(without.exit_code == 64);
    CHECK(workspace.store() == before);
}

TEST_CASE("corrected declarations come in with a credit note, all or none", "[cli]") {
    const PreparedWorkspace workspace{invoiced()};
    pay(workspace);
    const auto replaced_by = [&](const std::string& rows) {
        const std::string file = workspace.file("corrected.csv", rows);
        return workspace.run_on(
            "2026-12-01", {"invoice", "credit", "2026-000001", "--reason", "One day only, see A-3",
                           "--replace", file, "--yes"});
    };
    const std::string head =
        "declaration_id,member_id,client_id,description,work_dates,hours,price\n";
    const std::string before = workspace.store();
    const Ran unread =
        replaced_by(head + "A-3,M-0043,C-001,Live drawing at the market,2026-11-12,7.60,much\n");
    CHECK(unread.exit_code == 65);
    CHECK(contains(unread.err, "error I201: price"));
    CHECK(contains(unread.err, "Nothing was changed."));
    CHECK(workspace.store() == before);

    // The rules judge once the credited hours are gone: what they refuse leaves the note.
    SECTION("refused by the rules") {
        const Ran ran = replaced_by(head + "A-3,M-0043,C-001,Drawing,2026-11-12,7.60,250.00\n");
        CHECK(ran.exit_code == 3);
        CHECK(contains(ran.out, "Issued credit note C2026-000001"));
        CHECK(contains(ran.err, "The credit note stands. Mend the declarations"));
    }
    SECTION("taken in, and paid by a difference slip") {
        const Ran ran = replaced_by(
            head + "A-3,M-0043,C-001,Live drawing at the market,2026-11-12,7.60,250.00\n");
        CAPTURE(ran.err);
        CHECK(ran.exit_code == 0);
        CHECK(contains(ran.out, "Imported 1 declaration.\n"));
        do_well(workspace, "2026-12-01", {"review", "accept", "A-3"});
        do_well(workspace, "2026-12-01", {"invoice", "apply", "--yes"});
        const Ran slip =
            workspace.run_on("2026-12-01", {"payroll", "apply", "--corrections", "--yes"});
        CHECK(
            contains(slip.out, "\twork added after the payslip: A-3; credited declaration A-1\n"));
        check_all_is_well(workspace, "3 invoices, 1 credit note, 1 payslip, 1 difference slip");
    }
}
