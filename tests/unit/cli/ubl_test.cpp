// `mutua ubl validate`: what it prints, and how it ends.
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::Ran;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

namespace {

const std::string fixtures = std::string{MUTUA_SOURCE_DIR} + "/fixtures/ubl/valid/";

/// No workspace is needed: there is none.
Ran validate(std::vector<std::string> arguments, const std::string& input = "") {
    std::vector<std::string> all{"ubl", "validate"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_mutua("/nowhere", "2026-11-30", all, input);
}

std::string without(std::string text, const std::string& part) {
    text.replace(text.find(part), part.size(), "");
    return text;
}

const std::string due_date = "  <cbc:DueDate>2026-12-30</cbc:DueDate>\n";
const std::string issue_date = "  <cbc:IssueDate>2026-11-30</cbc:IssueDate>\n";
const std::string buyer_reference = "  <cbc:BuyerReference>Festival 2026</cbc:BuyerReference>\n";

}  // namespace

TEST_CASE("a clean invoice prints nothing", "[cli]") {
    const Ran ran = validate({fixtures + "invoice.xml"});
    CHECK(ran.out.empty());
    CHECK(ran.err == "1 document, 0 with fatal findings\n");
    CHECK(ran.exit_code == 0);
    CHECK(validate({"-"}, file_bytes(fixtures + "invoice.xml")).exit_code == 0);
    CHECK(validate({"--quiet", fixtures}).err.empty());
}

TEST_CASE("a finding is a line of five cells", "[cli]") {
    const Ran ran = validate({"-"}, without(file_bytes(fixtures + "invoice.xml"), buyer_reference));
    CHECK(ran.out ==
          "-\tPEPPOL-EN16931-R003\tfatal\tline 4 /Invoice\tThe document has a buyer reference "
          "(BT-10) or an order reference (BT-13).\n");
    CHECK(ran.err == "1 document, 1 with fatal findings\n");
    CHECK(ran.exit_code == 65);
}

TEST_CASE("warnings do not refuse a document", "[cli]") {
    std::string text = file_bytes(fixtures + "invoice.xml");
    text.replace(text.find("2026-12-30"), 10, "2026-10-30");
    const Ran ran = validate({"-"}, text);
    CHECK(contains(ran.out, "-\tMUTUA-15\twarning\t"));
    CHECK(ran.exit_code == 0);
}

TEST_CASE("folders are searched, and their documents told in the order of their names", "[cli]") {
    const TemporaryFolder folder;
    const std::string text = file_bytes(fixtures + "invoice.xml");
    std::filesystem::create_directories(folder.path() / "b");
    folder.write("c.xml", without(text, buyer_reference));
    folder.write("a.XML", without(text, issue_date));
    folder.write("b/d.xml", text);
    folder.write("note.txt", "no document");
    const Ran ran = validate({folder.path().string()});
    CHECK(ran.exit_code == 65);
    CHECK(ran.err == "3 documents, 2 with fatal findings\n");
    CHECK(ran.out.find("a.XML\tXSD-03") < ran.out.find("a.XML\tBR-03"));
    CHECK(ran.out.find("a.XML\tBR-03") < ran.out.find("c.xml\tPEPPOL-EN16931-R003"));
}

TEST_CASE("findings come as JSON", "[cli]") {
    const Ran ran =
        validate({"--json", "-"}, without(file_bytes(fixtures + "invoice.xml"), buyer_reference));
    CHECK(contains(ran.out, "\"file\": \"-\""));
    CHECK(contains(ran.out, "\"rule\": \"PEPPOL-EN16931-R003\""));
    CHECK(contains(ran.out, "\"severity\": \"fatal\""));
    CHECK(contains(ran.out, "\"line\": \"4\""));
    CHECK(contains(ran.out, "\"path\": \"/Invoice\""));
    CHECK(validate({"--json", fixtures + "invoice.xml"}).out == "[]\n");
}

TEST_CASE("what cannot be read is said, and the rest is judged", "[cli]") {
    const TemporaryFolder folder;
    const Ran ran = validate({(folder.path() / "absent.xml").string(), fixtures + "invoice.xml",
                              folder.path().string()});
    CHECK(ran.exit_code == 74);
    CHECK(contains(ran.err, "absent.xml: error S001: cannot be read: no such file"));
    CHECK(contains(ran.err, "cannot be read: it holds no .xml file"));
    CHECK(contains(ran.err, "1 document, 0 with fatal findings"));
}

TEST_CASE("what is no XML is one finding", "[cli]") {
    CHECK(contains(validate({"-"}, "<Invoice>&nbsp;</Invoice>").out, "-\tXML-01\tfatal\tline 1\t"));
    CHECK(contains(validate({"-"}, "<!DOCTYPE a><a/>").out, "-\tXML-02\tfatal\tdocument\t"));
    CHECK(contains(validate({"-"}, std::string(20'000'001, ' ')).out, "-\tXML-03\tfatal\t"));
    const Ran ran = validate({"-"}, "<\tInvoice>\n");
    CHECK(ran.exit_code == 65);
}

TEST_CASE("a release that there is not is refused", "[cli]") {
    const Ran ran = validate({"--release", "2020.1", "-"});
    CHECK(ran.exit_code == 64);
    CHECK(contains(ran.err, "error U170"));
    CHECK(validate({"--release", "2026.5", "-"}, file_bytes(fixtures + "invoice.xml")).exit_code ==
          0);
}

TEST_CASE("the help says first what is left out", "[cli]") {
    const Ran ran = validate({"--help"});
    CHECK(contains(ran.out.substr(0, ran.out.find("\n") + 1),
                   "without the national rules of other countries (DE-,\n"));
    std::size_t begin = 0;
    for (std::size_t end = ran.out.find('\n'); end != std::string::npos;
         begin = end + 1, end = ran.out.find('\n', begin)) {
        CHECK(end - begin <= 80);
    }
}
