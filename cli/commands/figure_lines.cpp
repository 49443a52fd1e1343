#include "cli/commands/figure_lines.hpp"

#include "formats/tabular/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace mutua::cli {

namespace {

using ruleset::ValueKind;

constexpr std::size_t number_bytes = 48;

constexpr std::uint64_t eight_digits = 100'000'000;
constexpr unsigned decimals_at_once_max = 6;
constexpr std::size_t rows_together = 32;

/// The eight digits of a number below 10^8, a byte each, the first in the lowest: fours, then
/// pairs, then digits are split side by side in one register, since numbers of changing length
/// would cost a wrong guess each.
std::uint64_t digits_of(std::uint64_t number) {
    std::uint64_t parts = number / 10'000 | number % 10'000 << 32U;
    std::uint64_t above = (parts * 10'486 >> 20U) & 0x0000'007F'0000'007FU;  // lanes / 100
    parts = above | (parts - above * 100) << 16U;
    above = (parts * 103 >> 10U) & 0x000F'000F'000F'000FU;  // lanes / 10
    parts = above | (parts - above * 10) << 8U;
    return parts;
}

/// What is the same for every number of a column: numbers of up to eight digits are written by two
/// words, one from the first digit on and one from the decimal point on.
struct PlainColumn {
    const std::int64_t* values = nullptr;  ///< none: the column has another kind of values
    unsigned decimals = 0;
    char end = ',';                ///< what follows a number
    bool at_once = false;          ///< whether two words hold it
    std::uint64_t last_whole = 0;  ///< marks the digit that is written even when it is zero
    unsigned fraction_shift = 0;
    std::uint64_t fraction_mask = 0;
    std::uint64_t point_and_end = 0;
    std::size_t behind_whole = 1;  ///< bytes from the point on, with the end
};

PlainColumn plain_column(const std::int64_t* values, unsigned decimals, char end) {
    PlainColumn column{values, decimals, end};
    column.at_once = decimals <= decimals_at_once_max;
    if (!column.at_once) { return column; }
    column.last_whole = std::uint64_t{1} << 8 * (7 - decimals);
    const auto closing = static_cast<std::uint64_t>(static_cast<unsigned char>(end));
    column.point_and_end = closing;
    if (decimals == 0) { return column; }
    column.fraction_shift = 8 * (8 - decimals);
    column.fraction_mask = ~std::uint64_t{0};
    column.point_and_end = '.' | closing << 8 * (decimals + 1);
    column.behind_whole = decimals + 2;
    return column;
}

/// The rare large ones, digit by digit from the last.
char* write_large(char* at, std::uint64_t size, unsigned decimals) {
    std::array<char, number_bytes> text;
    char* const end = text.data() + text.size();
    char* from = end;
    for (unsigned written = 0; size != 0 || written <= decimals; ++written, size /= 10) {
        if (written == decimals && decimals > 0) { *--from = '.'; }
        *--from = static_cast<char>('0' + size % 10);
    }
    return std::copy(from, end, at);
}

/// "-12.34," of -1234 with two decimals. Returns behind the last character; sixteen bytes more may
/// be scribbled over.
char* write_number(char* at, std::int64_t raw, const PlainColumn& column) {
    const std::uint64_t size = raw < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(raw)
                                       : static_cast<std::uint64_t>(raw);
    *at = '-';
    at += raw < 0 ? 1 : 0;
    if (size >= eight_digits || !column.at_once) {
        at = write_large(at, size, column.decimals);
        *at = column.end;
        return at + 1;
    }
    const std::uint64_t digits = digits_of(size);
    const std::uint64_t characters = digits | 0x3030'3030'3030'3030U;
    // Zeros in front are in the lowest bytes.
    const auto zeros = static_cast<unsigned>(std::countr_zero(digits | column.last_whole)) / 8;
    const std::uint64_t text = characters >> 8 * zeros;
    std::memcpy(at, &text, sizeof text);
    at += 8 - zeros - column.decimals;
    const std::uint64_t rest =
        (characters >> column.fraction_shift & column.fraction_mask) << 8U | column.point_and_end;
    std::memcpy(at, &rest, sizeof rest);
    return at + column.behind_whole;
}

/// Columns begin at like addresses and push each other out of the cache when they are read across:
/// some rows of them are copied first, one behind the other.
void lay_side_by_side(const std::vector<PlainColumn>& columns, std::size_t first, std::size_t count,
                      std::vector<std::int64_t>& rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::int64_t* values = columns[i].values;
        for (std::size_t k = 0; values != nullptr && k < count; ++k) {
            rows[k * columns.size() + i] = values[first + k];
        }
    }
}

}  // namespace

FigureLines::FigureLines(const ruleset::CheckedRuleset& rules,
                         const ruleset::ColumnCalculator& calculator,
                         const std::vector<ruleset::ColumnShape>& outputs,
                         const std::vector<std::size_t>& order)
    : calculator_{calculator} {
    for (const std::size_t output : order) {
        Column column;
        column.output = output;
        column.shape = outputs[output];
        const ruleset::Type& type = column.shape.type;
        column.is_plain = type.kind == ValueKind::number && !type.quotient;
        column.decimals = type.decimals;
        if (column.shape.type.kind == ValueKind::enumeration) {
            column.items = &rules.enums.at(column.shape.type.enumeration).items;
        }
        columns_.push_back(std::move(column));
    }
}

void FigureLines::write(const ruleset::ColumnResult& result, std::size_t first,
                        std::size_t behind_last, std::string& text) const {
    std::vector<PlainColumn> plain;
    for (const Column& column : columns_) {
        const char end = plain.size() + 1 < columns_.size() ? ',' : '\n';
        const auto* values =
            column.is_plain ? result.outputs[column.output].values.data() : nullptr;
        plain.push_back(plain_column(values, column.decimals, end));
    }
    std::vector<std::int64_t> rows(rows_together * plain.size());
    // Plain numbers are written one after the other, and appended together.
    std::vector<char> line(number_bytes * (columns_.size() + 1));
    for (std::size_t row = first; row < behind_last; ++row) {
        const std::size_t within = (row - first) % rows_together;
        if (within == 0) {
            lay_side_by_side(plain, row, std::min(rows_together, behind_last - row), rows);
        }
        const std::int64_t* values = rows.data() + within * plain.size();
        char* at = line.data();
        for (std::size_t i = 0; i < plain.size(); ++i) {
            if (plain[i].values != nullptr) {
                at = write_number(at, values[i], plain[i]);
                continue;
            }
            text.append(line.data(), static_cast<std::size_t>(at - line.data()));
            at = line.data();
            write_cell(columns_[i], result.outputs[columns_[i].output], row, text);
            *at++ = plain[i].end;
        }
        text.append(line.data(), static_cast<std::size_t>(at - line.data()));
    }
}

void FigureLines::write_cell(const Column& column, const ruleset::OutputColumn& values,
                             std::size_t row, std::string& text) const {
    if (column.shape.type.kind == ValueKind::boolean) {
        text += values.values[row] != 0 ? "yes" : "no";
        return;
    }
    if (column.items != nullptr) {
        text += (*column.items)[static_cast<std::size_t>(values.values[row])];
        return;
    }
    const std::int64_t below = values.denominators.empty() ? 1 : values.denominators[row];
    tabular::CsvWriter writer;
    writer.number(
        ruleset::to_string(calculator_.value_of(column.shape, {values.values[row], below})));
    text += writer.written();
}

}  // namespace mutua::cli
