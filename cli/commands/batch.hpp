#pragma once

#include "cli/context.hpp"
#include "engine/service/batch.hpp"
#include "engine/settlement/plan.hpp"
#include "formats/tabular/json_plan.hpp"

#include <string>
#include <vector>

/// What planning and applying have in common, whatever the batch is about.
namespace mutua::cli {

struct BatchOptions {
    std::string output;     ///< plan: the plan file
    std::string plan_file;  ///< apply: the plan file, if any
    std::string out_folder;
    std::string month;
    std::string since;   ///< corrections: worked in this month or later
    std::string member;  ///< corrections: of this member only
    std::string until;
    std::string id;
    std::vector<std::string> formats;
    bool corrections = false;
    bool item_by_item = false;  ///< plan: a row each, no totals
    bool yes = false;
    bool detailed_exit_code = false;
};

/// Tells a plan's warnings, each kind once with its number when many share it.
void tell_warnings(const Context& context, const std::vector<settlement::PlanWarning>& warnings);

/// True when one of them tells of an item that the rules refused: it is left out, and the batch
/// only partly done.
[[nodiscard]] bool has_refusal(const std::vector<settlement::PlanWarning>& warnings);

/// A plan file says everything: an option that would choose again is refused.
/// Errors: CommandFailure (64) when both are given.
void refuse_choice(const BatchOptions& options, const char* name, const std::string& given);

/// What is planned can be booked on its day: a plan refuses what `apply` would refuse.
/// Errors: CommandFailure (78) when there are items and the rules do not cover the day.
void prove_books(Session& session, Date issue_date, std::size_t items);

/// Ends `… plan`: writes the plan file when asked, and says what comes next. `refused` tells that
/// the rules refused items: the plan ends like `apply` would (3; 65 without any other item).
[[nodiscard]] ExitCode finish_plan(const Context& context, const BatchOptions& options,
                                   const tabular::PlanFile& file, std::size_t items,
                                   const std::string& noun, bool refused = false);

/// Why a batch of documents is empty: none is due, or the rules refused every one.
[[nodiscard]] std::string nothing_due(const std::string& noun, bool refused);

/// Ends `… apply`: what was done, or why nothing was.
[[nodiscard]] ExitCode finish_apply(const Context& context, const service::ApplyReport& report,
                                    const std::string& noun);

/// A day from an option. Errors: CommandFailure (64).
[[nodiscard]] Date day_option(const std::string& name, const std::string& text);

/// A month from an option. Errors: CommandFailure (64).
[[nodiscard]] Month month_option(const std::string& name, const std::string& text);

}  // namespace mutua::cli
