#include "engine/ruleset/explain/provisional.hpp"

#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const some_provisional = R"(enum fruit { apple, pear }
input picked : fruit per payslip
input pay : EUR per payslip  range 0.00 .. 100 000.00
param fund_rate : percent
  label fr "Fonds" en "Fund"
  from 2025-01-01 = 1.00 %  source act
  from 2026-01-01 = 2.00 %  source act provisional
param pear_rate : percent
  from 2025-01-01 = 3.00 %  source act provisional
param both_rates : percent
  label en "Both"
  from 2025-01-01 = (pear_rate at 2026-01-01) + 1.00 %  source act
param floor : EUR
  from 2025-01-01 = 100.00  source act provisional
scale tax : EUR marginal
  from 2025-01-01  source act provisional
    above 0.00 : 10.00 %
table fees (key : fruit) : EUR
  from 2025-01-01  source act provisional
    row apple : 1.00
    row pear  : 2.00
rule fund : EUR per payslip
  output
  = if picked is pear then pay * pear_rate else pay * fund_rate
rule due : EUR per payslip
  output
  from 2025-01-01
    default = 1.00 EUR
    exception high when pay > floor = tax(pay)
rule guessed : EUR per payslip
  label en "Guessed"
  output
  from 2025-01-01
    default = 1.00 EUR
    exception pear when picked is pear = 2.00 EUR  source act provisional
rule listed : EUR per payslip
  output
  = fees[picked]
rule mixed : EUR per payslip
  output
  = pay * both_rates
rule plain : EUR per payslip
  output
  = pay + 1.00 EUR
)";

std::vector<std::string> names_used(const char* day, const char* picked, const char* pay,
                                    const std::vector<std::string>& figures, Values more = {}) {
    ProvisionalFigures provisional{small_rules(some_provisional)};
    more["picked"] = word(picked);
    more["pay"] = eur(pay);
    std::vector<std::string> names;
    for (const auto& one : provisional.used_by("xx.small", figures, case_on(day, more))) {
        names.push_back(one.name + " " + one.label("fr"));
    }
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an answer names the provisional figures that it rests on, and no others",
          "[ruleset][explain]") {
    const char* const day = "2026-06-30";
    CHECK(names_used(day, "apple", "50.00", {"plain"}).empty());
    CHECK(names_used(day, "apple", "50.00", {"fund"}) == Names{"xx.small.fund_rate Fonds"});
    // The version of the day decides.
    CHECK(names_used("2025-06-30", "apple", "50.00", {"fund"}).empty());
    // Of a choice, the side that is taken.
    CHECK(names_used(day, "pear", "50.00", {"fund"}) == Names{"xx.small.pear_rate pear_rate"});
    // A condition is looked at, whatever it says.
    CHECK(names_used(day, "apple", "50.00", {"due"}) == Names{"xx.small.floor floor"});
    CHECK(names_used(day, "apple", "100.01", {"due"}) ==
          Names{"xx.small.floor floor", "xx.small.tax tax"});
    CHECK(names_used(day, "apple", "50.00", {"guessed"}).empty());
    CHECK(names_used(day, "pear", "50.00", {"guessed"}) == Names{"xx.small.guessed Guessed"});
    CHECK(names_used(day, "pear", "50.00", {"listed"}) == Names{"xx.small.fees fees"});
    // What is made of a provisional figure is provisional itself.
    CHECK(names_used(day, "pear", "50.00", {"mixed"}) == Names{"xx.small.both_rates Both"});
    // Each once, by name; a figure that is given was not computed.
    CHECK(names_used(day, "apple", "50.00", {"due", "fund", "plain", "due"}) ==
          Names{"xx.small.floor floor", "xx.small.fund_rate Fonds"});
    CHECK(names_used(day, "apple", "50.00", {"fund"}, {{"fund", eur("1.00")}}).empty());
    CHECK(names_used(day, "apple", "50.00", {"nothing_of_the_kind"}).empty());
}
