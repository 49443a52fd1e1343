#pragma once

#include "cli/context.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/payslip_repository.hpp"

#include <string>

namespace mutua::cli {

/// What the store holds under a key that somebody typed.
/// Errors: I511, I510, I503 when there is none, with the nearest key of that kind.
[[nodiscard]] Result<store::PayslipRow> payslip_named(Session& session, const std::string& key);
[[nodiscard]] Result<store::InvoiceRow> invoice_named(Session& session, const std::string& key);
[[nodiscard]] Result<store::StoredDeclaration> declaration_named(Session& session,
                                                                 const std::string& key);

}  // namespace mutua::cli
