// Imports as a whole: what goes in, what stays out, encodings, and files that are no tables.
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/import_rows.hpp"

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <string>

using mutua::cli::testing::bad_row;
using mutua::cli::testing::declaration_header;
using mutua::cli::testing::good_row;
using mutua::test::contains;
using mutua::test::PreparedWorkspace;

namespace {

long peak_kilobytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("all or nothing takes nothing, and the store stays as it is", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string before = workspace.store();
    const auto ran =
        workspace.run({"import", "declarations", "--all-or-nothing",
                       workspace.file("november.csv", declaration_header + good_row + bad_row)});
    CHECK(ran.exit_code == 65);
    CHECK(contains(ran.err, "Nothing was imported: 1 row rejected"));
    CHECK(ran.out.empty());
    CHECK(workspace.store() == before);
}

TEST_CASE("the wrong file is named in one message", "[cli]") {
    const PreparedWorkspace workspace;
    const auto members = (mutua::test::hand_worked_case / "members.csv").string();
    const auto clients = (mutua::test::hand_worked_case / "clients.csv").string();
    struct Row {
        const char* noun;
        std::string file;
        const char* text;
    };
    for (const Row& row : {Row{"declarations", members, "looks like a file of members, not of dec"},
                           Row{"members", clients, "looks like a file of clients, not of members"},
                           Row{"clients", workspace.file("d.csv", declaration_header + good_row),
                               "looks like a file of declarations, not of clients"},
                           Row{"members", workspace.file("bank.csv", "date;amount\n1;2\n3;4\n"),
                               "the header has none of the columns of members"},
                           Row{"clients", workspace.file("m.json", R"([{"given_name": "Ann"}])"),
                               "looks like a file of members, not of clients"}}) {
        CAPTURE(row.noun, row.file);
        const auto ran = workspace.run({"import", row.noun, row.file});
        CAPTURE(ran.err);
        CHECK(ran.exit_code == 65);
        CHECK(contains(ran.err, "error I019: "));
        CHECK(contains(ran.err, row.text));
        // One message, its help, and that nothing was imported.
        CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 3);
    }
}

TEST_CASE("rejected rows come back whole, and go in once they are mended", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string rejects = (workspace.path() / "rejects.csv").string();
    const auto ran =
        workspace.run({"import", "declarations",
                       workspace.file("november.csv", declaration_header + good_row + bad_row),
                       "--rejects", rejects});
    CHECK(ran.exit_code == 3);
    std::string bytes = mutua::test::file_bytes(rejects);
    CHECK(contains(bytes, ",price,line,code,reason"));
    CHECK(contains(bytes, "D-2,M-0043,C-001,Drawing at the fair,2026-11-31,7.60,200.00,3,I111,"));
    CHECK_FALSE(contains(bytes, "D-1,"));

    const auto refused = workspace.run({"import", "declarations", rejects});
    CHECK(refused.exit_code == 3);
    bytes.replace(bytes.find("2026-11-31"), 10, "2026-11-30");
    const auto mended =
        workspace.run({"import", "declarations", workspace.file("mended.csv", bytes)});
    CAPTURE(mended.err);
    CHECK(mended.exit_code == 0);
    CHECK(mended.out == "Imported 1 declaration.\n");
}

