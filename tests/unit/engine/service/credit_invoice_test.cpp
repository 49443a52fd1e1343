#include "engine/service/credit_invoice.hpp"

#include "engine/service/account.hpp"
#include "engine/service/correct_months.hpp"
#include "engine/service/list_announcements.hpp"
#include "engine/store/integrity.hpp"
#include "engine/store/outbox_repository.hpp"
#include "tests/support/sample_workspace.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace mutua;
using test::content_of;
using test::job;
using test::SampleWorkspace;
using Outcome = service::ApplyReport::Outcome;

namespace {

const Date credited_on = samples::day(2026, 12, 14);

/// A workspace whose documents can be read back: the month of
/// fixtures/payslips/artist-two-engagements, A-1 of 450.00 (gross 287.57, cost 420.75) and A-3 of
/// 260.00 with expenses of 20.00 (gross 152.50), as invoices 2026-000001 and 2026-000002.
class CreditWorkspace : public SampleWorkspace {
public:
    CreditWorkspace() {
        auto first = job("A-1", "M001", 12, 450'00);
        first.work_dates = {samples::day(2026, 11, 12), samples::day(2026, 11, 13)};
        first.hours_hundredths = 15'20;
        auto second = job("A-3", "M001", 20, 260'00);
        second.expenses = euro_cents(20'00);
        invoice({first, second}, "invoices");
    }

    void invoice(const std::vector<cooperative::Declaration>& declarations,
                 const std::string& hash) {
        declare(declarations);
        static_cast<void>(accept());
        const auto render = [this](const settlement::Invoice& one) {
            invoices_.insert_or_assign(one.number.text(), one);
            return std::vector<store::DocumentBytes>{{store::json_media_type, one.number.text()}};
        };
        REQUIRE(issue(invoice_plan(), hash, render).outcome == Outcome::applied);
    }

    void pay_november() {
        const auto render = [this](const settlement::Payslip& slip) { return kept(slip); };
        REQUIRE(pay(payroll_plan(), "pay", render).outcome == Outcome::applied);
    }

    Result<service::PlannedCreditNote> plan(const std::string& number, Date day = credited_on) {
        return service::plan_credit_note(store, entity, {InvoiceNumber{number}, "called off", day},
                                         reader());
    }

    Result<settlement::CreditNote> issue_planned(const service::PlannedCreditNote& planned) {
        return service::issue_credit_note(
            store, entity, test::real_rules(), planned, reader(),
            [this](const settlement::CreditNote& note) {
                if (is_cut) { throw std::runtime_error{"cut"}; }
                return std::vector<store::DocumentBytes>{
                    {store::json_media_type, note.document.number.text()}};
            });
    }

    settlement::CreditNote credit(const std::string& number) {
        const auto planned = plan(number);
        REQUIRE(planned);
        const auto issued = issue_planned(*planned);
        REQUIRE(issued);
        return *issued;
    }

    settlement::CorrectionPlan corrections() {
        return service::plan_corrections(store, entity, test::real_rules(), {}, credited_on,
                                         state_reader());
    }

    service::ApplyReport correct(const settlement::CorrectionPlan& plan, const std::string& hash) {
        return service::apply_corrections(
            store, entity, test::real_rules(), plan, hash,
            [this](const settlement::DifferenceSlip& slip) { return kept(slip.now); },
            state_reader(), test::nothing_to_tell);
    }

    service::AccountStatement account() {
        const auto statement = service::account_statement(
            store, entity.code, test::real_rules().accounts(credited_on), MemberCode{"M001"});
        REQUIRE(statement);
        return *statement;
    }

    /// Sum of an account over both books.
    Money booked(const std::string& number) {
        store::LedgerRepository books{store, entity.code};
        Money sum;
        for (const auto& stored : books.entries()) {
            for (const auto& posting : stored.entry.postings) {
                if (posting.account.number == number) { sum += posting.amount; }
            }
        }
        return sum;
    }

    std::vector<store::Damage> damages() {
        return store::inspect(store, test::real_rules().accounts(credited_on));
    }

    bool is_cut = false;

private:
    std::vector<store::DocumentBytes> kept(const settlement::Payslip& slip) {
        states_.insert_or_assign(to_string(slip.id), slip);
        return {{store::json_media_type, to_string(slip.id)}};
    }
    service::InvoiceReader reader() {
        return [this](const std::string& text) { return invoices_.at(text); };
    }
    service::PayslipReader state_reader() {
        return [this](const std::string& text) { return states_.at(text); };
    }

    std::map<std::string, settlement::Invoice> invoices_;
    std::map<std::string, settlement::Payslip> states_;
};

std::string refusal(const Result<service::PlannedCreditNote>& planned) {
    REQUIRE_FALSE(planned);
    return planned.error().front().code;
}

const char* const every_account[] = {"400", "451", "705", "6239", "459", "620", "621",
                                     "623", "613", "454", "453",  "456", "455", "900",
                                     "910", "915", "920", "930",  "940"};

}  // namespace

TEST_CASE("planning a credit note writes nothing and says what it would do", "[service]") {
    CreditWorkspace workspace;
    workspace.pay_november();
    const std::string before = content_of(workspace);
    const auto planned = workspace.plan("2026-000001");
    REQUIRE(planned);
    CHECK(content_of(workspace) == before);
    CHECK(planned->note.document.number == InvoiceNumber{"C2026-000001"});
    CHECK(planned->note.document.total == euro_cents(544'50));
    CHECK(planned->note.reason == "called off");
    REQUIRE(planned->work.size() == 1);
    CHECK(planned->work[0].paid == euro_cents(420'75));
    CHECK(planned->work[0].claimed() == euro_cents(420'75));
    CHECK(planned->declarations[0].payslip == PayslipId{1});
}

TEST_CASE("credited before any payroll, nothing of an invoice is left and nothing is paid",
          "[service]") {
    CreditWorkspace workspace;
    workspace.credit("2026-000001");
    workspace.credit("2026-000002");
    for (const char* account : every_account) {
        CAPTURE(account);
        CHECK(workspace.booked(account) == Money{});
    }
    CHECK(workspace.payroll_plan().items.empty());
    CHECK(workspace.invoice_plan().items.empty());
    CHECK(workspace.account().available == Money{});
    CHECK(workspace.account().invoiced == Money{});
    CHECK(workspace.account().lines[0].status == store::DeclarationStatus::credited);
    CHECK(workspace.damages().empty());
    const auto outbox = store::OutboxRepository{workspace.store, workspace.entity.code}.list();
    REQUIRE(outbox.size() == 4);
    CHECK(outbox[2].document == "C2026-000001");
    CHECK(outbox[2].channel == "peppol");
    CHECK(outbox[2].created_on == credited_on);
}

TEST_CASE("an invoice is credited once, and a credit note never", "[service]") {
    CreditWorkspace workspace;
    workspace.credit("2026-000001");
    const std::string before = content_of(workspace);
    CHECK(refusal(workspace.plan("2026-000001")) == "I520");
    CHECK(refusal(workspace.plan("C2026-000001")) == "I521");
    CHECK(refusal(workspace.plan("2026-000009")) == "I510");
    CHECK(refusal(workspace.plan("2026-000002", samples::day(2026, 11, 29))) == "P311");
    CHECK(content_of(workspace) == before);
    cooperative::Entity other = workspace.entity;
    other.code = EntityCode{"other"};
    const auto elsewhere = service::plan_credit_note(
        workspace.store, other, {InvoiceNumber{"2026-000002"}, "called off", credited_on}, {});
    CHECK(refusal(elsewhere) == "I510");
}

TEST_CASE("a credit note that was cut in the middle left nothing, and no gap", "[service]") {
    CreditWorkspace whole;
    whole.credit("2026-000001");
    CreditWorkspace workspace;
    const std::string before = content_of(workspace);
    const auto planned = workspace.plan("2026-000001");
    REQUIRE(planned);
    workspace.is_cut = true;
    CHECK_THROWS_AS(workspace.issue_planned(*planned), std::runtime_error);
    CHECK(content_of(workspace) == before);
    CHECK(workspace.damages().empty());
    workspace.is_cut = false;
    CHECK(workspace.issue_planned(*planned));
    CHECK(content_of(workspace) == content_of(whole));
}

TEST_CASE("a credit note is issued as it was shown, or not at all", "[service]") {
    CreditWorkspace workspace;
    const auto first = workspace.plan("2026-000001");
    const auto second = workspace.plan("2026-000002");
    REQUIRE((first && second));
    workspace.pay_november();
    const std::string before = content_of(workspace);
    const auto paid_meanwhile = workspace.issue_planned(*first);
    REQUIRE_FALSE(paid_meanwhile);
    CHECK(paid_meanwhile.error().front().code == "P310");
    CHECK(content_of(workspace) == before);
    const auto again = workspace.plan("2026-000001");
    REQUIRE(again);
    CHECK(workspace.issue_planned(*again));
    const auto twice = workspace.issue_planned(*again);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().front().code == "I520");
}

TEST_CASE("a payroll that was planned before a credit note is stale", "[service]") {
    CreditWorkspace workspace;
    const auto plan = workspace.payroll_plan();
    workspace.credit("2026-000001");
    const auto report = workspace.pay(plan, "pay");
    CHECK(report.outcome == Outcome::stale);
    REQUIRE(report.moved.size() == 1);
    CHECK(report.moved[0].key == "A-1");
    CHECK(report.moved[0].text == "was credited by C2026-000001");
    REQUIRE(workspace.payroll_plan().items.size() == 1);
    CHECK(to_string(workspace.payroll_plan().items[0].gross_pay) == "152.50");
}

// Before: gross 440.07, tax 43.51, net 348.09, cost 643.88 of which A-1 has 420.75, A-3 223.13.
// A-3 alone: 152.50 at S = 152.50 × 159.60 / 7.60 = 3 202.50; base 164.70, contribution 21.53;
// bonus A 137.74 − 0.2958 × 264.57 = 59.48, × 1/21 = 2.83. Taxable 133.80 at 11.11 % = 14.87; net
// 118.93. The employer's side 70.60: cost 223.10.
TEST_CASE("paid work that is credited is claimed until a difference slip brings the pay back",
          "[service]") {
    CreditWorkspace workspace;
    workspace.pay_november();
    workspace.credit("2026-000001");
    auto account = workspace.account();
    CHECK(account.lines[0].claimed == euro_cents(420'75));
    CHECK(account.lines[0].actual_cost == euro_cents(420'75));
    CHECK(account.lines[0].available == Money{});
    CHECK(account.claimed == euro_cents(420'75));
    CHECK(account.invoiced == euro_cents(260'00));
    CHECK(workspace.damages().empty());

    const auto plan = workspace.corrections();
    REQUIRE(plan.items.size() == 1);
    const auto& item = plan.items.front();
    CHECK(item.inputs.size() == 1);
    CHECK(settlement::in_words(item.causes.front()) == "credited declaration A-1");
    CHECK(to_string(item.gross_pay) == "-287.57");
    CHECK(to_string(item.withholding_tax) == "-28.64");
    CHECK(to_string(item.net_pay) == "-229.16");
    CHECK(to_string(item.to_pay) == "-229.16");
    CHECK(to_string(item.employer_cost) == "-420.78");
    REQUIRE(workspace.correct(plan, "correct").outcome == Outcome::applied);
    CHECK(workspace.corrections().items.empty());
    account = workspace.account();
    CHECK(account.claimed == Money{});
    CHECK(account.lines[0].actual_cost == Money{});
    CHECK(account.lines[0].available == Money{});
    CHECK(to_string(account.actual_cost) == "223.10");
    CHECK(workspace.damages().empty());
}

TEST_CASE("when nothing of a month stands its slip brings everything back to nothing",
          "[service]") {
    CreditWorkspace workspace;
    workspace.pay_november();
    workspace.credit("2026-000001");
    workspace.credit("2026-000002");
    const auto plan = workspace.corrections();
    REQUIRE(plan.items.size() == 1);
    CHECK(plan.items[0].inputs.empty());
    CHECK(plan.items[0].causes.size() == 2);
    CHECK(to_string(plan.items[0].net_pay) == "-348.09");
    CHECK(to_string(plan.items[0].to_pay) == "-368.09");
    REQUIRE(workspace.correct(plan, "correct").outcome == Outcome::applied);
    for (const char* account : every_account) {
        CAPTURE(account);
        CHECK(workspace.booked(account) == Money{});
    }
    CHECK(workspace.corrections().items.empty());
    CHECK(workspace.damages().empty());

    // Declared anew, the work is late work of the chain, not of a payslip of its own.
    workspace.invoice({job("A-5", "M001", 12, 300'00)}, "anew");
    CHECK(workspace.payroll_plan().items.empty());
    const auto anew = workspace.corrections();
    REQUIRE(anew.items.size() == 1);
    CHECK(settlement::in_words(anew.items[0].causes.front()) ==
          "work added after the payslip: A-5");
    CHECK(to_string(anew.items[0].gross_pay) == "191.71");
    REQUIRE(workspace.correct(anew, "anew").outcome == Outcome::applied);
    CHECK(workspace.damages().empty());
    CHECK(workspace.corrections().items.empty());
}

TEST_CASE("a plan of corrections made before a credit note is stale", "[service]") {
    CreditWorkspace workspace;
    workspace.pay_november();
    workspace.invoice({job("A-5", "M001", 24, 300'00)}, "late");
    const auto plan = workspace.corrections();
    REQUIRE(plan.items.size() == 1);
    workspace.credit("2026-000001");
    const auto report = workspace.correct(plan, "correct");
    CHECK(report.outcome == Outcome::stale);
    REQUIRE(report.moved.size() == 1);
    CHECK(report.moved[0].key == "A-1");
    CHECK(report.moved[0].text == "was credited by C2026-000001");
}

TEST_CASE("the announcement of credited work is cancelled", "[service]") {
    CreditWorkspace workspace;
    workspace.credit("2026-000001");
    const auto listed =
        service::list_announcements(workspace.store, workspace.entity, test::real_rules(),
                                    {test::november, {}, {}}, credited_on, test::nothing_to_tell);
    REQUIRE(listed.size() == 2);
    REQUIRE((listed[0].announcement && listed[1].announcement));
    CHECK(listed[0].announcement->is_cancelled);
    CHECK(listed[0].findings.empty());
    CHECK_FALSE(listed[1].announcement->is_cancelled);
    // Who asks for what is new since a day wants to know of the cancellation too.
    const auto since =
        service::list_announcements(workspace.store, workspace.entity, test::real_rules(),
                                    {{}, credited_on, {}}, credited_on, test::nothing_to_tell);
    REQUIRE(since.size() == 1);
    CHECK(since[0].declaration.text() == "A-1");
    CHECK(since[0].announcement->is_cancelled);
    CHECK(service::list_announcements(workspace.store, workspace.entity, test::real_rules(),
                                      {{}, add_days(credited_on, 1), {}}, add_days(credited_on, 1),
                                      test::nothing_to_tell)
              .empty());
}

// Whatever the member is by now: of a month without work nothing has to be computed.
TEST_CASE("a month of nothing is brought back whatever the categories of its work are by now",
          "[service]") {
    CreditWorkspace workspace;
    workspace.pay_november();
    {
        store::UnitOfWork work{workspace.store};
        store::FactRepository facts{workspace.store, workspace.entity.code};
        auto changed =
            cooperative::member_of(facts.member_versions(MemberCode{"M001"}), test::november);
        changed.worker_category = "white_collar";
        facts.change_member(changed, samples::day(2026, 11, 15), credited_on);
        work.commit();
    }
    const auto blocked = workspace.corrections();
    CHECK(blocked.items.empty());
    REQUIRE(blocked.warnings.size() == 1);
    CHECK(blocked.warnings[0].code == "P304");
    workspace.credit("2026-000001");
    workspace.credit("2026-000002");
    const auto plan = workspace.corrections();
    CHECK(plan.warnings.empty());
    REQUIRE(plan.items.size() == 1);
    CHECK(to_string(plan.items[0].to_pay) == "-368.09");
    CHECK(plan.items[0].worker_category == "artist");
    REQUIRE(workspace.correct(plan, "correct").outcome == Outcome::applied);
    CHECK(workspace.damages().empty());
    CHECK(workspace.corrections().items.empty());
}
