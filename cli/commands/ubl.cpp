#include "cli/commands/chosen.hpp"
#include "cli/commands/rules_files.hpp"
#include "cli/commands/ubl_write.hpp"
#include "cli/output.hpp"
#include "formats/ubl/validation/validator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <istream>
#include <memory>
#include <ostream>

namespace mutua::cli {

namespace {

namespace fs = std::filesystem;
using ubl::validation::Finding;
using ubl::validation::Findings;
using ubl::validation::Validator;
using ubl::validation::Weight;

struct UblOptions {
    std::vector<std::string> files;
    std::string release;
};

/// What came of all documents.
struct JudgedDocuments {
    std::size_t documents = 0;
    std::size_t refused = 0;
    bool has_unreadable = false;
};

std::string_view weight_word(Weight weight) {
    return weight == Weight::fatal ? "fatal" : "warning";
}

std::string finding_location(const Finding& finding) {
    if (finding.line == 0) { return finding.path.empty() ? "document" : finding.path; }
    return fmt::format("line {}{}{}", finding.line, finding.path.empty() ? "" : " ", finding.path);
}

/// Findings as they come: a line each, or gathered for one JSON list.
class FindingLines {
public:
    explicit FindingLines(const Context& context) : context_{context} {}

    void add(const std::string& file, const Findings& findings) {
        ++tally.documents;
        tally.refused += has_fatal(findings) ? 1U : 0U;
        for (const Finding& one : findings) {
            if (context_.json) {
                table_.add({file, one.rule, std::string{weight_word(one.weight)},
                            std::to_string(one.line), one.path, one.text});
            } else {
                context_.out << printable(file) << '\t' << one.rule << '\t'
                             << weight_word(one.weight) << '\t' << printable(finding_location(one))
                             << '\t' << printable(one.text) << '\n';
            }
        }
    }

    void finish() const {
        if (context_.json) { show(context_, table_); }
        if (context_.quiet) { return; }
        context_.err << counted_items(tally.documents, "document") << ", " << tally.refused
                     << " with fatal findings\n";
    }

    JudgedDocuments tally;

private:
    const Context& context_;
    tabular::TextTable table_{{{"file", "File"},
                               {"rule", "Rule"},
                               {"severity", "Severity"},
                               {"line", "Line"},
                               {"path", "Path"},
                               {"text", "Text"}}};
};

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

/// A document that is too long is not read at all.
Findings too_long(std::uintmax_t size) {
    return {
        {"XML-03",
         Weight::fatal,
         0,
         {},
         fmt::format("the document has {} bytes, more than {}", size, Validator::limits.bytes)}};
}

class UblValidation {
public:
    UblValidation(const Context& context, const Validator& validator)
        : context_{context}, validator_{validator}, report_{context} {}

    ExitCode run(const std::vector<std::string>& files) {
        for (const std::string& file : files) {
            std::error_code error;
            if (file == "-") {
                judge("-", limited_bytes(context_.in));
            } else if (fs::is_directory(file, error)) {
                judge_folder(file);
            } else {
                judge_file(file);
            }
        }
        report_.finish();
        if (report_.tally.has_unreadable) { return ExitCode::io; }
        return report_.tally.refused > 0 ? ExitCode::bad_input : ExitCode::ok;
    }

private:
    void judge(const std::string& file, const std::string& bytes) {
        report_.add(file, validator_.validate(bytes, file));
    }

    void judge_file(const std::string& file) {
        std::error_code error;
        const std::uintmax_t size = fs::file_size(file, error);
        if (!error && size > Validator::limits.bytes) {
            report_.add(file, too_long(size));
            return;
        }
        std::ifstream in{file, std::ios::binary};
        if (!in) {
            say_unreadable(file, "no such file, or no permission");
            return;
        }
        judge(file, limited_bytes(in));
    }

    /// Every document below it, in the order of their names.
    void judge_folder(const std::string& folder) {
        std::vector<std::string> files;
        std::error_code error;
        fs::recursive_directory_iterator at{folder, error};
        for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
            std::string ending = at->path().extension().string();
            std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            });
            std::error_code unknown;
            if (ending == ".xml" && at->is_regular_file(unknown)) {
                files.push_back(at->path().string());
            }
        }
        if (error) { say_unreadable(folder, error.message()); }
        if (files.empty() && !error) { say_unreadable(folder, "it holds no .xml file"); }
        std::sort(files.begin(), files.end());
        for (const std::string& file : files) { judge_file(file); }
    }

    void say_unreadable(const std::string& file, const std::string& why) {
        report_.tally.has_unreadable = true;
        report(context_, {unreadable(printable(file), why)});
    }

    const Context& context_;
    const Validator& validator_;
    FindingLines report_;
};

std::string known_release(const std::string& asked) {
    const auto releases = Validator::releases();
    if (asked.empty()) { return std::string{releases.back()}; }
    if (std::find(releases.begin(), releases.end(), asked) != releases.end()) { return asked; }
    std::string names;
    for (const std::string_view name : releases) {
        names.append(names.empty() ? "" : ", ").append(name);
    }
    throw CommandFailure{
        ExitCode::usage,
        fmt::format("error U170: --release: there is no release `{}`\n  = help: write {}",
                    printable(asked), names)};
}

ExitCode validate_ubl(const Context& context, const UblOptions& options) {
    const Validator validator{known_release(options.release)};
    return UblValidation{context, validator}.run(options.files);
}

}  // namespace

void add_ubl(const Command& app, Chosen& chosen) {
    const Command group =
        app.group("ubl", "E-invoices: written, and judged as their receivers will");
    auto options = std::make_shared<UblOptions>();
    const Command validate = group.command(
        "validate",
        "EN 16931 and Peppol rules, without the national rules of other countries (DE-, DK-, "
        "IT-, ...); one line a finding: file, rule, severity, location, text");
    validate.example("mutua ubl validate export/invoices");
    validate
        .option(
            "files", options->files,
            "Invoices and credit notes: files, folders with .xml files, or - for standard input")
        .required();
    validate.option("--release", options->release,
                    "Rules of this release (default: the newest, " +
                        std::string{Validator::releases().back()} + ")");
    validate.calls([&chosen, options] {
        chosen.work = [options](const Context& context) { return validate_ubl(context, *options); };
    });
    add_ubl_write(group, chosen);
}

}  // namespace mutua::cli
