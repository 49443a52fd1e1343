#include "cli/commands/figure_lines.hpp"

#include "cli/commands/two_machines.hpp"
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

/// "12.34," of the digits 1234 with two decimals. Returns behind the last character; sixteen bytes
/// more may be scribbled over.
MUTUA_INLINE char* write_digits(char* at, std::uint64_t digits, const PlainColumn& column) {
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

/// "-12.34," of -1234 with two decimals; as write_digits.
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
    return write_digits(at, digits_of(size), column);
}

/// The figures of some rows, one row behind the other: columns begin at like addresses and push
/// each other out of the cache when they are read across.
struct RowBlock {
    std::size_t count = 0;             ///< rows, at most rows_together
    std::vector<std::uint64_t> cells;  ///< digits, or the bits of a value that is not short
    std::vector<char> is_short;        ///< by column: all of its numbers are digits now
};

/// The sizes of the numbers when all of them are below 10^8 and none is negative.
MUTUA_INLINE bool short_sizes(const std::int64_t* values, std::size_t count,
                              std::uint32_t (&sizes)[rows_together]) {
    std::uint64_t all = 0;
    std::uint32_t largest = 0;
    for (std::size_t k = 0; k < count; ++k) {
        all |= static_cast<std::uint64_t>(values[k]);
        sizes[k] = static_cast<std::uint32_t>(values[k]);
        largest = std::max(largest, sizes[k]);
    }
    return all >> 32U == 0 && largest < eight_digits;
}

/// The four digits of a number below 10^4, as digits_of.
MUTUA_INLINE std::uint32_t four_digits(std::uint32_t number) {
    std::uint32_t above = number * 10'486U >> 20U;  // / 100
    number = above | (number - above * 100U) << 16U;
    above = (number * 103U >> 10U) & 0x000F'000FU;  // lanes / 10
    return above | (number - above * 10U) << 8U;
}

/// Lays a block of rows ready: the digits of a column are split for all of its rows at once.
MUTUA_INLINE void lay_out(const std::vector<PlainColumn>& columns, std::size_t first,
                          RowBlock& block) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::int64_t* const values = columns[i].values + first;
        if (columns[i].values == nullptr) { continue; }
        std::uint32_t sizes[rows_together] = {};
        std::uint32_t halves[2 * rows_together];
        const bool is_short = columns[i].at_once && short_sizes(values, block.count, sizes);
        block.is_short[i] = is_short ? 1 : 0;
        std::uint64_t* cell = block.cells.data() + i;
        if (!is_short) {
            for (std::size_t k = 0; k < block.count; ++k, cell += columns.size()) {
                *cell = static_cast<std::uint64_t>(values[k]);
            }
            continue;
        }
        for (std::size_t k = 0; k < rows_together; ++k) {
            const std::uint32_t above = sizes[k] / 10'000U;
            halves[2 * k] = four_digits(above);
            halves[2 * k + 1] = four_digits(sizes[k] - above * 10'000U);
        }
        for (std::size_t k = 0; k < block.count; ++k, cell += columns.size()) {
            std::memcpy(cell, halves + 2 * k, sizeof *cell);
        }
    }
}

/// The numbers of one row in some columns that stand beside each other.
MUTUA_INLINE char* write_run(char* at, const std::vector<PlainColumn>& columns,
                             const RowBlock& block, std::size_t row, std::size_t first,
                             std::size_t behind_last) {
    const std::uint64_t* const cells = block.cells.data() + row * columns.size();
    for (std::size_t i = first; i < behind_last; ++i) {
        at = block.is_short[i] != 0
                 ? write_digits(at, cells[i], columns[i])
                 : write_number(at, static_cast<std::int64_t>(cells[i]), columns[i]);
    }
    return at;
}

using Columns = std::vector<PlainColumn>;

struct Loops {
    void (*lay_out)(const Columns&, std::size_t, RowBlock&);
    char* (*write_run)(char*, const Columns&, const RowBlock&, std::size_t, std::size_t,
                       std::size_t);
};

#define MUTUA_LOOPS(name, target)                                                            \
    target void lay_out_##name(const Columns& columns, std::size_t first, RowBlock& block) { \
        lay_out(columns, first, block);                                                      \
    }                                                                                        \
    target char* write_run_##name(char* at, const Columns& columns, const RowBlock& block,   \
                                  std::size_t row, std::size_t first, std::size_t behind) {  \
        return write_run(at, columns, block, row, first, behind);                            \
    }
MUTUA_LOOPS(baseline, )
MUTUA_LOOPS(modern, MUTUA_MODERN)

Loops loops_for_this_machine() {
    if (!is_modern_machine()) { return {lay_out_baseline, write_run_baseline}; }
    return {lay_out_modern, write_run_modern};
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
    runs_behind_.resize(columns_.size());
    for (std::size_t i = columns_.size(), behind = i; i-- > 0;) {
        if (!columns_[i].is_plain) { behind = i; }
        runs_behind_[i] = behind;
    }
}

std::string_view FigureLines::write(const ruleset::ColumnResult& result, std::size_t first,
                                    std::size_t behind_last) {
    // Where a number leaves the 64 bits of its column, every cell is written by itself.
    const bool any_wide = std::any_of(result.outputs.begin(), result.outputs.end(),
                                      [](const auto& one) { return !one.wide.empty(); });
    std::vector<PlainColumn> plain;
    for (const Column& column : columns_) {
        const char end = plain.size() + 1 < columns_.size() ? ',' : '\n';
        const auto* values =
            column.is_plain && !any_wide ? result.outputs[column.output].values.data() : nullptr;
        plain.push_back(plain_column(values, column.decimals, end));
    }
    static const Loops loops = loops_for_this_machine();
    RowBlock block{0, std::vector<std::uint64_t>(rows_together * plain.size()),
                   std::vector<char>(plain.size())};
    const std::size_t line_bytes = number_bytes * (columns_.size() + 1);
    std::size_t size = 0;
    for (std::size_t begin = first; begin < behind_last; begin += block.count) {
        block.count = std::min(rows_together, behind_last - begin);
        loops.lay_out(plain, begin, block);
        for (std::size_t row = 0; row < block.count; ++row) {
            char* at = behind(size, line_bytes);
            for (std::size_t i = 0; i < plain.size();) {
                const std::size_t run = any_wide ? i : runs_behind_[i];
                at = loops.write_run(at, plain, block, row, i, run);
                i = run;
                if (i == plain.size()) { break; }
                const std::string cell =
                    cell_text(columns_[i], result.outputs[columns_[i].output], begin + row);
                size = static_cast<std::size_t>(at - room_.data());
                at = behind(size, cell.size() + line_bytes);
                at = std::copy(cell.begin(), cell.end(), at);
                *at++ = plain[i++].end;
            }
            size = static_cast<std::size_t>(at - room_.data());
        }
    }
    return {room_.data(), size};
}

char* FigureLines::behind(std::size_t size, std::size_t bytes) {
    if (room_.size() < size + bytes) { room_.resize(2 * (size + bytes)); }
    return room_.data() + size;
}

std::string FigureLines::cell_text(const Column& column, const ruleset::OutputColumn& values,
                                   std::size_t row) const {
    const std::int64_t value = values.values[row];
    if (column.shape.type.kind == ValueKind::boolean) { return value != 0 ? "yes" : "no"; }
    if (column.items != nullptr) { return (*column.items)[static_cast<std::size_t>(value)]; }
    tabular::CsvWriter writer;
    writer.number(ruleset::to_string(calculator_.value_of(column.shape, values.at(row))));
    return writer.take();
}

}  // namespace mutua::cli
