#include "engine/settlement/plan.hpp"

#include "engine/cooperative/canonical.hpp"

namespace mutua::settlement {

PlanSettings plan_settings(const cooperative::Entity& entity, const std::string& package) {
    PlanSettings settings{{"package", to_hex(sha256(package))}};
    for (const auto& [name, value] : cooperative::facts_of(entity)) {
        settings["entity." + name] = to_hex(sha256(value));
    }
    return settings;
}

}  // namespace mutua::settlement
