#include "tests/benchmarks/rules_benchmark.hpp"
#include "tests/benchmarks/ubl_writer_benchmark.hpp"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

/// mutua-bench rules [FOLDER], mutua-bench ubl: exit 0 when all figures agree, 1 when one differs,
/// 64 for anything else that is asked.
int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    const bool is_help = !arguments.empty() && arguments.back() == "--help";
    const bool is_rules = !arguments.empty() && arguments.front() == "rules";
    if (arguments == std::vector<std::string>{"ubl"}) {
        return mutua::benchmarks::ubl_writer_benchmark(std::cout) ? 0 : 1;
    }
    if (is_help || !is_rules || arguments.size() > 2) {
        (is_help ? std::cout : std::cerr)
            << "mutua-bench rules [FOLDER]   how fast the rule packs are computed\n"
               "mutua-bench ubl              how fast electronic invoices are written and read\n";
        return is_help ? 0 : 64;
    }
    const std::string folder =
        arguments.size() > 1 ? arguments[1] : std::string{MUTUA_SOURCE_DIR} + "/rules";
    if (!std::filesystem::is_directory(folder)) {
        std::cerr << folder << ": there is no such folder of rules\n";
        return 64;
    }
    return mutua::benchmarks::rules_benchmark(folder, std::cout) ? 0 : 1;
}
