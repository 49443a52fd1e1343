#pragma once

#include "engine/settlement/trade/trade_document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::cli {

/// A name that somebody else gave to a file, made one that can be written into a folder: what is
/// behind the last slash, without control characters, marks that turn text around and signs that
/// file systems keep for themselves, not hidden, 100 bytes at most; `otherwise` where nothing is
/// left.
[[nodiscard]] std::string safe_file_name(std::string_view name, const std::string& otherwise);

/// A file inside a document under the name that it is written with.
struct NamedFile {
    std::string name;
    const settlement::EmbeddedFile* file;
};

/// The files inside a document, each name once, behind `prefix`: "REC-1-page.pdf".
[[nodiscard]] std::vector<NamedFile> attached_files(const settlement::TradeDocument& document,
                                                    const std::string& prefix);

}  // namespace mutua::cli
