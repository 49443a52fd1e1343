#include "cli/commands/ubl_write.hpp"

#include "cli/commands/rules_files.hpp"
#include "cli/commands/ubl_files.hpp"
#include "cli/documents.hpp"
#include "cli/output.hpp"
#include "engine/settlement/trade/trade_faults.hpp"
#include "formats/tabular/json_draft.hpp"
#include "formats/ubl/document_writer.hpp"
#include "formats/ubl/validation/validator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

namespace mutua::cli {

namespace {

namespace fs = std::filesystem;

struct UblWriteOptions {
    std::string draft;
    std::string folder;
    std::string pages;
};

/// Files are named from the folder of the draft, or from the current one for standard input.
tabular::DraftFileReader files_beside(const std::string& draft) {
    const fs::path folder = draft == "-" ? fs::path{} : fs::path{draft}.parent_path();
    return [folder](const std::string& name) -> std::optional<std::string> {
        const fs::path path = folder / name;
        std::error_code error;
        if (!fs::is_regular_file(path, error)) { return std::nullopt; }
        std::ifstream in{path, std::ios::binary};
        std::string bytes = all_bytes(in);
        if (in.bad() || !in.is_open()) { return std::nullopt; }
        return bytes;
    };
}

/// The name of a document's file is its number.
std::string file_name_of(const std::string& number) {
    const bool is_plain =
        !number.starts_with('.') && std::all_of(number.begin(), number.end(), [](char c) {
            const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return is_letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        });
    if (is_plain) { return number + ".xml"; }
    throw CommandFailure{
        ExitCode::bad_input,
        fmt::format("error U190: --out: the number `{}` cannot name a file\n  = help: leave --out "
                    "out and send the document to a file: `mutua ubl write DRAFT > FILE`",
                    printable(number))};
}

/// A document that was written before is not lost to another one of its number.
void keep_earlier(const fs::path& file, const std::string& xml) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) { return; }
    std::ifstream in{file, std::ios::binary};
    if (all_bytes(in) == xml) { return; }
    throw CommandFailure{
        ExitCode::bad_input,
        fmt::format("error U191: {} is there already, with another content\n  = help: give the "
                    "document a number of its own, or name another folder with --out",
                    printable(file.string()))};
}

/// Whether the seller has said yes to what the buyer wrote.
bool is_accepted(const settlement::TradeDocument& document, const tabular::DraftSelfBilling& said) {
    settlement::SelfBilled state = settlement::await_answer(document, said.agreement);
    if (said.accepted_on) { state = settlement::accepted(std::move(state), *said.accepted_on); }
    return settlement::counts(state);
}

std::optional<cooperative::Language> language_of_pages(const std::string& asked) {
    if (asked.empty()) { return std::nullopt; }
    if (const auto known = cooperative::parse_language(asked)) { return known; }
    throw CommandFailure{ExitCode::usage,
                         fmt::format("error U192: --pages: `{}` is no language of the pages\n  = "
                                     "help: write fr, nl, de or en",
                                     printable(asked))};
}

/// Pages inside are an option here.
constexpr std::string_view pages_rule = "MUTUA-20";

/// What the official rules let through and would be a false document of ours, with the way out.
struct RefusedRule {
    std::string_view rule;
    const char* help;
};

constexpr RefusedRule refused_rules[] = {
    {"MUTUA-21",
     "write the percentage, such as 21; a private person elsewhere in the Union pays the rate of "
     "the place of delivery: name it"},
    {"MUTUA-22", "write the buyer's VAT number and the country of delivery, or another category"},
    {"MUTUA-26", "write where the goods left for, or the category K of a supply in the Union"}};

/// A day beyond the next month is a slip of the pen.
void refuse_far_day(const Context& context, const tabular::ReadDraft& read) {
    const Date latest = add_days(context.today, 31);
    if (read.draft.document.issue_date <= latest) { return; }
    throw CommandFailure{
        ExitCode::bad_input,
        tabular::placed({problem("D132", "a day of the document lies too far ahead",
                                 "write the day on which it is issued, at the latest " +
                                     mutua::to_string(latest))},
                        read)};
}

