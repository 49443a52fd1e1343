#include "engine/store/schema.hpp"

#include <iterator>

namespace mutua::store {

namespace {

constexpr const char* facts_elsewhere[] = {
    "alter table member add column claim_children integer"
    " check (claim_children is null or (claim is not null and claim_children >= 0))",
    "alter table member add column student_hours_elsewhere integer not null default 0"
    " check (student_hours_elsewhere >= 0)",
    "alter table member_change add column claim_children integer"
    " check (claim_children is null or (claim is not null and claim_children >= 0))",
    "alter table member_change add column student_hours_elsewhere integer not null default 0"
    " check (student_hours_elsewhere >= 0)",
};

constexpr const char* credit_notes[] = {
    // Of a whole invoice, once. Its number is C and that of its place.
    R"(create table credit_note (
        entity_id text not null check (entity_id <> ''),
        number text not null check (number <> ''),
        series integer not null check (series between 0 and 9),
        year integer not null check (year = cast(substr(issue_date, 1, 4) as integer)),
        sequence integer not null check (sequence between 1 and 9999999),
        invoice_number text not null,
        client_id text not null,
        issue_date text not null check (issue_date is date(issue_date)),
        reason text not null check (reason <> ''),
        net_cents integer not null,
        vat_cents integer not null,
        total_cents integer not null check (total_cents = net_cents + vat_cents),
        channel text not null check (channel in ('peppol', 'paper')),
        ruleset text not null references ruleset (hash),
        primary key (entity_id, number),
        unique (entity_id, series, year, sequence),
        unique (entity_id, invoice_number),
        foreign key (entity_id, invoice_number) references invoice (entity_id, number),
        foreign key (entity_id, client_id) references client (entity_id, client_id)) strict)",
    R"(create trigger credit_note_is_of_its_invoice before insert on credit_note
        when not exists (select 1 from invoice where entity_id = new.entity_id
                     and number = new.invoice_number and type_code = '380'
                     and client_id = new.client_id and issue_date <= new.issue_date
                     and net_cents = new.net_cents and vat_cents = new.vat_cents)
        begin select raise(abort, 'the invoice is another'); end)",
    // What is claimed of the member: what the account of the declaration does not hold.
    R"(create table credit_note_declaration (
        entity_id text not null,
        number text not null,
        line integer not null check (line > 0),
        declaration_id text not null,
        claimed_cents integer not null check (claimed_cents >= 0),
        primary key (entity_id, number, line),
        unique (entity_id, declaration_id),
        foreign key (entity_id, number) references credit_note (entity_id, number),
        foreign key (entity_id, declaration_id)
            references invoice_declaration (entity_id, declaration_id))
        strict, without rowid)",
    R"(create trigger declaration_credited_is_of_the_invoice
        before insert on credit_note_declaration
        when not exists (select 1 from credit_note n join invoice_declaration i
                     on i.entity_id = n.entity_id and i.number = n.invoice_number
                     where n.entity_id = new.entity_id and n.number = new.number
                     and i.declaration_id = new.declaration_id)
        begin select raise(abort, 'the declaration is on another invoice'); end)",
    "alter table difference_declaration add column removed integer not null default 0"
    " check (removed in (0, 1) and removed + added < 2)",
    R"(create unique index declaration_removed_once on difference_declaration
        (entity_id, declaration_id) where removed = 1)",
    R"(create trigger declaration_removed_was_credited before insert on difference_declaration
        when new.removed = 1 and not exists (select 1 from credit_note_declaration
                     where entity_id = new.entity_id and declaration_id = new.declaration_id)
        begin select raise(abort, 'the declaration was not credited'); end)",
    R"(create trigger declaration_added_stands before insert on difference_declaration
        when new.removed = 0 and exists (select 1 from credit_note_declaration
                     where entity_id = new.entity_id and declaration_id = new.declaration_id)
        begin select raise(abort, 'the declaration was credited'); end)",
    R"(create trigger declaration_paid_stands before insert on payslip_declaration
        when exists (select 1 from credit_note_declaration where entity_id = new.entity_id
                     and declaration_id = new.declaration_id)
        begin select raise(abort, 'the declaration was credited'); end)",
};

}  // namespace

std::vector<std::string> fourth_tables() { return {"credit_note", "credit_note_declaration"}; }

std::vector<std::string> schema_4() {
    std::vector<std::string> all{std::begin(facts_elsewhere), std::end(facts_elsewhere)};
    all.insert(all.end(), std::begin(credit_notes), std::end(credit_notes));
    for (const std::string& table : fourth_tables()) { append_guards(all, table); }
    return all;
}

}  // namespace mutua::store
