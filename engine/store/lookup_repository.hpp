#pragma once

#include "engine/cooperative/participant.hpp"
#include "engine/core/date.hpp"
#include "engine/core/id.hpp"
#include "engine/store/store.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// What the directory of participants answered about a client, and when.
struct ParticipantLookup {
    ClientCode client;
    std::int64_t lookup = 0;  ///< 1, 2, 3 … of this client
    Date on;
    cooperative::ParticipantAnswer answer;
    friend bool operator==(const ParticipantLookup&, const ParticipantLookup&) = default;
};

/// The look-ups of the clients of one entity. Each is kept: an answer that is unknown hides none
/// that was known.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class LookupRepository {
public:
    LookupRepository(Store& store, EntityCode entity);

    /// Errors: StoreFailure `constraint` when there is no such client.
    void add(const ClientCode& client, Date on, const cooperative::ParticipantAnswer& answer);

    /// The newest answer, whatever it is.
    [[nodiscard]] std::optional<ParticipantLookup> last(const ClientCode& client);
    /// The newest answer that says present or absent: what a plan may rely on, with its day.
    [[nodiscard]] std::optional<ParticipantLookup> last_known(const ClientCode& client);
    /// All look-ups of a client, in order.
    [[nodiscard]] std::vector<ParticipantLookup> list(const ClientCode& client);

private:
    Connection& connection_;
    EntityCode entity_;
};

/// Kind of a look-up's link in the chain, and its key.
inline constexpr const char* lookup_kind = "participant_lookup";
[[nodiscard]] std::string lookup_key(const ParticipantLookup& lookup);

}  // namespace mutua::store
