// The examples of `explain code` are true: what is wrong gives its code, and mended it is gone.
#include "cli/commands/program_codes.hpp"
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using mutua::cli::page_of_code;
using mutua::cli::program_codes;
using mutua::ruleset::all_codes;
using mutua::ruleset::CodePage;
using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::hand_worked_case;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const fs::path rule_fixtures = fs::path{MUTUA_SOURCE_DIR} / "fixtures/rules";

/// Commands of examples name files below the folder that one stands in.
class CurrentFolder {
public:
    explicit CurrentFolder(const fs::path& folder) : before_{fs::current_path()} {
        fs::current_path(folder);
    }
    CurrentFolder(const CurrentFolder&) = delete;
    CurrentFolder& operator=(const CurrentFolder&) = delete;
    ~CurrentFolder() { fs::current_path(before_); }

private:
    fs::path before_;
};

/// The words of a command as a shell hands them over, without `mutua` itself.
std::vector<std::string> arguments_of(const std::string& command) {
    std::vector<std::string> words;
    bool is_quoted = false;
    bool is_word = false;
    for (const char c : command) {
        if (c == '"') {
            is_quoted = !is_quoted;
            if (is_quoted && !is_word) { words.emplace_back(); }
            is_word = true;
        } else if (c == ' ' && !is_quoted) {
            is_word = false;
        } else {
            if (!is_word) { words.emplace_back(); }
            is_word = true;
            words.back() += c;
        }
    }
    REQUIRE(words.at(0) == "mutua");
    words.erase(words.begin());
    return words;
}

std::string small_letters(std::string code) {
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return code;
}

/// The files that lie beside the rules of an example: wrong ones have a folder of their own, mended
/// ones are named in the rules or have the name of a wrong one.
std::vector<fs::path> files_beside(const std::string& code, const std::string& rules,
                                   bool is_mended) {
    const fs::path wrong = rule_fixtures / "bad" / code;
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::directory_iterator{is_mended ? rule_fixtures / "good/xx" : wrong}) {
        const std::string name = entry.path().filename().string();
        const bool is_named = contains(rules, "use xx." + entry.path().stem().string() + "\n") ||
                              contains(rules, "\"" + name + "\"");
        if (!is_mended || is_named || fs::exists(wrong / name)) { files.push_back(entry.path()); }
    }
    return files;
}

/// Everything that the command of a page prints of rules and a row.
std::string printed_by(const CodePage& page, const std::string& rules, const std::string& row,
                       bool is_mended) {
    const TemporaryFolder folder;
    const std::string name = small_letters(page.code);
    if (is_mended || fs::is_directory(rule_fixtures / "bad" / page.code)) {
        for (const fs::path& beside : files_beside(page.code, rules, is_mended)) {
            static_cast<void>(folder.write("xx/" + beside.filename().string(), file_bytes(beside)));
        }
    }
    static_cast<void>(folder.write("xx/" + name + ".rules", rules));
    if (!row.empty()) { static_cast<void>(folder.write(name + ".json", row)); }
    const CurrentFolder here{folder.path()};
    const Ran ran = run_mutua(folder.path(), "2026-11-23", arguments_of(page.command));
    return ran.err + ran.out;
}

/// A command of a session, with the files that were written before it and its answer.
struct Step {
    std::map<std::string, std::string> files;
    std::string command;
    std::string answer;
};

/// `$ cat FILE` shows what a file holds, `$ mutua …` is run; a backslash continues a command.
std::vector<Step> steps_of(const std::string& session) {
    std::vector<Step> steps(1);
    std::string* text = nullptr;
    bool goes_on = false;
    std::istringstream lines{session};
    for (std::string line; std::getline(lines, line);) {
        if (goes_on) {
            steps.back().command.pop_back();
            steps.back().command += line.substr(line.find_first_not_of(' '));
        } else if (line.starts_with("$ ")) {
            if (!steps.back().command.empty()) { steps.emplace_back(); }
            Step& step = steps.back();
            const std::string cat = "$ cat ";
            if (line.starts_with(cat)) {
                text = &step.files[line.substr(cat.size())];
                continue;
            }
            step.command = line.substr(2);
            text = &step.answer;
        } else {
            REQUIRE(text != nullptr);
            *text += line + "\n";
            continue;
        }
        goes_on = steps.back().command.ends_with('\\');
    }
    return steps;
}

/// Whether every line stands in what was printed; of one that ends with `…` its beginning.
bool stands_in(const std::string& printed_text, const std::string& answer) {
    const std::string rest = "…";
    std::istringstream lines{answer};
    for (std::string line; std::getline(lines, line);) {
        const bool is_open = line.ends_with(rest);
        if (is_open) { line.resize(line.size() - rest.size()); }
        if (!contains("\n" + printed_text, "\n" + line + (is_open ? "" : "\n"))) { return false; }
    }
    return true;
}

