#include "cli/commands/rules_eval_csv.hpp"

#include "cli/commands/cell_columns.hpp"
#include "cli/commands/csv_chunks.hpp"
#include "cli/commands/figure_lines.hpp"
#include "cli/commands/rules_input.hpp"
#include "cli/context.hpp"
#include "engine/core/contract.hpp"
#include "engine/ruleset/run/column_calculator.hpp"
#include "formats/tabular/csv_writer.hpp"
#include "formats/tabular/import_rejects.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <numeric>
#include <optional>
#include <ostream>
#include <set>
#include <sstream>

namespace mutua::cli {

namespace {

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

    void copy_to(std::ostream& out) const {
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
        while (!is_over() && chunks.next(chunk)) {
            any = true;
            if (!by_columns(chunk)) { by_rows(chunk); }
        }
        is_cut_short_ = is_over() && chunks.next(chunk);
        // A file without rows has its header looked at all the same.
        if (!any) { by_rows({{}, chunks.header_line() + 1, 0}); }
        has_rows_ = any;
    }

    [[nodiscard]] Diagnostics findings() const {
        Diagnostics sorted = findings_;
        in_file_order(sorted);
        if (!refused_ && (is_cut_short_ || told_rows_ < bad_rows_)) {
            sorted.push_back(problem(
                "D105",
                "only what is wrong with the first " + counted(told_rows_, "bad row") + " is told",
                "mend these first"));
        }
        return sorted;
    }
    /// Whether a finding is about all rows: the header, or the day.
    [[nodiscard]] bool is_refused() const { return refused_; }
    [[nodiscard]] bool has_rows() const { return has_rows_; }
    [[nodiscard]] std::size_t good_rows() const { return good_rows_; }
    [[nodiscard]] std::size_t bad_rows() const { return bad_rows_; }

    void write(std::ostream& out) const {
        out << heading();
        lines_.copy_to(out);
    }

    void write_rejects(std::ostream& out) const { rejects_.copy_to(out); }

private:
    [[nodiscard]] bool keeps_good_rows() const { return !options_.rejects.empty(); }

    /// Whether nothing that is still to be read changes the answer.
    [[nodiscard]] bool is_over() const {
        return refused_ || (!keeps_good_rows() && findings_.size() >= findings_max);
    }

