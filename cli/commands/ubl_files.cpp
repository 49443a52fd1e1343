#include "cli/commands/ubl_files.hpp"

#include "cli/output.hpp"
#include "formats/ubl/validation/validator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>

namespace mutua::cli {

namespace {

using ubl::validation::Finding;
using ubl::validation::Findings;
using ubl::validation::Validator;
using ubl::validation::Weight;

std::string finding_location(const Finding& finding) {
    if (finding.line == 0) { return finding.path.empty() ? "document" : finding.path; }
    return fmt::format("line {}{}{}", finding.line, finding.path.empty() ? "" : " ", finding.path);
}

/// At most one byte more than a document may have: enough to see that it is too long.
std::string limited_bytes(std::istream& in) {
    constexpr std::size_t limit = Validator::limits.bytes + 1;
    constexpr std::size_t step = 1U << 16U;
    std::string bytes;
    while (in && bytes.size() < limit) {
        const std::size_t before = bytes.size();
        bytes.resize(std::min(before + step, limit));
        in.read(bytes.data() + before, static_cast<std::streamsize>(bytes.size() - before));
        bytes.resize(before + static_cast<std::size_t>(in.gcount()));
    }
    return bytes;
}

void visit_file(const std::string& file, const DocumentVisitor& visitor) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && size > Validator::limits.bytes) { return visitor.too_long(file, size); }
    std::ifstream in{file, std::ios::binary};
    if (!in) { return visitor.unreadable(file, "no such file, or no permission"); }
    visitor.document(file, limited_bytes(in));
}

/// Every document below it, in the order of their names.
void visit_folder(const std::string& folder, const DocumentVisitor& visitor) {
    std::vector<std::string> files;
    std::error_code error;
    std::filesystem::recursive_directory_iterator at{folder, error};
    for (const std::filesystem::recursive_directory_iterator end; !error && at != end;
         at.increment(error)) {
        std::string ending = at->path().extension().string();
        std::transform(ending.begin(), ending.end(), ending.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        std::error_code unknown;
        if (ending == ".xml" && at->is_regular_file(unknown)) {
            files.push_back(at->path().string());
        }
    }
    if (error) { visitor.unreadable(folder, error.message()); }
    if (files.empty() && !error) { visitor.unreadable(folder, "it holds no .xml file"); }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) { visit_file(file, visitor); }
}

}  // namespace

std::string_view weight_word(Weight weight) {
    return weight == Weight::fatal ? "fatal" : "warning";
}

std::string finding_line(const std::string& file, const Finding& finding) {
    return fmt::format("{}\t{}\t{}\t{}\t{}\n", printable(file), finding.rule,
                       weight_word(finding.weight), printable(finding_location(finding)),
                       printable(finding.text));
}

Diagnostic told_finding(const std::string& file, const Finding& finding) {
    Diagnostic told = problem(finding.rule, finding.text, {}, {file, finding.line, 0, 0});
    if (finding.weight == Weight::warning) { told.severity = Severity::warning; }
    return told;
}

Findings too_long(std::uintmax_t size) {
    return {
        {"XML-03",
         Weight::fatal,
         0,
         {},
         fmt::format("the document has {} bytes, more than {}", size, Validator::limits.bytes)}};
}

void visit_documents(const Context& context, const std::vector<std::string>& files,
                     const DocumentVisitor& visitor) {
    for (const std::string& file : files) {
        std::error_code error;
        if (file == "-") {
            visitor.document("-", limited_bytes(context.in));
        } else if (std::filesystem::is_directory(file, error)) {
            visit_folder(file, visitor);
        } else {
            visit_file(file, visitor);
        }
    }
}

}  // namespace mutua::cli
