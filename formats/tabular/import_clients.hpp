#pragma once

#include "engine/cooperative/facts.hpp"
#include "formats/tabular/import_batch.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mutua::tabular {

/// Reads clients from CSV or JSON: every row as a fact or with all of its errors.
/// Errors: the codes I001 to I302 of engine/cooperative/import_codes, with line and column.
[[nodiscard]] ImportBatch<cooperative::Client> read_clients(std::string bytes,
                                                            const std::string& file,
                                                            const ImportOptions& options);

/// The same checks for one client that was given field by field; `origin` is what messages name.
[[nodiscard]] ImportBatch<cooperative::Client> read_client(
    const std::vector<std::pair<std::string, std::string>>& fields, const std::string& origin,
    const ImportOptions& options);

}  // namespace mutua::tabular
