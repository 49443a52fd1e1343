#pragma once

#include <stdexcept>
#include <string>

namespace mutua {

/// A promise between two parts of the program was broken: a bug of ours, never of the user.
/// Only main() catches it, and leaves with code 70.
class ContractViolation : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Stops the program's current work with a ContractViolation unless `condition` holds.
/// On in every build: a wrong payslip is worse than none. `promise` says what holds.
void require(bool condition, const char* promise, const char* file = __builtin_FILE(),
             int line = __builtin_LINE());

}  // namespace mutua
