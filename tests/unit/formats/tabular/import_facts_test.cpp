#include "formats/tabular/import_clients.hpp"
#include "formats/tabular/import_declarations.hpp"
#include "formats/tabular/import_members.hpp"
#include "formats/tabular/import_rejects.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mutua;
using namespace mutua::tabular;

namespace {

ImportOptions options() {
    ImportOptions known;
    known.today = date::year{2026} / 11 / 30;
    known.worker_categories = {"white_collar", "artist"};
    known.households = {"single", "spouse_with_income", "spouse_without_income"};
    known.client_kinds = {"company", "organiser", "public", "private"};
    known.vat_treatments = {"standard", "performance"};
    return known;
}

const std::string declaration_header =
    "declaration_id,member_id,client_id,description,work_dates,hours,price";

std::string declarations(const std::string& rows) { return declaration_header + "\n" + rows; }

}  // namespace

TEST_CASE("a member's row becomes a member", "[tabular]") {
    const auto batch = read_members(
        "children,household,worker_category,country,city,postal_code,house_number,street,email,"
        "language,iban,national_number,family_name,given_name,member_id,bic,joint_committee,"
        "weekly_hours,disabled_children,other_dependants,single_parent,disabled,withholding_rate,"
        "share_count,claim,claim_amount,claim_per_month,claim_children,student_hours_elsewhere\n"
        "2,single,artist,be, Gent ,9000,7,Lindenstraat,bram@example.be,nl,be68 5390 0754 7034,"
        "85.07.30-033.28,Appelvinck,Bram,M-0002,gkccbebb,304,\"30,4\",1,1,yes,no,18 "
        "%,5,assignment,1950.5,75,3,120\n",
        "m.csv", options());
    REQUIRE(batch.all_diagnostics().empty());
    REQUIRE(batch.rows.size() == 1);
    const cooperative::Member& member = *batch.rows[0].fact;
    CHECK(member.code.text() == "M-0002");
    CHECK(member.given_name == "Bram");
    CHECK(member.family_name == "Appelvinck");
    CHECK(member.national_number.text() == "85073003328");
    CHECK(member.iban.text() == "BE68539007547034");
    CHECK(member.bic->text() == "GKCCBEBB");
    CHECK(member.language == cooperative::Language::nl);
    CHECK(member.email.text() == "bram@example.be");
    CHECK(member.address == cooperative::Address{"Lindenstraat", "7", "9000", "Gent", "BE"});
    CHECK(member.worker_category == "artist");
    CHECK(member.household == "single");
    CHECK(member.children == 2);
    CHECK(member.disabled_children == 1);
    CHECK(member.other_dependants == 1);
    CHECK(member.single_parent);
    CHECK_FALSE(member.disabled);
    CHECK(member.joint_committee == "304");
    CHECK(member.weekly_hours == "30.40");
    CHECK(member.withholding_rate == "18.00");
    CHECK(member.share_count == 5);
    CHECK(member.claim ==
          cooperative::Claim{"assignment", euro_cents(1950'50), euro_cents(75'00), 3});
    CHECK(member.student_hours_elsewhere == 120);
}

TEST_CASE("a client's kind follows from the enterprise number unless it is given", "[tabular]") {
    const auto batch = read_clients(
        "client_id,name,street,house_number,postal_code,city,country,language,kind,"
        "enterprise_number,vat_number,peppol_id,payment_terms_days,buyer_reference,email,"
        "order_reference_required,collective_invoice\n"
        "C-1,Pendule,Rue,,1000,Bruxelles,BE,fr,,0896.755.397,BE0896.755.397,0208:0896755397,0,"
        "PO 7,a@b.be,yes,yes\n"
        "C-2,Marguerite,Rue,1,1000,Bruxelles,BE,fr,,,,,,,,,\n"
        "C-3,Festival,Rue,1,1000,Bruxelles,BE,fr,organiser,0477472701,,,,,,no,\n",
        "c.csv", options());
    REQUIRE(batch.all_diagnostics().empty());
    REQUIRE(batch.rows.size() == 3);
    const cooperative::Client& company = *batch.rows[0].fact;
    CHECK(company.kind == "company");
    CHECK(company.enterprise_number->text() == "0896755397");
    CHECK(company.vat_number->text() == "BE0896755397");
    CHECK(company.peppol_id->text() == "0208:0896755397");
    CHECK(company.payment_terms_days == 0);
    CHECK(company.buyer_reference == "PO 7");
    CHECK(company.order_reference_required);
    CHECK(company.collective_invoice);
    CHECK_FALSE(batch.rows[1].fact->collective_invoice);
    CHECK_FALSE(batch.rows[1].fact->order_reference_required);
    CHECK_FALSE(batch.rows[2].fact->order_reference_required);
    CHECK(batch.rows[1].fact->kind == "private");
    CHECK_FALSE(batch.rows[1].fact->peppol_id);
    CHECK_FALSE(batch.rows[1].fact->payment_terms_days);
    CHECK(batch.rows[2].fact->kind == "organiser");
}