    void prepare() {
        const tabular::Table table = input_table(header_, options_.input);
        std::vector<std::string> names;
        for (const tabular::Cell& cell : table.header) { names.emplace_back(cell.text); }
        prepared_ = columns_calculator_.prepare(options_.package, options_.figures, clocks_, names);
        const auto package = ruleset::find_package(*rules_, options_.package);
        std::set<std::string> figures;
        for (const std::string& name : names) {
            figures.insert(full_name_given(*rules_, *package, name).value_or(name));
        }
        const bool twice = figures.size() < names.size();
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

    /// False when a row of the chunk is not plain: then nothing of it is kept.
    bool by_columns(const CsvChunk& chunk) {
        if (!reader_ || !reader_->read(chunk, columns_)) { return false; }
        prepared_.run(columns_, result_);
        std::set<std::size_t> rejected;
        for (const ruleset::RejectedRow& one : result_.rejected) { rejected.insert(one.row); }
        std::size_t next = 0;
        for (const std::size_t row : rejected) {
            add_lines(next, row);
            next = row + 1;
        }
        add_lines(next, columns_.tree.rows(ruleset::Scope::payslip));
        if (!rejected.empty()) { by_rows(chunk, &rejected); }
        return true;
    }

    /// Piece by piece, so that a text is still at hand when it is put aside.
    void add_lines(std::size_t first, std::size_t behind_last) {
        good_rows_ += behind_last - first;
        for (std::size_t row = first; row < behind_last; row += written_together) {
            lines_.add(
                lines_writer_->write(result_, row, std::min(row + written_together, behind_last)));
        }
    }

    /// Row by row: whatever a cell may look like, and every word about what is wrong. Of a chunk
    /// that was computed by columns only the rows that were rejected.
    void by_rows(const CsvChunk& chunk, const std::set<std::size_t>* only = nullptr) {
        const std::string text = header_ + std::string{chunk.rows};
        const InputRows rows = read_rows(rules_, options_.package, text, options_.input);
        const auto header_lines =
            static_cast<std::size_t>(std::count(header_.begin(), header_.end(), '\n'));
        const std::size_t shift = chunk.first_line - header_lines - 1;
        std::map<std::size_t, Diagnostics> reasons;  // by row
        for (const Diagnostic& one : rows.findings) {
            if (one.where.line <= header_lines) {
                refuse(one);
            } else {
                reasons[row_at(rows, one.where.line)].push_back(one);
            }
        }
        tabular::CsvWriter writer;
        for (std::size_t i = 0; i < rows.rows.size(); ++i) {
            if (only != nullptr && !only->contains(i)) { continue; }
            const InputRow& row = rows.rows[i];
            const ruleset::Case asked{clocks_, row.values, {}};
            const ruleset::Outcome outcome = rows_calculator_.evaluate(
                options_.package, figures_.empty() ? options_.figures : figures_, asked);
            for (const ruleset::Fault& fault : outcome.faults) {
                // What could not be read is missing only because of that.
                if (!row.is_whole || row.unread.contains(fault.name)) { continue; }
                Diagnostic found =
                    finding_of(fault, row, *rules_, options_.package, asked, options_.folder);
                if (found.where.line == 0) {
                    refuse(found);
                } else {
                    reasons[i].push_back(std::move(found));
                }
            }
            if (outcome.ok() && !reasons.contains(i) && !refused_) { write_row(outcome, writer); }
        }
        lines_.add(writer.take());
        reject(text, reasons, shift);
    }

    /// The row that has a line: the last one that begins there or before.
    static std::size_t row_at(const InputRows& rows, std::size_t line) {
        const auto behind = std::upper_bound(
            rows.rows.begin(), rows.rows.end(), line,
            [](std::size_t one, const InputRow& row) { return one < row.place.line; });
        return behind == rows.rows.begin()
                   ? 0
                   : static_cast<std::size_t>(behind - rows.rows.begin()) - 1;
    }

    /// What is wrong with the header or the day is said once.
    void refuse(const Diagnostic& finding) {
        refused_ = true;
        findings_.push_back(finding);
    }

    void reject(const std::string& text, std::map<std::size_t, Diagnostics>& reasons,
                std::size_t shift) {
        if (reasons.empty()) { return; }
        tabular::Table table = input_table(text, options_.input);
        tabular::CsvWriter writer{table.separator};
        if (bad_rows_ == 0) { tabular::write_rejects_header(writer, table); }
        for (auto& [row, found] : reasons) {
            ++bad_rows_;
            for (Diagnostic& one : found) {
                one.where.line = static_cast<std::uint32_t>(one.where.line + shift);
            }
            if (row < table.rows.size()) {
                table.rows[row].line += shift;
                tabular::write_reject(writer, table, row, found);
            }
            if (findings_.size() < findings_max) {
                ++told_rows_;
                findings_.insert(findings_.end(), found.begin(), found.end());
            }
        }
        if (keeps_good_rows()) { rejects_.add(writer.take()); }
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
        ++good_rows_;
    }

    [[nodiscard]] std::string heading() const {
        tabular::CsvWriter writer;
        const auto& names = figures_.empty() ? options_.figures : figures_;
        if (names.empty()) { return ""; }
        for (const std::string& name : names) { writer.text(name); }
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
    SetAside rejects_;
    Diagnostics findings_;
    std::size_t good_rows_ = 0;
    std::size_t bad_rows_ = 0;
    std::size_t told_rows_ = 0;  ///< bad rows whose findings are told
    bool is_cut_short_ = false;  ///< rows were left unread
    bool refused_ = false;
    bool has_rows_ = false;
};

/// The good rows, and the bad ones in their file.
ExitCode write_partly(const CsvEvaluation& evaluation, const RulesEvalOptions& options,
                      std::ostream& out, std::ostream& err) {
    std::ostringstream rejects;
    evaluation.write_rejects(rejects);
    write_file(options.rejects, rejects.str(), Readers::owner);
    write_findings(err, evaluation.findings(), options.format);
    evaluation.write(out);
    err << counted(evaluation.good_rows(), "row") << " computed; "
        << counted(evaluation.bad_rows(), "row") << " rejected into " << options.rejects << ".\n";
    return ExitCode::partly_done;
}

}  // namespace

ExitCode rules_eval_csv(const ruleset::Ruleset& rules, const RulesEvalOptions& options,
                        std::istream& in, std::ostream& out, std::ostream& err) {
    CsvEvaluation evaluation{rules, options};
    evaluation.run(in);
    const Diagnostics findings = evaluation.findings();
    if (findings.empty()) {
        evaluation.write(out);
        if (!evaluation.has_rows()) { err << no_row_note(options.input); }
        return ExitCode::ok;
    }
    if (!options.rejects.empty() && !evaluation.is_refused()) {
        return write_partly(evaluation, options, out, err);
    }
    return Streams{out, err, options.format}.refuse(findings);
}

}  // namespace mutua::cli
