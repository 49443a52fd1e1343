#include "tests/benchmarks/ubl_benchmark.hpp"

#include "engine/core/contract.hpp"
#include "formats/ubl/validation/validator.hpp"
#include "formats/xml/document.hpp"
#include "formats/xml/first_look.hpp"
#include "tests/benchmarks/measure.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

namespace mutua::benchmarks {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t documents = 1'000;
constexpr int ubl_times = 7;

/// The same invoice with other numbers.
std::vector<std::string> numbered_invoices(const fs::path& invoice) {
    std::ifstream in{invoice, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const std::size_t number = text.find("2026-0003");
    require(number != std::string::npos, "the invoice of the benchmark has its number");
    std::vector<std::string> all;
    for (std::size_t each = 0; each < documents; ++each) {
        all.push_back(text);
        all.back().replace(number, 9, "2026-" + std::to_string(10'000 + each));
    }
    return all;
}

/// Writes them where the official rules read, and asks these for their own time a document: the
/// second thousand in one process, since the first warms the JVM up. Nothing when they are absent.
/// Units: nanoseconds a document.
std::int64_t official_time(const std::vector<std::string>& invoices, std::ostream& out) {
    const char* named = std::getenv("MUTUA_SHARED");
    const fs::path shared =
        named != nullptr ? fs::path{named} : fs::path{MUTUA_SOURCE_DIR}.parent_path() / "shared";
    const fs::path judge = shared / "tools/ubl-oracle/validate";
    if (!fs::exists(judge) || std::system("command -v java >/dev/null 2>&1") != 0) {
        out << "skipped: the official rules are not at hand (no shared/, or no Java)\n";
        return 0;
    }
    const fs::path folder = fs::temp_directory_path() / "mutua-bench-ubl";
    fs::create_directories(folder);
    for (std::size_t each = 0; each < invoices.size(); ++each) {
        std::ofstream{folder / (std::to_string(each) + ".xml"), std::ios::binary} << invoices[each];
    }
    // One thread, as ours; what it prints last is "run 7.21 s (7.2 ms per file; ...".
    const auto seconds_of = [&](const std::string& folders) {
        const std::string command = judge.string() + " -q -j 1 " + folders + " 2>&1";
        FILE* pipe = ::popen(command.c_str(), "r");
        require(pipe != nullptr, "the official rules can be started");
        std::string told;
        std::array<char, 4096> part{};
        while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe)) {
            told.append(part.data(), count);
        }
        ::pclose(pipe);
        const std::size_t run = told.find("run ");
        require(run != std::string::npos, "the official rules tell their time");
        // Hundredths of a second, without binary fractions.
        std::string digits;
        for (const char c : told.substr(run + 4, told.find(" s", run) - run - 4)) {
            if (c != '.') { digits += c; }
        }
        return std::stoll(digits);
    };
    const std::string once = folder.string();
    const std::int64_t first = seconds_of(once);
    const std::int64_t both = seconds_of(once + " " + once);
    fs::remove_all(folder);
    constexpr std::int64_t nanoseconds_in_a_hundredth = 10'000'000;
    return (both - first) * nanoseconds_in_a_hundredth / static_cast<std::int64_t>(invoices.size());
}

}  // namespace

bool ubl_benchmark(const fs::path& invoice, std::ostream& out) {
    const auto invoices = numbered_invoices(invoice);
    const ubl::validation::Validator validator;
    std::size_t findings = 0;
    const auto count = static_cast<std::int64_t>(invoices.size());
    const std::int64_t validation = median_time(ubl_times, [&] {
        for (const std::string& one : invoices) { findings += validator.validate(one, "").size(); }
    });
    std::size_t seen = 0;
    const std::int64_t look = median_time(ubl_times, [&] {
        for (const std::string& one : invoices) {
            seen += xml::first_look(one, "", xml::Limits{}) ? 1U : 0U;
        }
    });
    const std::int64_t parsing = median_time(ubl_times, [&] {
        for (const std::string& one : invoices) { seen += xml::parse(one, "") ? 0U : 1U; }
    });
    out << count << " invoices of ten lines, " << invoices.front().size()
        << " bytes each: " << hundredths(validation / (count * 10))
        << " us a document to validate, " << hundredths((parsing - look) / (count * 10))
        << " us for libxml2 to parse, " << per_second(count, validation) << '\n';
    print_ratio(out, "validation / libxml2 parse", validation, parsing - look, 300);
    if (const std::int64_t official = official_time(invoices, out); official > 0) {
        out << "official rules in a warm JVM: " << hundredths(official / 10'000)
            << " ms a document\n";
        print_ratio(out, "official rules / ours", official, validation / count, 5'000);
    }
    return findings == 0 && seen == 0;
}

}  // namespace mutua::benchmarks
