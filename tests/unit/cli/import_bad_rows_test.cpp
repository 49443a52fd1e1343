// What an import says about bad rows: all of them at once, each with file, line, column, code, and
// what to write instead.
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/import_rows.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using mutua::cli::testing::declaration_header;
using mutua::cli::testing::good_row;
using mutua::cli::testing::member_header;
using mutua::test::contains;
using mutua::test::PreparedWorkspace;

namespace {

struct Told {
    const char* place;  ///< ":LINE:COLUMN: error CODE: "
    const char* text;
    const char* help;
};

/// Each finding stands in the answer, behind the file's name, and its help with it.
void check_told(const std::string& answer, const std::string& file, const std::vector<Told>& told) {
    CAPTURE(answer);
    for (const Told& one : told) {
        CAPTURE(one.place);
        const auto at = answer.find(file + one.place + one.text);
        REQUIRE(at != std::string::npos);
        const auto next = answer.find("\n" + file, at);
        CHECK(contains(answer.substr(at, next == std::string::npos ? next : next - at), one.help));
    }
}

std::size_t errors_in(const std::string& answer) {
    return mutua::test::occurrences(answer, ": error ");
}

}  // namespace

TEST_CASE("what the rules cannot compute stands at the field it is about", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file = workspace.file(
        "d.csv", declaration_header +
                     "D-1,M-0043,C-001,Drawing at the fair,2026-11-12,7.60,200000000.00\n"
                     "D-2,M-0043,C-001,Drawing at the fair,2029-11-12,7.60,200.00\n");
    const auto ran = workspace.run({"import", "declarations", file});
    CHECK(ran.exit_code == 3);
    check_told(ran.err, file,
               {{":2:54: error E101: price: ", "", ""},
                {":3:38: error E201: work_dates: ", "", "2026-01-01 .. 2026-12-31"}});
    CHECK_FALSE(contains(ran.err, "declaration_id: "));
}

TEST_CASE("what is wrong with a date does not hide what is wrong with all dates", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file = workspace.file(
        "d.csv", declaration_header +
                     "D-1,M-0043,C-001,Drawing at the fair,2026-11-12;2026-11-12;2026-12-04,7.60,"
                     "200.00\n"
                     "D-2,M-0043,C-001,Drawing at the fair,2026-12-03;2027-01-04,7.60,200.00\n");
    const auto ran = workspace.run({"import", "declarations", file});
    CHECK(ran.exit_code == 3);
    check_told(ran.err, file,
               {{":2:49: error I112: work_dates: ", "", "each date once"},
                {":2:38: error I403: work_dates: ", "", ""},
                {":3:38: error I403: work_dates: ", "", ""},
                {":3:38: error E201: work_dates: ", "", ""}});
    CHECK(errors_in(ran.err) == 4);
}

TEST_CASE("a key that stands twice is told, whichever of the rows is bad", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string bad = "D-1,M-0043,C-001,Drawing at the fair,2026-11-31,7.60,200.00\n";
    const std::string repeated = "D-1,M-0043,C-001,Drawing at the fair,2026-11-13,7.60,200.00\n";
    const auto ran =
        workspace.run({"import", "declarations",
                       workspace.file("d.csv", declaration_header + bad + repeated + bad)});
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.err,
                   "d.csv:3:1: error I301: declaration_id: line 2 has the same key with "
                   "another work_dates"));
    CHECK_FALSE(contains(ran.err, "d.csv:4:1: error I301"));  // It is the second row again.
    CHECK(contains(ran.out, "3 rows rejected"));
    const auto other = workspace.run(
        {"import", "declarations", workspace.file("d.csv", declaration_header + good_row + bad)});
    CHECK(contains(other.err,
                   "d.csv:3:1: error I301: declaration_id: line 2 has the same key with "
                   "another work_dates"));
    CHECK(contains(other.err, "d.csv:3:38: error I111: work_dates: "));
    CHECK(contains(other.out, "Imported 1 declaration; 1 row rejected"));
}

TEST_CASE("a personal number in a description is told, and not repeated", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file =
        workspace.file("d.csv",
                       "declaration_id,member_id,client_id,description,work_dates,hours,price\n"
                       "D-1,M-0043,C-001,Drawing for NN 85.07.30-033.28,2026-11-12,7.60,250.00\n");
    const auto ran = workspace.run({"import", "declarations", file});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, "d.csv:2:18: warning I129: description: "));
    CHECK(contains(ran.err, "printed on the client's invoice"));
    CHECK_FALSE(contains(ran.err, "85.07.30"));
}

TEST_CASE("every bad row of declarations is told at once, and the good one goes in", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file = workspace.file(
        "november.csv", declaration_header + good_row +
                            "D-2,M-0034,C-001,Drawing at the fair,2026-11-12,7.60,200.00\n"
                            "D-3,M-0043,C-010,Drawing at the fair,2026-11-12,7.60,200.00\n"
                            "D-4,M-0043,C-001,Drawing at the fair,2026-11-12,7.60,0.00\n"
                            "D-5,M-0043,C-001,Drawing at the fair,2026-11-12,7.60,-5\n"
                            "D-6,M-0043,C-001,Drawing at the fair,2026-11-30;2026-12-01,7.60,200\n"
                            "D-7,M-0043,C-001,Drawing at the fair,2026-11-31,7.60,200.00\n"
                            "D-8,M-0043,C-001,drawings.,2026-11-12,7.60,200.00\n");
    const auto ran = workspace.run({"import", "declarations", file});
    CHECK(ran.exit_code == 3);
    check_told(
        ran.err, file,
        {{":3:5: error I501: ", "member_id: no member `M-0034`", "did you mean `M-0043`?"},
         {":4:12: error I502: ", "client_id: no client `C-010`", "did you mean `C-001`?"},
         {":5:54: error I203: ", "price: `0.00` is zero or below", "write the price before VAT"},
         {":6:54: error I203: ", "price: `-5.00` is zero or below", "write the price before VAT"},
         {":7:38: error I403: ", "work_dates: all work dates must lie in one month",
          "make one declaration for each month"},
         {":8:38: error I111: ", "work_dates: `2026-11-31` does not exist", "has 30 days"},
         {":9:18: error I401: ", "description: the description is printed on the invoice",
          "write at least 10 characters"}});
    CHECK(errors_in(ran.err) == 7);
    CHECK(ran.out == "Imported 1 declaration; 7 rows rejected.\n");
    CHECK(workspace.run({"review", "list"}).out.starts_with("D-1\t"));
}

