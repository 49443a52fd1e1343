#pragma once

#include "engine/service/batch.hpp"
#include "engine/settlement/plan.hpp"
#include "engine/settlement/rulebook.hpp"
#include "engine/store/document.hpp"
#include "engine/store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

/// What would be invoiced: every accepted declaration that is not yet invoiced and whose work
/// ended on or before `until`, in order of last worked day and code; a collective invoice stands
/// where its first declaration does. What the rules, the standard or a receiver would refuse is
/// left out, with its reasons among the warnings. Writes nothing.
[[nodiscard]] settlement::InvoicePlan plan_invoices(store::Store& store,
                                                    const cooperative::Entity& entity,
                                                    settlement::Rulebook& rules,
                                                    std::optional<Date> until, Date issue_date);

/// The bytes of an invoice's documents: handed down by the caller, who knows the formats.
using InvoiceRenderer =
    std::function<std::vector<store::DocumentBytes>(const settlement::Invoice&)>;

/// Does what the plan says, in transactions of some thousands of invoices: number, invoice,
/// documents, entries, the member's credit and the outbox row of one invoice are in one
/// transaction. Killed anywhere, the same plan goes on where it stopped; applied once, it is not
/// applied again. A plan that no longer fits the store changes nothing and says which rows moved.
[[nodiscard]] ApplyReport apply_invoices(store::Store& store, const cooperative::Entity& entity,
                                         settlement::Rulebook& rules,
                                         const settlement::InvoicePlan& plan,
                                         const std::string& plan_hash,
                                         const InvoiceRenderer& render, const Progress& progress);

}  // namespace mutua::service
