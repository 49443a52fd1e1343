#include "tests/benchmarks/rules_benchmark.hpp"

#include <iostream>
#include <string>
#include <vector>

/// mutua-bench rules [FOLDER]: exit 0 when all figures agree, 1 when one differs, 64 for anything
/// else that is asked.
int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.empty() || arguments.front() != "rules") {
        std::cerr << "mutua-bench rules [FOLDER]   how fast the rules are computed\n";
        return 64;
    }
    const std::string folder =
        arguments.size() > 1 ? arguments[1] : std::string{MUTUA_SOURCE_DIR} + "/rules";
    return mutua::benchmarks::rules_benchmark(folder, std::cout) ? 0 : 1;
}
