#pragma once

#include "engine/settlement/difference.hpp"
#include "engine/settlement/individual_account.hpp"
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
        {"agreed_pay_line",
         "gross",
         "earning",
         {"En espèces : rémunération convenue", "In geld: afgesproken loon",
          "In Geld: vereinbarter Lohn", "In cash: agreed pay"},
         euro_cents(1200'00)},
        {"taxable_benefits_line",
         "gross",
         "information",
         {"En nature", "In natura", "In Natur", "In kind"},
         euro_cents(0)},
        {"gross_pay_line",
         "gross",
         "total",
         {"Rémunération brute", "Brutoloon", "Bruttolohn", "Gross pay"},
         euro_cents(1200'00)},
        {"manual_base_line",
         "contributions",
         "information",
         {"Base des cotisations", "Bijdragebasis", "Beitragsgrundlage", "Contribution base"},
         euro_cents(1296'00)},
        {"employee_contribution",
         "contributions",
         "deduction",
         {"Cotisation personnelle ONSS", "Persoonlijke RSZ-bijdrage", "Arbeitnehmerbeitrag LSS",
          "Employee contribution"},
         euro_cents(-156'84)},
        {"work_bonus_line",
         "contributions",
         "earning",
         {"Bonus à l'emploi", "Werkbonus", "Beschäftigungsbonus", "Work bonus"},
         euro_cents(60'00)},
        {"contribution_free_line",
         "contributions",
         "information",
         {"Sommes exemptes de cotisations", "Bijdragevrije bedragen", "Beitragsfreie Beträge",
          "Sums free of contributions"},
         euro_cents(0)},
        {"taxable_pay",
         "taxable",
         "total",
         {"Rémunération imposable", "Belastbaar loon", "Steuerpflichtiger Lohn", "Taxable pay"},
         euro_cents(1103'16)},
        {"withholding_tax",
         "tax",
         "deduction",
         {"Précompte professionnel", "Bedrijfsvoorheffing", "Berufssteuervorabzug",
          "Withholding tax"},
         euro_cents(-134'00)},
        {"special_contribution_line",
         "tax",
         "deduction",
         {"Cotisation spéciale de sécurité sociale", "Bijzondere bijdrage sociale zekerheid",
          "Sonderbeitrag zur sozialen Sicherheit", "Special social security contribution"},
         euro_cents(-5'06)},
        {"untaxed_additions_line",
         "net",
         "earning",
         {"Sommes non imposables", "Niet-belastbare bedragen", "Nicht steuerpflichtige Beträge",
          "Untaxed sums"},
         euro_cents(0)},
        {"net_before_deductions",
         "net",
         "total",
         {"Rémunération nette", "Nettoloon", "Nettolohn", "Net pay"},
         euro_cents(964'10)},
        {"net_deductions_line",
         "net",
         "deduction",
         {"Retenues sur le net", "Inhoudingen op het netto", "Abzüge vom Netto",
          "Deductions from net pay"},
         euro_cents(0)},
        {"net_pay",
         "net",
         "total",
         {"Net à payer", "Netto te betalen", "Auszuzahlender Nettobetrag", "Net to pay"},
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
    slip.figures = {
        {"contribution_base", euro_cents(1296'00)}, {"employee_contribution", euro_cents(156'84)},
        {"gross_pay", euro_cents(1200'00)},         {"net_pay", euro_cents(964'10)},
        {"special_contribution", euro_cents(5'06)}, {"taxable_pay", euro_cents(1103'16)},
        {"work_bonus", euro_cents(60'00)}};
    slip.provisional = {
        {"be.employer_cost.closure_fund_rate",
         {"Fonds de fermeture, taux de base", "Sluitingsfonds, basisbijdragevoet",
          "Betriebsschließungsfonds, Grundsatz", "Closure fund, basic rate"}},
        {"be.employer_cost.training_rate",
         {"Formation, taux", "Opleiding, bijdragevoet", "Ausbildung, Satz", "Training, rate"}}};
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
    now.lines[0].amount = now.lines[2].amount = euro_cents(1300'00);
    now.lines[3].amount = euro_cents(1404'00);
    now.lines[4].amount = euro_cents(-169'84);
    now.lines[7].amount = euro_cents(1190'16);
    now.lines[8].amount = euro_cents(-80'00);
    now.lines[11].amount = now.lines[13].amount = euro_cents(1105'10);
    now.gross_pay = euro_cents(1300'00);
    now.employee_contributions = euro_cents(114'90);
    now.withholding_tax = euro_cents(80'00);
    now.net_pay = euro_cents(1105'10);
    now.to_pay = euro_cents(1130'10);
    now.employer_contributions = euro_cents(330'00);
    now.holiday_pay_provision = euro_cents(180'00);
    now.employer_cost = euro_cents(1827'50);
    now.figures = {{"contribution_base", euro_cents(1404'00)},
                   {"employee_contribution", euro_cents(169'84)},
                   {"gross_pay", now.gross_pay},
                   {"net_pay", now.net_pay},
                   {"special_contribution", euro_cents(5'06)},
                   {"taxable_pay", euro_cents(1190'16)},
                   {"work_bonus", euro_cents(60'00)}};
    now.provisional.erase(now.provisional.begin());
    slip.causes = {{Kind::member_changed, "household", "single", "spouse_without_income"},
                   {Kind::member_changed, "children", "1", "2"},
                   {Kind::member_changed, "withholding_rate", "", "18.00"},
                   {Kind::member_changed, "disabled", "no", "yes"},
                   {Kind::late_declaration, "D0007", "", ""},
                   {Kind::rules_changed, "", payslip().ruleset, "sha256:00"}};
    return slip;
}

/// What one worker was issued: those two, student's work of September 2026, and January 2027, of
/// which creditors take 100.00. In no order.
inline std::vector<settlement::IssuedSlip> issued_slips() {
    settlement::Payslip student = payslip();
    student.id = PayslipId{9};
    student.month = date::year{2026} / 9;
    student.payment_date = day(2026, 10, 9);
    student.worker_category = "student";
    student.days = 3;
    student.hours_hundredths = 22'80;
    student.engagements = {{DeclarationCode{"D0003"},
                            {day(2026, 9, 1), day(2026, 9, 2), day(2026, 9, 9)},
                            22'80,
                            "227",
                            euro_cents(500'00),
                            euro_cents(0),
                            euro_cents(527'15),
                            euro_cents(527'15),
                            euro_cents(486'45)}};
    student.gross_pay = euro_cents(500'00);
    student.withholding_tax = student.expenses = euro_cents(0);
    student.net_pay = student.to_pay = euro_cents(486'45);
    student.figures = {{"contribution_base", euro_cents(500'00)},
                       {"employee_contribution", euro_cents(13'55)},
                       {"special_contribution", euro_cents(0)},
                       {"taxable_pay", euro_cents(486'45)},
                       {"work_bonus", euro_cents(0)}};
    settlement::Payslip january = payslip();
    january.id = PayslipId{40};
    january.month = date::year{2027} / 1;
    january.payment_date = day(2027, 2, 9);
    january.to_pay = euro_cents(889'10);
    const settlement::DifferenceSlip changed = difference_slip();
    return {{january, {}},
            {settlement::difference(changed), changed.before.id},
            {payslip(), {}},
            {student, {}}};
}

}  // namespace mutua::samples