TEST_CASE("a declaration's dates rise and its amounts are exact", "[tabular]") {
    const auto batch = read_declarations(
        declaration_header +
            ",expenses,vat_treatment,vat_reason,order_reference,place_country,service_nature\n" +
            "D-1,M-1,C-1,Poster for a fair,2026-11-05; 2026-11-03;2026-11-04,\"15,2\","
            "\"1 234,50\",5,performance,table A,PO-1,fr,lodging\n",
        "d.csv", options());
    REQUIRE(batch.all_diagnostics().empty());
    const cooperative::Declaration& declaration = *batch.rows.at(0).fact;
    const std::vector<Date> days = {date::year{2026} / 11 / 3, date::year{2026} / 11 / 4,
                                    date::year{2026} / 11 / 5};
    CHECK(declaration.work_dates == days);
    CHECK(declaration.hours_hundredths == 1520);
    CHECK(declaration.price == euro_cents(123450));
    CHECK(declaration.expenses == euro_cents(500));
    CHECK(declaration.vat_treatment == "performance");
    CHECK(declaration.vat_reason == "table A");
    CHECK(declaration.order_reference == "PO-1");
    CHECK(declaration.place_country == "FR");
    CHECK(declaration.service_nature == "lodging");
}

TEST_CASE("how a fact is written does not change its hash", "[tabular]") {
    const auto comma = read_declarations(
        declarations("D-1,M-1,C-1,Poster,2026-11-04;2026-11-03,7.6,\"1.234,50\"\n"), "a.csv",
        options());
    const auto semicolon = read_declarations(
        "\xEF\xBB\xBFprice;hours;work_dates;description;client_id;member_id;declaration_id\r\n"
        "1234,50;7,60;\"2026-11-03;2026-11-04\"; Poster ;C-1;M-1;D-1\r\n",
        "b.csv", options());
    const auto json = read_declarations(
        R"([{"declaration_id":"D-1","member_id":"M-1","client_id":"C-1","description":"Poster",)"
        R"("work_dates":["2026-11-03","2026-11-04"],"hours":7.6,"price":1234.50}])",
        "c.json", options());
    REQUIRE(comma.rows.at(0).fact);
    REQUIRE(semicolon.rows.at(0).fact);
    REQUIRE(json.rows.at(0).fact);
    CHECK(comma.rows[0].content_hash == semicolon.rows[0].content_hash);
    CHECK(comma.rows[0].content_hash == json.rows[0].content_hash);
}

TEST_CASE("the place of each field is known after reading", "[tabular]") {
    const auto batch = read_declarations(
        declarations("D-1,M-1,C-1,\"Poster, big\",2026-11-03,7.60,200.00\n"), "d.csv", options());
    const auto& row = batch.rows.at(0);
    CHECK(batch.position(row, "declaration_id") == SourcePosition{"d.csv", 2, 1, 4});
    CHECK(batch.position(row, "description") == SourcePosition{"d.csv", 2, 13, 26});
    CHECK(batch.position(row, "price") == SourcePosition{"d.csv", 2, 43, 49});
    CHECK(batch.position(row, "expenses") == SourcePosition{"d.csv", 2, 0, 0});
    const Diagnostic found =
        batch.finding(row, "price", Severity::warning, "I408", "is low", "raise it");
    CHECK(found.message == "price: is low");
    CHECK(found.where.column == 43);
    CHECK(found.source_line == "D-1,M-1,C-1,\"Poster, big\",2026-11-03,7.60,200.00");
}

