// The month of the reference's full trace, white-collar, single, 2 600.00 in November 2026: tax
// 281.80, net 2 182.27. Each difference is worked out by hand from there.
#include "engine/settlement/difference.hpp"

#include "engine/settlement/needed_names.hpp"
#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using settlement::ClosingEngagement;
using settlement::DifferenceCause;
using settlement::DifferenceSlip;
using settlement::Payslip;
using Kind = DifferenceCause::Kind;

namespace {

const Month november = date::year{2026} / 11;
const Date paid_on = samples::day(2026, 12, 9);
const Date corrected_on = samples::day(2026, 12, 14);

cooperative::Member employee(std::int64_t children) {
    cooperative::Member member = samples::member();
    member.worker_category = "white_collar";
    member.children = children;
    return member;
}

ClosingEngagement engagement(const std::string& code, std::int64_t hours, Money gross_pay,
                             Money provision, Money expenses) {
    ClosingEngagement one;
    one.declaration.code = DeclarationCode{code};
    one.declaration.work_dates = {samples::day(2026, 11, 27)};
    one.declaration.hours_hundredths = hours;
    one.acceptance.declaration = one.declaration.code;
    one.acceptance.gross_pay = gross_pay;
    one.acceptance.expenses = expenses;
    one.acceptance.employer_cost = provision - expenses;
    return one;
}

ClosingEngagement whole_month() {
    return engagement("D0001", 159'60, euro_cents(2600'00), euro_cents(3776'24), Money{});
}

/// Provided for 145.25: 100.00 costs 145.24 by itself, a cent was left over.
ClosingEngagement late() {
    return engagement("D0007", 7'60, euro_cents(100'00), euro_cents(150'25), euro_cents(5'00));
}

Payslip paid() {
    const auto slip = settlement::make_payslip(test::real_rules(), {samples::entity(),
                                                                    employee(0),
                                                                    november,
                                                                    {whole_month()},
                                                                    PayslipId{3},
                                                                    samples::day(2026, 11, 30),
                                                                    paid_on});
    REQUIRE(slip);
    return *slip;
}

std::optional<DifferenceSlip> again(settlement::Rulebook& rules, const Payslip& before,
                                    const cooperative::Member& member,
                                    const std::vector<ClosingEngagement>& engagements) {
    const auto made =
        settlement::make_difference(rules, {samples::entity(), member, before, engagements,
                                            PayslipId{3}, PayslipId{18}, corrected_on});
    REQUIRE(made);
    return *made;
}

cooperative::Member debtor(std::int64_t children, const char* kind, Money amount,
                           std::optional<Money> per_month = std::nullopt) {
    cooperative::Member member = employee(children);
    member.claim = cooperative::Claim{kind, amount, per_month};
    return member;
}

Payslip paid(const cooperative::Member& member) {
    const auto slip = settlement::make_payslip(test::real_rules(), {samples::entity(),
                                                                    member,
                                                                    november,
                                                                    {whole_month()},
                                                                    PayslipId{3},
                                                                    samples::day(2026, 11, 30),
                                                                    paid_on});
    REQUIRE(slip);
    return *slip;
}

struct Expected {
    const char* what;
    Money computed;
    const char* by_hand;
};

void check(std::initializer_list<Expected> rows) {
    for (const Expected& row : rows) {
        CAPTURE(row.what);
        CHECK(to_string(row.computed) == row.by_hand);
    }
}

}  // namespace

TEST_CASE("a month whose facts and rules are as they were has no difference", "[settlement]") {
    const Payslip before = paid();
    CHECK(to_string(before.net_pay) == "2182.27");
    CHECK_FALSE(again(test::real_rules(), before, employee(0), {whole_month()}));
    cooperative::Member moved = employee(0);
    moved.address.street = "Rue Neuve";
    moved.iban = cooperative::Iban::trusted("BE68539007547034");
    CHECK_FALSE(again(test::real_rules(), before, moved, {whole_month()}));
}

