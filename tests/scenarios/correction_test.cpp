// A retroactive change over a year boundary and a change of rates: work of November 2025 was paid
// in December 2025, that of December on 2 January 2026, that of January 2026 in January. In
// February the office learns that since November the household of M-1 is another and M-2, who has
// left, has no dependent child; and M-1 declares work of December late. In March a rule turns out
// wrong.
//
// Worked out by hand with exact fractions from the reference of the payroll expert. Amounts in EUR.
//
// M-1, white-collar, price 4 660.00 a month: fee 302.90, budget 4 357.10. With 27.04 % to the
// office (27.05 % in the first quarter) and 18.20 % for holidays the largest gross is 2 999.93 in
// November and December (811.18 + 545.99: cost 4 357.10), 2 999.72 in January (811.43 + 545.95).
//   November, paid 2025-12-01. Contribution 13.07 % = 392.09; bonus A of 2025-02 at S = 2 999.93:
//     120.59 − 0.2443 × 222.10 = 66.33; taxable 2 674.17, a year 32 090.04, less 5 930.00:
//     26 160.04. Fiscal bonus 33.14 % of 66.33 = 21.98.
//     single: 4 362.93 + 42.80 % × 9 850.04 = 8 578.75 − 2 915.75 = 5 663.00; / 12 = 471.92;
//       − 21.98 = 449.94. Special 10.33 + 1.1 % × 809.75 = 19.24. Net 2 204.99.
//     spouse without income, one child: quotient 7 848.01; 4 362.93 + 42.80 % × 2 002.03 = 5
//     219.80,
//       + 26.75 % × 7 848.01 = 2 099.34; − 5 831.50 = 1 487.64; − 12 × 51.00 = 875.64; / 12
//       = 72.97; − 21.98 = 50.99. Special 14.44 + 1.1 % × 809.75 = 23.35. Net 2 599.83.
//   December, paid 2026-01-02: the same contributions, the tax of 2026.
//     single: 26 020.04; 4 469.93 + 42.80 % × 9 310.04 = 8 454.63 − 2 987.98 = 5 466.65; / 12 =
//       455.55; − 21.98 = 433.57. Net 2 221.36.
//     With D-2, late: price 300.00, fee 19.50, expenses 20.00, budget 260.50, gross 179.36 (48.50 +
//       32.64: cost 260.50). Gross 3 179.29: contribution 415.53; A 120.59 − 0.2443 × 401.46
//       = 22.51; taxable 2 786.27, a year 33 435.24, less 6 070.00: 27 365.24; quotient 8 209.57; 4
//       469.93 + 42.80 % × 2 445.67 = 5 516.68, + 2 196.06; − 5 975.96 = 1 736.78; − 12 × 52.00 = 1
//       112.78; / 12 = 92.73; − 7.46 = 85.27. Special 14.44 + 1.1 % × 989.11 = 25.32. Net 2 675.68,
//       by gross pay 2 524.73 and 150.95. Base 3 179.29: 859.68 to the office, 578.63 for holidays;
//       cost 4 617.60, of it 4 357.10 and 260.50.
//   January, paid 2026-01-26. Contribution 392.06; bonus A of 2026-01 at S = 2 999.72: 123.00 −
//     0.2807 × 166.36 = 76.30; taxable 2 683.96, a year 32 207.52, less 6 070.00: 26 137.52.
//     single: 4 469.93 + 42.80 % × 9 427.52 = 8 504.91 − 2 987.98 = 5 516.93; / 12 = 459.74;
//     − 25.29
//       = 434.45. Special 10.33 + 1.1 % × 809.54 = 19.23. Net 2 230.28.
//     spouse without income, one child: quotient 7 841.26; 4 469.93 + 42.80 % × 1 586.26 = 5
//     148.85,
//       + 2 097.54; − 5 975.96 = 1 270.43; − 624.00 = 646.43; / 12 = 53.87; − 25.29 = 28.58.
//       Special 23.34. Net 2 632.04.
//     two children from January: 1 270.43 − 12 × 138.00 is below nothing: no tax. Net 2 660.62.
// M-2, white-collar, price 3 600.00, gross 2 317.54, November: with one child tax 138.19 and net
//   2 109.53; without, 51.00 more tax, 2 058.53.
// M-3, artist, price 450.00 for two days, gross 287.57: in December contribution 40.59, S = 287.57
// ×
//   174.80 / 15.20 = 3 307.06 above the bonus; taxable 246.98 at 11.11 % = 27.44. At 12.00 % from
//   2026-01-01, 29.64: 2.20 to be recovered. November was paid in 2025 and stays.
#include "tests/support/office.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <map>

