#include "formats/pdf/payment_code.hpp"

#include "formats/ubl/invoice_document.hpp"
#include "tests/support/sample_drafts.hpp"
#include "tests/support/sample_invoices.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>

using namespace mutua;
using settlement::TradeDocument;

namespace {

/// An invoice of 242.00 euro.
TradeDocument plain_document() { return ubl::invoice_document(samples::plain()); }

std::string line_of(const std::string& code, std::size_t number) {
    std::size_t from = 0;
    while (number-- > 1) { from = code.find('\n', from) + 1; }
    return code.substr(from, code.find('\n', from) - from);
}

}  // namespace

TEST_CASE("the code of a transfer is what the guidelines of the EPC lay out", "[pdf]") {
    CHECK(pdf::payment_code(plain_document()) ==
          "BCD\n002\n1\nSCT\nGEBABEBB\nAtelier Commun SC\nBE15001765432130\nEUR242.00\n\n\n"
          "+++126/0000/00171+++");
}

TEST_CASE("lines that are empty to the end are left out", "[pdf]") {
    TradeDocument document = plain_document();
    document.payment.communication.clear();
    document.payment.accounts.front().bic.clear();
    CHECK(pdf::payment_code(document) ==
          "BCD\n002\n1\nSCT\n\nAtelier Commun SC\nBE15001765432130\nEUR242.00");
}

TEST_CASE("a creditor reference of ISO 11649 has a line of its own", "[pdf]") {
    TradeDocument document = plain_document();
    // The example of ISO 11649.
    document.payment.communication = "RF18539007547034";
    const std::string code = pdf::payment_code(document).value();
    CHECK(line_of(code, 10) == "RF18539007547034");
    CHECK(code.ends_with("RF18539007547034"));
    document.payment.communication = "RF19539007547034";  // wrong check digits: free text
    const std::string wrong = pdf::payment_code(document).value();
    CHECK(line_of(wrong, 10).empty());
    CHECK(line_of(wrong, 11) == "RF19539007547034");
}

TEST_CASE("nothing is scanned where nothing is transferred in euro", "[pdf]") {
    struct Row {
        const char* why;
        std::function<void(TradeDocument&)> alter;
    };
    const auto row = GENERATE(values<Row>({
        {"a credit note", [](auto& d) { d.kind = settlement::DocumentKind::credit_note; }},
        {"the buyer wrote it",
         [](auto& d) { d.kind = settlement::DocumentKind::self_billed_invoice; }},
        {"paid before", [](auto& d) { d.totals.payable = euro_cents(0); }},
        {"to the seller's debit", [](auto& d) { d.totals.payable = euro_cents(-1); }},
        {"a milliard", [](auto& d) { d.totals.payable = euro_cents(100'000'000'000); }},
        {"another currency",
         [](auto& d) {
             d.totals.payable = Money{242'00, parse_currency("USD").value()};
         }},
        {"a direct debit", [](auto& d) { d.payment.means = "59"; }},
        {"no account", [](auto& d) { d.payment.accounts.clear(); }},
        {"an account that is no IBAN",
         [](auto& d) { d.payment.accounts.front().id = "BE15001765432131"; }},
        {"a communication too long to be said whole",
         [](auto& d) { d.payment.communication = std::string(141, 'x'); }},
    }));
    CAPTURE(row.why);
    TradeDocument document = plain_document();
    row.alter(document);
    CHECK_FALSE(pdf::payment_code(document).has_value());
}

TEST_CASE("amounts from a cent to just below a milliard are scanned", "[pdf]") {
    TradeDocument document = plain_document();
    document.totals.payable = euro_cents(1);
    CHECK(line_of(pdf::payment_code(document).value(), 8) == "EUR0.01");
    document.totals.payable = euro_cents(99'999'999'999);
    CHECK(line_of(pdf::payment_code(document).value(), 8) == "EUR999999999.99");
}

TEST_CASE("a name is cut at seventy characters, never inside one, and what is paid to never",
          "[pdf]") {
    TradeDocument document = plain_document();
    std::string name;
    for (int at = 0; at < 80; ++at) { name += "é"; }
    document.payment.accounts.front().name = name;
    const std::string code = pdf::payment_code(document).value();
    CHECK(line_of(code, 6) == name.substr(0, 140));
    CHECK(code.ends_with("+++126/0000/00171+++"));
    CHECK(code.size() <= pdf::payment_code_bytes_max);
}

TEST_CASE("the code holds 331 bytes, and one more is not printed", "[pdf]") {
    TradeDocument document = plain_document();
    std::string name;
    for (int at = 0; at < 69; ++at) { name += "é"; }
    document.payment.accounts.front().name = name;
    document.payment.communication = std::string(140, 'x');
    const std::size_t size = pdf::payment_code(document)->size();
    // 69 characters of two bytes and 140 of one; the other elements have 43, their ends 10.
    CHECK(size == 138 + 140 + 53);
    document.payment.accounts.front().name += "e";
    CHECK_FALSE(pdf::payment_code(document).has_value());
}

TEST_CASE("no element of the code breaks its line", "[pdf]") {
    TradeDocument document = plain_document();
    document.payment.accounts.front().name = "Atelier\nCommun";
    document.payment.communication = "+++126/0000/00171+++\nmerci";
    const std::string code = pdf::payment_code(document).value();
    CHECK(line_of(code, 6) == "Atelier Commun");
    CHECK(std::count(code.begin(), code.end(), '\n') == 10);
}
