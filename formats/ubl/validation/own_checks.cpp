#include "formats/ubl/validation/own_checks.hpp"

#include "formats/ubl/validation/element_look.hpp"
#include "formats/ubl/validation/identifier_checks.hpp"
#include "formats/ubl/validation/value_kind.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace mutua::ubl::validation {

namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }
bool is_capital_or_figure(char c) { return is_capital(c) || is_figure(c); }

bool is_belgian_vat(std::string_view text) {
    return text.starts_with("BE") && is_enterprise_number(text.substr(2)) &&
           (text[2] == '0' || text[2] == '1');
}

bool is_belgian_vat_number(const JudgedDocument& document, xml::NodeIndex node) {
    return is_belgian_vat(document.node(node).text);
}

/// Judged at a party; only numbers that are right are compared.
bool vat_number_is_enterprise_number(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook party{document, node};
    std::string_view vat;
    party.each_part("PartyTaxScheme", [&vat](const ElementLook& scheme) {
        const std::string_view number = scheme.value("CompanyID").text();
        if (is_of_vat(scheme) && is_belgian_vat(number)) { vat = number.substr(2); }
    });
    const ElementLook registered = party.part("PartyLegalEntity").value("CompanyID");
    const bool is_enterprise =
        registered.attribute("schemeID") == "0208" && is_enterprise_number(registered.text());
    return vat.empty() || !is_enterprise || vat == registered.text();
}

/// ISO 13616: the first four characters go to the end, letters count from 10; the rest is 1.
bool has_iban_check_digits(std::string_view text) {
    const auto rest_of = [](std::string_view part, int rest) {
        for (const char c : part) {
            rest = is_figure(c) ? rest * 10 + (c - '0') : rest * 100 + (c - 'A' + 10);
            rest %= 97;
        }
        return rest;
    };
    return rest_of(text.substr(0, 4), rest_of(text.substr(4), 0)) == 1;
}

/// What begins as an IBAN does must be one; other account numbers are their country's.
bool is_iban_or_no_iban(const JudgedDocument& document, xml::NodeIndex node) {
    const std::string_view text = document.node(node).text;
    const std::string_view account = without_blanks(text);
    const bool looks_like_iban = account.size() >= 4 && is_capital(account[0]) &&
                                 is_capital(account[1]) && is_figure(account[2]) &&
                                 is_figure(account[3]);
    if (!looks_like_iban) { return true; }
    const bool is_plain = account.size() == text.size() && account.size() >= 15 &&
                          account.size() <= 34 &&
                          std::all_of(account.begin(), account.end(), is_capital_or_figure);
    const bool has_length = !account.starts_with("BE") || account.size() == 16;
    return is_plain && has_length && has_iban_check_digits(account);
}

bool is_bic(const JudgedDocument& document, xml::NodeIndex node) {
    const std::string_view text = document.node(node).text;
    return (text.size() == 8 || text.size() == 11) &&
           std::all_of(text.begin(), text.begin() + 6, is_capital) &&
           std::all_of(text.begin() + 6, text.end(), is_capital_or_figure);
}

/// "+++090/1234/56701+++", with stars, or twelve digits; other texts are no structured ones.
bool is_right_communication(std::string_view text) {
    std::string digits;
    std::string marks;
    for (const char c : text) { (is_figure(c) ? digits : marks) += c; }
    const bool is_marked = text.starts_with("+++") || text.starts_with("***");
    if (!is_marked && !(text.size() == 12 && digits.size() == 12)) { return true; }
    if (digits.size() != 12) { return false; }
    if (is_marked && marks != "+++//+++" && marks != "***//***") { return false; }
    long long number = 0;
    for (const char c : digits.substr(0, 10)) { number = number * 10 + (c - '0'); }
    const long long rest = number % 97 == 0 ? 97 : number % 97;
    return rest == (digits[10] - '0') * 10 + (digits[11] - '0');
}

bool structured_communication_is_right(const JudgedDocument& document, xml::NodeIndex node) {
    bool is_right = true;
    ElementLook{document, node}.each_value("PaymentID", [&is_right](const ElementLook& id) {
        is_right = is_right && is_right_communication(without_blanks(id.text()));
    });
    return is_right;
}

bool paid_is_within_total(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook totals{document, node};
    const ElementLook paid = totals.value("PrepaidAmount");
    if (!paid.is_there()) { return true; }
    Numbers numbers;
    const Exact total = numbers.of(totals.value("TaxInclusiveAmount"));
    const Exact amount = numbers.of(paid);
    return numbers.verdict(amount.sign() <= 0 || amount <= total || total.sign() < 0);
}

bool due_after_issue(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook root{document, node};
    const auto issue = schema_date(root.value("IssueDate").text());
    bool is_right = true;
    const auto judge = [&](const ElementLook& date) {
        const auto due = schema_date(date.text());
        is_right = is_right && (!issue || !due || due->day >= issue->day);
    };
    root.each_value("DueDate", judge);
    root.each_part("PaymentMeans",
                   [&](const ElementLook& means) { means.each_value("PaymentDueDate", judge); });
    return is_right;
}

