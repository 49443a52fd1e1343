#include "engine/ruleset/run/column_calculator.hpp"
#include "engine/ruleset/run/column_code.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <limits>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

/// The loops of every machine that this one can run.
std::vector<const StepFunction*> all_loops() {
    std::vector<const StepFunction*> all{baseline::step_functions()};
    if (column_loops() != all.front()) { all.push_back(column_loops()); }
    return all;
}

/// step * round(above / below), said once more and slowly: the definition of each mode.
Int128 by_definition(Int128 above, Int128 below, Int128 step, Rounding mode) {
    Int128 low = above / below;
    if (above % below != 0 && above < 0) { --low; }
    const Int128 over = above - low * below;  // 0 <= over < below
    bool next = false;
    switch (mode) {
        case Rounding::half_up:
            next = above < 0 ? 2 * over > below : 2 * over >= below;
            break;
        case Rounding::half_down:
            next = above < 0 ? 2 * over >= below : 2 * over > below;
            break;
        case Rounding::half_even:
            next = 2 * over > below || (2 * over == below && low % 2 != 0);
            break;
        case Rounding::up:
            next = above > 0 && over > 0;
            break;
        case Rounding::down:
            next = above < 0 && over > 0;
            break;
        case Rounding::floor:
            break;
        case Rounding::ceiling:
            next = over > 0;
            break;
    }
    return step * (next ? low + 1 : low);
}

bool fits(Int128 value) { return static_cast<std::int64_t>(value) == value; }

/// One batch through one loop: it is exact, or it says that it overflowed.
struct Batch {
    std::vector<std::int64_t> a;
    std::vector<std::int64_t> b;
    std::vector<Int128> expected;

    /// True when the loop did not overflow.
    bool is_exact(const StepFunction* loops, StepKind kind, const Reciprocal& by) const {
        std::vector<std::int64_t> target(a.size(), 0);
        ColumnStep step;
        step.target = target.data();
        step.a = a.data();
        step.b = b.data();
        step.reciprocal = &by;
        std::uint64_t overflow = 0;
        loops[static_cast<std::size_t>(kind)](step, a.size(), overflow);
        if (overflow >> 63U != 0) { return false; }
        for (std::size_t i = 0; i < a.size(); ++i) {
            INFO("row " << i << ": " << a[i] << " and " << (b.empty() ? 0 : b[i]) << ", factor "
                        << by.factor << ", divisor " << by.divisor);
            CHECK(fits(expected[i]));
            CHECK(target[i] == static_cast<std::int64_t>(expected[i]));
        }
        return true;
    }
};

/// Sixteen numbers about a place: where a loop for small numbers begins to be wrong, if it is.
std::vector<std::int64_t> about(std::int64_t place, std::int64_t divisor, bool is_signed) {
    std::vector<std::int64_t> numbers;
    const std::int64_t lowest = std::max<std::int64_t>(place - 7, 0);
    for (std::int64_t i = 0; i < 8; ++i) {
        numbers.push_back(lowest + i);
        // Ties, and what lies beside them.
        const Int128 tie = Int128{lowest / divisor * divisor} + divisor / 2 + i - 4;
        numbers.push_back(tie >= 0 && tie <= place ? static_cast<std::int64_t>(tie) : lowest);
    }
    for (std::size_t i = 0; i < numbers.size() && is_signed; i += 3) { numbers[i] = -numbers[i]; }
    return numbers;
}

/// With a factor of one nothing is multiplied.
StepKind rounding_loop(bool is_signed, bool times) {
    if (times) {
        return is_signed ? StepKind::mulk_round_signed_step : StepKind::mulk_round_positive_step;
    }
    return is_signed ? StepKind::round_signed_step : StepKind::round_positive_step;
}

constexpr Rounding modes[] = {Rounding::half_up, Rounding::half_down, Rounding::up,
                              Rounding::down,    Rounding::floor,     Rounding::ceiling};

}  // namespace