// One child: 371.98 − 52.00 − 90.18 = 229.80 of tax.
TEST_CASE("a child that was not known lowers the tax of the month", "[settlement]") {
    const auto slip = again(test::real_rules(), paid(), employee(1), {whole_month()});
    REQUIRE(slip);
    CHECK(slip->causes ==
          std::vector<DifferenceCause>{{Kind::member_changed, "children", "0", "1"}});
    CHECK(slip->before.id == PayslipId{3});
    CHECK(slip->now.id == PayslipId{18});
    CHECK(slip->now.issued_on == corrected_on);
    CHECK(slip->now.payment_date == paid_on);
    // Seven working days after Monday the 14th.
    CHECK(to_string(slip->payment_date) == "2026-12-23");
    const Payslip changed = settlement::difference(*slip);
    check({{"tax", changed.withholding_tax, "-52.00"},
           {"net", changed.net_pay, "52.00"},
           {"to pay", changed.to_pay, "52.00"},
           {"gross", changed.gross_pay, "0.00"},
           {"contributions", changed.employee_contributions, "0.00"},
           {"cost", changed.employer_cost, "0.00"},
           {"net of the engagement", changed.engagements.front().net_pay, "52.00"},
           {"provision", changed.engagements.front().provision, "0.00"}});
    for (const auto& [line, amount] : settlement::line_changes(*slip)) {
        if (line.figure != "withholding_tax") { continue; }
        CHECK(to_string(amount.before) == "-281.80");
        CHECK(to_string(amount.now) == "-229.80");
        CHECK(to_string(amount.difference()) == "52.00");
    }
    // Made again from there, nothing differs; the child taken back is to be recovered.
    CHECK_FALSE(again(test::real_rules(), slip->now, employee(1), {whole_month()}));
    const auto back = again(test::real_rules(), slip->now, employee(0), {whole_month()});
    REQUIRE(back);
    CHECK(to_string(settlement::difference(*back).to_pay) == "-52.00");
}

// Gross 2 700.00: contribution 352.89; B 171.99 − 0.2699 × (2 700.00 − 2 300.62) = 64.20; taxable
// Rates of 2026 that are marked so: both of the closure fund, childcare, training, insurance. The
// premiums of committees and the structural reduction play no part in that month.
TEST_CASE("a slip names the provisional figures that it rests on", "[settlement]") {
    std::vector<std::string> names;
    const Payslip slip = paid();
    for (const auto& note : slip.provisional) { names.push_back(note.figure); }
    CHECK(names == std::vector<std::string>{"be.employer_cost.childcare_rate",
                                            "be.employer_cost.closure_fund_rate",
                                            "be.employer_cost.closure_fund_special_rate",
                                            "be.employer_cost.insurance_and_premiums_rate",
                                            "be.employer_cost.training_rate"});
    REQUIRE(names.size() == 5);
    CHECK(slip.provisional[1].label.en == "Closure fund, basic rate");
    CHECK(slip.provisional[1].label.nl == "Sluitingsfonds, basisbijdragevoet");
    // A difference rests on what both states rest on.
    const auto late_work = again(test::real_rules(), paid(), employee(0), {whole_month(), late()});
    REQUIRE(late_work);
    settlement::DifferenceSlip both = *late_work;
    both.now.provisional.clear();
    CHECK(settlement::difference(both).provisional == slip.provisional);
}

