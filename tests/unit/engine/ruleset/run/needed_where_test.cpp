#include "engine/ruleset/proof/verify.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

/// A fault counts where its rule is needed, whoever needs it and on however many ways.
const char* const two_readers =
    R"(input bound : bool per payslip  default no
input pay : EUR per payslip  range 0.00 .. 1 000.00
rule fixed : EUR per payslip
  = pay
  ensure fixed > 5.00 EUR else "not known"
rule first : EUR per payslip
  output
  default = 0.00 EUR
  exception due when bound = fixed
rule second : EUR per payslip
  output
  default = 0.00 EUR
  exception due when bound and pay > 1.00 EUR = fixed
)";

/// Two rules whose tests read each other.
const char* const tests_in_a_circle =
    R"(input left : bool per payslip  default no
input right : bool per payslip  default no
input pay : EUR per payslip  range 0.00 .. 1 000.00
rule one : EUR per payslip
  = pay
  ensure one <= other + 4.00 EUR else "one is too high"
rule other : EUR per payslip
  = pay * 50 %
  ensure other <= one or pay > 500.00 EUR else "other is too high"
rule reads_one : EUR per payslip
  output
  default = 0.00 EUR
  exception due when left = one
rule reads_other : EUR per payslip
  output
  default = 0.00 EUR
  exception due when right = other
rule reads_both : EUR per payslip
  output
  default = 0.00 EUR
  exception due when left and right = one + other
)";

constexpr const char* law_file = R"(package xx.law
  dated by work_end
  covers 2025-01-01 .. 2025-12-31
source act "Act" url "https://example.org"
input place : code per payslip  default "a"  profile
input pay : EUR per payslip  range 0.00 .. 1 000.00
rule earned : EUR per payslip
  open to committee
  output
  = pay  source act
)";
constexpr const char* committee_file = R"(package xx.committee
  dated by work_end
  layer committee when place is "b"
  covers 2025-07-01 .. 2025-12-31
use xx.law
source act "Act" url "https://example.org"
param amount : EUR
  from 2025-07-01 = 12.00  source act
amend xx.law.earned
  exception due when pay > 0 = amount  source act
)";

Ruleset two_layers() {
    CheckReport report =
        checked({{"xx/law.rules", law_file}, {"xx/committee.rules", committee_file}});
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    return report.ruleset;
}

void check_agreement(const Ruleset& rules, const char* package) {
    VerifyOptions options;
    options.rows = 500;
    const VerifyReport report = verify(rules, package, options);
    CHECK(report.figures > 0);
    if (report.difference) {
        FAIL_CHECK(report.difference->text << "\n" << report.difference->test);
    }
}

}  // namespace

TEST_CASE("a test of a rule counts where one of its readers is needed", "[ruleset][run]") {
    const Ruleset rules = small_rules(two_readers);
    Calculator calculator{rules};
    const auto figure = [&](const char* name, const char* pay, bool bound) {
        return figure_of(calculator, name,
                         case_on("2026-06-30", {{"pay", eur(pay)}, {"bound", bound}}));
    };
    CHECK(figure("first", "3.00", false) == "0.00");
    CHECK(figure("second", "3.00", false) == "0.00");
    CHECK(figure("first", "3.00", true) == "E401 fixed");
    CHECK(figure("second", "3.00", true) == "E401 fixed");
    CHECK(figure("second", "1.00", true) == "0.00");
    CHECK(figure("second", "6.00", true) == "6.00");
    check_agreement(rules, "xx.small");
}

TEST_CASE("tests that read each other's rules count where either is needed", "[ruleset][run]") {
    const Ruleset rules = small_rules(tests_in_a_circle);
    Calculator calculator{rules};
    const auto figure = [&](const char* name, const char* pay, bool left, bool right) {
        return figure_of(
            calculator, name,
            case_on("2026-06-30", {{"pay", eur(pay)}, {"left", left}, {"right", right}}));
    };
    // 10.00 is over 5.00 + 4.00; 8.00 is 4.00 + 4.00. Who needs `other` tests it against `one`.
    CHECK(figure("reads_one", "10.00", false, true) == "0.00");
    CHECK(figure("reads_one", "8.00", true, false) == "8.00");
    CHECK(figure("reads_one", "10.00", true, false) == "E401 one");
    CHECK(figure("reads_other", "10.00", false, true) == "E401 one");
    CHECK(figure("reads_other", "8.00", false, true) == "4.00");
    CHECK(figure("reads_both", "10.00", true, false) == "0.00");
    check_agreement(rules, "xx.small");
}

TEST_CASE("a package that does not hold for a row need not cover its days", "[ruleset][run]") {
    const Ruleset rules = two_layers();
    Calculator calculator{rules};
    const auto earned = [&](const char* day, const char* place) {
        const Outcome outcome = calculator.evaluate(
            "xx.law", {"earned"}, case_on(day, {{"pay", eur("3.00")}, {"place", word(place)}}));
        return outcome.ok() ? to_string(outcome.at("earned").value)
                            : outcome.faults.front().code + " " + outcome.faults.front().message +
                                  "; " + outcome.faults.front().help;
    };
    CHECK(earned("2025-03-31", "a") == "3.00");
    CHECK(earned("2025-07-01", "a") == "3.00");
    CHECK(earned("2025-07-01", "b") == "12.00");
    CHECK(earned("2025-06-30", "b") ==
          "E201 `xx.committee` does not cover the work_end 2025-06-30; it covers 2025-07-01 .. "
          "2025-12-31");
    check_agreement(rules, "xx.law");
}
