#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mutua::outbox {

/// What a publisher tells of a participant.
struct ServiceGroup {
    std::string participant;                  ///< "0208:0712345630"
    std::vector<std::string> document_types;  ///< "busdox-docid-qns::urn:oasis:…", each once
};

/// Nothing when the bytes are no such document. Source: Peppol SMP 1.4.0, ServiceGroup.
[[nodiscard]] std::optional<ServiceGroup> read_service_group(const std::string& bytes);

}  // namespace mutua::outbox
