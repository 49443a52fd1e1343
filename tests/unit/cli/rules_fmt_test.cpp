#include "cli/commands/rules_fmt.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

using namespace mutua;
using namespace mutua::cli;

namespace {

namespace fs = std::filesystem;

const std::string neat = "package xx.shop\n  dated by work_end\n\nenum kind { small, large }\n";
const std::string untidy = "package xx.shop dated by work_end\nenum kind {small,large}";

/// A folder of its own for one test, gone after it.
class Folder {
public:
    Folder() : path_{fs::temp_directory_path() / ("mutua-fmt-" + std::to_string(::getpid()))} {
        fs::create_directories(path_ / "xx");
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const {
        return (path_ / name).string();
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream{path_ / name, std::ios::binary} << bytes;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream input{path_ / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{input}, {}};
    }
    [[nodiscard]] std::size_t file_count() const {
        const fs::recursive_directory_iterator all{path_};
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

private:
    fs::path path_;
};

struct Ran {
    ExitCode code;
    std::string out;
    std::string err;
};

Ran formatted(const std::vector<std::string>& paths, bool check, const std::string& input = "",
              Format format = Format::text) {
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code = rules_fmt({paths, check, format}, in, out, err);
    return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("rules fmt names what it rewrites and leaves the rest alone", "[cli][rules]") {
    const Folder folder;
    folder.write("xx/a.rules", untidy);
    folder.write("xx/b.rules", neat);
    folder.write("xx/notes.txt", untidy);
    const auto before = fs::last_write_time(folder.path("xx/b.rules"));
    const std::size_t files = folder.file_count();
    const Ran ran = formatted({folder.path("")}, false);
    CHECK(ran.code == ExitCode::ok);
    CHECK(ran.out == folder.path("xx/a.rules") + "\n");
    CHECK(ran.err == "1 of 2 files changed\n");
    CHECK(folder.read("xx/a.rules") == neat);
    CHECK(folder.read("xx/notes.txt") == untidy);
    CHECK(fs::last_write_time(folder.path("xx/b.rules")) == before);
    CHECK(folder.file_count() == files);
    CHECK(formatted({folder.path("")}, false).out.empty());
}

TEST_CASE("rules fmt --check says what would change and writes nothing", "[cli][rules]") {
    const Folder folder;
    folder.write("xx/a.rules", untidy);
    folder.write("xx/b.rules", neat);
    const Ran ran = formatted({folder.path("xx/a.rules"), folder.path("xx/b.rules")}, true);
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.out == folder.path("xx/a.rules") + "\n");
    CHECK(ran.err.find("1 of 2 files would change\n") == 0);
    CHECK(folder.read("xx/a.rules") == untidy);
    CHECK(formatted({folder.path("xx/b.rules")}, true).code == ExitCode::ok);
}

TEST_CASE("rules fmt reports a file that it cannot read and goes on", "[cli][rules]") {
    const Folder folder;
    const std::string broken = "package xx.shop\nenum kind { small\n";
    folder.write("xx/a.rules", broken);
    folder.write("xx/b.rules", untidy);
    const Ran ran = formatted({folder.path(""), folder.path("xx/none.rules")}, false);
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.err.find(folder.path("xx/a.rules") + ":2:18: error R010: ") == 0);
    CHECK(ran.err.find("S001") != std::string::npos);
    CHECK(ran.err.find("1 of 3 files changed, 2 cannot be read\n") != std::string::npos);
    CHECK(folder.read("xx/a.rules") == broken);
    CHECK(folder.read("xx/b.rules") == neat);
}

TEST_CASE("rules fmt follows a link to the file that it names", "[cli][rules]") {
    const Folder folder;
    folder.write("shop", untidy);
    fs::create_symlink("../shop", folder.path("xx/a.rules"));
    CHECK(formatted({folder.path("xx/a.rules")}, false).code == ExitCode::ok);
    CHECK(fs::is_symlink(folder.path("xx/a.rules")));
    CHECK(folder.read("shop") == neat);
}

TEST_CASE("rules fmt - reads standard input and writes standard output", "[cli][rules]") {
    const Ran ran = formatted({"-"}, false, untidy);
    CHECK(ran.code == ExitCode::ok);
    CHECK(ran.out == neat);
    CHECK(formatted({"-"}, true, untidy).code == ExitCode::bad_input);
    CHECK(formatted({"-"}, true, neat).code == ExitCode::ok);
}

TEST_CASE("rules fmt answers programs in JSON", "[cli][rules]") {
    const Folder folder;
    folder.write("xx/a.rules", untidy);
    const Ran ran = formatted({folder.path("xx/a.rules")}, true, "", Format::json);
    CHECK(ran.out ==
          "{\n  \"files\": [\n    {\n      \"file\": \"" + folder.path("xx/a.rules") +
              "\",\n      \"outcome\": \"changed\"\n    }\n  ],\n  \"findings\": []\n}\n");
    CHECK(ran.err.empty());
}
