#include "formats/pdf/document_page.hpp"

#include "formats/pdf/fonts.hpp"
#include "formats/ubl/document_reader.hpp"
#include "formats/ubl/invoice_document.hpp"
#include "formats/ubl/invoice_writer.hpp"
#include "formats/words/text_number.hpp"
#include "formats/words/words.hpp"
#include "tests/support/pdf_files.hpp"
#include "tests/support/random_documents.hpp"
#include "tests/support/sample_drafts.hpp"
#include "tests/support/sample_invoices.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

using namespace mutua;
using cooperative::Language;
using settlement::TradeDocument;
using test::contains;
using test::text_of_pdf;

namespace {

std::string pages(const TradeDocument& document, Language language) {
    return pdf::write_pdf(document, language, {pdf::Original::electronic}).pdf;
}

/// As people see it: labels and values beside each other.
std::string laid_out(const TradeDocument& document, Language language) {
    return text_of_pdf(pages(document, language), "-layout");
}

/// True when a line has both, in this order.
bool has_line(const std::string& text, const std::string& first, const std::string& second) {
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t at = line.find(first);
        if (at != std::string::npos && line.find(second, at + first.size()) != std::string::npos) {
            return true;
        }
    }
    return false;
}

std::string money(Money amount, Language language) {
    return test::with_plain_blanks(words::money_text(amount, language));
}

std::string amount(Money sum, Language language) {
    return test::with_plain_blanks(words::amount_text(sum, language));
}

/// The reference case, over two days: 200.00 at 6 % is 212.00.
settlement::Invoice invoice_in(Language language) {
    settlement::Invoice invoice = samples::reduced_rate();
    invoice.language = cooperative::to_string(language);
    invoice.lines[0].net = invoice.net = invoice.vat_totals[0].base = euro_cents(1'200'00);
    invoice.vat = invoice.vat_totals[0].vat = euro_cents(72'00);
    invoice.total = euro_cents(1'272'00);
    return invoice;
}

settlement::CreditNote credit_note_in(Language language) {
    const settlement::Invoice invoice = invoice_in(language);
    return settlement::make_credit_note(
        {invoice.seller, invoice, {1, 2026, 1}, samples::day(2026, 12, 1), "Annulé"});
}

TradeDocument many_lines(int count) {
    settlement::TradeDraft draft = samples::trade_draft();
    draft.document.lines.clear();
    for (int at = 1; at <= count; ++at) {
        draft.document.lines.push_back(samples::trade_line(std::to_string(at), 1, at));
        draft.document.lines.back().item.name = "Service no. " + std::to_string(at) + ".";
    }
    return settlement::settle(draft).value();
}

/// Every amount of a document made by chance is on its pages.
void check_amounts(std::uint64_t seed) {
    CAPTURE(seed);
    const TradeDocument document = test::RandomDocument{seed, seed % 4 == 0}.settled();
    const std::string text = text_of_pdf(pages(document, Language::en));
    CHECK(contains(text, document.number));
    CHECK(contains(text, money(document.totals.payable, Language::en)));
    for (const settlement::VatBreakdown& each : document.breakdowns) {
        CHECK(contains(text, amount(each.base, Language::en)));
        CHECK(contains(text, amount(each.tax, Language::en)));
    }
    for (const settlement::TradeLine& line : document.lines) {
        const std::string net = amount(line.net, Language::en);
        if (!contains(text, net)) { FAIL_CHECK(line.id + ": " + net); }
    }
}

}  // namespace

