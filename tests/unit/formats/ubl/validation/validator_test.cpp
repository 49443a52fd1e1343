#include "formats/ubl/validation/validator.hpp"

#include "tests/support/document_faults.hpp"
#include "tests/support/files.hpp"
#include "tests/support/shared_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace mutua::ubl::validation;
using mutua::test::changed_document;
using mutua::test::DocumentFault;
using mutua::test::element_spans;
using mutua::test::ElementSpan;
using mutua::test::faulty_document;
using mutua::test::file_bytes;
using mutua::test::read_faults;

namespace {

const fs::path ubl_fixtures = fs::path{MUTUA_SOURCE_DIR} / "fixtures" / "ubl";

const Validator& validator() {
    static const Validator made{Validator::releases().back(), mutua::parse_date("2026-12-31")};
    return made;
}

std::string right_document(const std::string& name) {
    return file_bytes(ubl_fixtures / "valid" / (name + ".xml"));
}

std::set<std::string> rules_of(const Findings& findings) {
    std::set<std::string> rules;
    for (const Finding& one : findings) { rules.insert(one.rule); }
    return rules;
}

const Finding* finding_of(const Findings& findings, const std::string& rule) {
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [&rule](const Finding& one) { return one.rule == rule; });
    return found == findings.end() ? nullptr : &*found;
}

std::string listed(const Findings& findings) {
    std::string text;
    for (const Finding& one : findings) {
        text += one.rule + " " + std::to_string(one.line) + " " + one.path + ": " + one.text + "\n";
    }
    return text;
}

/// The element of a path as text: "<cac:A><cbc:B x=\"1\">1</cbc:B></cac:A>".
std::string element_text(const std::string& path, bool is_basic) {
    const std::size_t slash = path.find('/');
    const std::string name = path.substr(0, slash);
    const std::string rest = slash == std::string::npos ? "" : path.substr(slash + 1);
    if (rest.empty() || rest.front() == '@') {
        const std::string prefix = name.find(':') != std::string::npos ? ""
                                   : name == "UBLExtensions"           ? "ext:"
                                   : is_basic                          ? "cbc:"
                                                                       : "cac:";
        const std::string attribute = rest.empty() ? "" : " " + rest.substr(1) + "=\"1\"";
        return "<" + prefix + name + attribute + ">1</" + prefix + name + ">";
    }
    const std::string element = name == "Line" ? "InvoiceLine" : name;
    return "<cac:" + element + ">" + element_text(rest, is_basic) + "</cac:" + element + ">";
}

std::string document_with(const std::string& content) {
    return "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" "
           "xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" "
           "xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\" "
           "xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-"
           "2\">" +
           content + "</Invoice>";
}

/// Whether the rules demand that something is so: they can never be broken.
bool is_never_broken(const std::string& rule) {
    static const std::set<std::string> never{"BR-CO-05", "BR-CO-06", "BR-CO-07", "BR-CO-08",
                                             "BR-DEC-13", "BR-DEC-15",
                                             // Said of the bytes: its test is below.
                                             "MUTUA-25"};
    return never.count(rule) > 0;
}

}  // namespace

TEST_CASE("right documents have no finding", "[ubl]") {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator{ubl_fixtures / "valid"}) {
        INFO(entry.path());
        const Findings findings = validator().validate(file_bytes(entry.path()), "document.xml");
        INFO(listed(findings));
        CHECK(findings.empty());
        ++count;
    }
    CHECK(count == 16);
}

TEST_CASE("each rule is broken by a fault made for it", "[ubl]") {
    std::set<std::string> broken;
    for (const DocumentFault& fault : read_faults((ubl_fixtures / "faults.txt").string())) {
        INFO(fault.rule << " " << fault.document << ": " << fault.changes.front());
        const Findings findings = validator().validate(
            faulty_document(right_document(fault.document), fault), "document.xml");
        INFO(listed(findings));
        CHECK(rules_of(findings).count(fault.rule) == 1);
        broken.insert(fault.rule);
    }
    for (const RuleText& rule : validator().rules()) {
        if (rule.id.starts_with("UBL-CR-") || is_never_broken(rule.id)) { continue; }
        if (rule.demand.empty()) { continue; }  // Faults of structure have tests of their own.
        INFO(rule.id << " has a fault in fixtures/ubl/faults.txt");
        CHECK(broken.count(rule.id) == 1);
    }
}

