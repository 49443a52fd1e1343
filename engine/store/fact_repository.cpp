#include "engine/store/fact_repository.hpp"

#include "engine/cooperative/canonical.hpp"
#include "engine/core/contract.hpp"
#include "engine/store/acceptance_row.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/declaration_rows.hpp"
#include "engine/store/failure.hpp"

#include <algorithm>

namespace mutua::store {

namespace {

using cooperative::Client;
using cooperative::Declaration;
using cooperative::Identifier;
using cooperative::Member;
using cooperative::MemberVersion;
using cooperative::MemberVersions;

template <typename Kind>
std::optional<Kind> optional_identifier(const Statement& row, std::size_t column) {
    if (row.is_null(column)) { return std::nullopt; }
    return Kind::trusted(row.text(column));
}

cooperative::Language language_at(const Statement& row, std::size_t column) {
    const auto language = cooperative::parse_language(row.text(column));
    if (!language) { throw StoreFailure{FailureKind::damaged, "store: a language is unknown"}; }
    return *language;
}

cooperative::Address address_at(const Statement& row, std::size_t first) {
    return {row.text(first), row.text(first + 1), row.text(first + 2), row.text(first + 3),
            row.text(first + 4)};
}

std::string member_columns() {
    return "member_id, given_name, family_name, national_number, iban, bic, language, email,"
           " street, house_number, postal_code, city, country, worker_category, household,"
           " children, disabled_children, other_dependants, single_parent, disabled,"
           " joint_committee, weekly_hours, withholding_rate, share_count, claim,"
           " claim_amount_cents, claim_per_month_cents, claim_children, student_hours_elsewhere,"
           " recorded_on";
}

/// Originals, number 0, and changes.
std::string select_versions() {
    return "select " + member_columns() + ", valid_from from (select entity_id, 0 as change, " +
           member_columns() +
           ", null as valid_from from member union all select entity_id,"
           " change, " +
           member_columns() + ", valid_from from member_change) v";
}

constexpr const char* version_letters =
    "tttttttt"
    "ttttttt"
    "iiiii"
    "ttti"
    "tiiii"
    "tt";

std::optional<cooperative::Claim> claim_at(const Statement& row, std::size_t first) {
    if (row.is_null(first)) { return std::nullopt; }
    return cooperative::Claim{
        row.text(first), row.money(first + 1),
        row.is_null(first + 2) ? std::nullopt : std::optional{row.money(first + 2)},
        row.is_null(first + 3) ? std::nullopt : std::optional{row.integer(first + 3)}};
}

Member member_in(const Statement& row) {
    return {MemberCode{row.text(0)},
            row.text(1),
            row.text(2),
            cooperative::NationalNumber::trusted(row.text(3)),
            cooperative::Iban::trusted(row.text(4)),
            optional_identifier<cooperative::Bic>(row, 5),
            language_at(row, 6),
            cooperative::Email::trusted(row.text(7)),
            address_at(row, 8),
            row.text(13),
            row.text(14),
            row.integer(15),
            row.integer(16),
            row.integer(17),
            row.flag(18),
            row.flag(19),
            row.text(20),
            row.text(21),
            row.text(22),
            row.integer(23),
            claim_at(row, 24),
            row.integer(28)};
}

MemberVersion version_in(const Statement& row) {
    return {member_in(row), row.is_null(30) ? std::nullopt : std::optional{row.date(30)},
            row.date(29)};
}

/// Binds the facts of a member behind what stands before them.
template <typename... Before>
void insert_member(Connection& connection, std::string_view sql, const Member& member,
                   const std::string& hash, Date recorded_on, const Before&... before) {
    std::optional<std::string> claim;
    std::optional<Money> claim_amount;
    std::optional<Money> claim_per_month;
    std::optional<std::int64_t> claim_children;
    if (member.claim) {
        claim = member.claim->kind;
        claim_amount = member.claim->amount;
        claim_per_month = member.claim->per_month;
        claim_children = member.claim->children;
    }
    connection.insert(
        sql, before..., member.given_name, member.family_name, member.national_number, member.iban,
        member.bic, to_string(member.language), member.email, member.address.street,
        member.address.house_number, member.address.postal_code, member.address.city,
        member.address.country, member.worker_category, member.household, member.children,
        member.disabled_children, member.other_dependants, member.single_parent, member.disabled,
        member.joint_committee, member.weekly_hours, member.withholding_rate, member.share_count,
        claim, claim_amount, claim_per_month, claim_children, member.student_hours_elsewhere, hash,
        recorded_on);
}

constexpr const char* select_clients =
    "select client_id, name, street, house_number, postal_code, city, country, language, kind,"
    " enterprise_number, vat_number, email, peppol_id, payment_terms_days, buyer_reference,"
    " order_reference_required, collective_invoice from client";
constexpr const char* client_letters =
    "ttttttttttttt"
    "itii";

Client client_in(const Statement& row) {
    return {ClientCode{row.text(0)},
            row.text(1),
            address_at(row, 2),
            language_at(row, 7),
            row.text(8),
            optional_identifier<cooperative::EnterpriseNumber>(row, 9),
            optional_identifier<cooperative::VatNumber>(row, 10),
            optional_identifier<cooperative::Email>(row, 11),
            optional_identifier<cooperative::PeppolId>(row, 12),
            row.is_null(13) ? std::nullopt : std::optional{row.integer(13)},
            row.text(14),
            row.integer(15) != 0,
            row.integer(16) != 0};
}

/// Whether the key is free; when not, whether it holds the same content.
std::optional<Recorded> known(const std::optional<std::string>& stored_hash,
                              const std::string& hash) {
    if (!stored_hash) { return std::nullopt; }
    return *stored_hash == hash ? Recorded::unchanged : Recorded::conflict;
}

/// True when one of the versions has the content.
bool knows(const MemberVersions& versions, const std::string& hash) {
    return std::any_of(versions.begin(), versions.end(), [&](const MemberVersion& one) {
        return to_hex(cooperative::content_hash(one.member)) == hash;
    });
}

}  // namespace

Declaration StoredDeclaration::as_invoiced() const {
    Declaration invoiced = declaration;
    if (later_order) { invoiced.order_reference = *later_order; }
    return invoiced;
}

FactRepository::FactRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

Recorded FactRepository::add_member(const Member& member, Date recorded_on) {
    connection_.require_open();
    const std::string hash = to_hex(cooperative::content_hash(member));
    const auto first = connection_.maybe_text(
        "select content_hash from member where entity_id = :entity"
        " and member_id = :member",
        entity_, member.code);
    if (first) {
        return knows(member_versions(member.code), hash) ? Recorded::unchanged : Recorded::conflict;
    }
    insert_member(
        connection_,
        "insert into member (entity_id, member_id, given_name, family_name, national_number, iban,"
        " bic, language, email, street, house_number, postal_code, city, country, worker_category,"
        " household, children, disabled_children, other_dependants, single_parent, disabled,"
        " joint_committee, weekly_hours, withholding_rate, share_count, claim, claim_amount_cents,"
        " claim_per_month_cents, claim_children, student_hours_elsewhere, content_hash, "
        "recorded_on)"
        " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14, :p15,"
        " :p16, :p17, :p18, :p19, :p20, :p21, :p22, :p23, :p24, :p25, :p26, :p27, :p28, :p29,"
        " :p30, :p31, :p32)",
        member, hash, recorded_on, entity_, member.code);
    connection_.chain(entity_, "member", member.code.text(), cooperative::canonical_bytes(member));
    return Recorded::added;
}

std::vector<cooperative::DatedChange> FactRepository::change_member(const Member& member,
                                                                    Date valid_from,
                                                                    Date recorded_on) {
    connection_.require_open();
    const MemberVersions versions = member_versions(member.code);
    require(!versions.empty(), "who changes was recorded before");
    auto changes = cooperative::changes_from(versions, member, valid_from);
    auto number = static_cast<std::int64_t>(versions.size());
    for (const cooperative::DatedChange& one : changes) { add_change(one, number++, recorded_on); }
    return changes;
}

void FactRepository::add_change(const cooperative::DatedChange& one, std::int64_t change,
                                Date recorded_on) {
    const Member& member = one.member;
    const std::string hash = to_hex(cooperative::content_hash(member));
    insert_member(
        connection_,
        "insert into member_change (entity_id, member_id, change, valid_from, given_name,"
        " family_name, national_number, iban, bic, language, email, street, house_number,"
        " postal_code, city, country, worker_category, household, children, disabled_children,"
        " other_dependants, single_parent, disabled, joint_committee, weekly_hours,"
        " withholding_rate, share_count, claim, claim_amount_cents, claim_per_month_cents,"
        " claim_children, student_hours_elsewhere, content_hash, recorded_on)"
        " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14, :p15,"
        " :p16, :p17, :p18, :p19, :p20, :p21, :p22, :p23, :p24, :p25, :p26, :p27, :p28, :p29,"
        " :p30, :p31, :p32, :p33, :p34)",
        member, hash, recorded_on, entity_, member.code, change, one.valid_from);
    connection_.chain(entity_, "member_change", member_change_key(member.code, change),
                      canonical_bytes(MemberVersion{member, one.valid_from, recorded_on}));
}

Recorded FactRepository::add_client(const Client& client, Date recorded_on) {
    connection_.require_open();
    const std::string hash = to_hex(cooperative::content_hash(client));
    const auto before =
        known(connection_.maybe_text("select content_hash from client where entity_id = :entity"
                                     " and client_id = :client",
                                     entity_, client.code),
              hash);
    if (before) { return *before; }
    connection_.insert(
        "insert into client (entity_id, client_id, name, street, house_number, postal_code, city,"
        " country, language, kind, enterprise_number, vat_number, email, peppol_id,"
        " payment_terms_days, buyer_reference, order_reference_required, collective_invoice,"
        " content_hash, recorded_on) values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10,"
        " :p11, :p12, :p13, :p14, :p15, :p16, :p17, :p18, :p19, :p20)",
        entity_, client.code, client.name, client.address.street, client.address.house_number,
        client.address.postal_code, client.address.city, client.address.country,
        to_string(client.language), client.kind, client.enterprise_number, client.vat_number,
        client.email, client.peppol_id, client.payment_terms_days, client.buyer_reference,
        client.order_reference_required, client.collective_invoice, hash, recorded_on);
    connection_.chain(entity_, "client", client.code.text(), cooperative::canonical_bytes(client));
    return Recorded::added;
}

Recorded FactRepository::add_declaration(const Declaration& declaration, Date recorded_on) {
    connection_.require_open();
    require(!declaration.work_dates.empty(), "a declaration has a day of work");
    const std::string hash = to_hex(cooperative::content_hash(declaration));
    const auto before = known(
        connection_.maybe_text("select content_hash from declaration where entity_id = :entity"
                               " and declaration_id = :declaration",
                               entity_, declaration.code),
        hash);
    if (before) { return *before; }
    connection_.insert(
        "insert into declaration (entity_id, declaration_id, member_id, client_id, description,"
        " first_day, last_day, hours_hundredths, price_cents, expenses_cents, vat_treatment,"
        " vat_reason, order_reference, joint_committee, place_country, service_nature,"
        " content_hash, recorded_on)"
        " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14, :p15,"
        " :p16, :p17, :p18)",
        entity_, declaration.code, declaration.member, declaration.client, declaration.description,
        declaration.work_dates.front(), declaration.work_dates.back(), declaration.hours_hundredths,
        declaration.price, declaration.expenses, declaration.vat_treatment, declaration.vat_reason,
        declaration.order_reference, declaration.joint_committee, declaration.place_country,
        declaration.service_nature, hash, recorded_on);
    for (const Date day : declaration.work_dates) {
        connection_.insert(
            "insert into declaration_day (entity_id, declaration_id, on_date)"
            " values (:p1, :p2, :p3)",
            entity_, declaration.code, day);
    }
    connection_.chain(entity_, "declaration", declaration.code.text(),
                      cooperative::canonical_bytes(declaration));
    return Recorded::added;
}

MemberVersions FactRepository::member_versions(const MemberCode& code) {
    Conditions conditions{"v.entity_id = :entity", to_column(entity_)};
    conditions.add("v.member_id = :member", to_column(code));
    conditions.order("v.change", 0);
    Statement row = connection_.select(conditions.after(select_versions()), version_letters,
                                       conditions.values());
    MemberVersions versions;
    while (row.next()) { versions.push_back(version_in(row)); }
    return versions;
}

std::optional<Member> FactRepository::employed(const Declaration& work) {
    const MemberVersions versions = member_versions(work.member);
    return versions.empty() ? std::nullopt : std::optional{cooperative::employed(versions, work)};
}

std::vector<MemberVersions> FactRepository::members() {
    Conditions conditions{"v.entity_id = :entity", to_column(entity_)};
    conditions.order("v.member_id, v.change", 0);
    Statement row = connection_.select(conditions.after(select_versions()), version_letters,
                                       conditions.values());
    std::vector<MemberVersions> all;
    while (row.next()) {
        MemberVersion one = version_in(row);
        if (!one.valid_from) { all.emplace_back(); }
        all.back().push_back(std::move(one));
    }
    return all;
}

std::optional<Client> FactRepository::client(const ClientCode& code) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("client_id = :client", to_column(code));
    Statement row =
        connection_.select(conditions.after(select_clients), client_letters, conditions.values());
    return row.next() ? std::optional{client_in(row)} : std::nullopt;
}

