#pragma once

#include "engine/core/date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::settlement {

/// An account to pay into: BG-17.
struct PayeeAccount {
    std::string id;    ///< IBAN without blanks; elsewhere any account number
    std::string name;  ///< of its holder
    std::string bic;
    friend bool operator==(const PayeeAccount&, const PayeeAccount&) = default;
};

/// A card that it was paid with: BG-18. The number is never shown in full.
struct PaymentCard {
    std::string number;   ///< the last four to six digits
    std::string network;  ///< "VISA"
    std::string holder;
    friend bool operator==(const PaymentCard&, const PaymentCard&) = default;
};

/// The seller collects from the buyer's account: BG-19.
struct DirectDebit {
    std::string mandate;          ///< BT-89
    std::string creditor;         ///< SEPA creditor identifier: BT-90
    std::string debited_account;  ///< BT-91
    friend bool operator==(const DirectDebit&, const DirectDebit&) = default;
};

/// How and when to pay. Several accounts share the means and the communication.
struct TradePayment {
    std::string means;          ///< UNCL 4461: "30", "58", "59"; empty: nothing is said
    std::string means_text;     ///< the same in words
    std::string communication;  ///< what the payer repeats: "+++090/1234/56701+++"; BT-83
    std::vector<PayeeAccount> accounts;
    std::optional<PaymentCard> card;
    std::optional<DirectDebit> direct_debit;
    std::optional<Date> due_date;
    std::string terms;  ///< BT-20
    friend bool operator==(const TradePayment&, const TradePayment&) = default;
};

}  // namespace mutua::settlement
