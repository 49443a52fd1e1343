#include "engine/store/schema.hpp"

#include <iterator>

namespace mutua::store {

namespace {

constexpr const char* facts[] = {
    R"(create table ruleset (
        hash text not null primary key check (hash glob 'sha256:*' and length(hash) = 71),
        stored_on text not null check (stored_on is date(stored_on))) strict)",
    R"(create table ruleset_file (
        hash text not null references ruleset (hash),
        path text not null check (path <> ''),
        bytes blob not null,
        primary key (hash, path)) strict)",
    R"(create table member (
        entity_id text not null check (entity_id <> ''),
        member_id text not null check (member_id <> ''),
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
        primary key (entity_id, member_id)) strict)",
    R"(create table client (
        entity_id text not null check (entity_id <> ''),
        client_id text not null check (client_id <> ''),
        name text not null,
        street text not null,
        house_number text not null,
        postal_code text not null,
        city text not null,
        country text not null,
        language text not null check (language in ('fr', 'nl', 'de', 'en')),
        kind text not null,
        enterprise_number text,
        vat_number text,
        email text,
        peppol_id text,
        payment_terms_days integer check (payment_terms_days >= 0),
        buyer_reference text not null,
        content_hash text not null check (length(content_hash) = 64),
        recorded_on text not null check (recorded_on is date(recorded_on)),
        primary key (entity_id, client_id)) strict)",
    R"(create table declaration (
        entity_id text not null check (entity_id <> ''),
        declaration_id text not null check (declaration_id <> ''),
        member_id text not null,
        client_id text not null,
        description text not null,
        first_day text not null check (first_day is date(first_day)),
        last_day text not null check (last_day >= first_day),
        hours_hundredths integer not null check (hours_hundredths >= 0),
        price_cents integer not null check (price_cents > 0),
        expenses_cents integer not null check (expenses_cents >= 0),
        vat_treatment text not null,
        vat_reason text not null,
        order_reference text not null,
        joint_committee text not null,
        place_country text not null,
        content_hash text not null check (length(content_hash) = 64),
        recorded_on text not null check (recorded_on is date(recorded_on)),
        primary key (entity_id, declaration_id),
        foreign key (entity_id, member_id) references member (entity_id, member_id),
        foreign key (entity_id, client_id) references client (entity_id, client_id)) strict)",
    "create index declaration_by_day on declaration (entity_id, first_day)",
    "create index declaration_by_member on declaration (entity_id, member_id)",
    R"(create table declaration_day (
        entity_id text not null,
        declaration_id text not null,
        on_date text not null check (on_date is date(on_date)),
        primary key (entity_id, declaration_id, on_date),
        foreign key (entity_id, declaration_id) references declaration (entity_id, declaration_id))
        strict, without rowid)",
};

constexpr const char* decisions[] = {
    R"(create table acceptance (
        entity_id text not null,
        declaration_id text not null,
        accepted_on text not null check (accepted_on is date(accepted_on)),
        ruleset text not null references ruleset (hash),
        vat_treatment text not null,
        vat_category text not null,
        vat_rate text not null,
        vat_exemption_code text not null,
        vat_reason_fr text not null,
        vat_reason_nl text not null,
        vat_reason_de text not null,
        vat_reason_en text not null,
        vat_cents integer not null check (vat_cents >= 0),
        price_cents integer not null check (price_cents > 0),
        management_fee_cents integer not null check (management_fee_cents >= 0),
        expenses_cents integer not null check (expenses_cents >= 0),
        salary_budget_cents integer not null,
        gross_pay_cents integer not null check (gross_pay_cents >= 0),
        employer_cost_cents integer not null check (employer_cost_cents >= 0),
        primary key (entity_id, declaration_id),
        foreign key (entity_id, declaration_id) references declaration (entity_id, declaration_id),
        check (salary_budget_cents = price_cents - management_fee_cents - expenses_cents)) strict)",
    R"(create table rejection (
        entity_id text not null,
        declaration_id text not null,
        rejected_on text not null check (rejected_on is date(rejected_on)),
        reason text not null check (reason <> ''),
        primary key (entity_id, declaration_id),
        foreign key (entity_id, declaration_id) references declaration (entity_id, declaration_id))
        strict)",
    R"(create trigger acceptance_is_the_only_decision before insert on acceptance
        when exists (select 1 from rejection where entity_id = new.entity_id
                     and declaration_id = new.declaration_id)
        begin select raise(abort, 'the declaration was rejected'); end)",
    R"(create trigger rejection_is_the_only_decision before insert on rejection
        when exists (select 1 from acceptance where entity_id = new.entity_id
                     and declaration_id = new.declaration_id)
        begin select raise(abort, 'the declaration was accepted'); end)",
};

