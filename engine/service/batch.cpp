#include "engine/service/batch.hpp"

#include "engine/store/ruleset_repository.hpp"
#include "engine/store/run_repository.hpp"
#include "engine/store/unit_of_work.hpp"

#include <algorithm>

namespace mutua::service {

namespace {

/// Items of one transaction: SQLite's rollback journal makes small ones dear.
constexpr std::size_t items_per_transaction = 2'000;

/// A plan for another legal entity: none of its rows means the same here.
std::vector<MovedRow> wrong_entity(const EntityCode& entity, const Batch& batch) {
    if (batch.entity == entity) { return {}; }
    return {{"entity",
             "is another: the plan is for " + batch.entity.text() + ", this is " + entity.text()}};
}

/// The settings that documents are made of and that changed since the plan was made, by name.
std::vector<MovedRow> moved_settings(const settlement::PlanSettings& planned,
                                     const settlement::PlanSettings& now) {
    std::vector<MovedRow> moved;
    for (const auto& [name, hash] : now) {
        const auto before = planned.find(name);
        const std::string old = before == planned.end() ? "nothing" : before->second.substr(0, 12);
        if (before != planned.end() && before->second == hash) { continue; }
        moved.push_back(
            {name, "is another: " + old + " was planned, " + hash.substr(0, 12) + " is in force"});
    }
    return moved;
}

/// Rows that changed, and a number series that went on without the plan.
std::vector<MovedRow> moved_items(const Batch& batch, std::size_t begin, std::size_t end,
                                  std::optional<RunId> own) {
    std::vector<MovedRow> moved;
    std::optional<std::size_t> first_open;
    for (std::size_t item = begin; item < end; ++item) {
        batch.find_moved(item, own, moved);
        if (!first_open && !batch.is_made(item)) { first_open = item; }
    }
    if (!first_open) { return moved; }
    const std::string next = batch.next_number();
    if (next != batch.number(*first_open)) {
        moved.push_back({batch.number(*first_open), "is not the next number: that is " + next});
    }
    return moved;
}

std::vector<MovedRow> all_moved(const cooperative::Entity& entity,
                                const settlement::Rulebook& rules, const Batch& batch,
                                std::size_t begin, std::size_t end, std::optional<RunId> own) {
    std::vector<MovedRow> moved = moved_items(batch, begin, end, own);
    const auto settings =
        moved_settings(batch.settings, settlement::plan_settings(entity, rules.package()));
    moved.insert(moved.begin(), settings.begin(), settings.end());
    if (rules.identity() != batch.ruleset) {
        moved.insert(moved.begin(),
                     {"ruleset", "is another: " + batch.ruleset.substr(0, 19) + " was planned, " +
                                     rules.identity().substr(0, 19) + " is in force"});
    }
    return moved;
}

RunId start_run(store::Store& store, store::RunRepository& runs, const settlement::Rulebook& rules,
                const Batch& batch) {
    store::RulesetRepository{store}.keep(rules.identity(), ruleset::source_files(rules.rules()),
                                         batch.issue_date);
    return runs.start({RunId{0}, batch.kind, batch.plan_hash, rules.identity(), batch.issue_date,
                       static_cast<std::int64_t>(batch.item_count), batch.totals});
}

}  // namespace

std::optional<std::string> moved_content(const settlement::PlannedInput& input,
                                         const std::optional<store::StoredDeclaration>& stored) {
    if (!stored) { return "is not in the store"; }
    if (stored->content_hash == input.content_hash) { return std::nullopt; }
    return "has other content: " + input.content_hash.substr(0, 12) + " was planned, " +
           stored->content_hash.substr(0, 12) + " is stored";
}

ApplyReport apply(store::Store& store, const cooperative::Entity& entity,
                  const settlement::Rulebook& rules, const Batch& batch, const Progress& progress) {
    ApplyReport report;
    store::RunRepository runs{store, entity.code};
    const auto earlier = runs.find(batch.kind, batch.plan_hash);
    if (earlier && runs.result(earlier->id)) {
        report.outcome = ApplyReport::Outcome::already_applied;
        report.applied_on = earlier->started_on;
        return report;
    }
    report.moved = wrong_entity(entity.code, batch);
    if (!report.moved.empty()) {
        report.outcome = ApplyReport::Outcome::stale;
        return report;
    }
    std::optional<RunId> own;
    if (earlier) { own = earlier->id; }
    for (std::size_t begin = 0; begin < batch.item_count; begin += items_per_transaction) {
        const std::size_t end = std::min(begin + items_per_transaction, batch.item_count);
        store::UnitOfWork work{store};
        report.moved = all_moved(entity, rules, batch, begin, end, own);
        if (!report.moved.empty()) {
            report.outcome = ApplyReport::Outcome::stale;
            return report;
        }
        const RunId run = start_run(store, runs, rules, batch);
        own = run;
        for (std::size_t item = begin; item < end; ++item) {
            report.done += batch.make(item, run) ? 1U : 0U;
            progress(item + 1, batch.item_count);
        }
        if (end == batch.item_count) {
            runs.finish(run, {static_cast<std::int64_t>(batch.item_count), {}});
        }
        work.commit();
    }
    return report;
}

}  // namespace mutua::service
