// What a planned invoice is checked for, in the words of whoever plans it.
#include "tests/support/files.hpp"
#include "tests/support/pdf_files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::PreparedWorkspace;
using mutua::test::text_of_pdf;

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

TEST_CASE("a client who wants one invoice gets one, and apart what may not stand on it", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string collective =
        "client_id,name,street,house_number,postal_code,city,country,language,enterprise_number,"
        "vat_number,peppol_id,collective_invoice\n"
        "C-9,Drukkerij NV,Kade,8,9000,Gent,BE,nl,0999127417,BE0999127417,0208:0999127417,yes\n";
    REQUIRE(workspace.run({"import", "clients", "-"}, collective).exit_code == 0);
    const std::string work =
        "declaration_id,member_id,client_id,description,work_dates,hours,price,service_nature,"
        "place_country,order_reference\n"
        "B-1,M-0043,C-9,Posters for the fair,2026-11-10,7.60,250.05,,,\n"
        "B-2,M-0043,C-001,Drawings of the hall,2026-11-11,7.60,270.00,,,\n"
        "B-3,M-0043,C-9,Signs above the door,2026-11-12,7.60,260.06,,,\n"
        "B-4,M-0043,C-9,Drawings on the stage,2026-11-13,7.60,280.00,performance,,\n"
        "B-5,M-0043,C-9,Painting of a wall in Lille,2026-11-17,7.60,290.00,immovable_work,FR,\n"
        "B-6,M-0043,C-9,Posters for another order,2026-11-18,7.60,255.00,,,PO-6\n";
    const auto imported = workspace.run({"import", "declarations", "-"}, work);
    INFO(imported.err);
    REQUIRE(imported.exit_code == 0);
    CHECK(contains(imported.err, "warning I432: place_country: "));
    REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
    const auto plan = workspace.run_on("2026-11-30", {"invoice", "plan", "-o", "-"});
    INFO(plan.err);
    CHECK(plan.exit_code == 0);
    CHECK(contains(plan.err, "warning P333: B-5: its VAT cannot stand beside that of the"));
    const auto items = nlohmann::json::parse(plan.out).at("items");
    REQUIRE(items.size() == 4);
    CHECK(items[0]["input"]["declaration"] == "B-1");
    CHECK(items[0]["more"].size() == 2);
    // 250.05 + 260.06 = 510.11, x 21 % = 107.1231 -> 107.12; 280.00 x 6 % = 16.80.
    CHECK(items[0]["net"] == "790.11");
    CHECK(items[0]["vat"] == "123.92");
    CHECK(items[0]["vat_category"] == "S+S");
    CHECK(items[0]["vat_rate"] == "21.00+6.00");
    CHECK(items[2]["vat_category"] == "O");
    CHECK_FALSE(items[1].contains("more"));
    const std::string file = workspace.file("november.plan", plan.out);
    const auto applied = workspace.run_on("2026-11-30", {"invoice", "apply", file});
    CHECK(applied.out == "Issued 4 invoices.\n");
    CHECK(contains(workspace.run({"invoice", "show", "2026-000001"}).out, "Signs above the door"));
    CHECK(workspace.run_on("2026-11-30", {"payroll", "apply", "--month", "2026-11", "--yes"})
              .exit_code == 0);
    CHECK(contains(
        workspace
            .run_on("2026-11-30", {"explain", "invoice", "2026-000001", "--figure", "vat_rate"})
            .out,
        "vat_rate"));
    const auto credited = workspace.run_on(
        "2026-12-01", {"invoice", "credit", "2026-000001", "--reason", "called off", "--yes"});
    INFO(credited.err);
    CHECK(credited.exit_code == 0);
    const std::string out = (workspace.path() / "out").string();
    CHECK(workspace.run_on("2026-12-01", {"invoice", "export", "--out", out}).exit_code == 0);
    const auto judged = workspace.run({"ubl", "validate", out});
    CHECK_FALSE(contains(judged.out, "\tfatal\t"));
    const auto verified = workspace.run_on("2026-12-01", {"verify"});
    INFO(verified.out << verified.err);
    CHECK(verified.exit_code == 0);
}

