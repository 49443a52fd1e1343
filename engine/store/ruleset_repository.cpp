#include "engine/store/ruleset_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/connection.hpp"

namespace mutua::store {

RulesetRepository::RulesetRepository(Store& store) : connection_{store.connection()} {}

bool RulesetRepository::keep(const std::string& hash, const std::vector<ruleset::SourceFile>& files,
                             Date stored_on) {
    connection_.require_open();
    if (has(hash)) { return false; }
    require(hash == "sha256:" + to_hex(ruleset::ruleset_hash(files)),
            "a ruleset is kept under its own identity");
    connection_.insert("insert into ruleset (hash, stored_on) values (:p1, :p2)", hash, stored_on);
    for (const ruleset::SourceFile& file : files) {
        connection_.insert(
            "insert into ruleset_file (hash, path, bytes) values (:p1, :p2, cast(:p3 as blob))",
            hash, file.path, Blob{file.bytes});
    }
    connection_.chain(EntityCode{}, "ruleset", hash, hash);
    return true;
}

bool RulesetRepository::has(const std::string& hash) {
    return connection_.maybe_text("select hash from ruleset where hash = :hash", hash).has_value();
}

std::optional<std::vector<ruleset::SourceFile>> RulesetRepository::load(const std::string& hash) {
    if (!has(hash)) { return std::nullopt; }
    Statement row = connection_.query(
        "select path, bytes from ruleset_file where hash = :hash order by path", "tt", hash);
    std::vector<ruleset::SourceFile> files;
    while (row.next()) { files.push_back({row.text(0), row.text(1)}); }
    return files;
}

std::vector<std::string> RulesetRepository::hashes() {
    Statement row = connection_.query("select hash from ruleset order by rowid", "t");
    std::vector<std::string> all;
    while (row.next()) { all.push_back(row.text(0)); }
    return all;
}

}  // namespace mutua::store
