#pragma once

#include "cli/context.hpp"
#include "formats/ubl/validation/finding.hpp"

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

/// E-invoices as files, and what the validator says of them.
namespace mutua::cli {

/// "fatal" or "warning".
[[nodiscard]] std::string_view weight_word(ubl::validation::Weight weight);

/// One finding on a line: file, rule, severity, location and text, with tabs between.
[[nodiscard]] std::string finding_line(const std::string& file,
                                       const ubl::validation::Finding& finding);

/// The same as what commands report beside their work.
[[nodiscard]] Diagnostic told_finding(const std::string& file,
                                      const ubl::validation::Finding& finding);

/// A document that is too long is not read at all.
[[nodiscard]] ubl::validation::Findings too_long(std::uintmax_t size);

/// What is done with a document, with a file that is too long, and with one that cannot be read.
struct DocumentVisitor {
    std::function<void(const std::string& file, const std::string& bytes)> document;
    std::function<void(const std::string& file, std::uintmax_t size)> too_long;
    std::function<void(const std::string& file, const std::string& why)> unreadable;
};

/// Reads files, the .xml files below folders in the order of their names, and standard input for
/// `-`.
void visit_documents(const Context& context, const std::vector<std::string>& files,
                     const DocumentVisitor& visitor);

}  // namespace mutua::cli
