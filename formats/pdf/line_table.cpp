#include "formats/pdf/line_table.hpp"

#include "formats/words/units.hpp"

#include <algorithm>
#include <array>

namespace mutua::pdf {

namespace {

using settlement::Adjustment;
using settlement::AdjustmentKind;
using settlement::TradeLine;

constexpr Style head_style{8_pt, Weight::strong, Ink::accent};

/// Columns of numbers, from left to right: quantity, unit price, VAT, amount.
constexpr std::size_t column_count = 4;
constexpr std::size_t rate_column = 2;
using Cells = std::array<std::string, column_count>;

constexpr Length between_columns = 14_pt;
constexpr Length description_width_min = 150_pt;

/// Right edges of the columns of numbers, and where the text of a line may stand.
struct Grid {
    std::array<Length, column_count> right{};
    std::array<Length, column_count> width{};
    Length mark_width = 0;  ///< behind the rates, where categories of the same rate are told apart
    Length text_x = left_edge;
    Length text_width = 0;
};

std::string price_text(const Sheet& sheet, const TradeLine& line) {
    const std::string price = sheet.number(line.price.net, 2);
    const auto& base = line.price.base_quantity;
    return base && *base != 1 ? price + " / " + sheet.number(*base) : price;
}

std::string quantity_text(const Sheet& sheet, const TradeLine& line) {
    const std::string unit = words::unit_text(line.unit, line.quantity == 1, sheet.language);
    const std::string count = sheet.number(line.quantity);
    return unit.empty() ? count : count + "\u00A0" + unit;
}

Cells cells_of(const Sheet& sheet, const TradeLine& line) {
    return {quantity_text(sheet, line), price_text(sheet, line), sheet.rate(line.vat),
            sheet.amount(line.net)};
}

Cells head_cells(const Sheet& sheet) {
    return {sheet.say(Word::quantity), sheet.say(Word::unit_price), sheet.say(Word::vat),
            sheet.say(Word::amount) + " (" + std::string{to_string(sheet.document.currency)} + ")"};
}

constexpr Length before_mark = 3_pt;

Length mark_width(const Sheet& sheet) {
    Length widest = 0;
    for (const settlement::VatBreakdown& each : sheet.document.breakdowns) {
        const std::string mark = sheet.mark(each.vat);
        if (mark.empty()) { continue; }
        widest = std::max(widest, sheet.type.set(mark, label).width() + before_mark);
    }
    return widest;
}

/// Puts the columns at the right edge, and answers where the text must end.
Length place_columns(Grid& grid) {
    Length edge = right_edge;
    for (std::size_t at = column_count; at-- > 0;) {
        if (at == rate_column) { edge -= grid.mark_width; }
        grid.right.at(at) = edge;
        edge -= grid.width.at(at) + between_columns;
    }
    return edge;
}

/// Every document has the same columns, unless a number needs more room.
Grid grid_of(const Sheet& sheet) {
    Grid grid;
    grid.width = {34_pt, 44_pt, 26_pt, 58_pt};
    const auto widen = [&](const Cells& cells, Style style) {
        for (std::size_t at = 0; at < column_count; ++at) {
            grid.width.at(at) =
                std::max(grid.width.at(at), sheet.type.set(cells.at(at), style).width());
        }
    };
    widen(head_cells(sheet), head_style);
    // What is long in letters may be wide on paper; short cells fit anyhow.
    constexpr std::array<std::size_t, column_count> fitting{6, 8, 5, 11};
    for (const TradeLine& line : sheet.document.lines) {
        const Cells cells = cells_of(sheet, line);
        bool is_long = false;
        for (std::size_t at = 0; at < column_count; ++at) {
            is_long = is_long || cells.at(at).size() > fitting.at(at);
        }
        if (is_long) { widen(cells, body); }
    }
    grid.mark_width = mark_width(sheet);
    const Length edge = place_columns(grid);
    const std::string last = std::to_string(sheet.document.lines.size());
    grid.text_x = left_edge + std::max(16_pt, sheet.type.set(last, body).width() + 8_pt);
    grid.text_width = edge - grid.text_x;
    if (grid.text_width >= description_width_min) { return grid; }
    // Numbers of twelve digits in each column: they are printed smaller.
    const Length room = right_edge - grid.mark_width - grid.text_x - description_width_min;
    const Length wanted = right_edge - grid.mark_width - edge;
    for (Length& width : grid.width) {
        width = (width + between_columns) * room / wanted - between_columns;
    }
    place_columns(grid);
    grid.text_width = description_width_min;
    return grid;
}

Block head_row(const Sheet& sheet, const Grid& grid) {
    Block block;
    const Cells cells = head_cells(sheet);
    block.put(sheet.type.set(sheet.say(Word::description), head_style), grid.text_x, 0);
    for (std::size_t at = 0; at < column_count; ++at) {
        block.put(sheet.type.fitted(cells.at(at), head_style, grid.width.at(at)), grid.right.at(at),
                  0, Align::right);
    }
    block.rule(left_edge, right_edge, head_style.leading() + 3_pt, 1_pt, Ink::accent);
    block.space(4_pt);
    return block;
}

/// A text without what its lines were broken for.
std::string squeezed(std::string_view text) {
    std::string words;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!is_blank) { words += c; }
    }
    return words;
}

