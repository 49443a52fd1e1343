#pragma once

#include "engine/core/date.hpp"

#include <optional>
#include <string>
#include <vector>

/// Who takes part in an invoice. Empty texts are absent; numbers stand in their canonical form,
/// without blanks and dots.
namespace mutua::settlement {

/// A number and the scheme that gave it: {"0208", "0712345630"}. The scheme may be empty where the
/// standard lets it be.
struct SchemedId {
    std::string scheme;
    std::string value;
    [[nodiscard]] bool empty() const noexcept { return value.empty(); }
    friend bool operator==(const SchemedId&, const SchemedId&) = default;
};

struct TradeAddress {
    std::string street;             ///< with the house number
    std::string additional_street;  ///< building, floor, box
    std::string line;               ///< a third line
    std::string city;
    std::string postal_code;
    std::string subdivision;  ///< region or province
    std::string country;      ///< ISO 3166-1 alpha-2
    friend bool operator==(const TradeAddress&, const TradeAddress&) = default;
};

struct TradeContact {
    std::string name;
    std::string telephone;
    std::string email;
    [[nodiscard]] bool empty() const noexcept {
        return name.empty() && telephone.empty() && email.empty();
    }
    friend bool operator==(const TradeContact&, const TradeContact&) = default;
};

/// What seller and buyer have in common.
struct TradeParty {
    SchemedId endpoint;        ///< electronic address: BT-34, BT-49
    std::string name;          ///< as registered: BT-27, BT-44
    std::string trading_name;  ///< BT-28, BT-45
    std::string vat_number;    ///< with the country: "BE0712345630"; BT-31, BT-48
    SchemedId legal_id;        ///< enterprise number: BT-30, BT-47
    TradeAddress address;
    TradeContact contact;
    friend bool operator==(const TradeParty&, const TradeParty&) = default;
};

struct TradeSeller : TradeParty {
    std::vector<SchemedId> identifiers;  ///< BT-29
    SchemedId tax_registration;          ///< other than VAT, scheme such as "TAX": BT-32
    std::string legal_form;              ///< with court and register: "SC · RPM Bruxelles"; BT-33
    friend bool operator==(const TradeSeller&, const TradeSeller&) = default;
};

struct TradeBuyer : TradeParty {
    SchemedId identifier;  ///< BT-46
    friend bool operator==(const TradeBuyer&, const TradeBuyer&) = default;
};

/// Whom to pay when it is not the seller: a factor, a bank.
struct Payee {
    std::string name;
    SchemedId identifier;
    SchemedId legal_id;
    friend bool operator==(const Payee&, const Payee&) = default;
};

/// Who owes the VAT in the seller's place.
struct TaxRepresentative {
    std::string name;
    std::string vat_number;
    TradeAddress address;
    friend bool operator==(const TaxRepresentative&, const TaxRepresentative&) = default;
};

/// When and where it was delivered.
struct Delivery {
    std::optional<Date> date;
    SchemedId location;
    std::optional<TradeAddress> address;
    std::string party_name;
    [[nodiscard]] bool empty() const noexcept {
        return !date && location.empty() && !address && party_name.empty();
    }
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

}  // namespace mutua::settlement
