#include "cli/commands/rules_verify.hpp"
#include "tests/support/files.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/command_answer.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using mutua::cli::PackageReport;
using mutua::cli::verify_text;
using mutua::test::contains;

namespace {

PackageReport report_of(const char* name) {
    PackageReport made;
    made.name = name;
    made.report.segments = 2;
    made.report.rows = 600;
    made.report.figures = 4'800;
    made.report.rejected = 7;
    made.report.faults = 9;
    return made;
}

constexpr const char* verify_header =
    "package                  segments      rows rejected     figures  faults differ\n";

}  // namespace

TEST_CASE("rules verify says in a sentence that the three ways agree", "[cli][rules]") {
    CHECK(verify_text({report_of("xx.stand"), report_of("xx.shop")}) ==
          std::string{verify_header} +
              "xx.stand                        2       600        7       4 800       9      0\n"
              "xx.shop                         2       600        7       4 800       9      0\n"
              "all                             4     1 200       14       9 600      18      0\n"
              "\n"
              "All three ways agree on every figure and fault of 1 200 rows.\n");
}

TEST_CASE("rules verify speaks the language of the screen", "[cli][rules]") {
    const std::string french = verify_text({report_of("xx.stand")}, "fr");
    CHECK(french.starts_with(
        "paquet                   segments    lignes rejetées    chiffres défauts écarts\n"));
    CHECK(contains(french, "\ntous                            2       600"));
    CHECK(french.ends_with(
        "Les trois calculs s'accordent sur chaque chiffre et chaque défaut de 600 lignes.\n"));
}

TEST_CASE("rules verify shows where columns and the exact walk differ", "[cli][rules]") {
    std::vector<PackageReport> reports{report_of("xx.stand"), report_of("xx.shop")};
    reports[1].report.difference = {"due: by rows 1.00, by columns 1.01, exactly 1.00",
                                    "test \"a case\" on 2026-06-30\n  given pay = 10.00\n"};
    CHECK(verify_text(reports) ==
          std::string{verify_header} +
              "xx.stand                        2       600        7       4 800       9      0\n"
              "xx.shop                         2       600        7       4 800       9      1\n"
              "all                             4     1 200       14       9 600      18      1\n"
              "\n"
              "xx.shop: due: by rows 1.00, by columns 1.01, exactly 1.00\n"
              "\n"
              "test \"a case\" on 2026-06-30\n"
              "  given pay = 10.00\n"
              "\n"
              "The three ways differ in 1 package, see above: a mistake of the program, to be "
              "reported.\n");
    reports[0].report.difference = reports[1].report.difference;
    CHECK(contains(verify_text(reports), "The three ways differ in 2 packages, see above"));
}

TEST_CASE("rules verify shares all rows among the packages that compute", "[cli][rules]") {
    const mutua::test::TemporaryFolder folder;
    const auto head = [](const std::string& name, const std::string& layer) {
        return "package " + name + "\n  dated by work_end\n" + layer +
               "  covers 2026-01-01 .. 2026-12-31\n"
               "source act \"An act (invented)\" url \"https://example.org/act\"\n";
    };
    folder.write("rules/xx/law.rules",
                 head("xx.law", "") +
                     "input pay : EUR per payslip  range 0.00 .. 100.00\n"
                     "rule meal : EUR per payslip\n  output\n  open to committee at least\n"
                     "  = pay  source act\n");
    folder.write("rules/xx/added.rules",
                 head("xx.added", "  layer committee\n") +
                     "use xx.law\namend xx.law.meal\n"
                     "  exception more when pay > 1.00 EUR = inherited + 0.50 EUR  source act\n");
    folder.write("rules/xx/more.rules",
                 head("xx.more", "  layer cooperative\n") +
                     "use xx.law\nrule twice : EUR per payslip\n  output\n  = meal * 2\n");
    // 61 rows for two packages: 30, and the 31 that are left.
    const auto day = *mutua::parse_date("2026-06-30");
    const auto answer = mutua::cli::testing::answer_of(
        [&](std::istream&, std::ostream& out, std::ostream& err) {
            return mutua::cli::rules_verify(
                {folder / "rules", day, {}, 61, 1, 1, mutua::cli::Format::text}, out, err);
        },
        "");
    CHECK(answer.code == mutua::cli::ExitCode::ok);
    CHECK(contains(answer.out, "figure and fault of 61 rows.\n"));
}
