#pragma once

#include "engine/settlement/checks.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::settlement {

/// An invoice as it would be issued, and what it comes from.
struct InvoiceToPlan {
    const Invoice& invoice;
    const cooperative::Declaration& declaration;
    const Acceptance& acceptance;
    /// What the network answered of the client's address when it was last asked: a word of the
    /// rules' enum `look_up`. Empty: it was not.
    std::string look_up{};
};

/// What stands in the way of an invoice, or wants a look, under the code of its declaration: first
/// what the rules check of a plan (P3NN), then what the standard, Peppol or a receiver would refuse
/// (D120 to D135), then what the rules cannot answer (E…). Texts are in English.
[[nodiscard]] std::vector<PlanWarning> plan_findings(Rulebook& rules, const InvoiceToPlan& asked);

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
