#include "cli/commands/rules_eval_csv.hpp"

#include "cli/commands/cell_columns.hpp"
#include "cli/commands/csv_chunks.hpp"
#include "cli/commands/figure_lines.hpp"
#include "cli/commands/rules_input.hpp"
#include "engine/core/contract.hpp"
#include "engine/ruleset/run/column_calculator.hpp"
#include "formats/tabular/csv_reader.hpp"
#include "formats/tabular/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <optional>
#include <ostream>

namespace mutua::cli {

namespace {

/// Findings after which the rest of the file is not read.
constexpr std::size_t findings_max = 1'000;
constexpr std::size_t written_together = 512;

/// Text kept aside: the first part in memory, what is more in a file without a name.
class SetAside {
public:
    void add(std::string_view text) {
        if (file_ == nullptr && kept_.size() + text.size() <= memory_bytes) {
            kept_ += text;
            return;
        }
        if (file_ == nullptr) {
            file_.reset(std::tmpfile());
            require(file_ != nullptr, "there is room for a file beside");
        }
        write(text);
    }

    void copy_to(std::ostream& out) {
        out << kept_;
        if (file_ == nullptr) { return; }
        std::rewind(file_.get());
        std::string piece(memory_bytes / 8, '\0');
        while (const std::size_t read = std::fread(piece.data(), 1, piece.size(), file_.get())) {
            out.write(piece.data(), static_cast<std::streamsize>(read));
        }
        require(std::ferror(file_.get()) == 0, "what was set aside can be read again");
    }

private:
    static constexpr std::size_t memory_bytes = std::size_t{8} << 20U;

    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    void write(std::string_view text) {
        const std::size_t written = std::fwrite(text.data(), 1, text.size(), file_.get());
        require(written == text.size(), "there is room on the disk for the rows");
    }

    std::string kept_;
    std::unique_ptr<std::FILE, Close> file_;
};

/// One file of rows for one package.
class CsvEvaluation {
public:
    CsvEvaluation(const ruleset::Ruleset& rules, const RulesEvalOptions& options)
        : rules_{rules},
          options_{options},
          clocks_{ruleset::Clocks::all(options.on)},
          rows_calculator_{rules},
          columns_calculator_{rules} {}

    /// Everything; what is wrong is in findings().
    void run(std::istream& in) {
        CsvChunks chunks{in};
        header_ = chunks.header();
        if (!header_.ends_with('\n')) { header_ += '\n'; }
        prepare();
        CsvChunk chunk;
        bool any = false;
        while (findings_.size() < findings_max && chunks.next(chunk)) {
            any = true;
            if (!by_columns(chunk)) { by_rows(chunk); }
        }
        // A file without rows has its header looked at all the same.
        if (!any) { by_rows({{}, chunks.header_line() + 1, 0}); }
    }

    [[nodiscard]] const Diagnostics& findings() const { return findings_; }

    void write(std::ostream& out) {
        out << heading();
        lines_.copy_to(out);
    }

private:
    void prepare() {
        const tabular::Table table = tabular::read_csv(header_, options_.input);
        std::vector<std::string> names;
        for (const tabular::Cell& cell : table.header) { names.emplace_back(cell.text); }
        prepared_ = columns_calculator_.prepare(options_.package, options_.figures, clocks_, names);
        std::vector<std::string> sorted = names;
        std::sort(sorted.begin(), sorted.end());
        const bool twice = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
        if (!table.diagnostics.empty() || names.empty() || twice || !prepared_.faults().empty()) {
            return;
        }
        std::vector<std::size_t> order(prepared_.outputs().size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        if (options_.figures.empty()) {
            std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
                return prepared_.outputs()[left].name < prepared_.outputs()[right].name;
            });
        }
        for (const std::size_t one : order) { figures_.push_back(prepared_.outputs()[one].name); }
        reader_.emplace(*rules_, columns_calculator_, prepared_.inputs(), table.separator);
        lines_writer_.emplace(*rules_, columns_calculator_, prepared_.outputs(), order);
    }

