#include "engine/ruleset/syntax/parser.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/syntax/declaration_parser.hpp"

#include <algorithm>
#include <limits>

namespace mutua::ruleset {

namespace {

using syntax::File;
using syntax::Token;
using syntax::TokenCursor;
using syntax::TokenKind;

const std::vector<std::string>& declaration_words() {
    static const std::vector<std::string> words{"amend", "carry", "enum",  "input",
                                                "param", "rule",  "scale", "source",
                                                "table", "test",  "unit",  "use"};
    return words;
}

/// A package is where its path says: `xx/social.rules` is `xx.social`.
std::string package_of_path(std::string_view path) {
    constexpr std::string_view ending = ".rules";
    if (path.size() > ending.size() && path.substr(path.size() - ending.size()) == ending) {
        path.remove_suffix(ending.size());
    }
    std::string package{path};
    std::replace(package.begin(), package.end(), '/', '.');
    return package;
}

/// Whether a package can be called so: a file outside the folder of the packs says nothing about
/// its package.
bool is_name(const std::string& package) {
    bool begins = true;
    for (const char c : package) {
        const bool is_letter = (c >= 'a' && c <= 'z') || c == '_';
        const bool is_digit = c >= '0' && c <= '9';
        if (c == '.' ? begins : begins ? !is_letter : !is_letter && !is_digit) { return false; }
        begins = c == '.';
    }
    return !begins;
}

/// The declaration that a word begins, or that it was meant to begin.
std::string meant_declaration(const std::string& word) {
    const auto& words = declaration_words();
    const bool known = std::find(words.begin(), words.end(), word) != words.end();
    return known ? word : nearest(word, words).value_or("");
}

void fail_declaration(TokenCursor& cursor) {
    const std::string_view found = cursor.text(cursor.peek());
    std::string help = did_you_mean(found, declaration_words());
    if (help.empty()) { help = "only declarations begin in column 1: indent this line"; }
    cursor.fail_expected("a declaration such as `rule` or `param`", std::move(help));
}

/// The words that can stand behind what was read of a declaration.
std::vector<std::string> clause_words_of(const std::string& word) {
    std::vector<std::string> words{"and", "or", "round", "source", "review", "provisional"};
    const auto add = [&](std::initializer_list<const char*> more) {
        words.insert(words.end(), more.begin(), more.end());
    };
    if (word == "package") { return {"covers", "dated", "layer", "rounding"}; }
    if (word == "source") { return {"url"}; }
    if (word == "unit") { return {"decimals"}; }
    if (word == "input") { add({"default", "label", "profile", "range"}); }
    if (word == "param") { add({"from", "until"}); }
    if (word == "scale") { add({"above", "each", "from", "plus", "reaching", "until"}); }
    if (word == "table") { add({"from", "otherwise", "row", "until"}); }
    if (word == "rule") { add({"ensure", "exception", "from", "until"}); }
    if (word == "carry") { add({"label", "range", "reset", "starts"}); }
    if (word == "amend") { add({"exception", "from", "until"}); }
    if (word == "test") { add({"expect", "given", "then"}); }
    return words;
}

/// What to do with a word or sign that goes on where a declaration cannot.
std::string rest_help(TokenCursor& cursor, const std::string& word) {
    if (cursor.at_word("if")) { return "write `if … then … else …`, the condition first"; }
    if (cursor.at_mark(";")) { return "remove it: the next clause begins on the next line"; }
    const std::string found{cursor.text(cursor.peek())};
    const auto& words = declaration_words();
    if (cursor.at(TokenKind::word) && std::find(words.begin(), words.end(), found) != words.end()) {
        return "a declaration begins in column 1: remove the blanks before `" + found + "`";
    }
    return cursor.near(clause_words_of(word));
}

/// What is left after a declaration belongs to nothing.
void expect_end_of_declaration(TokenCursor& cursor, const std::string& word) {
    if (cursor.failed() || cursor.at(TokenKind::start) || cursor.at(TokenKind::end)) { return; }
    cursor.fail_expected("the next clause of `" + word + "` or the next declaration",
                         rest_help(cursor, word));
}

void parse_declaration(TokenCursor& cursor, File& file) {
    using namespace syntax;
    const std::size_t errors = cursor.errors();
    // A badly written declaration is left out of the tree: nothing is said twice about it.
    const std::string word{cursor.text(cursor.peek())};
    const auto keep = [&](TokenCursor& read, auto& all, auto made) {
        expect_end_of_declaration(read, word);
        if (!read.failed() && read.errors() == errors) { all.push_back(std::move(made)); }
    };
    if (cursor.at_word("use")) {
        cursor.take();
        keep(cursor, file.uses, Use{cursor.expect_path("the name of a package")});
    } else if (cursor.at_word("source")) {
        keep(cursor, file.sources, parse_source(cursor));
    } else if (cursor.at_word("unit")) {
        keep(cursor, file.units, parse_unit_declaration(cursor));
    } else if (cursor.at_word("enum")) {
        keep(cursor, file.enums, parse_enum(cursor));
    } else if (cursor.at_word("input")) {
        keep(cursor, file.inputs, parse_input(cursor));
    } else if (cursor.at_word("param")) {
        keep(cursor, file.params, parse_param(cursor));
    } else if (cursor.at_word("scale")) {
        keep(cursor, file.scales, parse_scale(cursor));
    } else if (cursor.at_word("table")) {
        keep(cursor, file.tables, parse_table(cursor));
    } else if (cursor.at_word("carry")) {
        keep(cursor, file.carries, parse_carry(cursor));
    } else if (cursor.at_word("amend")) {
        keep(cursor, file.amends, parse_amend(cursor));
    } else if (cursor.at_word("rule")) {
        keep(cursor, file.rules, parse_rule(cursor));
    } else if (cursor.at_word("test")) {
        keep(cursor, file.tests, parse_test(cursor));
    } else {
        fail_declaration(cursor);
    }
}

/// What is read of one file: more would not fit into memory as a tree.
constexpr std::size_t words_max = 1'000'000;

class FileParser {
public:
    FileParser(const std::vector<SourceFile>& files, std::size_t index, TestBlocks tests)
        : files_{files}, index_{index}, findings_{files}, cursor_{files, index, findings_, tests} {}

