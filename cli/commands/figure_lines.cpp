#include "cli/commands/figure_lines.hpp"

#include "formats/tabular/csv_writer.hpp"

#include <cstring>

namespace mutua::cli {

namespace {

using ruleset::ValueKind;

constexpr std::size_t number_bytes = 48;

/// "-12.34" of -1234 with two decimals, from its last digit on. Returns behind the last character.
char* write_number(char* at, std::int64_t raw, unsigned decimals) {
    const bool negative = raw < 0;
    std::uint64_t size = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(raw)
                                  : static_cast<std::uint64_t>(raw);
    char digits[number_bytes];
    char* const end = digits + number_bytes;
    char* from = end;
    for (unsigned i = 0; i < decimals; ++i) {
        *--from = static_cast<char>('0' + size % 10);
        size /= 10;
    }
    if (decimals > 0) { *--from = '.'; }
    do {
        *--from = static_cast<char>('0' + size % 10);
        size /= 10;
    } while (size != 0);
    if (negative) { *--from = '-'; }
    const auto count = static_cast<std::size_t>(end - from);
    std::memcpy(at, from, count);
    return at + count;
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

void FigureLines::write(const ruleset::ColumnResult& result, std::size_t rows,
                        std::string& text) const {
    // Plain numbers are written one after the other, and appended together.
    std::vector<char> line((number_bytes + 1) * (columns_.size() + 1));
    for (std::size_t row = 0; row < rows; ++row) {
        char* at = line.data();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (i > 0) { *at++ = ','; }
            const Column& column = columns_[i];
            const ruleset::OutputColumn& values = result.outputs[column.output];
            if (column.is_plain) {
                at = write_number(at, values.values[row], column.decimals);
                continue;
            }
            text.append(line.data(), static_cast<std::size_t>(at - line.data()));
            at = line.data();
            write_cell(column, values, row, text);
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
