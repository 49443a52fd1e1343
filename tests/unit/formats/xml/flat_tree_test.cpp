#include "formats/xml/flat_tree.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;

namespace {

xml::Vocabulary order_vocabulary() {
    xml::Vocabulary vocabulary;
    for (const char* name : {"Order", "ID", "Line"}) { vocabulary.add("urn:order", name); }
    vocabulary.add(xml::Vocabulary::attributes, "scheme");
    return vocabulary;
}

std::string refusal(const std::string& bytes, const xml::Limits& limits = {}) {
    const xml::Vocabulary vocabulary = order_vocabulary();
    const auto read = xml::read_flat(bytes, "order.xml", vocabulary, limits);
    return read ? "" : read.error().front().code;
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t each = 0; each < times; ++each) { all += text; }
    return all;
}

}  // namespace

TEST_CASE("a vocabulary tells names apart by their namespace", "[xml]") {
    xml::Vocabulary vocabulary;
    const xml::NameId first = vocabulary.add("urn:a", "ID");
    CHECK(first != xml::unknown_name);
    CHECK(vocabulary.add("urn:a", "ID") == first);
    CHECK(vocabulary.add("urn:b", "ID") != first);
    CHECK(vocabulary.find("urn:a", "Name") == xml::unknown_name);
    for (int each = 0; each < 1000; ++each) { vocabulary.add("urn:c", std::to_string(each)); }
    CHECK(vocabulary.find("urn:a", "ID") == first);
    CHECK(vocabulary.name(vocabulary.find("urn:c", "999")) == "999");
}

TEST_CASE("a document is read into one array, in its order", "[xml]") {
    const xml::Vocabulary vocabulary = order_vocabulary();
    const std::string bytes =
        "<?xml version=\"1.0\"?>\n"
        "<o:Order xmlns:o=\"urn:order\" xmlns:p=\"urn:part\">\n"
        "  <o:ID scheme=\"0208\" p:other=\"x\" new=\"a&amp;b&lt;&#233;\">A &amp; <!-- no "
        "-->B<![CDATA[<C>]]></o:ID>\n"
        "  <p:Line>stray<o:ID/>text</p:Line>\n"
        "</o:Order>";
    const auto read = xml::read_flat(bytes, "order.xml", vocabulary);
    REQUIRE(read.has_value());
    const auto& nodes = read->nodes;
    REQUIRE(nodes.size() == 4);
    CHECK(vocabulary.name(nodes[0].name) == "Order");
    CHECK(nodes[0].first_child == 1);
    CHECK_FALSE(nodes[0].has_stray_text);
    CHECK(nodes[1].text == "A & B<C>");
    CHECK(nodes[1].line == 3);
    CHECK(nodes[1].next_sibling == 2);
    REQUIRE(nodes[1].attribute_count == 3);
    const auto* attribute = read->attributes.data() + nodes[1].first_attribute;
    CHECK(vocabulary.name(attribute[0].name) == "scheme");
    CHECK(attribute[0].value == "0208");
    CHECK(attribute[1].name_space == "urn:part");
    CHECK(attribute[2].name == xml::unknown_name);
    CHECK(attribute[2].written_name == "new");
    CHECK(attribute[2].value == "a&b<\xc3\xa9");
    CHECK(nodes[2].name == xml::unknown_name);
    CHECK(nodes[2].written_name == "Line");
    CHECK(nodes[2].has_stray_text);
    CHECK(nodes[3].parent == 2);
    CHECK(nodes[3].text.empty());
}

TEST_CASE("a document whose parts move in memory keeps its texts", "[xml]") {
    const xml::Vocabulary vocabulary = order_vocabulary();
    std::string bytes = "<Order xmlns=\"urn:order\">";
    for (int each = 0; each < 2000; ++each) {
        bytes +=
            "<ID scheme=\"" + std::to_string(each) + "\">&lt;" + std::to_string(each) + "</ID>";
    }
    bytes += "</Order>";
    const auto read = xml::read_flat(bytes, "order.xml", vocabulary);
    REQUIRE(read.has_value());
    REQUIRE(read->nodes.size() == 2001);
    for (std::size_t each = 1; each < read->nodes.size(); ++each) {
        REQUIRE(read->nodes[each].text == "<" + std::to_string(each - 1));
    }
}

TEST_CASE("hostile documents are refused by their code", "[xml]") {
    const std::string entities =
        "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    struct Row {
        std::string bytes;
        const char* code;
        const char* why;
    };
    std::string attributes = "<a";
    for (int each = 0; each < 50'000; ++each) {
        attributes += " b" + std::to_string(each) + "='1'";
    }
    const std::vector<Row> rows{
        {"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "XML-02", "names a file"},
        {"<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\"><a/>", "XML-02", "names a server"},
        {entities, "XML-02", "entities"},
        {"<a>&b;</a>", "XML-01", "an entity that nobody declared"},
        {"<a xmlns:b=\"urn:b\"><c:d/></a>", "XML-01", "a prefix that nobody declared"},
        {repeated("<a>", 300) + repeated("</a>", 300), "XML-04", "300 levels"},
        {attributes + "/>", "XML-04", "50,000 attributes"},
        {"<a>" + std::string(10'000'001, 'x') + "</a>", "XML-03", "a long text"},
        {std::string{"<a>\0</a>", 8}, "XML-05", "a zero byte"},
        {"<a>\xe9</a>", "XML-05", "Latin 1"},
        {std::string{"\xff\xfe<\0a\0/\0>\0", 10}, "XML-05", "UTF-16"},
        {"+ADw-a+AD4-", "XML-01", "UTF-7"},
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xc3\xa9</a>", "XML-05",
         "says Latin 1, is UTF-8"},
        {"<a><b></a>", "XML-01", "crossed tags"},
        {"<a>\x01</a>", "XML-01", "a control character"},
        {"", "XML-01", "nothing"},
        {"<a/><b/>", "XML-01", "two roots"}};
    xml::Limits limits;
    limits.bytes = 20'000'000;
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(refusal(row.bytes, limits) == row.code);
    }
    CHECK(refusal(std::string(5'000'001, ' ')) == "XML-03");
    CHECK(refusal("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>e</a>").empty());
    CHECK(refusal("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?><a>\xc3\xa9</a>").empty());
    CHECK(
        refusal("<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"/etc/passwd\" "
                "parse=\"text\"/></a>")
            .empty());
}
