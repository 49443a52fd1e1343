#include "engine/store/received_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/failure.hpp"
#include "engine/store/received_rows.hpp"

#include <utility>

namespace mutua::store {

namespace {

constexpr const char* select_received =
    "select received_id, our_role, partner_id, partner_name, is_credit_note, type_code, number,"
    " issue_date, due_date, currency, net_cents, vat_cents, total_cents, payable_cents,"
    " received_on, file, sha256 from received_document";
constexpr const char* received_letters = "itttitttttiiiittt";

Currency currency_in(const std::string& code) {
    const auto currency = parse_currency(code);
    if (!currency) { throw StoreFailure{FailureKind::damaged, "store: a currency is unknown"}; }
    return *currency;
}

ReceivedRow received_in(const Statement& row) {
    ReceivedRow received;
    received.id = ReceivedId{row.integer(0)};
    ReceivedFacts& facts = received.facts;
    facts.role = row.text(1) == to_string(OurRole::seller) ? OurRole::seller : OurRole::buyer;
    facts.partner_id = row.text(2);
    facts.partner_name = row.text(3);
    facts.is_credit_note = row.flag(4);
    facts.type_code = row.text(5);
    facts.number = row.text(6);
    facts.issue_date = row.date(7);
    if (!row.is_null(8)) { facts.due_date = row.date(8); }
    const Currency currency = currency_in(row.text(9));
    facts.net = Money{row.integer(10), currency};
    facts.vat = Money{row.integer(11), currency};
    facts.total = Money{row.integer(12), currency};
    facts.payable = Money{row.integer(13), currency};
    received.received_on = row.date(14);
    received.file = row.text(15);
    received.sha256 = digest_of(row.text(16));
    return received;
}

std::vector<ReceivedRow> read_received(Connection& connection, const Conditions& conditions) {
    Statement row =
        connection.select(conditions.after(select_received), received_letters, conditions.values());
    std::vector<ReceivedRow> all;
    while (row.next()) { all.push_back(received_in(row)); }
    return all;
}

}  // namespace

ReceivedRepository::ReceivedRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

ReceivedRow ReceivedRepository::add(const ReceivedFacts& facts, const std::string& bytes,
                                    const std::string& file, Date received_on) {
    const ReceivedRow row{ReceivedId{connection_.next_number(entity_.text(), received_series, 0)},
                          facts, received_on, file, mutua::sha256(bytes)};
    connection_.insert(
        "insert into received_document (entity_id, received_id, our_role, partner_id,"
        " partner_name, is_credit_note, type_code, number, issue_date, due_date, currency,"
        " net_cents, vat_cents, total_cents, payable_cents, received_on, file, bytes, sha256)"
        " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14,"
        " :p15, :p16, :p17, cast(:p18 as blob), :p19)",
        entity_, row.id, to_string(facts.role), facts.partner_id, facts.partner_name,
        facts.is_credit_note, facts.type_code, facts.number, facts.issue_date, facts.due_date,
        mutua::to_string(facts.net.currency()), facts.net.minor_units(), facts.vat.minor_units(),
        facts.total.minor_units(), facts.payable.minor_units(), row.received_on, row.file,
        Blob{bytes}, row.sha256);
    connection_.chain(entity_, received_kind, mutua::to_string(row.id), canonical_bytes(row));
    return row;
}

std::optional<ReceivedRow> ReceivedRepository::find(ReceivedId id) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("received_id = :id", to_column(id));
    return only_one(read_received(connection_, conditions));
}

std::optional<ReceivedRow> ReceivedRepository::same(const ReceivedFacts& facts) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("partner_id = :partner", to_column(facts.partner_id));
    conditions.add("is_credit_note = :form", to_column(facts.is_credit_note));
    conditions.add("number = :number", to_column(facts.number));
    conditions.add("issue_date = :day", to_column(facts.issue_date));
    return only_one(read_received(connection_, conditions));
}

std::vector<ReceivedRow> ReceivedRepository::alike(const ReceivedFacts& facts) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("partner_id = :partner", to_column(facts.partner_id));
    conditions.add("is_credit_note = :form", to_column(facts.is_credit_note));
    conditions.add("lower(number) = lower(:number)", to_column(facts.number));
    conditions.order("received_id", 0);
    std::vector<ReceivedRow> rows = read_received(connection_, conditions);
    std::erase_if(rows, [&facts](const ReceivedRow& row) {
        return row.facts.number == facts.number && row.facts.issue_date == facts.issue_date;
    });
    return rows;
}

std::vector<ReceivedRow> ReceivedRepository::numbered(const std::string& number) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("number = :number", to_column(number));
    conditions.order("received_id", 0);
    return read_received(connection_, conditions);
}

std::vector<ReceivedRow> ReceivedRepository::list(std::optional<Month> issued_in) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    if (issued_in) {
        conditions.add("issue_date >= :month_begin", to_column(first_day(*issued_in)));
        conditions.add("issue_date <= :month_end", to_column(last_day(*issued_in)));
    }
    conditions.order("received_id", 0);
    return read_received(connection_, conditions);
}

std::string ReceivedRepository::bytes(ReceivedId id) {
    return connection_.one_text(
        "select bytes from received_document where entity_id = :entity and received_id = :id",
        entity_, id);
}

std::string_view to_string(OurRole role) { return role == OurRole::buyer ? "buyer" : "seller"; }

std::string canonical_bytes(const ReceivedRow& row) {
    const ReceivedFacts& facts = row.facts;
    CanonicalBytes fields{"mutua-received-document-1"};
    fields.add("id", row.id.value())
        .add("our_role", to_string(facts.role))
        .add("partner_id", facts.partner_id)
        .add("partner_name", facts.partner_name)
        .add("is_credit_note", std::int64_t{facts.is_credit_note ? 1 : 0})
        .add("type_code", facts.type_code)
        .add("number", facts.number)
        .add("issue_date", facts.issue_date);
    if (facts.due_date) { fields.add("due_date", *facts.due_date); }
    return fields.add("currency", mutua::to_string(facts.net.currency()))
        .add("net", facts.net)
        .add("vat", facts.vat)
        .add("total", facts.total)
        .add("payable", facts.payable)
        .add("received_on", row.received_on)
        .add("file", row.file)
        .add("sha256", to_hex(row.sha256))
        .bytes();
}

}  // namespace mutua::store
