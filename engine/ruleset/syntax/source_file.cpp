#include "engine/ruleset/syntax/source_file.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// A longer line is not shown: its place says enough.
constexpr std::size_t shown_line_max = 400;

constexpr std::string_view zero_byte{"\0", 1};

Digest leaf(const SourceFile& file) {
    std::string bytes = "mutua-rules-file-1";
    bytes += zero_byte;
    bytes += file.path;
    bytes += zero_byte;
    bytes += file.bytes;
    return sha256(bytes);
}

}  // namespace

Digest ruleset_hash(const std::vector<SourceFile>& files) {
    std::vector<const SourceFile*> sorted;
    sorted.reserve(files.size());
    for (const SourceFile& file : files) { sorted.push_back(&file); }
    std::sort(sorted.begin(), sorted.end(), [](const SourceFile* left, const SourceFile* right) {
        return left->path < right->path;
    });
    std::string bytes = "mutua-rules-set-1";
    bytes += zero_byte;
    for (const SourceFile* file : sorted) { bytes += as_bytes(leaf(*file)); }
    return sha256(bytes);
}

SourcePosition position_of(const std::vector<SourceFile>& files, syntax::Span span) {
    require(span.file < files.size(), "a span lies in one of the files that were handed over");
    const SourceFile& file = files[span.file];
    const std::string_view text = file.bytes;
    const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
    const std::size_t newline = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
    const std::size_t line_begin = newline == std::string_view::npos ? 0 : newline + 1;
    const std::size_t line_end = std::min(text.find('\n', begin), text.size());
    const std::size_t end =
        std::clamp<std::size_t>(span.end, begin, std::max<std::size_t>(line_end, begin));
    const auto lines_before = static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(line_begin), '\n'));
    return {file.path, lines_before + 1, begin - line_begin + 1, end - line_begin + 1};
}

std::string_view text_of(const std::vector<SourceFile>& files, syntax::Span span) {
    require(span.file < files.size(), "a span lies in one of the files that were handed over");
    const std::string_view text = files[span.file].bytes;
    const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
    return text.substr(begin, std::max<std::size_t>(span.end, begin) - begin);
}

std::string source_line(const std::vector<SourceFile>& files, syntax::Span span) {
    const std::string_view text = files.at(span.file).bytes;
    const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
    const std::size_t newline = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
    const std::size_t line_begin = newline == std::string_view::npos ? 0 : newline + 1;
    std::size_t line_end = std::min(text.find('\n', begin), text.size());
    if (line_end > line_begin && text[line_end - 1] == '\r') { --line_end; }
    if (line_end - line_begin > shown_line_max) { return ""; }
    return std::string{text.substr(line_begin, line_end - line_begin)};
}

Diagnostic diagnostic_at(const std::vector<SourceFile>& files, syntax::Span span, Severity severity,
                         std::string code, std::string message, std::string help) {
    Diagnostic made;
    made.severity = severity;
    made.code = std::move(code);
    made.message = std::move(message);
    made.help = std::move(help);
    made.where = position_of(files, span);
    made.source_line = source_line(files, span);
    return made;
}

}  // namespace mutua::ruleset
