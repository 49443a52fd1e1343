#pragma once

#include "engine/core/date.hpp"
#include "engine/core/id.hpp"
#include "engine/core/money.hpp"
#include "engine/store/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// A batch as it was planned.
struct Run {
    RunId id{0};
    std::string kind;          ///< "invoice", "payroll"
    std::string planned_hash;  ///< of the plan: one run a plan
    std::string ruleset;
    Date started_on;
    std::int64_t item_count = 0;
    std::map<std::string, Money> totals;  ///< "net", "vat", "gross_pay" …
    friend bool operator==(const Run&, const Run&) = default;
};

/// An item of a run that was turned down, and why.
struct RunRejection {
    std::string key;
    std::string code;
    std::string text;
    friend bool operator==(const RunRejection&, const RunRejection&) = default;
};

/// How a run ended.
struct RunResult {
    std::int64_t done_count = 0;
    std::vector<RunRejection> rejections;
    friend bool operator==(const RunResult&, const RunResult&) = default;
};

/// Batches of one entity. What a run made carries its id; its end is told once.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class RunRepository {
public:
    RunRepository(Store& store, EntityCode entity);

    /// Begins a run (its `id` is given here), or finds the one that already began with this plan.
    RunId start(const Run& run);
    /// Tells the end of a run.
    /// Errors: StoreFailure `constraint` when it was told before.
    void finish(RunId id, const RunResult& result);

    [[nodiscard]] std::optional<Run> find(RunId id);
    [[nodiscard]] std::optional<Run> find(const std::string& kind, const std::string& planned_hash);
    [[nodiscard]] std::optional<RunResult> result(RunId id);
    [[nodiscard]] std::vector<Run> list();

private:
    Connection& connection_;
    EntityCode entity_;
};

}  // namespace mutua::store
