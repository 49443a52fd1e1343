#pragma once

#include "engine/ledger/hash_chain.hpp"
#include "engine/store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace mutua::store {

/// The hash chain over everything that was added, in order: facts, decisions, rulesets, runs,
/// documents, entries. The other repositories append to it; nobody else does.
class ChainRepository {
public:
    explicit ChainRepository(Store& store);

    /// Links in order of position, from after `position`, at most `limit` (0: all).
    [[nodiscard]] std::vector<ledger::Link> links(std::int64_t after = 0, std::size_t limit = 0);
    /// The last link; its `chained` is the digest to keep where nobody here can reach it.
    [[nodiscard]] std::optional<ledger::Link> head();

private:
    Connection& connection_;
};

}  // namespace mutua::store
