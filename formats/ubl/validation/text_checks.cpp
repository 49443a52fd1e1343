#include "formats/ubl/validation/text_checks.hpp"

#include "formats/ubl/validation/element_look.hpp"
#include "formats/ubl/validation/value_kind.hpp"

#include <algorithm>
#include <vector>

namespace mutua::ubl::validation {

namespace {

std::vector<std::string_view> texts_below(const ElementLook& look, std::string_view part,
                                          std::string_view value) {
    std::vector<std::string_view> texts;
    look.each_part(part, [&](const ElementLook& one) {
        one.each_value(value, [&](const ElementLook& each) { texts.push_back(each.text()); });
    });
    return texts;
}

bool have_one_in_common(const std::vector<std::string_view>& some,
                        const std::vector<std::string_view>& others) {
    return std::any_of(some.begin(), some.end(), [&others](std::string_view text) {
        return std::find(others.begin(), others.end(), text) != others.end();
    });
}

ElementLook seller_beside(const ElementLook& payee) {
    return payee.parent().down({"AccountingSupplierParty", "Party"});
}

/// Neither the trading name nor the identifier of the seller.
bool payee_differs_from_seller(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook payee{document, node};
    const ElementLook seller = seller_beside(payee);
    return !have_one_in_common(texts_below(payee, "PartyName", "Name"),
                               texts_below(seller, "PartyName", "Name")) &&
           !have_one_in_common(texts_below(payee, "PartyIdentification", "ID"),
                               texts_below(seller, "PartyIdentification", "ID"));
}

/// A name of the payee differs from a registered name of the seller.
bool payee_name_differs(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook payee{document, node};
    const auto names = texts_below(payee, "PartyName", "Name");
    const auto registered =
        texts_below(seller_beside(payee), "PartyLegalEntity", "RegistrationName");
    return std::any_of(names.begin(), names.end(), [&registered](std::string_view name) {
        return std::any_of(registered.begin(), registered.end(),
                           [name](std::string_view other) { return name != other; });
    });
}

/// Dates that are none are the structure's.
bool is_not_before(std::string_view later, std::string_view earlier) {
    const auto end = schema_date(later);
    const auto start = schema_date(earlier);
    return !end || !start || end->minute() >= start->minute();
}

bool period_ends_after_start(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook period{document, node};
    const ElementLook start = period.value("StartDate");
    const ElementLook end = period.value("EndDate");
    return !start.is_there() || !end.is_there() || is_not_before(end.text(), start.text());
}

/// Judged at the dates of a line's period, where the document has a period with such a date. One
/// that is empty is within nothing.
bool starts_within_document(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook date{document, node};
    return !date.text().empty() &&
           is_not_before(date.text(), date.root().part("InvoicePeriod").value("StartDate").text());
}

bool ends_within_document(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook date{document, node};
    return !date.text().empty() &&
           is_not_before(date.root().part("InvoicePeriod").value("EndDate").text(), date.text());
}

bool is_plain_date(const JudgedDocument& document, xml::NodeIndex node) {
    constexpr std::size_t length = 10;
    const std::string_view text = document.node(node).text;
    return text.size() == length && schema_date(text).has_value();
}

bool all_agree(const JudgedDocument& document, std::string_view name) {
    std::optional<std::string_view> first;
    bool is_same = true;
    ElementLook{document, 0}.each_anywhere(basic_namespace, name, [&](const ElementLook& one) {
        if (!first) { first = one.text(); }
        is_same = is_same && one.text() == *first;
    });
    return is_same;
}

bool payment_ids_agree(const JudgedDocument& document, xml::NodeIndex /*node*/) {
    return all_agree(document, "PaymentID");
}

bool payment_codes_agree(const JudgedDocument& document, xml::NodeIndex /*node*/) {
    return all_agree(document, "PaymentMeansCode");
}

bool only_payment_codes_are_named(const JudgedDocument& document, xml::NodeIndex /*node*/) {
    const xml::NameId name = document.vocabulary().find(xml::Vocabulary::attributes, "name");
    const xml::NameId code = document.vocabulary().find(basic_namespace, "PaymentMeansCode");
    for (const xml::FlatNode& node : document.tree().nodes) {
        if (node.name == code) { continue; }
        for (std::uint32_t each = 0; each < node.attribute_count; ++each) {
            if (document.tree().attributes[node.first_attribute + each].name == name) {
                return false;
            }
        }
    }
    return true;
}

bool sepa_is_seller_or_payee(const JudgedDocument& document, xml::NodeIndex node) {
    for (; node != xml::no_node; node = document.node(node).parent) {
        const std::string_view name = document.node(node).written_name;
        if (name == "AccountingSupplierParty" || name == "PayeeParty") { return true; }
    }
    return false;
}

bool is_not_empty(const JudgedDocument& document, xml::NodeIndex node) {
    const xml::FlatNode& one = document.node(node);
    return one.first_child != xml::no_node || !without_blanks(one.text).empty();
}

bool tax_currency_differs(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook currency{document, node};
    std::string room;
    std::string other_room;
    return collapsed(currency.text(), room) !=
           collapsed(currency.parent().value("DocumentCurrencyCode").text(), other_room);
}

bool currency_is_the_documents(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook amount{document, node};
    const ElementLook currency = amount.root().value("DocumentCurrencyCode");
    return currency.is_there() && amount.attribute("currencyID") == currency.text();
}

/// Whether the root has a VAT total in the currency of that element whose sign passes.
template <typename Passes>
bool has_vat_total(const ElementLook& root, std::string_view currency_name, Passes&& passes) {
    std::string room;
    const std::string_view currency = collapsed(root.value(currency_name).text(), room);
    bool found = false;
    root.each_part("TaxTotal", [&](const ElementLook& total) {
        total.each_value("TaxAmount", [&](const ElementLook& amount) {
            const auto value = Exact::parse(amount.text());
            if (amount.attribute("currencyID") != currency || !value) { return; }
            found = found || passes(value->sign());
        });
    });
    return found;
}

bool vat_totals_have_one_sign(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook root{document, node};
    const auto both = [&root](auto&& passes) {
        return has_vat_total(root, "TaxCurrencyCode", passes) &&
               has_vat_total(root, "DocumentCurrencyCode", passes);
    };
    return both([](int sign) { return sign <= 0; }) || both([](int sign) { return sign >= 0; });
}

/// Within two cents either way.
bool is_within_slack(const Exact& stated, const Exact& computed) {
    return (stated - computed).magnitude() <= Exact{2}.hundredths();
}

bool amount_is_percentage_of_base(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook allowance{document, node};
    const ElementLook percent = allowance.value("MultiplierFactorNumeric");
    const ElementLook base = allowance.value("BaseAmount");
    if (!percent.is_there() || !base.is_there()) { return true; }
    Numbers numbers;
    const Exact computed = (numbers.of(base) * numbers.of(percent)).hundredths();
    const Exact stated = numbers.of_optional(allowance.value("Amount"));
    return numbers.verdict(is_within_slack(stated, computed)) ||
           numbers.differ(document, stated, computed.to_cents());
}

bool net_price_is_gross_less_discount(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook discount{document, node};
    const ElementLook gross = discount.value("BaseAmount");
    if (!gross.is_there()) { return true; }
    Numbers numbers;
    const Exact net = numbers.of(discount.parent().value("PriceAmount"));
    const Exact expected = numbers.of(gross) - numbers.of(discount.value("Amount"));
    return numbers.verdict(net == expected) || numbers.differ(document, net, expected);
}

/// Quantity x price / base quantity + charges - allowances, multiplied by the base quantity, so
/// that nothing is divided.
bool line_amount_is_computed(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook line{document, node};
    Numbers numbers;
    const bool is_invoice = document.node(0).written_name == "Invoice";
    const ElementLook quantity = line.value(is_invoice ? "InvoicedQuantity" : "CreditedQuantity");
    const ElementLook price = line.part("Price");
    const Exact count = quantity.is_there() ? numbers.of(quantity) : Exact{1};
    Exact per = numbers.of_optional(price.value("BaseQuantity"));
    if (per.sign() == 0) { per = 1; }
    Exact allowances;
    Exact charges;
    line.each_part("AllowanceCharge", [&](const ElementLook& one) {
        std::string room;
        const std::string_view indicator = collapsed(one.value("ChargeIndicator").text(), room);
        const Exact amount = numbers.of_optional(one.value("Amount"));
        if (indicator == "true") { charges = charges + amount; }
        if (indicator == "false") { allowances = allowances + amount; }
    });
    const Exact stated = numbers.of_optional(line.value("LineExtensionAmount"));
    const Exact rest = stated - charges.to_cents() + allowances.to_cents();
    const Exact product = count * numbers.of_optional(price.value("PriceAmount"));
    const Exact gap = rest * per - product;
    return numbers.verdict(gap.magnitude() <= Exact{2}.hundredths() * per.magnitude()) ||
           numbers.differ(document, stated, product.cents_over(per) + stated - rest);
}

bool base_unit_is_that_of_quantity(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook base{document, node};
    const ElementLook line = base.parent().parent();
    const ElementLook invoiced = line.value("InvoicedQuantity");
    const ElementLook credited = line.value("CreditedQuantity");
    if (!invoiced.is_there() && !credited.is_there()) { return true; }
    const bool is_invoice = document.node(0).written_name == "Invoice";
    const auto unit = (is_invoice ? invoiced : credited).attribute("unitCode");
    return unit && unit == base.attribute("unitCode");
}

}  // namespace

void add_text_checks(CheckTable& checks) {
    checks.insert({{"payee_differs_from_seller", payee_differs_from_seller},
                   {"payee_name_differs", payee_name_differs},
                   {"period_ends_after_start", period_ends_after_start},
                   {"starts_within_document", starts_within_document},
                   {"ends_within_document", ends_within_document},
                   {"is_plain_date", is_plain_date},
                   {"payment_ids_agree", payment_ids_agree},
                   {"payment_codes_agree", payment_codes_agree},
                   {"only_payment_codes_are_named", only_payment_codes_are_named},
                   {"sepa_is_seller_or_payee", sepa_is_seller_or_payee},
                   {"is_not_empty", is_not_empty},
                   {"tax_currency_differs", tax_currency_differs},
                   {"currency_is_the_documents", currency_is_the_documents},
                   {"vat_totals_have_one_sign", vat_totals_have_one_sign},
                   {"amount_is_percentage_of_base", amount_is_percentage_of_base},
                   {"net_price_is_gross_less_discount", net_price_is_gross_less_discount},
                   {"line_amount_is_computed", line_amount_is_computed},
                   {"base_unit_is_that_of_quantity", base_unit_is_that_of_quantity}});
}

}  // namespace mutua::ubl::validation
