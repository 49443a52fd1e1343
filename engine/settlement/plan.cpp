#include "engine/settlement/plan.hpp"

#include "engine/cooperative/canonical.hpp"

#include <utility>

namespace mutua::settlement {

PlanSettings plan_settings(const cooperative::Entity& entity, const std::string& package) {
    PlanSettings settings{{"package", to_hex(sha256(package))}};
    for (const auto& [name, value] : cooperative::facts_of(entity)) {
        settings["entity." + name] = to_hex(sha256(value));
    }
    return settings;
}

std::vector<PlannedInput> PlannedInvoice::inputs() const {
    std::vector<PlannedInput> all{input};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

PlannedPayslip planned(const Payslip& slip, std::vector<PlannedInput> inputs) {
    return {slip,
            slip.id,
            slip.member.code,
            slip.worker_category,
            slip.payment_date,
            to_hex(cooperative::content_hash(slip.member)),
            std::move(inputs)};
}

}  // namespace mutua::settlement
