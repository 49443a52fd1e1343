#include "formats/xml/document.hpp"

#include <catch2/catch.hpp>

using namespace mutua;

namespace {

Diagnostic only_finding(const Result<xml::Document>& read) {
    REQUIRE_FALSE(read.has_value());
    REQUIRE(read.error().size() == 1);
    return read.error().front();
}

std::string nested(std::size_t levels) {
    std::string text;
    for (std::size_t level = 0; level < levels; ++level) { text += "<a>"; }
    for (std::size_t level = 0; level < levels; ++level) { text += "</a>"; }
    return text;
}

std::string with_attributes(std::size_t count) {
    std::string text = "<a";
    for (std::size_t at = 0; at < count; ++at) { text += " b" + std::to_string(at) + "='1'"; }
    return text + "/>";
}

}  // namespace

TEST_CASE("a document is read by local names, namespaces, text and lines", "[xml]") {
    const auto read = xml::parse(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<o:Order xmlns:o=\"urn:order\" xmlns:p=\"urn:part\">\n"
        "  <!-- <p:ID>no</p:ID> -->\n"
        "  <p:ID scheme=\"0208\" p:other=\"x\"> A &amp; B </p:ID>\n"
        "  <p:Line><p:ID>1</p:ID></p:Line>\n"
        "  <p:Line><p:ID><![CDATA[<2>]]></p:ID></p:Line>\n"
        "</o:Order>\n",
        "order.xml");
    REQUIRE(read.has_value());
    const xml::Element root = read->root();
    CHECK(root.name() == "Order");
    CHECK(root.name_space() == "urn:order");
    CHECK(root.line() == 2);
    CHECK(root.children().size() == 3);
    CHECK(root.child("ID")->text() == "A & B");
    CHECK(root.child("ID")->line() == 4);
    CHECK(root.child("ID")->name_space() == "urn:part");
    CHECK(root.child("ID")->attribute("scheme") == "0208");
    CHECK_FALSE(root.child("ID")->attribute("other").has_value());
    REQUIRE(root.children("Line").size() == 2);
    CHECK(root.children("Line")[1].text_at("ID") == "<2>");
    CHECK(root.text_at("Line/ID") == "1");
    CHECK(root.text_at("Line/Missing/ID").empty());
    CHECK_FALSE(root.at("Missing").has_value());
}

TEST_CASE("a document that is not well-formed is refused with its place", "[xml]") {
    const Diagnostic found = only_finding(xml::parse("<a>\n  <b>Tom & Jerry</b>\n</a>", "in.xml"));
    CHECK(found.code == "XML-01");
    CHECK(found.where.file == "in.xml");
    CHECK(found.where.line == 2);
    CHECK(found.where.column == 11);
}

TEST_CASE("a DOCTYPE is refused, whatever it holds", "[xml]") {
    const auto text = GENERATE(values<std::string>(
        {"<!DOCTYPE a><a>x</a>", "<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a>x</a>",
         "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><a>&e;</a>",
         "<!DOCTYPE a [<!ENTITY e \"ha\"><!ENTITY f \"&e;&e;\">]><a>&f;</a>"}));
    CHECK(only_finding(xml::parse(text, "in.xml")).code == "XML-02");
}

TEST_CASE("limits hold on their last value and refuse the next", "[xml]") {
    xml::Limits limits;
    limits.bytes = 2'000;
    limits.elements = 200;
    SECTION("depth") {
        CHECK(xml::parse(nested(100), "in.xml", limits).has_value());
        CHECK(only_finding(xml::parse(nested(101), "in.xml", limits)).code == "XML-04");
    }
    SECTION("attributes") {
        CHECK(xml::parse(with_attributes(64), "in.xml", limits).has_value());
        CHECK(only_finding(xml::parse(with_attributes(65), "in.xml", limits)).code == "XML-04");
    }
    SECTION("elements") {
        std::string inside;
        for (int count = 0; count < 199; ++count) { inside += "<b/>\n"; }
        CHECK(xml::parse("<a>" + inside + "</a>", "in.xml", limits).has_value());
        const Diagnostic found =
            only_finding(xml::parse("<a>" + inside + "<b/></a>", "in.xml", limits));
        CHECK(found.code == "XML-04");
        CHECK(found.where.line == 200);
    }
    SECTION("bytes") {
        const std::string fits = "<a>" + std::string(1'993, 'x') + "</a>";
        CHECK(xml::parse(fits, "in.xml", limits).has_value());
        CHECK(only_finding(xml::parse(fits + " ", "in.xml", limits)).code == "XML-03");
    }
}

TEST_CASE("many attributes are refused before the library counts them", "[xml]") {
    CHECK(only_finding(xml::parse(with_attributes(100'000), "in.xml")).code == "XML-04");
}

TEST_CASE("what looks like markup inside quotes, comments and CDATA counts for nothing", "[xml]") {
    xml::Limits limits;
    limits.depth = 1;
    limits.attributes = 1;
    CHECK(xml::parse("<a b=\"x='1' y='2' >\"><!-- <b c='1' d='2'> --><![CDATA[<c><d>]]></a>",
                     "in.xml", limits)
              .has_value());
}

TEST_CASE("other encodings are refused", "[xml]") {
    const std::string utf16{"<\0a\0/\0>\0", 8};
    CHECK(only_finding(xml::parse(utf16, "in.xml")).code == "XML-05");
    const std::string latin1 = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>caf\xE9</a>";
    CHECK(only_finding(xml::parse(latin1, "in.xml")).code == "XML-05");
    CHECK(xml::parse("\xEF\xBB\xBF<a>café</a>", "in.xml").has_value());
}

TEST_CASE("nothing at all is not a document", "[xml]") {
    CHECK(only_finding(xml::parse("", "in.xml")).code == "XML-01");
    CHECK(only_finding(xml::parse("number,amount\n1,2\n", "in.xml")).code == "XML-01");
}
