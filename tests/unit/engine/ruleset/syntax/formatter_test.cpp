#include "engine/ruleset/syntax/formatter.hpp"

#include "engine/ruleset/syntax/lexer.hpp"
#include "engine/ruleset/syntax/outline.hpp"
#include "engine/ruleset/syntax/parser.hpp"
#include "tests/support/rule_files.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;

namespace {

const std::string dated_head = "package xx.shop\n  dated by work_end\n\n";

std::string formatted(const std::string& text) {
    const auto made = format({{"xx/shop.rules", text}}, 0);
    if (!made) { FAIL(to_string(made.error().front())); }
    return *made;
}

/// What comes out of a declaration behind a package clause.
std::string declaration(const std::string& text) {
    const std::string made = formatted(dated_head + text);
    REQUIRE(made.substr(0, dated_head.size()) == dated_head);
    return made.substr(dated_head.size());
}

std::vector<SourceFile> all_rules() {
    const std::filesystem::path root{MUTUA_SOURCE_DIR};
    std::vector<SourceFile> all = test::rule_files(root / "rules", {".rules"});
    const auto good = test::rule_files(root / "fixtures/rules/good", {".rules"});
    all.insert(all.end(), good.begin(), good.end());
    return all;
}

/// Comments with the word that follows each, in order.
std::vector<std::string> comments_before_words(const std::string& text) {
    std::vector<std::string> found;
    std::vector<std::string> open;
    bool in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_text) {
            i += text[i] == '\\' ? 1 : 0;
            in_text = text[i] != '"' || text[i - 1] == '\\';
        } else if (text[i] == '#') {
            const std::size_t end = std::min(text.find('\n', i), text.size());
            open.push_back(text.substr(i, end - i));
            while (open.back().back() == ' ') { open.back().pop_back(); }
            i = end;
        } else if (text[i] != ' ' && text[i] != '\n') {
            for (const std::string& comment : open) { found.push_back(comment + text[i]); }
            open.clear();
            in_text = text[i] == '"';
        }
    }
    for (const std::string& comment : open) { found.push_back(comment); }
    return found;
}

/// The laws of the formatter; false when the text is no rule file.
bool check_laws(const std::string& text) {
    const std::vector<SourceFile> before{{"xx/shop.rules", text}};
    const auto once = format(before, 0);
    if (!once) { return false; }
    const std::vector<SourceFile> after{{"xx/shop.rules", *once}};
    const auto twice = format(after, 0);
    REQUIRE(twice);
    CHECK(*twice == *once);
    CHECK(syntax::outline(parse(before, 0).file) == syntax::outline(parse(after, 0).file));
    auto comments = comments_before_words(text);
    auto kept = comments_before_words(*once);
    std::sort(comments.begin(), comments.end());
    std::sort(kept.begin(), kept.end());
    CHECK(kept == comments);
    CHECK(once->find(" \n") == std::string::npos);
    CHECK(once->find("\n\n\n") == std::string::npos);
    return true;
}

/// `text` with a comment before each `step`th word, from the word `first` on; not before the first
/// word of the file. `behind` the word before, or a line of its own.
std::string commented(const std::string& text, std::size_t first, std::size_t step, bool behind) {
    const std::vector<SourceFile> files{{"xx/shop.rules", text}};
    syntax::Findings findings{files};
    syntax::Lexer lexer{files, 0, findings};
    std::string made;
    std::size_t written = 0;
    for (std::size_t word = 0;;) {
        const syntax::Token token = lexer.next();
        if (token.kind == syntax::TokenKind::start) { continue; }
        if (word > 0 && word >= first && (word - first) % step == 0) {
            made += (behind ? "  # remark " : "\n  # remark ") + std::to_string(word) + "\n ";
        }
        made += text.substr(written, token.span.end - written);
        written = token.span.end;
        if (token.kind == syntax::TokenKind::end) { return made; }
        ++word;
    }
}

