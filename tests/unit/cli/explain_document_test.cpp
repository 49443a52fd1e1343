// `mutua explain payslip|invoice|declaration`: figures of documents that the store holds. The
// amounts are those of fixtures/payslips/artist-two-engagements/source.md, worked by hand.
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <regex>
#include <sstream>
#include <string>
#include <vector>

using mutua::test::file_bytes;
using mutua::test::hand_worked_case;
using mutua::test::line_width;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;

namespace {

using Json = nlohmann::json;

/// The hand-worked month, invoiced and paid; B-1 is only submitted, B-2 rejected.
const PreparedWorkspace& paid_month() {
    static const PreparedWorkspace workspace;
    static const bool made = [] {
        const auto run = [](const char* today, const std::vector<std::string>& arguments) {
            const Ran ran = workspace.run_on(today, arguments);
            INFO(ran.err);
            REQUIRE(ran.exit_code == 0);
        };
        run("2026-11-02",
            {"import", "declarations", (hand_worked_case / "declarations.csv").string()});
        run("2026-11-02", {"review", "accept", "--all"});
        const std::string more =
            workspace.file("more.csv",
                           "declaration_id,member_id,client_id,description,work_dates,hours,price\n"
                           "B-1,M-0043,C-001,Live drawing at the office,2026-12-03,7.60,300.00\n"
                           "B-2,M-0043,C-001,Live drawing at the market,2026-12-04,7.60,300.00\n");
        run("2026-11-02", {"import", "declarations", more});
        run("2026-11-02", {"review", "reject", "B-2", "--reason", "asked for by phone"});
        run("2026-11-30", {"invoice", "apply", "--yes"});
        run("2026-11-30", {"payroll", "apply", "--yes", "--month", "2026-11"});
        return true;
    }();
    REQUIRE(made);
    return workspace;
}

Ran explained(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "explain");
    return paid_month().run_on("2026-12-15", std::move(arguments));
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a figure of a payslip is explained from what the store kept", "[cli][explain]") {
    const Ran net = explained({"payslip", "PAY-1", "--figure", "net_pay", "--depth", "2"});
    CHECK(net.err.empty());
    REQUIRE(net.exit_code == 0);
    CHECK(net.out.starts_with("net_pay = 348.09 EUR "));
    CHECK(has(net.out, "391.60 - 43.51 - 0.00 + 0.00 - 0.00\n"));
    CHECK(has(net.out, "440.07 - 62.12 + 13.65\n"));
    const Ran json = explained({"payslip", "1", "--figure", "net_pay", "--json"});
    REQUIRE(json.exit_code == 0);
    CHECK(Json::parse(json.out)["value"] == "348.09 EUR");
    const Ran french = explained({"payslip", "PAY-1", "--figure", "net_pay", "--lang", "fr"});
    CHECK(has(french.out, "net_pay = 348.09 EUR                      Net à payer"));
}

TEST_CASE("what a month adds up to names the declarations", "[cli][explain]") {
    const Ran month = explained({"payslip", "PAY-1", "--figure", "month_gross_pay"});
    CHECK(month.exit_code == 0);
    CHECK(month.out.starts_with("month_gross_pay = 440.07 EUR "));
    CHECK(has(month.out, "over 2 contracts: A-1 287.57, A-2 152.50\n"));
}

TEST_CASE("of a figure that each contract has, one contract is asked for", "[cli][explain]") {
    const Ran which = explained({"payslip", "PAY-1", "--figure", "agreed_gross_pay"});
    CHECK(which.exit_code == 65);
    CHECK(which.out.empty());
    CHECK(which.err ==
          "error U148: which of the 2 contracts of PAY-1?\n"
          "  = help: write `--row A-1`; they are A-1, A-2\n");
    for (const char* row : {"A-2", "2"}) {
        const Ran second =
            explained({"payslip", "PAY-1", "--figure", "agreed_gross_pay", "--row", row});
        CHECK(second.exit_code == 0);
        CHECK(second.out.starts_with("agreed_gross_pay = 152.50 EUR "));
        CHECK(has(second.out, "contract A-2, 2 of 2"));
    }
    const Ran none =
        explained({"payslip", "PAY-1", "--figure", "agreed_gross_pay", "--row", "A-7"});
    CHECK(none.exit_code == 65);
    CHECK(none.err ==
          "error U149: --row: `A-7` is none of the 2 contracts of PAY-1\n"
          "  = help: did you mean `A-1`?\n");
    const Ran one = explained({"payslip", "PAY-1", "--figure", "net_pay", "--row", "A-1"});
    CHECK(one.exit_code == 65);
    CHECK(one.err ==
          "error U149: --row: `net_pay` has one value in PAY-1\n"
          "  = help: leave --row out\n");
}