// For goods Northern Ireland is a member state (directive 2020/1756), for services it is none.
TEST_CASE("goods to Northern Ireland are category K, services and Great Britain are not", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string clients =
        "client_id,name,street,house_number,postal_code,city,country,language,vat_number,peppol_"
        "id\n"
        "C-7,Belfast Timber,Dock Road,8,BT1 1AA,Belfast,GB,en,XI123456789,9932:GB123456789\n";
    REQUIRE(workspace.run({"import", "clients", "-"}, clients).exit_code == 0);
    const std::string head =
        "declaration_id,member_id,client_id,description,work_dates,hours,price,service_nature,"
        "place_country,vat_treatment,vat_reason\n";
    const auto refused = workspace.run(
        {"import", "declarations", "-"},
        head +
            "N-1,M-0043,C-7,Carved oak chairs,2026-11-10,7.60,250.00,goods,GB,,\n"
            "N-2,M-0043,C-7,Drawings of chairs,2026-11-11,7.60,250.00,,,export,goes abroad\n");
    INFO(refused.err);
    CHECK(refused.exit_code == 3);
    CHECK(
        contains(refused.err, "error I436: place_country: goods delivered in the United Kingdom"));
    CHECK(contains(refused.err, "error I435: vat_treatment: export is for goods"));
    CHECK_FALSE(contains(refused.err, "I434"));
    const auto imported =
        workspace.run({"import", "declarations", "-"},
                      head +
                          "N-1,M-0043,C-7,Carved oak chairs,2026-11-10,7.60,250.00,goods,XI,,\n"
                          "N-2,M-0043,C-7,Drawings of chairs,2026-11-11,7.60,250.00,,,,\n");
    INFO(imported.err);
    REQUIRE(imported.exit_code == 0);
    REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
    const auto plan = workspace.run_on("2026-11-30", {"invoice", "plan", "-o", "-"});
    INFO(plan.err);
    const auto items = nlohmann::json::parse(plan.out).at("items");
    REQUIRE(items.size() == 2);
    CHECK(items[0]["vat_category"] == "K");
    CHECK(items[1]["vat_category"] == "O");
    const std::string file = workspace.file("november.plan", plan.out);
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", file}).exit_code == 0);
    const auto folder = workspace.path() / "out";
    REQUIRE(workspace.run({"invoice", "export", "--pdf", "--out", folder.string()}).exit_code == 0);
    const auto goods = folder / "2026-000001.xml";
    CHECK(contains(file_bytes(goods), ">XI</cbc:IdentificationCode>"));
    const auto judged = workspace.run_on("2026-11-30", {"ubl", "validate", goods.string()});
    CHECK(judged.exit_code == 0);
    CHECK(judged.out.empty());
    // BR-O-02 keeps the numbers out of the XML; royal decree nr 1, art. 5, wants them on the
    // invoice.
    const std::string service = file_bytes(folder / "2026-000002.xml");
    CHECK(contains(service, ">Service outside Belgian VAT: articles 21, § 2, and 21bis"));
    CHECK_FALSE(contains(service, "XI123456789"));
    const std::string pages = text_of_pdf(file_bytes(folder / "2026-000002.pdf"));
    CHECK(contains(pages, "VAT: BE 0999.000.228"));
    CHECK(contains(pages, "VAT: XI123456789"));
}

// 250.00 x 1.06 = 265.00; (260.00 + 270.00) x 1.06 = 561.80: what has no statement stands apart.
TEST_CASE("work on a dwelling at 6 % bears the statement of the decree", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string client =
        "client_id,name,street,house_number,postal_code,city,country,language,collective_invoice\n"
        "C-7,Anna Peeters,Kade,8,9000,Gent,BE,nl,yes\n";
    REQUIRE(workspace.run({"import", "clients", "-"}, client).exit_code == 0);
    const auto imported = workspace.run(
        {"import", "declarations", "-"},
        "declaration_id,member_id,client_id,description,work_dates,hours,price,service_nature,"
        "place_country,vat_treatment,vat_reason\n"
        "R-1,M-0043,C-7,Painting of the hall,2026-11-10,7.60,250.00,immovable_work,,renovation_6,"
        "dwelling of 1970\n"
        "R-2,M-0043,C-7,Text for a book of hers,2026-11-11,7.60,260.00,author_rights,,,\n"
        "R-3,M-0043,C-7,Painting of a door,2026-11-12,7.60,270.00,immovable_work,,reduced_6,"
        "social housing\n");
    INFO(imported.err);
    REQUIRE(imported.exit_code == 0);
    CHECK(contains(imported.err, "warning I439: vat_treatment: work on a building at 6 %"));
    REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"}).exit_code == 0);
    const std::string first = workspace.run({"invoice", "show", "2026-000001"}).out;
    INFO(first);
    CHECK(contains(first, "worden verricht aan een woning waarvan de"));
    CHECK(contains(first, "265"));
    const std::string second = workspace.run({"invoice", "show", "2026-000002"}).out;
    CHECK_FALSE(contains(second, "woning waarvan"));
    CHECK(contains(second, "561,80"));
}

