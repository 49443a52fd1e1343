#pragma once

#include "engine/settlement/difference.hpp"
#include "engine/settlement/payslip.hpp"
#include "tests/support/sample_invoices.hpp"

/// An invented payslip for tests of the formats. The amounts only have to tie: they are no law.
namespace mutua::samples {

inline cooperative::Member member() {
    using namespace cooperative;
    Member member;
    member.code = MemberCode{"M001"};
    member.given_name = "Élodie";
    member.family_name = "Van den Broeck";
    member.national_number = NationalNumber::trusted("85021400318");
    member.iban = Iban::trusted("BE83363012345615");
    member.language = Language::fr;
    member.email = Email::trusted("elodie@vdb.example");
    member.address = {"Rue du Moulin", "5", "1210", "Saint-Josse-ten-Noode", "BE"};
    member.worker_category = "artist";
    member.household = "single";
    member.children = 1;
    return member;
}

/// Two engagements of one month: gross 1 200.00, net 964.10, expenses 25.00, paid 989.10.
/// 1 200.00 − 156.84 + 60.00 = 1 103.16; − 134.00 − 5.06 = 964.10.
inline settlement::Payslip payslip() {
    settlement::Payslip slip;
    slip.id = PayslipId{17};
    slip.issued_on = day(2026, 12, 1);
    slip.month = date::year{2026} / 11;
    slip.payment_date = day(2026, 12, 4);
    slip.employer = entity();
    slip.member = member();
    slip.worker_category = "artist";
    slip.joint_committee = "304";
    slip.hours_hundredths = 38'00;
    slip.full_time_hundredths = 159'60;
    slip.days = 5;
    slip.engagements = {{DeclarationCode{"D0001"},
                         {day(2026, 11, 3), day(2026, 11, 4)},
                         15'20,
                         "304",
                         euro_cents(480'00),
                         euro_cents(25'00),
                         euro_cents(705'00),
                         euro_cents(700'00),
                         euro_cents(385'64)},
                        {DeclarationCode{"D0002"},
                         {day(2026, 11, 10), day(2026, 11, 11), day(2026, 11, 20)},
                         22'80,
                         "304",
                         euro_cents(720'00),
                         euro_cents(0),
                         euro_cents(1020'00),
                         euro_cents(1012'50),
                         euro_cents(578'46)}};
    slip.lines = {
        {"gross_pay",
         "gross",
         "earning",
         {"Rémunération brute", "Brutoloon", "Bruttolohn", "Gross pay"},
         euro_cents(1200'00)},
        {"contribution_base",
         "gross",
         "information",
         {"Base des cotisations", "Bijdragebasis", "Beitragsgrundlage", "Contribution base"},
         euro_cents(1296'00)},
        {"employee_contribution",
         "contributions",
         "deduction",
         {"Cotisation personnelle ONSS", "Persoonlijke RSZ-bijdrage", "Arbeitnehmerbeitrag LSS",
          "Employee contribution"},
         euro_cents(-156'84)},
        {"work_bonus",
         "contributions",
         "earning",
         {"Bonus à l'emploi", "Werkbonus", "Beschäftigungsbonus", "Work bonus"},
         euro_cents(60'00)},
        {"taxable_pay",
         "taxable",
         "information",
         {"Rémunération imposable", "Belastbaar loon", "Steuerpflichtiger Lohn", "Taxable pay"},
         euro_cents(1103'16)},
        {"withholding_tax",
         "tax",
         "deduction",
         {"Précompte professionnel", "Bedrijfsvoorheffing", "Berufssteuervorabzug",
          "Withholding tax"},
         euro_cents(-134'00)},
        {"special_contribution",
         "tax",
         "deduction",
         {"Cotisation spéciale de sécurité sociale", "Bijzondere bijdrage sociale zekerheid",
          "Sonderbeitrag zur sozialen Sicherheit", "Special social security contribution"},
         euro_cents(-5'06)},
        {"net_pay",
         "net",
         "total",
         {"Net à payer", "Te betalen netto", "Nettolohn", "Net pay"},
         euro_cents(964'10)}};
    slip.gross_pay = euro_cents(1200'00);
    slip.employee_contributions = euro_cents(101'90);
    slip.withholding_tax = euro_cents(134'00);
    slip.net_pay = euro_cents(964'10);
    slip.expenses = euro_cents(25'00);
    slip.to_pay = euro_cents(989'10);
    slip.employer_contributions = euro_cents(310'00);
    slip.holiday_pay_provision = euro_cents(160'00);
    slip.other_employer_costs = euro_cents(17'50);
    slip.employer_cost = euro_cents(1687'50);
    slip.figures = {{"gross_pay", euro_cents(1200'00)}, {"net_pay", euro_cents(964'10)}};
    slip.ruleset = "sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
    return slip;
}

/// The correction of that payslip: a second child, a spouse, and an engagement of 100.00 that came
/// late. Tax 134.00 becomes 80.00, net 964.10 becomes 1 105.10; expenses stay.
inline settlement::DifferenceSlip difference_slip() {
    using Kind = settlement::DifferenceCause::Kind;
    settlement::DifferenceSlip slip{payslip(), payslip(), PayslipId{17}, day(2027, 1, 21), {}};
    settlement::Payslip& now = slip.now;
    now.id = PayslipId{31};
    now.issued_on = day(2027, 1, 12);
    now.hours_hundredths = 45'60;
    now.days = 6;
    now.member.children = 2;
    now.member.household = "spouse_without_income";
    now.engagements[0].net_pay = euro_cents(408'04);
    now.engagements[1].net_pay = euro_cents(612'06);
    now.engagements.push_back({DeclarationCode{"D0007"},
                               {day(2026, 11, 24)},
                               7'60,
                               "304",
                               euro_cents(100'00),
                               euro_cents(0),
                               euro_cents(141'00),
                               euro_cents(140'00),
                               euro_cents(85'00)});
    now.lines[0].amount = euro_cents(1300'00);
    now.lines[1].amount = euro_cents(1404'00);
    now.lines[2].amount = euro_cents(-169'84);
    now.lines[4].amount = euro_cents(1190'16);
    now.lines[5].amount = euro_cents(-80'00);
    now.lines[7].amount = euro_cents(1105'10);
    now.gross_pay = euro_cents(1300'00);
    now.employee_contributions = euro_cents(114'90);
    now.withholding_tax = euro_cents(80'00);
    now.net_pay = euro_cents(1105'10);
    now.to_pay = euro_cents(1130'10);
    now.employer_contributions = euro_cents(330'00);
    now.holiday_pay_provision = euro_cents(180'00);
    now.employer_cost = euro_cents(1827'50);
    now.figures = {{"gross_pay", now.gross_pay}, {"net_pay", now.net_pay}};
    slip.causes = {{Kind::member_changed, "household", "single", "spouse_without_income"},
                   {Kind::member_changed, "children", "1", "2"},
                   {Kind::member_changed, "withholding_rate", "", "18.00"},
                   {Kind::member_changed, "disabled", "no", "yes"},
                   {Kind::late_declaration, "D0007", "", ""},
                   {Kind::rules_changed, "", payslip().ruleset, "sha256:00"}};
    return slip;
}

}  // namespace mutua::samples
