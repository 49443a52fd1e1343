#include "formats/tabular/table.hpp"
#include "formats/tabular/text_difference.hpp"
#include "formats/tabular/text_invoice.hpp"
#include "formats/tabular/text_payslip.hpp"
#include "formats/words/text_number.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/sample_payslips.hpp"

#include <sstream>

using namespace mutua;
using settlement::Invoice;

namespace {

void check_width(const std::string& page) {
    std::istringstream lines{page};
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(tabular::display_width(line) <= 80);
        CHECK_FALSE(line.ends_with(' '));
    }
}

}  // namespace

TEST_CASE("invoices as text are as they were read and judged", "[tabular]") {
    struct Row {
        const char* file;
        Invoice invoice;
    };
    Invoice english = samples::reduced_rate();
    english.language = "en";
    Invoice large = samples::public_body();
    large.lines[0].net = large.vat_totals[0].base = large.net = euro_cents(12'345'67);
    large.vat_totals[0].vat = large.vat = euro_cents(2'592'59);
    large.total = euro_cents(14'938'26);
    const auto row = GENERATE_COPY(values<Row>({
        {"tabular/invoice_fr_collective.txt", samples::collective()},
        {"tabular/invoice_fr_two_zero_rates.txt", samples::two_zero_rates()},
        {"tabular/invoice_fr_long_description.txt", samples::long_description()},
        {"tabular/invoice_nl_public_body.txt", large},
        {"tabular/invoice_de_reverse_charge.txt", samples::reverse_charge()},
        {"tabular/invoice_en_reduced_rate.txt", english},
    }));
    const std::string page = tabular::invoice_text(row.invoice);
    check_width(page);
    golden::check(row.file, page);
}

TEST_CASE("payslips as text are as they were read and judged", "[tabular]") {
    const std::string language = GENERATE(values<std::string>({"fr", "nl", "de", "en"}));
    settlement::Payslip slip = samples::payslip();
    slip.member.language = cooperative::parse_language(language).value();
    const std::string page = tabular::payslip_text(slip);
    check_width(page);
    golden::check("tabular/payslip_" + language + ".txt", page);
}

TEST_CASE("difference slips as text are as they were read and judged", "[tabular]") {
    const std::string language = GENERATE(values<std::string>({"fr", "nl", "de", "en"}));
    settlement::DifferenceSlip slip = samples::difference_slip();
    slip.now.member.language = cooperative::parse_language(language).value();
    const std::string page = tabular::difference_text(slip);
    check_width(page);
    golden::check("tabular/difference_" + language + ".txt", page);
}

// Royal decree of 27/09/1966: period, quantity of work, base pay, sums free of contributions,
// untaxed sums and every total; nothing else pays for work that was added.
TEST_CASE("a difference slip has every item of the law, changed or not", "[tabular]") {
    settlement::DifferenceSlip slip = samples::difference_slip();
    for (const std::size_t total : {2U, 7U, 8U, 11U, 13U}) {
        slip.now.lines.at(total).amount = slip.before.lines.at(total).amount;
    }
    const std::string page = tabular::difference_text(slip);
    check_width(page);
    INFO(page);
    const auto shown = [&](const std::string& text) {
        INFO(text);
        CHECK(page.find(text) != std::string::npos);
    };
    shown("\nPériode                   01/11/2026 – 30/11/2026\n");
    shown("\nSalaire de base           convenu pour chaque engagement à son acceptation,\n");
    shown("\nJours prestés                                      5             6             1\n");
    shown("\nHeures prestées                                38,00         45,60          7,60\n");
    shown("\nD0001, part du net                            385,64        408,04         22,40\n");
    shown(
        "\nD0007\n   24/11/2026\n"
        "   Heures                                       0,00          7,60          7,60\n"
        "   Par heure                                                 13,16\n"
        "   Brut                                         0,00        100,00        100,00\n"
        "   Net                                          0,00         85,00         85,00\n");
    shown("\n   Sommes exemptes de cotisations               0,00          0,00          0,00\n");
    shown("\n   Sommes non imposables                        0,00          0,00          0,00\n");
    for (const char* total : {"\nRémunération brute ", "\nRémunération imposable ",
                              "\n   Précompte professionnel ", "\nRémunération nette "}) {
        shown(total);
    }
    shown("Travail ajouté après la fiche : D0007\n");
}