/// One declaration of each kind, with nothing where it belongs.
const std::string unsorted =
    "package xx.shop\n  rounding EUR half up to 0.01\n  covers 2025-01-01 .. 2026-12-31\n"
    "  layer law\n  dated by work_end\n"
    "input pay : EUR per payslip\n  label fr \"Paie\" nl \"Loon\"\n  profile\n"
    "  default 1.00\n  range 0.00 .. 2.00\n"
    "param rate : percent\n  label fr \"Taux\"\n  dated by payment_date\n"
    "  from 2025-01-01 = 1.00 %  provisional  review by 2026-01-01  source act \"par. 1\"\n"
    "  from 2026-01-01 = 1.10 %  review by 2027-01-01  source act  source other\n"
    "scale tax : EUR -> EUR marginal\n  label fr \"Taxe\"\n  dated by payment_date\n"
    "  from 2025-01-01  provisional  source act\n    above 0.00 : 1 %\n"
    "    above 1000.00 : 2 %\n    each bracket round half up to 0.01\n"
    "table lump (far : bool) : EUR\n  label fr \"Forfait\"\n  dated by payment_date\n"
    "  from 2025-01-01  review by 2026-01-01  source act\n    row no : 1.00\n"
    "    otherwise : 2.00\n"
    "rule fee : EUR per payslip\n  open to committee at least\n  output\n  tags a, b\n"
    "  shown on payslip order 1\n  label fr \"Frais\"\n  dated by payment_date\n"
    "  from 2025-01-01\n    applies when pay > 1.00\n"
    "    default = pay * rate  provisional  source act\n"
    "    exception one when pay > 2.00 = 1.00  review by 2027-01-01  source act\n"
    "    exception two exclusive with three over one when pay > 3.00\n"
    "      = 2.00 round half up to 0.01  source act\n"
    "    exception three when pay > 4.00 = 3.00  source act\n"
    "  until 2026-06-30\n  ensure fee >= 0 else \"never negative\"\n"
    "carry base : EUR per payslip keyed by person\n  starts at 0.00\n  reset each year\n"
    "  = prior base + pay  review by 2027-01-01  source act\n  label fr \"Base\"\n"
    "  range 0.00 .. 9.00\n"
    "test \"one\" on 2025-06-30  source act\n  given pay = 1.00\n  expect fee = 0.01\n";

/// A small generator: the same numbers on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}
    std::size_t below(std::size_t limit) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((state_ >> 33U) % limit);
    }

private:
    std::uint64_t state_;
};

/// Blanks become line ends and comments, line ends blanks, lines change places, words go missing.
std::string mutated(std::string text, Dice& dice) {
    const std::size_t changes = 1 + dice.below(6);
    for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
        std::size_t at = text.find_first_of(" \n", dice.below(text.size()));
        if (at == std::string::npos) { continue; }
        switch (dice.below(7)) {
            case 0:
                text.replace(at, 1, "\n    ");
                break;
            case 1:
                text.replace(at, 1, "  # a remark\n  ");
                break;
            case 2:
                text.replace(at, 1, "\n\n  # a remark of its own\n# and more\n   ");
                break;
            case 3:
                text.insert(at, text[at] == '\n' ? "\n" : "   ");
                break;
            case 4: {
                const std::size_t end = text.find_first_of(" \n", at + 1);
                if (end != std::string::npos) { text.erase(at, end - at); }
                break;
            }
            case 5: {
                const std::size_t line = text.find('\n', at);
                const std::size_t next =
                    line == std::string::npos ? line : text.find('\n', line + 1);
                const std::size_t last =
                    next == std::string::npos ? next : text.find('\n', next + 1);
                if (last == std::string::npos) { break; }
                const std::string moved = text.substr(line, next - line);
                text.erase(line, next - line);
                text.insert(line + (last - next), moved);
                break;
            }
            default: {
                const std::size_t line = text.find('\n', at);
                if (line != std::string::npos && text[line - 1] != '\n') {
                    text.insert(line, std::string(1 + dice.below(90), ' ') + "# " +
                                          std::string(dice.below(60), 'x'));
                }
            }
        }
    }
    return text;
}

}  // namespace

