#pragma once

#include "engine/ledger/balance.hpp"

#include <string>

namespace mutua::journal {

/// The balance of every account and owner as CSV for programs: `book,account,owner,balance`, in
/// order of book, account and owner; a debit is positive. Line ends are LF.
[[nodiscard]] std::string write_trial_balance(const ledger::TrialBalance& balance);

}  // namespace mutua::journal
