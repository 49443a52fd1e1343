#pragma once

#include "engine/settlement/quote.hpp"
#include "engine/store/fact_repository.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mutua::service {

/// How far a batch is; called after each item.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// What became of one declaration under review.
struct Reviewed {
    DeclarationCode declaration;
    enum class Outcome { accepted, refused, unchanged, unknown } outcome = Outcome::refused;
    std::vector<settlement::CheckFinding> findings;  ///< errors and warnings of the checks
    Diagnostics faults;                              ///< what the rules could not compute
};

/// Assesses declarations with the rules and accepts those that no check objects to: price and
/// provisional breakdown are fixed from then on. No codes means every submitted one. A declaration
/// that was decided before stays as it is. One unit of work.
[[nodiscard]] std::vector<Reviewed> accept_declarations(store::Store& store,
                                                        const EntityCode& entity,
                                                        settlement::Rulebook& rules,
                                                        const std::vector<DeclarationCode>& codes,
                                                        Date today, const Progress& progress);

/// Turns a submitted declaration down, with a reason.
[[nodiscard]] Reviewed::Outcome reject_declaration(store::Store& store, const EntityCode& entity,
                                                   const DeclarationCode& code,
                                                   const std::string& reason, Date today);

/// What became of an order number.
enum class OrderRecorded {
    recorded,
    unchanged,  ///< the declaration has this number already
    another,    ///< it has another
    invoiced,   ///< its invoice went out without
    unknown,    ///< there is no such declaration
};

/// Records the client's order for a declaration that came without, before it is invoiced.
[[nodiscard]] OrderRecorded record_order(store::Store& store, const EntityCode& entity,
                                         const DeclarationCode& code,
                                         const std::string& order_reference, Date today);

}  // namespace mutua::service