/// The pages count among what is attached.
void refuse_unfit_pages(const settlement::TradeDocument& document, const tabular::ReadDraft& read) {
    settlement::TradeFaults faults{document.number};
    settlement::check_attachments(document, faults);
    if (faults.empty()) { return; }
    throw CommandFailure{ExitCode::bad_input, tabular::placed(faults.take(), read)};
}

/// No document leaves unjudged. What is only warned of is told: it may be meant so.
void judge(const Context& context, const std::string& xml, const std::string& file) {
    using ubl::validation::Validator;
    const Validator validator{Validator::releases().back(), context.today};
    Diagnostics told;
    const auto findings = validator.validate(xml, file);
    for (const auto& one : findings) {
        if (one.rule == pages_rule) { continue; }
        Diagnostic finding = told_finding(file, one);
        finding.where.line = 0;
        for (const RefusedRule& refused : refused_rules) {
            if (one.rule != refused.rule) { continue; }
            finding.severity = Severity::error;
            finding.help = refused.help;
        }
        told.push_back(std::move(finding));
    }
    const bool is_refused = std::any_of(told.begin(), told.end(), [](const Diagnostic& one) {
        return one.severity == Severity::error;
    });
    if (is_refused) { throw CommandFailure{ExitCode::bad_input, told}; }
    report(context, told);
}

ExitCode write_ubl(const Context& context, const UblWriteOptions& options) {
    const auto language = language_of_pages(options.pages);
    const std::string bytes = input_bytes(context, options.draft);
    const auto read = tabular::read_draft(bytes, options.draft, files_beside(options.draft));
    if (!read) { throw CommandFailure{ExitCode::bad_input, read.error()}; }
    auto document = settlement::settle(read->draft);
    if (!document) {
        throw CommandFailure{ExitCode::bad_input, tabular::placed(document.error(), *read)};
    }
    refuse_far_day(context, *read);
    if (language) {
        put_pages_inside(context, *document, *language);
        refuse_unfit_pages(*document, *read);
    }
    const std::string xml = ubl::write_document(*document);
    judge(context, xml, printable(options.draft));
    if (read->self_billing && !is_accepted(*document, *read->self_billing)) {
        context.err << "note: " << printable(document->number)
                    << " waits for its seller's answer: pay it and deduct its VAT once it is "
                       "accepted\n";
    }
    if (options.folder.empty()) {
        context.out << xml;
        return ExitCode::ok;
    }
    const fs::path file = fs::path{options.folder} / file_name_of(document->number);
    make_folder(options.folder);
    keep_earlier(file, xml);
    write_file(file, xml);
    context.out << fmt::format("Wrote {}: {} to pay.\n", printable(file.string()),
                               mutua::to_string(document->totals.payable) + " " +
                                   std::string{to_string(document->currency)});
    return ExitCode::ok;
}

}  // namespace

void add_ubl_write(const Command& group, Chosen& chosen) {
    auto options = std::make_shared<UblWriteOptions>();
    const Command write = group.command(
        "write",
        "One e-invoice from a draft in JSON, every amount computed and every rule kept: invoices, "
        "credit notes, prepayments, self-billing, other currencies, attachments");
    write.example("mutua ubl write draft.json | mutua ubl validate -");
    write.option("draft", options->draft, "The draft, or - for standard input").required();
    write.option("--pages", options->pages,
                 "Draw its pages in this language, fr, nl, de or en, and put them inside");
    write.option("--out", options->folder, "Folder for NUMBER.xml (default: standard output)");
    write.calls([&chosen, options] {
        chosen.work = [options](const Context& context) { return write_ubl(context, *options); };
    });
}

}  // namespace mutua::cli
