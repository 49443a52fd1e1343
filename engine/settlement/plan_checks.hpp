#pragma once

#include "engine/settlement/checks.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::settlement {

/// Work that would be invoiced on a day.
struct WorkToPlan {
    const cooperative::Client& client;
    const cooperative::Declaration& declaration;
    const Acceptance& acceptance;
    Date issue_date;
    /// What the network answered of the client's address when it was last asked: a word of the
    /// rules' enum `look_up`. Empty: it was not.
    std::string look_up{};
};

/// What stands in the way of its invoice, or wants a look, under the code of the declaration: what
/// the rules check of a plan (P3NN), or why they cannot answer (E…). Texts are in English.
[[nodiscard]] std::vector<PlanWarning> plan_findings(Rulebook& rules, const WorkToPlan& asked);

/// What the standard, Peppol or a receiver would refuse of an invoice (D120 to D135), under the
/// code of its first declaration. Texts are in English.
[[nodiscard]] std::vector<PlanWarning> document_findings(const Invoice& invoice);

/// True when one of them keeps the invoice from being issued.
[[nodiscard]] bool refuses(const std::vector<PlanWarning>& findings);

/// The same with what the rules say in a language of the documents: a plan itself is the same in
/// all of them.
[[nodiscard]] std::vector<PlanWarning> in_language(const Rulebook& rules,
                                                   std::vector<PlanWarning> warnings,
                                                   std::string_view language);

/// The label of a check in two parts: what is wrong, and behind the first colon the reason and the
/// ways out.
struct CheckParts {
    std::string message;
    std::string help;
};
[[nodiscard]] CheckParts parts_of(const std::string& label);

}  // namespace mutua::settlement
