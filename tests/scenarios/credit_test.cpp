// The history of correction_test.cpp, whose figures are worked out there: in February 2026 it turns
// out that the work of M-2, who has left, never took place in November 2025, and that M-1 did one
// repair in December instead of the set design that was invoiced and paid.
//
// M-2, N-2: price 3 600.00, fee 234.00, budget 3 366.00, gross 2 317.54. To the office 25.00 % +
//   1.69 % + 0.10 % + 0.13 % + 0.10 % + 0.02 % = 579.39 + 39.17 + 2.32 + 3.01 + 2.32 + 0.46 =
//   626.67, for holidays 421.79: cost 3 366.00; tax 138.19, net 2 109.53. Invoice 4 356.00. The
//   account holds nothing: 3 366.00 claimed.
// M-1, D-1: price 4 660.00, cost 4 357.10, net 2 221.36, contributions 392.09 − 66.33 + 19.24 =
//   345.00. The account holds nothing: 4 357.10 claimed.
// M-1, D-4 instead: price 300.00, fee 19.50, expenses 20.00, gross 179.36 for 7.60 hours of the
//   174.80 of December: S = 4 125.28, above the bonus. Contribution 13.07 % = 23.44; 155.92
//   taxable, below any tax and any special contribution. Net 155.92. To the office 48.50, for
//   holidays 32.64.
#include "tests/support/office.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

using mutua::test::check_amounts;
using mutua::test::contains;
using mutua::test::declaration_head;
using mutua::test::Office;
using mutua::test::three_months;

namespace {

std::string credit_of(Office& office, const std::string& number, const std::string& reason) {
    return office.run("2026-02-10", {"invoice", "credit", number, "--reason", reason, "--yes"}).out;
}

/// The invoice of a declaration.
std::string invoice_of(Office& office, const std::string& declaration) {
    return office.query("select number from invoice_declaration where declaration_id = '" +
                        declaration + "'");
}

std::string account_total(Office& office, const std::string& account) {
    return office.query("select coalesce(sum(cents), 0) from posting where account = '" + account +
                        "'");
}

std::string documents_of_2025(Office& office) {
    return office.query(
        "select group_concat(number || media_type || hex(bytes), ' ') from (select * from document"
        " where number like '2025-%' or number in ('PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'PAY-5',"
        " 'PAY-6') order by kind, number, media_type)");
}

}  // namespace

TEST_CASE("work of last year that did not take place is credited, and its pay comes back",
          "[scenario]") {
    Office office;
    three_months(office);
    const std::string before = documents_of_2025(office);
    CHECK(contains(credit_of(office, invoice_of(office, "N-2"), "The client called it off"),
                   "N-2\tM-2\t3600.00\t234.00\t0.00\t3366.00\t3366.00\tPAY-2\n"));
    CHECK(contains(credit_of(office, invoice_of(office, "D-1"), "Only a repair, see D-4"),
                   "D-1\tM-1\t4660.00\t302.90\t0.00\t4357.10\t4357.10\tPAY-4\n"));
    CHECK(office.booked("C2026-000001", "400") == "-435600");
    CHECK(office.booked("C2026-000001", "705") == "360000");
    CHECK(office.booked("C2026-000001", "910") == "0");
    CHECK(office.booked("C2026-000001", "915") == "336600");
    CHECK(office.booked("C2026-000001", "920") == "23400");
    CHECK(office.booked("C2026-000001", "900") == "-360000");
    CHECK(office.booked("C2026-000002", "910") == "0");
    CHECK(office.booked("C2026-000002", "915") == "435710");

    const auto file = office.file(
        "instead.csv",
        declaration_head + "D-4,M-1,C-001,Repair of the set,2025-12-10,7.60,300.00,20.00\n");
    office.run("2026-02-10", {"import", "declarations", file});
    office.run("2026-02-10", {"review", "accept", "D-4"});
    office.run("2026-02-10", {"invoice", "apply", "--yes"});
    CHECK(invoice_of(office, "D-4") == "2026-000002");
    const auto plan = office.run("2026-02-10", {"payroll", "plan", "--corrections"});
    CAPTURE(plan.out);
    CHECK(contains(plan.out,
                   "PAY-7\tPAY-2\tM-2\t2025-11\t-2317.54\t-138.19\t-2109.53\t-3366.00\t"
                   "credited declaration N-2\n"));
    CHECK(contains(plan.out,
                   "PAY-8\tPAY-4\tM-1\t2025-12\t-2820.57\t-433.57\t-2045.44\t-4096.60\t"
                   "work added after the payslip: D-4; credited declaration D-1\n"));
    CHECK(contains(plan.err, "4154.97 to be recovered by 2 difference slips."));
    office.run("2026-02-10", {"payroll", "apply", "--corrections", "--yes"});

    const auto december = office.changed("PAY-8");
    check_amounts({{"contributions", december.employee_contributions, "-321.56"},
                   {"net", december.net_pay, "-2065.44"},
                   {"expenses", december.expenses, "20.00"},
                   {"to recover", december.to_pay, "-2045.44"},
                   {"now, net", office.state("PAY-8").net_pay, "155.92"},
                   {"leaver, now", office.state("PAY-7").to_pay, "0.00"},
                   {"leaver, expenses", office.changed("PAY-7").expenses, "0.00"}});
    CHECK(mutua::to_string(office.state("PAY-8").payment_date) == "2026-01-02");

    // Nothing is claimed any more, and nothing provided for; the members owe what they were paid.
    CHECK(account_total(office, "915") == "0");
    CHECK(account_total(office, "459") == "0");
    CHECK(account_total(office, "6239") == "0");
    CHECK(account_total(office, "930") == "0");
    CHECK(office.booked("PAY-7", "455") == "210953");
    CHECK(office.booked("PAY-8", "455") == "204544");
    CHECK(office.query("select count(*) from (select entry_id from posting group by entry_id"
                       " having sum(cents) <> 0)") == "0");
    CHECK(documents_of_2025(office) == before);
    CHECK(contains(office.run("2026-02-11", {"payroll", "plan", "--corrections"}).err,
                   "Nothing to do"));
    const auto account = office.run("2026-02-11", {"account", "M-2", "--json"});
    CHECK(contains(account.out, "\"invoiced\": \"0.00\""));
    CHECK(contains(account.out, "\"net_pay\": \"0.00\""));
    CHECK(contains(account.out, "\"claimed\": \"0.00\""));
    const auto verified = office.run("2026-02-11", {"verify"});
    CHECK(contains(verified.out, "7 invoices, 2 credit notes, 6 payslips, 2 difference slips, "));
    CHECK(contains(verified.out, "All is well"));

    const auto text = office.run("2026-02-11", {"payroll", "show", "PAY-7"}).out;
    CHECK(contains(text, "TERUG TE VORDEREN BEDRAG"));
    CHECK(contains(text, "Gecrediteerde aangifte N-2"));
    office.run("2026-02-11",
               {"payroll", "accounts", "--out", (office.workspace() / "accounts").string()});
    office.run("2026-02-11", {"explain", "payslip", "PAY-8", "--figure", "net_pay"});
}
