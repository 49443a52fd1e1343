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
#include <string>
#include <string_view>
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

/// Writes them where the official rules read, and asks these for their own time a document once
/// the JVM has started and read its rules. Nothing when they are absent.
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
    const std::string command = judge.string() + " -q -j 1 " + folder.string() + " 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    require(pipe != nullptr, "the official rules can be started");
    std::string told;
    std::array<char, 4096> part{};
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe)) {
        told.append(part.data(), count);
    }
    ::pclose(pipe);
    fs::remove_all(folder);
    const std::size_t run = told.find("run ");
    require(run != std::string::npos, "the official rules tell their time");
    std::string hundredths_of_seconds;
    for (const char c : told.substr(run + 4, told.find(" s", run) - run - 4)) {
        if (c != '.') { hundredths_of_seconds += c; }
    }
    constexpr std::int64_t nanoseconds_in_a_hundredth = 10'000'000;
    return std::stoll(hundredths_of_seconds) * nanoseconds_in_a_hundredth /
           static_cast<std::int64_t>(invoices.size());
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t each = 0; each < count; ++each) { all += text; }
    return all;
}

/// 19 MB between two texts, made in the memory that it takes.
std::string long_between(std::string_view before, std::string_view after) {
    constexpr std::size_t length = 19'000'000;
    std::string all;
    all.reserve(before.size() + length + after.size());
    return all.append(before).append(length, 'x').append(after);
}

/// Documents that nobody sends by mistake, made one at a time.
struct Hostile {
    const char* what;
    std::string (*make)();
};

constexpr Hostile hostile[] = {
    {"a DOCTYPE that names a file",
     [] {
         return std::string{"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"};
     }},
    {"entities in entities",
     [] {
         std::string text = "<!DOCTYPE a [<!ENTITY a0 \"ha\">";
         for (int each = 1; each < 10; ++each) {
             text += "<!ENTITY a" + std::to_string(each) + " \"" +
                     repeated("&a" + std::to_string(each - 1) + ";", 10) + "\">";
         }
         return text + "]><a>&a9;</a>";
     }},
    {"a long entity many times",
     [] {
         return "<!DOCTYPE a [<!ENTITY b \"" + std::string(60'000, 'x') + "\">]><a>" +
                repeated("&b;", 4'000) + "</a>";
     }},
    {"300 levels", [] { return repeated("<a>", 300) + repeated("</a>", 300); }},
    {"50,000 attributes",
     [] {
         std::string text = "<a";
         for (int each = 0; each < 50'000; ++each) { text += " b" + std::to_string(each) + "='1'"; }
         return text + "/>";
     }},
    {"a text of 19 MB", [] { return long_between("<a>", "</a>"); }},
    {"an attribute of 19 MB", [] { return long_between("<a b='", "'/>"); }},
    {"a name of 19 MB", [] { return long_between("<", "/>"); }},
    {"a comment of 19 MB", [] { return long_between("<a><!--", "--></a>"); }},
    {"299,000 elements", [] { return "<a>" + repeated("<b/>", 299'000) + "</a>"; }},
    {"UTF-16",
     [] {
         return std::string{"\xff\xfe<\0a\0/\0>\0", 10};
     }},
    {"a zero byte",
     [] {
         return std::string{"<a>\0</a>", 8};
     }},
    {"an XInclude",
     [] {
         return std::string{
             "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include "
             "href='/etc/passwd' parse='text'/></a>"};
     }},
    {"lines that take the square of their number", [] {
         return "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' "
                "xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:"
                "CommonAggregateComponents-2' xmlns:cbc='urn:oasis:names:specification:ubl:schema:"
                "xsd:CommonBasicComponents-2'>" +
                repeated("<cbc:TaxAmount/>", 100'000) + repeated("<cac:InvoiceLine/>", 100'000) +
                "</Invoice>";
     }}};

/// The most memory that this process had. Units: kilobytes.
std::int64_t peak_memory() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) { return std::stoll(line.substr(6)); }
    }
    return 0;
}

/// Each refused, in the time and the memory that one may take; false when one is not.
bool refuses_hostile(const ubl::validation::Validator& validator, std::ostream& out) {
    bool is_refused = true;
    std::int64_t slowest = 0;
    const char* which = "";
    for (const Hostile& one : hostile) {
        const std::string text = one.make();
        const std::int64_t time = median_time(
            1, [&] { is_refused = has_fatal(validator.validate(text, "")) && is_refused; });
        if (time > slowest) {
            slowest = time;
            which = one.what;
        }
    }
    out << std::size(hostile) << " hostile documents "
        << (is_refused ? "refused" : "NOT all refused") << ", the slowest (" << which << ") in "
        << hundredths(slowest / 10'000) << " ms (goal 200.00), peak memory "
        << peak_memory() / 1'024 << " MB (goal 64)\n";
    return is_refused;
}

}  // namespace

bool ubl_benchmark(const fs::path& invoice, std::ostream& out) {
    const ubl::validation::Validator validator;
    const bool is_safe = refuses_hostile(validator, out);
    const auto invoices = numbered_invoices(invoice);
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
    return is_safe && findings == 0 && seen == 0;
}

}  // namespace mutua::benchmarks