constexpr const char* runs[] = {
    R"(create table counter (
        entity_id text not null,
        series text not null check (series <> ''),
        year integer not null check (year between 0 and 9999),
        last integer not null check (last > 0),
        primary key (entity_id, series, year)) strict, without rowid)",
    R"(create table run (
        entity_id text not null check (entity_id <> ''),
        run_id integer not null check (run_id > 0),
        kind text not null check (kind <> ''),
        planned_hash text not null check (planned_hash <> ''),
        ruleset text not null references ruleset (hash),
        started_on text not null check (started_on is date(started_on)),
        item_count integer not null check (item_count >= 0),
        primary key (entity_id, run_id),
        unique (entity_id, kind, planned_hash)) strict)",
    R"(create table run_total (
        entity_id text not null,
        run_id integer not null,
        name text not null check (name <> ''),
        cents integer not null,
        primary key (entity_id, run_id, name),
        foreign key (entity_id, run_id) references run (entity_id, run_id)) strict, without rowid)",
    R"(create table run_result (
        entity_id text not null,
        run_id integer not null,
        done_count integer not null check (done_count >= 0),
        rejected_count integer not null check (rejected_count >= 0),
        primary key (entity_id, run_id),
        foreign key (entity_id, run_id) references run (entity_id, run_id)) strict, without rowid)",
    R"(create table run_rejection (
        entity_id text not null,
        run_id integer not null,
        line integer not null check (line > 0),
        key text not null,
        code text not null,
        text text not null,
        primary key (entity_id, run_id, line),
        foreign key (entity_id, run_id) references run_result (entity_id, run_id))
        strict, without rowid)",
};

constexpr const char* documents[] = {
    R"(create table invoice (
        entity_id text not null check (entity_id <> ''),
        number text not null check (number <> ''),
        type_code text not null check (type_code in ('380', '381', '389', '261')),
        series integer not null check (series between 0 and 9),
        year integer not null check (year = cast(substr(issue_date, 1, 4) as integer)),
        sequence integer not null check (sequence between 1 and 9999999),
        client_id text not null,
        issue_date text not null check (issue_date is date(issue_date)),
        due_date text not null check (due_date is date(due_date) and due_date >= issue_date),
        net_cents integer not null,
        vat_cents integer not null,
        total_cents integer not null check (total_cents = net_cents + vat_cents),
        structured_communication text not null,
        channel text not null check (channel in ('peppol', 'paper')),
        ruleset text not null references ruleset (hash),
        run_id integer not null,
        primary key (entity_id, number),
        unique (entity_id, type_code, series, year, sequence),
        foreign key (entity_id, client_id) references client (entity_id, client_id),
        foreign key (entity_id, run_id) references run (entity_id, run_id)) strict)",
    R"(create unique index invoice_by_communication on invoice (structured_communication)
        where structured_communication <> '')",
    R"(create table invoice_declaration (
        entity_id text not null,
        number text not null,
        line integer not null check (line > 0),
        declaration_id text not null,
        primary key (entity_id, number, line),
        unique (entity_id, declaration_id),
        foreign key (entity_id, number) references invoice (entity_id, number),
        foreign key (entity_id, declaration_id) references acceptance (entity_id, declaration_id))
        strict, without rowid)",
    R"(create table payslip (
        entity_id text not null check (entity_id <> ''),
        payslip_id integer not null check (payslip_id > 0),
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
        primary key (entity_id, payslip_id),
        unique (entity_id, member_id, month, worker_category),
        foreign key (entity_id, member_id) references member (entity_id, member_id),
        foreign key (entity_id, run_id) references run (entity_id, run_id),
        check (employer_cost_cents = gross_pay_cents + employer_contributions_cents
               + holiday_pay_provision_cents + other_employer_costs_cents)) strict)",
    R"(create table payslip_declaration (
        entity_id text not null,
        payslip_id integer not null,
        line integer not null check (line > 0),
        declaration_id text not null,
        provision_cents integer not null,
        actual_cost_cents integer not null,
        net_pay_cents integer not null,
        primary key (entity_id, payslip_id, line),
        unique (entity_id, declaration_id),
        foreign key (entity_id, payslip_id) references payslip (entity_id, payslip_id),
        foreign key (entity_id, declaration_id) references acceptance (entity_id, declaration_id))
        strict, without rowid)",
    R"(create table document (
        entity_id text not null check (entity_id <> ''),
        kind text not null check (kind in ('invoice', 'payslip')),
        number text not null check (number <> ''),
        media_type text not null check (media_type in ('application/json', 'application/xml')),
        bytes blob not null,
        sha256 text not null check (length(sha256) = 64),
        primary key (entity_id, kind, number, media_type)) strict)",
    R"(create table outbox (
        entity_id text not null check (entity_id <> ''),
        outbox_id integer not null check (outbox_id > 0),
        document text not null check (document <> ''),
        channel text not null check (channel <> ''),
        created_on text not null check (created_on is date(created_on)),
        primary key (entity_id, outbox_id)) strict)",
};

