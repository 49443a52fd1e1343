#include "engine/store/lookup_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/failure.hpp"

#include <utility>

namespace mutua::store {

namespace {

constexpr const char* select_lookups =
    "select client_id, lookup, on_date, participant, presence, publisher, document_types, reason"
    " from participant_lookup";
constexpr const char* lookup_letters = "titttttt";

/// Document types hold no line break: one a line.
std::string joined_types(const std::vector<std::string>& types) {
    std::string text;
    for (const std::string& one : types) {
        require(one.find('\n') == std::string::npos, "a document type is one line");
        text += one + "\n";
    }
    return text;
}

std::vector<std::string> types_in(const std::string& text) {
    std::vector<std::string> types;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        types.push_back(text.substr(begin, end - begin));
        begin = end == std::string::npos ? text.size() : end + 1;
    }
    return types;
}

std::vector<ParticipantLookup> read_lookups(Connection& connection, const Conditions& conditions) {
    Statement row =
        connection.select(conditions.after(select_lookups), lookup_letters, conditions.values());
    std::vector<ParticipantLookup> all;
    while (row.next()) {
        const auto presence = cooperative::parse_presence(row.text(4));
        if (!presence) {
            throw StoreFailure{FailureKind::damaged, "store: the answer of a look-up is unknown"};
        }
        all.push_back({ClientCode{row.text(0)},
                       row.integer(1),
                       row.date(2),
                       {row.text(3), *presence, row.text(5), types_in(row.text(6)), row.text(7)}});
    }
    return all;
}

Conditions of_client(const EntityCode& entity, const ClientCode& client) {
    Conditions conditions{"entity_id = :entity", to_column(entity)};
    conditions.add("client_id = :client", to_column(client));
    return conditions;
}

}  // namespace

LookupRepository::LookupRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

void LookupRepository::add(const ClientCode& client, Date on,
                           const cooperative::ParticipantAnswer& answer) {
    const auto before = last(client);
    const ParticipantLookup row{client, (before ? before->lookup : 0) + 1, on, answer};
    connection_.insert(
        "insert into participant_lookup (entity_id, client_id, lookup, on_date, participant,"
        " presence, publisher, document_types, reason)"
        " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9)",
        entity_, row.client, row.lookup, row.on, answer.participant, to_string(answer.presence),
        answer.publisher, joined_types(answer.document_types), answer.reason);
    connection_.chain(entity_, lookup_kind, lookup_key(row), canonical_bytes(row));
}

std::optional<ParticipantLookup> LookupRepository::last(const ClientCode& client) {
    Conditions conditions = of_client(entity_, client);
    conditions.order("lookup desc", 1);
    return only_one(read_lookups(connection_, conditions));
}

std::optional<ParticipantLookup> LookupRepository::last_known(const ClientCode& client) {
    Conditions conditions = of_client(entity_, client);
    conditions.add("presence <> 'unknown'");
    conditions.order("lookup desc", 1);
    return only_one(read_lookups(connection_, conditions));
}

std::vector<ParticipantLookup> LookupRepository::list(const ClientCode& client) {
    Conditions conditions = of_client(entity_, client);
    conditions.order("lookup", 0);
    return read_lookups(connection_, conditions);
}

std::string lookup_key(const ParticipantLookup& lookup) {
    return lookup.client.text() + "/" + std::to_string(lookup.lookup);
}

}  // namespace mutua::store
