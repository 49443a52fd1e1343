#include "formats/pdf/closing.hpp"

#include <algorithm>
#include <array>

namespace mutua::pdf {

namespace {

using settlement::DocumentAdjustment;
using settlement::TradeTotals;
using settlement::VatBreakdown;

constexpr Style table_head{8_pt, Weight::strong, Ink::accent};
constexpr Style payable_style{12_pt, Weight::strong, Ink::accent};

constexpr Length totals_x = 320_pt;
constexpr Length vat_width = totals_x - 28_pt - left_edge;

std::string reason_of(const VatBreakdown& each) {
    return each.exemption_text.empty() ? each.exemption_code : each.exemption_text;
}

/// The highest rate first, categories of the same rate by their letters.
std::vector<VatBreakdown> by_rate(std::vector<VatBreakdown> rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
        if (left.vat.rate != right.vat.rate) { return left.vat.rate > right.vat.rate; }
        return to_string(left.vat.category) < to_string(right.vat.category);
    });
    return rows;
}

/// The letters of the category, smaller, behind the rate.
void put_mark(Block& block, const Sheet& sheet, const settlement::VatClass& vat, Length top) {
    const Length rate_width = sheet.type.set(sheet.rate(vat), body).width();
    block.put(sheet.type.set(sheet.mark(vat), label), left_edge + rate_width + 4_pt,
              top + (body.leading() - label.leading()) / 2 + 0.3_pt);
}

Length put_vat_row(Block& block, const Sheet& sheet, const std::array<std::string, 3>& cells,
                   Style style, Length top) {
    const Length column = vat_width / 3;
    block.put(sheet.type.fitted(cells[0], style, column - 4_pt), left_edge, top);
    block.put(sheet.type.fitted(cells[1], style, column - 4_pt), left_edge + 2 * column, top,
              Align::right);
    block.put(sheet.type.fitted(cells[2], style, column - 4_pt), left_edge + vat_width, top,
              Align::right);
    return top + style.leading();
}

void put_vat(Block& block, const Sheet& sheet) {
    Length top = put_vat_row(block, sheet,
                             {sheet.say(Word::rate), sheet.say(Word::base), sheet.say(Word::vat)},
                             table_head, 0);
    block.rule(left_edge, left_edge + vat_width, top + 1_pt);
    top += 3_pt;
    for (const VatBreakdown& each : by_rate(sheet.document.breakdowns)) {
        if (!sheet.mark(each.vat).empty()) { put_mark(block, sheet, each.vat, top); }
        top = put_vat_row(block, sheet,
                          {sheet.rate(each.vat), sheet.amount(each.base), sheet.amount(each.tax)},
                          body, top);
        if (const std::string reason = reason_of(each); !reason.empty()) {
            top = put_lines(block, sheet, {reason}, quiet, left_edge, top, vat_width) + 2_pt;
        }
    }
}

std::string adjustment_label(const Sheet& sheet, const DocumentAdjustment& each) {
    const bool is_allowance = each.kind == settlement::AdjustmentKind::allowance;
    std::string text = sheet.say(is_allowance ? Word::allowance : Word::charge);
    if (each.percent) {
        text += " " + words::percent_text(shortest_text(*each.percent), sheet.language);
    }
    if (!each.reason.empty()) { text += " (" + each.reason + ")"; }
    text += ", " + sheet.say(Word::vat) + " " + sheet.rate(each.vat);
    const std::string mark = sheet.mark(each.vat);
    return mark.empty() ? text : text + " " + mark;
}

/// The way from the lines to the total, as far as it has more than one step.
Fields steps(const Sheet& sheet) {
    const settlement::TradeDocument& document = sheet.document;
    const TradeTotals& sums = document.totals;
    Fields fields;
    if (!document.adjustments.empty()) {
        fields.push_back({sheet.say(Word::total_of_lines), sheet.amount(sums.lines)});
    }
    for (const DocumentAdjustment& each : document.adjustments) {
        const bool is_allowance = each.kind == settlement::AdjustmentKind::allowance;
        fields.push_back({adjustment_label(sheet, each),
                          sheet.amount(is_allowance ? -each.amount : each.amount)});
    }
    fields.push_back({sheet.say(Word::total_without_vat), sheet.amount(sums.without_vat)});
    fields.push_back({sheet.say(Word::total_vat), sheet.amount(sums.vat)});
    if (sums.payable != sums.with_vat) {
        fields.push_back({sheet.say(Word::total_with_vat), sheet.amount(sums.with_vat)});
    }
    if (!sums.prepaid.is_zero()) {
        fields.push_back({sheet.say(Word::already_paid), sheet.amount(-sums.prepaid)});
    }
    if (!sums.rounding.is_zero()) {
        fields.push_back({sheet.say(Word::rounding), sheet.amount(sums.rounding)});
    }
    return fields;
}

Length put_sum(Block& block, const Sheet& sheet, const Field& field, Length top) {
    constexpr Length amount_width = 90_pt;
    constexpr Length label_width = right_edge - totals_x - amount_width - 8_pt;
    Text name = sheet.type.set(field.label, body, label_width);
    const Length height = name.height();
    block.put(std::move(name), totals_x, top);
    block.put(sheet.type.fitted(field.value, body, amount_width), right_edge, top, Align::right);
    return top + height + 2_pt;
}

void put_totals(Block& block, const Sheet& sheet) {
    const TradeTotals& sums = sheet.document.totals;
    Length top = 0;
    for (const Field& step : steps(sheet)) { top = put_sum(block, sheet, step, top); }
    block.rule(totals_x, right_edge, top + 2_pt, 1_pt, Ink::accent);
    top += 6_pt;
    const bool credits = is_credit(sheet.document.kind);
    Text amount = sheet.type.fitted(sheet.money(sums.payable), payable_style, 120_pt);
    const Length name_width = right_edge - totals_x - amount.width() - 8_pt;
    block.put(sheet.type.fitted(sheet.say(credits ? Word::total_credited : Word::total_to_pay),
                                {10_pt, Weight::strong, Ink::accent}, name_width),
              totals_x, top + 1.4_pt);
    block.put(std::move(amount), right_edge, top, Align::right);
    top += payable_style.leading();
    if (sums.accounting_vat) {
        put_sum(block, sheet, {sheet.say(Word::vat_in_euro), sheet.money(*sums.accounting_vat)},
                top + 4_pt);
    }
}

}  // namespace

Block totals(const Sheet& sheet) {
    Block block;
    put_vat(block, sheet);
    put_totals(block, sheet);
    return block;
}

}  // namespace mutua::pdf
