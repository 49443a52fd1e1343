// What the sides of `rules diff` may be: folders and days elsewhere; here rulesets that the store
// keeps and revisions of a git repository. And whose rows `--input` holds.
#include "cli/child_process.hpp"
#include "cli/commands/kept_rules.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <string>
#include <vector>

using mutua::cli::run_child;
using mutua::test::hand_worked_case;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;
using mutua::test::replaced;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

namespace {

const std::string stand = R"rules(package xx.stand
  dated by work_end
  covers 2025-01-01 .. 2027-12-31
  rounding EUR half up to 0.01

source act "An act (invented)" url "https://example.org/act"

input pay : EUR per payslip  range 0.00 .. 100 000.00

param rate : percent
  from 2025-01-01 = 10.00 %  source act "par. 2"

rule due : EUR per payslip
  output
  = pay * rate  source act "par. 3"
)rules";

/// A git repository whose rules were changed once: the rate was 10 % at `old`, and is 11 %.
class Repository {
public:
    Repository() {
        git({"init", "--quiet"});
        static_cast<void>(folder_.write("packs/xx/stand.rules", stand));
        commit("old");
        git({"tag", "old"});
        static_cast<void>(
            folder_.write("packs/xx/stand.rules", replaced(stand, "10.00 %", "11.00 %")));
        commit("new");
    }

    [[nodiscard]] Ran diff(std::vector<std::string> more) const {
        more.insert(more.begin(), {"rules", "diff", "--rules", folder_.named("packs")});
        return run_mutua(folder_.path(), "2026-11-30", std::move(more));
    }
    [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
        return folder_.write(name, text);
    }

private:
    void git(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"git", "-C", folder_.path().string(), "-c",
                                             "user.name=Test", "-c", "user.email=t@example.org"});
        const auto answer = run_child(arguments, {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"});
        REQUIRE(answer);
        REQUIRE(answer->exit_code == 0);
    }
    void commit(const std::string& message) const {
        git({"add", "--all"});
        git({"commit", "--quiet", "--no-gpg-sign", "--message", message});
    }

    TemporaryFolder folder_;
};

constexpr const char* rate_rises =
    "xx.stand.rate  figure   2025-01-01 ..  10.00 % -> 11.00 %  source act \"par. 2\"\n";

/// A workspace whose store keeps one ruleset, and the hash of that.
struct Kept {
    PreparedWorkspace workspace;
    std::string hash;

    Kept() {
        const std::string jobs = (hand_worked_case / "declarations.csv").string();
        REQUIRE(workspace.run({"import", "declarations", jobs}).exit_code == 0);
        REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
        const Ran list = workspace.run({"explain", "declaration", "A-1", "--json"});
        hash = nlohmann::json::parse(list.out)["ruleset"];
    }
};

}  // namespace

TEST_CASE("a child process is run without a shell", "[cli]") {
    const auto plain = run_child({"printf", "%s|", "a b", "$HOME", "`id`"});
    REQUIRE(plain);
    CHECK(plain->exit_code == 0);
    CHECK(plain->out == "a b|$HOME|`id`|");
    CHECK(run_child({"false"})->exit_code == 1);
    CHECK_FALSE(run_child({"a program that is nowhere"}));
    CHECK(run_child({"env"}, {"PATH"})->out.find("\nPATH=") == std::string::npos);
}

TEST_CASE("rules diff compares with a revision of git", "[cli][rules]") {
    const Repository repository;
    const Ran since = repository.diff({"git:old", "@2026-11-30"});
    CHECK(since.err == "1 change\n");
    CHECK(since.exit_code == 0);
    CHECK(repository.diff({"git:old", "2026-11-30"}).err == "1 change\n");
    CHECK(repository.diff({"2026-11-29", "2026-11-30"}).out.empty());
    CHECK(repository.diff({"git:HEAD~1", "git:HEAD"}).out == rate_rises);
    CHECK(repository.diff({"git:HEAD", "git:HEAD@{0}"}).out.empty());
    // 1 % of 1 000.00 is 10.00.
    const std::string rows = repository.file("rows.csv", "pay\n1000.00\n");
    const Ran effect =
        repository.diff({"git:old@2026-11-30", "git:HEAD@2026-11-30", "--input", rows});
    CHECK(effect.exit_code == 0);
    CHECK(effect.out.find("  sum            +10.00\n") != std::string::npos);
}

