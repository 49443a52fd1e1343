#include "tests/benchmarks/rules_benchmark.hpp"
#include "tests/benchmarks/ubl_writer_benchmark.hpp"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace {
constexpr std::size_t few_rows = 2'000;
}

/// mutua-bench rules|agree [FOLDER], mutua-bench ubl: exit 0 when all figures agree, 1 when one
/// differs, 64 for anything else that is asked.
int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    const bool is_help = !arguments.empty() && arguments.back() == "--help";
    const std::string asked = arguments.empty() ? "" : arguments.front();
    const bool is_known = asked == "rules" || asked == "agree";
    if (arguments == std::vector<std::string>{"ubl"}) {
        return mutua::benchmarks::ubl_writer_benchmark(std::cout) ? 0 : 1;
    }
    if (is_help || !is_known || arguments.size() > 2) {
        (is_help ? std::cout : std::cerr)
            << "mutua-bench rules [FOLDER]   how fast the rule packs are computed\n"
               "mutua-bench agree [FOLDER]   whether its formulas by hand are those of the packs\n"
               "mutua-bench ubl              how fast electronic invoices are written and read\n";
        return is_help ? 0 : 64;
    }
    const std::string folder =
        arguments.size() > 1 ? arguments[1] : std::string{MUTUA_SOURCE_DIR} + "/rules";
    if (!std::filesystem::is_directory(folder)) {
        std::cerr << folder << ": there is no such folder of rules\n";
        return 64;
    }
    const bool is_well = asked == "agree"
                             ? mutua::benchmarks::rules_agree(folder, few_rows, std::cout)
                             : mutua::benchmarks::rules_benchmark(folder, std::cout);
    return is_well ? 0 : 1;
}
