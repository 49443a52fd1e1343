#include "formats/outbox/service_group.hpp"

#include "formats/outbox/foreign_text.hpp"
#include "formats/xml/document.hpp"

#include <algorithm>
#include <string_view>

namespace mutua::outbox {

namespace {

constexpr std::size_t type_bytes_max = 500;
constexpr std::string_view services = "/services/";

/// The document type that a reference leads to; empty when it leads to none.
std::string type_behind(const std::string& reference) {
    const std::size_t at = reference.find(services);
    if (at == std::string::npos) { return {}; }
    return harmless_text(percent_decoded(reference.substr(at + services.size())), type_bytes_max);
}

}  // namespace

std::optional<ServiceGroup> read_service_group(const std::string& bytes) {
    const auto document = xml::parse(bytes, "answer.xml");
    if (!document) { return std::nullopt; }
    const xml::Element root = document->root();
    const auto participant = root.child("ParticipantIdentifier");
    const auto references = root.child("ServiceMetadataReferenceCollection");
    if (root.name() != "ServiceGroup" || !participant || !references) { return std::nullopt; }
    ServiceGroup group{participant->text(), {}};
    for (const xml::Element& reference : references->children("ServiceMetadataReference")) {
        const std::string type = type_behind(reference.attribute("href").value_or(""));
        const bool is_new = std::find(group.document_types.begin(), group.document_types.end(),
                                      type) == group.document_types.end();
        if (!type.empty() && is_new) { group.document_types.push_back(type); }
    }
    return group;
}

}  // namespace mutua::outbox
