#pragma once

#include "engine/ruleset/syntax/source_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// File number `index` of `files` in its one canonical form: two spaces a level, one clause a line,
/// at most 100 columns where the words allow it, clauses in the order of the grammar, `=` and `:`
/// aligned inside blocks of versions, brackets, rows and exceptions, one empty line between
/// declarations (`use`, `source`, `unit` and `enum` that are written together stay together).
/// Comments stay before the word they preceded; where sorting clauses would tear one from its line,
/// they are not sorted. The result reads as the same tree and is its own canonical form.
/// Errors: what the parser finds (R001 to R013). That a package is not called like its file (R012)
/// is none of the formatter's business.
[[nodiscard]] Result<std::string> format(const std::vector<SourceFile>& files, std::size_t index);

/// Words of a rule file, such as one formula, in canonical form on one line, without comments.
[[nodiscard]] std::string on_one_line(std::string_view words);

/// The same, broken over lines where it is longer than a page.
[[nodiscard]] std::string laid_out(std::string_view words);

}  // namespace mutua::ruleset