TEST_CASE("the page says what the XML says, as people of the language write it", "[pdf]") {
    struct Row {
        Language language;
        std::string title, issued, due, net, vat, total, total_word;
    };
    const auto row = GENERATE(values<Row>({
        {Language::fr, "FACTURE", "23/11/2026", "23/12/2026", "1 200,00", "72,00", "1 272,00 €",
         "TOTAL À PAYER"},
        {Language::nl, "FACTUUR", "23/11/2026", "23/12/2026", "1.200,00", "72,00", "€ 1.272,00",
         "TE BETALEN"},
        {Language::de, "RECHNUNG", "23.11.2026", "23.12.2026", "1.200,00", "72,00", "1.272,00 €",
         "ZU ZAHLEN"},
        {Language::en, "INVOICE", "23 November 2026", "23 December 2026", "1,200.00", "72.00",
         "€1,272.00", "TOTAL TO PAY"},
    }));
    CAPTURE(row.title);
    const settlement::Invoice invoice = invoice_in(row.language);
    const auto read = ubl::read_document(ubl::write_invoice(invoice), "a.xml");
    REQUIRE(read);
    const std::string text = laid_out(read->document, row.language);
    CAPTURE(text);
    using words::Word;
    const auto say = [&](Word which) { return words::word(which, row.language); };
    CHECK(contains(text, row.title));
    CHECK(contains(text, read->document.number));
    CHECK(has_line(text, say(Word::issue_date), row.issued));
    CHECK(has_line(text, say(Word::due_date), row.due));
    CHECK(has_line(text, say(Word::your_order), "PO-4711"));
    CHECK(has_line(text, "Installation d'une scène et sonorisation", row.net));
    CHECK(has_line(text, say(Word::total_without_vat), row.net));
    CHECK(has_line(text, say(Word::total_vat), row.vat));
    CHECK(has_line(text, row.total_word, row.total));
    CHECK(has_line(text, "IBAN", "BE15 0017 6543 2130"));
    CHECK(has_line(text, "BIC", "GEBABEBB"));
    CHECK(has_line(text, say(Word::communication), "+++126/0000/00272+++"));
    CHECK(contains(text, "Taux réduit : prestation d'artiste"));
    CHECK(contains(text, say(Word::original_is_electronic).substr(0, 40)));
}

TEST_CASE("every kind of invoice shows its parties, numbers, amounts and reasons", "[pdf]") {
    for (const settlement::Invoice& invoice : samples::all_invoices()) {
        CAPTURE(invoice.number.text());
        const TradeDocument document = ubl::invoice_document(invoice);
        const std::string text = laid_out(document, Language::nl);
        CHECK(contains(text, document.number));
        CHECK(contains(text, "Atelier Commun SC"));
        CHECK(contains(text, document.buyer.name));
        CHECK(has_line(text, "TE BETALEN", money(document.totals.payable, Language::nl)));
        for (const settlement::VatBreakdown& each : document.breakdowns) {
            CHECK(contains(text, amount(each.base, Language::nl)));
            CHECK(contains(text, each.exemption_text));
        }
    }
}

TEST_CASE("where neither party shows a VAT number, the page shows enterprise numbers", "[pdf]") {
    const std::string text = laid_out(ubl::invoice_document(samples::out_of_scope()), Language::fr);
    CHECK(contains(text, "Numéro d'entreprise : 0712.345.630"));
    CHECK_FALSE(contains(text, "BE 0712"));
}

TEST_CASE("a credit note says what it takes back and why, and asks for nothing", "[pdf]") {
    struct Row {
        Language language;
        std::string title, credited, total, vat_back;
    };
    const auto row = GENERATE(values<Row>({
        {Language::fr, "NOTE DE CRÉDIT", "2026-000002, 23/11/2026", "1 272,00 €",
         "TVA à reverser à l'État"},
        {Language::nl, "CREDITNOTA", "2026-000002, 23/11/2026", "€ 1.272,00",
         "Btw terug te storten aan de Staat"},
        {Language::de, "GUTSCHRIFT", "2026-000002, 23.11.2026", "1.272,00 €",
         "MwSt. an den Staat zurückzuzahlen"},
        {Language::en, "CREDIT NOTE", "2026-000002, 23 November 2026", "€1,272.00",
         "VAT to be paid back to the State"},
    }));
    const auto read = ubl::read_document(ubl::write_credit_note(credit_note_in(row.language)), "c");
    REQUIRE(read);
    const std::string file = pages(read->document, row.language);
    const std::string text = text_of_pdf(file, "-layout");
    CAPTURE(text);
    CHECK(contains(text, row.title));
    CHECK(contains(text, "C2026-000001"));
    CHECK(has_line(text, words::word(words::Word::credited_invoice, row.language), row.credited));
    CHECK(contains(text, "Annulé"));
    CHECK(has_line(text, words::word(words::Word::total_credited, row.language), row.total));
    CHECK(contains(text, row.vat_back));
    CHECK_FALSE(contains(text, "IBAN"));
    CHECK(test::qr_text_of_pdf(file).empty());
}

