#include "tests/style/bans.hpp"
#include "tests/style/rooms.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

// Each check is shown to find what it is for, and to leave alone what only looks like it.

namespace mutua::style {
namespace {

std::vector<std::size_t> lines_of_findings(const std::vector<Finding>& found) {
    std::vector<std::size_t> lines;
    for (const Finding& one : found) { lines.push_back(one.line); }
    return lines;
}

using Lines = std::vector<std::size_t>;

TEST_CASE("comments and literals are blanked without moving anything", "[style]") {
    struct Row {
        const char* why;
        const char* source;
        const char* code;
    };
    const auto row = GENERATE(values<Row>({
        {"line comment", "a; // b\nc;", "a;     \nc;"},
        {"block comment", "a /* b\nc */ d", "a     \n     d"},
        {"string", "f(\"ab\", 1)", "f(\"  \", 1)"},
        {"comment in a string", "\"// a\" b", "\"    \" b"},
        {"quote in a comment", "// it's\nb", "       \nb"},
        {"escaped quote", R"("a\"b" c)", R"("    " c)"},
        {"character", "'\"' b", "' ' b"},
        {"digit separator", "10'000 'a'", "10'000 ' '"},
        {"raw string", "R\"(a \" b)\" c", "R\"(     )\" c"},
        {"raw string with a name", "R\"x(a )\" b)x\" c", "R\"x(      )x\" c"},
        {"string that is not closed", "\"ab\nc", "\"  \nc"},
    }));
    CAPTURE(row.why);
    CHECK(code_only(row.source) == row.code);
    CHECK(without_comments("f(\"a // b\"); // c") == "f(\"a // b\");     ");
}

TEST_CASE("includes are read with their lines, comments left out", "[style]") {
    const auto found = includes_of(
        "#pragma once\n#include \"engine/core/money.hpp\"\n// #include <soci/soci.h>\n"
        "#  include <vector>\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].target == "engine/core/money.hpp");
    CHECK(found[0].is_quoted);
    CHECK(found[0].line == 2);
    CHECK(found[1].target == "vector");
    CHECK_FALSE(found[1].is_quoted);
    CHECK(found[1].line == 4);
}

TEST_CASE("the table of rooms points one way", "[style]") {
    std::set<std::string> before;
    for (const Room& room : rooms()) {
        for (const std::string& other : room.may_include) {
            // The two rooms of the command line are one library: main() knows its commands.
            if (room.folder == "cli" && other == "cli/commands") { continue; }
            INFO(room.folder << " -> " << other);
            CHECK(before.contains(other));
        }
        CHECK(before.insert(room.folder).second);
    }
}

TEST_CASE("an include against the arrows is found", "[style]") {
    struct Row {
        const char* path;
        const char* target;
        bool is_allowed;
    };
    const auto row = GENERATE(values<Row>({
        {"engine/core/money.cpp", "engine/core/contract.hpp", true},
        {"engine/core/money.cpp", "engine/ledger/entry.hpp", false},
        {"engine/ledger/entry.cpp", "engine/core/money.hpp", true},
        {"engine/ledger/entry.cpp", "engine/cooperative/facts.hpp", false},
        {"engine/ledger/entry.cpp", "engine/ruleset/ruleset.hpp", false},
        {"engine/cooperative/facts.cpp", "engine/ledger/entry.hpp", false},
        {"engine/cooperative/facts.cpp", "engine/ruleset/ruleset.hpp", false},
        {"engine/ruleset/syntax/lexer.cpp", "engine/ruleset/check/names.hpp", false},
        {"engine/ruleset/check/names.cpp", "engine/ruleset/syntax/lexer.hpp", true},
        {"engine/ruleset/check/names.cpp", "engine/ruleset/run/value.hpp", false},
        {"engine/ruleset/run/value.cpp", "engine/ruleset/explain/tree.hpp", false},
        {"engine/ruleset/explain/tree.cpp", "engine/ruleset/run/value.hpp", true},
        {"engine/ruleset/run/value.cpp", "engine/ledger/entry.hpp", false},
        {"engine/settlement/quote.cpp", "engine/ruleset/run/value.hpp", true},
        {"engine/settlement/quote.cpp", "engine/store/store.hpp", false},
        {"engine/store/store.cpp", "engine/settlement/invoice.hpp", true},
        {"engine/store/store.cpp", "engine/service/close_month.hpp", false},
        {"engine/service/close_month.cpp", "engine/store/store.hpp", true},
        {"engine/service/close_month.cpp", "formats/ubl/invoice_writer.hpp", false},
        {"engine/service/close_month.cpp", "cli/workspace.hpp", false},
        {"formats/ubl/invoice_writer.cpp", "formats/xml/writer.hpp", true},
        {"formats/ubl/invoice_writer.cpp", "formats/journal/hledger.hpp", false},
        {"formats/ubl/invoice_writer.cpp", "engine/settlement/invoice.hpp", true},
        {"formats/ubl/invoice_writer.cpp", "engine/store/store.hpp", false},
        {"formats/ubl/invoice_writer.cpp", "engine/service/close_month.hpp", false},
        {"formats/ubl/invoice_writer.cpp", "engine/ruleset/ruleset.hpp", false},
        {"formats/xml/writer.cpp", "engine/settlement/invoice.hpp", false},
        {"formats/xml/writer.cpp", "cli/workspace.hpp", false},
        {"cli/commands/init.cpp", "engine/service/close_month.hpp", true},
        {"cli/main.cpp", "cli/commands/init.hpp", true},
        {"cli/commands/init.cpp", "tests/support/builders.hpp", false},
        {"tests/unit/engine/core/money_test.cpp", "engine/store/store.hpp", true},
    }));
    CAPTURE(row.path, row.target);
    const SourceFile file{row.path, "#pragma once\n#include \"" + std::string{row.target} + "\"\n"};
    CHECK(lines_of_findings(check_rooms(file)) == (row.is_allowed ? Lines{} : Lines{2}));
}

TEST_CASE("a file outside every room is found", "[style]") {
    CHECK(check_rooms({"engine/common/everything.cpp", ""}).size() == 1);
    CHECK(check_rooms({"formats/fax/page.cpp", ""}).size() == 1);
    CHECK(check_rooms({"engine/core/money.cpp", ""}).empty());
}

TEST_CASE("a library outside its room is found", "[style]") {
    struct Row {
        const char* path;
        const char* target;
        bool is_allowed;
    };
    const auto row = GENERATE(values<Row>({
        {"engine/store/store.cpp", "soci/soci.h", true},
        {"engine/service/close_month.cpp", "soci/soci.h", false},
        {"engine/settlement/quote.cpp", "sqlite3.h", false},
        {"formats/xml/document.cpp", "libxml/parser.h", true},
        {"formats/ubl/invoice_reader.cpp", "libxml/parser.h", false},
        {"cli/main.cpp", "CLI/CLI.hpp", true},
        {"engine/core/money.cpp", "CLI/CLI.hpp", false},
        {"cli/workspace.cpp", "toml++/toml.h", true},
        {"formats/tabular/csv.cpp", "toml++/toml.h", false},
        {"formats/tabular/json.cpp", "nlohmann/json.hpp", true},
        {"engine/ruleset/explain/json.cpp", "nlohmann/json.hpp", true},
        {"cli/commands/rules_eval.cpp", "nlohmann/json.hpp", true},
        {"cli/plan_file.cpp", "nlohmann/json.hpp", true},
        {"cli/commands/quote.cpp", "nlohmann/json.hpp", false},
        {"engine/settlement/quote.cpp", "nlohmann/json.hpp", false},
        {"engine/core/digest.cpp", "sodium/crypto_hash_sha256.h", true},
        {"engine/core/money.cpp", "sodium.h", false},
        {"engine/ledger/hash_chain.cpp", "sodium.h", false},
        {"engine/core/decimal.hpp", "boost/multiprecision/cpp_int.hpp", true},
        {"engine/ruleset/run/value.cpp", "boost/multiprecision/cpp_int.hpp", true},
        {"engine/settlement/quote.cpp", "boost/multiprecision/cpp_int.hpp", false},
        {"engine/core/date.hpp", "date/date.h", true},
        {"engine/store/column.cpp", "date/date.h", false},
        {"formats/journal/hledger.cpp", "fmt/format.h", true},
        {"engine/core/money.cpp", "unistd.h", false},
        {"engine/core/money.cpp", "nobody/knows.hpp", false},
        {"engine/core/money.cpp", "vector", true},
        {"tests/unit/engine/core/money_test.cpp", "catch2/catch.hpp", true},
    }));
    CAPTURE(row.path, row.target);
    const SourceFile file{row.path, "\n#include <" + std::string{row.target} + ">\n"};
    CHECK(lines_of_findings(check_third_parties(file)) == (row.is_allowed ? Lines{} : Lines{2}));
}

TEST_CASE("an include that does not start at the root is found", "[style]") {
    const std::set<std::string> paths{"engine/core/money.hpp"};
    const SourceFile good{"engine/core/money.cpp", "#include \"engine/core/money.hpp\"\n"};
    CHECK(check_include_paths(good, paths).empty());
    CHECK(
        check_include_paths({"engine/core/money.cpp", "#include \"money.hpp\"\n"}, paths).size() ==
        1);
    CHECK(check_include_paths({"engine/core/a.cpp", "#include \"../core/money.hpp\"\n"}, paths)
              .size() == 1);
}

/// A text in a file and the lines where one ban must object.
struct Sample {
    const char* ban;
    const char* path;
    std::string text;
    Lines lines;
};

std::string many_lines(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) { text += "x\n"; }
    return text;
}

const std::vector<Sample>& number_samples() {
    static const std::vector<Sample> samples{
        {"no binary floating point", "engine/a.cpp", "int a;\ndouble b;\nlong double c;", {2, 3}},
        {"no binary floating point", "cli/a.hpp", "float a;\nstd::stod(b);", {1, 2}},
        {"no binary floating point", "cli/a.cpp", "// a double\nf(\"float\"); doubled();", {}},
        {"no binary floating point", "tests/a.cpp", "double a;", {}},
        {"no floating literal", "engine/a.cpp", "f(0.5);\nf(1e3);\nf(1'000.25);", {1, 2, 3}},
        {"no floating literal",
         "engine/a.cpp",
         "f(\"0.5\"); // 0.5\ng(0x1e3, 1'000, a.b, a1.x);",
         {}},
        {"no law figure in C++", "engine/a.cpp", "\nf(\"13.07 %\");", {2}},
        {"no law figure in C++", "engine/a.cpp", "/// The fee of 6.5 %.\nint a; // 26,75", {1, 2}},
        {"no law figure in C++", "cli/a.cpp", "f(\"0.1307\", \"33.14\", 5)", {1}},
        {"no law figure in C++", "cli/a.cpp", "f(\"113.07\", \"13.071\", \"76.55\")", {}},
        {"no law figure in C++", "tests/unit/a_test.cpp", "f(\"13.07\")", {}},
        {"no rate in C++", "engine/a.cpp", "f(\"21.00\");\ng(\"0.21\")", {1, 2}},
        {"no rate in C++", "engine/a.cpp", "std::string rate;  ///< \"21.00\"", {}},
        {"no cooperative's name in C++", "cli/a.cpp", "if (name == \"Partago\") {", {1}},
        {"no cooperative's name in C++", "cli/a.cpp", "a smart pointer", {}},
    };
    return samples;
}

const std::vector<Sample>& purity_samples() {
    static const std::vector<Sample> samples{
        {"no broken-down C time", "cli/a.cpp", "std::tm t;\nlocaltime(&x);", {1, 2}},
        {"no broken-down C time", "cli/a.cpp", "atm(); runtime();", {}},
        {"no clock below the command line",
         "engine/a.cpp",
         "auto t = std::chrono::system_clock::now();",
         {1}},
        {"no clock below the command line", "formats/a.cpp", "#include <ctime>", {1}},
        {"no clock below the command line", "cli/a.cpp", "clock::now();", {}},
        {"no files, streams or chance in the engine",
         "engine/core/a.cpp",
         "#include <fstream>\n#include <random>",
         {1, 2}},
        {"no files, streams or chance in the engine",
         "engine/store/a.cpp",
         "#include <filesystem>",
         {}},
        {"no files or streams in formats", "formats/ubl/a.cpp", "#include <iostream>", {1}},
        {"no files or streams in formats", "formats/ubl/a.cpp", "#include <ostream>", {}},
        {"no locale", "formats/a.cpp", "out.imbue(std::locale{\"\"});", {1}},
        {"no locale", "formats/a.cpp", "int locales;", {}},
        {"no environment below the command line", "engine/a.cpp", "std::getenv(\"HOME\")", {1}},
        {"no environment below the command line", "cli/a.cpp", "std::getenv(\"HOME\")", {}},
    };
    return samples;
}

const std::vector<Sample>& sql_samples() {
    static const std::vector<Sample> samples{
        {"soci::use binds named variables", "engine/store/a.cpp", "s << q, soci::use(f(a));", {1}},
        {"soci::use binds named variables",
         "engine/store/a.cpp",
         "a,\n soci::use(std::string{b}, state),\n soci::use(1),\n soci::use(\"x\"),\n"
         " soci::use(a + b);",
         {2, 3, 4, 5}},
        {"soci::use binds named variables",
         "engine/store/a.cpp",
         "soci::use(a), soci::use(row.b, row.state), soci::use(row->c), soci::use(rows[i].d);",
         {}},
        {"SQL is never put together",
         "engine/store/a.cpp",
         "s << \"select a from t where b = \" + name;",
         {1}},
        {"SQL is never put together",
         "engine/store/a.cpp",
         "\nrun(\"insert into t\"\n    \" values (\" + f(x) + \")\");",
         {3}},
        {"SQL is never put together",
         "engine/store/a.cpp",
         "q = \"select \" + columns() +\n\" from t where b = \" +\n name;",
         {3}},
        {"SQL is never put together",
         "engine/store/a.cpp",
         "fmt::format(\"delete from {}\", table);",
         {1}},
        {"SQL is never put together", "engine/store/a.cpp", "name + \"update t set a = 1\"", {1}},
        {"SQL is never put together",
         "engine/store/a.cpp",
         "run(\"select a \"\n \"from t\", x + y); set(\"pragma \" + name); say(\"no select: \" + "
         "a);",
         {}},
        {"SQL is never put together",
         "engine/store/a.cpp",
         "return \"select \" + columns() + \" from t\" + order() + \" limit 1\";",
         {}},
    };
    return samples;
}

const std::vector<Sample>& shape_samples() {
    static const std::vector<Sample> samples{
        {"nothing unfinished",
         "engine/a.cpp",
         "a;\n// TO"
         "DO: later",
         {2}},
        {"nothing unfinished",
         "rules/be/a.rules",
         "# fix"
         "me",
         {1}},
        {"nothing unfinished",
         "cli/demo",
         "# not yet imple"
         "mented",
         {1}},
        {"nothing unfinished",
         "cli/a.cpp",
         "auto todos = x; // st"
         "ubborn",
         {}},
        {"nothing unfinished",
         "README.md",
         "TO"
         "DO",
         {}},
        {"files of at most 500 lines", "tests/a.cpp", many_lines(501), {501}},
        {"files of at most 500 lines", "tests/a.cpp", many_lines(500), {}},
        {"files of at most 500 lines", "fixtures/a.csv", many_lines(501), {}},
        {"headers begin with #pragma once", "engine/a.hpp", "#include <vector>\n#pragma once", {1}},
        {"headers begin with #pragma once", "engine/a.hpp", "", {1}},
        {"headers begin with #pragma once", "engine/a.hpp", "// What.\n\n#pragma once\n", {}},
        {"headers begin with #pragma once", "engine/a.cpp", "int a;", {}},
        {"files are named in snake_case", "engine/core/Money.cpp", "", {1}},
        {"files are named in snake_case", "engine/core/big-money.cpp", "", {1}},
        {"files are named in snake_case", "engine/core/big_money2.cpp", "", {}},
        {"files are named in snake_case", "rules/be/Payslip.rules", "", {1}},
        {"files are named in snake_case", "fixtures/rules/bad/R201.rules", "", {}},
        {"a source includes its own header first",
         "engine/core/a.cpp",
         "#include \"engine/core/b.hpp\"\n#include \"engine/core/a.hpp\"",
         {2}},
        {"a source includes its own header first",
         "engine/core/a.cpp",
         "#include \"engine/core/a.hpp\"\n#include \"engine/core/b.hpp\"",
         {}},
        {"no using namespace in a header", "engine/a.hpp", "using namespace std;", {1}},
        {"no using namespace in a header", "engine/a.cpp", "using namespace std::literals;", {}},
        {"no using namespace in a header",
         "engine/a.hpp",
         "void f() {\n    using namespace x;",
         {}},
        {"no empty catch", "cli/a.cpp", "try {\n} catch (const X& x) {\n}", {2}},
        {"no empty catch",
         "cli/a.cpp",
         "try { } catch (...) {  // Nothing is left to undo.\n}",
         {}},
        {"no empty catch", "cli/a.cpp", "try { } catch (...) { return 1; }", {}},
        {"require(), never assert()", "engine/a.cpp", "assert(a);", {1}},
        {"require(), never assert()", "engine/a.cpp", "static_assert(a); my_assert(b);", {}},
        {"no path or host of a machine",
         "README.md",
         "see\n/ho"
         "me/somebody/mutua",
         {2}},
        {"no path or host of a machine", "cli/demo", "cd /builds/mutua", {1}},
        {"no path or host of a machine", "README.md", "/builds/other", {}},
    };
    return samples;
}

std::vector<Sample> all_samples() {
    std::vector<Sample> all;
    for (const auto* part :
         {&number_samples(), &purity_samples(), &sql_samples(), &shape_samples()}) {
        all.insert(all.end(), part->begin(), part->end());
    }
    return all;
}

TEST_CASE("each ban finds what it is for and leaves the rest alone", "[style]") {
    const std::vector<Ban> table = bans("/builds/mutua");
    for (const Sample& sample : all_samples()) {
        const auto ban = std::find_if(table.begin(), table.end(),
                                      [&](const Ban& one) { return one.name == sample.ban; });
        CAPTURE(sample.ban, sample.path, sample.text);
        REQUIRE(ban != table.end());
        CHECK(lines_of_findings(findings(*ban, {sample.path, sample.text})) == sample.lines);
    }
}

TEST_CASE("every ban is shown to object to something", "[style]") {
    const std::vector<Sample> samples = all_samples();
    for (const Ban& ban : bans("/builds/mutua")) {
        CAPTURE(ban.name);
        CHECK(std::any_of(samples.begin(), samples.end(), [&](const Sample& sample) {
            return sample.ban == ban.name && !sample.lines.empty();
        }));
    }
}

TEST_CASE("a finding says where it is", "[style]") {
    CHECK(to_string(Finding{"engine/core/money.cpp", 12, "float a;"}) ==
          "engine/core/money.cpp:12: float a;");
}

}  // namespace
}  // namespace mutua::style
