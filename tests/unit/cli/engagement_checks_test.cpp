// What be.engagement and the cooperative refuse, as a member and a back office read it.
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/import_rows.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using mutua::cli::testing::declaration_header;
using mutua::cli::testing::member_header;
using mutua::test::contains;
using mutua::test::occurrences;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;

namespace {

/// Member M-0016 of the month of November, in a category and a joint committee.
void employ(const PreparedWorkspace& workspace, const std::string& category,
            const std::string& committee = "") {
    std::string header = member_header;
    header.insert(header.size() - 1, ",joint_committee");
    const std::string file = workspace.file(
        "member.csv", header +
                          "M-0016,Pauline,Clairmatin,01.05.15-966.27,BE64999001055552,fr,"
                          "pauline.clairmatin@example.be,Rue du Hibou,9,1348,Louvain-la-Neuve,BE," +
                          category + ",single,0," + committee + "\n");
    const Ran ran = workspace.run({"import", "members", file});
    CAPTURE(ran.err);
    REQUIRE(ran.exit_code == 0);
}

struct Work {
    std::string member;
    std::string dates;
    std::string hours;
    std::string price;
};

Ran declare(const PreparedWorkspace& workspace, const Work& work,
            const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"declare",       "--yes",
                                       "--member",      work.member,
                                       "--client",      "C-001",
                                       "--dates",       work.dates,
                                       "--hours",       work.hours,
                                       "--price",       work.price,
                                       "--description", "Drawing at the autumn fair"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return workspace.run(arguments);
}

/// The days from `first` to `last` of a month, "2026-11-".
std::string days(const std::string& month, int first, int last) {
    std::string text;
    for (int day = first; day <= last; ++day) {
        text += (text.empty() ? "" : ";") + month + (day < 10 ? "0" : "") + std::to_string(day);
    }
    return text;
}

std::string row(const std::string& code, const Work& work) {
    return code + "," + work.member + ",C-001,Drawing at the fair," + work.dates + "," +
           work.hours + "," + work.price + "\n";
}

/// Four months of 160.00 hours: of a student's 650.00, 10.00 are left.
std::string student_year() {
    return row("D-1", {"M-0016", days("2026-07-", 1, 20), "160.00", "3000.00"}) +
           row("D-2", {"M-0016", days("2026-08-", 1, 20), "160.00", "3000.00"}) +
           row("D-3", {"M-0016", days("2026-09-", 1, 20), "160.00", "3000.00"}) +
           row("D-4", {"M-0016", days("2026-10-", 1, 20), "160.00", "3000.00"});
}

void check_refused(const Ran& ran, const std::string& expected) {
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 65);
    CHECK(ran.err == expected + "Nothing was declared.\n");
}

}  // namespace

// 15.20 hours at 13.5644 are 206.18; 100.00 leaves 93.50 for pay and contributions.
TEST_CASE("pay below the floor is refused with its reason and the ways out", "[cli]") {
    const PreparedWorkspace workspace;
    check_refused(declare(workspace, {"M-0043", days("2026-11-", 12, 13), "15.20", "100.00"}),
                  "error I408: --price: the pay per hour is below the legal minimum\n"
                  "  = help: the guaranteed monthly income (GGMMI) counts by the hour\n"
                  "          raise the price\n"
                  "          lower the expenses\n"
                  "          agree on fewer hours\n");
}

TEST_CASE("a student may use the quota of the year, and no hour more", "[cli]") {
    const PreparedWorkspace workspace;
    employ(workspace, "student");
    const auto imported = workspace.run(
        {"import", "declarations",
         workspace.file("year.csv", declaration_header + student_year() +
                                        row("D-5", {"M-0016", "2026-11-12", "10.01", "300.00"}))});
    CAPTURE(imported.err);
    CHECK(imported.exit_code == 3);
    CHECK(imported.out == "Imported 4 declarations; 1 row rejected.\n");
    CHECK(occurrences(imported.err, "error I411: ") == 1);
    CHECK(contains(imported.err,
                   ":6:49: error I411: hours: beyond the quota of student hours of the year\n"));

    const std::string refusal =
        "error I411: --hours: beyond the quota of student hours of the year\n"
        "  = help: there ordinary contributions are due (decree of 28/11/1969, art. 17bis)\n"
        "          declare at most the hours that are left, those with other employers counted\n"
        "          do the work next year\n"
        "          ask the office for an ordinary contract for the rest\n";
    check_refused(declare(workspace, {"M-0016", "2026-11-12", "10.01", "300.00"}), refusal);
    CHECK(declare(workspace, {"M-0016", "2026-11-12", "10.00", "300.00"}).exit_code == 0);
    check_refused(declare(workspace, {"M-0016", "2026-11-13", "0.01", "300.00"}), refusal);

    // What is accepted replays; what is rejected no longer counts.
    CHECK(workspace.run({"review", "accept", "D-1", "D-2", "D-3"}).exit_code == 0);
    CHECK(workspace.run({"verify"}).exit_code == 0);
    CHECK(workspace.run({"review", "reject", "D-4", "--reason", "cancelled"}).exit_code == 0);
    CHECK(declare(workspace, {"M-0016", "2026-11-13", "10.01", "300.00"}).exit_code == 0);
    CHECK(workspace.run({"review", "accept", "--all"}).exit_code == 0);
    CHECK(workspace.run({"verify"}).exit_code == 0);
}