TEST_CASE("without a figure those that a document asked for are listed", "[cli][explain]") {
    const Ran list = explained({"payslip", "PAY-1"});
    CHECK(list.err.empty());
    REQUIRE(list.exit_code == 0);
    std::istringstream lines{list.out};
    for (std::string line; std::getline(lines, line);) { CHECK(line_width(line) <= 80); }
    CHECK(std::regex_search(list.out, std::regex{"\npay +net_pay +348\\.09  Net to pay\n"}));
    CHECK(std::regex_search(list.out,
                            std::regex{"\nmonth +month_reference_pay +3 080\\.49  Reference"}));
    CHECK(has(list.out, " PAY-1\n"));

    const Ran json = explained({"payslip", "PAY-1", "--json"});
    const Json all = Json::parse(json.out);
    CHECK(all["payslip"] == "PAY-1");
    CHECK(all["ruleset"].get<std::string>().starts_with("sha256:"));
    std::vector<std::string> seen;
    for (const Json& one : all["figures"]) {
        if (one["figure"] == "month_reference_pay") { CHECK(one["value"] == "3080.49"); }
        seen.push_back(one["figure"]);
    }
    CHECK(seen.front() == "contribution_base");
    CHECK(std::count(seen.begin(), seen.end(), "net_pay") == 1);
}

TEST_CASE("invoices and declarations are explained by their acceptance", "[cli][explain]") {
    const Ran budget = explained({"declaration", "A-2", "--figure", "salary_budget"});
    CHECK(budget.exit_code == 0);
    CHECK(budget.out.starts_with("salary_budget = 223.10 EUR "));
    CHECK(has(budget.out, "260.00 - 16.90 - 20.00\n"));
    const Ran cost = explained({"declaration", "A-1", "--figure", "employer_cost"});
    CHECK(cost.out.starts_with("employer_cost = 420.75 EUR "));
    const Ran vat = explained({"invoice", "2026-000001", "--figure", "vat_amount"});
    CHECK(vat.exit_code == 0);
    CHECK(vat.out.starts_with("vat_amount = 94.50 EUR "));
    const Ran term = explained({"invoice", "2026-000002", "--figure", "payment_terms_days"});
    CHECK(term.out.starts_with("payment_terms_days = 30 "));
    const Ran why =
        explained({"declaration", "A-1", "--figure", "work_bonus_a", "--why-not", "work_bonus_a"});
    CHECK(why.exit_code == 0);
}

TEST_CASE("no name or number of a person is part of an explanation", "[cli][explain]") {
    for (const std::vector<std::string>& asked : std::vector<std::vector<std::string>>{
             {"payslip", "PAY-1"},
             {"payslip", "PAY-1", "--json"},
             {"payslip", "PAY-1", "--figure", "net_pay", "--depth", "100"},
             {"payslip", "PAY-1", "--figure", "net_pay", "--depth", "100", "--json"},
             {"invoice", "2026-000001"},
             {"declaration", "A-1", "--figure", "employer_cost", "--depth", "100"}}) {
        const Ran ran = explained(asked);
        REQUIRE(ran.exit_code == 0);
        for (const char* personal :
             {"Rachel", "Thornbury", "89.01.08", "8901089", "BE36", "9990 0115", "Square des"}) {
            CHECK_FALSE(has(ran.out, personal));
        }
    }
}

TEST_CASE("what cannot be explained says why, and what to write", "[cli][explain]") {
    struct Row {
        std::vector<std::string> arguments;
        int exit_code;
        const char* err;
    };
    const auto row = GENERATE(values<Row>({
        {{"payslip", "PAY-7"},
         65,
         "error I511: no payslip `PAY-7`\n  = help: did you mean `PAY-1`?\n"},
        {{"payslip", "november"},
         65,
         "error I511: no payslip `november`\n  = help: `mutua payroll list` shows them\n"},
        {{"invoice", "2026-00001"},
         65,
         "error I510: no invoice `2026-00001`\n  = help: did you mean `2026-000001`?\n"},
        {{"declaration", "A-9"},
         65,
         "error I503: no declaration `A-9`\n  = help: did you mean `A-1`?\n"},
        {{"declaration", "B-1", "--figure", "salary_budget"},
         65,
         "error I513: B-1 is not accepted yet: nothing was computed for it\n"
         "  = help: `mutua review accept B-1` fixes its figures; `mutua quote` says what a price "
         "would come to\n"},
        {{"declaration", "B-2"},
         65,
         "error I513: B-2 was rejected: nothing was computed for it\n"
         "  = help: `mutua quote` says what a price would come to\n"},
        {{"payslip", "PAY-1", "--figure", "net_pai"},
         65,
         "error R101: `coop.shared_enterprise` knows no figure `net_pai`\n"
         "  = help: did you mean `net_pay`?\n"},
        {{"payslip", "PAY-1", "--figure", "management_fee"},
         65,
         "error I512: `management_fee` is no figure of PAY-1: it needs `price`, which was not "
         "asked about\n  = help: `mutua explain payslip PAY-1` lists the figures\n"},
        {{"payslip", "PAY-1", "--next"},
         64,
         "error U150: which figure is meant?\n  = help: name it, `--figure net_pay`; without the "
         "other options all are listed\n"},
        {{"payslip", "PAY-1", "--figure", "net_pay", "--next", "--why-not", "x"},
         64,
         "error U138: --why-not and --next are two questions\n  = help: ask one of them at a "
         "time\n"},
    }));
    CAPTURE(row.arguments);
    const Ran ran = explained(row.arguments);
    CHECK(ran.exit_code == row.exit_code);
    CHECK(ran.out.empty());
    CHECK(ran.err == row.err);
}