constexpr const char* books[] = {
    R"(create table entry (
        entity_id text not null check (entity_id <> ''),
        entry_id integer not null check (entry_id > 0),
        book text not null check (book in ('general', 'management')),
        on_date text not null check (on_date is date(on_date)),
        event text not null check (event <> ''),
        document text not null,
        text text not null,
        posting_count integer not null check (posting_count > 1),
        turnover_cents integer not null check (turnover_cents > 0),
        primary key (entity_id, entry_id)) strict)",
    "create index entry_by_document on entry (entity_id, document)",
    R"(create table posting (
        entity_id text not null,
        entry_id integer not null,
        line integer not null check (line > 0),
        account text not null check (account <> ''),
        owner text not null,
        cents integer not null check (cents <> 0),
        primary key (entity_id, entry_id, line),
        foreign key (entity_id, entry_id) references entry (entity_id, entry_id)
        deferrable initially deferred) strict, without rowid)",
    "create index posting_by_owner on posting (entity_id, owner, account) where owner <> ''",
    R"(create trigger entry_balances before insert on entry
        when (select count(*) <> new.posting_count or sum(cents) is not 0
                  or sum(max(cents, 0)) is not new.turnover_cents
              from posting where entity_id = new.entity_id and entry_id = new.entry_id)
        begin select raise(abort, 'the entry does not balance'); end)",
    R"(create trigger entry_is_closed before insert on posting
        when exists (select 1 from entry where entity_id = new.entity_id
                     and entry_id = new.entry_id)
        begin select raise(abort, 'the entry is closed'); end)",
    R"(create table chain (
        position integer not null primary key check (position > 0),
        kind text not null check (kind <> ''),
        key text not null check (key <> ''),
        content text not null check (length(content) = 64),
        chained text not null check (length(chained) = 64)) strict)",
    R"(create trigger counter_only_rises before update on counter
        when new.last <= old.last or new.entity_id <> old.entity_id or new.series <> old.series
             or new.year <> old.year
        begin select raise(abort, 'a counter only rises'); end)",
    R"(create trigger counter_stays before delete on counter
        begin select raise(abort, 'rows are only added'); end)",
};

constexpr const char* first_tables[] = {"ruleset",     "ruleset_file",
                                        "member",      "client",
                                        "declaration", "declaration_day",
                                        "acceptance",  "rejection",
                                        "run",         "run_total",
                                        "run_result",  "run_rejection",
                                        "invoice",     "invoice_declaration",
                                        "payslip",     "payslip_declaration",
                                        "document",    "outbox",
                                        "entry",       "posting",
                                        "chain"};

template <std::size_t Count>
void append(std::vector<std::string>& all, const char* const (&statements)[Count]) {
    all.insert(all.end(), statements, statements + Count);
}

}  // namespace

std::vector<std::string> schema_1() {
    std::vector<std::string> all;
    append(all, facts);
    append(all, decisions);
    append(all, runs);
    append(all, documents);
    append(all, books);
    for (const char* table : first_tables) { append_guards(all, table); }
    return all;
}

void append_guards(std::vector<std::string>& all, const std::string& table) {
    for (const std::string event : {"update", "delete"}) {
        all.push_back("create trigger " + table + "_refuses_" + event + " before " + event +
                      " on " + table + " begin select raise(abort, 'rows are only added'); end");
    }
}

std::vector<std::string> append_only_tables() {
    std::vector<std::string> all{std::begin(first_tables), std::end(first_tables)};
    for (const std::string& table : second_tables()) { all.push_back(table); }
    for (const std::string& table : fourth_tables()) { all.push_back(table); }
    for (const std::string& table : fifth_tables()) { all.push_back(table); }
    return all;
}

}  // namespace mutua::store
