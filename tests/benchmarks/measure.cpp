#include "tests/benchmarks/measure.hpp"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <vector>

namespace mutua::benchmarks {

std::int64_t median_time(int times, const std::function<void()>& work) {
    using Clock = std::chrono::steady_clock;
    std::vector<std::int64_t> found;
    for (int i = 0; i <= times; ++i) {
        const auto begin = Clock::now();
        work();
        const auto spent = std::chrono::nanoseconds{Clock::now() - begin}.count();
        if (i > 0) { found.push_back(spent); }
    }
    std::sort(found.begin(), found.end());
    return found[found.size() / 2];
}

std::string hundredths(std::int64_t value) {
    const std::string rest = std::to_string(value % 100);
    return std::to_string(value / 100) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

void print_ratio(std::ostream& out, const std::string& what, std::int64_t above, std::int64_t below,
                 std::int64_t goal) {
    const std::int64_t ratio = below > 0 ? (above * 100 + below / 2) / below : 0;
    out << what << ": " << hundredths(ratio);
    if (goal != 0) { out << " (goal " << hundredths(goal) << ")"; }
    out << '\n';
}

std::string per_second(std::int64_t count, std::int64_t nanoseconds) {
    if (nanoseconds <= 0) { return "no time at all"; }
    const auto rate =
        static_cast<std::int64_t>(static_cast<unsigned long long>(count) * 1'000'000'000ULL /
                                  static_cast<unsigned long long>(nanoseconds));
    if (rate >= 1'000'000) { return hundredths(rate / 10'000) + " M/s"; }
    return rate >= 1'000 ? hundredths(rate / 10) + " k/s" : std::to_string(rate) + "/s";
}

}  // namespace mutua::benchmarks