TEST_CASE("a refusal is told in the language of its reader", "[cli]") {
    const PreparedWorkspace workspace;
    employ(workspace, "student");
    REQUIRE(workspace
                .run({"import", "declarations",
                      workspace.file("year.csv", declaration_header + student_year())})
                .exit_code == 0);
    const Work work{"M-0016", "2026-11-12", "11.00", "300.00"};
    check_refused(
        declare(workspace, work, {"--lang", "fr"}),
        "error I411: --hours: Au-delà du contingent d'heures d'étudiant de l'année\n"
        "  = help: les cotisations ordinaires y sont dues (AR du 28/11/1969, art. 17bis)\n"
        "          déclarez au plus les heures qui restent, celles d'autres employeurs comptées\n"
        "          faites le travail l'an prochain\n"
        "          demandez au bureau un contrat ordinaire pour le reste\n");
    check_refused(
        declare(workspace, work, {"--lang", "nl"}),
        "error I411: --hours: Boven het contingent studentenuren van het jaar\n"
        "  = help: daar zijn gewone bijdragen verschuldigd (KB van 28/11/1969, art. 17bis)\n"
        "          geef hoogstens de resterende uren aan, die bij andere werkgevers meegeteld\n"
        "          doe het werk volgend jaar\n"
        "          vraag het kantoor een gewone overeenkomst voor de rest\n");
    check_refused(
        declare(workspace, work, {"--lang", "de"}),
        "error I411: --hours: Über dem Kontingent der Studentenstunden des Jahres\n"
        "  = help: Dort gelten gewöhnliche Beiträge (KE vom 28.11.1969, Art. 17bis)\n"
        "          erklären Sie höchstens die restlichen Stunden, die bei anderen Arbeitgebern "
        "mitgezählt\n"
        "          machen Sie die Arbeit im nächsten Jahr\n"
        "          bitten Sie das Büro um einen gewöhnlichen Vertrag für den Rest\n");
}

// November has 30 x 24 = 720 hours, and 21 weekdays of 7.60 hours, 159.60.
TEST_CASE("hours are added up over the declarations of a month", "[cli]") {
    const PreparedWorkspace workspace;
    CHECK(declare(workspace, {"M-0043", days("2026-11-", 2, 30), "150.00", "20000.00"}).exit_code ==
          0);
    // 150.00 / 29 = 5.18 of each day are taken: a month is full only when its days are.
    check_refused(
        declare(workspace, {"M-0043", days("2026-11-", 12, 14), "570.01", "20000.00"}),
        "error I406: --hours: more than 24 hours on a work date, with the other declarations\n"
        "  = help: a day has no more, and the labour act of 16/03/1971, art. 19, allows 8\n"
        "          correct the hours\n"
        "          add the missing dates\n"
        "          declare the work of others apart\n"
        "error I409: --hours: more hours than the month has\n"
        "  = help: the other declarations of the month count too (labour act of "
        "16/03/1971, working time)\n"
        "          correct the hours\n"
        "          correct the other declarations\n"
        "          move the work to the month in which it is done\n");
    CHECK(declare(workspace, {"M-0043", days("2026-11-", 12, 14), "9.60", "1000.00"}).err.empty());
    const auto warned = declare(workspace, {"M-0043", days("2026-11-", 16, 18), "0.01", "1000.00"});
    CAPTURE(warned.err);
    CHECK(warned.exit_code == 0);
    CHECK(warned.err ==
          "warning I410: --hours: more hours than a full-time month\n"
          "  = help: what lies above is overtime (labour act of 16/03/1971)\n"
          "          lower the hours\n"
          "          move work to another month\n"
          "          ask the office what is to be paid on top\n");
    // Another month, another member.
    CHECK(declare(workspace, {"M-0043", days("2026-12-", 1, 3), "30.00", "1000.00"}).err.empty());
}

