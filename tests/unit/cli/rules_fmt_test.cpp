#include "cli/commands/rules_fmt.hpp"

#include "tests/support/files.hpp"
#include "tests/unit/cli/command_answer.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <istream>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::cli;
using cli::testing::Answer;
using cli::testing::answer_of;
using test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const std::string neat = "package xx.shop\n  dated by work_end\n\nenum kind { small, large }\n";
const std::string untidy = "package xx.shop dated by work_end\nenum kind {small,large}";

Answer formatted(const std::vector<std::string>& paths, bool check, const std::string& input = "",
                 Format format = Format::text) {
    return answer_of(
        [&](std::istream& in, std::ostream& out, std::ostream& err) {
            return rules_fmt({paths, check, format}, in, out, err);
        },
        input);
}

std::size_t file_count(const TemporaryFolder& folder) {
    const fs::recursive_directory_iterator all{folder.path()};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace

TEST_CASE("rules fmt names what it rewrites and leaves the rest alone", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/a.rules", untidy);
    folder.write("xx/b.rules", neat);
    folder.write("xx/notes.txt", untidy);
    const auto before = fs::last_write_time(folder.named("xx/b.rules"));
    const std::size_t files = file_count(folder);
    const Answer ran = formatted({folder.named("")}, false);
    CHECK(ran.code == ExitCode::ok);
    CHECK(ran.out == folder.named("xx/a.rules") + "\n");
    CHECK(ran.err == "1 of 2 files changed\n");
    CHECK(folder.read("xx/a.rules") == neat);
    CHECK(folder.read("xx/notes.txt") == untidy);
    CHECK(fs::last_write_time(folder.named("xx/b.rules")) == before);
    CHECK(file_count(folder) == files);
    CHECK(formatted({folder.named("")}, false).out.empty());
}

TEST_CASE("rules fmt --check says what would change and writes nothing", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/a.rules", untidy);
    folder.write("xx/b.rules", neat);
    const Answer ran = formatted({folder.named("xx/a.rules"), folder.named("xx/b.rules")}, true);
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.out == folder.named("xx/a.rules") + "\n");
    CHECK(ran.err.find("1 of 2 files would change\n") == 0);
    CHECK(folder.read("xx/a.rules") == untidy);
    CHECK(formatted({folder.named("xx/b.rules")}, true).code == ExitCode::ok);
}

TEST_CASE("rules fmt reports a file that it cannot read and goes on", "[cli][rules]") {
    const TemporaryFolder folder;
    const std::string broken = "package xx.shop\nenum kind { small\n";
    folder.write("xx/a.rules", broken);
    folder.write("xx/b.rules", untidy);
    const Answer ran = formatted({folder.named(""), folder.named("xx/none.rules")}, false);
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.err.find(folder.named("xx/a.rules") + ":2:18: error R010: ") == 0);
    CHECK(ran.err.find("S001") != std::string::npos);
    CHECK(ran.err.find("1 of 3 files changed, 2 cannot be read\n") != std::string::npos);
    CHECK(folder.read("xx/a.rules") == broken);
    CHECK(folder.read("xx/b.rules") == neat);
}

TEST_CASE("rules fmt follows a link to the file that it names", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("shop", untidy);
    fs::create_directory(folder / "xx");
    fs::create_symlink("../shop", folder.named("xx/a.rules"));
    CHECK(formatted({folder.named("xx/a.rules")}, false).code == ExitCode::ok);
    CHECK(fs::is_symlink(folder.named("xx/a.rules")));
    CHECK(folder.read("shop") == neat);
}

TEST_CASE("rules fmt - reads standard input and writes standard output", "[cli][rules]") {
    const Answer ran = formatted({"-"}, false, untidy);
    CHECK(ran.code == ExitCode::ok);
    CHECK(ran.out == neat);
    CHECK(formatted({"-"}, true, untidy).code == ExitCode::bad_input);
    CHECK(formatted({"-"}, true, neat).code == ExitCode::ok);
}

TEST_CASE("rules fmt answers programs in JSON", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/a.rules", untidy);
    const Answer ran = formatted({folder.named("xx/a.rules")}, true, "", Format::json);
    CHECK(ran.out ==
          "{\n  \"files\": [\n    {\n      \"file\": \"" + folder.named("xx/a.rules") +
              "\",\n      \"outcome\": \"would change\"\n    }\n  ],\n  \"findings\": []\n}\n");
    CHECK(ran.err.empty());
    const Answer written = formatted({folder.named("xx/a.rules")}, false, "", Format::json);
    CHECK(written.out.find("\"outcome\": \"changed\"") != std::string::npos);
}

TEST_CASE("rules fmt proposes no name for a file outside a folder of packs", "[cli][rules]") {
    CHECK(formatted({"/dev/null"}, true).err ==
          "/dev/null: error S001: cannot be read: it is a device, and no file\n"
          "0 of 1 file would change, 1 cannot be read\n");
    const TemporaryFolder folder;
    const std::string file = folder.write("a.rules", "unit kg\n");
    CHECK(formatted({file}, true)
              .err.starts_with(file + ":1:1: error R011: a file starts with its package\n"));
    CHECK(formatted({file}, true).err.find("= help: begin it with `package` and its name\n") !=
          std::string::npos);
}