TEST_CASE("an error of the whole file leaves no row good, and rows are read all the same",
          "[tabular]") {
    const auto batch = read_declarations(
        declaration_header + ",colour\nD-1,M-1,C-1,Poster,2026-11-03,7.60,200.00,red\n" +
            "D-2,M-1,C-1,Poster,2026-11-03,7.60,0,red\n",
        "d.csv", options());
    CHECK(batch.count(RowState::good) == 0);
    REQUIRE(batch.all_diagnostics().size() == 2);
    CHECK(batch.all_diagnostics()[0].code == "I009");
    CHECK(batch.all_diagnostics()[1].code == "I203");
}

TEST_CASE("no message shows a national number or an account in full", "[tabular]") {
    const std::string number = "87031495288";
    const std::string account = "BE58999001000079";
    const auto batch = read_members(
        "member_id,given_name,family_name,national_number,iban,language,email,street,house_number,"
        "postal_code,city,country,worker_category,household,children\n"
        "M-1,A,B," +
            number + "," + account + ",xx," + account + ",S,1,1,C," + number + "," + number + "," +
            account + "," + number + "\n" + "M-2,A,B," + account + "," + number +
            ",fr,a@b.be,S,1,1,C,BE,artist,single,0,extra\n" +
            "M-3,A,B,87031495289,BE58999001000078,fr,a@b.be,S,1,1,C,BE,artist,single,0\n",
        "m.csv", options());
    CHECK(batch.count(RowState::bad) == 3);
    CHECK(batch.all_diagnostics().size() >= 8);
    for (const Diagnostic& diagnostic : batch.all_diagnostics()) {
        const std::string text = to_string(diagnostic);
        INFO(text);
        CHECK(text.find("870314952") == std::string::npos);
        CHECK(text.find("58999001") == std::string::npos);
    }
}

TEST_CASE("bad rows come back as they came and are mended by editing them", "[tabular]") {
    const auto batch =
        read_declarations(declarations("D-1,M-1,C-1,\"Poster, big\",2026-11-03,7.60,0\n"
                                       "D-2,M-1,C-1,Poster,2026-11-03,7.60,200.00\n"),
                          "d.csv", options());
    const std::string rejects = rejects_csv(batch);
    CHECK(rejects == declaration_header +
                         ",line,code,reason\n"
                         "D-1,M-1,C-1,\"Poster, big\",2026-11-03,7.60,0,2,I203,"
                         "price: `0.00` is zero or below\n");
    std::string mended = rejects;
    mended.replace(mended.find("7.60,0"), 6, "7.60,9");
    const auto again = read_declarations(mended, "rejects.csv", options());
    CHECK(again.all_diagnostics().empty());
    CHECK(again.rows.at(0).fact->price == euro_cents(900));
    CHECK(rejects_csv(again) == declaration_header + ",line,code,reason\n");
}

TEST_CASE("one declaration is read from flags with the same checks", "[tabular]") {
    const auto good = read_declaration({{"declaration_id", "D-1"},
                                        {"member_id", "M-1"},
                                        {"client_id", "C-1"},
                                        {"description", "Poster"},
                                        {"work_dates", "2026-11-03"},
                                        {"hours", "7.60"},
                                        {"price", "200"}},
                                       "command line", options());
    CHECK(good.all_diagnostics().empty());
    CHECK(good.rows.at(0).fact->price == euro_cents(20000));
    const auto bad = read_declaration(
        {{"declaration_id", "D-1"}, {"hours", "x"}, {"price", "-1"}, {"prize", "1"}},
        "command line", options());
    std::string codes;
    for (const Diagnostic& diagnostic : bad.all_diagnostics()) { codes += diagnostic.code + " "; }
    CHECK(codes == "I009 I101 I101 I101 I101 I203 I206 ");
    CHECK(to_string(bad.all_diagnostics()[0]).starts_with("command line: error I009: `prize`"));
}

TEST_CASE("reading stops after as many bad rows as the limit says, whatever is bad", "[tabular]") {
    ImportOptions few = options();
    few.limits.bad_rows = 3;
    std::string rows;
    for (int i = 0; i < 10; ++i) {
        rows += "D-" + std::to_string(i) + ",M-1,C-1,Poster,2026-11-03,7.60,0\n";
    }
    const auto batch = read_declarations(declarations(rows), "d.csv", few);
    CHECK(batch.rows.size() == 3);
    CHECK(batch.diagnostics.at(0).code == "I016");
    CHECK(batch.diagnostics.at(0).where.line == 5);
}
