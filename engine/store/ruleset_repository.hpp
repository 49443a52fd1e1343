#pragma once

#include "engine/core/date.hpp"
#include "engine/ruleset/syntax/source_file.hpp"
#include "engine/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// The bytes of every ruleset that produced something, so that it can be replayed. Shared by all
/// entities.
class RulesetRepository {
public:
    explicit RulesetRepository(Store& store);

    /// Keeps a ruleset unless it is there; true when it was new. `hash` is its identity,
    /// "sha256:" and 64 hexadecimal digits.
    /// Errors: files that do not have that identity are a ContractViolation.
    bool keep(const std::string& hash, const std::vector<ruleset::SourceFile>& files,
              Date stored_on);

    [[nodiscard]] bool has(const std::string& hash);

    /// Its files, sorted by path; nothing when it was never kept.
    [[nodiscard]] std::optional<std::vector<ruleset::SourceFile>> load(const std::string& hash);

    /// Every identity, in the order in which they were kept.
    [[nodiscard]] std::vector<std::string> hashes();

private:
    Connection& connection_;
};

}  // namespace mutua::store
