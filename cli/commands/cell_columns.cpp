#include "cli/commands/cell_columns.hpp"

#include <algorithm>
#include <numeric>

namespace mutua::cli {

namespace {

using ruleset::ValueKind;

constexpr std::size_t digits_max = 18;

/// A plain number as a whole number of `decimals` digits after the point. False for anything that
/// is not plain: signs that mean nothing, leading zeros, too many digits.
bool read_number(std::string_view text, unsigned decimals, std::int64_t& value) {
    const char* at = text.data();
    const char* const end = at + text.size();
    const bool negative = at != end && *at == '-';
    if (negative) { ++at; }
    if (at == end || text.size() > digits_max) { return false; }
    const bool zero = *at == '0';
    std::int64_t raw = 0;
    const char* const first = at;
    for (; at != end && *at >= '0' && *at <= '9'; ++at) { raw = raw * 10 + (*at - '0'); }
    if (at == first || (zero && at - first > 1)) { return false; }
    unsigned missing = decimals;
    if (at != end) {
        if (*at != '.' || at + 1 == end) { return false; }
        for (++at; at != end && *at >= '0' && *at <= '9' && missing > 0; ++at, --missing) {
            raw = raw * 10 + (*at - '0');
        }
        if (at != end) { return false; }
    }
    for (; missing > 0; --missing) {
        if (__builtin_mul_overflow(raw, 10, &raw)) { return false; }
    }
    value = negative ? -raw : raw;
    return true;
}

/// 15/38 or 0.5, in lowest terms.
bool read_fraction(std::string_view text, std::int64_t& above, std::int64_t& below) {
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos) {
        if (!read_number(text.substr(0, slash), 0, above) ||
            !read_number(text.substr(slash + 1), 0, below) || below <= 0) {
            return false;
        }
    } else {
        const std::size_t point = text.find('.');
        const auto decimals =
            point == std::string_view::npos ? 0U : static_cast<unsigned>(text.size() - point - 1);
        if (!read_number(text, decimals, above)) { return false; }
        below = 1;
        for (unsigned i = 0; i < decimals; ++i) { below *= 10; }
    }
    const std::int64_t common = std::gcd(above, below);
    above /= common;
    below /= common;
    return true;
}

}  // namespace

CellColumns::CellColumns(const ruleset::CheckedRuleset& rules,
                         ruleset::ColumnCalculator& calculator,
                         const std::vector<ruleset::ColumnShape>& inputs, char separator)
    : calculator_{calculator}, separator_{separator} {
    for (const ruleset::ColumnShape& shape : inputs) {
        Reader reader;
        reader.shape = shape;
        if (shape.type.kind == ValueKind::enumeration) {
            reader.items = &rules.enums.at(shape.type.enumeration).items;
        }
        readers_.push_back(std::move(reader));
    }
}

bool CellColumns::read(std::string_view rows, ruleset::ColumnRows& columns) {
    columns.inputs.resize(readers_.size());
    for (ruleset::InputColumn& one : columns.inputs) {
        one.values.clear();
        one.denominators.clear();
        one.given.clear();
    }
    for (Reader& reader : readers_) { reader.any_missing = false; }
    if (rows.find('"') != std::string_view::npos) { return false; }
    while (!rows.empty()) {
        const std::size_t end = std::min(rows.find('\n'), rows.size());
        std::string_view line = rows.substr(0, end);
        if (line.ends_with('\r')) { line.remove_suffix(1); }
        if (!line.empty() && !read_line(line, columns)) { return false; }
        rows.remove_prefix(std::min(end + 1, rows.size()));
    }
    const std::size_t count = columns.inputs.empty() ? 0 : columns.inputs.front().values.size();
    columns.tree = ruleset::RowTree::of_rows(count);
    for (std::size_t i = 0; i < readers_.size(); ++i) {
        if (!readers_[i].any_missing) { columns.inputs[i].given.clear(); }
    }
    return true;
}

bool CellColumns::read_line(std::string_view line, ruleset::ColumnRows& columns) {
    std::size_t from = 0;
    std::size_t column = 0;
    bool any = false;
    for (; column < readers_.size() && from <= line.size(); ++column) {
        const std::size_t to = std::min(line.find(separator_, from), line.size());
        const std::string_view text = line.substr(from, to - from);
        from = to + 1;
        Reader& reader = readers_[column];
        ruleset::InputColumn& made = columns.inputs[column];
        Cell cell;
        if (text.empty()) {
            // An empty cell gives nothing: zero stands in its place and is not looked at.
            reader.any_missing = true;
            made.given.push_back(0);
        } else {
            if (!read_cell(reader, text, cell)) { return false; }
            made.given.push_back(1);
            any = true;
        }
        made.values.push_back(cell.value);
        if (reader.shape.type.quotient) { made.denominators.push_back(cell.denominator); }
    }
    // Rows of another length, and rows of separators alone, are not plain.
    return any && column == readers_.size() && from == line.size() + 1;
}

bool CellColumns::read_cell(Reader& reader, std::string_view text, Cell& cell) {
    const ruleset::Type& type = reader.shape.type;
    if (type.kind != ValueKind::number) { return read_word(reader, text, cell); }
    if (type.quotient) { return read_fraction(text, cell.value, cell.denominator); }
    return read_number(text, type.decimals, cell.value);
}

bool CellColumns::read_word(Reader& reader, std::string_view text, Cell& cell) {
    if (reader.shape.type.kind == ValueKind::boolean) {
        cell.value = text == "yes" || text == "true" ? 1 : 0;
        return cell.value == 1 || text == "no" || text == "false";
    }
    if (reader.items != nullptr) {
        const auto at = std::find(reader.items->begin(), reader.items->end(), text);
        cell.value = at - reader.items->begin();
        return at != reader.items->end();
    }
    // Codes and days repeat: the last one is remembered.
    if (reader.last_text == text) {
        cell.value = reader.last_value;
        return true;
    }
    const auto plain = [](char c) { return c >= ' ' && c < '\x7f'; };
    if (!std::all_of(text.begin(), text.end(), plain)) { return false; }
    const auto found = calculator_.cell_of(reader.shape, ruleset::word(std::string{text}));
    if (!found) { return false; }
    reader.last_text = text;
    reader.last_value = found->value;
    cell.value = found->value;
    return true;
}

}  // namespace mutua::cli
