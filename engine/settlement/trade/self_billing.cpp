#include "engine/settlement/trade/self_billing.hpp"

#include "engine/core/contract.hpp"

#include <utility>

namespace mutua::settlement {

namespace {

SelfBilled answered(SelfBilled document, SellerAnswer answer, Date on) {
    require(document.answer == SellerAnswer::awaited, "a seller answers once");
    require(on >= document.document.issue_date, "an answer comes after the document");
    document.answer = answer;
    document.answered_on = on;
    return document;
}

}  // namespace

SelfBilled await_answer(TradeDocument document, SelfBillingAgreement agreement) {
    require(is_self_billed(document.kind), "only what the buyer wrote waits for the seller");
    require(agreement.agreed_on <= document.issue_date, "the agreement comes before the document");
    return {std::move(document), std::move(agreement), SellerAnswer::awaited, std::nullopt, {}};
}

SelfBilled accepted(SelfBilled document, Date on) {
    return answered(std::move(document), SellerAnswer::accepted, on);
}

SelfBilled refused(SelfBilled document, Date on, std::string reason) {
    SelfBilled result = answered(std::move(document), SellerAnswer::refused, on);
    result.refusal = std::move(reason);
    return result;
}

bool counts(const SelfBilled& document) { return document.answer == SellerAnswer::accepted; }

}  // namespace mutua::settlement
