#include "engine/service/issue_invoices.hpp"

#include "engine/store/fact_repository.hpp"
#include "engine/store/lookup_repository.hpp"
#include "engine/store/outbox_repository.hpp"
#include "engine/store/review_repository.hpp"
#include "engine/store/ruleset_repository.hpp"
#include "tests/support/files.hpp"
#include "tests/support/sample_workspace.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;
using service::ApplyReport;
using test::content_of;
using test::file_bytes;
using test::job;
using test::SampleWorkspace;
using Outcome = service::ApplyReport::Outcome;

namespace {

/// Stands for a kill in the middle of a batch.
struct PowerCut : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Renders until the `fatal`-th document.
service::InvoiceRenderer failing_at(int fatal) {
    return [fatal, made = 0](const settlement::Invoice& invoice) mutable {
        if (++made == fatal) { throw PowerCut{"cut"}; }
        return SampleWorkspace::plain_invoice(invoice);
    };
}

void declare_five(SampleWorkspace& workspace) {
    workspace.declare({job("D-1", "M001", 20, 450'00), job("D-2", "M001", 6, 260'00),
                       job("D-3", "M002", 3, 333'33), job("D-4", "M002", 27, 500'00),
                       job("D-5", "M001", 6, 410'00)});
    for (const auto& reviewed : workspace.accept()) {
        REQUIRE(reviewed.outcome == service::Reviewed::Outcome::accepted);
    }
}

std::vector<std::string> numbers(SampleWorkspace& workspace) {
    std::vector<std::string> list;
    for (const auto& row :
         store::InvoiceRepository{workspace.store, workspace.entity.code}.list()) {
        list.push_back(row.number.text());
    }
    return list;
}

std::vector<std::string> keys(const ApplyReport& report) {
    std::vector<std::string> list;
    for (const auto& row : report.moved) { list.push_back(row.key); }
    return list;
}

}  // namespace

TEST_CASE("invoices are planned in order of last worked day and code", "[service]") {
    SampleWorkspace workspace;
    declare_five(workspace);
    const auto plan = workspace.invoice_plan();
    std::vector<std::string> order;
    for (const auto& item : plan.items) {
        order.push_back(item.number.text() + " " + item.input.declaration.text() + " " +
                        std::string{to_string(item.channel)});
    }
    CHECK(order == std::vector<std::string>{"2026-000001 D-3 peppol", "2026-000002 D-2 paper",
                                            "2026-000003 D-5 peppol", "2026-000004 D-1 peppol",
                                            "2026-000005 D-4 paper"});
    CHECK(workspace.invoice_plan(samples::day(2026, 11, 6)).items.size() == 3);
    CHECK(workspace.invoice_plan(samples::day(2026, 11, 2)).items.empty());
}

TEST_CASE("a plan writes nothing: the file of the store stays as it is", "[service]") {
    const test::TemporaryFolder folder;
    const std::string file = folder.named("mutua.db");
    SampleWorkspace workspace{file};
    declare_five(workspace);
    const std::string before = file_bytes(file);
    REQUIRE_FALSE(before.empty());
    CHECK(workspace.invoice_plan().items.size() == 5);
    CHECK(workspace.payroll_plan().items.empty());
    CHECK(file_bytes(file) == before);
    static_cast<void>(workspace.issue(workspace.invoice_plan(), "plan"));
    const std::string issued = file_bytes(file);
    CHECK(issued != before);
    CHECK(workspace.payroll_plan().items.size() == 2);
    CHECK(file_bytes(file) == issued);
}

TEST_CASE("a run that was cut anywhere goes on and ends as if it had not been", "[service]") {
    SampleWorkspace whole;
    declare_five(whole);
    const auto report = whole.issue(whole.invoice_plan(), "plan");
    CHECK(report.outcome == Outcome::applied);
    CHECK(report.done == 5);
    const std::string expected = content_of(whole);

    const int cut = GENERATE(1, 2, 3, 5);
    CAPTURE(cut);
    SampleWorkspace workspace;
    declare_five(workspace);
    const auto plan = workspace.invoice_plan();
    CHECK_THROWS_AS(workspace.issue(plan, "plan", failing_at(cut)), PowerCut);
    CHECK(numbers(workspace).empty());
    CHECK(workspace.issue(plan, "plan").done == 5);
    CHECK(content_of(workspace) == expected);
    CHECK(numbers(workspace) == std::vector<std::string>{"2026-000001", "2026-000002",
                                                         "2026-000003", "2026-000004",
                                                         "2026-000005"});
}

TEST_CASE("a run that was cut after its first transaction keeps it, and goes on without gaps",
          "[service]") {
    constexpr std::size_t first_transaction = 2'000;
    constexpr std::size_t all = first_transaction + 3;
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00)});
    REQUIRE(workspace.accept().front().outcome == service::Reviewed::Outcome::accepted);
    {
        store::UnitOfWork work{workspace.store};
        store::FactRepository facts{workspace.store, workspace.entity.code};
        store::ReviewRepository reviews{workspace.store, workspace.entity.code};
        auto accepted = *reviews.acceptance(DeclarationCode{"D-1"});
        for (std::size_t i = 2; i <= all; ++i) {
            const auto one = job("D-" + std::to_string(i), "M001", 20, 450'00);
            facts.add_declaration(one, test::accepted_on);
            accepted.declaration = one.code;
            reviews.accept(accepted);
        }
        work.commit();
    }
    const auto plan = workspace.invoice_plan();
    REQUIRE(plan.items.size() == all);
    CHECK_THROWS_AS(workspace.issue(plan, "plan", failing_at(first_transaction + 2)), PowerCut);
    CHECK(numbers(workspace).size() == first_transaction);
    // Planned anew it would have the wrong numbers; the same plan goes on.
    const auto report = workspace.issue(plan, "plan");
    CHECK(report.outcome == Outcome::applied);
    CHECK(report.done == 3);
    const auto made = numbers(workspace);
    CHECK(made.size() == all);
    CHECK(made.back() == "2026-002003");
    CHECK(workspace.issue(plan, "plan").outcome == Outcome::already_applied);
    CHECK(store::RunRepository{workspace.store, workspace.entity.code}.list().size() == 1);
}

TEST_CASE("a plan is applied once; a second time it says when", "[service]") {
    SampleWorkspace workspace;
    declare_five(workspace);
    const auto plan = workspace.invoice_plan();
    static_cast<void>(workspace.issue(plan, "plan"));
    const std::string before = content_of(workspace);
    const auto again = workspace.issue(plan, "plan");
    CHECK(again.outcome == Outcome::already_applied);
    CHECK(again.applied_on == test::month_end);
    CHECK(again.done == 0);
    CHECK(content_of(workspace) == before);
}

TEST_CASE("a plan whose declaration another plan invoiced is stale and writes nothing",
          "[service]") {
    SampleWorkspace workspace;
    declare_five(workspace);
    const auto early = workspace.invoice_plan(samples::day(2026, 11, 6));
    const auto all = workspace.invoice_plan();
    static_cast<void>(workspace.issue(early, "early"));
    const std::string before = content_of(workspace);
    const auto report = workspace.issue(all, "all");
    CHECK(report.outcome == Outcome::stale);
    CHECK(keys(report) == std::vector<std::string>{"D-3", "D-2", "D-5"});
    CHECK(report.moved.front().text == "was invoiced as 2026-000001 by another plan");
    CHECK(content_of(workspace) == before);
}

TEST_CASE("a plan that another one did word for word is stale all the same", "[service]") {
    SampleWorkspace workspace;
    declare_five(workspace);
    const auto early = workspace.invoice_plan(samples::day(2026, 11, 6));
    static_cast<void>(workspace.issue(workspace.invoice_plan(), "all"));
    // Same declarations, same numbers: but this plan did not make them.
    const auto report = workspace.issue(early, "early");
    CHECK(report.outcome == Outcome::stale);
    CHECK(keys(report) == std::vector<std::string>{"D-3", "D-2", "D-5"});
    CHECK(store::RunRepository{workspace.store, workspace.entity.code}.list().size() == 1);
}

TEST_CASE("a plan names every row that moved, and what else is other", "[service]") {
    SampleWorkspace workspace;
    declare_five(workspace);
    auto plan = workspace.invoice_plan();
    const std::string before = content_of(workspace);

    SECTION("the rules") {
        plan.ruleset = "sha256:00000000000000000000";
        const auto report = workspace.issue(plan, "plan");
        CHECK(report.outcome == Outcome::stale);
        CHECK(keys(report) == std::vector<std::string>{"ruleset"});
    }
    SECTION("the content of two declarations, and one that is gone") {
        plan.items[0].input.content_hash = std::string(64, '0');
        plan.items[1].input.content_hash = std::string(64, '1');
        plan.items[2].input.declaration = DeclarationCode{"D-9"};
        const auto report = workspace.issue(plan, "plan");
        CHECK(report.outcome == Outcome::stale);
        CHECK(keys(report) == std::vector<std::string>{"D-3", "D-2", "D-9"});
    }
    SECTION("the number") {
        plan.items[0].number = InvoiceNumber{"2026-000007"};
        const auto report = workspace.issue(plan, "plan");
        CHECK(report.outcome == Outcome::stale);
        CHECK(keys(report) == std::vector<std::string>{"2026-000007"});
    }
    SECTION("the entity") {
        plan.entity = EntityCode{"other"};
        const auto report = workspace.issue(plan, "plan");
        CHECK(report.outcome == Outcome::stale);
        CHECK(keys(report) == std::vector<std::string>{"entity"});
    }
    CHECK(content_of(workspace) == before);
}

TEST_CASE("an issued invoice is in the books and in the outbox, once", "[service]") {
    SampleWorkspace workspace;
    declare_five(workspace);
    static_cast<void>(workspace.issue(workspace.invoice_plan(), "plan"));
    store::LedgerRepository books{workspace.store, workspace.entity.code};
    CHECK(books.entries().size() == 15);
    for (const auto& stored : books.entries()) { CHECK(ledger::imbalance(stored.entry).is_zero()); }
    // 450.00 + 260.00 + 333.33 + 500.00 + 410.00 before VAT.
    CHECK(books.trial_balance().of(ledger::Book::general, "705") == euro_cents(-1953'33));
    CHECK(books.trial_balance().of(ledger::Book::management, "900") == euro_cents(1953'33));
}

TEST_CASE("what a receiver would refuse is told when it is planned, and the others are planned",
          "[service]") {
    SampleWorkspace workspace;
    {
        store::UnitOfWork work{workspace.store};
        cooperative::Client strict = samples::belgian_client();
        strict.code = ClientCode{"C003"};
        strict.order_reference_required = true;
        store::FactRepository{workspace.store, workspace.entity.code}.add_client(strict,
                                                                                 test::accepted_on);
        work.commit();
    }
    cooperative::Declaration without = job("D-1", "M001", 3, 450'00);
    without.client = ClientCode{"C003"};
    cooperative::Declaration with = job("D-3", "M001", 4, 460'00);
    with.client = ClientCode{"C003"};
    with.order_reference = "PO-77";
    workspace.declare(
        {without, with, job("D-5", "M001", 5, 470'00), job("D-6", "M001", 6, 480'00)});
    REQUIRE(workspace.accept().size() == 4);
    const auto plan = workspace.invoice_plan();
    REQUIRE(plan.items.size() == 3);
    CHECK(plan.items[0].input.declaration == DeclarationCode{"D-3"});
    CHECK(plan.items[0].number == InvoiceNumber{"2026-000001"});
    CHECK(plan.items[2].number == InvoiceNumber{"2026-000003"});
    REQUIRE(plan.warnings.size() == 1);
    CHECK(plan.warnings[0].key == "D-1");
    CHECK(plan.warnings[0].code == "P332");
    CHECK(plan.warnings[0].severity == Severity::error);
    CHECK(plan.warnings[0].help.find("ask the client for it") != std::string::npos);

    // The order comes later, once, and before the invoice.
    using service::OrderRecorded;
    const auto order = [&](const char* code, const char* number) {
        return service::record_order(workspace.store, workspace.entity.code, DeclarationCode{code},
                                     number, test::month_end);
    };
    CHECK(order("D-9", "PO-78") == OrderRecorded::unknown);
    CHECK(order("D-3", "PO-78") == OrderRecorded::another);
    CHECK(order("D-3", "PO-77") == OrderRecorded::unchanged);
    CHECK(order("D-1", "PO-78") == OrderRecorded::recorded);
    CHECK(order("D-1", "PO-78") == OrderRecorded::unchanged);
    const auto whole = workspace.invoice_plan();
    CHECK(whole.items.size() == 4);
    CHECK(whole.warnings.empty());
    std::vector<std::string> orders;
    const auto report = workspace.issue(whole, "plan", [&](const settlement::Invoice& invoice) {
        orders.push_back(invoice.order_reference);
        return SampleWorkspace::plain_invoice(invoice);
    });
    CHECK(report.done == 4);
    CHECK(orders == std::vector<std::string>{"PO-78", "PO-77", "", ""});
    CHECK(order("D-5", "PO-79") == OrderRecorded::invoiced);
}

TEST_CASE("a client that left the network is told when its invoice is planned", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 3, 450'00), job("D-2", "M001", 4, 460'00)});
    REQUIRE(workspace.accept().size() == 2);
    store::FactRepository facts{workspace.store, workspace.entity.code};
    const auto client = facts.client(facts.declaration(DeclarationCode{"D-1"})->declaration.client);
    const auto answered = [&](const std::string& participant, cooperative::Presence presence) {
        store::UnitOfWork work{workspace.store};
        const std::string reason = presence == cooperative::Presence::unknown ? "no answer" : "";
        store::LookupRepository{workspace.store, workspace.entity.code}.add(
            client->code, test::month_end, {participant, presence, "", {}, reason});
        work.commit();
        return service::plan_invoices(workspace.store, workspace.entity, test::real_rules(),
                                      std::nullopt, test::month_end);
    };
    const std::string address = client->peppol_id->text();
    using cooperative::Presence;
    CHECK(answered(address, Presence::present).items.size() == 2);
    CHECK(answered("0208:0999999922", Presence::absent).items.size() == 2);
    CHECK(answered(address, Presence::absent).items.size() == 1);
    // What nobody knows does not hide what was known.
    const auto plan = answered(address, Presence::unknown);
    // D-2 goes to a client on paper, who has no address that could be absent.
    REQUIRE(plan.items.size() == 1);
    CHECK(plan.items[0].input.declaration == DeclarationCode{"D-2"});
    REQUIRE(plan.warnings.size() == 1);
    CHECK(plan.warnings[0].code == "P331");
}