    ParsedFile parse() {
        bool first = true;
        if (!cursor_.at(TokenKind::start) && !cursor_.at(TokenKind::end)) {
            cursor_.fail_expected("`package` in column 1", "remove the blanks before it");
            first = false;
        }
        while (cursor_.skip_to_start() && !cursor_.full()) {
            if (cursor_.words() > words_max) {
                cursor_.fail(cursor_.peek().span, "R010",
                             "a file of more than " + std::to_string(words_max) + " words",
                             "divide it into packages, and write long tables as CSV files");
                break;
            }
            parse_chunk(first);
            first = false;
        }
        if (first) { note_missing_package(); }
        file_.head_unread |= cursor_.full() || cursor_.words() > words_max;
        return {std::move(file_), findings_.take()};
    }

private:
    void parse_chunk(bool first) {
        const Token word = cursor_.peek();
        const std::string text{cursor_.text(word)};
        std::string name{cursor_.text(cursor_.peek(1))};
        const std::size_t errors = cursor_.errors();
        const bool misspelt = first && nearest(text, {"package"}) == "package";
        if (misspelt) {
            cursor_.fail(word.span, "R011", "a file starts with its package", "write `package`");
            file_.head_unread = true;
        } else if (cursor_.at_word("package")) {
            parse_head(first, word);
            expect_end_of_declaration(cursor_, text);
        } else {
            if (first) { note_missing_package(); }
            parse_declaration(cursor_, file_);
        }
        if (!cursor_.failed() && cursor_.errors() == errors) { return; }
        file_.unread.push_back(std::move(name));
        file_.head_unread |= text == "package" || meant_declaration(text) == "use";
    }

    void parse_head(bool first, const Token& word) {
        if (!first && !file_.package.text.empty()) {
            cursor_.fail(word.span, "R013", "`package` is given twice",
                         "one file is one package: move the rest to a file of its own");
            return;
        }
        syntax::parse_package(cursor_, file_);
        const std::string wanted = package_of_path(files_[index_].path);
        if (file_.package.text.empty() || file_.package.text == wanted) { return; }
        cursor_.note(
            file_.package.span, "R012",
            "the package is called `" + file_.package.text + "`, its file says `" + wanted + "`",
            "write `package " + wanted + "`, or move the file");
    }

    void note_missing_package() {
        const std::string wanted = package_of_path(files_[index_].path);
        cursor_.note(cursor_.peek().span, "R011", "a file starts with its package",
                     is_name(wanted) ? "begin it with `package " + wanted + "`"
                                     : "begin it with `package` and its name");
    }

    const std::vector<SourceFile>& files_;
    std::size_t index_;
    syntax::Findings findings_;
    TokenCursor cursor_;
    File file_;
};

}  // namespace

ParsedFile parse(const std::vector<SourceFile>& files, std::size_t index, TestBlocks tests) {
    if (files.at(index).bytes.size() >= std::numeric_limits<std::uint32_t>::max()) {
        Diagnostic found;
        found.code = "R001";
        found.message = "a rule file of 4 GB or more";
        found.help = "divide it into packages";
        found.where.file = files[index].path;
        return {{}, {std::move(found)}};
    }
    return FileParser{files, index, tests}.parse();
}

}  // namespace mutua::ruleset
