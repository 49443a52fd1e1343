#include "engine/ruleset/syntax/source_file.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using namespace mutua::ruleset;

TEST_CASE("the hash of a ruleset is the one of the language's test vector", "[ruleset][syntax]") {
    // Source: the language's reference, section 21.
    const std::string expected = "8e3707a45608f148509370df5a869fffde586e7a80727ba13367d7aec7277f31";
    CHECK(to_hex(ruleset_hash({{"a.rules", "a\n"}, {"b/c.rules", "b\n"}})) == expected);
    CHECK(to_hex(ruleset_hash({{"b/c.rules", "b\n"}, {"a.rules", "a\n"}})) == expected);
    CHECK(to_hex(ruleset_hash({{"a.rules", "a\n"}, {"b/d.rules", "b\n"}})) != expected);
    CHECK(to_hex(ruleset_hash({{"a.rules", "a\n"}, {"b/c.rules", "b"}})) != expected);
}

TEST_CASE("a span is shown with its line and its columns", "[ruleset][syntax]") {
    const std::vector<SourceFile> files{{"xx/a.rules", "first\nsecond line\nthird"}};
    const Diagnostic found =
        diagnostic_at(files, {0, 13, 17}, Severity::warning, "R110", "never used", "remove it");
    CHECK(found.where == SourcePosition{"xx/a.rules", 2, 8, 12});
    CHECK(found.source_line == "second line");
    CHECK(position_of(files, {0, 0, 5}) == SourcePosition{"xx/a.rules", 1, 1, 6});
    CHECK(position_of(files, {0, 23, 23}) == SourcePosition{"xx/a.rules", 3, 6, 6});
    // What goes on over several lines is marked to the end of its first one.
    CHECK(position_of(files, {0, 6, 23}) == SourcePosition{"xx/a.rules", 2, 1, 12});
    CHECK(text_of(files, {0, 13, 17}) == "line");
}

TEST_CASE("a line that is too long to read is not shown", "[ruleset][syntax]") {
    const std::vector<SourceFile> files{{"xx/a.rules", std::string(100'000, 'x')}};
    CHECK(source_line(files, {0, 5, 6}).empty());
    CHECK(position_of(files, {0, 5, 6}).column == 6);
}
