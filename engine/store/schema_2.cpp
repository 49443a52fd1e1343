#include "engine/store/schema.hpp"

#include <iterator>

namespace mutua::store {

namespace {

constexpr const char* corrections[] = {
    // What is known of a member from a day on; the number counts the changes of that member.
    R"(create table member_change (
        entity_id text not null,
        member_id text not null,
        change integer not null check (change > 0),
        valid_from text not null check (valid_from is date(valid_from)),
        given_name text not null,
        family_name text not null,
        national_number text not null,
        iban text not null,
        bic text,
        language text not null check (language in ('fr', 'nl', 'de', 'en')),
        email text not null,
        street text not null,
        house_number text not null,
        postal_code text not null,
        city text not null,
        country text not null,
        worker_category text not null,
        household text not null,
        children integer not null check (children >= 0),
        disabled_children integer not null check (disabled_children >= 0),
        other_dependants integer not null check (other_dependants >= 0),
        single_parent integer not null check (single_parent in (0, 1)),
        disabled integer not null check (disabled in (0, 1)),
        joint_committee text not null,
        weekly_hours text not null,
        withholding_rate text not null,
        share_count integer not null check (share_count >= 0),
        content_hash text not null check (length(content_hash) = 64),
        recorded_on text not null check (recorded_on is date(recorded_on)),
        primary key (entity_id, member_id, change),
        foreign key (entity_id, member_id) references member (entity_id, member_id)) strict)",
    // Amounts are what changed: payslip and difference slips of a month add up to its state.
    R"(create table difference_slip (
        entity_id text not null check (entity_id <> ''),
        slip_id integer not null check (slip_id > 0),
        payslip_id integer not null,
        corrects_id integer not null check (corrects_id < slip_id),
        member_id text not null,
        month text not null check (month || '-01' is date(month || '-01')),
        worker_category text not null check (worker_category <> ''),
        issued_on text not null check (issued_on is date(issued_on)),
        payment_date text not null check (payment_date is date(payment_date)),
        gross_pay_cents integer not null,
        employee_contributions_cents integer not null,
        withholding_tax_cents integer not null,
        net_pay_cents integer not null,
        expenses_cents integer not null,
        to_pay_cents integer not null check (to_pay_cents = net_pay_cents + expenses_cents),
        employer_contributions_cents integer not null,
        holiday_pay_provision_cents integer not null,
        other_employer_costs_cents integer not null,
        employer_cost_cents integer not null,
        ruleset text not null references ruleset (hash),
        run_id integer not null,
        primary key (entity_id, slip_id),
        unique (entity_id, corrects_id),
        foreign key (entity_id, payslip_id) references payslip (entity_id, payslip_id),
        foreign key (entity_id, member_id) references member (entity_id, member_id),
        foreign key (entity_id, run_id) references run (entity_id, run_id),
        check (employer_cost_cents = gross_pay_cents + employer_contributions_cents
               + holiday_pay_provision_cents + other_employer_costs_cents)) strict)",
    "create index difference_slip_by_month on difference_slip (entity_id, member_id, month)",
    // Every declaration of the month; `added` are those that no slip paid for before.
    R"(create table difference_declaration (
        entity_id text not null,
        slip_id integer not null,
        line integer not null check (line > 0),
        declaration_id text not null,
        added integer not null check (added in (0, 1)),
        provision_cents integer not null,
        actual_cost_cents integer not null,
        net_pay_cents integer not null,
        primary key (entity_id, slip_id, line),
        unique (entity_id, slip_id, declaration_id),
        foreign key (entity_id, slip_id) references difference_slip (entity_id, slip_id),
        foreign key (entity_id, declaration_id) references acceptance (entity_id, declaration_id))
        strict, without rowid)",
    R"(create unique index declaration_added_once on difference_declaration
        (entity_id, declaration_id) where added = 1)",
    R"(create trigger declaration_added_is_new before insert on difference_declaration
        when new.added = 1 and exists (select 1 from payslip_declaration
                     where entity_id = new.entity_id and declaration_id = new.declaration_id)
        begin select raise(abort, 'the declaration is in a payslip'); end)",
    R"(create trigger declaration_paid_is_new before insert on payslip_declaration
        when exists (select 1 from difference_declaration where entity_id = new.entity_id
                     and declaration_id = new.declaration_id and added = 1)
        begin select raise(abort, 'the declaration is in a difference slip'); end)",
    R"(create trigger difference_slip_number_is_new before insert on difference_slip
        when exists (select 1 from payslip where entity_id = new.entity_id
                     and payslip_id = new.slip_id)
        begin select raise(abort, 'a payslip has the number'); end)",
    R"(create trigger payslip_number_is_new before insert on payslip
        when exists (select 1 from difference_slip where entity_id = new.entity_id
                     and slip_id = new.payslip_id)
        begin select raise(abort, 'a difference slip has the number'); end)",
    R"(create trigger difference_slip_corrects_its_month before insert on difference_slip
        when not exists (select 1 from payslip where entity_id = new.entity_id
                     and payslip_id = new.payslip_id and member_id = new.member_id
                     and month = new.month)
             or (new.corrects_id <> new.payslip_id
                 and not exists (select 1 from difference_slip where entity_id = new.entity_id
                     and slip_id = new.corrects_id and payslip_id = new.payslip_id))
        begin select raise(abort, 'the slip that is corrected is of another month'); end)",
};

}  // namespace

std::vector<std::string> second_tables() {
    return {"member_change", "difference_slip", "difference_declaration"};
}

std::vector<std::string> schema_2() {
    std::vector<std::string> all{std::begin(corrections), std::end(corrections)};
    for (const std::string& table : second_tables()) { append_guards(all, table); }
    return all;
}

}  // namespace mutua::store
