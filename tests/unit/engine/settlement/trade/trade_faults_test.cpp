#include "engine/settlement/trade/trade_codes.hpp"
#include "engine/settlement/trade/trade_draft.hpp"
#include "tests/support/sample_drafts.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace mutua::settlement {
namespace {

struct Damage {
    const char* why;
    const char* code;
    void (*apply)(TradeDraft&);
};

std::string codes_of(const TradeDraft& draft) {
    const auto result = settle(draft);
    if (result) { return ""; }
    std::string codes;
    for (const Diagnostic& found : result.error()) {
        UNSCOPED_INFO(to_string(found));
        CHECK_FALSE(found.help.empty());
        CHECK(found.where.file == draft.document.number);
        codes += (codes.empty() ? "" : " ") + found.code;
    }
    return codes;
}

void check(const Damage& damage) {
    CAPTURE(damage.why);
    TradeDraft draft = samples::trade_draft();
    damage.apply(draft);
    CHECK(codes_of(draft) == damage.code);
}

TradeDocument& of(TradeDraft& draft) { return draft.document; }

void make_exempt(TradeDraft& draft, VatCategory category, const char* code) {
    of(draft).lines[0].vat = {category, 0};
    draft.grounds = {{category, code, "Art. 44"}};
}

/// A buyer with a French VAT number and no Belgian one.
TradeBuyer french(TradeBuyer buyer) {
    buyer.vat_number = "FR58999002207";
    buyer.legal_id = {};
    return buyer;
}

/// Goods that a day of November brought to that country.
void supply(TradeDraft& draft, const char* country) {
    make_exempt(draft, VatCategory::intra_community, "VATEX-EU-IC");
    of(draft).delivery.date = parse_date("2026-11-15");
    of(draft).delivery.address = TradeAddress{};
    of(draft).delivery.address->country = country;
}

const std::string pdf = "%PDF-1.7 …";

void attach(TradeDraft& draft, const char* type, const char* name, std::string bytes) {
    of(draft).attachments = {{"A1", "", EmbeddedFile{type, name, std::move(bytes)}}};
}

TEST_CASE("the sample is lawful as it stands", "[trade]") {
    CHECK(codes_of(samples::trade_draft()).empty());
}

TEST_CASE("what a document must state is asked for", "[trade]") {
    check(GENERATE(values<Damage>({
        {"no number", "D120", [](TradeDraft& d) { of(d).number.clear(); }},
        {"no line", "D120", [](TradeDraft& d) { of(d).lines.clear(); }},
        {"no name", "D120", [](TradeDraft& d) { of(d).seller.name.clear(); }},
        {"no postal code", "D120", [](TradeDraft& d) { of(d).seller.address.postal_code.clear(); }},
        {"no country", "D120", [](TradeDraft& d) { of(d).buyer.address.country.clear(); }},
        {"no item name", "D120", [](TradeDraft& d) { of(d).lines[0].item.name.clear(); }},
        {"no unit", "D120", [](TradeDraft& d) { of(d).lines[0].unit.clear(); }},
        {"no reason", "D120", [](TradeDraft& d) { of(d).lines[0].adjustments = {Adjustment{}}; }},
        {"no buyer endpoint", "D121", [](TradeDraft& d) { of(d).buyer.endpoint = {}; }},
        {"no seller endpoint", "D121", [](TradeDraft& d) { of(d).seller.endpoint = {}; }},
        {"endpoint with BE", "D121",
         [](TradeDraft& d) { of(d).buyer.endpoint.value = "BE0456789034"; }},
        {"endpoint 9925 without BE", "D121",
         [](TradeDraft& d) {
             of(d).buyer.endpoint = {"9925", "0456789034"};
         }},
        {"endpoint of no list", "D121",
         [](TradeDraft& d) {
             of(d).buyer.endpoint = {"9999", "0456789034"};
         }},
        {"no reference", "D122", [](TradeDraft& d) { of(d).references.buyer_reference.clear(); }},
    })));
}

TEST_CASE("the numbers of the parties are checked", "[trade]") {
    check(GENERATE(values<Damage>({
        {"VAT number fails mod 97", "D123 D123",
         [](TradeDraft& d) { of(d).seller.vat_number = "BE0712345631"; }},
        {"VAT number with dots", "D123 D123",
         [](TradeDraft& d) { of(d).buyer.vat_number = "BE0456.789.034"; }},
        {"VAT and enterprise number differ", "D123",
         [](TradeDraft& d) { of(d).buyer.legal_id.value = "0712345630"; }},
        {"establishment unit", "D123 D123",
         [](TradeDraft& d) { of(d).buyer.legal_id.value = "2712345672"; }},
        {"GLN", "D123",
         [](TradeDraft& d) {
             of(d).buyer.identifier = {"0088", "7350000001203"};
         }},
        {"no scheme", "D134",
         [](TradeDraft& d) {
             of(d).buyer.identifier = {"KBO", "1"};
         }},
        {"no country", "D134", [](TradeDraft& d) { of(d).buyer.address.country = "BEL"; }},
        {"payee is the seller", "D135",
         [](TradeDraft& d) {
             of(d).payee = Payee{of(d).seller.name, {}, {}};
         }},
    })));
    TradeDraft draft = samples::trade_draft();
    draft.document.buyer.endpoint = {"9925", "BE0456789034"};
    draft.document.buyer.identifier = {"0088", "7350000001204"};
    CHECK(codes_of(draft).empty());
}

TEST_CASE("how it is paid is checked", "[trade]") {
    check(GENERATE(values<Damage>({
        {"communication", "D124",
         [](TradeDraft& d) { of(d).payment.communication = "+++126/0000/00172+++"; }},
        {"twelve digits", "D124",
         [](TradeDraft& d) { of(d).payment.communication = "126000000171"; }},
        {"no communication", "D124", [](TradeDraft& d) { of(d).payment.communication.clear(); }},
        {"IBAN", "D124", [](TradeDraft& d) { of(d).payment.accounts[0].id = "BE00000000000000"; }},
        {"IBAN with blanks", "D124",
         [](TradeDraft& d) { of(d).payment.accounts[0].id = "BE15 0017 6543 2130"; }},
        {"BIC", "D124", [](TradeDraft& d) { of(d).payment.accounts[0].bic = "XX"; }},
        {"no account", "D124", [](TradeDraft& d) { of(d).payment.accounts.clear(); }},
        {"no mandate", "D124", [](TradeDraft& d) { of(d).payment.means = "59"; }},
        {"card in full", "D124",
         [](TradeDraft& d) {
             of(d).payment.card = PaymentCard{"4111111111111111", "VISA", ""};
         }},
        {"no means", "D124", [](TradeDraft& d) { of(d).payment.means.clear(); }},
        {"means of no list", "D134", [](TradeDraft& d) { of(d).payment.means = "31"; }},
    })));
}

TEST_CASE("an account is never shown in full", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.payment.accounts[0].id = "BE15001765432131";
    CHECK(settle(draft).error().at(0).message == "the account …2131 is no IBAN");
}

TEST_CASE("Greek numbers begin with EL", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    draft.document.buyer.vat_number = "GR094259216";
    draft.document.buyer.legal_id = {};
    CHECK(settle(draft).error().at(0).help == "Greek VAT numbers begin with EL");
}

TEST_CASE("categories of VAT stand as the standard lets them", "[trade]") {
    check(GENERATE(values<Damage>({
        {"O beside S", "D126 D127 D125",
         [](TradeDraft& d) {
             of(d).lines.push_back(samples::trade_line("2", 1, 10, 0));
             of(d).lines[1].vat.category = VatCategory::out_of_scope;
         }},
        {"O with VAT numbers", "D127",
         [](TradeDraft& d) { make_exempt(d, VatCategory::out_of_scope, "VATEX-EU-O"); }},
        {"two grounds", "D125",
         [](TradeDraft& d) {
             make_exempt(d, VatCategory::exempt, "VATEX-EU-132-1I");
             d.grounds.push_back({VatCategory::exempt, "VATEX-EU-132-1N", ""});
         }},
        {"no ground", "D126",
         [](TradeDraft& d) {
             make_exempt(d, VatCategory::exempt, "");
             d.grounds.clear();
         }},
        {"ground of standard VAT", "D126",
         [](TradeDraft& d) {
             d.grounds = {{VatCategory::standard, "", "Taux normal"}};
         }},
        {"code of another category", "D126",
         [](TradeDraft& d) { make_exempt(d, VatCategory::exempt, "VATEX-EU-AE"); }},
        {"ground of nothing", "D126",
         [](TradeDraft& d) {
             d.grounds = {{VatCategory::exempt, "", "Art. 44"}};
         }},
        {"code that does not exist", "D134",
         [](TradeDraft& d) { make_exempt(d, VatCategory::exempt, "VATEX-BE-44"); }},
        {"S at 0 %", "D127", [](TradeDraft& d) { of(d).lines[0].vat.rate = 0; }},
        {"E at 21 %", "D127",
         [](TradeDraft& d) {
             make_exempt(d, VatCategory::exempt, "VATEX-EU-132-1I");
             of(d).lines[0].vat.rate = 21;
         }},
        {"tax of the Canary Islands", "D127 D126",
         [](TradeDraft& d) { of(d).lines[0].vat.category = VatCategory::canary_islands; }},
        {"S without the seller's number", "D127",
         [](TradeDraft& d) { of(d).seller.vat_number.clear(); }},
        {"AE without a number of the buyer", "D127",
         [](TradeDraft& d) {
             make_exempt(d, VatCategory::reverse_charge, "VATEX-EU-AE");
             of(d).buyer.vat_number.clear();
             of(d).buyer.legal_id = {};
         }},
        {"AE in Belgium without the VAT number of the buyer", "D127",
         [](TradeDraft& d) {
             make_exempt(d, VatCategory::reverse_charge, "VATEX-EU-AE");
             of(d).buyer.vat_number.clear();
         }},
        {"AE abroad by the number of the register", "",
         [](TradeDraft& d) {
             make_exempt(d, VatCategory::reverse_charge, "VATEX-EU-AE");
             of(d).buyer.vat_number.clear();
             of(d).buyer.address.country = "CH";
         }},
        {"K without delivery", "D127 D127",
         [](TradeDraft& d) {
             make_exempt(d, VatCategory::intra_community, "VATEX-EU-IC");
             of(d).buyer = french(of(d).buyer);
         }},
        {"K to a buyer with a Belgian number", "D127", [](TradeDraft& d) { supply(d, "FR"); }},
        {"K delivered in Belgium", "D127",
         [](TradeDraft& d) {
             supply(d, "BE");
             of(d).buyer = french(of(d).buyer);
         }},
        {"K that leaves Belgium", "",
         [](TradeDraft& d) {
             supply(d, "XI");
             of(d).buyer = french(of(d).buyer);
         }},
    })));
}

TEST_CASE("credit notes are positive and name what they take back", "[trade]") {
    check(GENERATE(values<Damage>({
        {"no reference", "D128", [](TradeDraft& d) { of(d).kind = DocumentKind::credit_note; }},
        {"negative", "D128 D128",
         [](TradeDraft& d) {
             of(d).kind = DocumentKind::credit_note;
             of(d).references.preceding = {{"2026-000000", {}}};
             of(d).lines[0].quantity = -1;
         }},
        {"negative invoice without reference", "D128",
         [](TradeDraft& d) { of(d).lines[0].quantity = -1; }},
        {"due date without means", "D132",
         [](TradeDraft& d) {
             of(d).kind = DocumentKind::credit_note;
             of(d).references.preceding = {{"2026-000000", {}}};
             of(d).payment = {};
             of(d).payment.due_date = samples::day(2026, 12, 30);
         }},
    })));
}

TEST_CASE("numbers that cannot be written are refused", "[trade]") {
    check(GENERATE(values<Damage>({
        {"negative price", "D129", [](TradeDraft& d) { of(d).lines[0].price.net = -1; }},
        {"a third of an hour", "D129",
         [](TradeDraft& d) {
             of(d).lines[0].quantity = Decimal{1, 3};
         }},
        {"price for nothing", "D129",
         [](TradeDraft& d) { of(d).lines[0].price.base_quantity = Decimal{0}; }},
        {"price in millionths of a prime", "D129",
         [](TradeDraft& d) {
             of(d).lines[0].price.net = Decimal{1, 1'000'003};
         }},
        {"percentage without end", "D129",
         [](TradeDraft& d) {
             Adjustment each;
             each.percent = Decimal{100, 3};
             each.reason_code = "95";
             of(d).lines[0].adjustments = {each};
         }},
        {"beyond any amount", "D129",
         [](TradeDraft& d) { of(d).lines[0].quantity = Decimal{Integer{"100000000000"}}; }},
        {"sum beyond any amount", "D129",
         [](TradeDraft& d) {
             of(d).lines = {samples::trade_line("1", 900'000'000, 10),
                            samples::trade_line("2", 900'000'000, 10)};
         }},
    })));
}

TEST_CASE("attachments are small, named and what their type says", "[trade]") {
    check(GENERATE(values<Damage>({
        {"HTML", "D130", [](TradeDraft& d) { attach(d, "text/html", "a.html", "<p>"); }},
        {"no PDF", "D130", [](TradeDraft& d) { attach(d, "application/pdf", "a.pdf", "PK"); }},
        {"PDF as CSV", "D130", [](TradeDraft& d) { attach(d, "text/csv", "a.csv", pdf); }},
        {"path", "D130", [](TradeDraft& d) { attach(d, "application/pdf", "C:\\a.pdf", pdf); }},
        {"no name", "D130", [](TradeDraft& d) { attach(d, "application/pdf", "", pdf); }},
        {"empty", "D130", [](TradeDraft& d) { attach(d, "application/pdf", "a.pdf", ""); }},
        {"too large", "D130",
         [](TradeDraft& d) {
             attach(d, "application/pdf", "a.pdf", pdf + std::string(7'000'000, 'x'));
         }},
        {"no link", "D130",
         [](TradeDraft& d) {
             of(d).attachments = {{"A1", "", ExternalLink{"file:///a"}}};
         }},
        {"no reference", "D120", [](TradeDraft& d) { of(d).attachments = {{}}; }},
    })));
    TradeDraft draft = samples::trade_draft();
    attach(draft, "application/pdf", "2026-000001.pdf", pdf);
    CHECK(codes_of(draft).empty());
}

TEST_CASE("days, currencies, codes and texts fit together", "[trade]") {
    check(GENERATE(values<Damage>({
        {"no rate", "D131", [](TradeDraft& d) { of(d).currency = parse_currency("USD").value(); }},
        {"rate of the euro", "D131",
         [](TradeDraft& d) {
             d.exchange = ExchangeRate{1, samples::day(2026, 11, 30), "ECB"};
         }},
        {"due before issue", "D132",
         [](TradeDraft& d) { of(d).payment.due_date = samples::day(2026, 11, 29); }},
        {"no such day", "D132", [](TradeDraft& d) { of(d).issue_date = Date{}; }},
        {"period turned round", "D132",
         [](TradeDraft& d) {
             of(d).period = {samples::day(2026, 11, 2), samples::day(2026, 11, 1)};
         }},
        {"line outside the period", "D132",
         [](TradeDraft& d) {
             of(d).period = {samples::day(2026, 11, 1), samples::day(2026, 11, 2)};
             of(d).lines[0].period = {samples::day(2026, 11, 2), samples::day(2026, 11, 3)};
         }},
        {"VAT due twice", "D132",
         [](TradeDraft& d) {
             of(d).vat_point_date = samples::day(2026, 11, 2);
             of(d).vat_point_code = "35";
         }},
        {"prepaid above the total", "D133", [](TradeDraft& d) { d.prepaid = euro_cents(556'59); }},
        {"negative prepaid", "D133", [](TradeDraft& d) { d.prepaid = euro_cents(-1); }},
        {"German type", "D134", [](TradeDraft& d) { of(d).special_type = "384"; }},
        {"unit", "D134", [](TradeDraft& d) { of(d).lines[0].unit = "hour"; }},
        {"code of VAT point", "D134", [](TradeDraft& d) { of(d).vat_point_code = "4"; }},
        {"two notes", "D135",
         [](TradeDraft& d) {
             of(d).notes = {"a", "b"};
         }},
        {"subject code", "D135", [](TradeDraft& d) { of(d).notes = {"#AAA#x"}; }},
        {"line number twice", "D135", [](TradeDraft& d) { of(d).lines.push_back(of(d).lines[0]); }},
        {"control character", "D135", [](TradeDraft& d) { of(d).notes = {"a\x01"}; }},
        {"broken UTF-8", "D135", [](TradeDraft& d) { of(d).buyer.name = "\xC3("; }},
        {"control character in a reason", "D135",
         [](TradeDraft& d) {
             make_exempt(d, VatCategory::exempt, "");
             d.grounds[0].text = "Art.\x02";
         }},
        {"blanks only", "D135", [](TradeDraft& d) { of(d).references.project = " "; }},
    })));
}

TEST_CASE("everything that is wrong is said at once", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    of(draft).buyer.endpoint = {};
    of(draft).references.buyer_reference.clear();
    of(draft).payment.due_date = samples::day(2026, 11, 1);
    of(draft).lines[0].unit = "hour";
    draft.prepaid = euro_cents(1'000'00);
    CHECK(codes_of(draft) == "D132 D122 D121 D134 D133");
}

TEST_CASE("texts lose the blanks around them", "[trade]") {
    TradeDraft draft = samples::trade_draft();
    of(draft).notes = {" Merci\n"};
    of(draft).lines[0].item.name = "\tSon et  lumière ";
    make_exempt(draft, VatCategory::exempt, "");
    draft.grounds[0].text = "Art. 44 ";
    const TradeDocument document = settle(draft).value();
    CHECK(document.notes[0] == "Merci");
    CHECK(document.lines[0].item.name == "Son et  lumière");
    CHECK(document.breakdowns[0].exemption_text == "Art. 44");
}

TEST_CASE("a code is found whole in its list", "[trade]") {
    CHECK(is_unit("HUR"));
    CHECK_FALSE(is_unit("HU"));
    CHECK_FALSE(is_unit(""));
    CHECK_FALSE(is_unit("HUR MIN"));
    CHECK(category_of_exemption("VATEX-EU-132") == VatCategory::exempt);
    CHECK_FALSE(category_of_exemption("VATEX-EU-13").has_value());
    CHECK(kind_of("386") == DocumentKind::prepayment_invoice);
    CHECK(kind_of("326") == DocumentKind::invoice);
    CHECK_FALSE(kind_of("500").has_value());
}

}  // namespace
}  // namespace mutua::settlement
