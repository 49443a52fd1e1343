#include "engine/service/individual_account.hpp"

#include "tests/support/sample_workspace.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace mutua;
using test::job;
using test::SampleWorkspace;

namespace {

/// Debits less credits of an account of the general ledger.
Money booked(SampleWorkspace& workspace, const std::string& account) {
    return store::LedgerRepository{workspace.store, workspace.entity.code}.trial_balance().of(
        ledger::Book::general, account);
}

}  // namespace

// The month of fixtures/payslips/artist-two-engagements: gross 440.07, base 475.28, contribution
// 62.12, tax 43.51, net 348.09, expenses 20.00.
TEST_CASE("the accounts of a store are its slips, and what its books say", "[service]") {
    SampleWorkspace workspace;
    auto first = job("A-1", "M001", 12, 450'00);
    first.work_dates = {samples::day(2026, 11, 12), samples::day(2026, 11, 13)};
    first.hours_hundredths = 15'20;
    auto second = job("A-3", "M001", 20, 260'00);
    second.expenses = euro_cents(20'00);
    workspace.declare({first, second, job("B-1", "M002", 3, 400'00)});
    static_cast<void>(workspace.accept());
    static_cast<void>(workspace.issue(workspace.invoice_plan(), "invoices"));
    std::map<std::string, settlement::Payslip> slips;
    const auto keep = [&](const settlement::Payslip& slip) {
        slips.insert_or_assign(to_string(slip.id), slip);
        return std::vector<store::DocumentBytes>{{store::json_media_type, to_string(slip.id)}};
    };
    REQUIRE(workspace.pay(workspace.payroll_plan(), "pay", keep).done == 2);

    const EntityCode& entity = workspace.entity.code;
    CHECK(service::paid_years(workspace.store, entity, {}) == std::vector{2026});
    CHECK(service::paid_years(workspace.store, entity, MemberCode{"M009"}).empty());
    const auto members = service::paid_members(workspace.store, entity, 2026);
    REQUIRE(members == std::vector{MemberCode{"M001"}, MemberCode{"M002"}});
    CHECK(service::paid_members(workspace.store, entity, 2025).empty());

    const auto accounts_of = [&](const MemberCode& member, std::optional<int> year) {
        return service::individual_accounts(workspace.store, entity, member, year,
                                            [&](const std::string& key) { return slips.at(key); });
    };
    CHECK(accounts_of(MemberCode{"M001"}, 2025).empty());
    settlement::AccountFigures all;
    for (const MemberCode& member : members) {
        const auto accounts = accounts_of(member, std::nullopt);
        REQUIRE(accounts.size() == 1);
        all += accounts[0].total;
    }
    const auto total = accounts_of(MemberCode{"M001"}, 2026).at(0).total;
    CHECK(total.days == 3);
    CHECK(total.hours_hundredths == 22'80);
    CHECK(to_string(total.gross_pay) == "440.07");
    CHECK(to_string(total.contribution_base) == "475.28");
    CHECK(to_string(total.employee_contribution) == "62.12");
    CHECK(to_string(total.withholding_tax) == "43.51");
    CHECK(to_string(total.net_pay) == "348.09");
    CHECK(to_string(total.to_pay) == "368.09");
    CHECK(all.gross_pay == booked(workspace, "620"));
    CHECK(all.expenses == booked(workspace, "613"));
    CHECK(all.withholding_tax == -booked(workspace, "453"));
    CHECK(all.to_pay == -booked(workspace, "455"));
}
