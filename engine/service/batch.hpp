#pragma once

#include "engine/core/date.hpp"
#include "engine/core/id.hpp"
#include "engine/core/money.hpp"
#include "engine/service/review.hpp"
#include "engine/settlement/plan.hpp"
#include "engine/settlement/rulebook.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/store.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

/// A planned row that is no longer as it was.
struct MovedRow {
    std::string key;
    std::string text;
};

/// How applying a plan ended.
struct ApplyReport {
    enum class Outcome {
        applied,
        already_applied,  ///< by an earlier run of the same plan: nothing changed
        stale,            ///< the store moved: nothing more was changed
    };
    Outcome outcome = Outcome::applied;
    std::optional<Date> applied_on;  ///< of the earlier run
    std::size_t done = 0;            ///< items made by this call
    std::vector<MovedRow> moved;     ///< when stale
};

/// What became of the content of a planned declaration, in words; nothing when it is as it was.
[[nodiscard]] std::optional<std::string> moved_content(
    const settlement::PlannedInput& input, const std::optional<store::StoredDeclaration>& stored);

/// A plan to be applied, whatever it is about.
struct Batch {
    std::string kind;   ///< "invoice", "payroll"
    EntityCode entity;  ///< for which the plan was made
    std::string plan_hash;
    std::string ruleset;                ///< in force when the plan was made
    settlement::PlanSettings settings;  ///< as they were when the plan was made
    Date issue_date;
    std::size_t item_count = 0;
    std::map<std::string, Money> totals;
    /// Adds what moved of item i since the plan was made. `own` is the run of this plan, if it
    /// began before: what that run made has not moved.
    std::function<void(std::size_t item, std::optional<RunId> own, std::vector<MovedRow>& moved)>
        find_moved;
    std::function<bool(std::size_t item)> is_made;
    std::function<std::string(std::size_t item)> number;  ///< as planned
    std::function<std::string()> next_number;             ///< of the series, as the store has it
    /// Makes item i; false when an earlier, interrupted run of the plan made it.
    std::function<bool(std::size_t item, RunId run)> make;
};

/// Applies a plan in transactions of some thousands of items. Each takes the write lock, compares
/// its rows, the rules and the settings with the plan, and only then writes. Killed anywhere, the
/// same plan goes on where it stopped; applied once, it is not applied again.
[[nodiscard]] ApplyReport apply(store::Store& store, const cooperative::Entity& entity,
                                const settlement::Rulebook& rules, const Batch& batch,
                                const Progress& progress);

}  // namespace mutua::service