/// A day that begins elsewhere first is not the future yet.
bool is_not_in_the_future(const JudgedDocument& document, xml::NodeIndex node) {
    const std::optional<Date>& day = document.circumstances().today;
    const auto today = day ? schema_date(mutua::to_string(*day)) : std::nullopt;
    const auto issue = schema_date(ElementLook{document, node}.value("IssueDate").text());
    if (!today || !issue || issue->day <= today->day + 1) { return true; }
    const std::string_view found = ElementLook{document, node}.value("IssueDate").text();
    document.note({std::string{found}, mutua::to_string(*day)});
    return false;
}

bool is_in_utf_8(const JudgedDocument& document, xml::NodeIndex) {
    return document.circumstances().is_utf_8;
}

bool line_ids_differ(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook root{document, node};
    std::set<std::string_view> ids;
    bool is_right = true;
    const auto judge = [&](const ElementLook& line) {
        const ElementLook id = line.value("ID");
        is_right = is_right && (!id.is_there() || ids.insert(id.text()).second);
    };
    root.each_part("InvoiceLine", judge);
    root.each_part("CreditNoteLine", judge);
    return is_right;
}

/// Half a cent goes away from zero.
Exact to_cents_away_from_zero(const Exact& value) {
    const Exact rounded = value.magnitude().to_cents();
    return value.sign() < 0 ? -rounded : rounded;
}

bool vat_is_exact(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook subtotal{document, node};
    const ElementLook rate = subtotal.part("TaxCategory").value("Percent");
    if (!rate.is_there()) { return true; }
    Numbers numbers;
    const Exact computed =
        (numbers.of(subtotal.value("TaxableAmount")) * numbers.of(rate)).hundredths();
    const Exact stated = numbers.of(subtotal.value("TaxAmount"));
    const Exact expected = to_cents_away_from_zero(computed);
    return numbers.verdict(stated == expected) || numbers.differ(document, stated, expected);
}

/// At most half a cent from quantity x price / base quantity + charges - allowances. At half a cent
/// both neighbours pass: whether the price was rounded before cannot be seen.
bool line_amount_is_exact(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook line{document, node};
    const ElementLook price = line.part("Price");
    const ElementLook invoiced = line.value("InvoicedQuantity");
    const ElementLook quantity = invoiced.is_there() ? invoiced : line.value("CreditedQuantity");
    Numbers numbers;
    Exact per = numbers.of_optional(price.value("BaseQuantity"));
    if (per.sign() == 0) { per = 1; }
    const Exact stated = numbers.of(line.value("LineExtensionAmount"));
    Exact rest = stated;
    line.each_part("AllowanceCharge", [&](const ElementLook& one) {
        const Exact amount = numbers.of_optional(one.value("Amount"));
        const auto charge = is_charge(one);
        if (charge) { rest = *charge ? rest - amount : rest + amount; }
    });
    const Exact product = numbers.of(quantity) * numbers.of(price.value("PriceAmount"));
    const Exact gap = rest * per - product;
    const Exact half_a_cent = Exact{50}.hundredths().hundredths();
    return numbers.verdict(gap.magnitude() <= half_a_cent * per.magnitude()) ||
           numbers.differ(document, stated, product.cents_over(per) + stated - rest);
}

/// The first bytes of a file, in base64, by its type.
bool attachment_is_what_it_says(const JudgedDocument& document, xml::NodeIndex node) {
    struct Beginning {
        std::string_view type;
        std::string_view base64;
    };
    constexpr std::array<Beginning, 5> beginnings{
        {{"application/pdf", "JVBERi"},
         {"image/png", "iVBORw0KGgo"},
         {"image/jpeg", "/9j/"},
         {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "UEsDB"},
         {"application/vnd.oasis.opendocument.spreadsheet", "UEsDB"}}};
    const ElementLook attachment{document, node};
    const auto type = attachment.attribute("mimeCode");
    const std::string_view content = without_blanks(attachment.text());
    return std::none_of(beginnings.begin(), beginnings.end(), [&](const Beginning& one) {
        return type == one.type && !content.starts_with(one.base64);
    });
}

}  // namespace

void add_own_checks(CheckTable& checks) {
    checks.insert({{"is_belgian_vat_number", is_belgian_vat_number},
                   {"vat_number_is_enterprise_number", vat_number_is_enterprise_number},
                   {"is_iban_or_no_iban", is_iban_or_no_iban},
                   {"is_bic", is_bic},
                   {"structured_communication_is_right", structured_communication_is_right},
                   {"paid_is_within_total", paid_is_within_total},
                   {"due_after_issue", due_after_issue},
                   {"is_not_in_the_future", is_not_in_the_future},
                   {"is_in_utf_8", is_in_utf_8},
                   {"line_ids_differ", line_ids_differ},
                   {"vat_is_exact", vat_is_exact},
                   {"line_amount_is_exact", line_amount_is_exact},
                   {"attachment_is_what_it_says", attachment_is_what_it_says}});
}

}  // namespace mutua::ubl::validation
