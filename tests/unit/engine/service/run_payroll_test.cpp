#include "engine/service/run_payroll.hpp"

#include "engine/service/account.hpp"
#include "tests/support/sample_workspace.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using test::content_of;
using test::job;
using test::SampleWorkspace;
using Outcome = service::ApplyReport::Outcome;

namespace {

void invoice_everything(SampleWorkspace& workspace, const std::string& hash) {
    static_cast<void>(workspace.accept());
    REQUIRE(workspace.issue(workspace.invoice_plan(), hash).outcome == Outcome::applied);
}

/// The month of fixtures/payslips/artist-two-engagements, and another member's.
void hand_worked_month(SampleWorkspace& workspace) {
    auto first = job("A-1", "M001", 12, 450'00);
    first.work_dates = {samples::day(2026, 11, 12), samples::day(2026, 11, 13)};
    first.hours_hundredths = 15'20;
    auto second = job("A-3", "M001", 20, 260'00);
    second.expenses = euro_cents(20'00);
    workspace.declare({first, second, job("B-1", "M002", 3, 400'00)});
    invoice_everything(workspace, "invoices");
}

std::string text_of(const std::vector<settlement::PlanWarning>& warnings) {
    std::string text;
    for (const auto& one : warnings) { text += one.key + " " + one.code + "\n"; }
    return text;
}

}  // namespace

TEST_CASE("a month has one payslip a member, in the order of members", "[service]") {
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    const auto plan = workspace.payroll_plan();
    REQUIRE(plan.items.size() == 2);
    CHECK(plan.items[0].member.text() == "M001");
    CHECK(to_string(plan.items[0].id) == "PAY-1");
    CHECK(plan.items[0].inputs.size() == 2);
    CHECK(to_string(plan.items[0].gross_pay) == "440.07");
    CHECK(to_string(plan.items[0].net_pay) == "348.09");
    CHECK(to_string(plan.items[0].to_pay) == "368.09");
    CHECK(to_string(plan.items[0].employer_cost) == "643.88");
    CHECK(plan.items[1].member.text() == "M002");
    CHECK(plan.warnings.empty());
}

TEST_CASE("payroll that was cut goes on, and ends as if it had not been", "[service]") {
    SampleWorkspace whole;
    hand_worked_month(whole);
    CHECK(whole.pay(whole.payroll_plan(), "pay").done == 2);

    const int cut = GENERATE(1, 2);
    CAPTURE(cut);
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    const auto plan = workspace.payroll_plan();
    const service::PayslipRenderer fails = [cut,
                                            made = 0](const settlement::Payslip& slip) mutable {
        if (++made == cut) { throw std::runtime_error{"cut"}; }
        return SampleWorkspace::plain_payslip(slip);
    };
    CHECK_THROWS_AS(workspace.pay(plan, "pay", fails), std::runtime_error);
    CHECK(store::PayslipRepository{workspace.store, workspace.entity.code}.list().empty());
    CHECK(workspace.pay(plan, "pay").done == 2);
    CHECK(content_of(workspace) == content_of(whole));
}

TEST_CASE("payroll twice: the same plan was applied, a new one is empty", "[service]") {
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    const auto plan = workspace.payroll_plan();
    CHECK(workspace.pay(plan, "pay").outcome == Outcome::applied);
    const std::string before = content_of(workspace);
    const auto again = workspace.pay(plan, "pay");
    CHECK(again.outcome == Outcome::already_applied);
    CHECK(again.applied_on == test::month_end);
    CHECK(workspace.payroll_plan().items.empty());
    CHECK(workspace.payroll_plan().warnings.empty());
    CHECK(content_of(workspace) == before);
}

TEST_CASE("a declaration that comes after its month was paid is left out, with a warning",
          "[service]") {
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    static_cast<void>(workspace.pay(workspace.payroll_plan(), "pay"));
    workspace.declare({job("A-5", "M001", 24, 300'00)});
    CHECK(text_of(workspace.payroll_plan().warnings) == "A-5 P301\n");
    invoice_everything(workspace, "late");
    const auto plan = workspace.payroll_plan();
    CHECK(plan.items.empty());
    CHECK(text_of(plan.warnings) == "M001 P302\n");
}

TEST_CASE("a payroll plan is stale when a wider one was applied meanwhile", "[service]") {
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    const auto narrow = workspace.payroll_plan();
    workspace.declare({job("A-5", "M001", 24, 300'00)});
    invoice_everything(workspace, "late");
    static_cast<void>(workspace.pay(workspace.payroll_plan(), "wide"));
    const std::string before = content_of(workspace);
    const auto report = workspace.pay(narrow, "narrow");
    CHECK(report.outcome == Outcome::stale);
    REQUIRE(report.moved.size() == 2);
    CHECK(report.moved[0].key == "M001");
    CHECK(report.moved[0].text == "has payslip PAY-1 for the month, by another plan");
    CHECK(report.moved[1].key == "M002");
    CHECK(content_of(workspace) == before);
}

TEST_CASE("a payroll plan for other rules or another entity is stale", "[service]") {
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    auto plan = workspace.payroll_plan();
    const std::string before = content_of(workspace);
    plan.ruleset = "sha256:00000000000000000000";
    CHECK(workspace.pay(plan, "rules").moved.front().key == "ruleset");
    plan = workspace.payroll_plan();
    plan.entity = EntityCode{"other"};
    CHECK(workspace.pay(plan, "entity").moved.front().key == "entity");
    plan = workspace.payroll_plan();
    plan.items[1].inputs.front().content_hash = std::string(64, '0');
    const auto report = workspace.pay(plan, "content");
    CHECK(report.outcome == Outcome::stale);
    CHECK(report.moved.front().key == "B-1");
    CHECK(content_of(workspace) == before);
}

// 450.00 − 29.25 = 420.75, cost 420.75. A-3: 260.00 − 16.90 − 20.00 = 223.10, cost 223.10.
// The month costs 643.88, three cents more, borne by A-3.
TEST_CASE("a member's account tells provision before the payroll and actual cost after it",
          "[service]") {
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    const auto chart = test::real_rules().accounts(test::month_end);
    const auto statement = [&] {
        return *service::account_statement(workspace.store, workspace.entity.code, chart,
                                           MemberCode{"M001"});
    };
    const auto before = statement();
    REQUIRE(before.lines.size() == 2);
    CHECK(to_string(before.invoiced) == "710.00");
    CHECK(to_string(before.management_fee) == "46.15");
    CHECK(to_string(before.expenses) == "20.00");
    CHECK(to_string(before.provision) == "643.85");
    CHECK(to_string(before.available) == "0.00");
    CHECK(before.net_pay.is_zero());
    CHECK_FALSE(before.lines[0].actual_cost);
    CHECK_FALSE(before.lines[0].payslip);

    static_cast<void>(workspace.pay(workspace.payroll_plan(), "pay"));
    const auto after = statement();
    CHECK(to_string(after.actual_cost) == "643.88");
    CHECK(to_string(after.available) == "-0.03");
    CHECK(to_string(after.lines[0].available) == "0.00");
    CHECK(to_string(after.lines[1].available) == "-0.03");
    CHECK(to_string(after.net_pay) == "348.09");
    CHECK(to_string(after.to_pay) == "368.09");
    CHECK(after.lines[1].payslip == PayslipId{1});
    CHECK_FALSE(service::account_statement(workspace.store, workspace.entity.code, chart,
                                           MemberCode{"M999"}));
}

// Net 348.09, all of it below the 400.00 that a month of maintenance takes; 450.00 are claimed.
TEST_CASE("payroll withholds for creditors what the rules let them take", "[service]") {
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    workspace.claim("M001", {"maintenance", euro_cents(450'00), euro_cents(400'00)},
                    samples::day(2026, 11, 1));
    const auto plan = workspace.payroll_plan();
    REQUIRE(plan.items.size() == 2);
    CHECK(to_string(plan.items[0].net_pay) == "348.09");
    CHECK(to_string(plan.items[0].withheld_for_creditors) == "348.09");
    CHECK(to_string(plan.items[0].to_pay) == "20.00");
    CHECK(plan.items[1].withheld_for_creditors.is_zero());
    REQUIRE(workspace.pay(plan, "pay").outcome == Outcome::applied);

    store::PayslipRepository slips{workspace.store, workspace.entity.code};
    const auto row = slips.find(PayslipId{1});
    REQUIRE(row);
    CHECK(row->claim == "maintenance");
    CHECK(to_string(row->to_pay) == "20.00");
    const auto chart = test::real_rules().accounts(test::month_end);
    store::LedgerRepository books{workspace.store, workspace.entity.code};
    CHECK(to_string(books.balance_of(ledger::Book::general, chart.creditors, "M001")) == "-348.09");
    CHECK(to_string(books.balance_of(ledger::Book::general, chart.net_to_pay, "M001")) == "-20.00");
    const auto statement = service::account_statement(workspace.store, workspace.entity.code, chart,
                                                      MemberCode{"M001"});
    REQUIRE(statement);
    CHECK(to_string(statement->withheld_for_creditors) == "348.09");
    CHECK(to_string(statement->to_pay) == "20.00");
    const auto run =
        store::RunRepository{workspace.store, workspace.entity.code}.find("payroll", "pay");
    REQUIRE(run);
    CHECK(run->totals.at("withheld_for_creditors") == euro_cents(348'09));
}

TEST_CASE("a payroll plan is stale when creditors became known meanwhile", "[service]") {
    SampleWorkspace workspace;
    hand_worked_month(workspace);
    const auto plan = workspace.payroll_plan();
    workspace.claim("M001", {"maintenance", euro_cents(450'00), euro_cents(400'00)},
                    samples::day(2026, 11, 1));
    const auto report = workspace.pay(plan, "pay");
    CHECK(report.outcome == Outcome::stale);
    REQUIRE(report.moved.size() == 1);
    CHECK(report.moved[0].key == "M001");
    CHECK(report.moved[0].text == "has other facts for 2026-11 than when the plan was made");
}
