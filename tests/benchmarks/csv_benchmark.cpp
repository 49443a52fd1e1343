#include "tests/benchmarks/csv_benchmark.hpp"

#include "cli/commands/cell_columns.hpp"
#include "cli/commands/csv_chunks.hpp"
#include "cli/commands/figure_lines.hpp"
#include "tests/benchmarks/measure.hpp"
#include "tests/benchmarks/payslip_rows.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <ostream>

namespace mutua::benchmarks {

namespace {

constexpr std::size_t row_count = 1'000'000;

/// A file that is there as long as this.
class ScratchFile {
public:
    explicit ScratchFile(const std::string& name)
        : path_{std::filesystem::temp_directory_path() / name} {}
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    ~ScratchFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

void write_months(const std::filesystem::path& path) {
    std::ofstream file{path, std::ios::binary};
    const auto& names = payslip_inputs();
    for (std::size_t i = 0; i < names.size(); ++i) { file << (i > 0 ? "," : "") << names[i]; }
    file << '\n';
    constexpr std::size_t piece = 10'000;
    const auto rows = sound_months(piece, 3);
    std::string text;
    for (const HandRow& row : rows) {
        const ruleset::Values values = values_of(row);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (i > 0) { text += ','; }
            text += ruleset::to_string(values.find(names[i])->second);
        }
        text += '\n';
    }
    for (std::size_t written = 0; written < row_count; written += rows.size()) { file << text; }
}

/// Most memory that this program had so far. Units: kilobytes.
std::int64_t memory_peak() {
    std::ifstream status{"/proc/self/status"};
    for (std::string word; status >> word;) {
        std::int64_t size = 0;
        if (word == "VmHWM:" && status >> size) { return size; }
    }
    return 0;
}

class Stage {
public:
    template <typename Work>
    void time(const Work& work) {
        const auto begin = Clock::now();
        work();
        spent_ += std::chrono::nanoseconds{Clock::now() - begin}.count();
    }
    [[nodiscard]] std::int64_t spent() const { return spent_; }
    [[nodiscard]] std::string text() const { return std::to_string(spent_ / 1'000'000) + " ms"; }

private:
    using Clock = std::chrono::steady_clock;
    std::int64_t spent_ = 0;
};

}  // namespace

bool csv_benchmark(const ruleset::Ruleset& rules, std::ostream& out) {
    const ScratchFile source{"mutua-bench-months.csv"};
    const ScratchFile target{"mutua-bench-figures.csv"};
    write_months(source.path());
    const std::int64_t memory_before = memory_peak();
    ruleset::ColumnCalculator calculator{rules};
    auto prepared = calculator.prepare(
        "be.payslip", {}, ruleset::Clocks::all(date::year{2026} / 11 / 30), payslip_inputs());
    std::vector<std::size_t> order(prepared.outputs().size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    cli::CellColumns cells{*rules, calculator, prepared.inputs(), ','};
    const cli::FigureLines lines{*rules, calculator, prepared.outputs(), order};
    std::ifstream input{source.path(), std::ios::binary};
    std::ofstream output{target.path(), std::ios::binary};
    cli::CsvChunks chunks{input};
    bool plain = !chunks.header().empty();
    ruleset::ColumnRows columns;
    ruleset::ColumnResult result;
    std::string text;
    std::size_t rows = 0;
    Stage reading;
    Stage computing;
    Stage writing;
    for (bool more = true; more && plain;) {
        cli::CsvChunk chunk;
        reading.time([&] {
            more = chunks.next(chunk);
            plain = !more || cells.read(chunk.rows, columns);
        });
        if (!more || !plain) { break; }
        computing.time([&] { prepared.run(columns, result); });
        plain = result.rejected.empty();
        writing.time([&] {
            text.clear();
            lines.write(result, columns.tree.rows(ruleset::Scope::payslip), text);
            output.write(text.data(), static_cast<std::streamsize>(text.size()));
        });
        rows += columns.tree.rows(ruleset::Scope::payslip);
    }
    if (!plain || rows != row_count) {
        out << "the rows of the file were not all computed: " << rows << '\n';
        return false;
    }
    out << "CSV of " << rows << " rows: reading " << reading.text() << ", computing "
        << computing.text() << ", writing " << writing.text() << "; "
        << (memory_peak() - memory_before) / 1024 << " MB more memory\n";
    print_ratio(out, "reading + writing / computing", reading.spent() + writing.spent(),
                computing.spent(), 500);
    return true;
}

}  // namespace mutua::benchmarks
