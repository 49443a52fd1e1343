#pragma once

#include "engine/core/date.hpp"
#include "engine/core/digest.hpp"
#include "engine/core/id.hpp"
#include "engine/core/money.hpp"
#include "engine/store/store.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mutua::store {

/// Shown as "EXP-3".
struct ExportTag {
    static constexpr const char* prefix = "EXP";
};
using ExportId = Id<ExportTag>;

/// Whether an export took every document of its periods, or those that were chosen.
enum class ExportExtent : std::uint8_t { whole, chosen };

/// One archive of an export. Units: euro; credit notes count negative.
struct ExportedArchive {
    std::string name;
    Digest sha256{};
    std::int64_t documents = 0;
    Money base;
    Money vat;
    Money total;
    friend bool operator==(const ExportedArchive&, const ExportedArchive&) = default;
};

/// What was handed to whom, and when: archives, and the documents in them.
struct ExportRun {
    ExportId id{0};
    std::string recipient;  ///< "accountant"
    std::string period;     ///< how the archives were cut: "month", "quarter", "year"
    ExportExtent extent = ExportExtent::whole;
    Date made_on;
    std::vector<ExportedArchive> archives;
    std::vector<InvoiceNumber> documents;  ///< invoices and credit notes, in the order taken
    friend bool operator==(const ExportRun&, const ExportRun&) = default;
};

/// Exports of one entity, in the order in which they were made.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class ExportRepository {
public:
    ExportRepository(Store& store, EntityCode entity);

    /// The next number. Numbers have no gaps: when the unit of work is undone, so is the number.
    [[nodiscard]] ExportId next_id();
    /// Keeps an export under a number that next_id() gave in this unit of work: its documents are
    /// exported to its recipient from then on.
    /// Errors: StoreFailure `constraint` for a document that there is not. An export without
    /// archives or documents is a ContractViolation.
    void add(const ExportRun& run);

    [[nodiscard]] std::optional<ExportRun> find(ExportId id);
    [[nodiscard]] std::vector<ExportRun> list();
    /// The newest export of the same documents, cut in the same way for the same recipient.
    [[nodiscard]] std::optional<ExportRun> same_choice(const ExportRun& run);
    /// Every document that a recipient was handed.
    [[nodiscard]] std::set<InvoiceNumber> exported_to(const std::string& recipient);

private:
    Connection& connection_;
    EntityCode entity_;
};

/// The documents of an export as one digest, in their order.
[[nodiscard]] Digest digest_of(const std::vector<InvoiceNumber>& documents);

[[nodiscard]] std::string_view to_string(ExportExtent extent);

}  // namespace mutua::store
