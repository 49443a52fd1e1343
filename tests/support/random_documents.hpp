#pragma once

#include "engine/settlement/trade/trade_amounts.hpp"
#include "tests/support/random_parties.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Documents made by chance that are lawful by construction: every kind, category, currency, means
/// of payment and reference, 1 to 500 lines.
namespace mutua::test {

class RandomDocument {
public:
    RandomDocument(std::uint64_t seed, bool is_credit) : chance_{seed}, is_credit_{is_credit} {
        document().number = (is_credit ? "C2026-" : "2026-") + std::to_string(seed);
        kind();
        currency();
        classes();
        parties();
        dates();
        references();
        payment();
        lines();
    }

    /// The same document each time it is asked for.
    settlement::TradeDocument settled() {
        const settlement::TradeDocument first = settle_or_refer();
        adjustments(first);
        const settlement::TradeDocument second = settle_or_refer();
        if (chance_.one_in(4) && second.totals.payable.minor_units() > 0) {
            const std::int64_t whole = second.totals.with_vat.minor_units();
            const bool is_all = chance_.one_in(3) || whole < 1;
            const std::int64_t part = is_all ? whole : chance_.between(0, whole);
            draft_.prepaid = Money{std::max<std::int64_t>(part, 0), document().currency};
        }
        // What coins or prices with VAT round away cannot be prepaid.
        if (auto third = settlement::settle(draft_)) { return std::move(third).value(); }
        draft_.prepaid.reset();
        return settle_or_refer();
    }

private:
    using Category = settlement::VatCategory;

    settlement::TradeDocument& document() { return draft_.document; }

    /// A document that comes out negative says what it corrects.
    settlement::TradeDocument settle_or_refer() {
        if (auto result = settlement::settle(draft_)) { return std::move(result).value(); }
        if (document().references.preceding.empty()) {
            document().references.preceding = {{chance_.code(), chance_.day()}};
        }
        auto result = settlement::settle(draft_);
        if (!result) {
            for (const Diagnostic& found : result.error()) { UNSCOPED_INFO(to_string(found)); }
        }
        REQUIRE(result.has_value());
        return std::move(result).value();
    }

    void kind() {
        using settlement::DocumentKind;
        const std::uint64_t which = chance_.below(10);
        if (is_credit_) {
            document().kind =
                which < 3 ? DocumentKind::self_billed_credit_note : DocumentKind::credit_note;
            if (which == 9) { document().special_type = chance_.one_of({"396", "81", "83"}); }
            return;
        }
        document().kind = which < 2    ? DocumentKind::self_billed_invoice
                          : which == 2 ? DocumentKind::prepayment_invoice
                                       : DocumentKind::invoice;
        if (which == 1) { document().special_type = "527"; }
        if (which == 9) { document().special_type = chance_.one_of({"383", "393", "875", "71"}); }
    }

