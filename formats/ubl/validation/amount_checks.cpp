#include "formats/ubl/validation/amount_checks.hpp"

#include "formats/ubl/validation/element_look.hpp"

#include <algorithm>
#include <vector>

namespace mutua::ubl::validation {

namespace {

bool sum_of_lines(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook totals{document, node};
    Numbers numbers;
    Exact sum;
    for (const std::string_view name : {"InvoiceLine", "CreditNoteLine"}) {
        totals.each_anywhere(aggregate_namespace, name, [&](const ElementLook& line) {
            sum = sum + numbers.of_optional(line.value("LineExtensionAmount"));
        });
    }
    const Exact total = numbers.of(totals.value("LineExtensionAmount"));
    const Exact expected = sum.to_cents();
    return numbers.verdict(total == expected) || numbers.differ(document, total, expected);
}

/// The total of allowances or of charges, which may only be absent when there are none.
bool sum_of(const JudgedDocument& document, xml::NodeIndex node, bool charges,
            std::string_view total_name) {
    const ElementLook totals{document, node};
    Numbers numbers;
    Exact sum;
    bool has_any = false;
    totals.parent().each_part("AllowanceCharge", [&](const ElementLook& one) {
        if (is_charge(one) != charges) { return; }
        has_any = true;
        sum = sum + numbers.of_optional(one.value("Amount"));
    });
    const ElementLook total = totals.value(total_name);
    if (!total.is_there() && !has_any) { return true; }
    const Exact found = numbers.of(total);
    const Exact expected = sum.to_cents();
    return numbers.verdict(found == expected) || numbers.differ(document, found, expected);
}

bool sum_of_allowances(const JudgedDocument& document, xml::NodeIndex node) {
    return sum_of(document, node, false, "AllowanceTotalAmount");
}
bool sum_of_charges(const JudgedDocument& document, xml::NodeIndex node) {
    return sum_of(document, node, true, "ChargeTotalAmount");
}

bool total_without_vat(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook totals{document, node};
    Numbers numbers;
    const ElementLook allowances = totals.value("AllowanceTotalAmount");
    const ElementLook charges = totals.value("ChargeTotalAmount");
    const Exact total = numbers.of(totals.value("TaxExclusiveAmount"));
    const Exact sum = numbers.of(totals.value("LineExtensionAmount")) +
                      numbers.of_optional(charges) - numbers.of_optional(allowances);
    const bool is_plain = !allowances.is_there() && !charges.is_there();
    const Exact expected = is_plain ? sum : sum.to_cents();
    return numbers.verdict(total == expected) || numbers.differ(document, total, expected);
}

/// The sides of the equation are rounded to cents where something was taken off or put on.
bool amount_due(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook totals{document, node};
    Numbers numbers;
    const ElementLook paid = totals.value("PrepaidAmount");
    const ElementLook rounding = totals.value("PayableRoundingAmount");
    const Exact stated = numbers.of(totals.value("PayableAmount"));
    Exact due = stated;
    Exact total = numbers.of(totals.value("TaxInclusiveAmount"));
    if (rounding.is_there()) { due = (due - numbers.of(rounding)).to_cents(); }
    if (paid.is_there()) { total = (total - numbers.of(paid)).to_cents(); }
    return numbers.verdict(due == total) ||
           numbers.differ(document, stated, total + numbers.of_optional(rounding));
}

/// Exactly one VAT total is in the document's currency; each currency code is judged.
bool total_with_vat(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook root{document, node};
    bool is_right = true;
    root.each_value("DocumentCurrencyCode", [&](const ElementLook& currency) {
        Numbers numbers;
        Exact vat;
        std::size_t count = 0;
        root.each_part("TaxTotal", [&](const ElementLook& total) {
            total.each_value("TaxAmount", [&](const ElementLook& amount) {
                if (amount.attribute("currencyID") != currency.text()) { return; }
                ++count;
                vat = numbers.of(amount);
            });
        });
        const ElementLook totals = root.part("LegalMonetaryTotal");
        const Exact with_vat = numbers.of(totals.value("TaxInclusiveAmount"));
        const Exact without_vat = numbers.of(totals.value("TaxExclusiveAmount"));
        const Exact expected = (without_vat + vat).to_cents();
        const bool is_one = count == 1;
        if (numbers.verdict(is_one && with_vat == expected)) { return; }
        is_right = is_one && numbers.differ(document, with_vat, expected);
    });
    return is_right;
}

bool vat_total_in_tax_currency(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook root{document, node};
    bool is_right = true;
    root.each_value("TaxCurrencyCode", [&](const ElementLook& currency) {
        bool has_total = false;
        root.each_anywhere(aggregate_namespace, "TaxTotal", [&](const ElementLook& total) {
            total.each_value("TaxAmount", [&](const ElementLook& amount) {
                has_total = has_total || amount.attribute("currencyID") == currency.text();
            });
        });
        is_right = is_right && has_total;
    });
    return is_right;
}

bool sum_of_breakdowns(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook total{document, node};
    Numbers numbers;
    Exact sum;
    bool has_any = false;
    total.each_part("TaxSubtotal", [&](const ElementLook& one) {
        has_any = true;
        sum = sum + numbers.of_optional(one.value("TaxAmount"));
    });
    if (!has_any) { return true; }
    const Exact found = numbers.of(total.value("TaxAmount"));
    const Exact expected = sum.to_cents();
    return numbers.verdict(found == expected) || numbers.differ(document, found, expected);
}

Exact share_of(const Exact& base, const Exact& rate) {
    return (base * rate.hundredths()).to_cents();
}

/// Less than one unit of currency between the VAT and base x rate, whatever their signs.
bool is_near_rate(const Exact& vat, const Exact& base, const Exact& rate) {
    const Exact computed = share_of(base.magnitude(), rate);
    return vat.magnitude() - 1 < computed && vat.magnitude() + 1 > computed;
}

/// Judged at a TaxSubtotal. A rate that rounds to nothing, or none, wants no VAT.
bool vat_of_breakdown(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook subtotal{document, node};
    Numbers numbers;
    std::optional<Exact> rate;
    subtotal.each_part("TaxCategory", [&](const ElementLook& category) {
        const ElementLook percent = category.value("Percent");
        if (!rate && percent.is_there() && is_of_vat(category)) { rate = numbers.of(percent); }
    });
    const Exact vat = numbers.of(subtotal.value("TaxAmount"));
    if (!rate || rate->to_whole().sign() == 0) {
        return numbers.verdict(vat.to_whole().sign() == 0);
    }
    const Exact base = numbers.of(subtotal.value("TaxableAmount"));
    return numbers.verdict(is_near_rate(vat, base, *rate)) ||
           numbers.differ(document, vat, share_of(base, *rate));
}

/// Judged at the TaxCategory of a breakdown, as those below.
bool vat_of_rate(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook category{document, node};
    const ElementLook subtotal = category.parent();
    Numbers numbers;
    const Exact vat = numbers.of(subtotal.value("TaxAmount"));
    const Exact base = numbers.of(subtotal.value("TaxableAmount"));
    const Exact rate = numbers.of(category.value("Percent"));
    return numbers.verdict(is_near_rate(vat, base, rate)) ||
           numbers.differ(document, vat, share_of(base, rate));
}

/// What lines, allowances and charges of one category, or of one rate of it, add up to.
class CategorySums {
public:
    CategorySums(const ElementLook& category, std::optional<Exact> rate)
        : category_{category}, rate_{std::move(rate)} {
        std::string room;
        code_ = collapsed(category.value("ID").text(), room);
    }

