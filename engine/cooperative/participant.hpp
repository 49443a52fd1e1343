#pragma once

#include "engine/cooperative/identifier.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Who can be reached over the network of e-invoices, as far as its directory tells.
namespace mutua::cooperative {

/// `unknown` is no answer at all: it is never taken for `absent`.
enum class Presence : std::uint8_t {
    present,  ///< the directory names the participant, and its publisher what it receives
    absent,   ///< the directory answers, and does not name it
    unknown,  ///< nobody answered, or not in a way that can be understood
};

/// What the directory tells of one participant.
struct ParticipantAnswer {
    std::string participant;  ///< "0208:0712345630"
    Presence presence = Presence::unknown;
    std::string publisher;  ///< where its document types are published; empty when it is unknown
    std::vector<std::string> document_types;  ///< that it receives, as the network names them
    std::string reason;                       ///< why the answer is unknown; else empty
    friend bool operator==(const ParticipantAnswer&, const ParticipantAnswer&) = default;
};

/// The forms under which a participant may be registered, its own first. A Belgian enterprise has
/// three: its number, the number with the letters of its VAT number, registered so by mistake, and
/// its VAT number.
[[nodiscard]] std::vector<std::string> participant_forms(const PeppolId& id);

/// The one answer to a client's forms: one that is present; else one that is unknown; else absent.
/// Errors: no answer at all is a ContractViolation.
[[nodiscard]] ParticipantAnswer best_answer(const std::vector<ParticipantAnswer>& answers);

[[nodiscard]] std::string_view to_string(Presence presence);
[[nodiscard]] std::optional<Presence> parse_presence(std::string_view word);

}  // namespace mutua::cooperative
