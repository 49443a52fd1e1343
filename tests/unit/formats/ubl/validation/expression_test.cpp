#include "formats/ubl/validation/expression.hpp"

#include "engine/core/contract.hpp"
#include "formats/ubl/validation/namespaces.hpp"
#include "formats/ubl/validation/rule_set.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua::ubl::validation;
namespace xml = mutua::xml;
namespace ubl = mutua::ubl;

namespace {

/// A small document, and what may be said of it.
struct World {
    World() {
        for (const char* name : {"Party", "Line", "InvoiceLine", "CreditNoteLine", "TaxScheme"}) {
            vocabulary.add(ubl::aggregate_namespace, name);
        }
        for (const char* name : {"ID", "Note", "Amount", "Name"}) {
            vocabulary.add(ubl::basic_namespace, name);
        }
        vocabulary.add(ubl::invoice_namespace, "Invoice");
        vocabulary.add(ubl::credit_note_namespace, "CreditNote");
        language.names["Home"] = "Party/Name";
        language.names["vatted"] = "TaxScheme/ID reads VAT";
    }

    const std::string bytes =
        "<Invoice xmlns=\"" + std::string{ubl::invoice_namespace} + "\" xmlns:cac=\"" +
        std::string{ubl::aggregate_namespace} + "\" xmlns:cbc=\"" +
        std::string{ubl::basic_namespace} +
        "\"><cbc:ID scheme=\"0208\"> A  1 </cbc:ID><cbc:Note>#AAI#x</cbc:Note>"
        "<cbc:Note> </cbc:Note><cbc:Amount>12.345</cbc:Amount><cbc:Amount>-1</cbc:Amount>"
        "<cac:Party><cbc:Name>BE</cbc:Name></cac:Party>"
        "<cac:Party><cbc:Name>be</cbc:Name><cac:TaxScheme><cbc:ID>vat </cbc:ID></cac:TaxScheme>"
        "</cac:Party><cac:InvoiceLine><cbc:ID>1</cbc:ID></cac:InvoiceLine></Invoice>";
    xml::Vocabulary vocabulary;
    const CodeLists lists{{"codes", CodeList{{"A 1", "AAI", "BE"}}}};
    const std::map<std::string, Check, std::less<>> checks{
        {"never_right", [](const JudgedDocument&, xml::NodeIndex) { return false; }}};
    Language language{vocabulary, lists, checks, {}};
};

}  // namespace

TEST_CASE("expressions say what an element is asked", "[ubl]") {
    struct Row {
        const char* expression;
        bool holds;
    };
    const std::vector<Row> rows{{"ID", true},
                                {"Name", false},
                                {"not Name", true},
                                {"filled ID", true},
                                {"filled Name", false},
                                {"Note twice", true},
                                {"Note once", false},
                                {"Note exactly 2", true},
                                {"Name exactly 0", true},
                                {"ID = A", false},
                                {"ID is A|A", false},
                                {"Party/Name = BE", true},
                                {"Party/Name = XX|be", true},
                                {"Party/Name reads BE", true},
                                {"Party[Name = be]/TaxScheme", true},
                                {"Party[Name = BE]/TaxScheme", false},
                                {"Party[vatted]", true},
                                {"Party[not vatted]/Name = BE", true},
                                {"Home = BE", true},
                                {"ID in codes", true},
                                {"ID within codes", false},
                                {"Party/Name within codes", true},
                                {"Party[vatted]/Name in codes", false},
                                {"Party[vatted]/Name reads-in codes", true},
                                {"Party/Name begins-in codes", true},
                                {"Note subject-in codes", true},
                                {"ID begins A", true},
                                {"Note contains AAI", true},
                                {"ID short 3", true},
                                {"ID short 2", false},
                                {"Amount to-cents", false},
                                {"Amount > 0", true},
                                {"Amount < 0", true},
                                {"Amount == -1", true},
                                {"Amount >= 12.346", false},
                                {"ID > 5", true},  // No number: nothing is said of it.
                                {"ID/@scheme = 0208", true},
                                {"//@scheme", true},
                                {"//@other", false},
                                {"//ID exactly 3", true},
                                {"//Party/Name exactly 2", true},
                                {"/Invoice", true},
                                {"/CreditNote", false},
                                {"/Document/Line/ID = 1", true},
                                {"Line/ID/../../Note", true},
                                {"always and not never", true},
                                {"Name or ID and Note", true},
                                {"(Name or ID) and Name", false},
                                {"check never_right", false}};
    World world;
    // Attributes are known before a document is read, as names of elements are.
    std::vector<Expression> read;
    for (const Row& row : rows) { read.push_back(read_expression(row.expression, world.language)); }
    const auto tree = xml::read_flat(world.bytes, "", world.vocabulary);
    REQUIRE(tree.has_value());
    const JudgedDocument document{*tree, world.vocabulary, {}};
    for (std::size_t at = 0; at < rows.size(); ++at) {
        INFO(rows[at].expression);
        CHECK(holds(read[at], document, 0) == rows[at].holds);
    }
}

TEST_CASE("a mistake in an expression is a broken promise", "[ubl]") {
    World world;
    for (const char* text : {"", "Colour", "ID in nothing", "check nothing", "(ID", "ID short few",
                             "ID Note", "not"}) {
        INFO(text);
        CHECK_THROWS_AS(read_expression(text, world.language), mutua::ContractViolation);
    }
}

TEST_CASE("in a pattern an element is judged by the first rules that fit", "[ubl]") {
    World world;
    const RuleSet rules{
        "pattern one\n"
        "at Party[vatted]\n"
        "A-1 fatal never\n"
        "    The first.\n"
        "at Party\n"
        "A-2 warning never\n"
        "    The second,\n"
        "    on two lines.\n"
        "pattern two\n"
        "at Party\n"
        "A-3 fatal Name = BE\n"
        "    | or Name = be\n"
        "    The third.\n"
        "for self-billing\n"
        "at InvoiceLine\n"
        "A-4 fatal never\n"
        "    The fourth.\n"
        "for both\n"
        "category S P\n"
        "    rate ID = {code}\n"
        "category Z Q like S\n"
        "each at InvoiceLine\n"
        "{prefix}-1 fatal {rate}\n"
        "    Of {code}.\n",
        world.language};
    const auto tree = xml::read_flat(world.bytes, "", world.vocabulary);
    REQUIRE(tree.has_value());
    const JudgedDocument document{*tree, world.vocabulary, {}};
    const auto told = [&](Billing billing) {
        Findings findings;
        rules.judge(document, billing, findings);
        std::string text;
        for (const Finding& one : findings) { text += one.rule + " " + one.text + "\n"; }
        return text;
    };
    CHECK(told(Billing::ordinary) ==
          "A-2 The second, on two lines.\nA-1 The first.\nP-1 Of S.\nQ-1 Of Z.\n");
    CHECK(told(Billing::self_billed) ==
          "A-2 The second, on two lines.\nA-1 The first.\nA-4 The fourth.\nP-1 Of S.\nQ-1 Of "
          "Z.\n");
}
