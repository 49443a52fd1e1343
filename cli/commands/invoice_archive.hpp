#pragma once

#include "cli/commands/chosen_documents.hpp"

#include <string>

namespace mutua::cli {

struct ArchiveOptions {
    std::string out_folder;
    ExportChoice choice;
    std::string period;  ///< "month" (also when empty), "quarter", "year"
    std::string again;   ///< the export to be made once more, with the same bytes
};

/// `invoice export --zip`: one ZIP for each period, and a mark of what was handed to whom.
[[nodiscard]] ExitCode export_archives(const Context& context, const ArchiveOptions& options);

}  // namespace mutua::cli
