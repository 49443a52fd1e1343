#pragma once

#include "engine/core/result.hpp"
#include "engine/service/replay.hpp"
#include "engine/settlement/question.hpp"

#include <vector>

namespace mutua::service {

/// What was asked for a document, and the rules that answered.
struct DocumentQuestion {
    settlement::AskedQuestion asked;
    SharedRulebook rules;
};

/// Everything that the rules were asked for a document which still comes out again. What two
/// questions can both answer is explained by the first.
/// Errors: the damages S701 to S704, when the document does not replay; I522 for a slip whose work
///         was all credited.
[[nodiscard]] Result<std::vector<DocumentQuestion>> questions_of(Replay& replay,
                                                                 const store::PayslipRow& row);
[[nodiscard]] Result<std::vector<DocumentQuestion>> questions_of(Replay& replay,
                                                                 const store::InvoiceRow& row);
/// Of a declaration that was accepted.
[[nodiscard]] Result<std::vector<DocumentQuestion>> questions_of(
    Replay& replay, const store::StoredDeclaration& stored);

}  // namespace mutua::service
