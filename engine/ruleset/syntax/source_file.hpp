#pragma once

#include "engine/core/digest.hpp"
#include "engine/core/result.hpp"
#include "engine/ruleset/syntax/syntax_tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// A rule file, or a CSV table beside one, as it was handed over: its path below the rules folder
/// ("be/payslip.rules"), with forward slashes, and its bytes. The ruleset opens no file itself.
struct SourceFile {
    std::string path;
    std::string bytes;
};

/// Whether the `test` declarations of rules are read, or passed over as if they were comments.
enum class TestBlocks { read, left_out };

/// Identity of a ruleset: files sorted by path as bytes;
/// leaf = SHA-256("mutua-rules-file-1" 00 path 00 bytes),
/// ruleset = SHA-256("mutua-rules-set-1" 00 leaf leaf …).
[[nodiscard]] Digest ruleset_hash(const std::vector<SourceFile>& files);

/// Line and columns of a span; one that goes on over several lines ends with its first line.
[[nodiscard]] SourcePosition position_of(const std::vector<SourceFile>& files, syntax::Span span);

/// The bytes of a span.
[[nodiscard]] std::string_view text_of(const std::vector<SourceFile>& files, syntax::Span span);

/// The line in which a span begins; empty when it is too long to be shown.
[[nodiscard]] std::string source_line(const std::vector<SourceFile>& files, syntax::Span span);

/// Where a span lies, with the text of its line, as a diagnostic wants it.
[[nodiscard]] Diagnostic diagnostic_at(const std::vector<SourceFile>& files, syntax::Span span,
                                       Severity severity, std::string code, std::string message,
                                       std::string help = "");

}  // namespace mutua::ruleset
