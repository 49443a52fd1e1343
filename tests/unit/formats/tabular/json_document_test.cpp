#include "engine/core/contract.hpp"
#include "formats/tabular/json_credit_note.hpp"
#include "formats/tabular/json_difference.hpp"
#include "formats/tabular/json_invoice.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "tests/support/sample_payslips.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mutua;
using settlement::Invoice;
using settlement::Payslip;
using test::replaced;

TEST_CASE("an archived invoice comes back byte for byte", "[tabular]") {
    Invoice invoice = GENERATE(from_range(samples::all_invoices()));
    invoice.channel = GENERATE(settlement::Channel::peppol, settlement::Channel::paper);
    invoice.seller.legal_form = GENERATE("", "SC – RPM Bruxelles");
    const std::string bytes = tabular::to_json(invoice);
    // Documents of before have no such key, and keep their bytes.
    CHECK(test::contains(bytes, "legal_form") == !invoice.seller.legal_form.empty());
    const Invoice back = tabular::invoice_from_json(bytes);
    CHECK(tabular::to_json(back) == bytes);
    CHECK(back.number == invoice.number);
    CHECK(back.lines == invoice.lines);
    CHECK(back.vat_totals == invoice.vat_totals);
    CHECK(back.total == invoice.total);
    CHECK(back.due_date == invoice.due_date);
    CHECK(back.channel == invoice.channel);
    CHECK(back.note == invoice.note);
    CHECK(back.delivery_country == invoice.delivery_country);
    CHECK(test::contains(bytes, "delivery_country") == !invoice.delivery_country.empty());
    CHECK(back.buyer.vat_number == invoice.buyer.vat_number);
    CHECK(back.buyer.peppol_id == invoice.buyer.peppol_id);
    CHECK(back.buyer.payment_terms_days == invoice.buyer.payment_terms_days);
    CHECK(back.seller.employer_number == invoice.seller.employer_number);
    CHECK(back.seller.legal_form == invoice.seller.legal_form);
}

TEST_CASE("an archived credit note comes back byte for byte", "[tabular]") {
    const Invoice invoice = GENERATE(from_range(samples::all_invoices()));
    if (invoice.type_code != "380") { return; }
    const auto note = settlement::make_credit_note({samples::entity(),
                                                    invoice,
                                                    {1, 2026, 3},
                                                    add_days(invoice.issue_date, 14),
                                                    "\"Annulé\" <par le client>"});
    const std::string bytes = tabular::to_json(note);
    const settlement::CreditNote back = tabular::credit_note_from_json(bytes);
    CHECK(tabular::to_json(back) == bytes);
    CHECK(back.document.number == InvoiceNumber{"C2026-000003"});
    CHECK(back.document.lines == invoice.lines);
    CHECK(back.credits == invoice.number);
    CHECK(back.credits_issued_on == invoice.issue_date);
    CHECK(back.reason == note.reason);
    CHECK_THROWS_AS(tabular::invoice_from_json(bytes), ContractViolation);
    CHECK_THROWS_AS(tabular::credit_note_from_json(tabular::to_json(invoice)), ContractViolation);
    CHECK_THROWS_AS(tabular::credit_note_from_json(replaced(bytes, "381", "380") + " "),
                    ContractViolation);
}

TEST_CASE("an archived payslip comes back byte for byte", "[tabular]") {
    Payslip slip = samples::payslip();
    slip.member.disabled = true;
    slip.member.bic = cooperative::Bic::trusted("GEBABEBB");
    const std::string bytes = tabular::to_json(slip);
    const Payslip back = tabular::payslip_from_json(bytes);
    CHECK(tabular::to_json(back) == bytes);
    CHECK(back.id == slip.id);
    CHECK(back.month == slip.month);
    CHECK(back.lines == slip.lines);
    CHECK(back.engagements == slip.engagements);
    CHECK(back.figures == slip.figures);
    CHECK(back.to_pay == slip.to_pay);
    CHECK(back.employer_cost == slip.employer_cost);
    CHECK(back.member.family_name == slip.member.family_name);
    CHECK(back.member.bic == slip.member.bic);
    CHECK(back.member.disabled);
    CHECK_FALSE(back.member.single_parent);
}

