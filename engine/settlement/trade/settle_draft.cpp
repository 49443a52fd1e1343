#include "engine/core/contract.hpp"
#include "engine/settlement/trade/trade_amounts.hpp"
#include "engine/settlement/trade/trade_draft.hpp"
#include "engine/settlement/trade/trade_faults.hpp"
#include "engine/settlement/trade/trade_texts.hpp"

#include <string>
#include <utility>

namespace mutua::settlement {

namespace {

/// An amount of the document; beyond the largest is told once and counts as nothing.
class Amounts {
public:
    Amounts(Currency currency, TradeFaults& faults) : currency_{currency}, faults_{faults} {}

    Money of(const Decimal& exact) { return known(rounded_amount(exact, currency_)); }
    Money share(Money base, const Decimal& percent) { return known(share_of(base, percent)); }

    /// Adds up magnitudes, so that no sum of amounts can leave the range.
    void count(Money amount) {
        const std::int64_t units = amount.minor_units();
        const std::int64_t magnitude = units < 0 ? -units : units;
        if (magnitude > amount_units_max - counted_) {
            known(std::nullopt);
        } else {
            counted_ += magnitude;
        }
    }

private:
    Money known(std::optional<Money> amount) {
        if (amount) { return *amount; }
        if (!is_told_) {
            faults_.add("D129", "an amount is beyond ten thousand million",
                        "check quantities and prices, or split the document");
        }
        is_told_ = true;
        return Money{0, currency_};
    }

