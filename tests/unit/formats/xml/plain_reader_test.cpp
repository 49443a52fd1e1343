#include "formats/xml/plain_reader.hpp"

#include "tests/support/files.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace mutua;

namespace {

xml::Vocabulary known_names() {
    xml::Vocabulary vocabulary;
    for (const char* name : {"Order", "ID", "Line"}) { vocabulary.add("urn:order", name); }
    vocabulary.add("", "Order");
    vocabulary.add(xml::Vocabulary::attributes, "scheme");
    vocabulary.add(xml::Vocabulary::attributes, "currencyID");
    return vocabulary;
}

bool is_plain(const std::string& bytes) {
    return xml::read_plain(bytes, known_names(), {}).has_value();
}

/// Everything that a tree tells, to compare two of them.
std::string told(const xml::FlatTree& tree) {
    std::string all;
    const auto number = [&all](std::uint64_t value) { all += std::to_string(value) + ' '; };
    for (const xml::FlatNode& node : tree.nodes) {
        for (const std::uint64_t value :
             {std::uint64_t{node.name}, std::uint64_t{node.has_stray_text ? 1U : 0U},
              std::uint64_t{node.attribute_count}, std::uint64_t{node.first_attribute},
              std::uint64_t{node.parent}, std::uint64_t{node.first_child},
              std::uint64_t{node.next_sibling}, std::uint64_t{node.line}}) {
            number(value);
        }
        all.append(node.written_name).append("|").append(node.text).append("\n");
    }
    for (const xml::FlatAttribute& one : tree.attributes) {
        number(one.name);
        all.append(one.written_name).append("|").append(one.name_space).append("|");
        all.append(one.value).append("\n");
    }
    return all;
}

/// Reads it both ways. The answer is whether it was plain.
bool agrees(const std::string& bytes, const xml::Vocabulary& vocabulary) {
    const auto plain = xml::read_plain(bytes, vocabulary, {});
    if (!plain) { return false; }
    const auto library = xml::read_flat_by_library(bytes, "", vocabulary);
    INFO(bytes);
    REQUIRE(library.has_value());
    REQUIRE(told(*plain) == told(*library));
    return true;
}

/// Bytes that mean something to XML, to be put anywhere.
constexpr std::array<std::string_view, 40> pieces{"<",
                                                  ">",
                                                  "&",
                                                  "\"",
                                                  "'",
                                                  "/",
                                                  "=",
                                                  " ",
                                                  "\t",
                                                  "\n",
                                                  "\r",
                                                  ":",
                                                  "]]>",
                                                  "]]",
                                                  "<!--",
                                                  "-->",
                                                  "<a>",
                                                  "</a>",
                                                  "<a/>",
                                                  "&amp;",
                                                  "&lt;",
                                                  "&#38;",
                                                  "&quot;",
                                                  "&x;",
                                                  "\xc3\xa9",
                                                  "\xff",
                                                  "\xef\xbb\xbf",
                                                  "\xef\xbf\xbf",
                                                  "\xed\xa0\x80",
                                                  "\x01",
                                                  "\x7f",
                                                  "xmlns",
                                                  " xmlns:p='urn:p'",
                                                  " a='1'",
                                                  " p:a='1'",
                                                  "<?x y?>",
                                                  "<![CDATA[x]]>",
                                                  "xml:",
                                                  "-",
                                                  "<!DOCTYPE a>"};

/// The document with one or two places changed.
std::string changed(std::string text, std::mt19937_64& chance) {
    const auto any = [&chance](std::size_t count) { return chance() % count; };
    for (std::size_t times = 1 + any(2); times > 0 && !text.empty(); --times) {
        const std::size_t at = any(text.size());
        const std::size_t length = std::min<std::size_t>(1 + any(8), text.size() - at);
        switch (any(8)) {
            case 0:
                text.erase(at, length);
                break;
            case 1:
                text.insert(at, pieces[any(pieces.size())]);
                break;
            case 2:
                text.replace(at, length, pieces[any(pieces.size())]);
                break;
            default:
                text.insert(any(text.size()), text.substr(at, length));
                break;
        }
    }
    return text;
}

std::vector<std::string> sample_documents() {
    std::vector<std::string> all{
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<o:Order xmlns:o=\"urn:order\"\n "
        "xmlns='urn:other'>\n  <o:ID scheme=\"0208\" other='x'>A &amp; B</o:ID>\n  <o:Line>st"
        "ray<o:ID/>text</o:Line ><ID>\xc3\xa9\xe2\x82\xac &lt;&gt;</ID>\n</o:Order>\n",
        "<Order><a b='1'/><!-- c --><d>]]</d></Order>"};
    for (const auto& entry : std::filesystem::directory_iterator{
             std::filesystem::path{MUTUA_SOURCE_DIR} / "fixtures/ubl/valid"}) {
        if (entry.path().extension() == ".xml") { all.push_back(test::file_bytes(entry.path())); }
    }
    return all;
}

/// How many of so many changed documents were still plain, each then read by the library as well.
std::size_t plain_among(std::size_t count, std::uint64_t seed) {
    const xml::Vocabulary vocabulary = known_names();
    const std::vector<std::string> documents = sample_documents();
    std::mt19937_64 chance{seed};
    std::size_t plain = 0;
    for (std::size_t each = 0; each < count; ++each) {
        // A change of a short document tells more, but seldom leaves it plain.
        const std::size_t which = each % 2 == 0 ? chance() % documents.size() : each / 2 % 2;
        plain += agrees(changed(documents[which], chance), vocabulary) ? 1U : 0U;
    }
    return plain;
}

}  // namespace