TEST_CASE("a line that is gone stands where it stood, before the total that it made", "[tabular]") {
    settlement::DifferenceSlip slip = samples::difference_slip();
    slip.now.lines.erase(slip.now.lines.begin() + 5);
    const std::string page = tabular::difference_text(slip);
    INFO(page);
    const std::size_t bonus = page.find("Bonus à l'emploi");
    CHECK(bonus > page.find("Cotisation personnelle"));
    CHECK(bonus < page.find("Sommes exemptes"));
    CHECK(page.find("Net à payer") == std::string::npos);
}

TEST_CASE("a difference slip that takes back says what is to be recovered", "[tabular]") {
    settlement::DifferenceSlip slip = samples::difference_slip();
    std::swap(slip.before, slip.now);
    const std::string page = tabular::difference_text(slip);
    check_width(page);
    CHECK(page.find("MONTANT À RÉCUPÉRER") != std::string::npos);
    CHECK(page.find(words::money_text(euro_cents(141'00), cooperative::Language::fr)) !=
          std::string::npos);
    CHECK(page.find("MONTANT NET À PAYER") == std::string::npos);
    CHECK(page.find("\nD0007\n") != std::string::npos);  // paid for before, and no longer
}

TEST_CASE("columns of a payslip hold seven digits before the comma", "[tabular]") {
    settlement::Payslip slip = samples::payslip();
    slip.member.language = cooperative::Language::en;
    settlement::PayslipEngagement& one = slip.engagements[0];
    one.gross_pay = euro_cents(1'234'567'89);
    one.net_pay = euro_cents(1'000'000'01);
    one.expenses = euro_cents(2'345'678'90);
    one.actual_cost = euro_cents(-9'876'543'21);
    const std::string page = tabular::payslip_text(slip);
    check_width(page);
    INFO(page);
    CHECK(page.find("\nD0001                            15.20     81,221.57  1,234,567.89  "
                    "1,000,000.01\n") != std::string::npos);
    CHECK(page.find("                   2,345,678.90 -9,876,543.21\n") != std::string::npos);
}

// The cap at a full-time month belongs to the work bonus: all hours are paid.
TEST_CASE("hours above full time are worked hours, on a line of their own", "[tabular]") {
    struct Row {
        cooperative::Language language;
        const char* worked;
        const char* above;
    };
    using enum cooperative::Language;
    const auto row = GENERATE(values<Row>({
        {fr, "Heures prestées           200,00 (temps plein du mois : 167,20)\n",
         "Au-delà du temps plein    32,80\n"},
        {nl, "Gewerkte uren             200,00 (voltijdse maand: 167,20)\n",
         "Boven de voltijdse maand  32,80\n"},
        {de, "Arbeitsstunden            200,00 (Vollzeitmonat: 167,20)\n",
         "Über Vollzeit hinaus      32,80\n"},
        {en, "Hours worked              200.00 (full-time month: 167.20)\n",
         "Above full time           32.80\n"},
    }));
    settlement::DifferenceSlip slip = samples::difference_slip();
    slip.now.member.language = row.language;
    CHECK(tabular::payslip_text(slip.now).find(std::string{row.above}.substr(0, 20)) ==
          std::string::npos);
    slip.before.full_time_hundredths = slip.now.full_time_hundredths = 167'20;
    slip.now.hours_hundredths = 167'20;
    slip.now.engagements[2].hours_hundredths = 162'00;  // beside 15.20 and 22.80
    const std::string page = tabular::payslip_text(slip.now);
    check_width(page);
    CHECK(page.find(row.worked) != std::string::npos);
    CHECK(page.find(row.above) != std::string::npos);
    // Before, 38.00 and none above.
    const std::string change = tabular::difference_text(slip);
    check_width(change);
    const std::string above = std::string{row.above}.substr(0, 15);
    const std::size_t at = change.find("\n" + above);
    REQUIRE(at != std::string::npos);
    const std::string line = change.substr(at + 1, change.find('\n', at + 1) - at - 1);
    const std::string amount = row.language == en ? "32.80" : "32,80";
    CHECK(line.ends_with(amount + "         " + amount));
}

TEST_CASE("every invoice fits a page of 80 columns", "[tabular]") {
    const Invoice invoice = GENERATE(from_range(samples::all_invoices()));
    const std::string page = tabular::invoice_text(invoice);
    check_width(page);
    CHECK(page.find(invoice.number.text()) != std::string::npos);
    CHECK(page.find(invoice.structured_communication) != std::string::npos);
    CHECK(page.find("BE15 0017 6543 2130") != std::string::npos);
}

TEST_CASE("an order is named once, and our own code is no reference of the client", "[tabular]") {
    Invoice invoice = samples::reduced_rate();
    invoice.language = "en";
    invoice.buyer_reference = invoice.order_reference = "PO-1";
    const std::string ordered = tabular::invoice_text(invoice);
    CHECK(ordered.find("Your reference") == std::string::npos);
    CHECK(ordered.find("\nYour order                PO-1\n") != std::string::npos);
    invoice.order_reference.clear();
    invoice.buyer_reference = "D0001";
    CHECK(tabular::invoice_text(invoice).find("\nOur reference             D0001\n") !=
          std::string::npos);
    // Whatever it looks like, what the client asked for is the client's.
    invoice.buyer.buyer_reference = "D0001";
    CHECK(tabular::invoice_text(invoice).find("\nYour reference            D0001\n") !=
          std::string::npos);
}

TEST_CASE("a credit note asks for nothing: it has no communication to pay with", "[tabular]") {
    const Invoice invoice = samples::reduced_rate();
    const std::string page = tabular::credit_note_text(settlement::make_credit_note(
        {invoice.seller, invoice, {1, 2026, 1}, samples::day(2026, 12, 1), "Annulé"}));
    check_width(page);
    INFO(page);
    CHECK(page.find("\nMotif                     Annulé\n") != std::string::npos);
    CHECK(page.find("+++") == std::string::npos);
    CHECK(page.find("IBAN") == std::string::npos);
    CHECK(page.find("BE15") == std::string::npos);
}

TEST_CASE("what is outside VAT shows no rate", "[tabular]") {
    const std::string page = tabular::invoice_text(samples::out_of_scope());
    CHECK(page.find('%') == std::string::npos);
    CHECK(page.find("Hors du champ d'application de la TVA") != std::string::npos);
}

TEST_CASE("a payslip without expenses has no line for them", "[tabular]") {
    settlement::Payslip slip = samples::payslip();
    slip.expenses = euro_cents(0);
    slip.to_pay = slip.net_pay;
    CHECK(tabular::payslip_text(slip).find("Frais remboursés") == std::string::npos);
}

TEST_CASE("what the employer does not owe has no line", "[tabular]") {
    settlement::Payslip slip = samples::payslip();
    CHECK(tabular::payslip_text(slip).find("Pécule de vacances") != std::string::npos);
    slip.employer_contributions += slip.holiday_pay_provision;
    slip.holiday_pay_provision = euro_cents(0);
    CHECK(tabular::payslip_text(slip).find("Pécule de vacances") == std::string::npos);
}

TEST_CASE("what is withheld for creditors stands between net pay and what is paid", "[tabular]") {
    struct Row {
        cooperative::Language language;
        const char* kind;
        const char* label;
        const char* amount;
    };
    using enum cooperative::Language;
    const auto row = GENERATE(values<Row>({
        {fr, "garnishment", "Retenu pour les créanciers (saisie sur rémunération)", "-80,00"},
        {nl, "assignment", "Ingehouden voor schuldeisers (loonoverdracht)", "-80,00"},
        {de, "maintenance", "Für Gläubiger einbehalten (Unterhalt)", "-80,00"},
        {en, "garnishment", "Withheld for creditors (garnishment)", "-80.00"},
    }));
    settlement::Payslip slip = samples::payslip();
    CHECK(tabular::payslip_text(slip).find("créanciers") == std::string::npos);
    slip.member.language = row.language;
    slip.member.claim = cooperative::Claim{row.kind, euro_cents(900'00), euro_cents(80'00)};
    slip.withheld_for_creditors = euro_cents(80'00);
    slip.to_pay = euro_cents(909'10);
    const std::string page = tabular::payslip_text(slip);
    check_width(page);
    const std::size_t at = page.find(row.label);
    REQUIRE(at != std::string::npos);
    const std::string line = page.substr(at, page.find('\n', at) - at);
    CHECK(line.ends_with(row.amount));
    // Net pay, then what is taken from it, then expenses, then the one amount: 964.10 − 80.00 +
    // 25.00 = 909.10.
    const std::string net = row.language == en ? " 964.10\n" : " 964,10\n";
    const std::string expenses = row.language == en ? " 25.00\n" : " 25,00\n";
    const std::size_t net_at = page.rfind(net);
    CHECK(net_at < at);
    CHECK(page.find(expenses, at) < page.find("909", at));
    CHECK(page.find("909", at) != std::string::npos);

    settlement::DifferenceSlip difference = samples::difference_slip();
    difference.now.member.language = row.language;
    difference.now.member.claim = slip.member.claim;
    difference.now.withheld_for_creditors = euro_cents(80'00);
    difference.now.to_pay -= euro_cents(80'00);
    const std::string change = tabular::difference_text(difference);
    check_width(change);
    // Beside three columns a long name goes on in the next line.
    const std::string label{row.label};
    CHECK(change.find(label.substr(0, label.find(" ("))) != std::string::npos);
}

TEST_CASE("the whole household stands on the slips, as far as it counts", "[tabular]") {
    struct Row {
        cooperative::Language language;
        const char* household;
    };
    using enum cooperative::Language;
    const auto row = GENERATE(values<Row>({
        {fr,
         "Enfants à charge          3\nEnfants handicapés        1\n"
         "Autres personnes à charge 2\nParent isolé              oui\n"
         "Handicapé                 oui\nTaux de précompte choisi  18\u00a0%\n"},
        {nl,
         "Kinderen ten laste        3\nKinderen met een handicap 1\n"
         "Andere personen ten laste 2\nAlleenstaande ouder       ja\n"
         "Met een handicap          ja\nGekozen voorheffing       18%\n"},
        {de,
         "Kinder zulasten           3\nKinder mit Behinderung    1\n"
         "Andere Personen zulasten  2\nAlleinerziehend           ja\n"
         "Mit Behinderung           ja\nGewählter Steuervorabzug  18\u00a0%\n"},
        {en,
         "Dependent children        3\nDisabled children         1\n"
         "Other dependants          2\nSingle parent             yes\n"
         "Disabled                  yes\nChosen withholding rate   18%\n"},
    }));
    settlement::Payslip slip = samples::payslip();
    slip.member.language = row.language;
    const std::string few = tabular::payslip_text(slip);
    CHECK(few.find(std::string{row.household}.substr(30, 20)) == std::string::npos);
    slip.member.children = 3;
    slip.member.disabled_children = 1;
    slip.member.other_dependants = 2;
    slip.member.single_parent = slip.member.disabled = true;
    slip.member.withholding_rate = "18.00";
    const std::string page = tabular::payslip_text(slip);
    INFO(page);
    CHECK(page.find(row.household) != std::string::npos);
    settlement::DifferenceSlip difference = samples::difference_slip();
    difference.now.member = slip.member;
    CHECK(tabular::difference_text(difference).find(row.household) != std::string::npos);
}

TEST_CASE("what is provisional closes the slips that rest on it", "[tabular]") {
    settlement::Payslip slip = samples::payslip();
    slip.member.language = cooperative::Language::en;
    const std::string note =
        "Provisional (figures not published yet): Closure fund, basic rate; Training,\n"
        "rate\n";
    CHECK(tabular::payslip_text(slip).find(note + "Issued on") != std::string::npos);
    // Of a difference, what the state before rested on too.
    settlement::DifferenceSlip difference = samples::difference_slip();
    difference.now.member.language = cooperative::Language::en;
    CHECK(tabular::difference_text(difference).find(note + "Issued on") != std::string::npos);
    slip.provisional.clear();
    CHECK(tabular::payslip_text(slip).find("rovisional") == std::string::npos);
}

TEST_CASE("one amount of a payslip is to be paid", "[tabular]") {
    settlement::Payslip slip = samples::payslip();
    const std::string page = tabular::payslip_text(slip);
    CHECK(page.find("Net à payer") == std::string::npos);
    CHECK(page.find("Rémunération nette                                                        "
                    "964,10\n"
                    "Retenues\n"
                    "   Retenues sur le net                                                      "
                    "0,00\n"
                    "Frais remboursés, non imposables                                           "
                    "25,00\n") != std::string::npos);
    CHECK(page.find("   = rémunération nette − retenues + frais remboursés\n") !=
          std::string::npos);
    // Rules that have no net pay of their own before it: theirs is the net.
    slip.lines.erase(slip.lines.end() - 3);
    const std::string short_page = tabular::payslip_text(slip);
    CHECK(
        short_page.find("Net à payer                                                              "
                        " 964,10\nFrais") != std::string::npos);
}

TEST_CASE("what the words do not know is shown by the rules' own name", "[tabular]") {
    settlement::Payslip slip = samples::payslip();
    slip.worker_category = "dock_worker";
    slip.lines[0].section = "sector_premium";
    const std::string page = tabular::payslip_text(slip);
    CHECK(page.find("dock_worker, commission paritaire 304") != std::string::npos);
    CHECK(page.find("\nsector_premium\n") != std::string::npos);
}
