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

}  // namespace

std::vector<std::string> fifth_tables() { return {"declaration_order"}; }

std::vector<std::string> schema_5() {
    std::vector<std::string> all{std::begin(facts_of_invoices), std::end(facts_of_invoices)};
    for (const std::string& table : fifth_tables()) { append_guards(all, table); }
    return all;
}

}  // namespace mutua::store
