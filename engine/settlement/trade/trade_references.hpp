#pragma once

#include "engine/core/date.hpp"
#include "engine/settlement/trade/trade_party.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mutua::settlement {

/// An earlier invoice that this document corrects, takes back or deducts.
struct PrecedingInvoice {
    std::string number;
    std::optional<Date> issue_date;
    friend bool operator==(const PrecedingInvoice&, const PrecedingInvoice&) = default;
};

/// What the document refers to. Empty texts are absent.
struct TradeReferences {
    std::string buyer_reference;   ///< BT-10
    std::string order;             ///< the buyer's order: BT-13
    std::string sales_order;       ///< the seller's: BT-14
    std::string project;           ///< BT-11
    std::string contract;          ///< BT-12
    std::string despatch_advice;   ///< BT-16
    std::string receiving_advice;  ///< BT-15
    std::string tender;            ///< BT-17
    std::string accounting_cost;   ///< the buyer's own booking reference: BT-19
    SchemedId invoiced_object;     ///< a meter, a subscription: BT-18
    std::vector<PrecedingInvoice> preceding;
    friend bool operator==(const TradeReferences&, const TradeReferences&) = default;
};

/// A file inside the document.
struct EmbeddedFile {
    std::string media_type;  ///< "application/pdf"
    std::string file_name;   ///< without a path
    std::string bytes;
    friend bool operator==(const EmbeddedFile&, const EmbeddedFile&) = default;
};

/// A file elsewhere.
struct ExternalLink {
    std::string uri;
    friend bool operator==(const ExternalLink&, const ExternalLink&) = default;
};

/// A supporting document: BG-24. Without content both sides know where it is.
struct Attachment {
    std::string reference;  ///< BT-122
    std::string description;
    std::variant<std::monostate, EmbeddedFile, ExternalLink> content;
    friend bool operator==(const Attachment&, const Attachment&) = default;
};

}  // namespace mutua::settlement
