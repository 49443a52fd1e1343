#include "engine/settlement/trade/trade_difference.hpp"

#include "tests/support/random_documents.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace mutua::settlement;
using mutua::test::random_document;

namespace {

/// A document in which everything that can be said is said.
TradeDocument full_document() {
    TradeDocument document = random_document(7, false);
    document.payee = Payee{"Factor SA", {"0208", "1"}, {"0208", "2"}};
    document.tax_representative = TaxRepresentative{"Agent", "BE0999001119", {}};
    document.delivery.address = TradeAddress{};
    document.payment.card = PaymentCard{"1234", "VISA", "A"};
    document.payment.direct_debit = DirectDebit{"M", "C", "D"};
    document.payment.accounts = {{"BE74999000022807", "A", "VOISBEBB"}};
    document.notes = {"note"};
    document.attachments = {{"page", "", EmbeddedFile{"application/pdf", "page.pdf", "%PDF"}}};
    document.adjustments.resize(1);
    document.lines.front().adjustments.resize(1);
    document.lines.front().item.properties = {{"colour", "red"}};
    document.lines.front().item.classifications = {{"STI", "", "80111600"}};
    document.references.preceding = {{"2026-1", std::nullopt}};
    document.seller.identifiers = {{"0088", "1"}};
    return document;
}

}  // namespace

TEST_CASE("equal documents have the same fields, others do not", "[settlement]") {
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        const TradeDocument one = random_document(seed, seed % 2 == 0);
        const TradeDocument other = random_document(seed + 1, seed % 2 == 0);
        CHECK(fields_of(one) == fields_of(random_document(seed, seed % 2 == 0)));
        CHECK_FALSE(first_difference(one, one));
        CHECK(first_difference(one, other));
        CHECK(fields_of(one) != fields_of(other));
    }
}

TEST_CASE("a difference is named by its field, with both values", "[settlement]") {
    struct Row {
        std::function<void(TradeDocument&)> change;
        const char* field;
    };
    const auto set = [](auto& text) { text += "!"; };
    const std::vector<Row> rows{
        {[&](auto& d) { d.number += "!"; }, "number"},
        {[&](auto& d) { d.issue_date = mutua::add_days(d.issue_date, 1); }, "issue_date"},
        {[&](auto& d) { d.vat_point_code = "432"; }, "vat_point_code"},
        {[&](auto& d) { set(d.notes[0]); }, "notes[1].text"},
        {[&](auto& d) { set(d.references.tender); }, "references.tender"},
        {[&](auto& d) { d.references.preceding[0].issue_date = d.issue_date; },
         "references.preceding[1].issue_date"},
        {[&](auto& d) { set(std::get<EmbeddedFile>(d.attachments[0].content).bytes); },
         "attachments[1].sha256"},
        {[&](auto& d) { set(d.seller.address.line); }, "seller.address.line"},
        {[&](auto& d) { set(d.seller.identifiers[0].value); }, "seller.identifiers[1].id"},
        {[&](auto& d) { set(d.buyer.contact.telephone); }, "buyer.contact.telephone"},
        {[&](auto& d) { set(d.payee->legal_id.value); }, "payee.legal_id"},
        {[&](auto& d) { set(d.tax_representative->address.city); },
         "tax_representative.address.city"},
        {[&](auto& d) { set(d.delivery.address->street); }, "delivery.address.street"},
        {[&](auto& d) { set(d.payment.accounts[0].bic); }, "payment.accounts[1].bic"},
        {[&](auto& d) { set(d.payment.card->holder); }, "payment.card.holder"},
        {[&](auto& d) { set(d.payment.direct_debit->debited_account); },
         "payment.direct_debit.debited_account"},
        {[&](auto& d) {
             d.adjustments[0].amount += mutua::Money{1, d.adjustments[0].amount.currency()};
         },
         "adjustments[1].amount"},
        {[&](auto& d) { d.lines[0].quantity += 1; }, "lines[1].quantity"},
        {[&](auto& d) { d.lines[0].vat.rate += 1; }, "lines[1].vat.rate"},
        {[&](auto& d) { set(d.lines[0].adjustments[0].reason); }, "lines[1].adjustments[1].reason"},
        {[&](auto& d) { set(d.lines[0].item.properties[0].value); },
         "lines[1].item.properties[1].value"},
        {[&](auto& d) { set(d.lines[0].item.classifications[0].code); },
         "lines[1].item.classifications[1].code"},
        {[&](auto& d) { set(d.breakdowns[0].exemption_text); }, "breakdowns[1].exemption_text"},
        {[&](auto& d) {
             d.totals.rounding += mutua::Money{1, d.totals.rounding.currency()};
         },
         "totals.rounding"},
    };
    const TradeDocument document = full_document();
    for (const Row& row : rows) {
        TradeDocument other = document;
        row.change(other);
        const auto found = first_difference(document, other);
        INFO(row.field);
        REQUIRE(found);
        CHECK(found->field == row.field);
        CHECK(found->left != found->right);
    }
}

TEST_CASE("what only one of two documents has is named", "[settlement]") {
    const TradeDocument document = full_document();
    TradeDocument shorter = document;
    shorter.attachments.clear();
    CHECK(first_difference(document, shorter)->field == "attachments[1].count");
    CHECK(first_difference(shorter, document)->right == "1");
    TradeDocument longer = document;
    longer.lines.push_back(longer.lines.front());
    const std::string next = "lines[" + std::to_string(longer.lines.size()) + "].id";
    CHECK(first_difference(document, longer)->field == next);
    TradeDocument bare = document;
    bare.delivery.address.reset();
    CHECK(first_difference(document, bare)->field == "delivery.address");
}
