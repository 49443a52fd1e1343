#pragma once

#include "engine/service/review.hpp"
#include "engine/settlement/delivery.hpp"
#include "engine/store/delivery_repository.hpp"
#include "engine/store/store.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

/// A document as it would leave: its bytes, or the fatal rules that it breaks.
struct ReadyDocument {
    std::string bytes;
    std::vector<std::string> faults;
};

/// What sending needs from above: the formats, the access point and the time.
struct DeliveryTools {
    std::function<ReadyDocument(const std::string& number)> make;
    std::function<settlement::Submission(const settlement::SentDocument&)> submit;
    std::function<settlement::RemoteStatus(const std::string& key)> status;
    /// Waits before another try: after how many, and the seconds that the access point asks for.
    /// False when that is too long to wait for.
    std::function<bool(std::size_t tries, std::optional<std::int64_t> seconds)> wait;
};

struct DeliveryRequest {
    EntityCode entity;
    Date on;
    settlement::DeliveryMode mode = settlement::DeliveryMode::sandbox;
    std::string access_point;          ///< its address: what one may have, another is not asked for
    std::vector<std::string> numbers;  ///< empty: all that wait
    std::size_t limit = 0;             ///< documents of this run; 0: all
    std::size_t tries_max = 3;         ///< of one question, or of handing one document over
    std::size_t strikes_max = 3;       ///< documents in a row without an answer, then it stops
};

/// What a run knows of a document at its end.
struct DeliveryItem {
    std::string document;
    settlement::DeliveryStatus status = settlement::DeliveryStatus::waiting;
    std::optional<settlement::DeliveryEvent> event;
    std::string receipt;
    std::string reason;
    bool is_elsewhere = false;  ///< another access point may have it, and has to be asked
    bool is_lost = false;  ///< it was accepted, and now the access point says that it has it not
};

struct DeliveryReport {
    enum class End {
        done,
        unreachable,  ///< several documents in a row got no answer: the rest was not tried
        denied        ///< the access point does not let us in: the rest was not tried
    };
    std::vector<DeliveryItem> items;  ///< in the order of their numbers
    std::size_t left = 0;             ///< that were due and not tried
    End end = End::done;
    std::string why;
};

/// What send_documents() would look at, in order: what waits or is uncertain, up to the limit;
/// named documents also when they were refused or faulty, and those that need nothing.
[[nodiscard]] std::vector<store::DeliveryRow> documents_to_send(store::Store& store,
                                                                const DeliveryRequest& request);

/// Hands documents to the access point, in the order of their numbers, each once: that its bytes
/// are about to leave is kept before they do. Where nobody knows whether they arrived, because the
/// answer was lost or an earlier run was killed, the access point is asked before anything is sent
/// again. What fails does not stop the others.
/// Errors: what the tools or the store throw; the next run goes on from there.
[[nodiscard]] DeliveryReport send_documents(store::Store& store, const DeliveryRequest& request,
                                            const DeliveryTools& tools, const Progress& progress);

/// Asks the access point about what it has accepted or may have, and keeps what is new. Sends
/// nothing.
[[nodiscard]] DeliveryReport ask_about_documents(store::Store& store,
                                                 const DeliveryRequest& request,
                                                 const DeliveryTools& tools,
                                                 const Progress& progress);

}  // namespace mutua::service