const fs::path& workspace_with_declarations() {
    static const PreparedWorkspace workspace;
    static const bool made = [] {
        const std::string jobs = (hand_worked_case / "declarations.csv").string();
        return workspace.run({"import", "declarations", jobs}).exit_code == 0;
    }();
    mutua::require(made, "the declarations of the examples are imported");
    static const fs::path path = workspace.path();
    return path;
}

/// Why a page shows no example.
const std::map<std::string, std::string> without_example{
    {"R906", "only a mistake of ours brings it about"},
    {"D105", "of a file with more than a thousand mistakes"},
    {"E801", "rows that read one another are not given as one row"},
    {"E501", "the rules of every cooperative refuse such a price before it (I440)"},
    {"U112", "of a variable of the shell, which main() reads"},
    {"U141", "of two folders with rules of their own"},
    {"U152", "of a computer without git"},
    {"U155", "mended, it runs every test of the packs"},
    {"U157", "of two rulesets or days, and rows for them"},
    {"U153", "of a git repository"},
    {"U300", "of a folder with no workspace anywhere above it"},
    {"U302", "of a whole mutua.toml, whose template `mutua init` writes"},
    {"U310", "of a whole mutua.toml"},
    {"U320", "of a program copied without its rules"},
    {"U321", "of a whole mutua.toml"},
    {"U323", "of two stores"},
    {"U168", "of a package of rules that announces nothing"},
    {"U324", "of a whole mutua.toml"},
    {"U180", "of a whole mutua.toml"},
    {"U181", "of a whole mutua.toml"},
    {"U183", "of a file with a secret"},
    {"U184", "of a whole mutua.toml"},
    {"U185", "of a whole mutua.toml"},
    {"U186", "of an invoice on paper"},
};

/// Those of rows and of the import have a cell for an example, those of a broken store none, and
/// those of e-invoices are of a whole document.
bool needs_example(const std::string& code) {
    const bool is_of_document = code >= "D120" && code <= "D169";
    return !is_of_document &&
           (code[0] == 'R' || code[0] == 'E' || code[0] == 'U' || code[0] == 'D');
}

}  // namespace

TEST_CASE("every page has an example, or a reason why not", "[cli][codes]") {
    std::vector<std::string> all = all_codes();
    for (const std::string& code : program_codes()) { all.push_back(code); }
    for (const std::string& code : all) {
        INFO(code);
        const auto page = page_of_code(code, "en");
        REQUIRE(page);
        const bool is_shown = !page->example.empty();
        if (needs_example(code)) { CHECK(is_shown != without_example.contains(code)); }
        CHECK(is_shown == !page->message.empty());
        // Mended is the text, or the row that it goes wrong with.
        if (is_shown) { CHECK((!page->mended.empty() || !page->mended_input.empty())); }
    }
}

TEST_CASE("an example of rules gives its code, and mended it is gone", "[cli][codes]") {
    std::size_t shown = 0;
    for (const std::string& code : all_codes()) {
        const auto page = page_of_code(code, "en");
        REQUIRE(page);
        if (page->example.empty()) { continue; }
        INFO(code << ": " << page->command);
        ++shown;
        const std::string wrong = printed_by(*page, page->example, page->input, false);
        INFO(wrong);
        CHECK(contains(page->message, code + ": "));
        CHECK(contains(wrong, page->message));
        const std::string mended =
            printed_by(*page, page->mended.empty() ? page->example : page->mended,
                       page->mended_input.empty() ? page->input : page->mended_input, true);
        INFO(mended);
        CHECK_FALSE(contains(mended, code + ": "));
        if (code[0] == 'E') { CHECK_FALSE(contains(mended, "error ")); }
    }
    CHECK(shown + 2 == all_codes().size());  // all but R906 and E801
}

TEST_CASE("an example of a command gives its code, and mended it is gone", "[cli][codes]") {
    std::size_t shown = 0;
    for (const std::string& code : program_codes()) {
        const auto page = page_of_code(code, "en");
        REQUIRE(page);
        if (page->example.empty()) { continue; }
        ++shown;
        const PreparedWorkspace workspace{workspace_with_declarations()};
        const CurrentFolder here{workspace.path()};
        bool is_wrong = false;
        for (const Step& step : steps_of(page->example + page->message + page->mended)) {
            for (const auto& [name, text] : step.files) {
                static_cast<void>(workspace.file(name, text));
            }
            const Ran ran = workspace.run(arguments_of(step.command));
            INFO(code << ": " << step.command << "\n" << ran.err);
            if (step.answer.empty()) {
                CHECK(ran.exit_code == 0);
                CHECK_FALSE(contains(ran.err, "error "));
                continue;
            }
            CHECK(ran.exit_code != 0);
            CHECK(contains(ran.err, code + ": "));
            CHECK(stands_in(ran.err, step.answer));
            is_wrong = true;
        }
        CHECK(is_wrong);
    }
    CHECK(shown > 40);
}
