#include "engine/ruleset/run/column_calculator.hpp"
#include "engine/ruleset/run/column_code.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

/// Numbers that look random and are the same in every run.
class Draw {
public:
    std::int64_t below(std::int64_t limit) {
        state_ = state_ * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        return static_cast<std::int64_t>((state_ >> 33U) % static_cast<std::uint64_t>(limit));
    }

private:
    std::uint64_t state_ = 20'260'630;
};

/// A figure as both paths print it.
std::string text_of(const Figure& figure) {
    return to_string(figure.value) + (figure.applicable ? "" : " (not applicable)");
}

std::string text_of(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& one : faults) {
        text += one.code + " " + one.name + ": " + one.message + " | " + one.help + "\n";
    }
    return text;
}

std::string text_of(const ColumnCalculator& calculator, const PreparedColumns& prepared,
                    const ColumnResult& result, std::size_t output, std::size_t row) {
    const ColumnShape& shape = prepared.outputs()[output];
    const OutputColumn& column = result.outputs[output];
    return text_of(
        Figure{calculator.value_of(shape, column.at(row)), column.applicable[row] != 0, false});
}

const RejectedRow* rejected_at(const ColumnResult& result, Scope scope, std::size_t row) {
    for (const RejectedRow& one : result.rejected) {
        if (one.scope == scope && one.row == row) { return &one; }
    }
    return nullptr;
}

/// Puts rows with the same value of an input together.
void sort_by(ColumnRows& rows, std::size_t input) {
    std::vector<std::size_t> order(rows.inputs[input].values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&values = rows.inputs[input].values](std::size_t a, std::size_t b) {
                         return values[a] < values[b];
                     });
    const auto reorder = [&](auto& column) {
        auto before = column;
        for (std::size_t i = 0; i < column.size(); ++i) { column[i] = before[order[i]]; }
    };
    std::vector<InputColumn> sorted = rows.inputs;
    for (InputColumn& one : sorted) {
        reorder(one.values);
        reorder(one.denominators);
        reorder(one.given);
    }
    rows.inputs = std::move(sorted);
}

/// Every row by columns and alone: the same figures, or the same faults in the same words.
void compare_all(const Ruleset& rules, const ColumnRows& rows, PreparedColumns& prepared,
                 ColumnCalculator& columns) {
    const ColumnResult result = prepared.run(rows);
    Calculator calculator{rules};
    std::vector<std::string> names;
    for (const ColumnShape& one : prepared.outputs()) { names.push_back(one.name); }
    for (std::size_t row = 0; row < rows.tree.rows(Scope::payslip); ++row) {
        Case alone = case_on("2026-06-30");
        for (std::size_t i = 0; i < rows.inputs.size(); ++i) {
            const InputColumn& column = rows.inputs[i];
            if (!column.given.empty() && column.given[row] == 0) { continue; }
            const std::int64_t below = column.denominators.empty() ? 1 : column.denominators[row];
            const ColumnShape& shape = prepared.inputs()[i];
            alone.common.emplace(shape.name, columns.value_of(shape, {column.values[row], below}));
        }
        const Outcome outcome = calculator.evaluate("xx.small", names, alone);
        const RejectedRow* rejected = rejected_at(result, Scope::payslip, row);
        INFO("row " << row);
        REQUIRE(text_of(outcome.faults) ==
                (rejected == nullptr ? std::string{} : text_of(rejected->faults)));
        for (std::size_t i = 0; i < names.size() && outcome.ok(); ++i) {
            INFO(names[i]);
            REQUIRE(text_of(outcome.at(names[i])) == text_of(columns, prepared, result, i, row));
        }
    }
}

