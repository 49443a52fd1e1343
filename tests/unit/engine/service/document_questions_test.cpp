#include "engine/service/document_questions.hpp"

#include "tests/support/sample_workspace.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using test::job;
using test::SampleWorkspace;

namespace {

service::DocumentTools plain_tools() {
    return {SampleWorkspace::plain_invoice,
            SampleWorkspace::plain_payslip,
            [](const settlement::DifferenceSlip& slip) {
                return SampleWorkspace::plain_payslip(slip.now);
            },
            [](const std::string&) {
                settlement::Invoice invoice;
                invoice.seller = samples::entity();
                return invoice;
            },
            [](const std::string&) {
                settlement::Payslip slip = samples::payslip();
                slip.member.children = 0;
                return slip;
            },
            {},
            {}};
}

/// One job of M001, invoiced and paid.
void paid_job(SampleWorkspace& workspace) {
    workspace.declare({job("A-1", "M001", 12, 450'00)});
    static_cast<void>(workspace.accept());
    static_cast<void>(workspace.issue(workspace.invoice_plan(), "invoices"));
    static_cast<void>(workspace.pay(workspace.payroll_plan(), "pay"));
}

std::vector<std::string> parts_of(const std::vector<service::DocumentQuestion>& questions) {
    std::vector<std::string> parts;
    for (const auto& one : questions) { parts.push_back(one.asked.part); }
    return parts;
}

}  // namespace

TEST_CASE("the questions of a document are those that it was made of", "[service]") {
    SampleWorkspace workspace;
    paid_job(workspace);
    const service::DocumentTools tools = plain_tools();
    service::Replay replay{workspace.store, workspace.entity.code, test::real_rules().package(),
                           tools};
    const auto slip =
        store::PayslipRepository{workspace.store, workspace.entity.code}.list().front();
    const auto of_slip = service::questions_of(replay, slip);
    REQUIRE(of_slip);
    CHECK(parts_of(*of_slip) == std::vector<std::string>{"pay", "month", "payment"});
    CHECK((*of_slip)[1].asked.contracts == std::vector<std::string>{"A-1"});
    const auto& pay = (*of_slip)[0];
    CHECK(pay.rules->ask({"net_pay"}, pay.asked.row).money("net_pay") == slip.net_pay);

    // The Belgian client of the samples has terms of its own.
    const auto invoice =
        store::InvoiceRepository{workspace.store, workspace.entity.code}.list().front();
    const auto of_invoice = service::questions_of(replay, invoice);
    REQUIRE(of_invoice);
    CHECK(parts_of(*of_invoice).front() == "price");
    const auto stored = store::FactRepository{workspace.store, workspace.entity.code}.declaration(
        DeclarationCode{"A-1"});
    REQUIRE(stored);
    const auto of_declaration = service::questions_of(replay, *stored);
    REQUIRE(of_declaration);
    CHECK(parts_of(*of_declaration) == std::vector<std::string>{"price", "pay", "checks"});
    CHECK(replay.damages().empty());
}

TEST_CASE("what was asked about creditors is a question of the slip", "[service]") {
    SampleWorkspace workspace;
    const cooperative::Claim claim{"maintenance", euro_cents(90'00), euro_cents(40'00)};
    workspace.claim("M001", claim, samples::day(2026, 11, 1));
    paid_job(workspace);
    service::DocumentTools tools = plain_tools();
    tools.payslip_of = [&](const std::string&) {
        settlement::Payslip slip = samples::payslip();
        slip.member.children = 0;
        slip.member.claim = claim;
        return slip;
    };
    service::Replay replay{workspace.store, workspace.entity.code, test::real_rules().package(),
                           tools};
    const auto slip =
        store::PayslipRepository{workspace.store, workspace.entity.code}.list().front();
    CHECK(slip.withheld_for_creditors == euro_cents(40'00));
    const auto questions = service::questions_of(replay, slip);
    REQUIRE(questions);
    CHECK(parts_of(*questions) == std::vector<std::string>{"pay", "month", "payment", "creditors"});
    const auto& creditors = questions->back();
    const auto answer = creditors.rules->ask(creditors.asked.figures, creditors.asked.row);
    CHECK(answer.money("withheld_for_creditors") == euro_cents(40'00));
    CHECK(answer.money("claim_left") == euro_cents(90'00));
}

TEST_CASE("what was made before a member changed comes out again", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("A-1", "M001", 12, 450'00)});
    static_cast<void>(workspace.accept());
    {
        store::UnitOfWork work{workspace.store};
        store::FactRepository facts{workspace.store, workspace.entity.code};
        auto member =
            cooperative::member_of(facts.member_versions(MemberCode{"M001"}), test::november);
        member.worker_category = "white_collar";
        facts.change_member(member, samples::day(2026, 11, 1), test::accepted_on);
        work.commit();
    }
    workspace.declare({job("A-3", "M001", 13, 450'00)});
    static_cast<void>(workspace.accept());
    const service::DocumentTools tools = plain_tools();
    service::Replay replay{workspace.store, workspace.entity.code, test::real_rules().package(),
                           tools};
    store::FactRepository facts{workspace.store, workspace.entity.code};
    const auto artist = facts.declaration(DeclarationCode{"A-1"});
    const auto employee = facts.declaration(DeclarationCode{"A-3"});
    REQUIRE(artist->acceptance->gross_pay != employee->acceptance->gross_pay);
    CHECK(replay.acceptance(*artist)->member.worker_category == "artist");
    CHECK(replay.acceptance(*employee)->member.worker_category == "white_collar");
    CHECK(replay.damages().empty());
}

TEST_CASE("a document that does not come out again is not explained", "[service]") {
    SampleWorkspace workspace;
    paid_job(workspace);
    service::DocumentTools tools = plain_tools();
    tools.render_payslip = [](const settlement::Payslip&) {
        return std::vector<store::DocumentBytes>{{store::json_media_type, "other bytes"}};
    };
    service::Replay replay{workspace.store, workspace.entity.code, test::real_rules().package(),
                           tools};
    const auto slip =
        store::PayslipRepository{workspace.store, workspace.entity.code}.list().front();
    const auto questions = service::questions_of(replay, slip);
    REQUIRE_FALSE(questions);
    CHECK(to_string(questions.error().front()) ==
          "error S703: payslip PAY-1: its application/json does not come out again\n"
          "  = help: a figure is explained by making its document again; `mutua verify` says what "
          "else is damaged");
}
