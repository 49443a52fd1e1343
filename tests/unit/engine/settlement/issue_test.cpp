#include "engine/settlement/issue.hpp"

#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using cooperative::Client;
using cooperative::Declaration;
using settlement::Acceptance;
using settlement::Channel;
using settlement::ClosingEngagement;
using settlement::Invoice;

namespace {

Declaration declaration() {
    Declaration one;
    one.code = DeclarationCode{"D0001"};
    one.member = MemberCode{"M001"};
    one.client = ClientCode{"C001"};
    one.description = "Concert at the harbour";
    one.work_dates = {samples::day(2026, 11, 3)};
    one.hours_hundredths = 7'60;
    one.price = euro_cents(200'00);
    return one;
}

Acceptance acceptance() {
    Acceptance accepted;
    accepted.declaration = DeclarationCode{"D0001"};
    accepted.ruleset = "sha256:ab";
    accepted.vat = {"author_rights",  "S", "6.00", "", {"raison", "reden", "Grund", "reason"},
                    euro_cents(12'00)};
    accepted.price = euro_cents(200'00);
    return accepted;
}

Invoice invoice_for(const Client& client, const Declaration& one, std::int64_t default_terms = 30) {
    return settlement::make_invoice({samples::entity(),
                                     client,
                                     one,
                                     acceptance(),
                                     {1, 2026, 1},
                                     samples::day(2026, 11, 30),
                                     default_terms});
}

}  // namespace

TEST_CASE("an invoice carries what was accepted", "[settlement]") {
    const Invoice invoice = invoice_for(samples::belgian_client(), declaration());
    CHECK(invoice.number.text() == "2026-000001");
    CHECK(invoice.type_code == "380");
    CHECK(to_string(invoice.net) == "200.00");
    CHECK(to_string(invoice.vat) == "12.00");
    CHECK(to_string(invoice.total) == "212.00");
    REQUIRE(invoice.lines.size() == 1);
    CHECK(invoice.lines.front().worker == "M001");
    CHECK(invoice.lines.front().vat_rate == "6.00");
    REQUIRE(invoice.vat_totals.size() == 1);
    CHECK(invoice.vat_totals.front().base == euro_cents(200'00));
    CHECK(invoice.vat_totals.front().vat == euro_cents(12'00));
    CHECK(invoice.vat_totals.front().exemption_reason == "raison");
    CHECK(invoice.language == "fr");
    CHECK(invoice.ruleset == "sha256:ab");
}

TEST_CASE("only goods for another member state say where they went", "[settlement]") {
    Declaration wood = declaration();
    wood.place_country = "NL";
    CHECK(invoice_for(samples::belgian_client(), wood).delivery_country.empty());
    Acceptance accepted = acceptance();
    accepted.vat.category = "K";
    const Invoice invoice = settlement::make_invoice({samples::entity(),
                                                      samples::german_client(),
                                                      wood,
                                                      accepted,
                                                      {1, 2026, 1},
                                                      samples::day(2026, 11, 30),
                                                      30});
    CHECK(invoice.delivery_country == "NL");
}

// 33.35 + 0.09 + 100.00: 33.44 x 6 % = 2.0064 -> 2.01, though 33.35 x 6 % = 2.001 -> 2.00 and 0.09
// x 6 % = 0.0054 -> 0.01 alone; 100.00 x 21 % = 21.00.
TEST_CASE("a collective invoice charges the VAT of each rate once, on its sum", "[settlement]") {
    const auto work = [](const char* code, std::int64_t cents, const char* rate, std::int64_t vat) {
        std::pair<Declaration, Acceptance> one{declaration(), acceptance()};
        one.first.code = one.second.declaration = DeclarationCode{code};
        one.second.price = euro_cents(cents);
        one.second.vat.rate = rate;
        one.second.vat.amount = euro_cents(vat);
        return one;
    };
    const auto first = work("D1", 33'35, "6.00", 2'00);
    const auto second = work("D2", 9, "6.00", 1);
    const auto third = work("D3", 100'00, "21.00", 21'00);
    const cooperative::Client client = samples::belgian_client();
    const settlement::InvoiceRequest request{
        samples::entity(),
        client,
        first.first,
        first.second,
        {1, 2026, 1},
        samples::day(2026, 11, 30),
        30,
        {{second.first, second.second}, {third.first, third.second}}};
    const Invoice invoice = settlement::make_invoice(request);
    REQUIRE(invoice.lines.size() == 3);
    CHECK(invoice.lines[1].declaration == DeclarationCode{"D2"});
    REQUIRE(invoice.vat_totals.size() == 2);
    CHECK(invoice.vat_totals[0].base == euro_cents(33'44));
    CHECK(invoice.vat_totals[0].vat == euro_cents(2'01));
    CHECK(invoice.vat_totals[1].vat == euro_cents(21'00));
    CHECK(invoice.net == euro_cents(133'44));
    CHECK(invoice.vat == euro_cents(23'01));
    CHECK(invoice.total == euro_cents(156'45));
}

TEST_CASE("what may share a document is what the standard lets stand together", "[settlement]") {
    const Declaration one = declaration();
    const auto with = [](const char* category, const char* code, const char* reason) {
        Acceptance accepted = acceptance();
        accepted.vat.category = category;
        accepted.vat.exemption_code = code;
        accepted.vat.legal_reason = {reason, reason, reason, reason};
        return accepted;
    };
    const Acceptance standard = with("S", "", "");
    const Acceptance artist = with("E", "VATEX-EU-132-1N", "art. 44, 8");
    const Acceptance lesson = with("E", "VATEX-EU-132-1I", "art. 44, 4");
    const Acceptance outside = with("O", "VATEX-EU-O", "outside");
    const Acceptance elsewhere = with("O", "VATEX-EU-O", "elsewhere");
    const Acceptance goods = with("K", "VATEX-EU-IC", "art. 39bis");
    const auto may = [&](const Acceptance& left, const Acceptance& right) {
        return settlement::may_share_document({one, left}, {one, right}) &&
               settlement::may_share_document({one, right}, {one, left});
    };
    CHECK(may(standard, standard));
    CHECK(may(standard, artist));
    // One total of a rate has one statement; other rates have their own.
    const Acceptance stated = with("S", "", "dwelling");
    Acceptance reduced = stated;
    reduced.vat.rate = "12.00";
    CHECK_FALSE(may(standard, stated));
    CHECK(may(standard, reduced));
    CHECK(may(artist, artist));
    CHECK_FALSE(may(artist, lesson));
    CHECK(may(outside, outside));
    CHECK_FALSE(may(outside, elsewhere));
    CHECK_FALSE(may(standard, outside));
    CHECK(may(goods, goods));
    Declaration dutch = one;
    dutch.place_country = "NL";
    CHECK_FALSE(settlement::may_share_document({one, goods}, {dutch, goods}));
    // A document has one day of delivery: goods of another day, and other work, stand apart.
    Declaration next_day = one;
    next_day.work_dates = {add_days(one.work_dates.back(), 1)};
    CHECK_FALSE(settlement::may_share_document({one, goods}, {next_day, goods}));
    CHECK_FALSE(may(goods, standard));
    CHECK_FALSE(may(goods, artist));
    CHECK(settlement::may_share_document({one, standard}, {dutch, standard}));
}

// 1260000001 mod 97: 97 × 12989690 = 1259999930, rest 71. 1269999999: 97 × 13092783 = 1269999951,
// rest 48. 1260000097: 71 + 96 = 167, rest 70; 1260000027: 71 + 26 = 97, rest 0, written 97.
TEST_CASE("the structured communication follows from series, year and number", "[settlement]") {
    CHECK(settlement::invoice_communication({1, 2026, 1}) == "+++126/0000/00171+++");
    CHECK(settlement::invoice_communication({1, 2026, 9'999'999}) == "+++126/9999/99948+++");
    CHECK(settlement::invoice_communication({1, 2026, 27}) == "+++126/0000/02797+++");
    CHECK(settlement::invoice_communication({1, 2026, 97}) == "+++126/0000/09770+++");
}

TEST_CASE("a place outside its series is a broken promise", "[settlement]") {
    CHECK_THROWS_AS(settlement::invoice_number({1, 2026, 0}), ContractViolation);
    CHECK_THROWS_AS(settlement::invoice_number({1, 2026, 1'000'000}), ContractViolation);
    CHECK_THROWS_AS(settlement::invoice_communication({10, 2026, 1}), ContractViolation);
    CHECK(settlement::invoice_number({1, 2026, 999'999}).text() == "2026-999999");
}

TEST_CASE("the due date follows the client's terms, else the cooperative's", "[settlement]") {
    Client client = samples::belgian_client();
    client.payment_terms_days = 14;
    CHECK(to_string(invoice_for(client, declaration()).due_date) == "2026-12-14");
    client.payment_terms_days = 0;
    CHECK(to_string(invoice_for(client, declaration()).due_date) == "2026-11-30");
    client.payment_terms_days = std::nullopt;
    CHECK(to_string(invoice_for(client, declaration()).due_date) == "2026-12-30");
    CHECK(to_string(invoice_for(client, declaration(), 45).due_date) == "2027-01-14");
}

TEST_CASE("the buyer reference is the client's, else the order, else the declaration",
          "[settlement]") {
    Client client = samples::belgian_client();
    Declaration one = declaration();
    one.order_reference = "PO-77";
    client.buyer_reference = "DEPT-7";
    CHECK(invoice_for(client, one).buyer_reference == "DEPT-7");
    CHECK(invoice_for(client, one).order_reference == "PO-77");
    client.buyer_reference.clear();
    CHECK(invoice_for(client, one).buyer_reference == "PO-77");
    one.order_reference.clear();
    CHECK(invoice_for(client, one).buyer_reference == "D0001");
    CHECK(invoice_for(client, one).order_reference.empty());
}

TEST_CASE("a client without a Peppol address gets paper", "[settlement]") {
    Client client = samples::belgian_client();
    CHECK(invoice_for(client, declaration()).channel == Channel::peppol);
    client.peppol_id = std::nullopt;
    CHECK(invoice_for(client, declaration()).channel == Channel::paper);
}

TEST_CASE("an acceptance of another declaration is a broken promise", "[settlement]") {
    Declaration other = declaration();
    other.code = DeclarationCode{"D0002"};
    CHECK_THROWS_AS(invoice_for(samples::belgian_client(), other), ContractViolation);
}

// Seven working days after the last worked date; 11 November is a public holiday, 2026-12-25 too.
TEST_CASE("pay leaves seven working days after the last worked date", "[settlement]") {
    const auto paid_on = [](Date worked, Date issued) {
        Declaration one = declaration();
        one.work_dates = {worked};
        const std::vector<ClosingEngagement> engagements{{one, acceptance()}};
        return to_string(settlement::payment_date(test::real_rules(), engagements, issued));
    };
    const Date early = samples::day(2026, 11, 1);
    CHECK(paid_on(samples::day(2026, 11, 20), early) == "2026-12-01");
    CHECK(paid_on(samples::day(2026, 11, 6), early) == "2026-11-18");
    CHECK(paid_on(samples::day(2026, 12, 18), early) == "2026-12-30");
    // Never before the slip exists.
    CHECK(paid_on(samples::day(2026, 11, 6), samples::day(2026, 11, 30)) == "2026-11-30");
}

TEST_CASE("working days are counted over the turn of a year", "[settlement]") {
    // 1 January 2027 is a Friday and a public holiday, 4 January the Monday after it.
    CHECK(test::real_rules().add_working_days(samples::day(2026, 12, 31), 1) ==
          samples::day(2027, 1, 4));
    // 25 December 2026 is a Friday.
    CHECK(test::real_rules().add_working_days(samples::day(2026, 12, 24), 2) ==
          samples::day(2026, 12, 29));
    // The answer does not depend on what was asked before.
    CHECK(test::real_rules().add_working_days(samples::day(2026, 12, 24), 1) ==
          samples::day(2026, 12, 28));
}

// 287.57 / 15.20 = 18.9190…; 10.01 / 2.00 = 5.005, half a cent up; 100.00 / 16.00 = 6.25.
TEST_CASE("the agreed pay of an hour is gross pay by hours, to the cent", "[settlement]") {
    settlement::PayslipEngagement engagement;
    engagement.gross_pay = euro_cents(287'57);
    engagement.hours_hundredths = 15'20;
    CHECK(to_string(engagement.hourly_pay()) == "18.92");
    engagement.gross_pay = euro_cents(10'01);
    engagement.hours_hundredths = 2'00;
    CHECK(to_string(engagement.hourly_pay()) == "5.01");
    engagement.gross_pay = euro_cents(100'00);
    engagement.hours_hundredths = 16'00;
    CHECK(to_string(engagement.hourly_pay()) == "6.25");
    engagement.hours_hundredths = 0;
    CHECK_THROWS_AS(engagement.hourly_pay(), ContractViolation);
}
