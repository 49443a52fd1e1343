#pragma once

#include "engine/core/date.hpp"
#include "engine/core/id.hpp"
#include "engine/settlement/invoice.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How a document reaches its client over an access point: what is sent, what may be answered, and
/// what is known of it.
namespace mutua::settlement {

/// A document as it leaves: the same key always stands for the same bytes, so whoever gets it twice
/// can tell.
struct SentDocument {
    std::string key;  ///< delivery_key()
    std::string number;
    std::string bytes;
};

/// Entity, number and SHA-256 of the bytes in hexadecimal: "E1.2026-000001.9f86…".
[[nodiscard]] std::string delivery_key(const EntityCode& entity, const std::string& number,
                                       const std::string& sha256);

/// What became of handing a document over.
enum class SubmitOutcome : std::uint8_t {
    accepted,     ///< the access point has it, and gave a receipt
    refused,      ///< it was read and is not taken
    uncertain,    ///< bytes left and nothing came back that can be understood: it may have it
    unreachable,  ///< nothing was taken: no connection, or "try later"
    denied,       ///< nothing was taken: we are not let in, or the address is not an access point
};

/// The answer to a document that was handed over. Reasons are safe to print and hold no secret.
struct Submission {
    SubmitOutcome outcome = SubmitOutcome::uncertain;
    std::string receipt;
    std::vector<std::string> reasons;
    std::optional<std::int64_t> wait_seconds;  ///< that the access point asks for
};

/// What an access point knows of a document.
enum class RemoteState : std::uint8_t {
    unknown,      ///< it says that it does not have it
    accepted,     ///< it has it, and is still busy with it
    delivered,    ///< the receiver's access point has it
    rejected,     ///< it cannot be delivered, or the receiver's access point refused it
    unreachable,  ///< no answer that can be understood
    denied,       ///< as for a submission
};

struct RemoteStatus {
    RemoteState state = RemoteState::unreachable;
    std::string receipt;
    std::vector<std::string> reasons;
    std::optional<std::int64_t> wait_seconds;
};

/// One thing that happened to a document. Each is kept, in order; `sending` before the bytes leave.
enum class DeliveryEvent : std::uint8_t {
    faulty,     ///< it breaks a fatal rule: it did not leave
    sending,    ///< its bytes are about to leave
    not_sent,   ///< they did not: nothing was taken
    uncertain,  ///< they may have arrived
    missing,    ///< asked, the access point says that they have not
    accepted,   ///< the access point has it
    refused,    ///< the access point does not take it
    delivered,  ///< the receiver's access point has it
    rejected,   ///< it was accepted, and could not be delivered
};

/// Where invoices go: systems for trials, or the network.
enum class DeliveryMode : std::uint8_t { sandbox, live };

/// What is known of a document, in one word.
enum class DeliveryStatus : std::uint8_t {
    waiting,    ///< to be sent
    sending,    ///< its bytes were about to leave, and nothing is known since: as uncertain
    uncertain,  ///< the access point is asked before anything else
    accepted,
    delivered,
    rejected,  ///< here, by the access point or after it
    on_paper,  ///< it goes another way
};

/// One event of one document, as it is kept.
struct DeliveryStep {
    std::string document;   ///< "2026-000001"
    std::int64_t step = 0;  ///< 1, 2, 3 …
    Date on;
    DeliveryEvent event = DeliveryEvent::sending;
    DeliveryMode mode = DeliveryMode::sandbox;
    std::string access_point;  ///< which of them: its address, without secrets
    std::string sha256;        ///< of the bytes that it is about, in hexadecimal
    std::string receipt;
    std::string reason;
    friend bool operator==(const DeliveryStep&, const DeliveryStep&) = default;
};

/// True when `next` may happen to a document after `last`; nothing happened yet when it is empty.
/// Only what is known not to be with the access point is sent: a document is never sent twice.
[[nodiscard]] bool may_follow(std::optional<DeliveryEvent> last, DeliveryEvent next);

[[nodiscard]] DeliveryStatus delivery_status(Channel channel, std::optional<DeliveryEvent> last);

/// True when the access point may have the document, or not.
[[nodiscard]] bool must_ask(std::optional<DeliveryEvent> last);

[[nodiscard]] std::string_view to_string(DeliveryEvent event);
[[nodiscard]] std::string_view to_string(DeliveryMode mode);
[[nodiscard]] std::string_view to_string(DeliveryStatus status);
[[nodiscard]] std::optional<DeliveryEvent> parse_delivery_event(std::string_view word);
[[nodiscard]] std::optional<DeliveryMode> parse_delivery_mode(std::string_view word);

}  // namespace mutua::settlement
