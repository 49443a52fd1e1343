#include "tests/benchmarks/rules_benchmark.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/run/column_calculator.hpp"
#include "tests/benchmarks/csv_benchmark.hpp"
#include "tests/benchmarks/measure.hpp"
#include "tests/benchmarks/payslip_rows.hpp"
#include "tests/benchmarks/publicodes_benchmark.hpp"
#include "tests/benchmarks/threads_benchmark.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <string>

namespace mutua::benchmarks {

namespace {

constexpr std::size_t compared_rows = 100'000;
constexpr std::size_t chunk_rows = 4'096;
constexpr int times = 7;

const Date today = date::year{2026} / 11 / 30;

std::vector<ruleset::SourceFile> rule_files(const std::filesystem::path& folder) {
    std::vector<ruleset::SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        const auto ending = entry.path().extension();
        if (ending != ".rules" && ending != ".csv") { continue; }
        std::ifstream input{entry.path(), std::ios::binary};
        files.push_back({entry.path().lexically_relative(folder).generic_string(),
                         {std::istreambuf_iterator<char>{input}, {}}});
    }
    return files;
}

const std::map<std::string, HandFigure>& hand_figures() {
    static const std::map<std::string, HandFigure> all{
#define MUTUA_HAND_NAME(name) {#name, HandFigure::name},
        MUTUA_HAND_FIGURES(MUTUA_HAND_NAME)
#undef MUTUA_HAND_NAME
    };
    return all;
}

/// Everything that be.payslip computes, from every input.
class Payslips {
public:
    Payslips(const ruleset::Ruleset& rules, std::ostream& out)
        : out_{out},
          calculator_{rules},
          rows_calculator_{rules},
          clocks_{ruleset::Clocks::all(today)},
          prepared_{calculator_.prepare("be.payslip", {}, clocks_, payslip_inputs())} {
        for (const ruleset::Fault& fault : prepared_.faults()) {
            out_ << fault.code << ' ' << fault.message << '\n';
        }
        require(prepared_.faults().empty(), "be.payslip computes from the inputs of the benchmark");
    }

    /// The three ways give the same cents on every one of so many rows.
    bool agree(std::size_t count) {
        const auto rows = random_months(count, 20'261'130);
        std::vector<HandResult> by_hand(rows.size());
        hand_function()(rows.data(), rows.size(), by_hand.data());
        const auto by_columns = prepared_.run(columns_of(rows.data(), rows.size()));
        std::vector<bool> rejected(rows.size(), false);
        for (const auto& one : by_columns.rejected) { rejected[one.row] = true; }
        std::size_t sound = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rejected[i] == by_hand[i].sound) { return differs(i, "whether the row is sound"); }
            if (rejected[i]) { continue; }
            ++sound;
            for (std::size_t k = 0; k < prepared_.outputs().size(); ++k) {
                if (!is_same(by_hand[i], by_columns.outputs[k], k, i)) {
                    return differs(i, prepared_.outputs()[k].name);
                }
            }
        }
        out_ << sound << " of " << rows.size() << " random months: " << prepared_.outputs().size()
             << " figures each, the same cents by columns and by hand\n";
        return sound > rows.size() / 2 && agree_by_rows(rows);
    }

    void measure() {
        const auto rows = sound_months(chunk_rows * 8, 7);
        const std::int64_t by_hand = time_by_hand(rows);
        const std::int64_t by_columns = time_by_columns(rows, prepared_);
        const std::int64_t by_rows = time_by_rows(rows);
        const auto count = static_cast<std::int64_t>(rows.size());
        out_ << "payslips: by hand " << per_second(count, by_hand) << ", columns "
             << per_second(count, by_columns) << ", rows " << per_second(count / 16, by_rows / 16)
             << " (" << prepared_.program_count() << " programs)\n";
        print_ratio(out_, "column / hand-written", by_columns, by_hand, 200);
        // Rows of one profile together need not be gathered: a month can be kept in that order.
        auto sorted = rows;
        std::stable_sort(sorted.begin(), sorted.end(), [](const HandRow& a, const HandRow& b) {
            return std::pair{a.worker_category, a.household} <
                   std::pair{b.worker_category, b.household};
        });
        const std::int64_t sorted_by_hand = time_by_hand(sorted);
        const std::int64_t sorted_by_columns = time_by_columns(sorted, prepared_);
        print_ratio(out_, "column / hand-written, rows in order of their profile",
                    sorted_by_columns, sorted_by_hand, 200);
        print_ratio(out_, "row / hand-written", by_rows, by_hand, 0);
        print_ratio(out_, "row / column", by_rows, by_columns, 0);
        publicodes_benchmark(count, by_columns, out_);
    }

