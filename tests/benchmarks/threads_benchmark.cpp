#include "tests/benchmarks/threads_benchmark.hpp"

#include "engine/core/contract.hpp"
#include "tests/benchmarks/measure.hpp"
#include "tests/benchmarks/payslip_rows.hpp"

#include <algorithm>
#include <ostream>
#include <thread>

namespace mutua::benchmarks {

namespace {

constexpr std::size_t rows_of_a_chunk = 1'024;
constexpr std::size_t chunk_count = 512;
constexpr int repeats = 7;

/// A thread's own: calculator, program, and a result that is used again.
struct Worker {
    explicit Worker(const ruleset::Ruleset& rules)
        : calculator{rules},
          prepared{calculator.prepare("be.payslip", {},
                                      ruleset::Clocks::all(date::year{2026} / 11 / 30),
                                      payslip_inputs())} {
        require(prepared.faults().empty(), "be.payslip computes from the inputs of the benchmark");
    }

    void run(const std::vector<ruleset::ColumnRows>& chunks, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) { prepared.run(chunks[i], result); }
    }

    ruleset::ColumnCalculator calculator;
    ruleset::PreparedColumns prepared;
    ruleset::ColumnResult result;
};

bool is_same(const ruleset::ColumnResult& left, const ruleset::ColumnResult& right) {
    return std::equal(left.outputs.begin(), left.outputs.end(), right.outputs.begin(),
                      right.outputs.end(), [](const auto& one, const auto& other) {
                          return one.values == other.values &&
                                 one.denominators == other.denominators &&
                                 one.applicable == other.applicable;
                      });
}

/// Whether a worker gives what was expected of its chunks.
bool gives(Worker& worker, const std::vector<ruleset::ColumnRows>& chunks,
           const std::vector<ruleset::ColumnResult>& expected, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
        worker.run(chunks, i, i + 1);
        if (expected[i].outputs.empty() || !is_same(expected[i], worker.result)) { return false; }
    }
    return true;
}

}  // namespace

bool threads_benchmark(const ruleset::Ruleset& rules, std::ostream& out) {
    std::vector<ruleset::ColumnRows> chunks;
    const auto rows = sound_months(rows_of_a_chunk * chunk_count, 11);
    for (std::size_t i = 0; i < rows.size(); i += rows_of_a_chunk) {
        chunks.push_back(columns_of(rows.data() + i, rows_of_a_chunk));
    }
    Worker first{rules};
    Worker second{rules};
    std::vector<ruleset::ColumnResult> expected;
    for (const auto& chunk : chunks) { expected.push_back(first.prepared.run(chunk)); }
    constexpr std::size_t half = chunk_count / 2;
    bool first_same = false;
    bool second_same = false;
    std::thread checked{[&] { second_same = gives(second, chunks, expected, half, chunk_count); }};
    first_same = gives(first, chunks, expected, 0, half);
    checked.join();
    if (!first_same || !second_same) {
        out << "two threads give other figures than one\n";
        return false;
    }
    const std::int64_t one = median_time(repeats, [&] { first.run(chunks, 0, chunk_count); });
    const std::int64_t two = median_time(repeats, [&] {
        std::thread beside{[&] { second.run(chunks, half, chunk_count); }};
        first.run(chunks, 0, half);
        beside.join();
    });
    print_ratio(out, "two threads / one", one, two, 180);
    return true;
}

}  // namespace mutua::benchmarks