TEST_CASE("the clauses of a rule stand in one order, one a line", "[syntax][formatter]") {
    CHECK(declaration("rule  pay:EUR  per payslip output tags a,b\n"
                      "   shown on payslip section pay order 10 as earning\n"
                      "   label fr \"Paie\" nl \"Loon\" dated by payment_date\n"
                      "   open to committee,cooperative at least\n"
                      "   =gross*( 1+2 )-worker_rate round half up to 0.01 review by 2027-01-01 "
                      "provisional source act \"par. 2\"\n"
                      "   ensure pay>=0 else \"never negative\"\n") ==
          "rule pay : EUR per payslip\n"
          "  dated by payment_date\n"
          "  label fr \"Paie\" nl \"Loon\"\n"
          "  shown on payslip section pay order 10 as earning\n"
          "  tags a, b\n"
          "  output\n"
          "  open to committee, cooperative at least\n"
          "  = gross * (1 + 2) - worker_rate round half up to 0.01\n"
          "    source act \"par. 2\"  review by 2027-01-01  provisional\n"
          "  ensure pay >= 0 else \"never negative\"\n");
}

TEST_CASE("brackets and rows stand below each other, figures to the right", "[syntax][formatter]") {
    CHECK(declaration("scale tax : EUR -> EUR stated\n"
                      " from 2025-01-01 source act\n"
                      " reaching 0.00 : 0.00\n above 1000.00 : 0.00 plus 4.00 %\n"
                      " above 12000.00 : 440.00 plus 1 %\n each bracket round half up to 0.01\n"
                      " until 2026-12-31\n") ==
          "scale tax : EUR -> EUR stated\n"
          "  from 2025-01-01  source act\n"
          "    reaching      0.00 :   0.00\n"
          "    above      1000.00 :   0.00 plus 4.00 %\n"
          "    above    12 000.00 : 440.00 plus    1 %\n"
          "    each bracket round half up to 0.01\n"
          "  until 2026-12-31\n");
}

TEST_CASE("exceptions have their formulas below each other where they fit", "[syntax][formatter]") {
    CHECK(declaration("rule base : EUR per contract\n  default = gross_pay source act\n"
                      "  exception blue exclusive with red over white when kind is blue "
                      "= gross_pay * 110 % source act\n") ==
          "rule base : EUR per contract\n"
          "  default                                                        = gross_pay  source "
          "act\n"
          "  exception blue over white exclusive with red when kind is blue = gross_pay * 110 %  "
          "source act\n");
    CHECK(declaration("rule base : EUR per contract\n  default = gross_pay source act\n"
                      "  exception blue over white exclusive with red when kind is blue "
                      "= gross_pay * 110 % source act \"par. 1\"\n") ==
          "rule base : EUR per contract\n"
          "  default = gross_pay  source act\n"
          "  exception blue over white exclusive with red when kind is blue = gross_pay * 110 %\n"
          "            source act \"par. 1\"\n");
}

TEST_CASE("long formulas break at their loosest operators", "[syntax][formatter]") {
    CHECK(declaration("rule most : EUR per payslip\n  = max(first_of_the_amounts * "
                      "first_of_the_rates, second_of_the_large_amounts * second_of_the_rates, 0) + "
                      "(if worker_category is artist then one_more_amount else 0) + another\n") ==
          "rule most : EUR per payslip\n"
          "  = max(first_of_the_amounts * first_of_the_rates,\n"
          "        second_of_the_large_amounts * second_of_the_rates, 0)\n"
          "    + (if worker_category is artist then one_more_amount else 0)\n"
          "    + another\n");
    CHECK(declaration("rule what : code per payslip\n  = match treatment { standard or by_rules : "
                      "\"one text that is rather long\", otherwise : \"another, hardly shorter "
                      "one\" }\n") ==
          "rule what : code per payslip\n"
          "  = match treatment {\n"
          "      standard or by_rules : \"one text that is rather "
          "long\",\n"
          "      otherwise : \"another, hardly shorter one\"\n    }\n");
}

