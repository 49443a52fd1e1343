#pragma once

#include "engine/cooperative/participant.hpp"
#include "formats/outbox/name_server.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mutua::outbox {

struct DirectorySettings {
    std::string zone;         ///< "participant.sml.prod.tech.peppol.org"
    std::string name_server;  ///< as NameServer takes it
    std::int64_t timeout_seconds = 5;
};

/// Who receives e-invoices: the names of participants in a zone of the DNS, and their publishers. A
/// directory whose name server is on this machine may have its publishers there too, without TLS.
class ParticipantDirectory {
public:
    explicit ParticipantDirectory(DirectorySettings settings);

    /// Asks about one participant, "0208:0712345630". Three tries, then it is unknown.
    [[nodiscard]] cooperative::ParticipantAnswer find(const std::string& participant);

private:
    /// Whether the zone is there, asked once: in a zone that is not, everybody would be absent.
    [[nodiscard]] bool has_zone();
    [[nodiscard]] cooperative::ParticipantAnswer ask_publisher(const std::string& participant,
                                                               const std::string& url) const;

    DirectorySettings settings_;
    NameServer server_;
    bool is_local_;
    std::optional<bool> has_zone_;
};

}  // namespace mutua::outbox
