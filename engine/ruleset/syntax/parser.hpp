#pragma once

#include "engine/ruleset/syntax/source_file.hpp"

#include <vector>

namespace mutua::ruleset {

/// A file as far as it could be read, and all that is wrong with how it is written (R001 to R013).
struct ParsedFile {
    syntax::File file;
    Diagnostics findings;
};

/// Reads file number `index` of `files`. Goes on after an error at the next declaration; stops
/// after 50 errors. Never throws on bad text, whatever its bytes.
[[nodiscard]] ParsedFile parse(const std::vector<SourceFile>& files, std::size_t index,
                               TestBlocks tests = TestBlocks::read);

}  // namespace mutua::ruleset