TEST_CASE("rejected rows can be sent to standard output, and never replace a device", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file = workspace.file("november.csv", declaration_header + bad_row);
    const auto ran = workspace.run({"import", "declarations", file, "--rejects", "-"});
    CHECK(contains(ran.out, "D-2,M-0043,C-001"));
    CHECK(workspace.run({"import", "declarations", file, "--rejects", "/dev/null"}).exit_code == 3);
    CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("CRLF, a byte order mark, semicolons and local decimals are read", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file = workspace.file(
        "spreadsheet.csv",
        "\xEF\xBB\xBF"
        "declaration_id;member_id;client_id;description;work_dates;hours;price\r\n"
        "D-1;M-0043;C-001;Dessin à la foire;2026-11-12,2026-11-13;15,20;1.250,00\r\n");
    const auto ran = workspace.run({"import", "declarations", file});
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(contains(workspace.run({"review", "list"}).out, "\t1250.00\t"));
}

TEST_CASE("another encoding is told, with its place", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file = workspace.file(
        "latin.csv",
        declaration_header + "D-1,M-0043,C-001,Concert d'\xE9t\xE9,2026-11-12,7.60,200.00\n");
    const auto ran = workspace.run({"import", "declarations", file});
    CHECK((ran.exit_code == 65 || ran.exit_code == 3));
    CHECK(contains(ran.err, file + ":2:"));
    CHECK(contains(ran.err, "error I002: "));
    CHECK(contains(ran.err, "UTF-8"));
}

TEST_CASE("a line of a hundred megabytes is refused quickly, in little memory", "[cli]") {
    const PreparedWorkspace workspace;
    constexpr std::size_t size = 100'000'000;
    std::string file;
    {
        std::string line(size, 'x');
        file = workspace.file("long.csv", declaration_header + line);
    }
    const long before = peak_kilobytes();
    const auto ran = workspace.run({"import", "declarations", file});
    CHECK(ran.exit_code != 0);
    CHECK(contains(ran.err, "error I004: "));
    CHECK(ran.err.size() < 2'000);
    // The bytes once, and little beside them.
    CHECK(peak_kilobytes() - before < 250'000);
}

TEST_CASE("an empty file, an office document and a missing file are told", "[cli]") {
    const PreparedWorkspace workspace;
    const auto empty = workspace.run({"import", "declarations", workspace.file("empty.csv", "")});
    CHECK(empty.exit_code == 65);
    CHECK(contains(empty.err, "error I001: "));
    const auto office =
        workspace.run({"import", "declarations", workspace.file("a.xlsx", "PK\x03\x04 sheet")});
    CHECK(office.exit_code == 65);
    CHECK(contains(office.err, "error I017: "));
    const auto missing = workspace.run({"import", "declarations", "/no/such/file.csv"});
    CHECK(missing.exit_code == 74);
    CHECK(contains(missing.err, "/no/such/file.csv"));
    CHECK_FALSE(contains(missing.err, "X002"));
}

TEST_CASE("work that has begun is a warning in an import", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run_on(
        "2026-11-20",
        {"import", "declarations", workspace.file("late.csv", declaration_header + good_row)});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, "warning I404: work_dates: "));
    CHECK(ran.out == "Imported 1 declaration.\n");
}

TEST_CASE("what many rows share is told once, with their lines and nobody else's", "[cli]") {
    const PreparedWorkspace workspace;
    std::string rows = declaration_header;
    for (int i = 2; i <= 14; ++i) {  // The lines of the file.
        rows += "L-" + std::to_string(i) +
                ",M-0043,C-001,Drawing at the fair 87.03.14-952.88,2026-11-" +
                std::to_string(i + 8) + ",7.60,260.00\n";
    }
    rows += "L-15,M-0043,C-001,Drawing BE68 5390 0754 7034,2026-11-24,7.60,260.00\n";
    const auto ran = workspace.run({"import", "declarations", workspace.file("many.csv", rows)});
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, "many.csv:2:"));
    CHECK(contains(ran.err,
                   "= note: the same in 12 other rows, lines 3, 4, 5, 6, 7, 8, 9, 10, 11, "
                   "12 and 2 more\n"));
    CHECK_FALSE(contains(ran.err, "many.csv:3:"));
    // The same code with another text is another message.
    CHECK(contains(ran.err, "many.csv:15:"));
    CHECK(contains(ran.err, "is an account number"));

    const auto reviewed = workspace.run({"review", "accept", "--all"});
    CAPTURE(reviewed.err);
    CHECK(reviewed.exit_code == 0);
    CHECK(contains(reviewed.err,
                   "warning I129: L-10, L-11, L-12, L-13, L-14, L-2, L-3, L-4, L-5, "
                   "L-6 and 3 more: description: "));
    CHECK(contains(reviewed.err, "warning I129: L-15: description: "));
}

TEST_CASE("declarations come from standard input and as JSON", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run({"import", "declarations", "-"},
                                   R"([{"declaration_id": "D-1", "member_id": "M-0043",
          "client_id": "C-001", "description": "Drawing at the fair",
          "work_dates": ["2026-11-12"], "hours": 7.60, "price": "200.00"}])");
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    const auto wrong = workspace.run({"import", "declarations", "-"},
                                     "[{\"declaration_id\": \"D-2\", \"member_id\": \"M-0043\",\n"
                                     "  \"client_id\": \"C-001\", \"description\": \"short\",\n"
                                     "  \"work_dates\": \"2026-11-12\", \"hours\": 7.6,\n"
                                     "  \"price\": \"0\"}]");
    CHECK(wrong.exit_code == 3);
    CHECK(contains(wrong.err, "-:4:12: error I203: price: "));
    CHECK(contains(wrong.err, "-:2:40: error I401: description: "));
}
