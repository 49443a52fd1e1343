#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/settlement/trade/trade_document.hpp"
#include "engine/store/received_repository.hpp"

#include <optional>

namespace mutua::service {

/// True when a party of a document is the entity: by its VAT number, its enterprise number, or an
/// electronic address made of one of them.
[[nodiscard]] bool is_entity(const cooperative::Entity& entity,
                             const settlement::TradeParty& party);

/// What the entity is on a document: the buyer first, where it is both; nothing when it is neither.
[[nodiscard]] std::optional<store::OurRole> our_role(const cooperative::Entity& entity,
                                                     const settlement::TradeDocument& document);

/// What is kept of a document beside its bytes. The partner is known by its Belgian
/// enterprise number as a VAT number, from the register or its electronic address; else by its VAT
/// number without signs between; else by another register number or address; else by its name.
[[nodiscard]] store::ReceivedFacts received_facts(const settlement::TradeDocument& document,
                                                  store::OurRole role);

}  // namespace mutua::service