private:
    static std::vector<ruleset::ColumnRows> chunks_of(const std::vector<HandRow>& rows) {
        std::vector<ruleset::ColumnRows> chunks;
        for (std::size_t i = 0; i < rows.size(); i += chunk_rows) {
            chunks.push_back(columns_of(rows.data() + i, std::min(chunk_rows, rows.size() - i)));
        }
        return chunks;
    }

    static std::int64_t time_by_columns(const std::vector<HandRow>& rows,
                                        ruleset::PreparedColumns& prepared) {
        const auto chunks = chunks_of(rows);
        ruleset::ColumnResult result;
        return median_time(times, [&] {
            for (const auto& chunk : chunks) { prepared.run(chunk, result); }
        });
    }

    static std::int64_t time_by_hand(const std::vector<HandRow>& rows) {
        std::vector<HandResult> results(chunk_rows);
        const HandFunction compute = hand_function();
        return median_time(times, [&] {
            for (std::size_t i = 0; i < rows.size(); i += chunk_rows) {
                compute(rows.data() + i, std::min(chunk_rows, rows.size() - i), results.data());
            }
        });
    }

    /// Times a sixteenth of the rows, values of the row path prepared.
    std::int64_t time_by_rows(const std::vector<HandRow>& rows) {
        std::vector<ruleset::Case> cases;
        for (std::size_t i = 0; i < rows.size() / 16; ++i) {
            cases.push_back({clocks_, values_of(rows[i]), {}});
        }
        return 16 * median_time(3, [&] {
                   for (const auto& one : cases) {
                       static_cast<void>(rows_calculator_.evaluate("be.payslip", {}, one));
                   }
               });
    }

    bool agree_by_rows(const std::vector<HandRow>& rows) {
        const std::size_t some = std::min<std::size_t>(rows.size(), 500);
        const auto by_columns = prepared_.run(columns_of(rows.data(), some));
        std::vector<bool> rejected(some, false);
        for (const auto& one : by_columns.rejected) { rejected[one.row] = true; }
        for (std::size_t i = 0; i < some; ++i) {
            const auto alone =
                rows_calculator_.evaluate("be.payslip", {}, {clocks_, values_of(rows[i]), {}});
            if (alone.ok() == rejected[i]) { return differs(i, "whether the row is sound (rows)"); }
            for (std::size_t k = 0; k < prepared_.outputs().size() && alone.ok(); ++k) {
                const auto& shape = prepared_.outputs()[k];
                const ruleset::Value value =
                    calculator_.value_of(shape, {by_columns.outputs[k].values[i], 1});
                if (alone.at(shape.name).value != value) { return differs(i, shape.name); }
            }
        }
        return true;
    }

    bool is_same(const HandResult& by_hand, const ruleset::OutputColumn& column, std::size_t output,
                 std::size_t row) const {
        const auto found = hand_figures().find(prepared_.outputs()[output].name);
        if (found == hand_figures().end()) { return false; }
        const auto at = static_cast<std::size_t>(found->second);
        const bool applies = (by_hand.not_applicable[at / 64] >> at % 64 & 1U) == 0;
        if (applies != (column.applicable[row] != 0)) { return false; }
        // By hand, a code is the number that it is written as.
        if (found->second == HandFigure::usual_joint_committee) {
            const auto& shape = prepared_.outputs()[output];
            return calculator_.value_of(shape, {column.values[row], 1}) ==
                   ruleset::word(std::to_string(by_hand.value[at]));
        }
        return by_hand.value[at] == column.values[row];
    }

    bool differs(std::size_t row, const std::string& what) {
        out_ << "row " << row << " differs: " << what << '\n';
        return false;
    }

    std::ostream& out_;
    ruleset::ColumnCalculator calculator_;
    ruleset::Calculator rows_calculator_;
    ruleset::Clocks clocks_;
    ruleset::PreparedColumns prepared_;
};

void measure_compiling(const std::vector<ruleset::SourceFile>& files, std::ostream& out) {
    const auto spent = [&](ruleset::TestBlocks tests) {
        return median_time(times, [&] { static_cast<void>(ruleset::check(files, today, tests)); });
    };
    print_ratio(out, "milliseconds to compile all rule packs from text, with their tests",
                spent(ruleset::TestBlocks::read), 1'000'000, 5'000);
    print_ratio(out, "the same as commands that compute do it, without the tests",
                spent(ruleset::TestBlocks::left_out), 1'000'000, 5'000);
}

ruleset::Ruleset checked(const std::vector<ruleset::SourceFile>& files) {
    const auto report = ruleset::check(files, today);
    require(report.ruleset != nullptr, "the rules are without errors");
    return report.ruleset;
}

}  // namespace

bool rules_agree(const std::filesystem::path& folder, std::size_t rows, std::ostream& out) {
    return Payslips{checked(rule_files(folder)), out}.agree(rows);
}

bool rules_benchmark(const std::filesystem::path& folder, std::ostream& out) {
    const auto files = rule_files(folder);
    const auto rules = checked(files);
    Payslips payslips{rules, out};
    if (!payslips.agree(compared_rows)) { return false; }
    payslips.measure();
    if (!threads_benchmark(rules, out)) { return false; }
    measure_compiling(files, out);
    return csv_benchmark(rules, out);
}

}  // namespace mutua::benchmarks