TEST_CASE("a payslip says its hours worked, and those above full time", "[tabular]") {
    Payslip slip = samples::payslip();
    slip.hours_hundredths = slip.full_time_hundredths = 30'00;  // 38.00 were worked
    const std::string bytes = tabular::to_json(slip);
    CHECK(bytes.find("  \"format\": 3,") != std::string::npos);
    CHECK(bytes.find("  \"hours_hundredths\": 3000,\n  \"full_time_hundredths\": 3000,\n"
                     "  \"hours_worked_hundredths\": 3800,\n"
                     "  \"hours_above_full_time_hundredths\": 800,\n  \"days\": 5,") !=
          std::string::npos);
    CHECK(bytes.find("\"provisional\": [\n    {\n"
                     "      \"figure\": \"be.employer_cost.closure_fund_rate\",\n"
                     "      \"label\": {\n        \"fr\": \"Fonds de fermeture, taux de base\",") !=
          std::string::npos);
    CHECK(tabular::payslip_from_json(bytes).form == 3);
    CHECK(tabular::payslip_from_json(bytes).provisional == slip.provisional);
    CHECK_THROWS_AS(
        tabular::payslip_from_json(replaced(bytes, "_hundredths\": 800", "_hundredths\": 0")),
        ContractViolation);
}