TEST_CASE("a document as most senders write it is read without libxml2", "[xml]") {
    const xml::Vocabulary vocabulary = known_names();
    for (const char* bytes :
         {"<Order/>", "<Order></Order>\n", "\n<Order\n>\n<ID>1</ID>\n</Order\n>",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Order a=\"1\" b='\"2\"'>x &amp; y</Order>",
          "<o:Order xmlns:o='urn:order' xmlns:p=\"urn:p\"><o:ID/>1<p:ID>2</p:ID></o:Order>",
          "<Order xmlns='urn:order'><ID scheme='0208'>\xc3\xa9 &lt;&gt;&quot;&apos;</ID></Order>",
          "<Order>a]]b]>c</Order>"}) {
        INFO(bytes);
        CHECK(agrees(bytes, vocabulary));
    }
    for (const std::string& bytes : sample_documents()) {
        if (bytes.find("<!--") == std::string::npos) { CHECK(agrees(bytes, vocabulary)); }
    }
}

TEST_CASE("whatever is out of the ordinary is left to libxml2", "[xml]") {
    for (const char* bytes : {"",
                              " ",
                              "x",
                              "<",
                              "<Order",
                              "<Order>",
                              "<Order/",
                              "<Order></Orders>",
                              "<Order/><Order/>",
                              "<Order/>x",
                              "x<Order/>",
                              "<Order a='1' a='2'/>",
                              "<Order a=1/>",
                              "<Order a='<'/>",
                              "<Order a='&lt;'/>",
                              "<Order a='1'b='2'/>",
                              "<Order a='\t'/>",
                              "<Order>&#65;</Order>",
                              "<Order>&x;</Order>",
                              "<Order>&</Order>",
                              "<Order>]]></Order>",
                              "<Order>\x01</Order>",
                              "<Order>\r\n</Order>",
                              "<Order>\xff</Order>",
                              "<Order>\xef\xbf\xbf</Order>",
                              "<Order><!-- --></Order>",
                              "<Order><![CDATA[]]></Order>",
                              "<Order><?a?></Order>",
                              "<!DOCTYPE Order><Order/>",
                              "<o:Order/>",
                              "<Order xmlns:o=''/>",
                              "<Order xmlns=''/>",
                              "<Order xmlns='http://example.org'/>",
                              "<Order xmlns:xml='urn:a'/>",
                              "<Order><ID xmlns='urn:order'/></Order>",
                              "<Order xmlns:o='urn:a' o:a='1'/>",
                              "<1/>",
                              "<\xc3\xa9/>",
                              "<a:b:c xmlns:a='urn:a'/>",
                              "\xef\xbb\xbf<Order/>",
                              "<?xml version=\"1.1\"?><Order/>",
                              "<?xml version=\"1.0\" encoding=\"latin1\"?><Order/>"}) {
        INFO(bytes);
        CHECK_FALSE(is_plain(bytes));
    }
    CHECK_FALSE(is_plain("<" + std::string(201, 'a') + "/>"));
    CHECK_FALSE(is_plain("<a>" + std::string(1'000'001, 'a') + "</a>"));
    xml::Limits limits;
    limits.depth = 2;
    CHECK(xml::read_plain("<a><b/></a>", known_names(), limits));
    CHECK_FALSE(xml::read_plain("<a><b><c/></b></a>", known_names(), limits));
    limits.elements = 2;
    CHECK_FALSE(xml::read_plain("<a><b/><b/></a>", known_names(), limits));
}

TEST_CASE("changed documents that are plain are the same to libxml2", "[xml]") {
    // Many stay plain: else nothing would be compared.
    CHECK(plain_among(4'000, 2026) > 200);
}

TEST_CASE("a million changed documents that are plain are the same to libxml2", "[.all][xml]") {
    CHECK(plain_among(1'000'000, 11) > 50'000);
}
