#pragma once

#include "engine/ruleset/syntax/source_file.hpp"

#include <string>
#include <vector>

namespace mutua::ruleset {

/// One declaration of a file as it is written, with the comments before it.
struct DeclarationText {
    std::string keyword;  ///< "package", "param", …
    std::string name;     ///< the word behind it
    std::string text;
};

/// A file cut into its declarations; put together again they are the file.
[[nodiscard]] std::vector<DeclarationText> declaration_texts(const SourceFile& file);

/// A mixed ruleset: all of `before`, what only `after` declares (which changes nothing by itself),
/// and `definition` (a full name, or the name of a package for its head, enums and sources) as
/// `after` says it, with its amendments and the CSV files of `csv_paths`.
[[nodiscard]] std::vector<SourceFile> with_definition_of(const std::vector<SourceFile>& before,
                                                         const std::vector<SourceFile>& after,
                                                         const std::string& definition,
                                                         const std::vector<std::string>& csv_paths);

}  // namespace mutua::ruleset
