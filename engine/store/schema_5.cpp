#include "engine/store/schema.hpp"

#include <iterator>

namespace mutua::store {

namespace {

constexpr const char* facts_of_invoices[] = {
    "alter table declaration add column service_nature text not null default ''",
    "alter table client add column order_reference_required integer not null default 0"
    " check (order_reference_required in (0, 1))",
    "alter table client add column collective_invoice integer not null default 0"
    " check (collective_invoice in (0, 1))",
    // The client's order, where it came after the declaration; before it is invoiced, once.
    R"(create table declaration_order (
        entity_id text not null,
        declaration_id text not null,
        order_reference text not null check (order_reference <> ''),
        recorded_on text not null check (recorded_on is date(recorded_on)),
        primary key (entity_id, declaration_id),
        foreign key (entity_id, declaration_id) references declaration (entity_id, declaration_id))
        strict, without rowid)",
    R"(create trigger order_comes_before_its_invoice before insert on declaration_order
        when exists (select 1 from invoice_declaration where entity_id = new.entity_id
                     and declaration_id = new.declaration_id)
        begin select raise(abort, 'the declaration is invoiced'); end)",
};

constexpr const char* exports[] = {
    // What was handed to whom. `chosen` is the digest of its documents in their order.
    R"(create table export (
        entity_id text not null check (entity_id <> ''),
        export_id integer not null check (export_id > 0),
        recipient text not null check (recipient <> ''),
        period text not null check (period in ('month', 'quarter', 'year')),
        extent text not null check (extent in ('whole', 'chosen')),
        made_on text not null check (made_on is date(made_on)),
        chosen text not null check (length(chosen) = 64),
        primary key (entity_id, export_id)) strict)",
    "create index export_by_choice on export (entity_id, chosen)",
    R"(create table export_archive (
        entity_id text not null,
        export_id integer not null,
        line integer not null check (line > 0),
        name text not null check (name <> ''),
        sha256 text not null check (length(sha256) = 64),
        document_count integer not null check (document_count > 0),
        base_cents integer not null,
        vat_cents integer not null,
        total_cents integer not null check (total_cents = base_cents + vat_cents),
        primary key (entity_id, export_id, line),
        unique (entity_id, export_id, name),
        foreign key (entity_id, export_id) references export (entity_id, export_id))
        strict, without rowid)",
    R"(create table export_document (
        entity_id text not null,
        export_id integer not null,
        line integer not null check (line > 0),
        number text not null,
        primary key (entity_id, export_id, line),
        unique (entity_id, export_id, number),
        foreign key (entity_id, export_id) references export (entity_id, export_id))
        strict, without rowid)",
    R"(create trigger document_exported_was_issued before insert on export_document
        when not exists (select 1 from invoice where entity_id = new.entity_id
                     and number = new.number)
             and not exists (select 1 from credit_note where entity_id = new.entity_id
                     and number = new.number)
        begin select raise(abort, 'the document was not issued'); end)",
};

constexpr const char* received[] = {
    // What a partner sent, whole. Amounts are hundredths of the document's own currency.
    R"(create table received_document (
        entity_id text not null check (entity_id <> ''),
        received_id integer not null check (received_id > 0),
        our_role text not null check (our_role in ('buyer', 'seller')),
        partner_id text not null check (partner_id <> ''),
        partner_name text not null,
        is_credit_note integer not null check (is_credit_note in (0, 1)),
        type_code text not null check (type_code <> ''),
        number text not null check (number <> ''),
        issue_date text not null check (issue_date is date(issue_date)),
        due_date text check (due_date is date(due_date)),
        currency text not null check (length(currency) = 3),
        net_cents integer not null,
        vat_cents integer not null,
        total_cents integer not null,
        payable_cents integer not null,
        received_on text not null check (received_on is date(received_on)),
        file text not null,
        bytes blob not null,
        sha256 text not null check (length(sha256) = 64),
        primary key (entity_id, received_id),
        unique (entity_id, partner_id, is_credit_note, number, issue_date)) strict)",
    "create index received_document_by_number on received_document (entity_id, number)",
};

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

std::vector<std::string> fifth_tables() {
    return {"declaration_order", "export",   "export_archive",    "export_document",
            "received_document", "delivery", "participant_lookup"};
}

std::vector<std::string> schema_5() {
    std::vector<std::string> all{std::begin(facts_of_invoices), std::end(facts_of_invoices)};
    all.insert(all.end(), std::begin(exports), std::end(exports));
    all.insert(all.end(), std::begin(received), std::end(received));
    all.insert(all.end(), std::begin(deliveries), std::end(deliveries));
    for (const std::string& table : fifth_tables()) { append_guards(all, table); }
    return all;
}

}  // namespace mutua::store
