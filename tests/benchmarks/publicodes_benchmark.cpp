#include "tests/benchmarks/publicodes_benchmark.hpp"

#include "tests/benchmarks/measure.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <ostream>
#include <sstream>
#include <string>

namespace mutua::benchmarks {

namespace {

/// What a command prints on standard output.
std::string printed_by(const std::string& command) {
    const auto close = [](FILE* stream) { return pclose(stream); };
    const std::unique_ptr<FILE, decltype(close)> stream{popen(command.c_str(), "r"), close};
    std::string text;
    if (stream == nullptr) { return text; }
    std::array<char, 4'096> piece{};
    while (fgets(piece.data(), piece.size(), stream.get()) != nullptr) { text += piece.data(); }
    return text;
}

/// How often in a hundred seconds: "1234.50" of 2469 in two seconds.
std::int64_t hundredfold_rate(std::int64_t count, std::int64_t nanoseconds) {
    constexpr std::int64_t microseconds_in_100_s = 100'000'000;
    return nanoseconds < 1'000 ? 0 : count * microseconds_in_100_s / (nanoseconds / 1'000);
}

}  // namespace

void publicodes_benchmark(std::int64_t count, std::int64_t spent, std::ostream& out) {
    const std::string answer = printed_by(
        "'" MUTUA_SOURCE_DIR "/tests/benchmarks/publicodes/run' '" MUTUA_BUILD_DIR "/publicodes'");
    std::istringstream words{answer};
    std::string payslips;
    std::string nanoseconds;
    std::int64_t their_count = 0;
    std::int64_t their_time = 0;
    words >> payslips >> their_count >> nanoseconds >> their_time;
    const std::int64_t ours = hundredfold_rate(count, spent);
    const std::int64_t theirs = hundredfold_rate(their_count, their_time);
    if (!words || payslips != "payslips" || theirs == 0) {
        const std::string reason = answer.empty() ? "skipped: nothing was printed\n" : answer;
        out << "column / publicodes: " << reason;
        return;
    }
    print_ratio(
        out,
        "per core, payslips/s: column " + hundredths(ours) + " / publicodes " + hundredths(theirs),
        ours, theirs, 1'000'000);
}

}  // namespace mutua::benchmarks
