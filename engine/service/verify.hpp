#pragma once

#include "engine/service/replay.hpp"

#include <string>
#include <vector>

namespace mutua::service {

/// What was looked at, so that "no damage" says how much it covers.
struct Verification {
    std::vector<store::Damage> damages;
    std::size_t invoices = 0;
    std::size_t credit_notes = 0;
    std::size_t payslips = 0;
    std::size_t difference_slips = 0;
    std::size_t acceptances = 0;
    std::size_t received = 0;
    std::size_t entries = 0;
    std::string chain_head;  ///< hexadecimal; keep it where nobody here can reach it
};

/// Proves the store: everything that store::inspect() looks at, and that every acceptance, invoice,
/// credit note, payslip and entry comes out again, byte for byte, from its stored inputs and its
/// stored rules; and that received documents read as they did (S651). S701 a ruleset cannot be used
/// S702 an acceptance does not replay S703 a document does not replay      S704 entries do not
/// replay `accounts` is the chart of today: it only names the accounts of the totals.
[[nodiscard]] Verification verify(store::Store& store, const EntityCode& entity,
                                  const std::string& package, const ledger::Accounts& accounts,
                                  const DocumentTools& tools, const Progress& progress);

}  // namespace mutua::service