    void currency() {
        if (!chance_.one_in(4)) { return; }
        const std::string code = chance_.one_of({"USD", "GBP", "CHF", "SEK", "JPY", "KWD", "PLN"});
        document().currency = parse_currency(code).value();
        draft_.exchange = settlement::ExchangeRate{Decimal{chance_.between(1, 20'000), 10'000},
                                                   samples::day(2026, 11, 30), "ECB"};
    }

    void add_class(Category category, const Decimal& rate) {
        classes_.push_back({category, rate});
        const bool is_known = std::any_of(
            draft_.grounds.begin(), draft_.grounds.end(),
            [category](const settlement::VatGround& each) { return each.category == category; });
        if (is_known || category == Category::standard || category == Category::zero) { return; }
        const std::string code = category == Category::exempt
                                     ? chance_.one_of({"VATEX-EU-132-1N", "VATEX-EU-132-1I",
                                                       "VATEX-EU-F", "VATEX-EU-148-A"})
                                 : category == Category::reverse_charge  ? "VATEX-EU-AE"
                                 : category == Category::intra_community ? "VATEX-EU-IC"
                                 : category == Category::export_outside  ? "VATEX-EU-G"
                                                                         : "VATEX-EU-O";
        const std::uint64_t which = chance_.below(3);
        draft_.grounds.push_back(
            {category, which == 0 ? "" : code, which == 1 ? "" : chance_.text()});
    }

    void classes() {
        if (chance_.one_in(8)) { return add_class(Category::out_of_scope, 0); }
        for (std::uint64_t count = 1 + chance_.below(4); count > 0; --count) {
            switch (chance_.below(9)) {
                case 0:
                    add_class(Category::zero, 0);
                    break;
                case 1:
                    add_class(Category::exempt, 0);
                    break;
                case 2:
                    add_class(Category::reverse_charge, 0);
                    break;
                case 3:
                    add_class(Category::intra_community, 0);
                    break;
                case 4:
                    add_class(Category::export_outside, 0);
                    break;
                default:
                    add_class(Category::standard,
                              chance_.one_of({Decimal{21}, Decimal{12}, Decimal{6}, Decimal{11, 2},
                                              Decimal{801, 100}}));
            }
        }
    }

    [[nodiscard]] bool has(Category category) const {
        return std::any_of(
            classes_.begin(), classes_.end(),
            [category](const settlement::VatClass& each) { return each.category == category; });
    }

    void parties() {
        const bool is_union = has(Category::intra_community);
        const std::string country =
            is_union ? chance_.one_of({"NL", "DE", "FR", "LU"})
                     : chance_.one_of({"BE", "BE", "BE", "NL", "DE", "FR", "LU", "US"});
        document().seller = chance_.seller();
        document().buyer = chance_.buyer(country);
        if (has(Category::out_of_scope)) {
            document().seller.vat_number.clear();
            document().buyer.vat_number.clear();
            document().buyer.legal_id = {"0060", chance_.digits(9)};
        } else if (chance_.one_in(9)) {
            document().tax_representative = settlement::TaxRepresentative{
                chance_.text(), chance_.vat_number("BE"), chance_.address("BE")};
        }
        numbers_left_out();
        if (chance_.one_in(6)) {
            document().payee = settlement::Payee{"Factor " + chance_.digits(6), {}, {}};
            if (chance_.one_in(2)) { document().payee->identifier = chance_.identifier(); }
            if (chance_.one_in(2)) {
                document().payee->legal_id = {"0208", chance_.enterprise_number()};
            }
        }
        delivery(is_union, country);
    }

    /// Parties that are no taxable persons, or known by other numbers.
    void numbers_left_out() {
        const bool needs_buyer = has(Category::intra_community) || has(Category::reverse_charge);
        if (!needs_buyer && chance_.one_in(8)) { document().buyer.vat_number.clear(); }
        const bool needs_seller = has(Category::intra_community) || has(Category::export_outside);
        if (needs_seller || has(Category::out_of_scope) || !chance_.one_in(30)) { return; }
        document().seller.vat_number.clear();
        document().seller.tax_registration = {"TAX", chance_.code()};
    }

    void delivery(bool is_union, const std::string& country) {
        settlement::Delivery& delivery = document().delivery;
        if (is_union || chance_.one_in(3)) { delivery.date = chance_.day(); }
        if (is_union || chance_.one_in(5)) { delivery.address = chance_.address(country); }
        if (chance_.one_in(6)) { delivery.location = {"0088", chance_.location_number()}; }
        delivery.party_name = chance_.text_or_none(9);
    }

    void dates() {
        document().issue_date = chance_.day();
        if (chance_.one_in(2)) {
            const Date start = chance_.day();
            document().period = {start, add_days(start, static_cast<int>(chance_.below(60)))};
            if (chance_.one_in(9)) { document().period.start.reset(); }
        }
        if (chance_.one_in(8)) { document().vat_point_date = chance_.day(); }
        if (!document().vat_point_date && chance_.one_in(8)) {
            document().vat_point_code = chance_.one_of({"3", "35", "432"});
        }
    }

    void references() {
        settlement::TradeReferences& to = document().references;
        to.buyer_reference = chance_.code_or_none(2);
        to.order = chance_.code_or_none(2);
        to.sales_order = chance_.code_or_none(5);
        if (to.buyer_reference.empty() && to.order.empty() && to.sales_order.empty()) {
            to.buyer_reference = chance_.text();
        }
        to.project = chance_.code_or_none(6);
        to.contract = chance_.code_or_none(6);
        to.despatch_advice = chance_.code_or_none(8);
        to.receiving_advice = chance_.code_or_none(8);
        to.tender = chance_.code_or_none(8);
        to.accounting_cost = chance_.text_or_none(8);
        if (chance_.one_in(8)) {
            to.invoiced_object = {chance_.one_of({"", "ABT", "AWB"}), chance_.code()};
        }
        for (std::uint64_t count = is_credit_ ? 1 + chance_.below(3) : chance_.below(8) / 6;
             count > 0; --count) {
            to.preceding.push_back({chance_.code(), {}});
            if (!chance_.one_in(4)) { to.preceding.back().issue_date = chance_.day(); }
        }
        if (chance_.one_in(3)) { document().notes = {"Note " + chance_.text()}; }
        for (std::uint64_t count = chance_.below(6) / 3; count > 0; --count) { attachment(); }
    }

    void attachment() {
        settlement::Attachment each{chance_.code(), chance_.text_or_none(2), {}};
        const std::string tail = chance_.digits(chance_.below(2'000));
        switch (chance_.below(5)) {
            case 0:
                each.content =
                    settlement::EmbeddedFile{"application/pdf", "a b.pdf", "%PDF-1.7" + tail};
                break;
            case 1:
                each.content = settlement::EmbeddedFile{"text/csv", "heures.csv", "a;b\n" + tail};
                break;
            case 2:
                each.content =
                    settlement::EmbeddedFile{"image/png", "é.png", "\x89PNG\r\n\x1A\n" + tail};
                break;
            case 3:
                each.content = settlement::ExternalLink{"https://exemple.example/" + tail};
                break;
            default:
                break;
        }
        document().attachments.push_back(std::move(each));
    }

    void payment() {
        settlement::TradePayment& payment = document().payment;
        payment.terms = chance_.text_or_none(3);
        payment.means = chance_.one_of({"30", "30", "30", "58", "49", "59", "48", "10", "1", ""});
        if (!is_credit_ && chance_.one_in(2)) { due(payment); }
        if (payment.means.empty()) { return; }
        if (is_credit_ && chance_.one_in(4)) { due(payment); }
        payment.communication = cooperative::structured_communication(chance_.digits(10));
        payment.means_text = chance_.text_or_none(3);
        if (payment.means == "30" || payment.means == "58") {
            for (std::uint64_t count = 1 + chance_.below(8) / 6; count > 0; --count) {
                payment.accounts.push_back({chance_.iban(), chance_.text_or_none(3),
                                            chance_.one_of({"", "GEBABEBB", "KREDBEBBXXX"})});
            }
        }
        if (payment.means == "49" || payment.means == "59") {
            payment.direct_debit = settlement::DirectDebit{
                chance_.code(), chance_.one_of({"", "BE69ZZZ050D000000008"}),
                chance_.one_in(2) ? chance_.iban() : ""};
        }
        if (payment.means == "48") {
            payment.card =
                settlement::PaymentCard{chance_.digits(4), "VISA", chance_.text_or_none(2)};
        }
    }

    void due(settlement::TradePayment& payment) {
        payment.due_date = add_days(document().issue_date, static_cast<int>(chance_.below(90)));
    }

    /// Few lines most of the time, up to 500.
    std::size_t line_count() {
        const std::int64_t most = chance_.one_of<std::int64_t>({3, 3, 10, 10, 30, 30, 100, 500});
        return static_cast<std::size_t>(chance_.between(1, most));
    }

    void lines() {
        const bool is_with_vat = chance_.one_in(6);
        if (is_with_vat) { draft_.prices = settlement::PriceBasis::with_vat; }
        if (chance_.one_in(9)) { draft_.payable_step = Money{5, document().currency}; }
        const std::size_t count = std::max(line_count(), classes_.size());
        for (std::size_t number = 1; number <= count; ++number) {
            document().lines.push_back(line(number));
        }
    }

    Decimal quantity() {
        switch (chance_.below(4)) {
            case 0:
                return chance_.between(1, 3'000);
            case 1:
                return Decimal{chance_.between(1, 400), 4};
            case 2:
                return Decimal{chance_.between(1, 9'999'999), 1'000};
            default:
                return 1;
        }
    }

    settlement::TradePrice price() {
        settlement::TradePrice price;
        price.net = Decimal{chance_.between(0, 999'999), 100};
        if (chance_.one_in(4)) { price.net = Decimal{chance_.between(0, 99'999'999), 1'000'000}; }
        if (chance_.one_in(9)) {
            price.net = Decimal{chance_.between(1, 99'999), chance_.between(1, 60)};
        }
        if (chance_.one_in(9)) { price.base_quantity = chance_.one_of({10, 100, 1'000}); }
        if (chance_.one_in(9)) { price.discount = Decimal{chance_.between(0, 99'999), 1'000}; }
        return price;
    }

    settlement::TradeLine line(std::size_t number) {
        settlement::TradeLine line;
        line.id = std::to_string(number);
        line.note = chance_.text_or_none(9);
        line.quantity = quantity();
        if (!is_credit_ && chance_.one_in(12)) { line.quantity = -line.quantity; }
        if (chance_.one_in(40)) { line.quantity = 0; }
        line.unit = chance_.one_of({"HUR", "DAY", "C62", "KMT", "KWH", "MON", "E48", "LS", "XPP"});
        line.price = price();
        line.vat =
            classes_[number <= classes_.size() ? number - 1 : chance_.below(classes_.size())];
        line.accounting_cost = chance_.code_or_none(12);
        line.order_line = chance_.one_in(9) ? chance_.digits(2) : "";
        if (chance_.one_in(15)) { line.invoiced_object = {"", chance_.code()}; }
        if (document().period.end && document().period.start && chance_.one_in(3)) {
            line.period = {document().period.start, document().period.end};
            if (chance_.one_in(3)) { line.period.start.reset(); }
        }
        item(line.item);
        const Decimal gross = settlement::exact_price(line.quantity, line.price);
        const Money worth = settlement::rounded_amount(gross, document().currency).value();
        for (std::uint64_t count = chance_.below(9) / 6; count > 0; --count) {
            line.adjustments.push_back(adjustment(worth));
        }
        return line;
    }

    void item(settlement::TradeItem& item) {
        item.name = chance_.text();
        item.description = chance_.text_or_none(4);
        item.buyer_id = chance_.code_or_none(9);
        item.seller_id = chance_.code_or_none(9);
        if (chance_.one_in(12)) { item.standard_id = {"0160", chance_.digits(14)}; }
        item.origin_country = chance_.one_in(12) ? chance_.one_of({"BE", "FR", "US"}) : "";
        if (chance_.one_in(12)) { item.classifications = {{"STI", "", "80111600"}}; }
        if (chance_.one_in(12)) { item.classifications.push_back({"SRV", "19.05", "1000"}); }
        for (std::uint64_t count = chance_.below(9) / 6; count > 0; --count) {
            item.properties.push_back({chance_.text(), chance_.text()});
        }
    }

    /// At most a fifth of what it is taken of, two of which leave a credit note positive.
    settlement::Adjustment adjustment(Money worth) {
        using settlement::AdjustmentKind;
        settlement::Adjustment each;
        each.kind = chance_.one_in(2) ? AdjustmentKind::allowance : AdjustmentKind::charge;
        const bool is_allowance = each.kind == AdjustmentKind::allowance;
        const std::uint64_t which = chance_.below(3);
        if (which != 0) {
            each.reason_code = is_allowance ? chance_.one_of({"95", "100", "41"})
                                            : chance_.one_of({"FC", "ABL", "AA"});
        }
        if (which != 1) { each.reason = chance_.text(); }
        each.amount = Money{0, document().currency};
        if (chance_.one_in(2)) {
            each.percent = Decimal{chance_.between(0, 200'000), 10'000};
            if (chance_.one_in(2)) { each.base = worth; }
        } else {
            const std::int64_t most = worth.minor_units() / 5;
            each.amount = Money{most < 0 ? -chance_.between(0, -most) : chance_.between(0, most),
                                document().currency};
        }
        return each;
    }

    void adjustments(const settlement::TradeDocument& first) {
        for (std::uint64_t count = chance_.below(8) / 5; count > 0; --count) {
            settlement::DocumentAdjustment each;
            each.vat = classes_[chance_.below(classes_.size())];
            Money worth{0, first.currency};
            for (const settlement::TradeLine& line : first.lines) {
                if (line.vat == each.vat) { worth += line.net; }
            }
            static_cast<settlement::Adjustment&>(each) = adjustment(worth);
            document().adjustments.push_back(std::move(each));
        }
    }

    Chance chance_;
    bool is_credit_;
    settlement::TradeDraft draft_;
    std::vector<settlement::VatClass> classes_;
};

/// The lawful document of that seed.
inline settlement::TradeDocument random_document(std::uint64_t seed, bool is_credit) {
    return RandomDocument{seed, is_credit}.settled();
}

}  // namespace mutua::test