    /// False when a row of the chunk is not plain, or is rejected: then nothing of it is kept.
    bool by_columns(const CsvChunk& chunk) {
        if (!reader_ || !reader_->read(chunk, columns_)) { return false; }
        prepared_.run(columns_, result_);
        if (!result_.rejected.empty()) { return false; }
        // Piece by piece, so that a text is still at hand when it is put aside.
        const std::size_t rows = columns_.tree.rows(ruleset::Scope::payslip);
        std::string text;
        for (std::size_t row = 0; row < rows; row += written_together) {
            text.clear();
            lines_writer_->write(result_, row, std::min(row + written_together, rows), text);
            lines_.add(text);
        }
        return true;
    }

    /// Row by row: whatever a cell may look like, and every word about what is wrong.
    void by_rows(const CsvChunk& chunk) {
        const InputRows rows =
            read_rows(rules_, options_.package, header_ + std::string{chunk.rows}, options_.input);
        const std::size_t header_lines =
            static_cast<std::size_t>(std::count(header_.begin(), header_.end(), '\n'));
        const std::size_t shift = chunk.first_line - header_lines - 1;
        Diagnostics found = rows.findings;
        tabular::CsvWriter writer;
        for (const InputRow& row : rows.rows) {
            const ruleset::Case asked{clocks_, row.values, {}};
            const ruleset::Outcome outcome = rows_calculator_.evaluate(
                options_.package, figures_.empty() ? options_.figures : figures_, asked);
            for (const ruleset::Fault& fault : outcome.faults) {
                // What could not be read is missing only because of that.
                if (!row.is_whole || row.unread.contains(fault.name)) { continue; }
                found.push_back(
                    finding_of(fault, row, *rules_, options_.package, asked, options_.folder));
            }
            if (outcome.ok() && found.empty()) { write_row(outcome, writer); }
        }
        for (Diagnostic& one : found) {
            // What is wrong with the header is said once.
            if (one.where.line <= header_lines) {
                if (header_told_) { continue; }
            } else {
                one.where.line = static_cast<std::uint32_t>(one.where.line + shift);
            }
            findings_.push_back(std::move(one));
        }
        header_told_ = true;
        lines_.add(writer.take());
    }

    void write_row(const ruleset::Outcome& outcome, tabular::CsvWriter& writer) {
        if (figures_.empty()) {
            figures_ = options_.figures;
            for (const auto& [name, values] : outcome.figures) {
                if (options_.figures.empty()) { figures_.push_back(name); }
            }
        }
        for (const std::string& name : figures_) {
            const auto& values = outcome.figures.at(name);
            writer.number(ruleset::to_string(values.front().value));
        }
        writer.end_row();
    }

    [[nodiscard]] std::string heading() const {
        tabular::CsvWriter writer;
        for (const std::string& name : figures_.empty() ? options_.figures : figures_) {
            writer.text(name);
        }
        writer.end_row();
        return writer.take();
    }

    ruleset::Ruleset rules_;
    const RulesEvalOptions& options_;
    ruleset::Clocks clocks_;
    ruleset::Calculator rows_calculator_;
    ruleset::ColumnCalculator columns_calculator_;
    ruleset::PreparedColumns prepared_;
    std::string header_;
    std::vector<std::string> figures_;  ///< in the order of the output
    std::optional<CellColumns> reader_;
    std::optional<FigureLines> lines_writer_;
    ruleset::ColumnRows columns_;
    ruleset::ColumnResult result_;
    SetAside lines_;
    Diagnostics findings_;
    bool header_told_ = false;
};

}  // namespace

ExitCode rules_eval_csv(const ruleset::Ruleset& rules, const RulesEvalOptions& options,
                        std::istream& in, std::ostream& out, std::ostream& err) {
    CsvEvaluation evaluation{rules, options};
    evaluation.run(in);
    Diagnostics findings = evaluation.findings();
    if (findings.empty()) {
        evaluation.write(out);
        return ExitCode::ok;
    }
    in_file_order(findings);
    return Streams{out, err, options.format}.refuse(findings);
}

}  // namespace mutua::cli