/// The short name of an item is its description cut: then the whole one is enough.
std::string item_text(const settlement::TradeItem& item) {
    if (item.description.empty()) { return item.name; }
    std::string name = squeezed(item.name);
    if (constexpr std::string_view dots = "…"; name.ends_with(dots)) {
        name.resize(name.size() - dots.size());
    }
    const bool is_cut = !name.empty() && squeezed(item.description).starts_with(name);
    return is_cut ? item.description : item.name + "\n" + item.description;
}

/// True when a text names the day already, in whatever way.
bool names_day(const Sheet& sheet, const std::string& text, const std::optional<Date>& day) {
    return !day || text.find(to_string(*day)) != std::string::npos ||
           text.find(sheet.day(*day)) != std::string::npos;
}

std::string adjustment_text(const Sheet& sheet, const Adjustment& each) {
    const bool is_allowance = each.kind == AdjustmentKind::allowance;
    std::string text = sheet.say(is_allowance ? Word::allowance : Word::charge);
    if (each.percent) {
        text += " " + words::percent_text(shortest_text(*each.percent), sheet.language);
    }
    text = sheet.labelled(text, sheet.amount(is_allowance ? -each.amount : each.amount));
    return each.reason.empty() ? text : text + " (" + each.reason + ")";
}

/// What is said of a line below its text.
std::vector<std::string> details_of(const Sheet& sheet, const TradeLine& line) {
    std::vector<std::string> details;
    if (!line.note.empty()) { details.push_back(line.note); }
    const bool is_told = names_day(sheet, line.note, line.period.start) &&
                         names_day(sheet, line.note, line.period.end);
    if (!is_told) {
        const bool is_day = line.period.start == line.period.end;
        const std::string label = sheet.say(is_day ? Word::done_on : Word::period);
        details.push_back((is_day ? label + " " + sheet.period(line.period)
                                  : sheet.labelled(label, sheet.period(line.period))));
    }
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) { details.push_back(sheet.labelled(name, value)); }
    };
    add(sheet.say(Word::seller_item), line.item.seller_id);
    add(sheet.say(Word::buyer_item), line.item.buyer_id);
    for (const auto& property : line.item.properties) { add(property.name, property.value); }
    if (line.price.discount && *line.price.discount != 0) {
        add(sheet.say(Word::unit_price), sheet.number(line.price.net + *line.price.discount, 2) +
                                             " – " + sheet.number(*line.price.discount, 2));
    }
    for (const Adjustment& each : line.adjustments) {
        details.push_back(adjustment_text(sheet, each));
    }
    return details;
}

Block line_row(const Sheet& sheet, const Grid& grid, const TradeLine& line) {
    Block block;
    constexpr Length above = 3_pt;
    Text id = sheet.type.fitted(line.id, label, grid.text_x - left_edge - 4_pt);
    block.put(std::move(id), left_edge, above + (body.leading() - label.leading()) / 2);
    Text text = sheet.type.set(item_text(line.item), body, grid.text_width);
    const Length text_end = above + text.height();
    block.put(std::move(text), grid.text_x, above);
    const Cells cells = cells_of(sheet, line);
    for (std::size_t at = 0; at < column_count; ++at) {
        block.put(sheet.type.fitted(cells.at(at), body, grid.width.at(at)), grid.right.at(at),
                  above, Align::right);
    }
    if (const std::string mark = sheet.mark(line.vat); !mark.empty()) {
        block.put(sheet.type.set(mark, label), grid.right.at(rate_column) + before_mark,
                  above + (body.leading() - label.leading()) / 2 + 0.3_pt);
    }
    put_lines(block, sheet, details_of(sheet, line), quiet, grid.text_x, text_end, grid.text_width);
    block.rule(left_edge, right_edge, block.height() + 4_pt);
    return block;
}

}  // namespace

void add_lines(Pages& pages, const Sheet& sheet) {
    const Grid grid = grid_of(sheet);
    pages.begin_table([&sheet, grid] { return head_row(sheet, grid); });
    for (const TradeLine& line : sheet.document.lines) { pages.add(line_row(sheet, grid, line)); }
    pages.end_table();
}

}  // namespace mutua::pdf