TEST_CASE("a revision that is not there is refused in words", "[cli][rules]") {
    const Repository repository;
    const Ran revision = repository.diff({"git:older", "git:HEAD"});
    CHECK(revision.exit_code == 65);
    CHECK(revision.out.empty());
    CHECK(revision.err.starts_with("error U153: git:older: the repository of "));
    CHECK(revision.err.find(" has no revision `older`\n") != std::string::npos);
    const Ran option = repository.diff({"git:--all", "git:HEAD"});
    CHECK(option.err.find(" has no revision `--all`\n") != std::string::npos);

    const std::string younger = repository.file("younger/xx/stand.rules", stand);
    const Ran none = run_mutua("/", "2026-11-30",
                               {"rules", "diff", "git:old", "git:HEAD", "--rules",
                                younger.substr(0, younger.find("/xx/"))});
    CHECK(none.exit_code == 65);
    CHECK(none.err.starts_with("error S002: git:old: no `.rules` file lay below "));

    const TemporaryFolder elsewhere;
    static_cast<void>(elsewhere.write("xx/stand.rules", stand));
    const Ran nowhere =
        run_mutua("/", "2026-11-30",
                  {"rules", "diff", "git:old", "git:HEAD", "--rules", elsewhere.path().string()});
    CHECK(nowhere.exit_code == 65);
    CHECK(nowhere.err.starts_with("error U153: git:old: " + elsewhere.path().string() +
                                  " is in no repository\n"));
}

TEST_CASE("rules diff compares with a ruleset that the store keeps", "[cli][rules]") {
    const Kept kept;
    REQUIRE(kept.hash.size() == 7 + 64);
    const std::string digits = kept.hash.substr(7);
    for (const std::string& side : {kept.hash, "sha256:" + digits.substr(0, 8),
                                    digits.substr(0, 12), digits + "@2026-06-30"}) {
        const Ran same = kept.workspace.run({"rules", "diff", side, side});
        CAPTURE(side);
        CHECK(same.err == "0 changes\n");
        CHECK(same.exit_code == 0);
    }
    CHECK(kept.workspace.run({"rules", "diff", kept.hash, "@2026-11-02"}).out.empty());
    const Ran other = kept.workspace.run({"rules", "diff", "sha256:0123456789ab", kept.hash});
    CHECK(other.exit_code == 65);
    CHECK(other.err ==
          "error U151: sha256:0123456789ab: the store keeps no such ruleset\n"
          "  = help: it keeps " +
              kept.hash + "\n");
    const Ran brief = kept.workspace.run({"rules", "diff", "sha256:0123", kept.hash});
    CHECK(brief.exit_code == 65);
    CHECK(brief.err ==
          "error U151: sha256:0123: too short for a hash\n"
          "  = help: write at least 8 digits of it\n");
    const TemporaryFolder empty;
    const Ran outside =
        run_mutua(empty.path(), "2026-11-02", {"rules", "diff", kept.hash, kept.hash});
    CHECK(outside.exit_code == 78);
}

TEST_CASE("digits of a hash have to name one ruleset", "[cli][rules]") {
    const std::vector<std::string> kept{"sha256:0123456789aa", "sha256:0123456789bb",
                                        "sha256:ffff"};
    const auto chosen = [&kept](const char* shown) {
        const auto hash = mutua::cli::hash_that_begins(kept, shown);
        return hash ? *hash : to_string(hash.error().front());
    };
    CHECK(chosen("sha256:f") == "sha256:ffff");
    CHECK(chosen("sha256:0123456789b") == "sha256:0123456789bb");
    CHECK(chosen("sha256:01234567") ==
          "error U151: sha256:01234567: several rulesets begin like this\n"
          "  = help: write more digits: sha256:0123456789aa, sha256:0123456789bb");
}