TEST_CASE("each path that EN 16931 has no place for is warned of", "[ubl]") {
    std::size_t count = 0;
    for (const RuleText& rule : validator().rules()) {
        if (!rule.id.starts_with("UBL-CR-") || rule.demand != "never") { continue; }
        ++count;
        INFO(rule.id << " " << rule.element);
        // Whether the last name is basic is not written; a warning comes for one of the two.
        Findings both = validator().validate(document_with(element_text(rule.element, true)), "");
        const Findings other =
            validator().validate(document_with(element_text(rule.element, false)), "");
        both.insert(both.end(), other.begin(), other.end());
        const Finding* found = finding_of(both, rule.id);
        REQUIRE(found != nullptr);
        CHECK(found->weight == Weight::warning);
    }
    CHECK(count > 600);
}

TEST_CASE("a finding says where it is", "[ubl]") {
    const std::string text =
        changed_document(right_document("invoice"), "set InvoiceLine[2]/Item/Name  ");
    const Findings findings = validator().validate(text, "invoice.xml");
    const Finding* found = finding_of(findings, "BR-25");
    REQUIRE(found != nullptr);
    CHECK(found->path == "/Invoice/cac:InvoiceLine[2]");
    CHECK(found->line == 143);
    CHECK(found->weight == Weight::fatal);
    CHECK(found->text == "A line names its item (BT-153).");
}

TEST_CASE("a finding ends with the figures that were compared", "[ubl]") {
    struct Row {
        const char* document;
        const char* change;
        const char* rule;
        const char* figures;
    };
    // Worked out by hand from fixtures/ubl/valid.
    const std::vector<Row> rows{
        {"category-E", "set LegalMonetaryTotal/LineExtensionAmount 100", "BR-CO-10",
         " (found 100.00, expected 200.00)"},
        {"category-E", "drop AllowanceCharge[1]", "BR-CO-11", " (found 10.00, expected 0.00)"},
        {"category-E", "set LegalMonetaryTotal/TaxExclusiveAmount 1.234", "BR-CO-13",
         " (found 1.234, expected 210.00)"},
        {"category-S", "set TaxTotal/TaxAmount 0.01", "BR-CO-14", " (found 0.01, expected 44.10)"},
        {"category-S", "set LegalMonetaryTotal/TaxInclusiveAmount 121.01", "BR-CO-15",
         " (found 121.01, expected 254.10)"},
        {"rich-invoice", "drop LegalMonetaryTotal/PrepaidAmount", "BR-CO-16",
         " (found 204.11, expected 254.11)"},
        {"category-S", "set TaxTotal/TaxSubtotal/TaxAmount 3", "BR-CO-17",
         " (found 3.00, expected 44.10)"},
        {"category-S", "drop AllowanceCharge[1]", "BR-S-08", " (found 210.00, expected 220.00)"},
        {"category-S", "set TaxTotal/TaxSubtotal/TaxAmount 3", "BR-S-09",
         " (found 3.00, expected 44.10)"},
        {"category-E", "set TaxTotal/TaxSubtotal/TaxAmount 3", "BR-E-09",
         " (found 3.00, expected 0.00)"},
        {"category-Z", "set TaxTotal/TaxSubtotal/TaxableAmount 100", "BR-Z-08",
         " (found 100.00, expected 210.00)"},
        {"category-E", "set AllowanceCharge[1]/Amount 10.000", "BR-DEC-01",
         " (found 10.000, expected at most two decimals)"},
        {"category-E", "set AllowanceCharge[2]/BaseAmount 100", "PEPPOL-EN16931-R040",
         " (found 20.00, expected 10.00)"},
        {"rich-invoice", "set InvoiceLine/Price/AllowanceCharge/Amount 100", "PEPPOL-EN16931-R046",
         " (found 100.00, expected 5.00)"},
        {"category-L", "double TaxTotal", "PEPPOL-EN16931-R053", " (found 2, expected 1)"},
        {"category-E", "set InvoiceLine/InvoicedQuantity 0", "PEPPOL-EN16931-R120",
         " (found 200.00, expected 0.00)"},
        {"category-S", "set TaxTotal/TaxSubtotal/TaxAmount 3", "MUTUA-11",
         " (found 3.00, expected 44.10)"},
        {"category-E", "set InvoiceLine/InvoicedQuantity 0", "MUTUA-12",
         " (found 200.00, expected 0.00)"},
        // Nothing is compared where a number is missing, or where several demands could be met.
        {"category-S", "drop LegalMonetaryTotal/TaxInclusiveAmount", "BR-CO-15", ""},
        {"rich-invoice", "set LegalMonetaryTotal/PayableRoundingAmount 100", "MUTUA-13", ""}};
    for (const Row& row : rows) {
        INFO(row.rule << " after " << row.change);
        const Findings findings =
            validator().validate(changed_document(right_document(row.document), row.change), "");
        const Finding* found = finding_of(findings, row.rule);
        REQUIRE(found != nullptr);
        const std::size_t figures = found->text.find(" (found ");
        CHECK((figures == std::string::npos ? "" : found->text.substr(figures)) == row.figures);
    }
}

