#include "cli/commands/period_archive.hpp"

#include "cli/commands/kept_documents.hpp"
#include "cli/commands/rules_files.hpp"
#include "engine/core/digest_stream.hpp"
#include "formats/archive/zip_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

namespace mutua::cli {

namespace {

using archive::ArchivedFile;
using archive::Packing;
using service::BookedAmounts;
using tabular::DocumentSums;

constexpr const char* control_name = "control.csv";
constexpr const char* totals_name = "totals.csv";
constexpr const char* manifest_name = "SHA256SUMS";

DocumentSums add_totals(tabular::DocumentTotals& totals, const KeptDocument& document) {
    return std::visit([&totals](const auto& one) { return totals.add(one); }, document);
}

/// Document, row and books say the same.
void prove_amounts(const IssuedDocument& row, const DocumentSums& sums,
                   const BookedAmounts& booked) {
    const bool is_note = row.kind == IssuedKind::credit_note;
    const auto as_row = [is_note](Money amount) { return is_note ? -amount : amount; };
    const BookedAmounts stated{sums.base, sums.vat, sums.total};
    const BookedAmounts in_row{as_row(row.net), as_row(row.vat), as_row(row.total)};
    if (stated == booked && stated == in_row) { return; }
    const auto told = [](const BookedAmounts& one) {
        return fmt::format("{} + {} = {}", mutua::to_string(one.base), mutua::to_string(one.vat),
                           mutua::to_string(one.total));
    };
    throw CommandFailure{
        ExitCode::bad_input,
        {problem("I553",
                 fmt::format("{} says {}, its row {}, the books {}", row.number.text(),
                             told(stated), told(in_row), told(booked)),
                 "nothing was exported: `mutua verify` says what else does not tie; restore a "
                 "backup")}};
}

/// The files of an archive, made one after the other in the order in which it holds them.
class ArchiveFiles {
public:
    ArchiveFiles(Session& session, const ledger::Accounts& accounts,
                 const std::vector<IssuedDocument>& documents, const DocumentMade& made)
        : session_{session},
          accounts_{accounts},
          books_{session.store, session.entity().code},
          documents_{documents},
          tell_{made} {
        Date last = documents.front().issue_date;
        for (std::size_t i = 0; i < documents.size(); ++i) {
            const IssuedDocument& one = documents[i];
            last = std::max(last, one.issue_date);
            // A PDF is packed already.
            add(i, one, ".pdf", Packing::stored);
            if (one.channel == settlement::Channel::peppol) {
                add(i, one, ".xml", Packing::deflated);
            }
        }
        for (const char* name : {control_name, totals_name, manifest_name}) {
            files_.push_back({name, last, Packing::deflated});
        }
    }

    [[nodiscard]] const std::vector<ArchivedFile>& list() const { return files_; }
    [[nodiscard]] const DocumentSums& sums() const { return totals_.all(); }

    std::string bytes_of(std::size_t place) {
        std::string bytes =
            place < document_of_.size() ? document_file(place) : closing_file(files_[place].name);
        manifest_ += to_hex(sha256(bytes)) + "  " + files_[place].name + '\n';
        return bytes;
    }

private:
    void add(std::size_t document, const IssuedDocument& one, const char* ending, Packing packing) {
        files_.push_back({one.number.text() + ending, one.issue_date, packing});
        document_of_.push_back(document);
    }

    /// The PDF comes first: its document is made then, and its XML kept for the next call.
    std::string document_file(std::size_t place) {
        const IssuedDocument& row = documents_[document_of_[place]];
        const bool is_first = place == 0 || document_of_[place - 1] != document_of_[place];
        if (!is_first) { return std::move(made_.ubl); }
        const KeptDocument document = kept_document(session_, row);
        const DocumentSums sums = add_totals(totals_, document);
        const BookedAmounts booked = service::booked_amounts(books_, accounts_, row.number);
        prove_amounts(row, sums, booked);
        booked_ += {1, booked.base, booked.vat, booked.total};
        static_cast<void>(kept_xml(session_, row));  // an original that is lost has no copies
        made_ = outgoing(document);
        require(!made_.pdf.empty(), "every document has a page");
        tell_(made_);
        return std::move(made_.pdf);
    }

    std::string closing_file(const std::string& name) {
        if (name == totals_name) { return totals_.totals_csv(); }
        if (name == control_name) { return totals_.control_csv(booked_); }
        return manifest_;
    }

    Session& session_;
    const ledger::Accounts& accounts_;
    store::LedgerRepository books_;
    const std::vector<IssuedDocument>& documents_;
    const DocumentMade& tell_;
    std::vector<ArchivedFile> files_;
    std::vector<std::size_t> document_of_;  ///< of each file but the closing ones
    tabular::DocumentTotals totals_;
    DocumentSums booked_;
    OutgoingDocument made_;
    std::string manifest_;
};

}  // namespace

std::string_view period_word(PeriodLength length) {
    switch (length) {
        case PeriodLength::month:
            return "month";
        case PeriodLength::quarter:
            return "quarter";
        case PeriodLength::year:
            break;
    }
    return "year";
}

PeriodLength period_length(std::string_view word) {
    for (const PeriodLength length : {PeriodLength::month, PeriodLength::quarter}) {
        if (period_word(length) == word) { return length; }
    }
    require(word == period_word(PeriodLength::year), "a period is a month, a quarter or a year");
    return PeriodLength::year;
}

std::string period_name(PeriodLength length, Date day) {
    constexpr unsigned months_of_a_quarter = 3;
    const std::string month = mutua::to_string(month_of(day));
    const std::string year = month.substr(0, month.find('-'));
    if (length == PeriodLength::month) { return month; }
    if (length == PeriodLength::year) { return year; }
    const unsigned quarter = (static_cast<unsigned>(day.month()) - 1) / months_of_a_quarter + 1;
    return year + "-Q" + std::to_string(quarter);
}

Periods cut(PeriodLength length, const std::vector<IssuedDocument>& documents) {
    Periods periods;
    for (const IssuedDocument& one : documents) {
        periods[period_name(length, one.issue_date)].push_back(one);
    }
    for (auto& [name, ones] : periods) {
        std::sort(ones.begin(), ones.end(),
                  [](const auto& left, const auto& right) { return left.number < right.number; });
    }
    return periods;
}

WrittenArchive write_period_archive(Session& session, const ledger::Accounts& accounts,
                                    const std::vector<IssuedDocument>& documents,
                                    const std::filesystem::path& file, const DocumentMade& made) {
    ArchiveFiles files{session, accounts, documents, made};
    try {
        archive::write_zip(file.string(), files.list(),
                           [&files](std::size_t place) { return files.bytes_of(place); });
    } catch (const archive::ArchiveFailure& failed) {
        throw CommandFailure{ExitCode::io,
                             fmt::format("{}: error S020: cannot be written: {}\n  = help: make "
                                         "room, or name another folder",
                                         file.string(), failed.what())};
    }
    return {file_digest(file), files.sums()};
}

Digest file_digest(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    DigestStream digest;
    std::array<char, 1U << 16U> part{};
    while (in) {
        in.read(part.data(), part.size());
        digest.add({part.data(), static_cast<std::size_t>(in.gcount())});
    }
    if (!in.eof()) {
        throw CommandFailure{ExitCode::io,
                             {unreadable(file.string(), "it could not be read back")}};
    }
    return digest.finish();
}

}  // namespace mutua::cli
