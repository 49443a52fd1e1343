#include "formats/xml/writer.hpp"

#include "engine/core/contract.hpp"
#include "formats/xml/document.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using xml::Writer;

namespace {

const std::string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string root_with(std::string_view text) {
    std::string bytes;
    Writer out{bytes};
    out.leaf("a", text);
    out.finish();
    return bytes;
}

}  // namespace

TEST_CASE("the writer indents by two spaces and ends lines with LF", "[xml]") {
    std::string bytes;
    Writer out{bytes};
    out.open("Order", {{"xmlns:x", "urn:x"}});
    out.leaf("x:ID", "7", {{"scheme", "a"}, {"version", "2"}});
    out.within("x:Lines", [&] { out.leaf("x:Line", "one"); });
    out.optional_leaf("x:Empty", "");
    out.optional_leaf("x:Blank", " \n");
    out.optional_leaf("x:Full", "y");
    out.close("Order");
    out.finish();
    CHECK(bytes == declaration +
                       "<Order xmlns:x=\"urn:x\">\n"
                       "  <x:ID scheme=\"a\" version=\"2\">7</x:ID>\n"
                       "  <x:Lines>\n"
                       "    <x:Line>one</x:Line>\n"
                       "  </x:Lines>\n"
                       "  <x:Full>y</x:Full>\n"
                       "</Order>\n");
}

TEST_CASE("text is escaped where a reader would take it for markup", "[xml]") {
    struct Row {
        const char* why;
        std::string text;
        std::string escaped;
    };
    const auto row = GENERATE(values<Row>({
        {"ampersand and angle brackets", "a & b < c > d", "a &amp; b &lt; c &gt; d"},
        {"an entity is text, not an entity", "&amp;", "&amp;amp;"},
        {"the end of a CDATA section", "]]>", "]]&gt;"},
        {"quotes stay in text", "\"it's\"", "\"it's\""},
        {"tab and line feed stay in text", "a\tb\nc", "a\tb\nc"},
        {"a carriage return would be lost", "a\r\nb", "a&#13;\nb"},
        {"letters beyond ASCII are plain", "é€Łß𝄞", "é€Łß𝄞"},
    }));
    CAPTURE(row.why);
    CHECK(root_with(row.text) == declaration + "<a>" + row.escaped + "</a>\n");
}

TEST_CASE("blanks and quotes in attributes are written as references", "[xml]") {
    std::string bytes;
    Writer out{bytes};
    out.leaf("a", "x", {{"b", "1\t2\n3\r\"<&>'"}});
    out.finish();
    CHECK(bytes == declaration + "<a b=\"1&#9;2&#10;3&#13;&quot;&lt;&amp;&gt;'\">x</a>\n");
}

TEST_CASE("what XML cannot hold is refused", "[xml]") {
    struct Row {
        const char* why;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {"a NUL", std::string{"a\0b", 3}},
        {"a backspace", "a\bb"},
        {"an escape", "\x1B[31m"},
        {"a lone continuation byte", "a\x80"},
        {"a character cut off", "\xC3"},
        {"an overlong slash", "\xC0\xAF"},
        {"an overlong character of three bytes", "\xE0\x80\xAF"},
        {"a surrogate", "\xED\xA0\x80"},
        {"U+FFFE", "\xEF\xBF\xBE"},
        {"beyond U+10FFFF", "\xF4\x90\x80\x80"},
        {"Latin-1", "caf\xE9 noir"},
    }));
    CAPTURE(row.why);
    CHECK_FALSE(xml::is_writable(row.text));
    CHECK_THROWS_AS(root_with(row.text), ContractViolation);
}

TEST_CASE("the edges of what XML can hold are written", "[xml]") {
    const auto text = GENERATE(values<std::string>(
        {"\x7F", "\xC2\x80", "\xEF\xBF\xBD", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"}));
    CHECK(xml::is_writable(text));
    const auto read = xml::parse(root_with(text), "edge.xml");
    REQUIRE(read.has_value());
    CHECK(read->root().text() == text);
}

TEST_CASE("an element closed out of turn, left open, empty or second as root is refused", "[xml]") {
    std::string bytes;
    Writer out{bytes};
    CHECK_THROWS_AS(out.finish(), ContractViolation);
    out.open("a");
    CHECK_THROWS_AS(out.close("a"), ContractViolation);
    CHECK_THROWS_AS(out.leaf("b", ""), ContractViolation);
    CHECK_THROWS_AS(out.leaf("b", " \t\n"), ContractViolation);
    out.leaf("b", "1");
    CHECK_THROWS_AS(out.close("b"), ContractViolation);
    CHECK_THROWS_AS(out.finish(), ContractViolation);
    out.close("a");
    CHECK_THROWS_AS(out.close("a"), ContractViolation);
    CHECK_THROWS_AS(out.leaf("c", "2"), ContractViolation);
    CHECK_NOTHROW(out.finish());
}
