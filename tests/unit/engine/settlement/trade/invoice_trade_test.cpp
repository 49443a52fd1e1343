#include "engine/settlement/trade/invoice_trade.hpp"

#include "tests/support/sample_invoices.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;
using settlement::invoice_faults;
using settlement::trade_document;
using settlement::trade_draft;

namespace {

std::vector<std::string> codes_of(const Diagnostics& faults) {
    std::vector<std::string> codes;
    for (const Diagnostic& fault : faults) { codes.push_back(fault.code); }
    return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("an invoice is what the standard computes of its lines", "[settlement]") {
    const auto invoice = GENERATE(from_range(samples::all_invoices()));
    CAPTURE(invoice.number.text());
    CHECK(invoice_faults(invoice).empty());
    const auto settled = settlement::settle(trade_draft(invoice));
    REQUIRE(settled);
    CHECK(settled->breakdowns.size() == invoice.vat_totals.size());
    CHECK(settled->totals == trade_document(invoice).totals);
    settlement::Invoice wrong = invoice;
    wrong.vat += euro_cents(1);
    CHECK_THROWS_AS(invoice_faults(wrong), ContractViolation);
}

TEST_CASE("the seller's legal form, court and register stand where the standard has them",
          "[settlement]") {
    settlement::Invoice invoice = samples::plain();
    CHECK(trade_document(invoice).seller.legal_form.empty());
    invoice.seller.legal_form = "SC – RPM Bruxelles";
    CHECK(trade_document(invoice).seller.legal_form == "SC – RPM Bruxelles");
    CHECK(invoice_faults(invoice).empty());
}

TEST_CASE("goods for another member state name the country and the last day", "[settlement]") {
    const auto document = trade_document(samples::goods_to_germany());
    REQUIRE(document.delivery.address);
    CHECK(document.delivery.address->country == "DE");
    CHECK(document.delivery.date == document.period.end);
    CHECK(trade_document(samples::plain()).delivery.empty());
    settlement::Invoice nowhere = samples::goods_to_germany();
    nowhere.delivery_country.clear();
    CHECK(codes_of(invoice_faults(nowhere)) == Codes{"D127"});
}

TEST_CASE("what would be refused is told of an invoice, all at once", "[settlement]") {
    struct Row {
        const char* why;
        settlement::Invoice invoice;
        Codes codes;
    };
    std::vector<Row> rows;
    const auto add = [&rows](const char* why, settlement::Invoice invoice, auto spoil,
                             const Codes& codes) {
        spoil(invoice);
        rows.push_back({why, std::move(invoice), codes});
    };
    using Invoice = settlement::Invoice;
    add("the client is not in the network", samples::plain(),
        [](Invoice& one) { one.buyer.peppol_id.reset(); }, {"D121"});
    add("on paper it need not be", samples::plain(),
        [](Invoice& one) {
            one.buyer.peppol_id.reset();
            one.channel = settlement::Channel::paper;
        },
        {});
    add("no reference", samples::plain(), [](Invoice& one) { one.buyer_reference.clear(); },
        {"D122"});
    add("due before its issue", samples::plain(),
        [](Invoice& one) { one.due_date = add_days(one.issue_date, -1); }, {"D132"});
    add("outside VAT beside what is taxed", samples::collective(),
        [](Invoice& one) {
            one.lines[2].vat_category = "O";
            one.vat_totals[2].category = "O";
            one.vat_totals[2].exemption_code = "VATEX-EU-O";
        },
        {"D125", "D127"});
    add("two grounds of one category", samples::collective(),
        [](Invoice& one) {
            one.lines.push_back(one.lines[2]);
            one.vat_totals.push_back(one.vat_totals[2]);
            one.vat_totals.back().exemption_code = "VATEX-EU-132-1N";
        },
        {"D125"});
    add("nobody says why no VAT is due", samples::exempt(),
        [](Invoice& one) {
            one.vat_totals[0].exemption_code.clear();
            one.vat_totals[0].exemption_reason.clear();
        },
        {"D126"});
    add("a note that begins like a subject code, and a client without a name", samples::plain(),
        [](Invoice& one) {
            one.note = "#ABC#x";
            one.buyer.name.clear();
        },
        {"D120", "D135"});
    for (const Row& row : rows) {
        CAPTURE(row.why);
        const Diagnostics faults = invoice_faults(row.invoice);
        Codes codes = codes_of(faults);
        std::sort(codes.begin(), codes.end());
        codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
        CHECK(codes == row.codes);
        for (const Diagnostic& fault : faults) { CHECK_FALSE(fault.help.empty()); }
    }
}