TEST_CASE("the reason of a credit note is labelled, and the rest of its note stays", "[pdf]") {
    const settlement::CreditNote note = credit_note_in(Language::fr);
    const std::string text =
        text_of_pdf(pdf::write_pdf(ubl::credit_note_document(note), Language::fr,
                                   {pdf::Original::electronic, false, note.reason})
                        .pdf,
                    "-layout");
    CAPTURE(text);
    CHECK(contains(text, "Motif : Annulé\n"));
    CHECK(contains(text, "Taux réduit : prestation d'artiste"));
}

TEST_CASE("an order is named once, and our own code is no reference of the client", "[pdf]") {
    TradeDocument document = ubl::invoice_document(samples::reduced_rate());
    const std::string both = laid_out(document, Language::en);
    CHECK(has_line(both, "Your reference", "DEPT-7"));
    CHECK(has_line(both, "Your order", "PO-4711"));
    document.references.buyer_reference = "PO-4711";
    const std::string once = laid_out(document, Language::en);
    CHECK(has_line(once, "Your order", "PO-4711"));
    CHECK(test::occurrences(once, "PO-4711") == 1);
    document.references = {};
    document.references.buyer_reference = "D0001";
    const std::string ours = text_of_pdf(
        pdf::write_pdf(document, Language::en, {pdf::Original::page, true}).pdf, "-layout");
    CHECK(has_line(ours, "Our reference", "D0001"));
    CHECK_FALSE(contains(ours, "Your reference"));
}

TEST_CASE("categories of the same rate have their letters, and the highest rate is first",
          "[pdf]") {
    const std::string text =
        laid_out(ubl::invoice_document(samples::two_zero_rates()), Language::nl);
    CAPTURE(text);
    CHECK(has_line(text, "Journal de quartier", "0% Z"));
    CHECK(test::occurrences(text, "0% E") == 2);
    CHECK(test::occurrences(text, "0% Z") == 2);
    CHECK_FALSE(contains(text, "% S"));
    const std::size_t table = text.find("Btw-tarief");
    REQUIRE(table != std::string::npos);
    std::size_t before = table;
    for (const char* row : {"21%", "6%", "0% E", "Art. 44 CTVA", "0% Z"}) {
        CAPTURE(row);
        const std::size_t at = text.find(row, before);
        CHECK(at != std::string::npos);
        before = at;
    }
    // One category at each rate needs none.
    const std::string plain = laid_out(ubl::invoice_document(samples::collective()), Language::nl);
    CHECK_FALSE(contains(plain, "0% E"));
}

TEST_CASE("a telephone reads the payment from the page", "[pdf]") {
    const TradeDocument document = ubl::invoice_document(samples::plain());
    CHECK(test::qr_text_of_pdf(pages(document, Language::fr)) ==
          "BCD\n002\n1\nSCT\nGEBABEBB\nAtelier Commun SC\nBE15001765432130\nEUR242.00\n\n\n"
          "+++126/0000/00171+++\n");
}

TEST_CASE("another currency is named, has its VAT in euro, and no code to pay with", "[pdf]") {
    settlement::TradeDraft draft = samples::trade_draft();
    draft.document.currency = parse_currency("USD").value();
    // 96.60 dollars of VAT at 0.92 are 88.872 euro.
    draft.exchange = settlement::ExchangeRate{Decimal{92, 100}, samples::day(2026, 11, 27), "ECB"};
    const std::string file = pages(settlement::settle(draft).value(), Language::en);
    const std::string text = text_of_pdf(file, "-layout");
    CHECK(has_line(text, "TOTAL TO PAY", "USD 556.58"));
    CHECK(contains(text, "Amount (USD)"));
    CHECK(has_line(text, "VAT in euro", "€88.87"));
    CHECK(test::qr_text_of_pdf(file).empty());
}

