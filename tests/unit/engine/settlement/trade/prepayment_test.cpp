#include "engine/settlement/trade/prepayment.hpp"

#include "engine/core/contract.hpp"
#include "engine/settlement/trade/self_billing.hpp"
#include "tests/support/sample_drafts.hpp"

#include <catch2/catch.hpp>

namespace mutua::settlement {
namespace {

TradeDocument advance() {
    TradeDraft draft = samples::trade_draft();
    draft.document.kind = DocumentKind::prepayment_invoice;
    draft.document.number = "2026-000004";
    draft.document.lines = {samples::trade_line("1", 1, 300), samples::trade_line("2", 1, 50, 6)};
    return settle(draft).value();
}

TEST_CASE("a balance takes back the bases on which an advance charged VAT", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.lines = {samples::trade_line("1", 1, 1000), samples::trade_line("2", 1, 200, 6)};
    deduct_advance(draft, advance(), AdvanceVat::charged, "Acompte 2026-000004");
    const TradeDocument balance = settle(draft).value();
    // 700.00 × 21 % = 147.00; 150.00 × 6 % = 9.00.
    REQUIRE(balance.lines.size() == 4);
    CHECK(balance.lines[2].id == "3");
    CHECK(balance.lines[2].net == euro_cents(-300'00));
    CHECK(balance.totals.without_vat == euro_cents(850'00));
    CHECK(balance.totals.vat == euro_cents(156'00));
    CHECK(balance.totals.payable == euro_cents(1'006'00));
    CHECK(balance.totals.prepaid == euro_cents(0));
    CHECK(balance.references.preceding ==
          std::vector<PrecedingInvoice>{{"2026-000004", samples::day(2026, 11, 30)}});
}

TEST_CASE("a balance that charges all VAT deducts what was paid", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.lines = {samples::trade_line("1", 1, 1000)};
    deduct_advance(draft, advance(), AdvanceVat::due_on_balance, "");
    const TradeDocument balance = settle(draft).value();
    // The advance was 300.00 + 63.00 + 50.00 + 3.00 = 416.00; the balance is 1 210.00.
    CHECK(balance.totals.prepaid == euro_cents(416'00));
    CHECK(balance.totals.payable == euro_cents(794'00));
    CHECK(balance.references.preceding.size() == 1);
}

TEST_CASE("a whole invoice is taken back in positive amounts", "[trade]") {
    const TradeDocument invoice = settle(samples::trade_draft()).value();
    TradeDraft draft = credit_of(invoice);
    draft.document.number = "C2026-000001";
    draft.document.issue_date = samples::day(2026, 12, 1);
    const TradeDocument credit = settle(draft).value();
    CHECK(credit.kind == DocumentKind::credit_note);
    CHECK(credit.totals.payable == invoice.totals.payable);
    CHECK(credit.references.preceding[0].number == "2026-000001");
    CHECK_THROWS_AS(credit_of(credit), ContractViolation);
    CHECK_THROWS_AS(deduct_advance(draft, invoice, AdvanceVat::charged, "x"), ContractViolation);
}

TEST_CASE("a self-billed document counts once its seller has accepted it", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    const SelfBillingAgreement agreement{"AF-12", samples::day(2026, 1, 5)};
    CHECK_THROWS_AS(await_answer(settle(draft).value(), agreement), ContractViolation);
    draft.document.kind = DocumentKind::self_billed_invoice;
    const SelfBilled waiting = await_answer(settle(draft).value(), agreement);
    CHECK_FALSE(counts(waiting));
    const SelfBilled agreed = accepted(waiting, samples::day(2026, 12, 3));
    CHECK(counts(agreed));
    CHECK(agreed.document == waiting.document);
    CHECK_FALSE(counts(refused(waiting, samples::day(2026, 12, 3), "trop peu")));
    CHECK_THROWS_AS(accepted(agreed, samples::day(2026, 12, 4)), ContractViolation);
    CHECK_THROWS_AS(accepted(waiting, samples::day(2026, 11, 29)), ContractViolation);
    CHECK(credit_of(waiting.document).document.kind == DocumentKind::self_billed_credit_note);
}

}  // namespace
}  // namespace mutua::settlement
