#include "cli/commands/chosen.hpp"
#include "cli/commands/rules_files.hpp"
#include "cli/commands/ubl_files.hpp"
#include "cli/commands/ubl_write.hpp"
#include "cli/output.hpp"
#include "formats/ubl/validation/validator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>

namespace mutua::cli {

namespace {

using ubl::validation::Finding;
using ubl::validation::Findings;
using ubl::validation::Validator;

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
                context_.out << finding_line(file, one);
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

class UblValidation {
public:
    UblValidation(const Context& context, const Validator& validator)
        : context_{context}, validator_{validator}, report_{context} {}

    ExitCode run(const std::vector<std::string>& files) {
        visit_documents(context_, files,
                        {[this](const std::string& file, const std::string& bytes) {
                             report_.add(file, validator_.validate(bytes, file));
                         },
                         [this](const std::string& file, std::uintmax_t size) {
                             report_.add(file, too_long(size));
                         },
                         [this](const std::string& file, const std::string& why) {
                             report_.tally.has_unreadable = true;
                             report(context_, {unreadable(printable(file), why)});
                         }});
        report_.finish();
        if (report_.tally.has_unreadable) { return ExitCode::io; }
        return report_.tally.refused > 0 ? ExitCode::bad_input : ExitCode::ok;
    }

private:
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
    const Validator validator{known_release(options.release), context.today};
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