constexpr const char* many_rules =
    "enum kind { plain, heavy, odd }\n"
    "input pay : EUR per payslip  range -2 000 000.00 .. 2 000 000.00\n"
    "input base : EUR per payslip  range 0.00 .. 1 000 000.00\n"
    "input share : fraction per payslip  range 0 .. 2  default 1\n"
    "input sort : kind per payslip  profile  default plain\n"
    "input late : bool per payslip  default no\n"
    "input count_of : count per payslip  range 0 .. 50  default 3\n"
    "input since : date per payslip\n"
    "scale tax : EUR marginal\n  from 2025-01-01  source act\n"
    "    above 0.00 : 10.00 %\n    above 100.10 : 25.00 %\n    above 9 000.00 : 33.33 %\n"
    "    each bracket round half up to 0.01\n"
    "scale exact_tax : EUR marginal\n  from 2025-01-01  source act\n"
    "    above 0.00 : 10.00 %\n    above 100.10 : 25.00 %\n    above 9 000.00 : 33.33 %\n"
    "scale told : EUR -> EUR stated\n  from 2025-01-01  source act\n"
    "    reaching 0.00 : 1.00\n    above 50.00 : 2.00 plus 4.22 %\n"
    "    reaching 1 000.00 : 45.00 plus 1.10 %\n    above 5 000.00 : 90.00\n"
    "    each bracket round half up to 0.01\n"
    "scale credit : count -> EUR step\n  from 2025-01-01  source act\n"
    "    reaching 0 : 0.00\n    reaching 1 : 10.00\n    reaching 7 : 25.50\n"
    "rule by_kind : EUR per payslip\n"
    "  default = base * 13.07 %\n"
    "  exception heavy when sort is heavy = base * 108 % * 13.07 %\n"
    "  exception small over heavy when late and base < 100.00 EUR = 0\n"
    "rule scaled : EUR per payslip\n  = tax(base) + told(base) + credit(count_of)\n"
    "rule exactly : EUR per payslip\n  = exact_tax(base)\n"
    "rule signed_up : EUR per payslip\n  = pay * 33.33 % round half up to 0.05\n"
    "rule signed_down : EUR per payslip\n  = pay * 33.33 % round half down to 0.01\n"
    "rule signed_even : EUR per payslip\n  = pay * 12.50 % round half even to 0.01\n"
    "rule away : EUR per payslip\n  = pay * 1.11 % round up to 15\n"
    "rule toward : EUR per payslip\n  = pay * 1.11 % round down to 0.10\n"
    "rule floors : EUR per payslip\n  = pay * 1.11 % round floor to 0.01\n"
    "rule ceilings : EUR per payslip\n  = pay * 1.11 % round ceiling to 0.01\n"
    "rule part : EUR per payslip\n  = base * share\n"
    "rule product : EUR per payslip\n  = round(base * count_of * 0.3333) half up to 0.01\n"
    "rule of_two : EUR per payslip\n  = round((base * (pay / 1.00 EUR)) / 7.00) half up to 0.01\n"
    "rule quotient_of : ratio per payslip\n"
    "  = if count_of > 0 then round(1 / count_of) half up to 0.000001 else 0\n"
    "rule limited : EUR per payslip\n  applies when late\n"
    "  = clamp(abs(pay), 10.00 EUR, max(base, 20.00 EUR)) - min(pay, 0.00 EUR)\n"
    "rule month_then : count per payslip\n  = month_of(add_months(since, 13, down))\n"
    "rule tested : EUR per payslip\n  = by_kind + part\n  ensure tested <= 900 000.00 EUR\n";

}  // namespace

