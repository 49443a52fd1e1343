#include "engine/service/correct_months.hpp"

#include "engine/service/account.hpp"
#include "tests/support/sample_workspace.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace mutua;
using test::content_of;
using test::job;
using test::SampleWorkspace;
using Outcome = service::ApplyReport::Outcome;

namespace {

const Date correction_day = samples::day(2026, 12, 14);
const Date october = samples::day(2026, 10, 1);

/// A workspace whose documents can be read back.
class PaidWorkspace : public SampleWorkspace {
public:
    /// The month of fixtures/payslips/artist-two-engagements, and another member's. Creditors may
    /// claim of the first since October.
    explicit PaidWorkspace(const std::optional<cooperative::Claim>& claimed = std::nullopt) {
        if (claimed) { claim("M001", *claimed, october); }
        auto first = job("A-1", "M001", 12, 450'00);
        first.work_dates = {samples::day(2026, 11, 12), samples::day(2026, 11, 13)};
        first.hours_hundredths = 15'20;
        auto second = job("A-3", "M001", 20, 260'00);
        second.expenses = euro_cents(20'00);
        invoice({first, second, job("B-1", "M002", 3, 400'00)}, "invoices");
        const auto render = [this](const settlement::Payslip& slip) { return kept(slip); };
        REQUIRE(pay(payroll_plan(), "pay", render).outcome == Outcome::applied);
    }

    /// A month before, of one job, paid by then as well.
    void pay_october() {
        auto job_of_october = job("A-7", "M001", 12, 700'00);
        job_of_october.work_dates = {samples::day(2026, 10, 12)};
        invoice({job_of_october}, "october");
        const auto plan = service::plan_payroll(store, entity, test::real_rules(),
                                                date::year{2026} / 10, test::month_end);
        const auto render = [this](const settlement::Payslip& slip) { return kept(slip); };
        REQUIRE(pay(plan, "pay october", render).done == 1);
    }

    void invoice(const std::vector<cooperative::Declaration>& declarations,
                 const std::string& hash) {
        declare(declarations);
        static_cast<void>(accept());
        REQUIRE(issue(invoice_plan(), hash).outcome == Outcome::applied);
    }

    /// A member had chosen a rate of tax, from the first of the month on.
    void choose_rate(const std::string& member, const std::string& rate) {
        store::UnitOfWork work{store};
        store::FactRepository facts{store, entity.code};
        auto changed =
            cooperative::member_of(facts.member_versions(MemberCode{member}), test::november);
        changed.withholding_rate = rate;
        facts.change_member(changed, samples::day(2026, 11, 1), correction_day);
        work.commit();
    }

    settlement::CorrectionPlan corrections(const service::CorrectionScope& scope = {}) {
        return service::plan_corrections(store, entity, test::real_rules(), scope, correction_day,
                                         reader());
    }

    service::ApplyReport correct(const settlement::CorrectionPlan& plan, const std::string& hash,
                                 int cut = 0) {
        int made = 0;
        const service::DifferenceRenderer render = [&](const settlement::DifferenceSlip& slip) {
            if (++made == cut) { throw std::runtime_error{"cut"}; }
            return kept(slip.now);
        };
        return service::apply_corrections(store, entity, test::real_rules(), plan, hash, render,
                                          reader(), test::nothing_to_tell);
    }

private:
    std::vector<store::DocumentBytes> kept(const settlement::Payslip& slip) {
        const std::string text = "state of " + to_string(slip.id);
        states_.insert_or_assign(text, slip);
        return {{store::json_media_type, text}};
    }
    service::PayslipReader reader() {
        return [this](const std::string& text) { return states_.at(text); };
    }

    std::map<std::string, settlement::Payslip> states_;
};

/// Late work, and a rate of tax for each member.
void learn(PaidWorkspace& workspace) {
    workspace.invoice({job("A-5", "M001", 24, 300'00)}, "late");
    workspace.choose_rate("M002", "18.00");
}

}  // namespace

// fee 19.50, budget 280.50, gross 191.71, cost 280.49. The month, gross 631.78: base 682.32,
// contribution 89.18; S = 631.78 × 159.60 / 30.40 = 3 316.85: bonus A 137.74 − 0.2958 × 378.92 =
// 25.66, × 4/21 = 4.89. Taxable 547.49 at 11.11 % = 60.83; net 486.66. The employer's side 292.58:
// cost 924.36. Before: gross 440.07, tax 43.51, net 348.09, cost 643.88.
TEST_CASE("a correction is planned for each month that comes out differently", "[service]") {
    PaidWorkspace workspace;
    CHECK(workspace.corrections().items.empty());
    CHECK(workspace.corrections().warnings.empty());
    learn(workspace);
    const std::string before = content_of(workspace);
    const auto plan = workspace.corrections();
    CHECK(content_of(workspace) == before);
    REQUIRE(plan.items.size() == 2);
    const auto& late = plan.items[0];
    CHECK(late.id == PayslipId{3});
    CHECK(late.corrects == PayslipId{1});
    CHECK(late.original == PayslipId{1});
    CHECK(late.member.text() == "M001");
    CHECK(late.inputs.size() == 3);
    REQUIRE(late.causes.size() == 1);
    CHECK(settlement::in_words(late.causes.front()) == "work added after the payslip: A-5");
    CHECK(to_string(late.gross_pay) == "191.71");
    CHECK(to_string(late.withholding_tax) == "17.32");
    CHECK(to_string(late.net_pay) == "138.57");
    CHECK(to_string(late.expenses) == "0.00");
    CHECK(to_string(late.employer_cost) == "280.48");
    CHECK(plan.items[1].member.text() == "M002");
    CHECK(settlement::in_words(plan.items[1].causes.front()) ==
          "withholding_rate changed: – → 18.00");
    CHECK(plan.items[1].net_pay < Money{});

    CHECK(workspace.corrections({{}, MemberCode{"M002"}}).items.size() == 1);
    CHECK(workspace.corrections({test::november, {}}).items.size() == 2);
    CHECK(workspace.corrections({date::year{2026} / 12, {}}).items.empty());
}

TEST_CASE("work of a paid month that is not invoiced yet is named, and whose it is counts",
          "[service]") {
    PaidWorkspace workspace;
    workspace.declare({job("A-5", "M001", 24, 300'00), job("B-3", "M002", 25, 300'00)});
    static_cast<void>(workspace.accept({DeclarationCode{"A-5"}}));
    const auto plan = workspace.corrections();
    CHECK(plan.items.empty());
    REQUIRE(plan.warnings.size() == 2);
    CHECK(plan.warnings[0].key == "B-3");
    CHECK(plan.warnings[0].code == "P301");
    CHECK(plan.warnings[0].text == "is only submitted: not in this payroll until it is invoiced");
    CHECK(plan.warnings[1].key == "A-5");
    CHECK(plan.warnings[1].text == "is only accepted: not in this payroll until it is invoiced");
    CHECK(workspace.corrections({{}, MemberCode{"M002"}}).warnings.size() == 1);
    CHECK(workspace.corrections({date::year{2026} / 12, {}}).warnings.empty());
}

TEST_CASE("corrections that were cut go on, and end as if they had not been", "[service]") {
    PaidWorkspace whole;
    learn(whole);
    CHECK(whole.correct(whole.corrections(), "correct").done == 2);
    CHECK(whole.corrections().items.empty());

    const int cut = GENERATE(1, 2);
    CAPTURE(cut);
    PaidWorkspace workspace;
    learn(workspace);
    const auto plan = workspace.corrections();
    CHECK_THROWS_AS(workspace.correct(plan, "correct", cut), std::runtime_error);
    CHECK(workspace.correct(plan, "correct").done == 2);
    CHECK(content_of(workspace) == content_of(whole));
    const auto again = workspace.correct(plan, "correct");
    CHECK(again.outcome == Outcome::already_applied);
    CHECK(again.applied_on == correction_day);
    CHECK(content_of(workspace) == content_of(whole));
}

TEST_CASE("a plan of corrections is stale when the month was corrected meanwhile", "[service]") {
    PaidWorkspace workspace;
    learn(workspace);
    const auto plan = workspace.corrections();
    static_cast<void>(workspace.correct(workspace.corrections({{}, MemberCode{"M001"}}), "other"));
    const std::string before = content_of(workspace);
    const auto report = workspace.correct(plan, "correct");
    CHECK(report.outcome == Outcome::stale);
    REQUIRE(report.moved.size() == 1);
    CHECK(report.moved[0].key == "PAY-1");
    CHECK(report.moved[0].text == "is corrected by PAY-3 already, by another plan");
    CHECK(content_of(workspace) == before);
}

TEST_CASE("a plan of corrections is stale when the member changed meanwhile", "[service]") {
    PaidWorkspace workspace;
    learn(workspace);
    auto plan = workspace.corrections();
    workspace.choose_rate("M002", "20.00");
    const auto report = workspace.correct(plan, "correct");
    CHECK(report.outcome == Outcome::stale);
    REQUIRE(report.moved.size() == 1);
    CHECK(report.moved[0].key == "M002");
    CHECK(report.moved[0].text == "has other facts for 2026-11 than when the plan was made");
    plan = workspace.corrections();
    plan.items[0].inputs.front().content_hash = std::string(64, '0');
    CHECK(workspace.correct(plan, "content").moved.front().key == "A-1");
}

// 924.36 by gross pay: A-1 420.75 of a budget of 420.75, A-3 223.12 of 223.10, A-5 280.49 of
// 280.50.
TEST_CASE("a member's account counts all slips of a month", "[service]") {
    PaidWorkspace workspace;
    learn(workspace);
    static_cast<void>(workspace.correct(workspace.corrections(), "correct"));
    const auto statement =
        service::account_statement(workspace.store, workspace.entity.code,
                                   test::real_rules().accounts(correction_day), MemberCode{"M001"});
    REQUIRE(statement);
    REQUIRE(statement->lines.size() == 3);
    CHECK(to_string(statement->actual_cost) == "924.36");
    CHECK(to_string(statement->available) == "-0.01");
    CHECK(to_string(statement->net_pay) == "486.66");
    CHECK(to_string(statement->lines[1].available) == "-0.02");
    CHECK(to_string(statement->lines[2].available) == "0.01");
    CHECK(statement->lines[2].payslip == PayslipId{3});
}

// 348.09 of net pay and the whole of 400.00 a month: 138.57 more bring 51.91 more.
TEST_CASE("creditors have their part of a correction, up to their part of the month", "[service]") {
    PaidWorkspace workspace{
        cooperative::Claim{"maintenance", euro_cents(900'00), euro_cents(400'00)}};
    workspace.invoice({job("A-5", "M001", 24, 300'00)}, "late");
    const auto plan = workspace.corrections();
    REQUIRE(plan.items.size() == 1);
    CHECK(to_string(plan.items[0].net_pay) == "138.57");
    CHECK(to_string(plan.items[0].withheld_for_creditors) == "51.91");
    CHECK(to_string(plan.items[0].to_pay) == "86.66");
    REQUIRE(workspace.correct(plan, "correct").outcome == Outcome::applied);
    CHECK(workspace.corrections().items.empty());
    store::PayslipRepository slips{workspace.store, workspace.entity.code};
    CHECK(slips.withheld(MemberCode{"M001"}, "maintenance", PayslipId{9}) == euro_cents(400'00));
}

// 500.00 claimed: 200.00 of each month are withheld; then 260.00 of each may be, for the two months
// that late work makes dearer: 60.00 of October, and of November the 40.00 that are left.
TEST_CASE("corrections of two months take no more than the claim between them", "[service]") {
    PaidWorkspace workspace{
        cooperative::Claim{"maintenance", euro_cents(500'00), euro_cents(200'00)}};
    workspace.pay_october();
    workspace.claim("M001", {"maintenance", euro_cents(500'00), euro_cents(260'00)}, october,
                    correction_day);
    auto late = job("A-9", "M001", 13, 300'00);
    late.work_dates = {samples::day(2026, 10, 13)};
    workspace.invoice({late, job("A-5", "M001", 24, 300'00)}, "late");
    const auto plan = workspace.corrections();
    REQUIRE(plan.items.size() == 2);
    CHECK(to_string(plan.items[0].month) == "2026-10");
    CHECK(to_string(plan.items[0].withheld_for_creditors) == "60.00");
    CHECK(to_string(plan.items[1].withheld_for_creditors) == "40.00");
    REQUIRE(workspace.correct(plan, "correct").outcome == Outcome::applied);
    store::PayslipRepository slips{workspace.store, workspace.entity.code};
    CHECK(slips.withheld(MemberCode{"M001"}, "maintenance", PayslipId{9}) == euro_cents(500'00));
}