namespace {

/// What the rules of VAT say of each row, a line each.
std::vector<std::string> said_of(const PreparedWorkspace& workspace, const std::string& rows,
                                 const std::string& day, const std::string& figures) {
    const auto told = workspace.run({"rules", "eval", "be.vat", "--on", day, "--input",
                                     workspace.file("rows.csv", rows), "--figures", figures});
    INFO(told.err);
    REQUIRE(told.exit_code == 0);
    std::istringstream lines{told.out};
    std::string line;
    std::getline(lines, line);
    std::vector<std::string> said;
    while (std::getline(lines, line)) { said.push_back(line); }
    return said;
}

}  // namespace

// Both say which rates Belgium has: the packs by day, the validator without a clock.
TEST_CASE("the validator takes the rates of be.vat and no other", "[cli][ubl]") {
    const PreparedWorkspace workspace;
    const std::string rows =
        "requested_vat_treatment\nstandard\nauthor_rights\nperformance\nreduced_6\n"
        "restaurant_12\nlodging\n";
    std::set<std::string> charged;
    for (const char* day : {"2026-02-28", "2026-11-30"}) {
        for (const std::string& rate : said_of(workspace, rows, day, "vat_rate")) {
            charged.insert(rate);
        }
    }
    CHECK(charged.size() == 3);
    const std::string invoice =
        file_bytes(std::string{MUTUA_SOURCE_DIR} + "/fixtures/ubl/valid/category-S.xml");
    const auto is_taken = [&](const std::string& rate) {
        std::string text = invoice;
        const std::string part = "<cbc:Percent>21</cbc:Percent>";
        const std::string with = "<cbc:Percent>" + rate + "</cbc:Percent>";
        for (auto at = text.find(part); at != std::string::npos;
             at = text.find(part, at + with.size())) {
            text.replace(at, part.size(), with);
        }
        return !contains(workspace.run({"ubl", "validate", "-"}, text).out, "MUTUA-21");
    };
    for (int rate = 1; rate <= 30; ++rate) {
        const std::string percent = std::to_string(rate);
        INFO(percent);
        const std::string share = (rate < 10 ? "0.0" : "0.") + percent + "0000";
        const bool is_belgian = charged.count(share) > 0;
        CHECK(is_taken(percent) == is_belgian);
    }
}

// Membership is a table of be.vat, and a list of the validator: what stays in the Union is one
// thing.
TEST_CASE("the validator knows the places of the Union that be.vat knows", "[cli][ubl]") {
    const PreparedWorkspace workspace;
    std::vector<std::string> places;
    for (char first = 'A'; first <= 'Z'; ++first) {
        for (char second = 'A'; second <= 'Z'; ++second) { places.push_back({first, second}); }
    }
    std::string rows = "place_country\n";
    for (const std::string& place : places) { rows += place + "\n"; }
    const auto said =
        said_of(workspace, rows, "2026-11-30", "place_in_belgium,goods_stay_in_union");
    REQUIRE(said.size() == places.size());
    const std::string invoice =
        file_bytes(std::string{MUTUA_SOURCE_DIR} + "/fixtures/ubl/valid/category-G.xml");
    const std::string abroad = ">CH</cbc:IdentificationCode>";
    std::map<std::string, bool> is_inside;
    const mutua::test::TemporaryFolder folder;
    for (std::size_t row = 0; row < places.size(); ++row) {
        const std::string& place = places[row];
        // Greece is EL in numbers alone: no place is written so.
        if (place == "EL") { continue; }
        is_inside[place] = contains(said[row], "yes");
        std::string text = invoice;
        text.replace(text.find(abroad), abroad.size(), ">" + place + "</cbc:IdentificationCode>");
        folder.write(place + ".xml", text);
    }
    const std::string judged = workspace.run({"ubl", "validate", folder.path().string()}).out;
    std::size_t inside = 0;
    for (const auto& [place, is_in] : is_inside) {
        INFO(place);
        CHECK(contains(judged, "/" + place + ".xml\tMUTUA-26\t") == is_in);
        inside += is_in ? 1 : 0;
    }
    CHECK(inside == 29);  // 27 member states, Monaco, Northern Ireland
}