TEST_CASE("integers of five digits or more are grouped", "[syntax][formatter]") {
    CHECK(declaration("param cap : EUR\n  from 2025-01-01 = 1234567.125  source act\n"
                      "  from 2026-01-01 = 1234.5  source act\n") ==
          "param cap : EUR\n"
          "  from 2025-01-01 = 1 234 567.125  source act\n"
          "  from 2026-01-01 = 1234.5  source act\n");
}

TEST_CASE("comments stay with the word they preceded", "[syntax][formatter]") {
    CHECK(declaration("# Section\n\n# About a.\nparam a : EUR\n# first\n"
                      "  from 2025-01-01 = 1.00   # trailing\n\n\n  until 2025-12-31 # last\n"
                      "#tail\n") ==
          "# Section\n\n# About a.\nparam a : EUR\n  # first\n"
          "  from 2025-01-01 = 1.00  # trailing\n  until 2025-12-31  # last\n\n#tail\n");
}

TEST_CASE("clauses are sorted, and their comments with the word they preceded",
          "[syntax][formatter]") {
    CHECK(declaration("input pay : EUR per payslip\n  default 1.00\n"
                      "  # a bound\n  range 0.00 .. 2.00\n") ==
          "input pay : EUR per payslip\n  # a bound\n  range 0.00 .. 2.00\n  default 1.00\n");
    CHECK(declaration("rule pay : EUR per payslip\n"
                      "  output\n"
                      "  # for the statistics\n"
                      "  # and the yearly list\n"
                      "  tags a, b\n"
                      "  # French first\n"
                      "  label fr \"Paie\"\n"
                      "  = gross  # the whole\n") ==
          "rule pay : EUR per payslip\n"
          "  # French first\n"
          "  label fr \"Paie\"\n"
          "  # for the statistics\n"
          "  # and the yearly list\n"
          "  tags a, b\n"
          "  output\n"
          "  = gross  # the whole\n");
}

TEST_CASE("a comment behind a word that moved becomes a line of its own", "[syntax][formatter]") {
    CHECK(declaration("input pay : EUR per payslip  # asked\n"
                      "  default 1.00  # why one\n  range 0.00 .. 2.00\n") ==
          "input pay : EUR per payslip\n"
          "  # why one\n  range 0.00 .. 2.00\n  # asked\n  default 1.00\n");
    CHECK(declaration("input pay : EUR per payslip  # asked\n"
                      "  range 0.00 .. 2.00  # why two\n  default 1.00\n") ==
          "input pay : EUR per payslip  # asked\n"
          "  range 0.00 .. 2.00  # why two\n  default 1.00\n");
    // The next declaration comes to stand behind `default`.
    CHECK(declaration("input pay : EUR per payslip\n"
                      "  default 1.00\n  range 0.00 .. 2.00  # why two\n\nenum a { b, c }\n") ==
          "input pay : EUR per payslip\n"
          "  range 0.00 .. 2.00\n  default 1.00\n\n# why two\n\nenum a { b, c }\n");
    CHECK(declaration("rule pay : EUR per payslip\n"
                      "  output\n  label fr \"Paie\"  # why\n  = gross  # the whole\n") ==
          "rule pay : EUR per payslip\n"
          "  label fr \"Paie\"\n  output\n  # why\n  = gross  # the whole\n");
}

