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

constexpr auto ten_to_the = [] {
    std::array<std::uint64_t, 20> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) { powers[i] = powers[i - 1] * 10; }
    return powers;
}();

/// How many digits a number has; 0 has one.
unsigned digits_of(std::uint64_t number) {
    const std::uint64_t odd = number | 1U;  // the powers above 1 are even
    constexpr unsigned over = 12;           // 1233 / 2^12 is a little more than log10(2)
    const auto fewer = static_cast<unsigned>(std::bit_width(odd)) * 1'233U >> over;
    return fewer + (odd >= ten_to_the[fewer] ? 1U : 0U);
}

/// The eight digits of a number below 10^8 as characters, the first in the lowest byte: fours, then
/// pairs, then digits are split side by side in one register, since numbers of changing length
/// would cost a wrong guess each.
std::uint64_t characters_of(std::uint64_t number) {
    std::uint64_t parts = number / 10'000 | number % 10'000 << 32U;
    std::uint64_t above = (parts * 10'486 >> 20U) & 0x0000'007F'0000'007FU;  // lanes / 100
    parts = above | (parts - above * 100) << 16U;
    above = (parts * 103 >> 10U) & 0x000F'000F'000F'000FU;  // lanes / 10
    parts = above | (parts - above * 10) << 8U;
    return parts | 0x3030'3030'3030'3030U;
}

/// The rare large ones, digit by digit from the last.
char* write_large(char* at, std::uint64_t size, unsigned decimals) {
    char* const end = at + std::max(digits_of(size), decimals + 1) + (decimals > 0 ? 1 : 0);
    for (char* to = end; to != at; size /= 10) {
        *--to = static_cast<char>('0' + size % 10);
        if (decimals > 0 && end - to == static_cast<std::ptrdiff_t>(decimals)) { *--to = '.'; }
    }
    return end;
}

/// "-12.34" of -1234 with two decimals. Returns behind the last character; eight more may be
/// scribbled over.
char* write_number(char* at, std::int64_t raw, unsigned decimals) {
    const std::uint64_t size = raw < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(raw)
                                       : static_cast<std::uint64_t>(raw);
    *at = '-';
    at += raw < 0 ? 1 : 0;
    if (size >= eight_digits || decimals > 7) { return write_large(at, size, decimals); }
    const unsigned digits = std::max(digits_of(size), decimals + 1);
    const unsigned whole = digits - decimals;
    const std::uint64_t text = characters_of(size) >> 8U * (8 - digits);
    std::memcpy(at, &text, sizeof text);
    if (decimals == 0) { return at + whole; }
    at[whole] = '.';
    const std::uint64_t fraction = text >> 8U * whole;
    std::memcpy(at + whole + 1, &fraction, sizeof fraction);
    return at + digits + 1;
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
    // Plain numbers are written one after the other, and appended together.
    std::vector<char> line((number_bytes + 1) * (columns_.size() + 1));
    std::vector<const std::int64_t*> sources;
    for (const Column& column : columns_) {
        sources.push_back(result.outputs[column.output].values.data());
    }
    for (std::size_t row = first; row < behind_last; ++row) {
        char* at = line.data();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (i > 0) { *at++ = ','; }
            const Column& column = columns_[i];
            if (column.is_plain) {
                at = write_number(at, sources[i][row], column.decimals);
                continue;
            }
            text.append(line.data(), static_cast<std::size_t>(at - line.data()));
            at = line.data();
            write_cell(column, result.outputs[column.output], row, text);
        }
        *at++ = '\n';
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