namespace {

namespace fs = std::filesystem;
using mutua::Money;
using mutua::settlement::Payslip;
using mutua::test::check_amounts;
using mutua::test::contains;
using mutua::test::declaration_head;
using mutua::test::file_bytes;
using mutua::test::first_member;
using mutua::test::member_head;
using mutua::test::Office;
using mutua::test::replace_all;
using mutua::test::second_member;
using mutua::test::three_months;
using mutua::test::with_2025;

/// A rule as it should have been.
std::string with_corrected_rule(const std::string& bytes) {
    const std::string rate =
        "from 2019-01-01 = 11.11 %  source artists_80 \"rate\"  review by 2026-12-31\n";
    return replace_all(bytes, rate,
                       rate + "  from 2026-01-01 = 12.00 %  source artists_80 \"corrected\"\n");
}

/// What the office learns in February.
void learn(Office& office) {
    office.run("2026-02-10",
               {"import", "members", "--from", "2025-11-01",
                office.file("changed.csv", member_head + first_member("spouse_without_income", 1) +
                                               second_member(0))});
    const auto imported = office.run(
        "2026-02-10",
        {"import", "declarations",
         office.file(
             "late.csv",
             declaration_head + "D-2,M-1,C-001,Repair of the set,2025-12-10,7.60,300.00,20.00\n")});
    CHECK(contains(imported.err, "warning I505"));
    CHECK(contains(imported.err, "`mutua payroll apply --corrections`"));
    office.run("2026-02-10", {"review", "accept", "D-2"});
    office.run("2026-02-10", {"invoice", "apply", "--yes"});
}

void check_first_payslips(Office& office) {
    const Payslip november = office.state("PAY-1");
    const Payslip december = office.state("PAY-4");
    const Payslip january = office.state("PAY-6");
    CHECK(mutua::to_string(november.payment_date) == "2025-12-01");
    CHECK(mutua::to_string(december.payment_date) == "2026-01-02");
    CHECK(mutua::to_string(january.payment_date) == "2026-01-26");
    check_amounts({{"November, gross", november.gross_pay, "2999.93"},
                   {"November, tax", november.withholding_tax, "449.94"},
                   {"November, net", november.net_pay, "2204.99"},
                   {"December, tax", december.withholding_tax, "433.57"},
                   {"December, net", december.net_pay, "2221.36"},
                   {"January, gross", january.gross_pay, "2999.72"},
                   {"January, tax", january.withholding_tax, "434.45"},
                   {"January, net", january.net_pay, "2230.28"},
                   {"M-2, net", office.state("PAY-2").net_pay, "2109.53"},
                   {"M-3, December, net", office.state("PAY-5").net_pay, "219.54"}});
}

/// A yearly total of an individual account.
std::string total_of(const nlohmann::json& account, const char* amount) {
    return account.at("total").at(amount).get<std::string>();
}

/// What all slips of M-1 come to, by year of the work. 2025: gross 2 × 2 999.93 + 179.36, taxable
/// 2 × 2 674.17 + 112.10, contribution 2 × 392.09 + 23.44, bonus 2 × 66.33 − 43.82, special 19.24 +
/// 4.11 + 19.24 + 6.08, tax 449.94 − 398.95 + 433.57 − 348.30, net 2 204.99 + 394.84 + 2 221.36 +
/// 454.32. 2026: tax 434.45 − 405.87, special 19.23 + 4.11, net 2 230.28 + 401.76.
void check_accounts(Office& office) {
    const fs::path folder = office.workspace() / "accounts";
    office.run("2026-02-11", {"payroll", "accounts", "--out", folder.string()});
    const nlohmann::json first =
        nlohmann::json::parse(file_bytes(folder / "M-1.json")).at("accounts");
    REQUIRE(first.size() == 2);
    struct Row {
        const char* amount;
        const char* of_2025;
        const char* of_2026;
    };
    for (const Row& row : {Row{"gross_pay", "6179.22", "2999.72"},
                           {"contribution_base", "6179.22", "2999.72"},
                           {"employee_contribution", "807.62", "392.06"},
                           {"work_bonus", "88.84", "76.30"},
                           {"taxable_pay", "5460.44", "2683.96"},
                           {"special_contribution", "48.67", "23.34"},
                           {"withholding_tax", "136.26", "28.58"},
                           {"net_pay", "5275.51", "2632.04"},
                           {"expenses", "20.00", "0.00"},
                           {"further_deductions", "0.00", "0.00"},
                           {"to_pay", "5295.51", "2632.04"}}) {
        CAPTURE(row.amount);
        CHECK(total_of(first[0], row.amount) == row.of_2025);
        CHECK(total_of(first[1], row.amount) == row.of_2026);
    }
    std::string slips;
    for (const nlohmann::json& slip : first[0].at("quarters").at(0).at("slips")) {
        slips += slip.at("slip").get<std::string>() + " " + slip.at("month").get<std::string>() +
                 " " + slip.at("paid_on").get<std::string>() + "\n";
    }
    CHECK(slips ==
          "PAY-1 2025-11 2025-12-01\nPAY-7 2025-11 2026-02-19\n"
          "PAY-4 2025-12 2026-01-02\nPAY-9 2025-12 2026-02-19\n");
    CHECK(contains(file_bytes(folder / "M-1.txt"), "COMPTE INDIVIDUEL"));
    CHECK(contains(file_bytes(folder / "M-2.txt"), "INDIVIDUELE REKENING"));
    CHECK(contains(file_bytes(folder / "M-3.txt"), "INDIVIDUAL ACCOUNT"));

    // Of all workers and years: gross pay, expenses, tax, pay to be paid.
    std::map<std::string, Money> sums;
    for (const char* member : {"M-1", "M-2", "M-3"}) {
        const fs::path file = folder / (std::string{member} + ".json");
        const nlohmann::json document = nlohmann::json::parse(file_bytes(file));
        for (const nlohmann::json& account : document.at("accounts")) {
            for (const char* amount : {"gross_pay", "expenses", "withholding_tax", "to_pay"}) {
                sums[amount] += mutua::parse_money(total_of(account, amount)).value();
            }
        }
    }
    const auto in_books = [&](const char* account) {
        return office.query("select sum(cents) from posting where account = '" +
                            std::string{account} + "'");
    };
    CHECK(in_books("620") == std::to_string(sums["gross_pay"].minor_units()));
    CHECK(in_books("613") == std::to_string(sums["expenses"].minor_units()));
    CHECK(in_books("453") == std::to_string(-sums["withholding_tax"].minor_units()));
    CHECK(in_books("455") == std::to_string(-sums["to_pay"].minor_units()));
}

/// Everything that was issued up to a slip, as one text.
std::string issued_up_to(Office& office, const std::string& last) {
    return office.query(
        "select group_concat(number || media_type || hex(bytes), ' ') from (select * from document"
        " where kind = 'invoice' or cast(substr(number, 5) as integer) <= " +
        last + " order by kind, number, media_type)");
}

}  // namespace