TEST_CASE("allowances, charges and what was paid lead from the lines to the amount to pay",
          "[pdf]") {
    settlement::TradeDraft draft = samples::trade_draft();
    draft.document.adjustments = {
        samples::document_adjustment(settlement::AdjustmentKind::allowance, euro_cents(59'98), 21),
        samples::document_adjustment(settlement::AdjustmentKind::charge, euro_cents(100'00), 21)};
    draft.prepaid = euro_cents(200'00);
    const std::string text = laid_out(settlement::settle(draft).value(), Language::en);
    CAPTURE(text);
    CHECK(has_line(text, "Sonorisation", "7.5 h"));
    CHECK(has_line(text, "7.5 h", "61.33"));
    CHECK(has_line(text, "Total of lines", "459.98"));
    CHECK(has_line(text, "Allowance, VAT 21%", "-59.98"));
    CHECK(has_line(text, "Charge, VAT 21%", "100.00"));
    CHECK(has_line(text, "Total before VAT", "500.00"));
    CHECK(has_line(text, "Total VAT", "105.00"));
    CHECK(has_line(text, "Total with VAT", "605.00"));
    CHECK(has_line(text, "Already paid", "-200.00"));
    CHECK(has_line(text, "TOTAL TO PAY", "€405.00"));
}

TEST_CASE("five hundred lines stand on numbered pages under the same head, none is lost", "[pdf]") {
    const TradeDocument document = many_lines(500);
    const std::string text = laid_out(document, Language::en);
    const std::size_t count = test::occurrences(text, "\f");
    CHECK(count > 10);
    CHECK(test::occurrences(text, "Unit price") == count);
    for (std::size_t page = 1; page <= count; ++page) {
        CHECK(contains(text, std::to_string(page) + " / " + std::to_string(count)));
    }
    for (int at = 1; at <= 500; ++at) {
        const std::string name = "Service no. " + std::to_string(at) + ".";
        if (!has_line(text, name, std::to_string(at) + ".00")) { FAIL_CHECK(name); }
    }
    // 1 + 2 + … + 500 is 125 250; 21 % of it 26 302.50.
    CHECK(has_line(text, "TOTAL TO PAY", "€151,552.50"));
    const std::string last = text.substr(text.rfind('\f', text.size() - 2) + 1);
    CHECK(contains(last, "Total before VAT"));
    CHECK(contains(last, "TOTAL TO PAY"));
}

TEST_CASE("sums and their labels stay on one page wherever the lines end", "[pdf]") {
    for (int count = 20; count <= 32; ++count) {
        CAPTURE(count);
        const std::string text = laid_out(many_lines(count), Language::en);
        std::istringstream sheets{text};
        std::size_t found = 0;
        for (std::string sheet; std::getline(sheets, sheet, '\f');) {
            const bool is_last = contains(sheet, "TOTAL TO PAY");
            CHECK(contains(sheet, "Total before VAT") == is_last);
            CHECK(contains(sheet, "VAT rate") == is_last);
            found += is_last ? 1U : 0U;
        }
        CHECK(found == 1);
    }
}

TEST_CASE("a description longer than a page goes on over the next, every word of it", "[pdf]") {
    settlement::TradeDraft draft = samples::trade_draft();
    std::string text;
    for (int at = 1; at <= 2000; ++at) { text += "mot" + std::to_string(at) + " "; }
    draft.document.lines.front().item.description = text;
    const std::string seen = text_of_pdf(pages(settlement::settle(draft).value(), Language::fr));
    CHECK(test::occurrences(seen, "\f") > 2);
    for (int at = 1; at <= 2000; ++at) {
        if (!contains(seen, "mot" + std::to_string(at))) { FAIL_CHECK("mot" << at); }
    }
}

TEST_CASE("letters of all Europe are printed, and what no font has is seen to be missing",
          "[pdf]") {
    settlement::TradeDraft draft = samples::trade_draft();
    const auto seen = [&draft](const std::string& name) {
        draft.document.lines.front().item.name = name;
        return text_of_pdf(pages(settlement::settle(draft).value(), Language::fr), "-raw");
    };
    for (const char* text :
         {"Gyűjtő Őrség, Łódź, Žilina, Şişli, Reykjavík Þór", "€ 5 « fin » „Anführung“ ‘ﬁn’ – —…",
          "Αθήνα, Київ, Пловдив", "<b>&amp;</b> \\ ( ) %", "½ m² × 3 → 4 ≤ 5"}) {
        CAPTURE(text);
        CHECK(contains(seen(text), text));
    }
    CHECK(contains(seen("Concert \U0001F3B8 rock"), "Concert \uFFFD rock"));
    const auto unprinted =
        pdf::write_pdf(settlement::settle(draft).value(), Language::fr, {}).unprinted;
    CHECK(unprinted == std::vector<std::string>{"\U0001F3B8"});
    CHECK(contains(seen("avant\u200D\uFE0Faprès"), "avantaprès"));
    CHECK(pdf::write_pdf(settlement::settle(draft).value(), Language::fr, {}).unprinted.empty());
    CHECK(contains(seen("un\u202Etexte"), "untexte"));
}

TEST_CASE("numbers of any length stay within their columns", "[pdf]") {
    settlement::TradeDraft draft = samples::trade_draft();
    draft.document.lines = {samples::trade_line("1", parse_decimal("123456.789012").value(),
                                                parse_decimal("65432.123456").value())};
    const TradeDocument document = settlement::settle(draft).value();
    const std::string text = laid_out(document, Language::fr);
    CAPTURE(text);
    CHECK(has_line(text, "123 456,789012 h", "65 432,123456"));
    CHECK(has_line(text, "TOTAL À PAYER", money(document.totals.payable, Language::fr)));
}

TEST_CASE("a file names itself, its author, language and day, and brings its fonts", "[pdf]") {
    const std::string file = pages(ubl::invoice_document(samples::plain()), Language::fr);
    const test::TemporaryFolder folder;
    const std::string path = folder.write("page.pdf", file);
    const std::string about = test::output_of("pdfinfo " + path);
    CAPTURE(about);
    CHECK(contains(about, "FACTURE 2026-000001\n"));
    CHECK(contains(about, "Atelier Commun SC\n"));
    CHECK(contains(about, "Mon Nov 23 00:00:00 2026 UTC"));
    CHECK(contains(about, "(A4)"));
    CHECK(contains(file, "/Lang (fr)"));
    std::istringstream fonts{test::output_of("pdffonts " + path + " | tail -n +3")};
    std::size_t count = 0;
    for (std::string font; std::getline(fonts, font); ++count) {
        CHECK(contains(font, "Roboto"));
        CHECK(contains(font, "yes yes yes"));
    }
    CHECK(count >= 2);
}

TEST_CASE("a font that is not installed is named, and nothing stands in for it", "[pdf]") {
    CHECK_THROWS_WITH(pdf::Fonts{"/nowhere"},
                      "/nowhere/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf");
    CHECK_THROWS_AS(pdf::Fonts{"/nowhere"}, pdf::FontsMissing);
}

TEST_CASE("the page that another process writes", "[.page]") {
    const char* folder = std::getenv("MUTUA_TEST_PAGE");
    REQUIRE(folder != nullptr);
    std::ofstream{folder, std::ios::binary}
        << pages(ubl::invoice_document(samples::collective()), Language::fr);
}

TEST_CASE("the same document gives the same bytes, now and in another process and place", "[pdf]") {
    const std::string here = pages(ubl::invoice_document(samples::collective()), Language::fr);
    // Whatever was printed before leaves no trace.
    (void)pages(ubl::invoice_document(samples::nasty()), Language::de);
    const bool is_same_again =
        here == pages(ubl::invoice_document(samples::collective()), Language::fr);
    CHECK(is_same_again);
    const test::TemporaryFolder folder;
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    (void)test::output_of(
        "cd / && env LC_ALL=C LANG=de_DE.UTF-8 TZ=Asia/Tokyo HOME=/nowhere "
        "SOURCE_DATE_EPOCH=1 MUTUA_TEST_PAGE=" +
        folder.named("page.pdf") + " " + program + " '[.page]'");
    const bool is_same_there = here == folder.read("page.pdf");
    CHECK(is_same_there);
}

TEST_CASE("documents made by chance are printed with all their amounts", "[pdf]") {
    for (std::uint64_t seed = 1; seed <= 16; ++seed) { check_amounts(seed); }
}

TEST_CASE("any of 2 000 documents is printed with all its amounts", "[.all]") {
    for (std::uint64_t seed = 1'000; seed < 3'000; ++seed) { check_amounts(seed); }
}
