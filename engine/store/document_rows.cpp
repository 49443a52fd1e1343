#include "engine/store/document_rows.hpp"

#include "engine/store/canonical.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/failure.hpp"

namespace mutua::store {

std::string document_key(const std::string& kind, const std::string& number,
                         const std::string& media_type) {
    return kind + " " + number + " " + media_type;
}

void add_documents(Connection& connection, const EntityCode& entity, const char* kind,
                   const std::string& number, const std::vector<DocumentBytes>& documents) {
    for (const DocumentBytes& document : documents) {
        connection.insert(
            "insert into document (entity_id, kind, number, media_type, bytes, sha256)"
            " values (:p1, :p2, :p3, :p4, cast(:p5 as blob), :p6)",
            entity, kind, number, document.media_type, Blob{document.bytes},
            sha256(document.bytes));
        connection.chain(entity, "document", document_key(kind, number, document.media_type),
                         canonical_bytes(document));
    }
}

std::optional<std::string> find_document(Connection& connection, const EntityCode& entity,
                                         const char* kind, const std::string& number,
                                         const std::string& media_type) {
    return connection.maybe_text(
        "select bytes from document where entity_id = :entity and kind = :kind"
        " and number = :number and media_type = :media_type",
        entity, kind, number, media_type);
}

settlement::Channel channel_in(const std::string& word) {
    const auto channel = settlement::parse_channel(word);
    if (!channel) { throw StoreFailure{FailureKind::damaged, "store: a channel is unknown"}; }
    return *channel;
}

}  // namespace mutua::store
