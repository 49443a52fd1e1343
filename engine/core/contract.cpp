#include "engine/core/contract.hpp"

namespace mutua {

void require(bool condition, const char* promise, const char* file, int line) {
    if (condition) { return; }
    throw ContractViolation{std::string{"broken promise: "} + promise + " (" + file + ":" +
                            std::to_string(line) + ")"};
}

}  // namespace mutua
