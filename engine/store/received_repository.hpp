#pragma once

#include "engine/core/date.hpp"
#include "engine/core/digest.hpp"
#include "engine/core/id.hpp"
#include "engine/core/money.hpp"
#include "engine/store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::store {

/// Shown as "REC-3".
struct ReceivedTag {
    static constexpr const char* prefix = "REC";
};
using ReceivedId = Id<ReceivedTag>;

/// What our entity is on a document that somebody else wrote: its buyer, or the seller of what the
/// buyer wrote.
enum class OurRole : std::uint8_t { buyer, seller };

/// What a received document says of itself. The partner is the other party of it.
struct ReceivedFacts {
    OurRole role = OurRole::buyer;
    std::string partner_id;  ///< "BE0999001119", "0208:0999001119", or the name where no number is
    std::string partner_name;
    bool is_credit_note = false;  ///< the form of it; amounts are positive in both
    std::string type_code;        ///< UNCL 1001
    std::string number;
    Date issue_date;
    std::optional<Date> due_date;
    Money net;  ///< all in the document's currency
    Money vat;
    Money total;
    Money payable;
    friend bool operator==(const ReceivedFacts&, const ReceivedFacts&) = default;
};

/// The row of a received document; the document itself is its bytes.
struct ReceivedRow {
    ReceivedId id{0};
    ReceivedFacts facts;
    Date received_on;
    std::string file;  ///< the name it was handed in with
    Digest sha256{};
    friend bool operator==(const ReceivedRow&, const ReceivedRow&) = default;
};

/// Documents that partners sent, in the order in which they came in, byte for byte.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class ReceivedRepository {
public:
    ReceivedRepository(Store& store, EntityCode entity);

    /// Keeps a document, and gives its row.
    /// Errors: StoreFailure `constraint` when same() finds one.
    ReceivedRow add(const ReceivedFacts& facts, const std::string& bytes, const std::string& file,
                    Date received_on);

    [[nodiscard]] std::optional<ReceivedRow> find(ReceivedId id);
    /// The one of the same partner, form, number and day.
    [[nodiscard]] std::optional<ReceivedRow> same(const ReceivedFacts& facts);
    /// Others of the same partner and form whose number is the same but for capitals.
    [[nodiscard]] std::vector<ReceivedRow> alike(const ReceivedFacts& facts);
    /// Those of a number, whoever gave it.
    [[nodiscard]] std::vector<ReceivedRow> numbered(const std::string& number);
    [[nodiscard]] std::vector<ReceivedRow> list(std::optional<Month> issued_in = std::nullopt);
    [[nodiscard]] std::string bytes(ReceivedId id);

private:
    Connection& connection_;
    EntityCode entity_;
};

[[nodiscard]] std::string_view to_string(OurRole role);

}  // namespace mutua::store
