#pragma once

#include "engine/ruleset/check/check_context.hpp"

#include <vector>

namespace mutua::ruleset {

/// A version of a rule that is dated by day, cut where what it reads `at day` has another version:
/// on all days of a part one version is read, that of its first day. Nothing is cut where nothing
/// is read so. Errors: R402 where a part has none, on days that the package covers.
[[nodiscard]] std::vector<RuleVersion> cut_by_day(CheckContext& context, PackageId package,
                                                  RuleVersion version);

/// Cuts the versions of such a rule once more, where `figure` begins to be read as it is on `day`
/// or later.
void cut_where_read(RuleDefinition& rule, DefinitionId figure, Date day);

/// What such a rule reads `at day` in the words of `span`, it reads at another clock.
void read_at_clock(RuleDefinition& rule, syntax::Span span, Clock clock);

}  // namespace mutua::ruleset
