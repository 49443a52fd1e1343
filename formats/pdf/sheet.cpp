#include "formats/pdf/sheet.hpp"

#include <algorithm>

namespace mutua::pdf {

namespace {

constexpr Length gap_between = 12_pt;

std::string joined(std::string_view first, std::string_view between, std::string_view second) {
    std::string text{first};
    if (!first.empty() && !second.empty()) { text += between; }
    return text.append(second);
}

}  // namespace

std::string Sheet::rate(const settlement::VatClass& vat) const {
    if (vat.category == settlement::VatCategory::out_of_scope) { return "–"; }
    return words::percent_text(shortest_text(vat.rate), language);
}

std::string Sheet::mark(const settlement::VatClass& vat) const {
    const auto& rows = document.breakdowns;
    const bool is_ambiguous =
        std::any_of(rows.begin(), rows.end(), [&vat](const settlement::VatBreakdown& row) {
            return row.vat.rate == vat.rate && row.vat.category != vat.category;
        });
    return is_ambiguous ? std::string{settlement::to_string(vat.category)} : "";
}

std::string Sheet::period(const settlement::TradePeriod& period) const {
    const std::string from = period.start ? day(*period.start) : "";
    const std::string to = period.end ? day(*period.end) : "";
    return from == to ? from : joined(from, " – ", to);
}

std::string Sheet::labelled(std::string_view name, std::string_view value) const {
    const char* colon = language == Language::fr ? "\u00A0: " : ": ";
    return joined(name, colon, value);
}

Length put_fields(Block& block, const Sheet& sheet, const Fields& fields, Length x, Length top,
                  Length width) {
    Length label_width = 0;
    std::vector<Text> labels;
    for (const Field& field : fields) {
        labels.push_back(sheet.type.fitted(field.label, label, width / 2));
        label_width = std::max(label_width, labels.back().width());
    }
    const Length value_x = x + label_width + gap_between;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        Text value = sheet.type.set(fields[at].value, body, x + width - value_x);
        const Length height = value.height();
        // Smaller letters on the line of larger ones.
        block.put(std::move(labels[at]), x, top + (body.leading() - label.leading()) / 2 + 0.3_pt);
        block.put(std::move(value), value_x, top);
        top += height + 1_pt;
    }
    return top;
}

Length put_lines(Block& block, const Sheet& sheet, const std::vector<std::string>& lines,
                 Style style, Length x, Length top, Length width) {
    for (const std::string& line : lines) {
        Text text = sheet.type.set(line, style, width);
        const Length height = text.height();
        block.put(std::move(text), x, top);
        top += height;
    }
    return top;
}

std::vector<std::string> address_lines(const settlement::TradeAddress& address,
                                       std::string_view home) {
    std::vector<std::string> lines{
        address.street, address.additional_street, address.line,
        joined(joined(address.postal_code, " ", address.city), ", ", address.subdivision)};
    if (address.country != home) { lines.back() = joined(lines.back(), ", ", address.country); }
    lines.erase(std::remove(lines.begin(), lines.end(), ""), lines.end());
    return lines;
}

}  // namespace mutua::pdf
