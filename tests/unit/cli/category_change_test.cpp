#include "formats/tabular/json_payslip.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/import_rows.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

// A student who becomes an employee in the middle of a month: each job is paid in the category in
// which it began, and nothing that was agreed for one is paid by the rules of the other.
namespace {

using mutua::cli::testing::declaration_header;
using mutua::cli::testing::member_header;
using mutua::settlement::Payslip;
using mutua::test::contains;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;
using Json = nlohmann::json;

std::string nora(const std::string& category) {
    return member_header +
           "N-1,Nora,Invented,90.01.01-001.23,BE36 9990 0115 5481,en,nora@example.be,Rue X,1,1000,"
           "Bruxelles,BE," +
           category + ",single,0\n";
}

std::string job(const std::string& code, const std::string& days, const std::string& hours,
                const std::string& price) {
    return code + ",N-1,C-001,A stand at the fair," + days + "," + hours + "," + price + "\n";
}

class Fair {
public:
    Fair() {
        run("2026-11-02", {"import", "members", file("student.csv", nora("student"))});
        accept("2026-11-02", job("S-1", "2026-11-03;2026-11-04;2026-11-17", "22.80", "620.00"));
        run("2026-11-06", {"import", "members", file("employee.csv", nora("white_collar")),
                           "--from", "2026-11-16"});
        accept("2026-11-06", job("W-1", "2026-11-18;2026-11-19", "15.20", "640.00"));
    }

    std::string file(const std::string& name, const std::string& bytes) const {
        return workspace_.file(name, bytes);
    }
    Ran run(const char* day, std::vector<std::string> arguments) const {
        Ran ran = workspace_.run_on(day, std::move(arguments));
        CAPTURE(ran.out, ran.err);
        REQUIRE(ran.exit_code == 0);
        return ran;
    }
    void accept(const char* day, const std::string& jobs) const {
        run(day, {"import", "declarations", file("jobs.csv", declaration_header + jobs)});
        run(day, {"review", "accept", "--all"});
    }
    void pay(const char* day) const {
        run(day, {"invoice", "apply", "--yes"});
        run(day, {"payroll", "apply", "--month", "2026-11", "--yes"});
    }
    [[nodiscard]] Payslip slip(const std::string& id) const {
        return mutua::tabular::payslip_from_json(
            run("2026-12-01", {"--json", "payroll", "show", id}).out);
    }
    [[nodiscard]] std::vector<std::string> announced() const {
        std::vector<std::string> types;
        const Json all = Json::parse(
            run("2026-12-01", {"--json", "filing", "dimona", "--month", "2026-11"}).out);
        for (const Json& one : all) { types.push_back(one.at("worker_type")); }
        return types;
    }

private:
    PreparedWorkspace workspace_;
};

}  // namespace

TEST_CASE("work is paid in the worker category in which it began", "[cli]") {
    const Fair fair;
    fair.pay("2026-11-30");
    // Students owe 2.71 %, their employer 5.43 %: 620.00 - 6.5 % = 579.70, of which 549.84 is
    // gross: 549.84 + 29.86 = 579.70. 549.84 x 2.71 % = 14.90.
    const Payslip student = fair.slip("PAY-1");
    CHECK(student.worker_category == "student");
    CHECK(student.member.worker_category == "student");
    CHECK(to_string(student.gross_pay) == "549.84");
    CHECK(to_string(student.net_pay) == "534.94");
    CHECK(to_string(student.employer_cost) == "579.70");
    REQUIRE(student.engagements.size() == 1);
    CHECK(student.engagements[0].actual_cost == student.engagements[0].provision);
    // 640.00 - 6.5 % = 598.40 for the employee, with 18.20 % for holidays.
    const Payslip employee = fair.slip("PAY-2");
    CHECK(employee.worker_category == "white_collar");
    REQUIRE(employee.engagements.size() == 1);
    CHECK(employee.engagements[0].declaration.text() == "W-1");
    CHECK(employee.engagements[0].actual_cost == employee.engagements[0].provision);
    CHECK(fair.announced() == std::vector<std::string>{"STU", "OTH"});
    CHECK(contains(fair.run("2026-12-01", {"verify"}).out, "whole"));
    CHECK(contains(fair.run("2026-12-01", {"payroll", "plan", "--corrections"}).err, "Nothing"));
}

TEST_CASE("late work goes to the slip of its category, or gets one of its own", "[cli]") {
    const Fair fair;
    fair.pay("2026-11-30");
    fair.accept("2026-12-01", job("S-2", "2026-11-05", "7.60", "200.00") +
                                  job("W-2", "2026-11-20", "7.60", "320.00"));
    fair.run("2026-12-01", {"invoice", "apply", "--yes"});
    fair.run("2026-12-01", {"payroll", "apply", "--corrections", "--yes"});
    const std::string slips = fair.run("2026-12-01", {"payroll", "list"}).out;
    CHECK(contains(slips, "PAY-3\tN-1\t2026-11\tstudent\t"));
    CHECK(contains(slips, "\tPAY-1\nPAY-4\tN-1\t2026-11\twhite_collar\t"));
    CHECK(slips.ends_with("\tPAY-2\n"));
    CHECK(contains(fair.run("2026-12-01", {"verify"}).out, "whole"));
}

TEST_CASE("a category that had no work in a paid month gets a payslip of its own", "[cli]") {
    const Fair fair;
    fair.pay("2026-11-30");
    fair.run("2026-12-01", {"import", "members", fair.file("artist.csv", nora("artist")), "--from",
                            "2026-11-26"});
    fair.accept("2026-12-01", job("A-1", "2026-11-27", "7.60", "400.00"));
    fair.pay("2026-12-01");
    CHECK(fair.slip("PAY-3").worker_category == "artist");
    CHECK(contains(fair.run("2026-12-01", {"verify"}).out, "whole"));
}

TEST_CASE("a change of category that cuts through a slip is told, and what it leaves whole is made",
          "[cli]") {
    const Fair fair;
    fair.accept("2026-11-06", job("S-2", "2026-11-13", "7.60", "200.00"));
    fair.pay("2026-11-30");
    fair.run("2026-12-01", {"import", "members", fair.file("earlier.csv", nora("white_collar")),
                            "--from", "2026-11-10"});
    const Ran planned = fair.run("2026-12-01", {"payroll", "plan", "--corrections"});
    CHECK(contains(planned.err,
                   "warning P304: N-1: PAY-1 pays work that is by now in several "
                   "worker categories (student, white_collar)"));
    CHECK(contains(planned.err, "Nothing"));
}