    /// Separate for the lines of invoices and of credit notes, of which a document has one kind.
    Exact of(std::string_view line_name, Numbers& numbers) const {
        Exact sum;
        const ElementLook root = category_.root();
        root.each_part(line_name, [&](const ElementLook& line) {
            if (is_of_item(line)) {
                sum = sum + numbers.of_optional(line.value("LineExtensionAmount"));
            }
        });
        root.each_part("AllowanceCharge", [&](const ElementLook& one) {
            const auto charge = is_charge(one);
            if (!charge || !is_of(one, "TaxCategory")) { return; }
            const Exact amount = numbers.of_optional(one.value("Amount"));
            sum = *charge ? sum + amount : sum - amount;
        });
        return sum;
    }

    [[nodiscard]] bool is_of_item(const ElementLook& line) const {
        bool found = false;
        line.each_part("Item", [&](const ElementLook& item) {
            found = found || is_of(item, "ClassifiedTaxCategory");
        });
        return found;
    }

    /// One of its categories has the code, and one has the rate.
    [[nodiscard]] bool is_of(const ElementLook& look, std::string_view category_name) const {
        bool has_code = false;
        bool has_rate = !rate_;
        std::string room;
        look.each_part(category_name, [&](const ElementLook& category) {
            has_code = has_code || collapsed(category.value("ID").text(), room) == code_;
            const ElementLook percent = category.value("Percent");
            if (!rate_ || !percent.is_there()) { return; }
            const auto value = Exact::parse(percent.text());
            has_rate = has_rate || (value && *value == *rate_);
        });
        return has_code && has_rate;
    }

private:
    ElementLook category_;
    std::string code_;
    std::optional<Exact> rate_;
};

bool has_anywhere(const ElementLook& look, std::string_view name) {
    bool found = false;
    look.each_anywhere(aggregate_namespace, name, [&found](const ElementLook&) { found = true; });
    return found;
}

bool base_is_exact(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook category{document, node};
    Numbers numbers;
    const CategorySums sums{category, std::nullopt};
    const Exact base = numbers.of(category.parent().value("TaxableAmount"));
    bool is_right = false;
    Exact expected;
    for (const std::string_view line : {"InvoiceLine", "CreditNoteLine"}) {
        if (is_right || !has_anywhere(category, line)) { continue; }
        expected = sums.of(line, numbers);
        is_right = base == expected;
    }
    return numbers.verdict(is_right) || numbers.differ(document, base, expected);
}

/// The official rules take one from an untyped amount, that is in binary64: of two amounts that are
/// exactly one apart, some pass. Ours do the same, without such numbers for anything else.
bool is_within_one(const Exact& base, const Exact& sum) {
    const Exact apart = (base - sum).magnitude();
    if (apart != 1) { return apart < 1; }
    const Exact binary = base.nearest_binary64();
    return (binary - 1).nearest_binary64() < sum && (binary + 1).nearest_binary64() > sum;
}

/// Less than one unit of currency apart, for each rate: those of the breakdown decide.
/// `is_asked` says whether the lines of a name count for the rate.
template <typename IsAsked>
bool base_is_near(const JudgedDocument& document, xml::NodeIndex node, IsAsked&& is_asked) {
    const ElementLook category{document, node};
    const ElementLook percent = category.value("Percent");
    if (!percent.is_there()) { return true; }
    Numbers numbers;
    const CategorySums sums{category, numbers.of(percent)};
    const Exact base = numbers.of(category.parent().value("TaxableAmount"));
    bool is_right = false;
    Exact expected;
    for (const std::string_view line : {"InvoiceLine", "CreditNoteLine"}) {
        if (!is_asked(category, sums, line)) { continue; }
        const Exact sum = sums.of(line, numbers);
        is_right = is_right || is_within_one(base, sum);
        if (line.starts_with(document.node(0).written_name)) { expected = sum; }
    }
    return numbers.verdict(is_right) || numbers.differ(document, base, expected);
}

bool base_of_rate(const JudgedDocument& document, xml::NodeIndex node) {
    return base_is_near(document, node,
                        [](const ElementLook& category, const CategorySums&,
                           std::string_view line) { return has_anywhere(category, line); });
}

/// Of the standard rate, a line or an allowance must have the rate of the breakdown.
bool base_of_standard_rate(const JudgedDocument& document, xml::NodeIndex node) {
    return base_is_near(
        document, node,
        [](const ElementLook& category, const CategorySums& sums, std::string_view line_name) {
            bool found = false;
            category.each_anywhere(aggregate_namespace, line_name, [&](const ElementLook& line) {
                found = found || sums.is_of_item(line);
            });
            category.each_anywhere(
                aggregate_namespace, "AllowanceCharge",
                [&](const ElementLook& one) { found = found || sums.is_of(one, "TaxCategory"); });
            return found;
        });
}

/// Prices may have more decimals, and so may the discount of a price.
bool amount_is_to_cents(const JudgedDocument& document, xml::NodeIndex node) {
    const ElementLook amount{document, node};
    const std::string_view text = amount.text();
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos || text.size() - point <= 3) { return true; }
    if (document.node(node).written_name.ends_with("PriceAmount")) { return true; }
    const xml::NameId price = document.vocabulary().find(aggregate_namespace, "Price");
    const xml::NameId allowance =
        document.vocabulary().find(aggregate_namespace, "AllowanceCharge");
    for (xml::NodeIndex each = document.node(node).parent; each != xml::no_node;
         each = document.node(each).parent) {
        const xml::NodeIndex above = document.node(each).parent;
        if (document.node(each).name == allowance && above != xml::no_node &&
            document.node(above).name == price) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::optional<bool> is_charge(const ElementLook& allowance_charge) {
    std::string room;
    const std::string_view text = collapsed(allowance_charge.value("ChargeIndicator").text(), room);
    if (text == "true" || text == "1") { return true; }
    if (text == "false" || text == "0") { return false; }
    return std::nullopt;
}

bool is_of_vat(const ElementLook& look) {
    bool found = false;
    std::string room;
    look.each_part("TaxScheme", [&](const ElementLook& scheme) {
        const std::string_view id = collapsed(scheme.value("ID").text(), room);
        found = found || id == "VAT" || capitals(id) == "VAT";
    });
    return found;
}

void add_amount_checks(CheckTable& checks) {
    checks.insert({{"sum_of_lines", sum_of_lines},
                   {"sum_of_allowances", sum_of_allowances},
                   {"sum_of_charges", sum_of_charges},
                   {"total_without_vat", total_without_vat},
                   {"amount_due", amount_due},
                   {"total_with_vat", total_with_vat},
                   {"vat_total_in_tax_currency", vat_total_in_tax_currency},
                   {"sum_of_breakdowns", sum_of_breakdowns},
                   {"vat_of_breakdown", vat_of_breakdown},
                   {"vat_of_rate", vat_of_rate},
                   {"base_is_exact", base_is_exact},
                   {"base_of_rate", base_of_rate},
                   {"base_of_standard_rate", base_of_standard_rate},
                   {"amount_is_to_cents", amount_is_to_cents}});
}

}  // namespace mutua::ubl::validation