std::vector<Client> FactRepository::clients() {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.order("client_id", 0);
    Statement row =
        connection_.select(conditions.after(select_clients), client_letters, conditions.values());
    std::vector<Client> all;
    while (row.next()) { all.push_back(client_in(row)); }
    return all;
}

std::optional<StoredDeclaration> FactRepository::declaration(const DeclarationCode& code) {
    Conditions conditions{"d.entity_id = :entity", to_column(entity_)};
    conditions.add("d.declaration_id = :declaration", to_column(code));
    Statement row = connection_.select(conditions.after(select_declarations()),
                                       declaration_letters(), conditions.values());
    return row.next() ? std::optional{declaration_in(row)} : std::nullopt;
}

std::vector<StoredDeclaration> FactRepository::declarations(const DeclarationFilter& filter) {
    Conditions conditions{"d.entity_id = :entity", to_column(entity_)};
    narrow_to_status(conditions, filter);
    if (filter.month) {
        conditions.add("d.first_day >= :month_begin", to_column(first_day(*filter.month)));
        conditions.add("d.first_day <= :month_end", to_column(last_day(*filter.month)));
    }
    conditions.add_if("d.last_day <= :until", filter.worked_until);
    conditions.add_if("a.accepted_on >= :accepted_since", filter.accepted_since);
    conditions.add_if("a.accepted_on <= :accepted_until", filter.accepted_until);
    conditions.add_if("d.member_id = :member", filter.member);
    conditions.add_if("d.client_id = :client", filter.client);
    conditions.add_if("d.declaration_id > :after", filter.after);
    conditions.order("d.declaration_id", filter.limit);
    Statement row = connection_.select(conditions.after(select_declarations()),
                                       declaration_letters(), conditions.values());
    std::vector<StoredDeclaration> all;
    while (row.next()) { all.push_back(declaration_in(row)); }
    return all;
}