// 2 700.00 − 352.89 + 127.54 + 64.20 = 2 538.85. Year 30 466.20, less 6 070.00: 24 396.20; 4 469.93
// + 42.80 % of 7 686.20 = 7 759.62; less 2 987.98 and 624.00: 4 147.64, a month 345.64. Fiscal
// bonus 42.27 + 33.73 = 76.00: tax 269.64. Special 10.33 + 1.1 % × 509.82 = 15.94. Net 2 253.27, of
// which 26/27 are 2 169.82. Base 2 700.00 × 27.04 % = 730.08, 18.20 % = 491.40: cost 3 921.48, of
// which 26/27 are 3 776.24.
TEST_CASE("a work added after the payslip: is paid for, and the month that it makes dearer with it",
          "[settlement]") {
    const auto slip = again(test::real_rules(), paid(), employee(1), {whole_month(), late()});
    REQUIRE(slip);
    CHECK(slip->causes == std::vector<DifferenceCause>{{Kind::member_changed, "children", "0", "1"},
                                                       {Kind::late_declaration, "D0007", "", ""}});
    const Payslip changed = settlement::difference(*slip);
    REQUIRE(changed.engagements.size() == 2);
    check({{"gross", changed.gross_pay, "100.00"},
           {"contributions", changed.employee_contributions, "41.16"},
           {"tax", changed.withholding_tax, "-12.16"},
           {"net", changed.net_pay, "71.00"},
           {"expenses", changed.expenses, "5.00"},
           {"to pay", changed.to_pay, "76.00"},
           {"employer contributions", changed.employer_contributions, "27.04"},
           {"holiday pay", changed.holiday_pay_provision, "18.20"},
           {"cost", changed.employer_cost, "145.24"},
           {"net of D0001", changed.engagements[0].net_pay, "-12.45"},
           {"cost of D0001", changed.engagements[0].actual_cost, "0.00"},
           {"provision of D0001", changed.engagements[0].provision, "0.00"},
           {"net of D0007", changed.engagements[1].net_pay, "83.45"},
           {"cost of D0007", changed.engagements[1].actual_cost, "150.24"},
           {"provision of D0007", changed.engagements[1].provision, "150.25"}});
    CHECK(changed.days == 0);  // the same day
}

// 0.03 % of 2 600.00 is 0.78 instead of 0.52: the employer pays 0.26 more, the worker nothing.
TEST_CASE("a rule that was corrected is a cause where it matters", "[settlement]") {
    const Payslip before = paid();
    auto files = test::cooperative_rules();
    for (auto& file : files) {
        if (file.path != "be/employer_cost.rules") { continue; }
        file.bytes = test::replaced(file.bytes, "= 0.02 %  source instructions \"work accidents\"",
                                    "= 0.03 %  source instructions \"work accidents\"");
    }
    settlement::Rulebook corrected = test::rulebook_of(files);
    const auto slip = again(corrected, before, employee(0), {whole_month()});
    REQUIRE(slip);
    CHECK(slip->causes == std::vector<DifferenceCause>{
                              {Kind::rules_changed, "", before.ruleset, corrected.identity()}});
    const Payslip changed = settlement::difference(*slip);
    check({{"net", changed.net_pay, "0.00"},
           {"cost", changed.employer_cost, "0.26"},
           {"cost of the engagement", changed.engagements.front().actual_cost, "0.26"}});

    // A remark alters the identity of the rules, and no amount.
    auto remarked = test::cooperative_rules();
    remarked.front().bytes = "# A remark.\n" + remarked.front().bytes;
    settlement::Rulebook same = test::rulebook_of(remarked);
    REQUIRE(same.identity() != before.ruleset);
    CHECK_FALSE(again(same, before, employee(0), {whole_month()}));
    const auto child = again(same, before, employee(1), {whole_month()});
    REQUIRE(child);
    CHECK(child->causes.size() == 1);
}

TEST_CASE("causes have words, and a name that is read back", "[settlement]") {
    CHECK(settlement::in_words({Kind::late_declaration, "D0007", "", ""}) ==
          "work added after the payslip: D0007");
    CHECK(settlement::in_words({Kind::member_changed, "children", "0", "1"}) ==
          "children changed: 0 → 1");
    CHECK(settlement::in_words({Kind::member_changed, "withholding_rate", "", "18.00"}) ==
          "withholding_rate changed: – → 18.00");
    CHECK(settlement::in_words({Kind::rules_changed, "", "a", "b"}) == "rules changed");
    for (const Kind kind : {Kind::late_declaration, Kind::member_changed, Kind::rules_changed}) {
        CHECK(settlement::parse_difference_cause(settlement::to_string(kind)) == kind);
    }
    CHECK_FALSE(settlement::parse_difference_cause("weather"));
}