TEST_CASE("loops that round are exact on small numbers, on large ones, and between",
          "[ruleset][columns]") {
    const std::int64_t divisors[] = {2, 3, 12, 38, 100, 2'000, 10'000, 999'983, 1'000'000};
    const std::int64_t factors[] = {1, 7, 1'307, 999'999'937, 9'999'999'967};
    for (const StepFunction* loops : all_loops()) {
        for (const std::int64_t divisor : divisors) {
            for (const std::int64_t factor : factors) {
                for (const Rounding mode : modes) {
                    const auto by = reciprocal_of(factor, divisor, 5, mode);
                    REQUIRE(by);
                    const auto small = static_cast<std::int64_t>(by->small_limit);
                    CHECK(by->small_limit <= by->limit);
                    for (const std::int64_t place :
                         {std::int64_t{8}, small, small + 8, std::int64_t{1} << 31,
                          std::int64_t{1} << 32, static_cast<std::int64_t>(by->limit)}) {
                        const bool inside = static_cast<std::uint64_t>(place) <= by->limit;
                        for (const bool is_signed : {false, true}) {
                            Batch batch{about(place, divisor, is_signed), {}, {}};
                            for (const std::int64_t one : batch.a) {
                                batch.expected.push_back(by_definition(
                                    static_cast<Int128>(one) * factor, divisor, 5, mode));
                            }
                            CHECK(batch.is_exact(loops, rounding_loop(is_signed, factor != 1),
                                                 *by) >= inside);
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE("loops that round a product of two columns are exact", "[ruleset][columns]") {
    for (const StepFunction* loops : all_loops()) {
        for (const std::int64_t divisor : {2LL, 100LL, 1'000'000LL, 1'000'000'000'000LL}) {
            for (const std::int64_t factor : {1LL, 3LL}) {
                const auto by = reciprocal_of(factor, divisor, 1, Rounding::half_up);
                REQUIRE(by);
                for (const std::int64_t other : {1LL, -38LL, 65'535LL, 4'294'967'295LL}) {
                    const std::int64_t size = other < 0 ? -other : other;
                    const auto small = static_cast<std::int64_t>(by->small_limit) / size;
                    for (const std::int64_t place :
                         {std::int64_t{9}, small, small + 8, std::int64_t{1} << 32}) {
                        Batch batch{about(place, divisor, true), {}, {}};
                        for (const std::int64_t one : batch.a) {
                            batch.b.push_back(other);
                            batch.expected.push_back(
                                by_definition(static_cast<Int128>(one) * other * factor, divisor, 1,
                                              Rounding::half_up));
                        }
                        const bool inside =
                            static_cast<Int128>(place) * size * factor + divisor < INT64_MAX;
                        CHECK(batch.is_exact(loops, StepKind::mul_round_signed, *by) >= inside);
                    }
                }
            }
        }
    }
}

TEST_CASE("quotients are exact with one divisor and with many", "[ruleset][columns]") {
    for (const StepFunction* loops : all_loops()) {
        for (const std::int64_t factor : {1LL, 100LL, 9'999'999'967LL}) {
            for (const std::int64_t below : {1LL, 3LL, 38LL, 65'536LL, 4'294'967'296LL}) {
                for (const std::int64_t spread : {0LL, 1LL}) {
                    for (const std::int64_t place : {8LL, 2'147'483'647LL, 9'000'000'000LL}) {
                        Reciprocal by;
                        by.factor = factor;
                        by.divisor = 7;
                        by.step = 10;
                        Batch batch{about(place, below, true), {}, {}};
                        for (std::size_t i = 0; i < batch.a.size(); ++i) {
                            batch.b.push_back(below + spread * static_cast<std::int64_t>(i));
                            batch.expected.push_back(by_definition(
                                static_cast<Int128>(batch.a[i]) * factor,
                                static_cast<Int128>(batch.b.back()) * 7, 10, Rounding::half_up));
                        }
                        const bool inside = place < 8'000'000'000LL && factor <= 100;
                        CHECK(batch.is_exact(loops, StepKind::quotient_round_half_up, by) >=
                              inside);
                    }
                }
            }
        }
    }
    // A divisor of zero or below is not divided by: other code says what is wrong with the row.
    for (const StepFunction* loops : all_loops()) {
        for (const std::int64_t below : {0LL, -3LL}) {
            const Batch batch{
                std::vector<std::int64_t>(16, 5), std::vector<std::int64_t>(16, below), {}};
            CHECK_FALSE(batch.is_exact(loops, StepKind::quotient_round_half_up, Reciprocal{}));
        }
    }
}

TEST_CASE("products of two columns are exact or overflow", "[ruleset][columns]") {
    const std::int64_t half = std::int64_t{1} << 31;
    for (const StepFunction* loops : all_loops()) {
        for (const std::int64_t size : {half - 1, half, 2 * half, 4 * half}) {
            for (const std::int64_t sign : {1, -1}) {
                Batch batch{std::vector<std::int64_t>(16, size),
                            std::vector<std::int64_t>(16, sign * (size - 3)),
                            {}};
                batch.a[5] = 3;
                for (std::size_t i = 0; i < 16; ++i) {
                    batch.expected.push_back(static_cast<Int128>(batch.a[i]) * batch.b[i]);
                }
                CHECK(batch.is_exact(loops, StepKind::multiply_cc, {}) ==
                      fits(static_cast<Int128>(size) * (size - 3)));
            }
        }
    }
}

TEST_CASE("scales are exact where their loops for small values end", "[ruleset][columns]") {
    const Ruleset rules = small_rules(R"(
input amount : EUR per payslip  range -9 000 000 000.00 .. 9 000 000 000.00

scale tax : EUR marginal
  from 2025-01-01  source act
    above      0.00 : 26.75 %
    above 16 710.00 : 42.80 %
    above 29 500.00 : 48.15 %
    above 51 050.00 : 53.50 %

scale flat : EUR -> EUR step
  from 2025-01-01  source act
    reaching          0.00 : 1.00
    reaching 40 000 000.00 : 7.00

rule taxed : EUR per payslip
  = tax(amount)
rule stepped : EUR per payslip
  = flat(max(amount, 0.00 EUR))
)");
    const std::vector<std::string> figures{"taxed", "stepped"};
    ColumnCalculator columns{rules};
    Calculator calculator{rules};
    const auto clocks = Clocks::all(date::year{2026} / 6 / 30);
    auto prepared = columns.prepare("xx.small", figures, clocks, {"amount"});
    REQUIRE(prepared.faults().empty());
    // 2^35 / 1070 is 32 112 000 cents; 2^32 cents are 42 949 672.96.
    for (const std::int64_t place :
         {std::int64_t{0}, std::int64_t{1'671'000}, std::int64_t{5'105'000},
          std::int64_t{32'111'990}, std::int64_t{1} << 32, std::int64_t{4'000'000'000}}) {
        ColumnRows rows;
        rows.tree = RowTree::of_rows(48);
        rows.inputs.resize(1);
        for (std::int64_t i = -24; i < 24; ++i) { rows.inputs[0].values.push_back(place + i); }
        const auto found = prepared.run(rows);
        REQUIRE(found.rejected.empty());
        for (std::size_t row = 0; row < 48; ++row) {
            const Value amount =
                columns.value_of(prepared.inputs()[0], {rows.inputs[0].values[row], 1});
            const auto alone =
                calculator.evaluate("xx.small", figures, {clocks, {{"amount", amount}}, {}});
            REQUIRE(alone.ok());
            for (std::size_t k = 0; k < figures.size(); ++k) {
                INFO(figures[k] << " of " << rows.inputs[0].values[row]);
                CHECK(columns.value_of(prepared.outputs()[k], {found.outputs[k].values[row], 1}) ==
                      alone.at(figures[k]).value);
            }
        }
    }
}