TEST_CASE("columns give what every row gives alone", "[ruleset][columns]") {
    const Ruleset rules = small_rules(many_rules);
    ColumnCalculator columns{rules};
    PreparedColumns prepared =
        columns.prepare("xx.small", {}, Clocks::all(*parse_date("2026-06-30")),
                        {"pay", "base", "share", "sort", "late", "count_of", "since"});
    REQUIRE(prepared.faults().empty());
    constexpr std::size_t count = 1500;
    ColumnRows rows;
    rows.tree = RowTree::of_rows(count);
    rows.inputs.resize(7);
    Draw draw;
    const std::vector<std::int64_t> edges{0,       1,       4'999,   5'000,   5'001,
                                          10'009,  10'010,  10'011,  99'999,  100'000,
                                          100'001, 500'000, 900'000, 900'001, 100'000'000};
    for (std::size_t i = 0; i < count; ++i) {
        const bool edge = draw.below(2) == 0;
        const std::int64_t base =
            edge ? edges[static_cast<std::size_t>(draw.below(15))] : draw.below(100'000'001);
        // Some rows lie outside the range of an input.
        rows.inputs[0].values.push_back(draw.below(400'000'001) - 200'000'000 +
                                        (i % 97 == 0 ? 300'000'000 : 0));
        rows.inputs[1].values.push_back(base);
        rows.inputs[2].values.push_back(draw.below(40));
        rows.inputs[2].denominators.push_back(20 + draw.below(19));
        rows.inputs[2].given.push_back(static_cast<std::uint8_t>(draw.below(3) != 0));
        rows.inputs[3].values.push_back(draw.below(3));
        rows.inputs[4].values.push_back(draw.below(2));
        rows.inputs[5].values.push_back(draw.below(51));
        rows.inputs[5].given.push_back(static_cast<std::uint8_t>(draw.below(5) != 0));
        rows.inputs[6].values.push_back(draw.below(20'000));
        rows.inputs[6].given.push_back(static_cast<std::uint8_t>(i % 101 != 5));
    }
    compare_all(rules, rows, prepared, columns);
    CHECK(prepared.program_count() == 1);
    // Rows of one kind together: a program a kind, where it is a constant.
    sort_by(rows, 3);
    compare_all(rules, rows, prepared, columns);
    CHECK(prepared.program_count() == 4);
}

TEST_CASE("a batch that leaves 64 bits is computed again in 128", "[ruleset][columns]") {
    const Ruleset rules = small_rules(
        "input a : EUR per payslip  range 0.00 .. 90 000 000 000 000 000.00\n"
        "input b : EUR per payslip  range 0.00 .. 90 000 000 000 000 000.00\n"
        "rule mean : EUR per payslip\n"
        "  = round((a * (b / 1.00 EUR)) / 90 000 000 000 000 000) half up to 0.01\n"
        "rule sum_of : EUR per payslip\n  = a + b\n");
    ColumnCalculator columns{rules};
    PreparedColumns prepared = columns.prepare("xx.small", {"mean", "sum_of"},
                                               Clocks::all(*parse_date("2026-06-30")), {"a", "b"});
    REQUIRE(prepared.faults().empty());
    ColumnRows rows;
    rows.tree = RowTree::of_rows(3);
    rows.inputs.resize(2);
    rows.inputs[0].values = {9'000'000'000'000'000'000, 100, 9'000'000'000'000'000'000};
    rows.inputs[1].values = {9'000'000'000'000'000'000, 100, 200};
    const ColumnResult result = prepared.run(rows);
    compare_all(rules, rows, prepared, columns);
    CHECK(result.rejected.empty());
    // The sum of the first row leaves the 64 bits of its column; that of the third does not.
    REQUIRE(result.outputs[1].wide.size() == 1);
    CHECK(result.outputs[1].wide[0].row == 0);
    CHECK(to_string(columns.value_of(prepared.outputs()[1], result.outputs[1].at(0))) ==
          "180000000000000000.00");
    // 90 000 000 000 000 000.00 squared, over 90 000 000 000 000 000
    CHECK(to_string(columns.value_of(prepared.outputs()[0], result.outputs[0].at(0))) ==
          "90000000000000000.00");
    CHECK(result.outputs[0].values[2] == 200);
    CHECK(result.outputs[1].values[2] == 9'000'000'000'000'000'200);
}

TEST_CASE("contracts, payslips and clients read one another in columns", "[ruleset][columns]") {
    const Ruleset rules = small_rules(
        "input pay : EUR per contract  range 0.01 .. 10 000.00\n"
        "input weight : count per contract  range -5 .. 1 000\n"
        "input cost : EUR per payslip  range 0.00 .. 1 000 000.00\n"
        "rule month_pay : EUR per payslip\n  = sum of pay over contracts\n"
        "rule rate : EUR per contract\n  = pay * pay / month_pay\n"
        "rule part : EUR per contract\n  = split cost by weight\n"
        "rule many : count per client\n  = count of contracts where (pay > 1.00 EUR)\n"
        "rule invoiced : EUR per client\n  = sum of part over contracts\n"
        "rule yearly : EUR per member\n  = sum of month_pay over payslips\n"
        "rule most : EUR per member\n  = max of pay over contracts\n");
    ColumnCalculator columns{rules};
    PreparedColumns prepared = columns.prepare(
        "xx.small", {"month_pay", "rate", "part", "many", "invoiced", "yearly", "most"},
        Clocks::all(*parse_date("2026-06-30")), {"pay", "weight", "cost"});
    REQUIRE(prepared.faults().empty());
    ColumnRows rows;
    // Contracts 0 and 1 are of payslip 0, 2 and 3 of payslip 1; clients 0, 1, 0, 0; one member.
    rows.tree.count = {4, 2, 1, 2};
    rows.tree.payslip_of = {0, 0, 1, 1};
    rows.tree.client_of = {0, 1, 0, 0};
    rows.inputs.resize(3);
    rows.inputs[0].values = {30'000, 10'000, 100, 500};
    rows.inputs[1].values = {1, 2, 0, 0};
    rows.inputs[2].values = {100, 75};
    ColumnResult result = prepared.run(rows);
    REQUIRE(result.rejected.empty());
    CHECK(result.outputs[0].values == std::vector<std::int64_t>{40'000, 600});
    // 300 * 300 / 400 = 225; 100 * 100 / 400 = 25; 1 / 6 = 0.17; 25 / 6 = 4.17.
    CHECK(result.outputs[1].values == std::vector<std::int64_t>{22'500, 2'500, 17, 417});
    // 1.00 by 1 to 2: 0.33 and 0.67; 0.75 by equal parts: 0.38 and 0.37.
    CHECK(result.outputs[2].values == std::vector<std::int64_t>{33, 67, 38, 37});
    CHECK(result.outputs[3].values == std::vector<std::int64_t>{2, 1});
    CHECK(result.outputs[4].values == std::vector<std::int64_t>{108, 67});
    CHECK(result.outputs[5].values == std::vector<std::int64_t>{40'600});
    CHECK(result.outputs[6].values == std::vector<std::int64_t>{30'000});
    // A negative weight rejects its contract, the other parts of the split, and the invoices.
    rows.inputs[1].values = {1, 2, -1, 3};
    result = prepared.run(rows);
    std::vector<std::string> told;
    for (const RejectedRow& one : result.rejected) {
        told.push_back(std::string{to_string(one.scope)} + " " + std::to_string(one.row) + " " +
                       one.faults.front().code);
    }
    CHECK(told == std::vector<std::string>{"contract 2 E304", "contract 3 E801", "payslip 1 E801",
                                           "member 0 E801", "client 0 E801"});
}

TEST_CASE("a reciprocal divides exactly up to the last number it takes", "[ruleset][columns]") {
    const auto largest = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t divisor : {2LL, 3LL, 7LL, 10LL, 12LL, 1'307LL, 10'000LL, 999'983LL,
                                       1'000'000LL, 4'294'967'296LL, 9'999'999'967LL}) {
        const auto by = reciprocal_of(1, divisor, 1, Rounding::down);
        REQUIRE(by);
        for (std::int64_t offset = 0; offset < 40; ++offset) {
            for (const std::int64_t value :
                 {offset, divisor * offset, divisor * offset + divisor - 1, largest - offset,
                  largest / divisor * divisor - offset}) {
                if (value < 0) { continue; }
                const auto wide = static_cast<UnsignedInt128>(value) * by->magic;
                const auto quotient = static_cast<std::uint64_t>(wide >> 64U) >> by->shift;
                CHECK(static_cast<std::int64_t>(quotient) == value / divisor);
            }
        }
    }
    CHECK_FALSE(reciprocal_of(1, 10, 1, Rounding::half_even));
    CHECK_FALSE(reciprocal_of(-1, 10, 1, Rounding::half_up));
}