TEST_CASE("the structure says what is missing, too many or in the wrong place", "[ubl]") {
    struct Row {
        const char* change;
        const char* rule;
        const char* text;
    };
    const std::vector<Row> rows{
        {"drop LegalMonetaryTotal/PayableAmount", "XSD-03",
         "`LegalMonetaryTotal` lacks its `PayableAmount`"},
        {"double BuyerReference", "XSD-02", "`BuyerReference` may stand here only once"},
        {"after LegalMonetaryTotal <cbc:DueDate>2026-12-30</cbc:DueDate>", "XSD-02",
         "`DueDate` stands in the wrong place: it goes before `InvoiceTypeCode`"},
        {"after ID <cbc:Colour>red</cbc:Colour>", "XSD-02", "`Invoice` has no element `Colour`"},
        {"drop LegalMonetaryTotal/PayableAmount/@currencyID", "XSD-04",
         "`PayableAmount` lacks its attribute `currencyID`"},
        {"attribute ID colour=\"red\"", "XSD-05", "`ID` has no attribute `colour`"},
        {"set LegalMonetaryTotal/PayableAmount 12,50", "XSD-06",
         "`12,50` is not a number such as 12.50"},
        {"set IssueDate 30/11/2026", "XSD-06", "`30/11/2026` is not a date such as 2026-11-30"},
        {"after ID stray", "XSD-07", "no text may stand between its elements"},
        {"set ID <cbc:Note>1</cbc:Note>", "XSD-02", "`ID` holds a value, no elements"}};
    for (const Row& row : rows) {
        INFO(row.change);
        const Findings findings =
            validator().validate(changed_document(right_document("invoice"), row.change), "");
        REQUIRE(!findings.empty());
        CHECK(findings.front().rule == row.rule);
        CHECK(findings.front().text == row.text);
    }
    CHECK(validator().validate("<Order xmlns=\"urn:order\"/>", "").front().rule == "XSD-01");
    CHECK(validator().validate("<Invoice/>", "").front().rule == "XSD-01");
}

TEST_CASE("extensions may hold anything, of which what is known is judged", "[ubl]") {
    const auto with_content = [](const std::string& content) {
        std::string text = right_document("invoice");
        text.insert(text.find("\">") + 2,
                    "<ext:UBLExtensions xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:"
                    "CommonExtensionComponents-2\"><ext:UBLExtension><ext:ExtensionContent>" +
                        content + "</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>");
        return rules_of(validator().validate(text, ""));
    };
    CHECK(with_content("<x:a xmlns:x=\"urn:x\" b=\"c\">text<x:d/></x:a>").count("XSD-02") == 0);
    CHECK(with_content("<x:a xmlns:x=\"urn:x\"><cbc:IssueDate>never</cbc:IssueDate></x:a>")
              .count("XSD-06") == 1);
    CHECK(with_content("<x:a xmlns:x=\"urn:x\"/><x:a xmlns:x=\"urn:x\"/>").count("XSD-02") == 1);
    CHECK(with_content("").count("XSD-03") == 1);
}

TEST_CASE("a document that is wrong in structure is judged by the rules all the same", "[ubl]") {
    std::string text = changed_document(right_document("invoice"), "drop IssueDate");
    text = changed_document(text, "set LegalMonetaryTotal/PayableAmount much");
    const auto rules = rules_of(validator().validate(text, ""));
    CHECK(rules.count("XSD-03") == 1);
    CHECK(rules.count("XSD-06") == 1);
    CHECK(rules.count("BR-03") == 1);
    CHECK(rules.count("BR-CO-16") == 0);  // What is no number is not computed with.
}