    Currency currency_;
    TradeFaults& faults_;
    std::int64_t counted_ = 0;
    bool is_told_ = false;
};

/// Fills in what a percentage stands for; `usual_base` is what it is taken of unless said.
void settle_adjustment(Adjustment& each, Money usual_base, Amounts& amounts) {
    if (!each.percent) { return; }
    if (!each.base) { each.base = usual_base; }
    each.amount = amounts.share(*each.base, *each.percent);
}

void settle_line(TradeLine& line, Amounts& amounts) {
    const Decimal gross = exact_price(line.quantity, line.price);
    Decimal net = gross;
    for (Adjustment& each : line.adjustments) {
        settle_adjustment(each, amounts.of(gross), amounts);
        const Decimal amount = exact_amount(each.amount);
        net += each.kind == AdjustmentKind::charge ? amount : Decimal{-amount};
    }
    line.net = amounts.of(net);
    amounts.count(line.net);
}

Money lines_of_class(const TradeDocument& document, const VatClass& vat) {
    Money sum{0, document.currency};
    for (const TradeLine& line : document.lines) {
        if (line.vat == vat) { sum += line.net; }
    }
    return sum;
}

void settle_nets(TradeDocument& document, Amounts& amounts) {
    for (TradeLine& line : document.lines) { settle_line(line, amounts); }
    for (DocumentAdjustment& each : document.adjustments) {
        const bool needs_base = each.percent && !each.base;
        const Money base =
            needs_base ? lines_of_class(document, each.vat) : Money{0, document.currency};
        settle_adjustment(each, base, amounts);
        amounts.count(each.amount);
    }
}

Money net_of(const TradeDocument& document) {
    const TradeTotals sums = totals_of(document, Money{0, document.currency});
    return sums.without_vat;
}

void take_vat_out(Money& amount, const VatClass& vat, Amounts& amounts) {
    amount = amounts.of(exact_amount(amount) * 100 / (100 + vat.rate));
}

void take_vat_out(Adjustment& each, const VatClass& vat, Amounts& amounts) {
    if (!each.percent) { take_vat_out(each.amount, vat, amounts); }
    if (each.base) { take_vat_out(*each.base, vat, amounts); }
}

/// Turns prices that hold VAT into prices without.
void take_vat_out(TradeDocument& document, Amounts& amounts) {
    for (TradeLine& line : document.lines) {
        const Decimal units = line.quantity / line.price.base_quantity.value_or(1);
        line.price.net = price_without_vat(line.price.net, line.vat.rate, units);
        if (line.price.discount) {
            line.price.discount = price_without_vat(*line.price.discount, line.vat.rate, units);
        }
        for (Adjustment& each : line.adjustments) { take_vat_out(each, line.vat, amounts); }
    }
    for (DocumentAdjustment& each : document.adjustments) { take_vat_out(each, each.vat, amounts); }
}

/// What the prices with VAT come to: the same lines, as if nothing were taken out.
Money agreed_total(TradeDocument document, Amounts& amounts) {
    settle_nets(document, amounts);
    return net_of(document);
}

/// Readers leave out the blanks around a text, so that it is written without.
std::string trimmed(std::string text) {
    constexpr const char* blanks = " \t\r\n";
    text.erase(text.find_last_not_of(blanks) + 1);
    text.erase(0, text.find_first_not_of(blanks));
    return text;
}

void add_grounds(TradeDocument& document, const std::vector<VatGround>& grounds) {
    for (VatBreakdown& each : document.breakdowns) {
        for (const VatGround& ground : grounds) {
            if (ground.category != each.vat.category) { continue; }
            each.exemption_code = trimmed(ground.code);
            each.exemption_text = trimmed(ground.text);
        }
    }
}

void settle_totals(const TradeDraft& draft, const std::optional<Money>& agreed,
                   TradeDocument& document, Amounts& amounts) {
    const Money zero{0, document.currency};
    document.breakdowns = breakdowns_of(document.lines, document.adjustments, document.currency);
    add_grounds(document, draft.grounds);
    TradeTotals& totals = document.totals;
    totals = totals_of(document, draft.prepaid.value_or(zero));
    if (agreed) { totals.rounding = *agreed - totals.with_vat; }
    if (draft.payable_step) {
        totals.rounding += rounding_to(totals.payable + totals.rounding, *draft.payable_step);
    }
    totals.payable += totals.rounding;
    if (draft.exchange) {
        const Decimal in_euro = exact_amount(totals.vat) * draft.exchange->euro_per_unit;
        totals.accounting_vat = Money{amounts.of(in_euro).minor_units(), Currency::eur};
    }
}

/// Rates, numbers and currencies must be right for amounts to be computed at all.
bool can_compute(const TradeFaults& faults) {
    return !faults.has("D127") && !faults.has("D129") && !faults.has("D131");
}

void trim_texts(TradeDocument& document) {
    const auto look = [](const char*, std::string& text) { text = trimmed(std::move(text)); };
    each_document_text(document, look);
}

TradeDocument with_amounts(const TradeDraft& draft, TradeFaults& faults) {
    TradeDocument document = draft.document;
    trim_texts(document);
    Amounts with_vat{document.currency, faults};
    std::optional<Money> agreed;
    if (draft.prices == PriceBasis::with_vat) {
        agreed = agreed_total(document, with_vat);
        take_vat_out(document, with_vat);
    }
    for (TradeLine& line : document.lines) {
        line.price = with_ending_digits(line.price).value_or(line.price);
    }
    Amounts amounts{document.currency, faults};
    settle_nets(document, amounts);
    if (faults.has("D129")) { return document; }
    settle_totals(draft, agreed, document, amounts);
    check_totals(document, faults);
    return document;
}

}  // namespace

Result<TradeDocument> settle(const TradeDraft& draft) {
    TradeFaults faults{draft.document.number};
    check_heading(draft, faults);
    check_parties(draft.document, faults);
    check_payment(draft.document, faults);
    check_lines(draft.document, faults);
    check_vat(draft, faults);
    check_attachments(draft.document, faults);
    check_texts(draft, faults);
    if (!can_compute(faults)) { return faults.take(); }
    TradeDocument document = with_amounts(draft, faults);
    if (!faults.empty()) { return faults.take(); }
    return document;
}

}  // namespace mutua::settlement
