#include "formats/ubl/document_reader.hpp"
#include "formats/ubl/invoice_document.hpp"
#include "formats/ubl/invoice_writer.hpp"
#include "tests/support/sample_invoices.hpp"

#include <catch2/catch.hpp>

using namespace mutua;

TEST_CASE("a credit note is its invoice taken back: same amounts, its number and day, and why",
          "[ubl]") {
    for (const settlement::Invoice& invoice : samples::all_invoices()) {
        CAPTURE(invoice.number.text());
        const settlement::CreditNote note = settlement::make_credit_note(
            {invoice.seller, invoice, {1, 2026, 1}, samples::day(2026, 12, 1), "called off"});
        const std::string bytes = ubl::write_credit_note(note);
        const auto read = ubl::read_document(bytes, "C.xml");
        REQUIRE(read);
        CHECK(read->notices.empty());
        const settlement::TradeDocument& document = read->document;
        const bool is_same = document == ubl::credit_note_document(note);
        CHECK(is_same);
        CHECK(document.kind == settlement::DocumentKind::credit_note);
        CHECK(document.number == "C2026-000001");
        CHECK(document.references.preceding == std::vector<settlement::PrecedingInvoice>{
                                                   {invoice.number.text(), invoice.issue_date}});
        REQUIRE(document.notes.size() == 1);
        CHECK(document.notes.front().starts_with("called off"));
        CHECK(document.totals.payable == invoice.total);
        CHECK(document.payment.means.empty());
    }
}
