// The hand-worked payslip of fixtures/payslips/blue-collar-garnishment: every amount there,
// asserted, and what becomes of it when the month is corrected and the claim ends.
#include "formats/tabular/json_difference.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

namespace {

namespace fs = std::filesystem;
using mutua::Money;
using mutua::test::contains;
using mutua::test::Ran;
using mutua::test::run_mutua;

const fs::path payslips = fs::path{MUTUA_SOURCE_DIR} / "fixtures" / "payslips";

Ran done(const fs::path& workspace, const char* today, const std::vector<std::string>& arguments,
         const std::string& input = "") {
    const Ran ran = run_mutua(workspace, today, arguments, input);
    CAPTURE(arguments, ran.out, ran.err);
    REQUIRE(ran.exit_code == 0);
    return ran;
}

void pay_the_debtor(const fs::path& workspace) {
    const fs::path folder = payslips / "blue-collar-garnishment";
    const fs::path clients = payslips / "artist-two-engagements" / "clients.csv";
    done(workspace, "2026-11-02", {"init", workspace.string()});
    done(workspace, "2026-11-02", {"import", "members", (folder / "members.csv").string()});
    done(workspace, "2026-11-02", {"import", "clients", clients.string()});
    done(workspace, "2026-11-02",
         {"import", "declarations", (folder / "declarations.csv").string()});
    done(workspace, "2026-11-02", {"review", "accept", "--all"});
    done(workspace, "2026-11-30", {"invoice", "apply", "--yes"});
    done(workspace, "2026-11-30", {"payroll", "apply", "--yes", "--month", "2026-11"});
}

std::string line_with(const std::string& text, const std::string& word) {
    const std::size_t at = text.find(word);
    return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
}

std::string json_of(const fs::path& workspace, const char* slip) {
    return done(workspace, "2026-12-14", {"payroll", "show", slip, "--json"}).out;
}

}  // namespace

TEST_CASE("a blue-collar part-timer with creditors is paid as worked by hand", "[scenario]") {
    const mutua::test::TemporaryFolder folder;
    pay_the_debtor(folder.path());
    const auto slip = mutua::tabular::payslip_from_json(json_of(folder.path(), "PAY-1"));
    struct Expected {
        const char* what;
        Money computed;
        const char* by_hand;
    };
    for (const Expected& row : std::initializer_list<Expected>{
             {"gross pay", slip.gross_pay, "2596.19"},
             {"contributions, with the special one", slip.employee_contributions, "383.55"},
             {"withholding tax", slip.withholding_tax, "213.33"},
             {"net pay", slip.net_pay, "1999.31"},
             {"expenses", slip.expenses, "35.00"},
             {"withheld", slip.withheld_for_creditors, "203.51"},
             {"to pay", slip.to_pay, "1830.80"},
             {"employer contributions", slip.employer_contributions, "1202.31"},
             {"employer cost", slip.employer_cost, "3798.50"}}) {
        CAPTURE(row.what);
        CHECK(to_string(row.computed) == row.by_hand);
    }
    CHECK(slip.hours_hundredths == 8400);

    const std::string page = done(folder.path(), "2026-11-30", {"payroll", "show", "PAY-1"}).out;
    CHECK(line_with(page, "Ingehouden voor schuldeisers (loonbeslag)").ends_with("-203,51"));
    CHECK(line_with(page, "NETTO TE BETALEN BEDRAG").ends_with("1.830,80"));

    const std::string books = done(folder.path(), "2026-11-30", {"journal", "balance"}).out;
    CHECK(line_with(books, "\t4592\t").ends_with("\t-203.51"));
    CHECK(line_with(books, "\t455\t").ends_with("\t-1830.80"));
    CHECK(contains(done(folder.path(), "2026-11-30",
                        {"explain", "payslip", "PAY-1", "--figure", "withheld_for_creditors"})
                       .out,
                   "203.51"));
    CHECK(contains(done(folder.path(), "2026-11-30", {"account", "M-0051", "--json"}).out,
                   "\"withheld_for_creditors\": \"203.51\""));
    // Nobody but the member reads of it.
    CHECK_FALSE(contains(
        done(folder.path(), "2026-11-30", {"invoice", "show", "2026-000001", "--json"}).out,
        "claim"));
    done(folder.path(), "2026-11-30", {"verify"});
}

TEST_CASE("what a corrected month brings more goes to creditors too, and a claim ends",
          "[scenario]") {
    const mutua::test::TemporaryFolder folder;
    pay_the_debtor(folder.path());
    done(folder.path(), "2026-12-01", {"import", "declarations", "-"},
         "declaration_id,member_id,client_id,description,work_dates,hours,price,expenses\n"
         "B-2,M-0051,C-001,Taking down the stage,2026-11-27,7.00,400.00,12.00\n");
    done(folder.path(), "2026-12-01", {"review", "accept", "--all"});
    done(folder.path(), "2026-12-01", {"invoice", "apply", "--yes"});
    done(folder.path(), "2026-12-14", {"payroll", "apply", "--corrections", "--yes"});
    const auto slip = mutua::tabular::difference_from_json(json_of(folder.path(), "PAY-2"));
    const auto changed = mutua::settlement::difference(slip);
    CHECK(to_string(changed.net_pay) == "118.61");
    CHECK(to_string(changed.withheld_for_creditors) == "118.61");
    CHECK(to_string(slip.now.withheld_for_creditors) == "322.12");
    CHECK(to_string(changed.to_pay) == "12.00");
    done(folder.path(), "2026-12-14", {"verify"});
    CHECK(contains(done(folder.path(), "2026-12-14",
                        {"explain", "payslip", "PAY-2", "--figure", "withheld_for_creditors"})
                       .out,
                   "withheld_for_creditors = 118.61"));

    // The claim is paid otherwise: from December on nothing is withheld, and November stays.
    std::string members =
        mutua::test::file_bytes(payslips / "blue-collar-garnishment" / "members.csv");
    members = mutua::test::replaced(members, "garnishment,900.00,", ",,");
    done(folder.path(), "2026-12-14", {"import", "members", "--from", "2026-12-01", "-"}, members);
    CHECK(contains(
        done(folder.path(), "2026-12-14", {"payroll", "apply", "--corrections", "--yes"}).out,
        "Nothing to correct"));
    done(folder.path(), "2026-12-14", {"verify"});
}
