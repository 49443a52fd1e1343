#pragma once

#include "cli/context.hpp"
#include "engine/store/fact_repository.hpp"
#include "formats/tabular/import_declarations.hpp"

namespace mutua::cli {

/// The words that the rules know, for the importer's messages.
[[nodiscard]] tabular::ImportOptions import_words(const settlement::Rulebook& rules, Date today);

/// How work that has already begun is judged: a back office catches up, a member declares before.
enum class WorkBegun { warning, error };

/// Judges the good rows of a batch by the store (member and client must be known) and by the rules
/// (dates, description, wage floor, VAT). What is found stands at the column it is about; a row
/// with an error is rejected. Facts that the store has already, word for word, are not judged
/// again.
void check_declarations(Session& session, tabular::ImportBatch<cooperative::Declaration>& batch,
                        const Context& context, WorkBegun work_begun);

}  // namespace mutua::cli
