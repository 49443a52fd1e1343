#include "engine/store/schema.hpp"

#include <iterator>

namespace mutua::store {

namespace {

constexpr const char* deliveries[] = {
    // What happened to a document on its way, event by event.
    R"(create table delivery (
        entity_id text not null check (entity_id <> ''),
        document text not null check (document <> ''),
        step integer not null check (step > 0),
        on_date text not null check (on_date is date(on_date)),
        event text not null check (event in ('faulty', 'sending', 'not_sent', 'uncertain',
            'missing', 'accepted', 'refused', 'delivered', 'rejected')),
        mode text not null check (mode in ('sandbox', 'live')),
        access_point text not null check (access_point <> ''),
        sha256 text not null check (length(sha256) = 64),
        receipt text not null,
        reason text not null,
        primary key (entity_id, document, step)) strict)",
    R"(create trigger delivery_is_of_the_outbox before insert on delivery
        when not exists (select 1 from outbox where entity_id = new.entity_id
                     and document = new.document and channel = 'peppol')
        begin select raise(abort, 'the document does not go this way'); end)",
    R"(create trigger delivery_steps_follow before insert on delivery
        when new.step <> 1 + (select coalesce(max(step), 0) from delivery
                     where entity_id = new.entity_id and document = new.document)
        begin select raise(abort, 'the document moved on'); end)",
    // What the access point may have is never sent again.
    R"(create trigger delivery_is_sent_once before insert on delivery
        when new.event = 'sending' and exists (select 1 from delivery
                     where entity_id = new.entity_id and document = new.document
                     and step = new.step - 1
                     and event not in ('faulty', 'not_sent', 'missing', 'refused'))
        begin select raise(abort, 'the document may have arrived'); end)",
    "create index outbox_by_document on outbox (entity_id, document)",
    // What the directory of participants answered about a client.
    R"(create table participant_lookup (
        entity_id text not null,
        client_id text not null,
        lookup integer not null check (lookup > 0),
        on_date text not null check (on_date is date(on_date)),
        participant text not null check (participant <> ''),
        presence text not null check (presence in ('present', 'absent', 'unknown')),
        publisher text not null,
        document_types text not null,
        reason text not null check ((reason <> '') = (presence = 'unknown')),
        primary key (entity_id, client_id, lookup),
        foreign key (entity_id, client_id) references client (entity_id, client_id)) strict)",
};

}  // namespace

std::vector<std::string> fifth_tables() { return {"delivery", "participant_lookup"}; }

std::vector<std::string> schema_5() {
    std::vector<std::string> all{std::begin(deliveries), std::end(deliveries)};
    for (const std::string& table : fifth_tables()) { append_guards(all, table); }
    return all;
}

}  // namespace mutua::store
