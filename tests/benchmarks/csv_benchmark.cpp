#include "tests/benchmarks/csv_benchmark.hpp"

#include "cli/commands/cell_columns.hpp"
#include "cli/commands/csv_chunks.hpp"
#include "cli/commands/figure_lines.hpp"
#include "tests/benchmarks/measure.hpp"
#include "tests/benchmarks/payslip_rows.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <ostream>

namespace mutua::benchmarks {

namespace {

constexpr std::size_t few_rows = 100'000;
constexpr std::size_t written_together = 512;
constexpr std::size_t many_rows = 1'000'000;

/// A file of this run that is there as long as this.
class ScratchFile {
public:
    explicit ScratchFile(const std::string& name)
        : path_{std::filesystem::temp_directory_path() /
                ("mutua-bench-" + std::to_string(::getpid()) + "-" + name)} {}
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

void write_months(const std::filesystem::path& path, std::size_t row_count) {
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

/// A line of the kernel about this program's memory: VmHWM, the most it had, or VmRSS, what it has.
/// Units: kilobytes.
std::int64_t memory(const std::string& line) {
    std::ifstream status{"/proc/self/status"};
    for (std::string word; status >> word;) {
        std::int64_t size = 0;
        if (word == line && status >> size) { return size; }
    }
    return 0;
}

/// From here on VmHWM is about what comes.
void forget_memory_peak() {
    malloc_trim(0);
    std::ofstream{"/proc/self/clear_refs"} << "5";
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

/// What one file cost.
struct FileCost {
    std::size_t rows = 0;
    Stage reading;
    Stage computing;
    Stage writing;
    std::int64_t more_memory = 0;  ///< at the most. Units: kilobytes
};

/// All rows of a file, as `rules eval` computes them; stops at a row that is not plain.
FileCost evaluate(const ruleset::Ruleset& rules, const ScratchFile& source,
                  const ScratchFile& target) {
    FileCost cost;
    forget_memory_peak();
    const std::int64_t memory_before = memory("VmRSS:");
    ruleset::ColumnCalculator calculator{rules};
    auto prepared = calculator.prepare(
        "be.payslip", {}, ruleset::Clocks::all(date::year{2026} / 11 / 30), payslip_inputs());
    std::vector<std::size_t> order(prepared.outputs().size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    cli::CellColumns cells{*rules, calculator, prepared.inputs(), ','};
    cli::FigureLines lines{*rules, calculator, prepared.outputs(), order};
    std::ifstream input{source.path(), std::ios::binary};
    // Written over what is there: the pages of a new file are the kernel's time, not ours.
    std::ofstream output{target.path(), std::ios::binary | std::ios::in | std::ios::out};
    cli::CsvChunks chunks{input};
    bool plain = !chunks.header().empty();
    ruleset::ColumnRows columns;
    ruleset::ColumnResult result;
    for (bool more = true; more && plain;) {
        cli::CsvChunk chunk;
        cost.reading.time([&] {
            more = chunks.next(chunk);
            plain = !more || cells.read(chunk, columns);
        });
        if (!more || !plain) { break; }
        cost.computing.time([&] { prepared.run(columns, result); });
        plain = result.rejected.empty();
        const std::size_t rows = columns.tree.rows(ruleset::Scope::payslip);
        cost.writing.time([&] {
            for (std::size_t row = 0; row < rows; row += written_together) {
                const std::string_view text =
                    lines.write(result, row, std::min(row + written_together, rows));
                output.write(text.data(), static_cast<std::streamsize>(text.size()));
            }
        });
        cost.rows += rows;
    }
    cost.more_memory = memory("VmHWM:") - memory_before;
    return cost;
}

}  // namespace

bool csv_benchmark(const ruleset::Ruleset& rules, std::ostream& out) {
    for (const std::size_t row_count : {few_rows, many_rows}) {
        const ScratchFile source{"months.csv"};
        write_months(source.path(), row_count);
        const ScratchFile target{"figures.csv"};
        std::ofstream{target.path()}.put('\n');
        // The first time brings both files into memory.
        evaluate(rules, source, target);
        const FileCost cost = evaluate(rules, source, target);
        if (cost.rows != row_count) {
            out << "the rows of the file were not all computed: " << cost.rows << '\n';
            return false;
        }
        out << "CSV of " << cost.rows << " rows: reading " << cost.reading.text() << ", computing "
            << cost.computing.text() << ", writing " << cost.writing.text() << "; at most "
            << cost.more_memory / 1024 << " MB more memory\n";
        if (row_count < many_rows) { continue; }
        print_ratio(out, "reading + writing / computing",
                    cost.reading.spent() + cost.writing.spent(), cost.computing.spent(), 500);
    }
    return true;
}

}  // namespace mutua::benchmarks
