#include "engine/store/run_repository.hpp"

#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"

#include <utility>

namespace mutua::store {

namespace {

std::vector<Run> read_runs(Connection& connection, const EntityCode& entity,
                           const Conditions& conditions) {
    Statement row = connection.select(
        conditions.after("select run_id, kind, planned_hash, ruleset, started_on, item_count"
                         " from run"),
        "itttti", conditions.values());
    Statement total{connection,
                    "select name, cents from run_total where entity_id = :entity"
                    " and run_id = :run",
                    "ti"};
    std::vector<Run> all;
    while (row.next()) {
        all.push_back({RunId{row.integer(0)},
                       row.text(1),
                       row.text(2),
                       row.text(3),
                       row.date(4),
                       row.integer(5),
                       {}});
        total.run({to_column(entity), to_column(all.back().id)});
        while (total.next()) { all.back().totals.emplace(total.text(0), total.money(1)); }
    }
    return all;
}

}  // namespace

RunRepository::RunRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

RunId RunRepository::start(const Run& run) {
    connection_.require_open();
    if (const auto begun = find(run.kind, run.planned_hash)) { return begun->id; }
    Run numbered = run;
    numbered.id = RunId{connection_.next_number(entity_.text(), run_series, 0)};
    connection_.insert(
        "insert into run (entity_id, run_id, kind, planned_hash, ruleset, started_on, item_count)"
        " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7)",
        entity_, numbered.id, run.kind, run.planned_hash, run.ruleset, run.started_on,
        run.item_count);
    for (const auto& [name, amount] : run.totals) {
        connection_.insert(
            "insert into run_total (entity_id, run_id, name, cents) values (:p1, :p2, :p3, :p4)",
            entity_, numbered.id, name, amount);
    }
    connection_.chain(entity_, "run", to_string(numbered.id), canonical_bytes(numbered));
    return numbered.id;
}

void RunRepository::finish(RunId id, const RunResult& result) {
    connection_.insert(
        "insert into run_result (entity_id, run_id, done_count, rejected_count)"
        " values (:p1, :p2, :p3, :p4)",
        entity_, id, result.done_count, static_cast<std::int64_t>(result.rejections.size()));
    std::int64_t line = 0;
    for (const RunRejection& rejection : result.rejections) {
        connection_.insert(
            "insert into run_rejection (entity_id, run_id, line, key, code, text)"
            " values (:p1, :p2, :p3, :p4, :p5, :p6)",
            entity_, id, ++line, rejection.key, rejection.code, rejection.text);
    }
    connection_.chain(entity_, "run_result", to_string(id), canonical_bytes(id, result));
}

std::optional<Run> RunRepository::find(RunId id) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("run_id = :run", to_column(id));
    return only_one(read_runs(connection_, entity_, conditions));
}

std::optional<Run> RunRepository::find(const std::string& kind, const std::string& planned_hash) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("kind = :kind", to_column(kind));
    conditions.add("planned_hash = :hash", to_column(planned_hash));
    return only_one(read_runs(connection_, entity_, conditions));
}

std::optional<RunResult> RunRepository::result(RunId id) {
    Statement row = connection_.query(
        "select done_count from run_result where entity_id = :entity and run_id = :run", "i",
        entity_, id);
    if (!row.next()) { return std::nullopt; }
    RunResult result{row.integer(0), {}};
    Statement line = connection_.query(
        "select key, code, text from run_rejection where entity_id = :entity and run_id = :run"
        " order by line",
        "ttt", entity_, id);
    while (line.next()) { result.rejections.push_back({line.text(0), line.text(1), line.text(2)}); }
    return result;
}

std::vector<Run> RunRepository::list() {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.order("run_id", 0);
    return read_runs(connection_, entity_, conditions);
}

}  // namespace mutua::store
