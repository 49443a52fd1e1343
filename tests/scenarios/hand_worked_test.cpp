// The hand-worked payslip of fixtures/payslips/artist-two-engagements: every amount there,
// asserted.
#include "formats/tabular/json_payslip.hpp"
#include "tests/support/run_mutua.hpp"

#include <catch2/catch.hpp>

namespace {

namespace fs = std::filesystem;
using mutua::Money;
using mutua::test::run_mutua;

const fs::path hand_worked =
    fs::path{MUTUA_SOURCE_DIR} / "fixtures" / "payslips" / "artist-two-engagements";

void pay_the_month(const fs::path& workspace) {
    const auto file = [](const char* name) { return (hand_worked / name).string(); };
    const std::vector<std::pair<const char*, std::vector<std::string>>> steps{
        {"2026-11-02", {"init", workspace.string()}},
        {"2026-11-02", {"import", "members", file("members.csv")}},
        {"2026-11-02", {"import", "clients", file("clients.csv")}},
        {"2026-11-02", {"import", "declarations", file("declarations.csv")}},
        {"2026-11-02", {"review", "accept", "--all"}},
        {"2026-11-30", {"invoice", "apply", "--yes"}},
        {"2026-11-30", {"payroll", "apply", "--yes", "--month", "2026-11"}},
        {"2026-11-30", {"payroll", "export", "--out", (workspace / "payslips").string()}},
        {"2026-11-30", {"verify"}},
    };
    for (const auto& [today, arguments] : steps) {
        const auto ran = run_mutua(workspace, today, arguments);
        CAPTURE(arguments, ran.out, ran.err);
        REQUIRE(ran.exit_code == 0);
    }
}

struct Expected {
    const char* what;
    Money computed;
    const char* by_hand;
};

Money figure(const mutua::settlement::Payslip& slip, const std::string& name) {
    for (const auto& named : slip.figures) {
        if (named.figure == name) { return named.amount; }
    }
    FAIL("no figure " << name);
    return {};
}

}  // namespace

TEST_CASE("an artist with two engagements in a month is paid as worked by hand", "[scenario]") {
    const mutua::test::TemporaryFolder folder;
    pay_the_month(folder.path());
    const auto slip = mutua::tabular::payslip_from_json(
        mutua::test::file_bytes(folder.path() / "payslips" / "PAY-1.json"));
    REQUIRE(slip.engagements.size() == 2);
    const auto& first = slip.engagements[0];
    const auto& second = slip.engagements[1];
    for (const Expected& row : std::initializer_list<Expected>{
             {"gross pay of A-1", first.gross_pay, "287.57"},
             {"gross pay of A-2", second.gross_pay, "152.50"},
             {"provision of A-1", first.provision, "420.75"},
             {"provision of A-2", second.provision, "243.10"},
             {"actual cost of A-1", first.actual_cost, "420.75"},
             {"actual cost of A-2", second.actual_cost, "243.13"},
             {"net of A-1", first.net_pay, "227.46"},
             {"net of A-2", second.net_pay, "120.63"},
             {"gross pay", slip.gross_pay, "440.07"},
             {"contribution base", figure(slip, "contribution_base"), "475.28"},
             {"employee contribution", figure(slip, "employee_contribution"), "62.12"},
             {"work bonus A", figure(slip, "work_bonus_a"), "13.65"},
             {"work bonus B", figure(slip, "work_bonus_b"), "0.00"},
             {"taxable pay", figure(slip, "taxable_pay"), "391.60"},
             {"withholding tax", slip.withholding_tax, "43.51"},
             {"special contribution", figure(slip, "special_contribution"), "0.00"},
             {"net pay", slip.net_pay, "348.09"},
             {"expenses", slip.expenses, "20.00"},
             {"to pay", slip.to_pay, "368.09"},
             {"to the office for the worker", slip.employee_contributions, "48.47"},
             {"employer contributions", slip.employer_contributions, "203.81"},
             {"holiday pay provision", slip.holiday_pay_provision, "0.00"},
             {"employer cost", slip.employer_cost, "643.88"}}) {
        CAPTURE(row.what);
        CHECK(to_string(row.computed) == row.by_hand);
    }
    CHECK(slip.hours_hundredths == 2280);
    CHECK(slip.full_time_hundredths == 15960);
    CHECK(slip.days == 3);
    CHECK(slip.joint_committee == "304");
}

TEST_CASE("the books after the hand-worked payslip are those worked by hand", "[scenario]") {
    const mutua::test::TemporaryFolder folder;
    pay_the_month(folder.path());
    const auto balance = run_mutua(folder.path(), "2026-11-30", {"journal", "balance"});
    REQUIRE(balance.exit_code == 0);
    for (const auto& [account, amount] :
         std::initializer_list<std::pair<const char*, const char*>>{{"\t400\t", "859.10"},
                                                                    {"\t705\t", "-710.00"},
                                                                    {"\t451\t", "-149.10"},
                                                                    {"\t620\t", "440.07"},
                                                                    {"\t621\t", "203.81"},
                                                                    {"\t613\t", "20.00"},
                                                                    {"\t454\t", "-252.28"},
                                                                    {"\t453\t", "-43.51"},
                                                                    {"\t455\t", "-368.09"},
                                                                    {"\t459\t", "0.00"},
                                                                    {"\t6239\t", "0.00"},
                                                                    {"\t900\t", "710.00"},
                                                                    {"\t910\t", "0.03"},
                                                                    {"\t920\t", "-46.15"},
                                                                    {"\t930\t", "0.00"},
                                                                    {"\t940\t", "-663.88"}}) {
        CAPTURE(account, balance.out);
        const auto at = balance.out.find(account);
        REQUIRE(at != std::string::npos);
        const std::string line = balance.out.substr(at, balance.out.find('\n', at) - at);
        CHECK(line.ends_with("\t" + std::string{amount}));
    }
}
