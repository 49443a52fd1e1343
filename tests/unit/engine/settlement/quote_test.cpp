// Quotes over the rules of the product; expected amounts are the reference case of the model
// cooperative, and the two engagements worked by hand in fixtures/payslips.
#include "engine/settlement/quote.hpp"

#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using cooperative::Declaration;
using settlement::Quote;
using settlement::QuoteRequest;
using test::real_rules;

namespace {

cooperative::Member artist() {
    cooperative::Member member = samples::member();
    member.children = 0;
    return member;
}

Declaration two_days() {
    Declaration one;
    one.code = DeclarationCode{"A-1"};
    one.member = MemberCode{"M001"};
    one.client = ClientCode{"C001"};
    one.description = "Live drawing at the autumn market, two days";
    one.work_dates = {samples::day(2026, 11, 12), samples::day(2026, 11, 13)};
    one.hours_hundredths = 15'20;
    one.price = euro_cents(450'00);
    return one;
}

const Date declared_on = samples::day(2026, 11, 2);

Quote quote_of(const Declaration& one) {
    const auto member = artist();
    const auto client = samples::belgian_client();
    const auto made = settlement::quote(real_rules(), {one, member, client, declared_on});
    REQUIRE(made);
    return *made;
}

/// What the checks object to: "I408 price".
std::vector<std::string> objections(const Quote& made) {
    std::vector<std::string> list;
    for (const auto& finding : made.findings) {
        list.push_back((finding.severity == Severity::error ? "error " : "warning ") +
                       finding.code + " " + finding.field);
    }
    return list;
}

std::optional<Money> price_for_net(const Declaration& one, Money net) {
    const auto member = artist();
    const auto client = samples::belgian_client();
    return settlement::price_for_net(real_rules(), {one, member, client, declared_on}, net);
}

std::optional<Money> price_for_gross(const Declaration& one, Money gross) {
    const auto member = artist();
    const auto client = samples::belgian_client();
    return settlement::price_for_gross(real_rules(), {one, member, client, declared_on}, gross);
}

}  // namespace

TEST_CASE("the reference case: 200.00 gives 212.00, a fee of 13.00 and a budget of 182.00",
          "[settlement]") {
    Declaration one = two_days();
    one.work_dates = {samples::day(2026, 11, 12)};
    one.hours_hundredths = 7'60;
    one.price = euro_cents(200'00);
    one.expenses = euro_cents(5'00);
    one.vat_treatment = "author_rights";
    one.vat_reason = "transfer of rights on drawings";
    const Quote made = quote_of(one);
    CHECK(made.acceptable());
    CHECK(to_string(made.acceptance.vat.amount) == "12.00");
    CHECK(made.acceptance.vat.rate == "6.00");
    CHECK(to_string(made.acceptance.management_fee) == "13.00");
    CHECK(to_string(made.acceptance.salary_budget) == "182.00");
    CHECK(made.acceptance.employer_cost <= euro_cents(182'00));
    CHECK(made.acceptance.employer_cost + made.acceptance.left_over() == euro_cents(182'00));
    CHECK(made.to_pay == made.net_pay + euro_cents(5'00));
    bool client_pays_212 = false;
    for (const auto& line : made.lines) {
        if (line.figure != "price_with_vat") { continue; }
        client_pays_212 = line.amount == euro_cents(212'00) && line.section == "client";
    }
    CHECK(client_pays_212);
}

// Gross 287.57: base 310.58, contribution 40.59. Reference pay 287.57 × 159.60 / 15.20 = 3 019.485,
// 3 019.49; bonus 137.74 − 0.2958 × 81.56 = 113.614552, 113.61; × 15.20 / 159.60 = 10.82. Taxable
// 257.80; tax at 11.11 % 28.64158, 28.64; net 229.16.
TEST_CASE("an engagement alone in its month comes out as worked by hand", "[settlement]") {
    const Quote made = quote_of(two_days());
    CHECK(to_string(made.acceptance.management_fee) == "29.25");
    CHECK(to_string(made.acceptance.salary_budget) == "420.75");
    CHECK(to_string(made.acceptance.gross_pay) == "287.57");
    CHECK(to_string(made.acceptance.employer_cost) == "420.75");
    CHECK(to_string(made.acceptance.vat.amount) == "94.50");
    CHECK(to_string(made.net_pay) == "229.16");
    CHECK(made.acceptance.ruleset == real_rules().identity());
    CHECK(objections(made).empty());
}

// 449.99 leaves 449.99 − 29.25 = 420.74, which is a cent short; 259.99 − 16.90 − 20.00 = 223.09.
TEST_CASE("the price of a gross pay is the smallest that carries its cost", "[settlement]") {
    CHECK(price_for_gross(two_days(), euro_cents(287'57)) == euro_cents(450'00));
    Declaration evening = two_days();
    evening.expenses = euro_cents(20'00);
    CHECK(price_for_gross(evening, euro_cents(152'50)) == euro_cents(260'00));
    // The declaration's own price is not read.
    evening.price = euro_cents(1);
    CHECK(price_for_gross(evening, euro_cents(152'50)) == euro_cents(260'00));
}

TEST_CASE("the price of a net pay is the smallest that reaches it", "[settlement]") {
    Declaration one = two_days();
    const auto price = price_for_net(one, euro_cents(229'16));
    REQUIRE(price);
    CHECK(*price <= euro_cents(450'00));
    one.price = *price;
    CHECK(quote_of(one).net_pay >= euro_cents(229'16));
    one.price = *price - euro_cents(1);
    CHECK(quote_of(one).net_pay < euro_cents(229'16));
}

TEST_CASE("price, gross and net lead to each other", "[settlement]") {
    const std::int64_t cents = GENERATE(180'00, 450'00, 1'234'56, 4'999'99);
    Declaration one = two_days();
    one.price = euro_cents(cents);
    const Quote first = quote_of(one);
    const auto from_gross = price_for_gross(one, first.acceptance.gross_pay);
    const auto from_net = price_for_net(one, first.net_pay);
    REQUIRE(from_gross);
    REQUIRE(from_net);
    CHECK(*from_gross <= one.price);
    CHECK(*from_net <= *from_gross);
    one.price = *from_gross;
    CHECK(quote_of(one).acceptance.gross_pay == first.acceptance.gross_pay);
    one.price = *from_net;
    CHECK(quote_of(one).net_pay >= first.net_pay);
}

// One day of two incomes: 1 095.09 x 13.07 % = 143.128263, 143.13; no bonus at a reference pay of
// 1 095.09 x 159.60 / 7.60; taxable 951.96, of which no tax is due; net 951.96. From 1 095.10 the
// special contribution takes 5.15, and the same net comes again at 1 101.01: 957.11 - 5.15.
// Cost of 1 095.09: 273.77 + 18.51 + 1.10 + 1.42 + 1.10 + 0.22 and 199.31 of holiday pay, 1 590.52;
// 1 701.09 less its fee of 110.57.
TEST_CASE("the price of a net pay is that of the first gross pay of several", "[settlement]") {
    cooperative::Member member = artist();
    member.worker_category = "white_collar";
    member.household = "spouse_with_income";
    const auto client = samples::belgian_client();
    Declaration one = two_days();
    one.hours_hundredths = 7'60;
    one.price = euro_cents(1'701'09);
    const QuoteRequest request{one, member, client, declared_on};
    const auto made = settlement::quote(real_rules(), request);
    REQUIRE(made);
    CHECK(made->acceptance.gross_pay == euro_cents(1'095'09));
    CHECK(made->net_pay == euro_cents(951'96));
    const auto price = settlement::price_for_net(real_rules(), request, euro_cents(951'96));
    CHECK(price == euro_cents(1'701'09));
    // One cent more of net is reached beyond the threshold only.
    const auto beyond = settlement::price_for_net(real_rules(), request, euro_cents(951'97));
    CHECK(beyond == settlement::price_for_gross(real_rules(), request, euro_cents(1'101'02)));
}

TEST_CASE("a net pay that doublings of it pass over has a price all the same", "[settlement]") {
    cooperative::Member member = artist();
    member.worker_category = "white_collar";
    const auto client = samples::belgian_client();
    Declaration one = two_days();
    // Its net is between a quarter and a half of the largest gross pay that the rules know.
    one.price = euro_cents(1'000'000'00);
    const QuoteRequest request{one, member, client, declared_on};
    const auto made = settlement::quote(real_rules(), request);
    REQUIRE(made);
    const auto price = settlement::price_for_net(real_rules(), request, made->net_pay);
    REQUIRE(price);
    CHECK(*price <= one.price);
}

TEST_CASE("no price gives a pay beyond what the rules know", "[settlement]") {
    CHECK(price_for_gross(two_days(), euro_cents(900'000'000'00)) == std::nullopt);
    CHECK(price_for_net(two_days(), euro_cents(900'000'000'00)) == std::nullopt);
}

TEST_CASE("a check names its code and its field", "[settlement]") {
    struct Row {
        const char* why;
        void (*spoil)(Declaration&);
        std::vector<std::string> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"nine characters",
         [](Declaration& one) { one.description = "drawings."; },
         {"error I401 description"}},
        {"dates over two months",
         [](Declaration& one) { one.work_dates[1] = samples::day(2026, 12, 1); },
         {"error I403 work_dates"}},
        {"work that began yesterday",
         [](Declaration& one) { one.work_dates[0] = samples::day(2026, 11, 1); },
         {"warning I404 work_dates"}},
        {"more hours than the days have",
         [](Declaration& one) { one.hours_hundredths = 48'01; },
         {"error I406 hours", "error I408 price"}},
        {"below the wage floor",
         [](Declaration& one) { one.price = euro_cents(100'00); },
         {"error I408 price"}},
        {"a treatment without its reason",
         [](Declaration& one) { one.vat_treatment = "author_rights"; },
         {"error I420 vat_reason"}},
    }));
    CAPTURE(row.why);
    Declaration one = two_days();
    row.spoil(one);
    const Quote made = quote_of(one);
    CHECK(objections(made) == row.expected);
    for (const auto& finding : made.findings) {
        CHECK_FALSE(finding.message.fr.empty());
        CHECK_FALSE(finding.message.nl.empty());
        CHECK_FALSE(finding.message.de.empty());
        CHECK_FALSE(finding.message.en.empty());
    }
}

TEST_CASE("the checks see the hours of other declarations", "[settlement]") {
    const auto found = [](const char* category, settlement::OtherHours others) {
        cooperative::Member member = artist();
        member.worker_category = category;
        const Declaration one = two_days();
        const auto client = samples::belgian_client();
        const auto made =
            settlement::assess(real_rules(), {one, member, client, declared_on, others});
        REQUIRE(made);
        return objections(*made);
    };
    using Found = std::vector<std::string>;
    // 15.20 hours with them: 159.60 and 720.00 of the month, 650.00 of a student's year.
    CHECK(found("artist", {144'40, 900'00}) == Found{});
    CHECK(found("artist", {144'41, 900'00}) == Found{"warning I410 hours"});
    CHECK(found("artist", {704'80, 900'00}) == Found{"warning I410 hours"});
    CHECK(found("artist", {704'81, 900'00}) == Found{"error I409 hours"});
    CHECK(found("student", {0, 634'80}) == Found{});
    CHECK(found("student", {0, 634'81}) == Found{"error I411 hours"});
}

TEST_CASE("expenses that eat the price are told by the check alone", "[settlement]") {
    Declaration one = two_days();
    one.expenses = euro_cents(500'00);
    const Quote made = quote_of(one);
    CHECK_FALSE(made.acceptable());
    const auto found = objections(made);
    CHECK(std::find(found.begin(), found.end(), "error I440 expenses") != found.end());
    CHECK(made.lines.empty());
}

TEST_CASE("a day outside the years of the rules is refused with a reason", "[settlement]") {
    Declaration one = two_days();
    one.work_dates = {samples::day(2031, 11, 12)};
    const auto member = artist();
    const auto client = samples::belgian_client();
    const auto made = settlement::quote(real_rules(), {one, member, client, declared_on});
    REQUIRE_FALSE(made);
    CHECK_FALSE(made.error().front().code.empty());
    CHECK_FALSE(made.error().front().message.empty());
    CHECK_FALSE(real_rules().gaps(samples::day(2020, 11, 12)).empty());
    CHECK_FALSE(real_rules().gaps(samples::day(2031, 11, 12)).empty());
    CHECK(real_rules().gaps(samples::day(2026, 11, 12)).empty());
}

TEST_CASE("checks that can be made of what is known are made, the others keep silent",
          "[settlement]") {
    const Date on = samples::day(2026, 11, 2);
    const auto codes = [&](const ruleset::Values& known) {
        std::vector<std::string> list;
        for (const auto& finding : settlement::known_findings(real_rules(), known, on)) {
            list.push_back(finding.code);
        }
        return list;
    };
    CHECK(codes({}).empty());
    CHECK(codes({{"description_length", ruleset::count_of(3)}}) ==
          std::vector<std::string>{"I401"});
    CHECK(codes({{"description_length", ruleset::count_of(3)},
                 {"first_work_date", samples::day(2026, 11, 30)},
                 {"last_work_date", samples::day(2026, 12, 1)}}) ==
          std::vector<std::string>{"I401", "I403"});
}
