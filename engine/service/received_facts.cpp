#include "engine/service/received_facts.hpp"

#include <string_view>
#include <utility>

namespace mutua::service {

namespace {

/// Peppol's names for the Belgian register of enterprises and for Belgian VAT numbers.
constexpr std::string_view enterprise_scheme = "0208";
constexpr std::string_view vat_scheme = "9925";

/// "BE0712345630" of a number of the register, or of a VAT number in a scheme of its own.
std::optional<std::string> belgian_id(const settlement::SchemedId& id) {
    if (id.scheme == enterprise_scheme) {
        if (const auto number = cooperative::parse_enterprise_number(id.value)) {
            return "BE" + number->text();
        }
    }
    if (id.scheme == vat_scheme) {
        if (const auto vat = cooperative::parse_vat_number(id.value)) { return vat->text(); }
    }
    return std::nullopt;
}

/// A VAT number however it was written: capitals, without blanks and signs between.
std::string plain_vat_number(std::string_view text) {
    if (const auto vat = cooperative::parse_vat_number(text)) { return vat->text(); }
    std::string plain;
    for (const char c : text) {
        if (c == ' ' || c == '.' || c == '-' || c == '\t') { continue; }
        plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return plain;
}

/// One partner has one id, whatever else stands on its documents: the register first.
std::string partner_id_of(const settlement::TradeParty& party) {
    if (party.legal_id.scheme == enterprise_scheme) {
        if (auto id = belgian_id(party.legal_id)) { return std::move(*id); }
    }
    if (auto id = belgian_id(party.endpoint)) { return std::move(*id); }
    if (std::string vat = plain_vat_number(party.vat_number); !vat.empty()) { return vat; }
    for (const settlement::SchemedId* id : {&party.legal_id, &party.endpoint}) {
        if (id->empty()) { continue; }
        return id->scheme.empty() ? id->value : id->scheme + ":" + id->value;
    }
    return party.name;
}

}  // namespace

bool is_entity(const cooperative::Entity& entity, const settlement::TradeParty& party) {
    const auto is_ours = [&entity](const settlement::SchemedId& id) {
        if (id.scheme.empty() || id.scheme == enterprise_scheme) {
            const auto number = cooperative::parse_enterprise_number(id.value);
            if (number) { return *number == entity.enterprise_number; }
        }
        if (id.scheme.empty() || id.scheme == vat_scheme) {
            const auto vat = cooperative::parse_vat_number(id.value);
            return vat && *vat == entity.vat_number;
        }
        return false;
    };
    if (!party.vat_number.empty()) {
        const auto vat = cooperative::parse_vat_number(party.vat_number);
        return vat && *vat == entity.vat_number;
    }
    return is_ours(party.legal_id) || is_ours(party.endpoint);
}

std::optional<store::OurRole> our_role(const cooperative::Entity& entity,
                                       const settlement::TradeDocument& document) {
    if (is_entity(entity, document.buyer)) { return store::OurRole::buyer; }
    if (is_entity(entity, document.seller)) { return store::OurRole::seller; }
    return std::nullopt;
}

store::ReceivedFacts received_facts(const settlement::TradeDocument& document,
                                    store::OurRole role) {
    const settlement::TradeParty& partner =
        role == store::OurRole::buyer ? static_cast<const settlement::TradeParty&>(document.seller)
                                      : document.buyer;
    const settlement::TradeTotals& totals = document.totals;
    return {role,
            partner_id_of(partner),
            partner.name,
            settlement::is_credit(document.kind),
            std::string{settlement::type_code(document)},
            document.number,
            document.issue_date,
            document.payment.due_date,
            totals.without_vat,
            totals.vat,
            totals.with_vat,
            totals.payable};
}

}  // namespace mutua::service
