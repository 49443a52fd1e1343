#include "tests/benchmarks/pdf_benchmark.hpp"
#include "tests/benchmarks/rules_benchmark.hpp"
#include "tests/benchmarks/ubl_benchmark.hpp"
#include "tests/benchmarks/ubl_writer_benchmark.hpp"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr std::size_t few_rows = 2'000;

constexpr const char* usage =
    "mutua-bench rules [FOLDER]   how fast the rule packs are computed\n"
    "mutua-bench agree [FOLDER]   whether its formulas by hand are those of the packs\n"
    "mutua-bench ubl              how fast e-invoices are written, read and validated\n"
    "mutua-bench pdf              how fast their pages are drawn\n";

int bench_rules(const std::string& what, const std::string& folder) {
    if (!std::filesystem::is_directory(folder)) {
        std::cerr << folder << ": there is no such folder of rules\n";
        return 64;
    }
    const bool is_well = what == "agree"
                             ? mutua::benchmarks::rules_agree(folder, few_rows, std::cout)
                             : mutua::benchmarks::rules_benchmark(folder, std::cout);
    return is_well ? 0 : 1;
}

constexpr const char* ten_lines = MUTUA_SOURCE_DIR "/fixtures/ubl/valid/invoice-ten-lines.xml";

int bench_ubl() {
    const bool is_written = mutua::benchmarks::ubl_writer_benchmark(std::cout);
    return mutua::benchmarks::ubl_benchmark(ten_lines, std::cout) && is_written ? 0 : 1;
}

}  // namespace

/// mutua-bench rules|agree [FOLDER], mutua-bench ubl, mutua-bench pdf: exit 0 when all figures
/// agree, 1 when one differs, 64 for anything else that is asked.
int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    const std::string what = arguments.empty() ? "" : arguments.front();
    if (!arguments.empty() && arguments.back() == "--help") {
        std::cout << usage;
        return 0;
    }
    if ((what == "rules" || what == "agree") && arguments.size() <= 2) {
        return bench_rules(
            what, arguments.size() > 1 ? arguments[1] : std::string{MUTUA_SOURCE_DIR} + "/rules");
    }
    if (what == "ubl" && arguments.size() == 1) { return bench_ubl(); }
    if (what == "pdf" && arguments.size() == 1) {
        return mutua::benchmarks::pdf_benchmark(ten_lines, std::cout) ? 0 : 1;
    }
    std::cerr << usage;
    return 64;
}