std::vector<DeclaredWork> FactRepository::declared_work(const MemberCode& member,
                                                        std::optional<Date> accepted_until,
                                                        std::optional<Date> credited_since) {
    if (!credited_since && accepted_until) { credited_since = add_days(*accepted_until, 1); }
    Conditions conditions{"d.entity_id = :entity", to_column(entity_)};
    conditions.add("d.member_id = :member", to_column(member));
    conditions.add("r.declaration_id is null");
    conditions.add_if("a.accepted_on <= :until", accepted_until);
    if (credited_since) {
        conditions.add("(n.number is null or n.issue_date >= :since)", to_column(*credited_since));
    } else {
        conditions.add("n.number is null");
    }
    conditions.order("d.declaration_id, y.on_date", 0);
    const std::string select =
        "select d.declaration_id, d.hours_hundredths, y.on_date from declaration d"
        " join declaration_day y on y.entity_id = d.entity_id"
        "  and y.declaration_id = d.declaration_id"
        " left join acceptance a on a.entity_id = d.entity_id"
        "  and a.declaration_id = d.declaration_id"
        " left join rejection r on r.entity_id = d.entity_id"
        "  and r.declaration_id = d.declaration_id"
        " left join invoice_declaration i on i.entity_id = d.entity_id"
        "  and i.declaration_id = d.declaration_id"
        " left join credit_note n on n.entity_id = i.entity_id and n.invoice_number = i.number";
    Statement row = connection_.select(conditions.after(select), "tit", conditions.values());
    std::vector<DeclaredWork> all;
    std::string last;
    while (row.next()) {
        if (all.empty() || row.text(0) != last) { all.push_back({row.integer(1), {}}); }
        last = row.text(0);
        all.back().days.push_back(row.date(2));
    }
    return all;
}

std::vector<EntityCode> entities(Store& store) {
    Statement row = store.connection().select(
        "select entity_id from member union select entity_id from client order by 1", "t", {});
    std::vector<EntityCode> codes;
    while (row.next()) { codes.emplace_back(row.text(0)); }
    return codes;
}

}  // namespace mutua::store
