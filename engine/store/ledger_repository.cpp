#include "engine/store/ledger_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"

#include <algorithm>
#include <utility>

namespace mutua::store {

namespace {

ledger::Book book_at(const Statement& row, std::size_t column) {
    return row.text(column) == to_string(ledger::Book::general) ? ledger::Book::general
                                                                : ledger::Book::management;
}

/// Sum of the debits.
Money turnover(const ledger::Entry& entry) {
    Money sum;
    for (const ledger::Posting& posting : entry.postings) {
        if (posting.amount > Money{}) { sum += posting.amount; }
    }
    return sum;
}

void check(const ledger::Entry& entry) {
    require(!entry.postings.empty(), "an entry has postings");
    require(imbalance(entry).is_zero(), "an entry balances");
    require(std::none_of(entry.postings.begin(), entry.postings.end(),
                         [](const auto& posting) { return posting.amount.is_zero(); }),
            "an entry has no posting of zero");
}

/// Owners below `owner` begin with a slash after it, and sort before the character that follows
/// the slash.
void narrow_to_owner(Conditions& conditions, const std::string& owner) {
    conditions.add("p.owner <> ''");
    conditions.add("(p.owner = :owner or (p.owner >= :owner_first and p.owner < :owner_end))",
                   {to_column(owner), to_column(owner + "/"), to_column(owner + "0")});
}

}  // namespace

LedgerRepository::LedgerRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

EntryId LedgerRepository::add(const ledger::Entry& entry) {
    check(entry);
    const EntryId id{connection_.next_number(entity_.text(), entry_series, 0)};
    std::int64_t line = 0;
    for (const ledger::Posting& posting : entry.postings) {
        connection_.insert(
            "insert into posting (entity_id, entry_id, line, account, owner, cents)"
            " values (:p1, :p2, :p3, :p4, :p5, :p6)",
            entity_, id, ++line, posting.account.number, posting.account.owner, posting.amount);
    }
    // Last, so that the schema sees whether it balances; from here on it is closed.
    connection_.insert(
        "insert into entry (entity_id, entry_id, book, on_date, event, document, text,"
        " posting_count, turnover_cents) values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9)",
        entity_, id, to_string(entry.book), entry.on, entry.event, entry.document, entry.text, line,
        turnover(entry));
    connection_.chain(entity_, "entry", to_string(id), ledger::canonical_bytes(entry));
    return id;
}

std::vector<StoredEntry> LedgerRepository::entries(const EntryFilter& filter) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    if (filter.book) { conditions.add("book = :book", to_column(to_string(*filter.book))); }
    conditions.add_if("on_date >= :from", filter.from);
    conditions.add_if("on_date <= :until", filter.until);
    conditions.add_if("document = :document", filter.document);
    conditions.add_if("entry_id > :after", filter.after);
    conditions.order("entry_id", filter.limit);
    Statement row = connection_.select(
        conditions.after("select entry_id, book, on_date, event, document, text from entry"),
        "ittttt", conditions.values());
    Statement posting{connection_,
                      "select account, owner, cents from posting where entity_id = :entity"
                      " and entry_id = :entry order by line",
                      "tti"};
    std::vector<StoredEntry> all;
    while (row.next()) {
        all.push_back({EntryId{row.integer(0)},
                       {book_at(row, 1), row.date(2), row.text(3), row.text(4), row.text(5), {}}});
        posting.run({to_column(entity_), to_column(all.back().id)});
        while (posting.next()) {
            all.back().entry.postings.push_back(
                {{posting.text(0), posting.text(1)}, posting.money(2)});
        }
    }
    return all;
}

ledger::TrialBalance LedgerRepository::trial_balance(std::optional<Date> until) {
    Conditions conditions{"e.entity_id = :entity", to_column(entity_)};
    conditions.add_if("e.on_date <= :until", until);
    const std::string sql =
        conditions.after(
            "select e.book, p.account, p.owner, sum(p.cents) from entry e join posting p"
            " on p.entity_id = e.entity_id and p.entry_id = e.entry_id") +
        " group by e.book, p.account, p.owner";
    Statement row = connection_.select(sql, "ttti", conditions.values());
    ledger::TrialBalance balance;
    while (row.next()) { balance.add(book_at(row, 0), {row.text(1), row.text(2)}, row.money(3)); }
    return balance;
}

std::vector<OwnedPosting> LedgerRepository::postings_of(const std::string& owner) {
    Conditions conditions{"p.entity_id = :entity", to_column(entity_)};
    narrow_to_owner(conditions, owner);
    conditions.order("p.entry_id, p.line", 0);
    Statement row = connection_.select(
        conditions.after("select p.entry_id, e.book, e.on_date, e.event, e.document, e.text,"
                         " p.account, p.owner, p.cents from posting p join entry e"
                         " on e.entity_id = p.entity_id and e.entry_id = p.entry_id"),
        "ittttttti", conditions.values());
    std::vector<OwnedPosting> all;
    while (row.next()) {
        all.push_back({EntryId{row.integer(0)},
                       book_at(row, 1),
                       row.date(2),
                       row.text(3),
                       row.text(4),
                       row.text(5),
                       {row.text(6), row.text(7)},
                       row.money(8)});
    }
    return all;
}

Money LedgerRepository::balance_of(ledger::Book book, const std::string& number,
                                   const std::string& owner) {
    Money sum;
    for (const OwnedPosting& posting : postings_of(owner)) {
        if (posting.book == book && posting.account.number == number) { sum += posting.amount; }
    }
    return sum;
}

}  // namespace mutua::store
