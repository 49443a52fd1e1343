#include "engine/settlement/trade/trade_amounts.hpp"

#include "engine/core/contract.hpp"
#include "tests/support/sample_drafts.hpp"

#include <catch2/catch.hpp>

// Every expected figure is worked out by hand from the formula of the standard.

namespace mutua::settlement {
namespace {

TradeDocument settled(const TradeDraft& draft) {
    auto result = settle(draft);
    if (!result) {
        for (const Diagnostic& found : result.error()) { UNSCOPED_INFO(to_string(found)); }
    }
    REQUIRE(result.has_value());
    return std::move(result).value();
}

Money cents(std::int64_t units) { return euro_cents(units); }

Adjustment percent_off(const Decimal& percent) {
    Adjustment each;
    each.percent = percent;
    each.reason = "Remise";
    return each;
}

Adjustment amount_of(AdjustmentKind kind, Money amount) {
    Adjustment each;
    each.kind = kind;
    each.amount = amount;
    each.reason = "Divers";
    return each;
}

TEST_CASE("a line is rounded once, half away from zero", "[trade]") {
    struct Row {
        const char* why;
        Decimal quantity, price;
        std::int64_t expected;
    };
    const auto row = GENERATE(values<Row>({
        {"7.5 × 61.33 = 459.975", Decimal{15, 2}, Decimal{6133, 100}, 459'98},
        {"taken back: the mirror image", Decimal{-15, 2}, Decimal{6133, 100}, -459'98},
        {"3 × 0.005 = 0.015", 3, Decimal{5, 1000}, 2},
        {"1 × 0.0049", 1, Decimal{49, 10000}, 0},
        {"1234.567 kWh × 0.28731 = 354.70344", Decimal{1234567, 1000}, Decimal{28731, 100000},
         354'70},
        {"a half below zero: -1 × 324.995", -1, Decimal{324'995, 1000}, -325'00},
        {"a half that bankers would round down: 1 × 0.125", 1, Decimal{125, 1000}, 13},
        {"no quantity", 0, Decimal{6133, 100}, 0},
    }));
    CAPTURE(row.why);
    TradeDraft draft = samples::trade_draft();
    draft.document.lines = {samples::trade_line("1", row.quantity, row.price)};
    draft.document.references.preceding = {{"2026-000000", {}}};
    CHECK(settled(draft).lines[0].net == cents(row.expected));
}

TEST_CASE("the sum of lines is that of the rounded lines", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    const Decimal price{3335, 1000};  // three times 3.335 is 3.34 each: 10.02, not 10.01
    draft.document.lines = {samples::trade_line("1", 1, price), samples::trade_line("2", 1, price),
                            samples::trade_line("3", 1, price)};
    const TradeDocument document = settled(draft);
    CHECK(document.totals.lines == cents(10'02));
    // 10.02 × 21 % = 2.1042: per document, not 3 × 0.70.
    CHECK(document.totals.vat == cents(2'10));
    CHECK(document.totals.payable == cents(12'12));
}

TEST_CASE("allowances and charges of a line change its net before it is rounded", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    TradeLine& line = draft.document.lines[0];  // 459.975
    line.adjustments = {percent_off(Decimal{25, 2}),
                        amount_of(AdjustmentKind::charge, cents(1'00))};
    // Base 459.98, 12.5 % = 57.4975, so 57.50. Net 459.975 − 57.50 + 1.00 = 403.475, so 403.48.
    const TradeDocument document = settled(draft);
    CHECK(document.lines[0].adjustments[0].base == cents(459'98));
    CHECK(document.lines[0].adjustments[0].amount == cents(57'50));
    CHECK(document.lines[0].net == cents(403'48));
}

TEST_CASE("allowances and charges of the document count in their own class of VAT", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.lines.push_back(samples::trade_line("2", 1, Decimal{9999, 100}, 6));
    draft.document.adjustments = {
        samples::document_adjustment(AdjustmentKind::allowance, cents(10'00), 21),
        samples::document_adjustment(AdjustmentKind::charge, cents(5'00), 21)};
    // As be-s21-s6 of the reference: 454.98 × 21 % = 95.5458; 99.99 × 6 % = 5.9994.
    const TradeDocument document = settled(draft);
    REQUIRE(document.breakdowns.size() == 2);
    CHECK(document.breakdowns[0].base == cents(454'98));
    CHECK(document.breakdowns[0].tax == cents(95'55));
    CHECK(document.breakdowns[1].base == cents(99'99));
    CHECK(document.breakdowns[1].tax == cents(6'00));
    CHECK(document.totals.lines == cents(559'97));
    CHECK(document.totals.allowances == cents(10'00));
    CHECK(document.totals.charges == cents(5'00));
    CHECK(document.totals.without_vat == cents(554'97));
    CHECK(document.totals.with_vat == cents(656'52));
}

TEST_CASE("a percentage of the document is taken of the lines of its class", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.lines.push_back(samples::trade_line("2", 1, 100, 6));
    auto off = samples::document_adjustment(AdjustmentKind::allowance, cents(0), 21);
    off.percent = Decimal{3, 2};
    draft.document.adjustments = {off};
    // 459.98 × 1.5 % = 6.8997.
    const TradeDocument document = settled(draft);
    CHECK(document.adjustments[0].base == cents(459'98));
    CHECK(document.adjustments[0].amount == cents(6'90));
}

TEST_CASE("a percentage keeps its decimals", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.lines = {samples::trade_line("1", 1, 10'000)};
    draft.document.lines[0].adjustments = {percent_off(Decimal{33'333'333, 1'000'000})};
    // 10 000.00 × 33.333333 % = 3 333.3333; cut to 33.33 % it would be 3 333.00.
    const TradeDocument document = settled(draft);
    CHECK(document.lines[0].adjustments[0].amount == cents(3'333'33));
    CHECK(document.lines[0].net == cents(6'666'67));
}

TEST_CASE("half a cent of VAT goes away from zero, also below it", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.references.preceding = {{"2026-000000", {}}};
    draft.document.lines = {samples::trade_line("1", 1, Decimal{250, 100}, 21)};  // 0.525
    CHECK(settled(draft).totals.vat == cents(53));
    draft.document.lines[0].quantity = -1;
    CHECK(settled(draft).totals.vat == cents(-53));
    CHECK(settled(draft).totals.payable == cents(-3'03));
}

TEST_CASE("a price that does not divide is written for so many units", "[trade]") {
    CHECK(price_of_total(cents(100'00), 3) == TradePrice{100, 3, {}});
    CHECK(price_of_total(cents(100'00), 8) == TradePrice{Decimal{25, 2}, {}, {}});
    CHECK(price_of_total(cents(100'00), Decimal{15, 2}) == TradePrice{100, Decimal{15, 2}, {}});
    CHECK(with_ending_digits({Decimal{100, 3}, {}, {}}) == TradePrice{100, 3, {}});
    CHECK(with_ending_digits({Decimal{1, 7}, 3, Decimal{1, 2}}) ==
          TradePrice{1, 21, Decimal{7, 2}});
    CHECK(with_ending_digits({Decimal{7, 4}, {}, {}}) == TradePrice{Decimal{7, 4}, {}, {}});
    CHECK_FALSE(with_ending_digits({Decimal{1, 1'000'003}, {}, {}}).has_value());
    TradeDraft draft = samples::trade_draft();
    draft.document.lines = {samples::trade_line("1", 3, Decimal{100, 3})};
    const TradeDocument document = settled(draft);
    CHECK(document.lines[0].net == cents(100'00));
    CHECK(document.lines[0].price == TradePrice{100, 3, {}});
}

TEST_CASE("prices with VAT keep their total; the rest stands in the rounding", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.prices = PriceBasis::with_vat;
    // 10.00 ÷ 1.21 = 8.264462…; three lines of 8.26 are 24.78, VAT 5.2038: 29.98. Agreed: 30.00.
    draft.document.lines = {samples::trade_line("1", 1, 10), samples::trade_line("2", 1, 10),
                            samples::trade_line("3", 1, 10)};
    const TradeDocument document = settled(draft);
    CHECK(document.lines[0].price.net == Decimal{826'446, 100'000});
    CHECK(document.lines[0].net == cents(8'26));
    CHECK(document.totals.vat == cents(5'20));
    CHECK(document.totals.with_vat == cents(29'98));
    CHECK(document.totals.rounding == cents(2));
    CHECK(document.totals.payable == cents(30'00));
}

TEST_CASE("a large quantity needs more decimals of the price without VAT", "[trade]") {
    // 12 000 × 0.25 = 3 000.00 with VAT; 0.25 ÷ 1.21 = 0.206611570…, nine decimals for five digits.
    TradeDraft draft = samples::trade_draft();
    draft.prices = PriceBasis::with_vat;
    draft.document.lines = {samples::trade_line("1", 12'000, Decimal{1, 4})};
    const TradeDocument document = settled(draft);
    CHECK(document.lines[0].price.net == Decimal{206'611'570, 1'000'000'000});
    CHECK(document.lines[0].net == cents(2'479'34));
    CHECK(document.totals.vat == cents(520'66));
    CHECK(document.totals.rounding == cents(0));
}

TEST_CASE("an allowance that holds VAT is taken out like the prices", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.prices = PriceBasis::with_vat;
    draft.document.lines = {samples::trade_line("1", 1, Decimal{121})};
    draft.document.adjustments = {
        samples::document_adjustment(AdjustmentKind::allowance, cents(12'10), 21)};
    const TradeDocument document = settled(draft);
    CHECK(document.adjustments[0].amount == cents(10'00));
    CHECK(document.totals.without_vat == cents(90'00));
    CHECK(document.totals.payable == cents(108'90));
    CHECK(document.totals.rounding == cents(0));
}

TEST_CASE("what is paid in coins is rounded to them", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.payable_step = cents(5);
    // 459.98 + 96.60 = 556.58, so 556.60.
    CHECK(settled(draft).totals.rounding == cents(2));
    CHECK(settled(draft).totals.payable == cents(556'60));
    CHECK(rounding_to(cents(2), cents(5)) == cents(-2));
    CHECK(rounding_to(cents(-3), cents(5)) == cents(-2));
    CHECK(rounding_to(cents(5), cents(10)) == cents(5));
}

TEST_CASE("another currency shows its VAT in euro too", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    const Currency dollar = parse_currency("USD").value();
    draft.document.currency = dollar;
    draft.exchange = ExchangeRate{Decimal{8641, 10'000}, samples::day(2026, 11, 30), "ECB"};
    const TradeDocument document = settled(draft);
    CHECK(document.totals.vat == Money{96'60, dollar});
    CHECK(document.totals.accounting_vat == cents(83'47));  // 96.60 × 0.8641 = 83.47206
    CHECK(document.totals.payable == Money{556'58, dollar});
}

TEST_CASE("exempt amounts have one breakdown with its reason and no VAT", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.lines = {samples::trade_line("1", 1, 100, 0), samples::trade_line("2", 1, 50, 0),
                            samples::trade_line("3", 1, 10, 21)};
    const VatGround ground{VatCategory::exempt, "VATEX-EU-132-1I", "Art. 44, § 2, 4°"};
    draft.grounds = {ground, ground};
    const TradeDocument document = settled(draft);
    REQUIRE(document.breakdowns.size() == 2);
    CHECK(document.breakdowns[0].base == cents(150'00));
    CHECK(document.breakdowns[0].tax == cents(0));
    CHECK(document.breakdowns[0].exemption_code == "VATEX-EU-132-1I");
    CHECK(document.breakdowns[1].exemption_text.empty());
}

TEST_CASE("a fully prepaid invoice asks for nothing", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.prepaid = cents(556'58);
    CHECK(settled(draft).totals.payable == cents(0));
}

}  // namespace
}  // namespace mutua::settlement
