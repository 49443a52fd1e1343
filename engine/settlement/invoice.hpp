#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/settlement/breakdown.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::settlement {

/// One service on an invoice. Quantity is 1; the price is what the member agreed.
struct InvoiceLine {
    DeclarationCode declaration;
    std::string description;
    std::vector<Date> work_dates;
    std::string worker;  ///< reference of the member on the invoice: the member code, no name
    Money net;
    std::string vat_category;
    std::string vat_rate;  ///< percent, "21.00"
    friend bool operator==(const InvoiceLine&, const InvoiceLine&) = default;
};

/// Base and VAT of one category and rate: one breakdown of the document.
struct VatTotal {
    std::string category;
    std::string rate;
    Money base;
    Money vat;
    std::string exemption_code;
    std::string exemption_reason;  ///< in the document's language; empty when there is none
    friend bool operator==(const VatTotal&, const VatTotal&) = default;
};

/// How the client gets it. Paper has no XML.
enum class Channel : std::uint8_t { peppol, paper };

/// A document to a client, with its complete state: it is never altered, and everything printed
/// from it is printed from this.
struct Invoice {
    InvoiceNumber number;   ///< "2026-000001"
    std::string type_code;  ///< UNCL 1001: "380", credit note "381"
    Date issue_date;
    Date due_date;
    cooperative::Entity seller;
    cooperative::Client buyer;
    std::string language;  ///< of the document: the client's
    std::string
        buyer_reference;  ///< never empty: the client's, else the order, else the declaration
    std::string order_reference;           ///< or empty
    std::string structured_communication;  ///< "+++126/0000/00132+++"
    std::vector<InvoiceLine> lines;
    std::vector<VatTotal> vat_totals;
    Money net;
    Money vat;
    Money total;
    Channel channel = Channel::peppol;
    std::string note;  ///< in the document's language; or empty
    std::string ruleset;
    std::string delivery_country{};  ///< of goods taken to another member state, else empty
};

[[nodiscard]] std::string_view to_string(Channel channel);
[[nodiscard]] std::optional<Channel> parse_channel(std::string_view text);

}  // namespace mutua::settlement