TEST_CASE("a row with several errors prints them all, in the order of its columns", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file =
        workspace.file("one.csv", declaration_header +
                                      "D-2,M-0034,C-010,drawings,2026-11-30;2026-12-01,48.01,0\n"
                                      "D-3,M-0034,C-001,drawings,2026-11-31,7.60,200.00\n");
    const auto ran = workspace.run({"import", "declarations", file});
    CHECK(ran.exit_code == 3);
    check_told(ran.err, file,
               {{":2:5: error I501: ", "member_id: ", "M-0043"},
                {":2:12: error I502: ", "client_id: ", "C-001"},
                {":2:18: error I401: ", "description: ", "10 characters"},
                {":2:27: error I403: ", "work_dates: ", "one month"},
                {":2:49: error I406: ", "hours: ", "24 hours"},
                {":2:55: error I203: ", "price: ", "the client agreed"},
                {":3:5: error I501: ", "member_id: ", "M-0043"},
                {":3:18: error I401: ", "description: ", "10 characters"},
                {":3:27: error I111: ", "work_dates: ", "30 days"}});
    CHECK(errors_in(ran.err) == 9);
}

TEST_CASE("wrong check digits of members are told without the numbers", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file = workspace.file(
        "members.csv",
        member_header +
            "M-1,Ann,Noël,89.01.08-994.61,BE36 9990 0115 5482,fr,ann@example.be,Rue A,1,1000,"
            "Bruxelles,BE,artist,single,0\n");
    const auto ran = workspace.run(
        {"import", "members", file, "--rejects", (workspace.path() / "rejects.csv").string()});
    CHECK(ran.exit_code == 3);
    check_told(ran.err, file,
               {{":2:15: error I120: ", "national_number: `…9461` has digits that do not fit",
                 "identity card"},
                {":2:31: error I123: ", "iban: `…5482` is not an IBAN", "bank card"}});
    for (const std::string& shown : {ran.out, ran.err}) {
        CHECK_FALSE(contains(shown, "994.61"));
        CHECK_FALSE(contains(shown, "89010899461"));
        CHECK_FALSE(contains(shown, "0115 5482"));
        CHECK_FALSE(contains(shown, "BE36999001155482"));
    }
}

TEST_CASE("a wrong enterprise number of a client is told", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file =
        workspace.file("clients.csv",
                       "client_id,name,street,house_number,postal_code,city,country,language,"
                       "enterprise_number\n"
                       "C-7,Atelier,Rue A,1,1000,Bruxelles,BE,fr,0999.113.758\n");
    const auto ran = workspace.run({"import", "clients", file});
    CHECK(ran.exit_code == 3);
    check_told(ran.err, file,
               {{":2:42: error I121: ",
                 "enterprise_number: `0999.113.758` has check digits that do not fit",
                 "register of enterprises"}});
}

TEST_CASE("unknown columns keep everything out, with what was meant", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string before = workspace.store();
    const std::string file =
        workspace.file("november.csv",
                       "declaration_id,member_id,client_id,description,work_dates,hours,prix\n"
                       "D-1,M-0043,C-001,Drawing at the fair,2026-11-12,7.60,200.00\n");
    const auto ran = workspace.run({"import", "declarations", file});
    CHECK(ran.exit_code == 65);
    check_told(
        ran.err, file,
        {{":1:65: error I009: ", "`prix` is not a column of this import", "did you mean `price`?"},
         {":1:69: error I011: ", "price: the column is missing", "add the column"}});
    CHECK(contains(ran.err, "Nothing was imported."));
    CHECK(workspace.store() == before);
}

TEST_CASE("a key with other content is refused, in the file and against the store", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string first = workspace.file("first.csv", declaration_header + good_row);
    REQUIRE(workspace.run({"import", "declarations", first}).exit_code == 0);
    const std::string before = workspace.store();
    const std::string second = workspace.file(
        "second.csv", declaration_header +
                          "D-1,M-0043,C-001,Drawing at the fair,2026-11-12,7.60,210.00\n"
                          "D-9,M-0043,C-001,Drawing at the fair,2026-11-13,7.60,200.00\n"
                          "D-9,M-0043,C-001,Drawing at the fair,2026-11-13,7.60,300.00\n");
    const auto ran = workspace.run({"import", "declarations", second, "--all-or-nothing"});
    CHECK(ran.exit_code == 65);
    check_told(ran.err, second,
               {{":2:1: error I303: ", "declaration_id: `D-1` is in the store already",
                 "a code of its own"},
                {":4:1: error I301: ", "declaration_id: ", "its own key"}});
    CHECK(workspace.store() == before);
    // The same content again is no error and changes nothing.
    const auto again = workspace.run({"import", "declarations", first});
    CHECK(again.exit_code == 0);
    CHECK(contains(again.out, "nothing changed"));
    CHECK(workspace.store() == before);
}