// Net 2 182.27 of 2026: 105 × 20 % + 158 × 30 % + 157 × 40 % + 343.27 = 21.00 + 47.40 + 62.80 +
// 343.27 = 474.47.
TEST_CASE("a payslip withholds what creditors may take", "[settlement]") {
    const Payslip slip = paid(debtor(0, "garnishment", euro_cents(5000'00)));
    check({{"net", slip.net_pay, "2182.27"},
           {"withheld", slip.withheld_for_creditors, "474.47"},
           {"to pay", slip.to_pay, "1707.80"}});
    CHECK(paid(debtor(0, "assignment", euro_cents(300'00))).withheld_for_creditors ==
          euro_cents(300'00));
    const Payslip maintained =
        paid(debtor(0, "maintenance", euro_cents(9000'00), euro_cents(650'00)));
    CHECK(maintained.withheld_for_creditors == euro_cents(650'00));
    CHECK(paid().withheld_for_creditors.is_zero());
}

// With a child, net 2 234.27: 474.47 + 52.00 − 88.00 = 438.47; the work added after the payslip:
// makes it 2 253.27, of which 457.47 may be taken.
TEST_CASE("of more net pay creditors have their part, of less they give nothing back",
          "[settlement]") {
    const auto parent = debtor(1, "garnishment", euro_cents(5000'00));
    const Payslip before = paid(parent);
    check({{"net", before.net_pay, "2234.27"},
           {"withheld", before.withheld_for_creditors, "438.47"}});
    const auto more = again(test::real_rules(), before, parent, {whole_month(), late()});
    REQUIRE(more);
    const Payslip changed = settlement::difference(*more);
    check({{"net", changed.net_pay, "19.00"},
           {"expenses", changed.expenses, "5.00"},
           {"withheld", changed.withheld_for_creditors, "19.00"},
           {"to pay", changed.to_pay, "5.00"},
           {"withheld in all", more->now.withheld_for_creditors, "457.47"}});

    // Without the child 52.00 less: all of it is recovered from the member.
    const auto less = again(test::real_rules(), before,
                            debtor(0, "garnishment", euro_cents(5000'00)), {whole_month()});
    REQUIRE(less);
    check({{"net", settlement::difference(*less).net_pay, "-52.00"},
           {"withheld", settlement::difference(*less).withheld_for_creditors, "0.00"},
           {"to pay", settlement::difference(*less).to_pay, "-52.00"}});
}

TEST_CASE("a claim that becomes known after the month was paid takes nothing from it",
          "[settlement]") {
    CHECK_FALSE(again(test::real_rules(), paid(), debtor(0, "garnishment", euro_cents(5000'00)),
                      {whole_month()}));
    const Payslip before = paid(debtor(0, "garnishment", euro_cents(5000'00)));
    CHECK_FALSE(again(test::real_rules(), before, employee(0), {whole_month()}));
}

// 5 000.00 claimed, of which 4 990.00 are withheld already: 10.00 of the 19.00 are left to take.
TEST_CASE("a difference slip takes no more than what is left of the claim", "[settlement]") {
    const auto parent = debtor(1, "garnishment", euro_cents(5000'00));
    const auto slip = settlement::make_difference(test::real_rules(), {samples::entity(),
                                                                       parent,
                                                                       paid(parent),
                                                                       {whole_month(), late()},
                                                                       PayslipId{3},
                                                                       PayslipId{18},
                                                                       corrected_on,
                                                                       euro_cents(4990'00)});
    REQUIRE((slip && *slip));
    check({{"withheld", settlement::difference(**slip).withheld_for_creditors, "10.00"},
           {"to pay", settlement::difference(**slip).to_pay, "14.00"}});
}

TEST_CASE("rules of before there were creditors still give their books", "[settlement]") {
    auto files = test::cooperative_rules();
    for (ruleset::SourceFile& file : files) {
        if (file.path != "be/accounts.rules") { continue; }
        for (const char* used : {"param creditors_account", "expect creditors_account"}) {
            file.bytes = test::replaced(file.bytes, used,
                                        test::replaced(used, "creditors", "other_creditors"));
        }
    }
    settlement::Rulebook earlier = test::rulebook_of(std::move(files));
    CHECK(earlier.gaps(corrected_on).empty());
    const ledger::Accounts accounts = earlier.accounts(corrected_on);
    CHECK(accounts.creditors.empty());
    CHECK(accounts.net_to_pay == "455");
    CHECK(settlement::names_lacking(earlier.rules(), earlier.package()) ==
          std::vector<std::string>{"creditors_account"});
}

// 2 600.00 and 100.00 paid: without the late 100.00 the month is the reference again, 281.80 and
// 2 182.27; what D0007 had come to goes, its provision is not set aside again.
TEST_CASE("work that was credited is taken out of its month", "[settlement]") {
    const auto both = settlement::make_payslip(test::real_rules(), {samples::entity(),
                                                                    employee(0),
                                                                    november,
                                                                    {whole_month(), late()},
                                                                    PayslipId{3},
                                                                    samples::day(2026, 11, 30),
                                                                    paid_on});
    REQUIRE(both);
    const auto slip = again(test::real_rules(), *both, employee(0), {whole_month()});
    REQUIRE(slip);
    CHECK(slip->now.net_pay == euro_cents(2182'27));
    CHECK(slip->now.withholding_tax == euro_cents(281'80));
    CHECK(settlement::taken_out(*slip) == std::vector{DeclarationCode{"D0007"}});
    REQUIRE(slip->causes.size() == 1);
    CHECK(settlement::in_words(slip->causes.front()) == "credited declaration D0007");
    CHECK(settlement::parse_difference_cause("credited_declaration") == Kind::credited_declaration);
    const Payslip changed = settlement::difference(*slip);
    check({{"gross pay", changed.gross_pay, "-100.00"}, {"expenses", changed.expenses, "-5.00"}});
    REQUIRE(changed.engagements.size() == 2);
    CHECK(changed.engagements[1].provision == Money{});
    CHECK(changed.engagements[1].actual_cost == -both->engagements[1].actual_cost);
    CHECK(changed.engagements[1].net_pay == -both->engagements[1].net_pay);
    CHECK(changed.engagements[1].hours_hundredths == -7'60);
}

TEST_CASE("a month of which no work stands comes to nothing, and nothing more comes of it",
          "[settlement]") {
    const Payslip before = paid();
    const auto slip = again(test::real_rules(), before, employee(0), {});
    REQUIRE(slip);
    CHECK(static_cast<const settlement::PayAmounts&>(slip->now) == settlement::PayAmounts{});
    CHECK(slip->now.hours_hundredths == 0);
    CHECK(slip->now.days == 0);
    CHECK(slip->now.payment_date == paid_on);
    CHECK(slip->now.ruleset == test::real_rules().identity());
    const Payslip changed = settlement::difference(*slip);
    check({{"gross pay", changed.gross_pay, "-2600.00"},
           {"tax", changed.withholding_tax, "-281.80"},
           {"net pay", changed.net_pay, "-2182.27"},
           {"to pay", changed.to_pay, "-2182.27"},
           {"cost", changed.employer_cost, "-3776.24"}});
    CHECK(changed.lines.size() == before.lines.size());
    CHECK_FALSE(again(test::real_rules(), slip->now, employee(0), {}));
    // Corrected work of that month is late work.
    const auto corrected = again(test::real_rules(), slip->now, employee(0), {whole_month()});
    REQUIRE(corrected);
    CHECK(settlement::difference(*corrected).net_pay == euro_cents(2182'27));
    CHECK(settlement::difference(*corrected).engagements.front().provision == euro_cents(3776'24));
    CHECK(settlement::in_words(corrected->causes.front()) == "work added after the payslip: D0001");
}

// 300.00 of the net pay went to creditors: they keep it, the member owes it with the rest.
TEST_CASE("what went to creditors is owed by the member when nothing of a month stands",
          "[settlement]") {
    const cooperative::Member member = debtor(0, "assignment", euro_cents(300'00));
    const Payslip before = paid(member);
    CHECK(before.withheld_for_creditors == euro_cents(300'00));
    const auto slip = again(test::real_rules(), before, member, {});
    REQUIRE(slip);
    const Payslip changed = settlement::difference(*slip);
    check({{"net pay", changed.net_pay, "-2182.27"},
           {"withheld", changed.withheld_for_creditors, "0.00"},
           {"to pay", changed.to_pay, "-2182.27"},
           {"state", slip->now.to_pay, "-300.00"}});
}
