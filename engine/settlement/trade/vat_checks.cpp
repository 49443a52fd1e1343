#include "engine/settlement/trade/trade_codes.hpp"
#include "engine/settlement/trade/trade_faults.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mutua::settlement {

namespace {

using Category = VatCategory;

std::string named(Category category) { return "VAT category " + std::string{to_string(category)}; }

/// The categories that occur, each once, in the order of their first appearance.
std::vector<Category> categories_of(const TradeDocument& document) {
    std::vector<Category> found;
    const auto note = [&found](Category category) {
        const bool is_new = std::find(found.begin(), found.end(), category) == found.end();
        if (is_new) { found.push_back(category); }
    };
    for (const TradeLine& line : document.lines) { note(line.vat.category); }
    for (const DocumentAdjustment& each : document.adjustments) { note(each.vat.category); }
    return found;
}

/// True for the taxes of other places, which a Belgian seller never charges.
bool is_elsewhere(Category category) {
    return category == Category::canary_islands || category == Category::ceuta_melilla ||
           category == Category::split_payment;
}

void check_class(const std::string& where, const VatClass& vat, TradeFaults& faults) {
    constexpr int percent_max = 100;
    if (is_elsewhere(vat.category)) {
        return faults.add("D127", where + named(vat.category) + " is a tax of another country",
                          "write S, Z, E, AE, K, G or O");
    }
    const bool is_rate =
        vat.rate >= 0 && vat.rate <= percent_max && decimals_of(vat.rate).has_value();
    const bool is_charged = vat.category == Category::standard;
    faults.expect(
        is_rate && is_charged == (vat.rate > 0), "D127",
        where + named(vat.category) + " cannot have this rate",
        is_charged ? "write the rate that is charged, or another category" : "write a rate of 0");
}

bool needs_ground(Category category) {
    return category != Category::standard && category != Category::zero;
}

void check_ground(const VatGround& ground, TradeFaults& faults) {
    if (ground.code.empty()) { return; }
    const auto category = category_of_exemption(ground.code);
    if (!category) {
        return faults.add("D134", "`" + ground.code + "` is no code of an exemption",
                          "write a code of the VATEX list, or the legal text alone");
    }
    faults.expect(*category == ground.category, "D126",
                  ground.code + " does not go with " + named(ground.category),
                  "write it with " + named(*category) + ", or another reason");
}

void check_grounds(const std::vector<Category>& present, const std::vector<VatGround>& grounds,
                   TradeFaults& faults) {
    for (const Category category : present) {
        const VatGround* first = nullptr;
        bool is_told = false;
        for (const VatGround& ground : grounds) {
            if (ground.category != category) { continue; }
            if (first == nullptr) { first = &ground; }
            if (*first == ground || is_told) { continue; }
            is_told = true;
            faults.add("D125", named(category) + " stands there for two reasons",
                       "send two invoices, or keep one reason and say the other in a line's note");
        }
        const bool has_reason = first != nullptr && (!first->code.empty() || !first->text.empty());
        if (needs_ground(category)) {
            const std::string_view code = only_exemption_of(category);
            faults.expect(has_reason, "D126", named(category) + " has no reason",
                          code.empty()
                              ? "write the article of law, a VATEX code, or both"
                              : fmt::format("write {}, the article of law, or both", code));
        } else {
            faults.expect(!has_reason, "D126", named(category) + " may not give a reason",
                          "put the text into the note");
        }
    }
    for (const VatGround& ground : grounds) {
        const bool is_used =
            std::find(present.begin(), present.end(), ground.category) != present.end();
        faults.expect(is_used, "D126",
                      "a reason is given for " + named(ground.category) + ", which nothing has",
                      "leave the reason out, or write the category of its line");
        check_ground(ground, faults);
    }
}

void check_out_of_scope(const TradeDocument& document, std::size_t categories,
                        TradeFaults& faults) {
    const bool shows_vat_number = !document.seller.vat_number.empty() ||
                                  !document.buyer.vat_number.empty() ||
                                  document.tax_representative.has_value();
    faults.expect(!shows_vat_number, "D127",
                  "what is outside VAT stands beside a VAT number of seller or buyer",
                  "leave the VAT numbers out: the enterprise number says who it is");
    faults.expect(categories == 1, "D125", "what is outside VAT stands beside other categories",
                  "send two invoices: category O is alone on its own");
}

void check_seller_number(const TradeDocument& document, Category category, TradeFaults& faults) {
    const TradeSeller& seller = document.seller;
    const bool may_have_other =
        category != Category::intra_community && category != Category::export_outside;
    const bool is_known = !seller.vat_number.empty() || document.tax_representative ||
                          (may_have_other && !seller.tax_registration.empty());
    faults.expect(is_known, "D127", named(category) + " needs the seller's VAT number",
                  "write it, or name the tax representative");
}

/// Greece has another code in numbers than in addresses. Empty without a number.
std::string country_of_number(const std::string& vat_number) {
    return vat_number.starts_with("EL") ? "GR" : vat_number.substr(0, 2);
}

/// Where the seller sells from: the country of its VAT number, since it may have several.
std::string home_of(const TradeSeller& seller) {
    return seller.vat_number.empty() ? seller.address.country
                                     : country_of_number(seller.vat_number);
}

void check_buyer_facts(const TradeDocument& document, Category category, TradeFaults& faults) {
    const TradeBuyer& buyer = document.buyer;
    const std::string home = home_of(document.seller);
    if (category == Category::reverse_charge) {
        const bool is_named =
            !buyer.vat_number.empty() || (!buyer.legal_id.empty() && buyer.address.country != home);
        faults.expect(is_named, "D127",
                      named(category) + " needs a number of the buyer, who owes the VAT",
                      "write the buyer's VAT number");
    }
    if (category != Category::intra_community) { return; }
    faults.expect(!buyer.vat_number.empty(), "D127",
                  named(category) + " needs the buyer's VAT number", "write it with its country");
    const bool stays = country_of_number(buyer.vat_number) == home ||
                       (document.delivery.address && document.delivery.address->country == home);
    faults.expect(!stays, "D127", named(category) + " is for what leaves the seller's country",
                  "write the buyer's VAT number of another member state and where the goods went, "
                  "or the category of a sale at home");
    faults.expect(document.delivery.date || !document.period.empty(), "D127",
                  named(category) + " needs the day or the period of delivery",
                  "write when the goods were delivered");
    faults.expect(document.delivery.address.has_value(), "D127",
                  named(category) + " needs the country of delivery", "write where the goods went");
}

}  // namespace

void check_vat(const TradeDraft& draft, TradeFaults& faults) {
    const TradeDocument& document = draft.document;
    for (const TradeLine& line : document.lines) {
        check_class("line " + line.id + ": ", line.vat, faults);
    }
    for (const DocumentAdjustment& each : document.adjustments) {
        check_class("an allowance or charge: ", each.vat, faults);
    }
    const std::vector<Category> present = categories_of(document);
    check_grounds(present, draft.grounds, faults);
    for (const Category category : present) {
        if (category == Category::out_of_scope) {
            check_out_of_scope(document, present.size(), faults);
        } else if (!is_elsewhere(category)) {
            check_seller_number(document, category, faults);
            check_buyer_facts(document, category, faults);
        }
    }
}

}  // namespace mutua::settlement