TEST_CASE("slips that were archived in an older format come back byte for byte in it",
          "[tabular]") {
    const int form = GENERATE(1, 2);
    Payslip slip = samples::payslip();
    slip.form = 1;
    if (form == 2) {
        slip.member.claim = cooperative::Claim{"garnishment", euro_cents(900'00), std::nullopt};
    }
    const std::string old = tabular::to_json(slip);
    CHECK(old.find("\"format\": " + std::to_string(form) + ",") != std::string::npos);
    CHECK(old.find("hours_worked") == std::string::npos);
    CHECK(old.find("provisional") == std::string::npos);
    CHECK(tabular::to_json(tabular::payslip_from_json(old)) == old);

    // A correction made today has both states, each in its own form.
    settlement::DifferenceSlip difference = samples::difference_slip();
    difference.before = tabular::payslip_from_json(old);
    const std::string bytes = tabular::to_json(difference);
    CHECK(bytes.find("\"format\": 3,") != std::string::npos);
    const settlement::DifferenceSlip back = tabular::difference_from_json(bytes);
    CHECK(back.before.form == 1);
    CHECK(back.now.form == 3);
    CHECK(tabular::to_json(back) == bytes);
    // One of then has none in the new.
    difference.now.form = 1;
    const std::string then = tabular::to_json(difference);
    CHECK(then.find("\"format\": " + std::to_string(form) + ",") != std::string::npos);
    CHECK(tabular::to_json(tabular::difference_from_json(then)) == then);
}

TEST_CASE("creditors make a payslip of the first form one of format 2, and only they",
          "[tabular]") {
    Payslip slip = samples::payslip();
    slip.form = 1;
    const std::string without = tabular::to_json(slip);
    CHECK(without.find("\"format\": 1,") != std::string::npos);
    CHECK(without.find("claim") == std::string::npos);
    CHECK(without.find("creditors") == std::string::npos);
    slip.member.claim = cooperative::Claim{"garnishment", euro_cents(900'00), std::nullopt};
    const std::string nothing_withheld = tabular::to_json(slip);
    CHECK(nothing_withheld.find("\"format\": 2,") != std::string::npos);
    CHECK(tabular::payslip_from_json(nothing_withheld).withheld_for_creditors.is_zero());
    slip.member.claim->per_month = euro_cents(80'00);
    slip.withheld_for_creditors = euro_cents(80'00);
    slip.to_pay = euro_cents(909'10);
    const std::string bytes = tabular::to_json(slip);
    CHECK(bytes.find("  \"expenses\": \"25.00\",\n  \"withheld_for_creditors\": \"80.00\",\n"
                     "  \"to_pay\": \"909.10\",") != std::string::npos);
    const Payslip back = tabular::payslip_from_json(bytes);
    CHECK(tabular::to_json(back) == bytes);
    CHECK(back.member.claim == slip.member.claim);
    CHECK(back.withheld_for_creditors == slip.withheld_for_creditors);
    CHECK_THROWS_AS(tabular::payslip_from_json(replaced(bytes, "\"format\": 2", "\"format\": 1")),
                    ContractViolation);
    CHECK_THROWS_AS(tabular::payslip_from_json(replaced(bytes, "\"format\": 2", "\"format\": 3")),
                    ContractViolation);
    CHECK_THROWS_AS(tabular::payslip_from_json(replaced(bytes, "\"format\": 2", "\"format\": 4")),
                    ContractViolation);

    // A claim that came after the month was paid: the state before has no place for it.
    settlement::DifferenceSlip difference = samples::difference_slip();
    difference.before.form = difference.now.form = 1;
    difference.now.member.claim = slip.member.claim;
    difference.now.withheld_for_creditors = euro_cents(80'00);
    difference.now.to_pay -= euro_cents(80'00);
    const std::string changed = tabular::to_json(difference);
    CHECK(changed.find("\"format\": 2,") != std::string::npos);
    CHECK(changed.find(
              "{\n      \"amount\": \"withheld_for_creditors\",\n      \"before\": \"0.00\",\n"
              "      \"now\": \"80.00\",\n      \"difference\": \"80.00\"\n    }") !=
          std::string::npos);
    CHECK(tabular::to_json(tabular::difference_from_json(changed)) == changed);
}

TEST_CASE("an archived difference slip comes back byte for byte, with what was, is and changed",
          "[tabular]") {
    const settlement::DifferenceSlip slip = samples::difference_slip();
    const std::string bytes = tabular::to_json(slip);
    const settlement::DifferenceSlip back = tabular::difference_from_json(bytes);
    CHECK(tabular::to_json(back) == bytes);
    CHECK(back.original == slip.original);
    CHECK(back.payment_date == slip.payment_date);
    CHECK(back.causes == slip.causes);
    CHECK(back.before.id == PayslipId{17});
    CHECK(back.now.engagements == slip.now.engagements);
    CHECK(bytes.find("{\n      \"amount\": \"withholding_tax\",\n      \"before\": \"134.00\",\n"
                     "      \"now\": \"80.00\",\n      \"difference\": \"-54.00\"\n    }") !=
          std::string::npos);
    CHECK(tabular::is_difference(bytes));
    CHECK_FALSE(tabular::is_difference(tabular::to_json(slip.now)));
    CHECK_FALSE(tabular::is_difference("nothing"));
    CHECK(tabular::payslip_state_from_json(bytes).id == PayslipId{31});
    CHECK(tabular::payslip_state_from_json(tabular::to_json(slip.before)).id == PayslipId{17});
    for (const auto& [what, with] : std::initializer_list<std::pair<const char*, const char*>>{
             {"\"difference\": \"-54.00\"", "\"difference\": \"-53.00\""},
             {"late_declaration", "weather"},
             {"\"corrects\": 17", "\"corrects\": 16"},
             {"\"format\": 3", "\"format\": 2"}}) {
        CAPTURE(what);
        CHECK_THROWS_AS(tabular::difference_from_json(replaced(bytes, what, with)),
                        ContractViolation);
    }
}

TEST_CASE("archived JSON is readable and in a fixed order", "[tabular]") {
    const std::string bytes = tabular::to_json(samples::plain());
    CHECK(
        bytes.starts_with("{\n"
                          "  \"document\": \"mutua-invoice\",\n"
                          "  \"format\": 1,\n"
                          "  \"number\": \"2026-000001\",\n"
                          "  \"type_code\": \"380\",\n"
                          "  \"issue_date\": \"2026-11-23\",\n"
                          "  \"due_date\": \"2026-12-23\",\n"
                          "  \"seller\": {\n"
                          "    \"code\": \"main\",\n"));
    CHECK(bytes.find("\"total\": \"242.00\"") != std::string::npos);
    CHECK(bytes.ends_with("  \"note\": \"\",\n  \"ruleset\": \"sha256:00\"\n}\n"));
}

TEST_CASE("JSON that mutua did not write is refused", "[tabular]") {
    const std::string good = tabular::to_json(samples::plain());
    struct Row {
        const char* why;
        std::string bytes;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"nothing", ""},
        {"not JSON", "number;date"},
        {"another document", tabular::to_json(samples::payslip())},
        {"an array", "[]"},
        {"a later format", replaced(good, "\"format\": 1", "\"format\": 2")},
        {"a key missing", replaced(good, "  \"note\": \"\",\n", "")},
        {"a key more", replaced(good, "  \"note\"", "  \"extra\": 1,\n  \"note\"")},
        {"keys moved", replaced(good, "  \"note\": \"\",\n  \"ruleset\": \"sha256:00\"\n",
                                "  \"ruleset\": \"sha256:00\",\n  \"note\": \"\"\n")},
        {"three decimals", replaced(good, "\"242.00\"", "\"242.000\"")},
        {"a number for an amount", replaced(good, "\"242.00\"", "242.00")},
        {"no such day", replaced(good, "2026-12-23", "2026-02-30")},
        {"an unknown channel", replaced(good, "\"peppol\"", "\"pigeon\"")},
        {"an unknown language", replaced(good, "\"language\": \"fr\"", "\"language\": \"xx\"")},
        {"other blanks", replaced(good, "\"format\": 1", "\"format\":  1")},
        {"no line feed at the end", good.substr(0, good.size() - 1)},
    }));
    CAPTURE(row.why);
    CHECK_THROWS_AS(tabular::invoice_from_json(row.bytes), ContractViolation);
}