TEST_CASE("a flexi-job for artistic work is refused", "[cli]") {
    const Work work{"M-0016", "2026-11-12", "7.60", "450.00"};
    const std::string refusal =
        "error I412: --member: a flexi-job cannot be artistic work\n"
        "  = help: the act of 16/11/2015 excludes artistic functions\n"
        "          ask the office for an employment contract as an artist\n"
        "          work under article 1bis, with the arts work attestation\n"
        "          take the amateur arts allowance\n";
    const PreparedWorkspace stage;
    employ(stage, "flexi_job", "304");
    check_refused(declare(stage, work), refusal);
    for (const char* start : {"--price", "--gross", "--net"}) {
        CAPTURE(start);
        const auto quoted = stage.run({"quote", "--member", "M-0016", "--hours", "7.60", start,
                                       "450.00", "--dates", "2026-11-12"});
        CHECK(quoted.exit_code == 65);
        CHECK(quoted.err == refusal);
    }
    const PreparedWorkspace office;
    employ(office, "flexi_job", "302");
    check_refused(declare(office, work, {"--joint-committee", "304"}), refusal);
    check_refused(
        declare(office, work),
        "error I441: --member: the cooperative pays no flexi-jobs and no occasional work\n"
        "  = help: its payslips do not compute their contributions (act of 16/11/2015, royal "
        "decree of 28/11/1969, art. 8bis)\n"
        "          ask the office for an ordinary contract\n"
        "          do this work for another employer\n");
}

TEST_CASE("occasional work is refused outside its sectors, and not paid inside", "[cli]") {
    const PreparedWorkspace workspace;
    employ(workspace, "occasional");
    const Work work{"M-0016", "2026-11-12", "7.60", "450.00"};
    check_refused(
        declare(workspace, work),
        "error I413: --member: no occasional work in this joint committee\n"
        "  = help: catering, farming, horticulture (decree of 28/11/1969, art. 8bis, 31ter)\n"
        "          name the joint committee, if it is one of theirs\n"
        "          ask the office for an ordinary contract\n");
    CHECK(contains(declare(workspace, work, {"--joint-committee", "302"}).err,
                   "error I441: --member: "));
}

// 160.12 leaves 103.09 of gross pay, the general floor; the scale of 7.60 hours is 103.52.
TEST_CASE("pay below the lowest scale of the joint committee is a warning", "[cli]") {
    const PreparedWorkspace workspace;
    employ(workspace, "white_collar");
    const auto ran = declare(workspace, {"M-0016", "2026-11-12", "7.60", "160.12"});
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(ran.err ==
          "warning I442: --price: the pay is below the lowest scale of the joint committee\n"
          "  = help: the collective agreements of the sector bind\n"
          "          raise the price\n"
          "          lower the expenses\n"
          "          ask the office which scale holds for this function\n");
}

TEST_CASE("the pay rules refuse what they do not compute", "[cli][rules]") {
    const PreparedWorkspace workspace;
    const auto refusal = [&](const char* day, const std::string& inputs) {
        const auto ran = workspace.run(
            {"rules", "eval", "be.payslip", "--on", day, "--figures", "net_pay", "--input", "-"},
            "{\"gross_pay\": \"2000.00\", " + inputs + "}");
        CHECK(ran.exit_code == 65);
        CHECK(ran.out.empty());
        return ran.err;
    };
    const std::string elsewhere =
        "-:1:1: error E401: flexi-jobs and occasional work are no ordinary pay: be.flexi_job and "
        "be.occasional compute them, for work since 2024; employ the worker in another category, "
        "or give `contribution_base`";
    for (const char* day : {"2019-11-30", "2023-12-31", "2026-11-30"}) {
        CAPTURE(day);
        CHECK(refusal(day, R"("worker_category": "flexi_job")").starts_with(elsewhere));
        CHECK(refusal(day, R"("worker_category": "occasional")").starts_with(elsewhere));
    }
    CHECK(refusal("2026-11-30", R"("worker_category": "volunteer")") ==
          "-:1:45: error E103: worker_category: `volunteer` is none of the items\n"
          "  = help: the items are `white_collar`, `blue_collar`, `artist`, `student`, `flexi_job` "
          "and `occasional`\n");
    for (const char* fraction : {"-0.5", "1.5", "40/38"}) {
        CAPTURE(fraction);
        CHECK(
            refusal("2026-11-30", "\"work_fraction\": \"" + std::string{fraction} + "\"") ==
            "-:1:43: error E101: `work_fraction` lies outside its range: " + std::string{fraction} +
                "\n  = help: it must be a fraction such as 15/38 from 0 to 1\n");
    }
    CHECK(contains(refusal("2018-11-30", R"("work_fraction": "1")"),
                   "error E201: `be.payslip` does not cover the work_end 2018-11-30\n"
                   "  = help: it covers 2019-01-01 .. 2026-12-31\n"));
}