TEST_CASE("evidence and what an exception is over are sorted with their comments",
          "[syntax][formatter]") {
    CHECK(declaration("param rate : EUR\n"
                      "  from 2025-01-01 = 1.00  review by 2027-01-01  # then look\n"
                      "    source act \"par. 2\"  # since 2020\n") ==
          "param rate : EUR\n"
          "  from 2025-01-01 = 1.00\n"
          "                    # then look\n"
          "                    source act \"par. 2\" review by 2027-01-01\n\n"
          "# since 2020\n");
    CHECK(declaration("rule base : EUR per contract\n  default = gross  source act\n"
                      "  exception blue exclusive with red  # never both\n"
                      "    over white when kind is blue = gross * 2  source act\n") ==
          "rule base : EUR per contract\n"
          "  default = gross  source act\n"
          "  exception blue\n"
          "            # never both\n"
          "            over white exclusive with red when kind is blue = gross * 2 source act\n");
}

TEST_CASE("a file that cannot be read is left alone", "[syntax][formatter]") {
    const auto made = format({{"xx/shop.rules", dated_head + "rule pay : EUR per\n"}}, 0);
    REQUIRE_FALSE(made);
    CHECK(made.error().front().code == "R010");
}

TEST_CASE("the package of a file may have another name than its path", "[syntax][formatter]") {
    CHECK(format({{"elsewhere/shop.rules", dated_head + "enum a { b, c }\n"}}, 0));
}

TEST_CASE("the laws of the formatter hold on every rule file", "[syntax][formatter]") {
    const auto files = all_rules();
    REQUIRE(files.size() >= 10);
    for (const SourceFile& file : files) {
        INFO(file.path);
        REQUIRE(check_laws(file.bytes));
        const auto made = format({{"xx/shop.rules", file.bytes}}, 0);
        std::istringstream lines{*made};
        for (std::string line; std::getline(lines, line);) {
            // A text in quotes cannot be divided.
            const bool breakable = line.find('"') == std::string::npos;
            if (breakable && line.find('#') == std::string::npos) {
                INFO(line);
                CHECK(test::line_width(line) <= 100);
            }
        }
    }
}

TEST_CASE("the laws of the formatter hold on mutated rule files", "[syntax][formatter]") {
    Dice dice{20261124};
    std::size_t read_well = 0;
    for (const SourceFile& file : all_rules()) {
        const std::string& whole = file.bytes;
        for (std::size_t i = 0; i < 12; ++i) {
            // A piece of some declarations is as good as the whole file, and sooner read.
            const std::size_t cut = whole.find("\n\n", dice.below(whole.size()));
            const std::size_t end = cut == std::string::npos
                                        ? cut
                                        : whole.find("\n\n", std::min(whole.size(), cut + 3000));
            const std::string piece =
                cut == std::string::npos ? whole.substr(0, 3000) : whole.substr(cut, end - cut);
            const std::string text = mutated(dated_head + piece + "\n", dice);
            INFO(file.path << " mutation " << i << "\n" << text);
            read_well += check_laws(text) ? 1 : 0;
        }
    }
    CHECK(read_well > 50);
}

TEST_CASE("no comment between two words is lost, wherever clauses go", "[syntax][formatter]") {
    CHECK(formatted(unsorted) != unsorted);
    for (std::size_t step = 1; step <= 12; ++step) {
        for (std::size_t first = 1; first <= step; ++first) {
            for (const bool behind : {true, false}) {
                const std::string text = commented(unsorted, first, step, behind);
                INFO(text);
                REQUIRE(check_laws(text));
            }
        }
    }
}

TEST_CASE("the laws of the formatter hold with comments between any two words",
          "[syntax][formatter]") {
    Dice dice{20261129};
    for (const SourceFile& file : all_rules()) {
        INFO(file.path);
        const bool behind = dice.below(2) == 0;
        const std::size_t step = 2 + dice.below(9);
        // The largest are tests of years, and hold no other words.
        const bool is_large = file.bytes.size() > 40'000;
        if (!is_large) { REQUIRE(check_laws(commented(file.bytes, 1, 1, behind))); }
        REQUIRE(check_laws(commented(file.bytes, 1 + dice.below(step), step, !behind)));
    }
}
