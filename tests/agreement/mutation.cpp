#include "tests/agreement/mutation.hpp"

#include "tests/support/xml_spans.hpp"

#include <algorithm>

namespace mutua::agreement {

namespace {

using test::AttributeSpan;
using test::element_spans;
using test::ElementSpan;
using test::Span;

const std::vector<std::string> categories{"S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B", "X"};
const std::vector<std::string> currencies{"EUR", "USD", "SEK", "BGN", "ZZZ", "EURO", "eur"};
const std::vector<std::string> countries{"BE", "IT", "NL", "EL", "XI", "1A", "ZZ", "be", "FR"};
const std::vector<std::string> types{"380", "381", "389", "261", "384", "326", "393", "999",
                                     "396", "532", "875", "82",  "130", "50",  "527"};
const std::vector<std::string> dates{"2026-11-30",       "2026-11-31", "2026-1-1",   "2025-02-28Z",
                                     "2024-02-29+01:00", "20261130",   "1999-12-31", "2030-01-01"};
const std::vector<std::string> means{"1", "30", "58", "49", "59", "48", "10", "31", "99", "ZZZ"};
const std::vector<std::string> numbers{"0",
                                       "0.00",
                                       "-1",
                                       "1",
                                       "100",
                                       "21",
                                       "21.0",
                                       "6",
                                       "1e2",
                                       "12,5",
                                       "abc",
                                       "1.234",
                                       "99999999999999999999.99",
                                       ".5",
                                       "+3",
                                       "0.001"};
const std::vector<std::string> reasons{"VATEX-EU-G",   "VATEX-EU-O",  "VATEX-EU-IC", "VATEX-EU-AE",
                                       "VATEX-EU-132", "vatex-eu-ae", "VATEX-EU-D",  "VATEX-BE-1",
                                       "95",           "104",         "AA",          "FC",
                                       "ZZZ",          "41"};
const std::vector<std::string> schemes{
    "0208", "0088", "9925", "0192", "0184", "0007", "0106", "0190", "0201", "0210", "0211", "9907",
    "9906", "0151", "0096", "0198", "0217", "9944", "SEPA", "0037", "0002", "XX",   "ABT",  "HS"};
const std::vector<std::string> identifiers{
    "0712345630",    "0712345631", "07.123.456.30", "BE0712345630",     "7300010000001",
    "7300010000002", "974760673",  "974760674",     "DK12345678",       "12345678",
    "5567212047",    "5567212048", "51824753556",   "NL123456789B01",   "IT00743110157",
    "00743110157",   "1234567890", "123456789012",  "RSSMRA85T10A562S", "ABC123"};
const std::vector<std::string> texts{
    "",
    " ",
    "x",
    "#AAI#note",
    "#XYZ#note",
    "#A#",
    "a#b",
    "130",
    "VAT",
    "vat",
    "true",
    "false",
    "1",
    "0",
    "HUR",
    "C62",
    "C63",
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0#x",
    "urn:cen.eu:en16931:2017",
    "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    "urn:peppol:bis:billing_with_response",
    "432",
    "3"};
/// Elements that stand somewhere in UBL, and mostly nowhere in an invoice.
const std::vector<std::string> additions{
    "<cbc:UUID>1</cbc:UUID>",
    "<cbc:Note>n</cbc:Note>",
    "<cbc:ID>1</cbc:ID>",
    "<cbc:Name>n</cbc:Name>",
    "<cbc:IssueTime>12:00:00</cbc:IssueTime>",
    "<cbc:CopyIndicator>true</cbc:CopyIndicator>",
    "<cbc:TaxExemptionReason>r</cbc:TaxExemptionReason>",
    "<cbc:TaxExemptionReasonCode>VATEX-EU-AE</cbc:TaxExemptionReasonCode>",
    "<cbc:AllowanceChargeReason>r</cbc:AllowanceChargeReason>",
    "<cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>",
    "<cbc:BaseAmount currencyID=\"EUR\">100</cbc:BaseAmount>",
    "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>",
    "<cac:InvoicePeriod><cbc:StartDate>2026-01-01</cbc:StartDate><cbc:EndDate>2025-01-01</"
    "cbc:EndDate></cac:InvoicePeriod>",
    "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount "
    "currencyID=\"EUR\">1.00</cbc:Amount></cac:AllowanceCharge>",
    "<cac:AllowanceCharge><cbc:ChargeIndicator>1</"
    "cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>FC</"
    "cbc:AllowanceChargeReasonCode><cbc:Amount "
    "currencyID=\"EUR\">1.005</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</"
    "cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></"
    "cac:AllowanceCharge>",
    "<cac:PayeeParty><cac:PartyName><cbc:Name>Payee</cbc:Name></cac:PartyName></cac:PayeeParty>",
    "<cac:TaxRepresentativeParty><cac:PartyName><cbc:Name>R</cbc:Name></cac:PartyName></"
    "cac:TaxRepresentativeParty>",
    "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>1</cbc:ID></"
    "cac:InvoiceDocumentReference></cac:BillingReference>",
    "<cac:AdditionalDocumentReference><cbc:ID "
    "schemeID=\"ABT\">1</cbc:ID><cbc:DocumentTypeCode>130</"
    "cbc:DocumentTypeCode><cbc:DocumentDescription>d</cbc:DocumentDescription></"
    "cac:AdditionalDocumentReference>",
    "<cac:AdditionalDocumentReference><cbc:ID>1</"
    "cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject "
    "mimeCode=\"text/html\">QQ==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></"
    "cac:AdditionalDocumentReference>",
    "<cac:Delivery><cac:DeliveryLocation><cac:Address><cbc:CityName>x</cbc:CityName></"
    "cac:Address></cac:DeliveryLocation></cac:Delivery>",
    "<cac:TaxTotal><cbc:TaxAmount currencyID=\"SEK\">1.00</cbc:TaxAmount></cac:TaxTotal>",
    "<cac:DocumentReference><cbc:ID>1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></"
    "cac:DocumentReference>",
    "<cac:Price><cbc:PriceAmount currencyID=\"EUR\">1</cbc:PriceAmount></cac:Price>",
    "<cbc:PaymentDueDate>2026-12-01</cbc:PaymentDueDate>",
    "<cac:Signature><cbc:ID>1</cbc:ID></cac:Signature>",
    "<ext:UBLExtensions xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:"
    "CommonExtensionComponents-2\"><ext:UBLExtension><ext:ExtensionContent><x:y xmlns:x=\"urn:x\">"
    "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:Amount>1</cbc:Amount>"
    "<cac:TaxCategory><cbc:ID>E</cbc:ID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    "</cac:TaxCategory></cac:AllowanceCharge></x:y></ext:ExtensionContent></ext:UBLExtension>"
    "</ext:UBLExtensions>",
    "<cbc:Party>p</cbc:Party>",
    "<cac:ID>1</cac:ID>",
    "<Note>n</Note>",
    "<cac:InvoiceLine><cbc:ID>9</cbc:ID></cac:InvoiceLine>",
    "<cac:CreditNoteLine><cbc:ID>9</cbc:ID><cbc:LineExtensionAmount currencyID=\"EUR\">1"
    "</cbc:LineExtensionAmount></cac:CreditNoteLine>",
    "<cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">0</cbc:TaxAmount><cac:TaxSubtotal>"
    "<cbc:TaxableAmount currencyID=\"EUR\">0</cbc:TaxableAmount><cbc:TaxAmount "
    "currencyID=\"EUR\">0</cbc:TaxAmount><cac:TaxCategory><cbc:ID>Z</cbc:ID><cbc:Percent>0"
    "</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>"
    "</cac:TaxSubtotal></cac:TaxTotal>",
    "<cac:PartyTaxScheme><cbc:CompanyID>NL123456789B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT"
    "</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>",
    "<cac:PartyIdentification><cbc:ID schemeID=\"SEPA\">1</cbc:ID></cac:PartyIdentification>",
    "stray text",
    "<!-- comment -->",
    "<x:y xmlns:x=\"urn:x\">z</x:y>"};

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [name](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace

Mutator::Mutator(std::vector<std::string> documents, unsigned long long seed)
    : documents_{std::move(documents)}, random_{seed} {}

std::size_t Mutator::below(std::size_t count) { return random_() % count; }

const std::string& Mutator::one_of(const std::vector<std::string>& choices) {
    return choices[below(choices.size())];
}

std::string Mutator::next() {
    std::string text = one_of(documents_);
    for (std::size_t faults = 1 + below(3) / 2 + below(4) / 3; faults > 0; --faults) {
        text = mutated(text);
    }
    return text;
}

std::string Mutator::mutated(const std::string& text) {
    const auto spans = element_spans(text);
    const ElementSpan& one = spans[1 + below(spans.size() - 1)];
    const std::string whole = text.substr(one.whole.begin, one.whole.size());
    const auto with = [&text](Span span, const std::string& instead) {
        return text.substr(0, span.begin) + instead + text.substr(span.end);
    };
    switch (below(12)) {
        case 0:
            return with(one.whole, "");
        case 1:
            return with(one.whole, whole + whole);
        case 2: {
            const ElementSpan& other = spans[1 + below(spans.size() - 1)];
            const bool is_brother = other.parent == one.parent && other.whole.begin > one.whole.end;
            if (!is_brother) { return with(one.whole, whole + one_of(additions)); }
            return with(other.whole, text.substr(other.whole.begin, other.whole.size()) + whole)
                       .substr(0, one.whole.begin) +
                   with(other.whole, text.substr(other.whole.begin, other.whole.size()) + whole)
                       .substr(one.whole.end);
        }
        case 3:
            return with(one.whole, one_of(additions) + whole);
        case 4: {
            if (one.attributes.empty()) { return with(one.whole, ""); }
            const AttributeSpan& attribute = one.attributes[below(one.attributes.size())];
            if (below(3) == 0) { return with(attribute.whole, ""); }
            return with(attribute.value, changed_attribute(text.substr(attribute.value.begin,
                                                                       attribute.value.size())));
        }
        default: {
            std::size_t tries = 20;
            const ElementSpan* leaf = &one;
            while (!leaf->is_leaf && tries-- > 0) { leaf = &spans[1 + below(spans.size() - 1)]; }
            if (!leaf->is_leaf) { return with(one.whole, ""); }
            return with(
                leaf->content,
                changed_value(text.substr(leaf->content.begin, leaf->content.size()), leaf->name));
        }
    }
}

std::string Mutator::changed_attribute(const std::string& value) {
    switch (below(6)) {
        case 0:
            return one_of(currencies);
        case 1:
            return one_of(schemes);
        case 2:
            return "application/pdf";
        case 3:
            return "";
        case 4:
            return value + " ";
        default:
            return one_of(texts);
    }
}

/// One cent, one unit, one decimal more or less.
std::string Mutator::changed_number(const std::string& value) {
    std::size_t digit = value.find_last_of("0123456789");
    if (digit == std::string::npos) { return one_of(numbers); }
    std::string changed = value;
    switch (below(6)) {
        case 0:
            return "-" + value;
        case 1:
            return value + "1";
        case 2:
            return one_of(numbers);
        case 3:
            return value + "00";
        default:
            break;
    }
    const std::size_t point = value.find('.');
    if (below(4) == 0 && point != std::string::npos && point > 0) { digit = point - 1; }
    changed[digit] = changed[digit] == '9' ? '8' : static_cast<char>(changed[digit] + 1);
    return changed;
}

std::string Mutator::changed_value(const std::string& value, std::string_view name) {
    if (below(12) == 0) { return one_of(texts); }
    switch (below(24)) {
        case 0:
            return " " + value + " ";
        case 1:
            return "\n  " + value + "\n";
        case 2:
            return "<![CDATA[" + value + "]]>";
        case 3:
            return value + "<!-- comment -->";
        case 4:
            return "&#32;" + value + "&#x9;";
        case 5:
            return value.substr(0, value.size() / 2) + " " + value.substr(value.size() / 2);
        default:
            break;
    }
    if (ends_with_any(name, {"Amount", "Quantity", "Percent", "Numeric"})) {
        return changed_number(value);
    }
    if (name.ends_with("Date")) { return one_of(dates); }
    if (name.ends_with("CurrencyCode")) { return one_of(currencies); }
    if (name.ends_with("IdentificationCode")) { return one_of(countries); }
    if (name.ends_with("PaymentMeansCode")) { return one_of(means); }
    if (name.ends_with("ReasonCode")) { return one_of(reasons); }
    if (name.ends_with("TypeCode")) { return one_of(types); }
    if (name.ends_with("Indicator")) { return below(2) == 0 ? one_of(texts) : "true"; }
    if (name.ends_with("ID") && value.size() <= 2) { return one_of(categories); }
    if (name.ends_with("ID")) { return one_of(identifiers); }
    return one_of(texts);
}

}  // namespace mutua::agreement
