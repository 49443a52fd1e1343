#include "engine/ruleset/program/slopes.hpp"

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/run/question.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <random>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const curves = R"(input x : EUR per payslip  range 0.00 .. 10 000.00
input other : EUR per payslip  range 1.00 .. 1 000.00
input flag : bool per payslip
scale tax : EUR marginal
  from 2025-01-01  source act
    above     0.00 : 10.00 %
    above 1 000.00 : 45.00 %
    above 3 000.00 : 30.00 %
    each bracket round half up to 0.05
scale due : EUR -> EUR stated
  from 2025-01-01  source act
    reaching     0.00 :  0.00
    above    1 000.00 : 40.00 plus 1.10 %
    above    5 000.00 : 90.00 plus 2.20 %
scale stairs : EUR -> EUR step
  from 2025-01-01  source act
    reaching     0.00 :  0.00
    reaching 2 000.00 : 50.00
rule shared : EUR per payslip
  = x - round(x * 13.07 %) half up to 0.01
rule after_tax : EUR per payslip
  = shared - tax(shared)
rule stated_due : EUR per payslip
  = x * 2 - due(x)
rule stepped : EUR per payslip
  = x + stairs(x)
rule least : EUR per payslip
  = min(x * 50 %, 700.00 EUR, other + x * 10 %)
rule distance : EUR per payslip
  = abs(x - 4 000.00 EUR) - max(x - 2 500.00 EUR, 0.00 EUR)
rule square : EUR per payslip
  = x * (x / 100.00 EUR)
rule part : EUR per payslip
  = x * 3 / other * 7.00 EUR / 11.00 round ceiling to 0.10
rule by_flag : EUR per payslip
  = if flag then 5.00 EUR - x else x * 3
rule by_size : EUR per payslip
  default = x * 90 %
  exception large when x > 2 000.00 EUR = x * 90 % + 30.00 EUR
rule rough : EUR per payslip
  = round(x * 33.333 %) floor to 5 + round(x) up to 1 - round(x * 2) half even to 0.50
)";

const char* const figures[] = {"shared", "after_tax", "stated_due", "stepped", "least", "distance",
                               "square", "part",      "by_flag",    "by_size", "rough"};

/// One figure as a function of `x` in cents, with what is proved of it.
class Curve {
public:
    Curve(const Ruleset& rules, const char* figure, const Case& row)
        : rules_{*rules},
          calculator_{rules},
          codes_{*rules},
          figure_{figure},
          row_{row},
          proof_{rules_, codes_, request(), id("x"), 1} {
        proof_.set(id("other"), Interval::of(12'345), {1, 1});
        proof_.set(id("flag"), Interval::of(1), {1, 1});
    }

    Slope over(std::int64_t low, std::int64_t high) { return proof_.over({low, high}); }
    std::int64_t at(std::int64_t cents) {
        row_.common.insert_or_assign("x", value_of(euro_cents(cents)));
        return calculator_.evaluate("xx.small", {figure_}, row_).money(figure_).minor_units();
    }

private:
    [[nodiscard]] DefinitionId id(const char* name) const {
        return find_definition(rules_, 0, name).found->definition;
    }
    /// Kept by this: the proof reads it.
    const ProgramRequest& request() {
        row_.common.insert_or_assign("x", value_of(euro_cents(0)));
        const ResolvedCase resolved = resolve_case(rules_, 0, row_);
        std::vector<Fault> faults;
        request_.wanted = resolve_figures(rules_, 0, {figure_}, faults);
        request_.given = resolved.given;
        request_.days = resolved.days;
        REQUIRE(faults.empty());
        return request_;
    }

    const CheckedRuleset& rules_;
    Calculator calculator_;
    CodeTable codes_;
    std::string figure_;
    Case row_;
    ProgramRequest request_;
    SlopeProof proof_;
};

Case with_others() { return case_on("2026-06-30", {{"other", eur("123.45")}, {"flag", true}}); }

}  // namespace

TEST_CASE("what is proved of a slope holds between any two points", "[ruleset][solve]") {
    const Ruleset rules = small_rules(curves);
    std::mt19937_64 random{20260630};
    std::size_t proved = 0;
    std::size_t tried = 0;
    for (const char* figure : figures) {
        Curve curve{rules, figure, with_others()};
        for (int interval = 0; interval < 12; ++interval) {
            const std::int64_t width = std::int64_t{1} << (random() % 21);
            const auto low = static_cast<std::int64_t>(random() % 1'000'001);
            const std::int64_t high = std::min<std::int64_t>(1'000'000, low + width);
            const Slope slope = curve.over(low, high);
            ++tried;
            if (slope.jumps) { continue; }
            ++proved;
            for (int pair = 0; pair < 6; ++pair) {
                const auto span = static_cast<std::uint64_t>(high - low + 1);
                std::int64_t x = low + static_cast<std::int64_t>(random() % span);
                std::int64_t y = low + static_cast<std::int64_t>(random() % span);
                if (x > y) { std::swap(x, y); }
                const Decimal change = curve.at(y) - curve.at(x);
                CAPTURE(figure, low, high, x, y);
                CHECK(change >= slope.low * (y - x) - 2 * slope.jitter);
                CHECK(change <= slope.high * (y - x) + 2 * slope.jitter);
                CHECK(slope.range.low <= curve.at(x));
                CHECK(curve.at(y) <= slope.range.high);
            }
        }
    }
    CHECK(proved > tried / 2);
    CHECK(proved < tried);
}

TEST_CASE("slopes are those of the formula", "[ruleset][solve]") {
    const Ruleset rules = small_rules(curves);
    // x - 13.07 % of x: 0.8693 a cent, and half a cent of rounding.
    const Slope shared = Curve{rules, "shared", with_others()}.over(0, 1'000'000);
    CHECK(shared.low == Decimal{8693, 10'000});
    CHECK(shared.high == shared.low);
    CHECK(shared.jitter == Decimal{1, 2});
    CHECK_FALSE(shared.jumps);
    // It never falls below zero, although x and its part move together.
    CHECK(shared.range.low >= -1);
    // Of it 10 %, 45 % and 30 % are taken: what is left is between 55 % and all.
    const Slope taxed = Curve{rules, "after_tax", with_others()}.over(0, 1'000'000);
    CHECK(taxed.low == Decimal{8693, 10'000} * Decimal{55, 100});
    CHECK(taxed.high == Decimal{8693, 10'000});
    // `flag` is given: only one side counts.
    CHECK(Curve{rules, "by_flag", with_others()}.over(0, 1'000'000).high == -1);
}

TEST_CASE("a condition on the input may jump, unless the range decides it", "[ruleset][solve]") {
    const Ruleset rules = small_rules(curves);
    Curve sized{rules, "by_size", with_others()};
    CHECK(sized.over(0, 1'000'000).jumps);
    CHECK_FALSE(sized.over(0, 200'000).jumps);
    CHECK_FALSE(sized.over(200'001, 1'000'000).jumps);
    Curve stepped{rules, "stepped", with_others()};
    CHECK(stepped.over(0, 200'000).jumps);
    CHECK_FALSE(stepped.over(0, 199'999).jumps);
}