TEST_CASE("a revision of git needs the program git", "[cli][rules]") {
    const Repository repository;
    const TemporaryFolder nothing;
    const std::string path = std::getenv("PATH");
    REQUIRE(::setenv("PATH", nothing.path().c_str(), 1) == 0);
    const Ran ran = repository.diff({"git:old", "git:HEAD"});
    REQUIRE(::setenv("PATH", path.c_str(), 1) == 0);
    CHECK(ran.exit_code == 65);
    CHECK(ran.out.empty());
    CHECK(ran.err ==
          "error U152: git:old: the git program cannot be started\n"
          "  = help: install git, or compare folders\n");
}

TEST_CASE("rows belong to the package that the others build on", "[cli][rules]") {
    const TemporaryFolder folder;
    static_cast<void>(folder.write("xx/stand.rules", stand));
    static_cast<void>(folder.write("xx/fair.rules", R"rules(package xx.fair
  dated by work_end
  covers 2025-01-01 .. 2027-12-31
  rounding EUR half up to 0.01

use xx.stand

source act "An act (invented)" url "https://example.org/act"

rule twice : EUR per payslip
  output
  = due * 2  source act "par. 1"
)rules"));
    const std::string rows = folder.write("rows.csv", "pay\n1000.00\n");
    const auto diff = [&](const std::string& figure = "") {
        const std::string rules = folder.path().string() + "@2026-11-30";
        std::vector<std::string> words{"rules", "diff", rules, rules, "--input", rows};
        if (!figure.empty()) { words.insert(words.end(), {"--figures", figure}); }
        return run_mutua(folder.path(), "2026-11-30", words);
    };
    const Ran one = diff();
    CHECK(one.err.empty());
    CHECK(one.out == "xx.stand, " + rows +
                         ": 1 row, 1 figure compared, 0 changed\n"
                         "(the package that knows all columns; `--package` names another)\n\n");
    const Ran asked = diff("twice");
    CHECK(asked.err.empty());
    CHECK(asked.out.starts_with("xx.fair, " + rows + ": 1 row, 1 figure compared, 0 changed\n"));
    const Ran unknown = diff("twise");
    CHECK(unknown.exit_code == 65);
    CHECK(unknown.err.starts_with("error R101: `xx.stand` knows no figure `twise`\n"));
    static_cast<void>(folder.write("xx/stall.rules", replaced(stand, "xx.stand", "xx.stall")));
    const Ran two = diff();
    CHECK(two.exit_code == 65);
    CHECK(two.err == "error U154: several packages know all columns of " + rows +
                         "\n  = help: name the package of the rows: `--package xx.stall`; they "
                         "are xx.stall, xx.stand\n");
}

TEST_CASE("where no row can be compared nothing is said of a change", "[cli][rules]") {
    const TemporaryFolder folder;
    static_cast<void>(folder.write("packs/xx/stand.rules", stand));
    const std::string rows = folder.write("rows.csv", "pay\n1000.00\n2000.00\n");
    const auto diff = [&](const std::string& before, const std::string& input) {
        return run_mutua(folder.path(), "2026-11-30",
                         {"rules", "diff", "--rules", folder.named("packs"), before, "2026-11-30",
                          "--input", input});
    };
    const Ran outside = diff("2024-06-30", rows);
    CHECK(outside.exit_code == 65);
    CHECK(outside.out.empty());
    CHECK(outside.err == "error U157: no row of " + rows +
                             " could be compared: each is rejected on one side or on both\n"
                             "  = help: 2 rows on the old side, the first " +
                             rows +
                             ":2: E201: work_end: `xx.stand` does not cover the work_end "
                             "2024-06-30\n");
    const std::string none = folder.write("none.csv", "pay\n");
    const Ran empty = diff("2026-06-30", none);
    CHECK(empty.exit_code == 65);
    CHECK(empty.err.starts_with("error U157: " + none + " has no row to compare\n"));
}
