#pragma once

#include "cli/commands/chosen_documents.hpp"
#include "cli/documents.hpp"
#include "engine/core/digest.hpp"
#include "engine/ledger/accounts.hpp"
#include "engine/service/booked_amounts.hpp"
#include "formats/tabular/document_totals.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

/// The documents of a period in one ZIP, for whoever keeps the books elsewhere.
namespace mutua::cli {

/// How archives are cut.
enum class PeriodLength : std::uint8_t { month, quarter, year };

[[nodiscard]] std::string_view period_word(PeriodLength length);
/// Errors: another word than `month`, `quarter` or `year` is a ContractViolation.
[[nodiscard]] PeriodLength period_length(std::string_view word);

/// "2026-11", "2026-Q4" or "2026": names that sort by time.
[[nodiscard]] std::string period_name(PeriodLength length, Date day);

/// The documents of each period, by its name; in a period in the order of their numbers.
using Periods = std::map<std::string, std::vector<IssuedDocument>>;
[[nodiscard]] Periods cut(PeriodLength length, const std::vector<IssuedDocument>& documents);

using DocumentMade = std::function<void(const OutgoingDocument&)>;

/// What an archive came to.
struct WrittenArchive {
    Digest sha256{};
    tabular::DocumentSums sums;
};

/// Writes an archive: of each document NUMBER.pdf and, unless it is on paper, NUMBER.xml with that
/// PDF inside; totals.csv and control.csv (see DocumentTotals); SHA256SUMS over all of these, as
/// `sha256sum -c` reads it. The same documents give the same bytes.
/// Errors: CommandFailure: a document that is not whole (I552) or whose amounts are not those of
/// the books (I553) (65), an archive that cannot be written (74). `made` is shown each
/// document.
[[nodiscard]] WrittenArchive write_period_archive(Session& session,
                                                  const ledger::Accounts& accounts,
                                                  const std::vector<IssuedDocument>& documents,
                                                  const std::filesystem::path& file,
                                                  const DocumentMade& made);

/// The SHA-256 of a file. Errors: CommandFailure (74).
[[nodiscard]] Digest file_digest(const std::filesystem::path& file);

}  // namespace mutua::cli
