#include "formats/tabular/document_totals.hpp"

#include "tests/support/sample_invoices.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mutua::tabular {

namespace {

const std::string heading =
    "document_number,document_type,issue_date,due_date,client_id,client_name,enterprise_number,"
    "vat_number,vat_category,vat_rate,base,vat,total,currency,channel,credited_invoice\n";

/// The credit note of the invoice of 242.00.
settlement::CreditNote credit_of_plain() {
    settlement::CreditNote note{samples::plain(), InvoiceNumber{"2026-000001"},
                                samples::day(2026, 11, 23), "called off"};
    note.document.number = InvoiceNumber{"C2026-000001"};
    note.document.type_code = "381";
    note.document.issue_date = note.document.due_date = samples::day(2026, 11, 30);
    return note;
}

}  // namespace

TEST_CASE("each VAT rate of a document has a row, and a credit note counts negative", "[tabular]") {
    DocumentTotals totals;
    settlement::Invoice two_rates = samples::plain();
    two_rates.number = InvoiceNumber{"2026-000009"};
    two_rates.buyer.name = "=cmd(\"x\"), Ltd";
    two_rates.vat_totals.push_back({"S", "6.00", euro_cents(200'00), euro_cents(12'00), "", ""});
    CHECK(totals.add(samples::plain()) ==
          DocumentSums{1, euro_cents(200'00), euro_cents(42'00), euro_cents(242'00)});
    CHECK(totals.add(two_rates) ==
          DocumentSums{1, euro_cents(400'00), euro_cents(54'00), euro_cents(454'00)});
    CHECK(totals.add(credit_of_plain()) ==
          DocumentSums{1, euro_cents(-200'00), euro_cents(-42'00), euro_cents(-242'00)});
    const std::string client = "C001,Brasserie du Canal SRL,0456789034,BE0456789034,";
    CHECK(totals.totals_csv() ==
          heading + "2026-000001,380,2026-11-23,2026-12-23," + client +
              "S,21.00,200.00,42.00,242.00,EUR,peppol,\n"
              "2026-000009,380,2026-11-23,2026-12-23,C001,\"'=cmd(\"\"x\"\"), Ltd\",0456789034,"
              "BE0456789034,S,21.00,200.00,42.00,242.00,EUR,peppol,\n"
              "2026-000009,380,2026-11-23,2026-12-23,C001,\"'=cmd(\"\"x\"\"), Ltd\",0456789034,"
              "BE0456789034,S,6.00,200.00,12.00,212.00,EUR,peppol,\n"
              "C2026-000001,381,2026-11-30,," +
              client + "S,21.00,-200.00,-42.00,-242.00,EUR,peppol,2026-000001\n");
    // 200 + 200 − 200 at 21 %, 200 at 6 %.
    CHECK(totals.all() ==
          DocumentSums{3, euro_cents(400'00), euro_cents(54'00), euro_cents(454'00)});
    CHECK(totals.control_csv(totals.all()) ==
          "what,document_type,vat_category,vat_rate,documents,base,vat,total,currency\n"
          "rate,380,S,6.00,1,200.00,12.00,212.00,EUR\n"
          "rate,380,S,21.00,2,400.00,84.00,484.00,EUR\n"
          "rate,381,S,21.00,1,-200.00,-42.00,-242.00,EUR\n"
          "type,380,,,2,600.00,96.00,696.00,EUR\n"
          "type,381,,,1,-200.00,-42.00,-242.00,EUR\n"
          "all,,,,3,400.00,54.00,454.00,EUR\n"
          "books,,,,3,400.00,54.00,454.00,EUR\n");
}

TEST_CASE("documents without VAT have their category and no VAT", "[tabular]") {
    DocumentTotals totals;
    static_cast<void>(totals.add(samples::exempt()));
    CHECK(totals.totals_csv().find(",E,0.00,950.00,0.00,950.00,EUR,") != std::string::npos);
}

}  // namespace mutua::tabular
