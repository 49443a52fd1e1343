#include "engine/store/chain_repository.hpp"

#include "engine/store/connection.hpp"

namespace mutua::store {

namespace {

ledger::Link link_in(const Statement& row) {
    return {row.integer(0), row.text(1), row.text(2), digest_of(row.text(3)),
            digest_of(row.text(4))};
}

}  // namespace

ChainRepository::ChainRepository(Store& store) : connection_{store.connection()} {}

std::vector<ledger::Link> ChainRepository::links(std::int64_t after, std::size_t limit) {
    Statement row = connection_.query(
        "select position, kind, key, content, chained from chain where position > :after"
        " order by position limit :limit",
        "itttt", after, limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(limit));
    std::vector<ledger::Link> all;
    while (row.next()) { all.push_back(link_in(row)); }
    return all;
}

std::optional<ledger::Link> ChainRepository::head() {
    Statement row = connection_.query(
        "select position, kind, key, content, chained from chain order by position desc limit 1",
        "itttt");
    return row.next() ? std::optional{link_in(row)} : std::nullopt;
}

}  // namespace mutua::store
