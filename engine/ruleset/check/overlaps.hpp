#pragma once

#include "engine/ruleset/check/check_context.hpp"

#include <utility>
#include <vector>

namespace mutua::ruleset {

/// Pairs of exceptions, by index, the lower one first.
using ExceptionPairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// The exceptions of one version of a rule or of an amendment, and when they can be met.
struct ExceptionBlock {
    std::string rule;
    PackageId package = 0;
    Clock clock = Clock::work_end;
    Days days;
    /// What holds whenever the block is met: `applies when`, the condition of a layer.
    std::vector<const TypedExpression*> heads;
    const std::vector<CheckedException>& exceptions;
    bool has_default = true;  ///< false for an amendment: that it always holds is no mistake
};

/// Decides which exceptions of one block can hold together, by cells: every condition is cut at its
/// constants into points and open intervals. What is not decided is watched when the rule runs: the
/// result is these pairs. `exclusive` holds the pairs that the author declared exclusive.
/// Errors: R501, R502, R503, R508; R506 as a warning.
[[nodiscard]] ExceptionPairs check_overlaps(CheckContext& context, const ExceptionBlock& block,
                                            const ExceptionPairs& exclusive);

/// Whether an exception of one block can hold together with one of another, of the same rule and
/// layer: notes R501 with an example, R502 where it cannot be decided.
void check_overlaps_across(CheckContext& context, const ExceptionBlock& first,
                           const ExceptionBlock& second);

}  // namespace mutua::ruleset
