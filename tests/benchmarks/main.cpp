#include "tests/benchmarks/rules_benchmark.hpp"
#include "tests/benchmarks/ubl_benchmark.hpp"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr const char* usage =
    "mutua-bench rules [FOLDER]   how fast the rule packs are computed\n"
    "mutua-bench ubl              how fast e-invoices are validated\n";

int bench_rules(const std::string& folder) {
    if (!std::filesystem::is_directory(folder)) {
        std::cerr << folder << ": there is no such folder of rules\n";
        return 64;
    }
    return mutua::benchmarks::rules_benchmark(folder, std::cout) ? 0 : 1;
}

int bench_ubl() {
    const std::string invoice =
        std::string{MUTUA_SOURCE_DIR} + "/fixtures/ubl/valid/invoice-ten-lines.xml";
    return mutua::benchmarks::ubl_benchmark(invoice, std::cout) ? 0 : 1;
}

}  // namespace

/// mutua-bench rules [FOLDER], mutua-bench ubl: exit 0 when all figures agree, 1 when one differs,
/// 64 for anything else that is asked.
int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    const std::string what = arguments.empty() ? "" : arguments.front();
    if (!arguments.empty() && arguments.back() == "--help") {
        std::cout << usage;
        return 0;
    }
    if (what == "rules" && arguments.size() <= 2) {
        return bench_rules(arguments.size() > 1 ? arguments[1]
                                                : std::string{MUTUA_SOURCE_DIR} + "/rules");
    }
    if (what == "ubl" && arguments.size() == 1) { return bench_ubl(); }
    std::cerr << usage;
    return 64;
}
