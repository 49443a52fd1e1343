#pragma once

#include "engine/core/id.hpp"
#include "engine/settlement/delivery.hpp"
#include "engine/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// A document that has to leave the house, and how far it came.
struct DeliveryRow {
    std::string document;
    settlement::Channel channel = settlement::Channel::peppol;
    Date created_on;
    std::optional<settlement::DeliveryStep> last;  ///< nothing happened yet when it is empty

    [[nodiscard]] settlement::DeliveryStatus status() const {
        return settlement::delivery_status(channel,
                                           last ? std::optional{last->event} : std::nullopt);
    }
};

/// What happened to the documents of one entity on their way.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class DeliveryRepository {
public:
    DeliveryRepository(Store& store, EntityCode entity);

    /// Keeps what happened next; `step` of the argument is its place.
    /// Errors: StoreFailure `constraint` when another program added a step meanwhile. An event that
    /// may not follow the last is a ContractViolation.
    void add(const settlement::DeliveryStep& step);

    /// Everything that happened to a document, in order.
    [[nodiscard]] std::vector<settlement::DeliveryStep> steps(const std::string& document);
    [[nodiscard]] std::optional<settlement::DeliveryStep> last(const std::string& document);

    /// Every document of the outbox, invoices by number and then credit notes, each once.
    [[nodiscard]] std::vector<DeliveryRow> list();
    /// True when any document was sent this way.
    [[nodiscard]] bool was_used(settlement::DeliveryMode mode);

private:
    Connection& connection_;
    EntityCode entity_;
};

/// Kind of a step's link in the chain, and its key.
inline constexpr const char* delivery_kind = "delivery";
[[nodiscard]] std::string delivery_step_key(const settlement::DeliveryStep& step);

}  // namespace mutua::store