TEST_CASE("a change found in February corrects months of two years, rates and members",
          "[scenario]") {
    Office office;
    three_months(office);
    check_first_payslips(office);
    CHECK(contains(office.run("2026-02-09", {"payroll", "apply", "--yes", "--corrections"}).out,
                   "Nothing to correct: no difference slip is due."));
    learn(office);
    const std::string before = issued_up_to(office, "6");

    const auto payroll = office.run("2026-02-10", {"payroll", "plan", "--month", "2025-12"});
    CHECK(contains(payroll.err,
                   "warning P302: M-1: already has a payslip for the month: `mutua "
                   "payroll apply --corrections` makes the difference slip"));
    const auto plan = office.run("2026-02-10", {"payroll", "plan", "--corrections"});
    CAPTURE(plan.out);
    CHECK(contains(plan.out,
                   "PAY-7\tPAY-1\tM-1\t2025-11\t0.00\t-398.95\t394.84\t0.00\thousehold "
                   "changed: single → spouse_without_income; children changed: 0 → 1\n"));
    CHECK(contains(plan.out,
                   "PAY-8\tPAY-2\tM-2\t2025-11\t0.00\t51.00\t-51.00\t0.00\tchildren "
                   "changed: 1 → 0\n"));
    CHECK(contains(plan.out, "; work added after the payslip: D-2\n"));
    CHECK(contains(plan.err, "51.00 to be recovered by 1 difference slip."));
    CHECK(contains(
        office.run("2026-02-10", {"payroll", "plan", "--corrections", "--since", "2026-01"}).out,
        "PAY-7\tPAY-6\tM-1\t2026-01\t"));
    CHECK(contains(
        office.run("2026-02-10", {"payroll", "plan", "--corrections", "--member", "M-2"}).out,
        "PAY-7\tPAY-2\tM-2\t2025-11\t"));
    CHECK(contains(office.run("2026-02-10", {"payroll", "apply", "--yes", "--corrections"}).out,
                   "Issued 4 difference slips."));

    const Payslip november = office.changed("PAY-7");
    const Payslip leaver = office.changed("PAY-8");
    const Payslip december = office.changed("PAY-9");
    const Payslip january = office.changed("PAY-10");
    check_amounts({{"November, tax", november.withholding_tax, "-398.95"},
                   {"November, contributions", november.employee_contributions, "4.11"},
                   {"November, to pay", november.to_pay, "394.84"},
                   {"November, cost", november.employer_cost, "0.00"},
                   {"leaver, tax", leaver.withholding_tax, "51.00"},
                   {"leaver, to recover", leaver.to_pay, "-51.00"},
                   {"December, gross", december.gross_pay, "179.36"},
                   {"December, contributions", december.employee_contributions, "73.34"},
                   {"December, tax", december.withholding_tax, "-348.30"},
                   {"December, net", december.net_pay, "454.32"},
                   {"December, expenses", december.expenses, "20.00"},
                   {"December, to pay", december.to_pay, "474.32"},
                   {"December, employer", december.employer_contributions, "48.50"},
                   {"December, holidays", december.holiday_pay_provision, "32.64"},
                   {"December, cost", december.employer_cost, "260.50"},
                   {"net of D-1", december.engagements.at(0).net_pay, "303.37"},
                   {"net of D-2", december.engagements.at(1).net_pay, "150.95"},
                   {"January, tax", january.withholding_tax, "-405.87"},
                   {"January, contributions", january.employee_contributions, "4.11"},
                   {"January, to pay", january.to_pay, "401.76"}});
    // Seven working days after the day of issue, and never the day of the month's own payment.
    CHECK(mutua::to_string(december.payment_date) == "2026-02-19");
    CHECK(mutua::to_string(office.state("PAY-9").payment_date) == "2026-01-02");
    CHECK(to_string(office.state("PAY-9").net_pay) == "2675.68");

    SECTION("the books hold the differences, each balanced, and what was issued stays") {
        CHECK(office.query("select count(*) from (select entry_id from posting group by entry_id"
                           " having sum(cents) <> 0)") == "0");
        CHECK(office.query("select group_concat(distinct on_date) from entry where event ="
                           " 'difference_issued'") == "2026-02-10");
        // Provision 280.50 of D-2, gross, employer, holidays, expenses, office, tax, to pay.
        CHECK(office.booked("PAY-9", "459") == "28050");
        CHECK(office.booked("PAY-9", "6239") == "-28050");
        CHECK(office.booked("PAY-9", "620") == "17936");
        CHECK(office.booked("PAY-9", "621") == "4850");
        CHECK(office.booked("PAY-9", "623") == "3264");
        CHECK(office.booked("PAY-9", "613") == "2000");
        CHECK(office.booked("PAY-9", "454") == "-12184");
        CHECK(office.booked("PAY-9", "453") == "34830");
        CHECK(office.booked("PAY-9", "456") == "-3264");
        CHECK(office.booked("PAY-9", "455") == "-47432");
        CHECK(office.booked("PAY-9", "930") == "28050");
        CHECK(office.booked("PAY-9", "940") == "-28050");
        CHECK(office.booked("PAY-9", "910") == "0");
        CHECK(office.booked("PAY-8", "455") == "5100");
        CHECK(office.booked("PAY-8", "453") == "-5100");
        CHECK(office.query("select count(*) from entry where document = 'PAY-8'") == "1");
        // Nothing is left provided for: all work was paid.
        CHECK(office.query("select sum(cents) from posting where account in ('459', '6239')") ==
              "0");
        CHECK(office.query("select sum(cents) from posting where account = '930'") == "0");
        CHECK(contains(office.query("select text from entry where document = 'PAY-9' and book ="
                                    " 'general'"),
                       "M-1 for 2025-12, corrects PAY-4"));
        CHECK(issued_up_to(office, "6") == before);
        const auto verified = office.run("2026-02-10", {"verify"});
        CHECK(contains(verified.out, "6 payslips, 4 difference slips, "));
        CHECK(contains(verified.out, "All is well"));
    }

    SECTION("a second run plans nothing, and the member sees one account") {
        CHECK(contains(office.run("2026-02-11", {"payroll", "apply", "--yes", "--corrections"}).out,
                       "Nothing to correct"));
        CHECK(
            office.run("2026-02-11", {"payroll", "plan", "--month", "2025-12"}).err.find("P302") ==
            std::string::npos);
        const auto account = office.run("2026-02-11", {"account", "M-1", "--json"});
        // 2 204.99 + 2 221.36 + 2 230.28 and 394.84 + 454.32 + 401.76; expenses 20.00.
        CHECK(contains(account.out, "\"net_pay\": \"7907.55\""));
        CHECK(contains(account.out, "\"to_pay\": \"7927.55\""));
        const auto list = office.run("2026-02-11", {"payroll", "list", "--month", "2025-12"});
        CHECK(contains(list.out,
                       "PAY-9\tM-1\t2025-12\twhite_collar\t2026-02-19\t179.36\t454.32\t"
                       "474.32\tPAY-4\n"));
    }

    SECTION("the individual accounts of two years are the slips, and what the books say") {
        check_accounts(office);
    }

    SECTION("people read what was, what is, and why") {
        const auto text = office.run("2026-02-11", {"payroll", "show", "PAY-9"}).out;
        CAPTURE(text);
        CHECK(contains(text, "FICHE DE DIFFÉRENCE PAY-9"));
        CHECK(contains(text, "PAY-4, 30/12/2025"));
        CHECK(contains(text, "Enfants à charge : 0 → 1"));
        CHECK(contains(text, "isolé → conjoint sans revenus"));
        CHECK(contains(text, "Travail ajouté après la fiche : D-2"));
        CHECK(contains(text, "MONTANT NET À PAYER"));
        CHECK(contains(office.run("2026-02-11", {"payroll", "show", "PAY-8"}).out,
                       "TERUG TE VORDEREN BEDRAG"));
        const auto explained = office.run(
            "2026-02-11", {"explain", "payslip", "PAY-9", "--figure", "withholding_tax"});
        CHECK(contains(explained.out, "85.27"));
        const fs::path out = office.workspace() / "out";
        office.run("2026-02-11", {"payroll", "export", "--out", out.string()});
        CHECK(fs::exists(out / "PAY-10.json"));
        CHECK(contains(file_bytes(out / "PAY-10.txt"), "FICHE DE DIFFÉRENCE PAY-10"));
    }

    SECTION("a corrected rule and a correction of a correction follow the same way") {
        office.write_rules(
            [](const std::string& bytes) { return with_corrected_rule(with_2025(bytes)); });
        CHECK(contains(office.run("2026-03-10", {"payroll", "plan", "--corrections"}).out,
                       "PAY-11\tPAY-5\tM-3\t2025-12\t0.00\t2.20\t-2.20\t0.00\trules changed\n"));
        office.run("2026-03-10", {"payroll", "apply", "--yes", "--corrections"});
        office.run(
            "2026-04-07",
            {"import", "members", "--from", "2026-01-01",
             office.file("again.csv", member_head + first_member("spouse_without_income", 2))});
        office.run("2026-04-07", {"payroll", "apply", "--yes", "--corrections"});
        const Payslip again = office.changed("PAY-12");
        CHECK(to_string(again.withholding_tax) == "-28.58");
        CHECK(to_string(again.to_pay) == "28.58");
        CHECK(to_string(office.state("PAY-12").net_pay) == "2660.62");
        CHECK(office.query("select corrects_id || ' ' || payslip_id from difference_slip where"
                           " slip_id = 12") == "10 6");
        CHECK(issued_up_to(office, "6") == before);
        CHECK(
            contains(office.run("2026-04-07", {"verify"}).out, "6 payslips, 6 difference slips, "));
        CHECK(contains(office.run("2026-04-08", {"payroll", "apply", "--yes", "--corrections"}).out,
                       "Nothing to correct"));
    }
}
