// What a planned invoice is checked for, in the words of whoever plans it.
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>

using mutua::test::contains;
using mutua::test::PreparedWorkspace;

namespace {

/// C-7 demands an order number, C-8 is a Belgian business without a Peppol address.
const std::string clients =
    "client_id,name,street,house_number,postal_code,city,country,language,enterprise_number,"
    "vat_number,peppol_id,order_reference_required\n"
    "C-7,Drukkerij NV,Kade,8,9000,Gent,BE,nl,0999127417,BE0999127417,0208:0999127417,yes\n"
    "C-8,Boulangerie SNC,Rue du Four,2,1350,Orp-Jauche,BE,fr,0999182251,BE0999182251,,\n";

const std::string declarations =
    "declaration_id,member_id,client_id,description,work_dates,hours,price\n"
    "B-1,M-0043,C-7,Posters for the fair,2026-11-16,7.60,250.00\n"
    "B-2,M-0043,C-8,Signs above the door,2026-11-17,7.60,260.00\n"
    "B-3,M-0043,C-001,Drawings of the hall,2026-11-18,7.60,270.00\n";

const PreparedWorkspace& with_demands() {
    static const PreparedWorkspace workspace;
    static const bool made = [] {
        REQUIRE(workspace.run({"import", "clients", "-"}, clients).exit_code == 0);
        const auto imported = workspace.run({"import", "declarations", "-"}, declarations);
        CHECK(contains(imported.err, "warning I443: order_reference: the client demands an order"));
        REQUIRE(imported.exit_code == 0);
        REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
        return true;
    }();
    REQUIRE(made);
    return workspace;
}

}  // namespace

TEST_CASE("an invoice that would be refused is left out of the plan, with the way out", "[cli]") {
    const PreparedWorkspace workspace{with_demands().path()};
    const auto plan = workspace.run_on("2026-11-30", {"invoice", "plan"});
    CHECK(plan.exit_code == 3);
    CHECK(contains(plan.err, "error P332: B-1: the client demands an order number"));
    CHECK(contains(plan.err, "ask the client for it"));
    CHECK(contains(plan.err,
                   "warning P330: B-2: the taxable client has no Peppol address\n  = help: since "
                   "01/01/2026"));
    CHECK(contains(plan.err, "Numbers 2026-000001 to 2026-000002"));
    const auto apply = workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"});
    CHECK(apply.exit_code == 3);
    CHECK(contains(apply.out, "Issued 2 invoices."));
    const auto again = workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"});
    CHECK(again.exit_code == 65);
    CHECK(contains(again.out, "no invoice can be made, see above."));

    CHECK(workspace.run({"review", "order", "B-1", "PO-2026-9"}).out ==
          "B-1 is invoiced with order PO-2026-9.\n");
    CHECK(workspace.run({"review", "order", "B-1", "PO-2026-9"}).exit_code == 0);
    CHECK(contains(workspace.run({"review", "order", "B-2", "PO-1"}).err, "error I530: B-2: "));
    CHECK(contains(workspace.run({"review", "order", "B-1", "PO-1"}).err,
                   "error I530: B-1: has another order already"));
    CHECK(contains(workspace.run({"review", "order", "B-9", "PO-1"}).err, "error I503: "));
    CHECK(workspace.run({"review", "order", "B-1", " "}).exit_code == 64);
    CHECK(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"}).exit_code == 0);
    CHECK(contains(workspace.run({"invoice", "show", "2026-000003"}).out, "PO-2026-9"));
    CHECK(workspace.run_on("2026-11-30", {"verify"}).exit_code == 0);
}

TEST_CASE("a plan keeps its reasons, the same in every language", "[cli]") {
    const PreparedWorkspace workspace{with_demands().path()};
    const auto french =
        workspace.run_on("2026-11-30", {"--lang", "fr", "invoice", "plan", "-o", "-"});
    const auto english = workspace.run_on("2026-11-30", {"invoice", "plan", "-o", "-"});
    CHECK(contains(french.err, "error P332: B-1: Le client exige un numéro de commande"));
    CHECK(french.out == english.out);
    const auto plan = nlohmann::json::parse(english.out);
    REQUIRE(plan.at("warnings").size() == 2);
    CHECK(plan["warnings"][0]["code"] == "P332");
    CHECK(plan["warnings"][0]["severity"] == "error");
    CHECK(contains(plan["warnings"][0]["help"].get<std::string>(), "ask the client"));
    CHECK_FALSE(plan["warnings"][1].contains("severity"));
    const std::string file = (workspace.path() / "november.plan").string();
    CHECK(workspace.run_on("2026-11-30", {"invoice", "plan", "-o", file}).exit_code == 3);
    CHECK(workspace.run_on("2026-11-30", {"invoice", "apply", file}).exit_code == 3);
}
