#include "engine/settlement/issue.hpp"
#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using test::replaced;

namespace {

/// The packs of a cooperative that provides for year-end premiums.
settlement::Rulebook providing() {
    auto files = test::cooperative_rules();
    for (ruleset::SourceFile& file : files) {
        if (file.path != "be/employer_cost.rules") { continue; }
        file.bytes = replaced(file.bytes, "{ year_end_premium: no, committee_fund: no }",
                              "{ year_end_premium: yes, committee_fund: no }");
    }
    return test::rulebook_of(std::move(files));
}

Money provided_in(settlement::Rulebook& rules, const std::string& committee) {
    cooperative::Member member = samples::member();
    member.worker_category = "white_collar";
    member.joint_committee = "";
    member.withholding_rate = "";
    const auto entity = samples::entity();
    settlement::ClosingEngagement one;
    one.declaration.code = DeclarationCode{"D0001"};
    one.declaration.member = member.code;
    one.declaration.work_dates = {samples::day(2026, 11, 3), samples::day(2026, 11, 10)};
    one.declaration.hours_hundredths = 79'80;
    one.declaration.joint_committee = committee;
    one.acceptance.declaration = one.declaration.code;
    one.acceptance.gross_pay = euro_cents(1'200'00);
    const std::vector<settlement::ClosingEngagement> engagements{one};
    const Date paid = samples::day(2026, 12, 10);
    const auto slip = settlement::make_payslip(
        rules, {entity, member, date::year{2026} / 11, engagements, PayslipId{1}, paid, paid, {}});
    REQUIRE(slip);
    CHECK(slip->gross_pay + slip->employer_contributions + slip->holiday_pay_provision +
              slip->other_employer_costs ==
          slip->employer_cost);
    return slip->other_employer_costs;
}

}  // namespace

// Committee 200: 1200.00 / 12 = 100.00, and 27.04 % of contributions on it. Committee 337: 2.50 %
// of 1200.00 = 30.00, a twelfth of the lump sum for the part of full time, and contributions.
TEST_CASE("a slip provides for the premium of the committee of its engagement", "[settlement]") {
    settlement::Rulebook rules = providing();
    CHECK(to_string(provided_in(rules, "200")) == "127.04");
    CHECK(to_string(provided_in(rules, "")) == "127.04");
    CHECK(provided_in(rules, "337") < euro_cents(127'04));
    CHECK(provided_in(test::real_rules(), "337").is_zero());
}
