#include "tests/benchmarks/threads_benchmark.hpp"

#include "engine/core/contract.hpp"
#include "tests/benchmarks/measure.hpp"
#include "tests/benchmarks/payslip_rows.hpp"

#include <algorithm>
#include <ostream>
#include <thread>

namespace mutua::benchmarks {

namespace {

constexpr std::size_t chunk_rows = 4'096;
constexpr std::size_t chunk_count = 64;
constexpr int times = 7;

/// A thread's own: calculator, program, and results that are used again.
struct Worker {
    explicit Worker(const ruleset::Ruleset& rules)
        : calculator{rules},
          prepared{calculator.prepare("be.payslip", {},
                                      ruleset::Clocks::all(date::year{2026} / 11 / 30),
                                      payslip_inputs())},
          results(chunk_count) {
        require(prepared.faults().empty(), "be.payslip computes from the inputs of the benchmark");
    }

    void run(const std::vector<ruleset::ColumnRows>& chunks, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) { prepared.run(chunks[i], results[i]); }
    }

    ruleset::ColumnCalculator calculator;
    ruleset::PreparedColumns prepared;
    std::vector<ruleset::ColumnResult> results;  ///< one for each chunk
};

bool is_same(const ruleset::ColumnResult& left, const ruleset::ColumnResult& right) {
    return std::equal(left.outputs.begin(), left.outputs.end(), right.outputs.begin(),
                      right.outputs.end(), [](const auto& one, const auto& other) {
                          return one.values == other.values &&
                                 one.denominators == other.denominators &&
                                 one.applicable == other.applicable;
                      });
}

}  // namespace

bool threads_benchmark(const ruleset::Ruleset& rules, std::ostream& out) {
    std::vector<ruleset::ColumnRows> chunks;
    const auto rows = sound_months(chunk_rows * chunk_count, 11);
    for (std::size_t i = 0; i < rows.size(); i += chunk_rows) {
        chunks.push_back(columns_of(rows.data() + i, chunk_rows));
    }
    Worker alone{rules};
    Worker first{rules};
    Worker second{rules};
    constexpr std::size_t half = chunk_count / 2;
    const std::int64_t one = median_time(times, [&] { alone.run(chunks, 0, chunk_count); });
    const std::int64_t two = median_time(times, [&] {
        std::thread beside{[&] { second.run(chunks, half, chunk_count); }};
        first.run(chunks, 0, half);
        beside.join();
    });
    for (std::size_t i = 0; i < chunk_count; ++i) {
        const Worker& worker = i < half ? first : second;
        if (alone.results[i].outputs.empty() || !is_same(alone.results[i], worker.results[i])) {
            out << "two threads give other figures than one in batch " << i << '\n';
            return false;
        }
    }
    print_ratio(out, "two threads / one", one, two, 180);
    return true;
}

}  // namespace mutua::benchmarks