TEST_CASE("a rule is told so often and no more, and a document judged so long and no longer",
          "[ubl]") {
    std::string lines;
    for (int each = 0; each < 60; ++each) { lines += "<cac:InvoiceLine/>"; }
    const Findings findings = validator().validate(document_with(lines), "");
    const auto count = std::count_if(findings.begin(), findings.end(),
                                     [](const Finding& one) { return one.rule == "BR-21"; });
    CHECK(count == told_max);
    // 3,000 breakdowns, each over 3,000 lines.
    std::string many = changed_document(right_document("category-E"),
                                        "set TaxTotal/TaxSubtotal/TaxableAmount 600010.00");
    for (const std::string name : {"cac:InvoiceLine", "cac:TaxSubtotal"}) {
        const std::size_t begin = many.find("<" + name + ">");
        const std::string end_tag = "</" + name + ">";
        const std::string one = many.substr(begin, many.find(end_tag) + end_tag.size() - begin);
        std::string others;
        for (int each = 1; each < 3'000; ++each) { others += one; }
        many.insert(begin, others);
    }
    CHECK(rules_of(validator().validate(many, "")).count("XML-04") == 1);
}

TEST_CASE("the tests of the official rules pass", "[ubl]") {
    const fs::path unit = mutua::test::shared_folder() / "data" / "ubl" / "unit";
    if (!fs::exists(unit)) {
        WARN("skipped: 638 tests of rules (no shared/)");
        return;
    }
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator{unit}) {
        if (!entry.is_regular_file()) { continue; }
        const std::string text = file_bytes(entry.path());
        const auto spans = element_spans(text);
        const auto inner = [&](std::size_t parent, std::string_view name) {
            std::vector<std::size_t> found;
            for (std::size_t each = parent + 1; each < spans.size(); ++each) {
                if (spans[each].parent == parent && spans[each].name == name) {
                    found.push_back(each);
                }
            }
            return found;
        };
        for (const std::size_t test : inner(0, "test")) {
            const ElementSpan& document = *std::find_if(
                spans.begin() + static_cast<std::ptrdiff_t>(test) + 1, spans.end(),
                [&](const ElementSpan& one) { return one.parent == test && one.name != "assert"; });
            const auto rules = rules_of(validator().validate(
                text.substr(document.whole.begin, document.whole.size()), "document.xml"));
            for (const std::size_t assertion : inner(test, "assert")) {
                for (const auto& [kind, times] :
                     {std::pair{"success", 0U}, std::pair{"error", 1U}, std::pair{"warning", 1U}}) {
                    for (const std::size_t each : inner(assertion, kind)) {
                        const std::string rule =
                            text.substr(spans[each].content.begin, spans[each].content.size());
                        const bool is_national = rule.size() > 4 && rule[2] == '-' &&
                                                 rule[4] == '-' && !rule.starts_with("BR-");
                        if (is_national) { continue; }
                        INFO(entry.path().filename() << " " << kind << " " << rule);
                        CHECK(rules.count(rule) == times);
                    }
                }
            }
            ++count;
        }
    }
    CHECK(count == 638);
}

TEST_CASE("what the official rules let through is warned of", "[ubl]") {
    const fs::path probes = mutua::test::shared_folder() / "data" / "ubl" / "belgian" / "probe";
    if (!fs::exists(probes)) {
        WARN("skipped: 24 documents that are wrong for us (no shared/)");
        return;
    }
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator{probes}) {
        if (entry.path().extension() != ".xml") { continue; }
        ++count;
        INFO(entry.path());
        const Findings findings = validator().validate(file_bytes(entry.path()), "");
        const bool is_warned = std::any_of(findings.begin(), findings.end(), [](const auto& one) {
            return one.rule.starts_with("MUTUA-");
        });
        CHECK_FALSE(has_fatal(findings));
        CHECK(is_warned);
    }
    CHECK(count == 24);
}

TEST_CASE("a date of issue lies in the future from the second day on", "[ubl]") {
    const std::string text = right_document("invoice");  // of 2026-11-30
    struct Row {
        const char* today;
        bool is_warned;
    };
    for (const Row& row : {Row{"2026-11-30", false}, Row{"2026-11-29", false},
                           Row{"2026-11-28", true}, Row{"2026-12-01", false}}) {
        INFO(row.today);
        const Validator judge{Validator::releases().back(), mutua::parse_date(row.today)};
        CHECK(rules_of(judge.validate(text, "")).count("MUTUA-24") == (row.is_warned ? 1 : 0));
    }
    CHECK(Validator{}.validate(text, "").empty());
}

TEST_CASE("a document in another encoding than UTF-8 is warned of", "[ubl]") {
    const std::string text = right_document("invoice");
    const std::string body = text.substr(text.find("?>") + 2);
    for (const char* name : {"utf-8", "UTF-8", "utf8", "US-ASCII"}) {
        INFO(name);
        const std::string head = std::string{"<?xml version='1.0' encoding='"} + name + "'?>";
        CHECK(validator().validate(head + body, "").empty());
    }
    CHECK(validator().validate("<?xml version=\"1.0\"?>" + body, "").empty());
    CHECK(validator().validate(body, "").empty());
    const auto rules = rules_of(
        validator().validate("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + body, ""));
    CHECK(rules == std::set<std::string>{"MUTUA-25"});
}
