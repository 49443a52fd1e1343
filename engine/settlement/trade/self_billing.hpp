#pragma once

#include "engine/settlement/trade/trade_document.hpp"

#include <cstdint>
#include <optional>
#include <string>

/// Documents that the buyer writes in the seller's name: lawful under an agreement made before, and
/// when the seller accepts each of them. Neither stands in the XML.
/// Source: article 224 of directive 2006/112/EC.
namespace mutua::settlement {

/// What seller and buyer agreed beforehand.
struct SelfBillingAgreement {
    std::string reference;
    Date agreed_on;
    friend bool operator==(const SelfBillingAgreement&, const SelfBillingAgreement&) = default;
};

enum class SellerAnswer : std::uint8_t { awaited, accepted, refused };

/// A self-billed document and what its seller says to it. Never altered: an answer gives a new one.
struct SelfBilled {
    TradeDocument document;
    SelfBillingAgreement agreement;
    SellerAnswer answer = SellerAnswer::awaited;
    std::optional<Date> answered_on;
    std::string refusal;  ///< why, in the seller's words
    friend bool operator==(const SelfBilled&, const SelfBilled&) = default;
};

/// A document that now waits for its seller.
/// Errors: a document of another kind, or an agreement made after its issue, is a
/// ContractViolation.
[[nodiscard]] SelfBilled await_answer(TradeDocument document, SelfBillingAgreement agreement);

/// Accepted, also by silence where the agreement says so. Errors: an answer that was given before,
/// or before the day of issue, is a ContractViolation.
[[nodiscard]] SelfBilled accepted(SelfBilled document, Date on);

/// Refused: it is taken back by a self-billed credit note. Errors: as `accepted`.
[[nodiscard]] SelfBilled refused(SelfBilled document, Date on, std::string reason);

/// True when its VAT may be deducted and its amount paid.
[[nodiscard]] bool counts(const SelfBilled& document);

}  // namespace mutua::settlement
