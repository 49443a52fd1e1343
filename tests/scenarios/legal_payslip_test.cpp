// Every line that the law wants on a payslip stands on it: for each worker category, in each
// language, for people and for programs.
// Law of 12/04/1965, art. 15; royal decree of 27/09/1966.
//
// Months worked by hand in the reference of the payroll expert: a white-collar worker of 2 600.00,
// a manual worker of 2 800.00 and a student of 1 000.00, all of September 2026 and single; and an
// artist of 287.57 for 15.20 hours of November 2026 at 11.11 % (tests of quotes).
#include "engine/settlement/issue.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "formats/tabular/text_payslip.hpp"
#include "formats/words/text_number.hpp"
#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <sstream>

namespace {

using mutua::euro_cents;
using mutua::Money;
using mutua::cooperative::Language;
using mutua::settlement::Payslip;
using mutua::test::contains;

struct PaidMonth {
    const char* category;
    mutua::Month month;
    std::int64_t hours_hundredths;
    Money gross, base, contribution, bonus, taxable, tax, special, net;
    Money per_hour;
};

/// 2 600.00 / 167.20 = 15.5502…; 2 800.00 / 167.20 = 16.7464…; 1 000.00 / 60.00 = 16.666…; 287.57 /
/// 15.20 = 18.9190….
std::vector<PaidMonth> months() {
    const auto eur = [](std::int64_t cents) { return euro_cents(cents); };
    const mutua::Month september = date::year{2026} / 9;
    return {
        {"white_collar", september, 167'20, eur(2600'00), eur(2600'00), eur(339'82), eur(218'73),
         eur(2478'91), eur(281'80), eur(14'84), eur(2182'27), eur(15'55)},
        {"blue_collar", september, 167'20, eur(2800'00), eur(3024'00), eur(395'24), eur(177'92),
         eur(2582'68), eur(349'64), eur(19'50), eur(2213'54), eur(16'75)},
        {"student", september, 60'00, eur(1000'00), eur(1000'00), eur(27'10), eur(0), eur(972'90),
         eur(0), eur(0), eur(972'90), eur(16'67)},
        {"artist", date::year{2026} / 11, 15'20, eur(287'57), eur(310'58), eur(40'59), eur(10'82),
         eur(257'80), eur(28'64), eur(0), eur(229'16), eur(18'92)},
    };
}

/// Paid with 12.50 of expenses.
Payslip payslip_of(const PaidMonth& month, Language language) {
    mutua::cooperative::Member member = mutua::samples::member();
    member.worker_category = month.category;
    member.language = language;
    member.children = 0;
    mutua::settlement::ClosingEngagement engagement;
    engagement.declaration.code = mutua::DeclarationCode{"D-77"};
    engagement.declaration.work_dates = {month.month / 10, month.month / 11};
    engagement.declaration.hours_hundredths = month.hours_hundredths;
    engagement.acceptance.declaration = engagement.declaration.code;
    engagement.acceptance.gross_pay = month.gross;
    engagement.acceptance.expenses = euro_cents(12'50);
    const auto slip =
        mutua::settlement::make_payslip(mutua::test::real_rules(), {mutua::samples::entity(),
                                                                    member,
                                                                    month.month,
                                                                    {engagement},
                                                                    mutua::PayslipId{5},
                                                                    mutua::last_day(month.month),
                                                                    mutua::last_day(month.month)});
    REQUIRE(slip);
    return *slip;
}

/// An item of the law: where programs find it, how people read it, what it comes to.
struct Item {
    const char* law;
    const char* figure;  ///< name of its line
    std::map<Language, std::string> label;
    Money amount;  ///< as printed: a deduction is negative
};

std::vector<Item> items_of(const PaidMonth& month) {
    const std::string category = month.category;
    const bool is_manual = category == "blue_collar" || category == "artist";
    using enum Language;
    std::vector<Item> items{
        {"cash amounts",
         "agreed_pay_line",
         {{fr, "En espèces"}, {nl, "In geld"}, {de, "In Geld"}, {en, "In cash"}},
         month.gross},
        {"amounts in kind",
         "taxable_benefits_line",
         {{fr, "En nature"}, {nl, "In natura"}, {de, "In Natur"}, {en, "In kind"}},
         Money{}},
        {"gross pay",
         "gross_pay_line",
         {{fr, "Rémunération brute"}, {nl, "Brutoloon"}, {de, "Bruttolohn"}, {en, "Gross pay"}},
         month.gross},
        {"social deductions",
         "employee_contribution",
         {{fr, "Cotisation personnelle ONSS"},
          {nl, "Persoonlijke RSZ-bijdrage"},
          {de, "LSS-Arbeitnehmerbeitrag"},
          {en, "Employee contribution"}},
         -month.contribution},
        {"sums free of contributions",
         "contribution_free_line",
         {{fr, "Sommes exemptes de cotisations"},
          {nl, "Bijdragevrije bedragen"},
          {de, "Beitragsfreie Beträge"},
          {en, "Sums free of contributions"}},
         Money{}},
        {"taxable pay",
         "taxable_pay",
         {{fr, "Rémunération imposable"},
          {nl, "Belastbaar loon"},
          {de, "Steuerpflichtiger Lohn"},
          {en, "Taxable pay"}},
         month.taxable},
        {"withholding tax",
         "withholding_tax",
         {{fr, "Précompte professionnel"},
          {nl, "Bedrijfsvoorheffing"},
          {de, "Berufssteuervorabzug"},
          {en, "Withholding tax"}},
         -month.tax},
        {"non-taxable sums",
         "untaxed_additions_line",
         {{fr, "Sommes non imposables"},
          {nl, "Niet-belastbare bedragen"},
          {de, "Nicht steuerpflichtige Beträge"},
          {en, "Untaxed sums"}},
         Money{}},
        {"net pay",
         "net_before_deductions",
         {{fr, "Rémunération nette"}, {nl, "Nettoloon"}, {de, "Nettolohn"}, {en, "Net pay"}},
         month.net},
        {"further deductions",
         "net_deductions_line",
         {{fr, "Retenues sur le net"},
          {nl, "Inhoudingen op het netto"},
          {de, "Abzüge vom Netto"},
          {en, "Deductions from net pay"}},
         Money{}},
        {"contribution base",
         is_manual ? "manual_base_line" : "contribution_base_line",
         {{fr, is_manual ? "108 % du brut" : "Base des cotisations"},
          {nl, is_manual ? "108% van het brutoloon" : "Bijdragebasis"},
          {de, is_manual ? "108 % des Bruttolohns" : "Beitragsgrundlage"},
          {en, is_manual ? "108% of gross pay" : "Contribution base"}},
         month.base}};
    if (!month.bonus.is_zero()) {
        items.push_back({"work bonus",
                         "work_bonus_line",
                         {{fr, "Bonus à l'emploi"},
                          {nl, "Werkbonus"},
                          {de, "Beschäftigungsbonus"},
                          {en, "Work bonus"}},
                         month.bonus});
    }
    if (!month.special.is_zero()) {
        items.push_back({"special contribution",
                         "special_contribution_line",
                         {{fr, "Cotisation spéciale"},
                          {nl, "Bijzondere bijdrage"},
                          {de, "Sonderbeitrag"},
                          {en, "Special social security"}},
                         -month.special});
    }
    return items;
}

/// Whether one line of the page holds both.
bool has_line(const std::string& page, const std::string& label, const std::string& amount) {
    std::istringstream lines{page};
    for (std::string line; std::getline(lines, line);) {
        if (contains(line, label) && line.ends_with(" " + amount)) { return true; }
    }
    return false;
}

const nlohmann::json* line_of(const nlohmann::json& document, const std::string& figure) {
    for (const auto& line : document.at("lines")) {
        if (line.at("figure") == figure) { return &line; }
    }
    return nullptr;
}

}  // namespace

TEST_CASE("every payslip has every line of the law, for people and for programs", "[scenario]") {
    const PaidMonth month = GENERATE(from_range(months()));
    const Language language = GENERATE(Language::fr, Language::nl, Language::de, Language::en);
    const Payslip slip = payslip_of(month, language);
    const std::string page = mutua::tabular::payslip_text(slip);
    const auto document = nlohmann::json::parse(mutua::tabular::to_json(slip));
    CAPTURE(month.category, page);
    const std::string code{mutua::cooperative::to_string(language)};
    for (const Item& item : items_of(month)) {
        INFO(item.law);
        CHECK(has_line(page, item.label.at(language),
                       mutua::words::amount_text(item.amount, language)));
        const auto* line = line_of(document, item.figure);
        REQUIRE(line != nullptr);
        CHECK(line->at("amount") == to_string(item.amount));
        CHECK(contains(line->at("label").at(code).get<std::string>(), item.label.at(language)));
    }
    for (const char* absent : {"work_bonus_line", "special_contribution_line", "fiscal_bonus_line",
                               "taxed_with_benefits_line"}) {
        const auto* line = line_of(document, absent);
        if (line != nullptr) { CHECK(line->at("amount") != "0.00"); }
    }

    // The net to pay, expenses repaid with it: one amount, and what it adds up from.
    const std::map<Language, std::string> net_to_pay{{Language::fr, "MONTANT NET À PAYER"},
                                                     {Language::nl, "NETTO TE BETALEN BEDRAG"},
                                                     {Language::de, "AUSZUZAHLENDER NETTOBETRAG"},
                                                     {Language::en, "NET AMOUNT TO PAY"}};
    const Money to_pay = month.net + euro_cents(12'50);
    CHECK(has_line(page, net_to_pay.at(language), mutua::words::money_text(to_pay, language)));
    REQUIRE(line_of(document, "net_pay") != nullptr);
    CHECK(line_of(document, "net_pay")->at("amount") == to_string(month.net));

    // Who, when, how much work, the base pay, and what is paid.
    const auto shown = [&](const std::string& text) {
        INFO(text);
        CHECK(contains(page, text));
    };
    shown("Atelier Commun SC");
    shown("Rue des Tanneurs 12");
    shown("Élodie Van den Broeck");
    shown("M001");
    shown(mutua::words::day_text(mutua::first_day(month.month), language));
    shown(mutua::words::day_text(mutua::last_day(month.month), language));
    shown(mutua::words::hundredths_text(month.hours_hundredths, language));
    shown(mutua::words::amount_text(month.per_hour, language));
    shown(mutua::words::money_text(month.net + euro_cents(12'50), language));
    CHECK(document.at("employer").at("name") == "Atelier Commun SC");
    CHECK(document.at("employer").at("address").at("street") == "Rue des Tanneurs");
    CHECK(document.at("member").at("given_name") == "Élodie");
    CHECK(document.at("member").at("family_name") == "Van den Broeck");
    CHECK(document.at("member").at("code") == "M001");
    CHECK(document.at("month") == mutua::to_string(month.month));
    CHECK(document.at("days") == 2);
    CHECK(document.at("hours_hundredths") == month.hours_hundredths);
    CHECK(document.at("full_time_hundredths") > 0);
    CHECK(document.at("engagements").at(0).at("gross_pay") == to_string(month.gross));
    CHECK(document.at("engagements").at(0).at("hours_hundredths") == month.hours_hundredths);
    CHECK(document.at("expenses") == "12.50");
    CHECK(document.at("to_pay") == to_string(month.net + euro_cents(12'50)));
}
