#include "cli/commands/cell_columns.hpp"

#include "cli/commands/two_machines.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

namespace mutua::cli {

namespace {

using ruleset::ValueKind;

constexpr std::ptrdiff_t number_bytes_max = 18;

constexpr auto powers_of_ten = [] {
    std::array<std::int64_t, number_bytes_max + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) { powers[i] = powers[i - 1] * 10; }
    return powers;
}();

MUTUA_INLINE constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Every line ends with LF, so what stands before it may be looked at without asking for the end.
MUTUA_INLINE bool is_line_end(const char* at) {
    return *at == '\n' || (*at == '\r' && at[1] == '\n');
}

/// So many bytes behind a cell may be looked at.
constexpr std::size_t look_ahead = 8;

/// Eight digits as numbers, the first in the lowest byte, as one: twos, then fours, then all.
MUTUA_INLINE std::uint64_t joined(std::uint64_t digits) {
    const std::uint64_t pairs = digits * 10 + (digits >> 8U);
    return ((pairs & 0x0000'00FF'0000'00FFU) * 0x000F'4240'0000'0064U +
            (pairs >> 16U & 0x0000'00FF'0000'00FFU) * 0x0000'2710'0000'0001U) >>
           32U;
}

/// read_number for cells of more than eight bytes.
const char* read_long_number(const char* at, unsigned decimals, std::int64_t& value) {
    const char* const begin = at;
    std::uint64_t raw = 0;  // of too many digits nonsense, which the length tells
    for (; is_digit(*at); ++at) { raw = raw * 10 + static_cast<std::uint64_t>(*at - '0'); }
    if (at == begin || (*begin == '0' && at - begin > 1)) { return nullptr; }
    unsigned missing = decimals;
    if (*at == '.') {
        const char* const point = ++at;
        for (; missing > 0 && is_digit(*at); ++at, --missing) {
            raw = raw * 10 + static_cast<std::uint64_t>(*at - '0');
        }
        if (at == point) { return nullptr; }
    }
    value = static_cast<std::int64_t>(raw);
    const bool fits = at - begin <= number_bytes_max &&
                      !__builtin_mul_overflow(value, powers_of_ten.at(missing), &value);
    return fits ? at : nullptr;
}

/// read_number without a sign. Eight bytes are looked at together: which digit a cell begins with
/// and where it ends cannot be guessed, and a wrong guess costs more than all of this.
MUTUA_INLINE const char* read_size(const char* at, unsigned decimals, std::int64_t& value) {
    std::uint64_t digits = 0;
    std::memcpy(&digits, at, look_ahead);
    digits ^= 0x3030'3030'3030'3030U;  // a digit is 0 to 9 now, the first in the lowest byte
    std::uint64_t others = (digits | (digits + 0x7676'7676'7676'7676U)) & 0x8080'8080'8080'8080U;
    if (others == 0) { return read_long_number(at, decimals, value); }
    const auto whole = static_cast<unsigned>(std::countr_zero(others)) / 8;
    unsigned length = whole;
    unsigned fraction = 0;
    if (at[whole] == '.') {
        others &= others - 1;
        if (others == 0) { return read_long_number(at, decimals, value); }
        length = static_cast<unsigned>(std::countr_zero(others)) / 8;
        fraction = length - whole - 1;
        if (fraction == 0 || fraction > decimals) { return nullptr; }
        const std::uint64_t before = (std::uint64_t{1} << 8U * whole) - 1;
        digits = (digits & before) | (digits >> 8U & ~before);
    }
    if (whole == 0 || (static_cast<unsigned>(*at == '0') & static_cast<unsigned>(whole > 1)) != 0) {
        return nullptr;
    }
    value = static_cast<std::int64_t>(joined(digits << 8U * (8 - whole - fraction)));
    const bool fits = !__builtin_mul_overflow(value, powers_of_ten.at(decimals - fraction), &value);
    return fits ? at + length : nullptr;
}

/// A plain number as a whole number of `decimals` digits after the point. Returns behind it, or
/// nullptr for anything that is not plain: signs that mean nothing, leading zeros, too many digits.
MUTUA_INLINE const char* read_number(const char* at, unsigned decimals, std::int64_t& value) {
    if (*at != '-') { return read_size(at, decimals, value); }
    at = read_size(at + 1, decimals, value);
    value = -value;
    return at;
}

MUTUA_INLINE unsigned decimals_at(const char* at) {
    while (is_digit(*at) || *at == '-') { ++at; }
    if (*at != '.') { return 0; }
    const char* const point = ++at;
    while (is_digit(*at)) { ++at; }
    return static_cast<unsigned>(std::min(at - point, number_bytes_max));
}

/// 15/38 or 0.5, in lowest terms. Returns behind it, or nullptr.
MUTUA_INLINE const char* read_fraction(const char* at, KnownFractions& known, std::int64_t& above,
                                       std::int64_t& below) {
    const unsigned decimals = decimals_at(at);
    at = read_number(at, decimals, above);
    if (at == nullptr) { return nullptr; }
    below = powers_of_ten.at(decimals);
    if (*at == '/') {
        at = decimals > 0 ? nullptr : read_number(at + 1, 0, below);
        if (at == nullptr || below <= 0) { return nullptr; }
    }
    known.reduce(above, below);
    return at;
}

}  // namespace

MUTUA_INLINE void KnownFractions::reduce(std::int64_t& above, std::int64_t& below) {
    const auto mixed = static_cast<std::uint64_t>(above) * 31 + static_cast<std::uint64_t>(below);
    Fraction& place = places_[mixed % places_.size()];
    if (place.above != above || place.below != below) {
        const std::int64_t common = std::gcd(above, below);
        place = {above, below, above / common, below / common};
    }
    above = place.least_above;
    below = place.least_below;
}

CellColumns::CellColumns(const ruleset::CheckedRuleset& rules,
                         ruleset::ColumnCalculator& calculator,
                         const std::vector<ruleset::ColumnShape>& inputs, char separator)
    : calculator_{calculator}, separator_{separator} {
    for (const ruleset::ColumnShape& shape : inputs) {
        Reader reader;
        reader.shape = shape;
        switch (shape.type.kind) {
            case ValueKind::number:
                reader.form = shape.type.quotient ? Form::fraction : Form::number;
                break;
            case ValueKind::boolean:
                reader.form = Form::known_word;
                for (const char* const yes : {"yes", "true"}) {
                    reader.words.push_back(word_of(yes, 1));
                }
                for (const char* const no : {"no", "false"}) {
                    reader.words.push_back(word_of(no, 0));
                }
                break;
            case ValueKind::enumeration:
                reader.form = Form::known_word;
                for (const std::string& item : rules.enums.at(shape.type.enumeration).items) {
                    const auto position = static_cast<std::int64_t>(reader.words.size());
                    reader.words.push_back(word_of(item, position));
                }
                break;
            default:
                reader.form = Form::any_word;
        }
        readers_.push_back(std::move(reader));
    }
}

CellColumns::Word CellColumns::word_of(std::string text, std::int64_t value) {
    Word word{std::move(text), value};
    const std::size_t bytes = std::min(word.text.size(), look_ahead);
    std::memcpy(&word.begin, word.text.data(), bytes);
    std::memset(&word.mask, 0xFF, bytes);
    return word;
}

bool CellColumns::read_any_word(Reader& reader, std::string_view text, std::int64_t& value) {
    // Codes and days repeat: the last one is remembered.
    if (reader.last_text == text) {
        value = reader.last_value;
        return true;
    }
    const auto plain = [](char c) { return c >= ' ' && c < '\x7f'; };
    if (!std::all_of(text.begin(), text.end(), plain)) { return false; }
    const auto found = calculator_.cell_of(reader.shape, ruleset::word(std::string{text}));
    if (!found) { return false; }
    reader.last_text = text;
    reader.last_value = static_cast<std::int64_t>(found->value);
    value = reader.last_value;
    return true;
}

MUTUA_INLINE std::string_view CellColumns::cell_at(const char* at) const {
    const char* end = at;
    while (*end != separator_ && !is_line_end(end)) { ++end; }
    return {at, static_cast<std::size_t>(end - at)};
}

MUTUA_INLINE const char* CellColumns::read_known_word(const Reader& reader, const char* at,
                                                      std::int64_t& value) const {
    std::uint64_t begin = 0;
    std::memcpy(&begin, at, look_ahead);
    for (const Word& word : reader.words) {
        if ((begin & word.mask) != word.begin) { continue; }
        // No byte of a word ends a line, so it is compared no further than the cell goes.
        const std::size_t compared = std::min(word.text.size(), look_ahead);
        if (!std::equal(word.text.begin() + static_cast<std::ptrdiff_t>(compared), word.text.end(),
                        at + compared)) {
            continue;
        }
        const char* const behind = at + word.text.size();
        if (*behind != separator_ && !is_line_end(behind)) { continue; }
        value = word.value;
        return behind;
    }
    return nullptr;
}

MUTUA_INLINE const char* CellColumns::read_cell(Reader& reader, const char* at, std::size_t row) {
    std::int64_t& value = reader.values[row];
    if (reader.form == Form::number) { return read_number(at, reader.shape.type.decimals, value); }
    if (reader.form == Form::fraction) {
        return read_fraction(at, fractions_, value, reader.denominators[row]);
    }
    if (reader.form == Form::known_word) { return read_known_word(reader, at, value); }
    const std::string_view text = cell_at(at);
    return read_any_word(reader, text, value) ? at + text.size() : nullptr;
}

MUTUA_INLINE const char* CellColumns::read_line(const char* at, ruleset::ColumnRows& columns,
                                                std::size_t row) {
    bool any = false;
    const std::size_t last = readers_.size() - 1;
    for (std::size_t column = 0; column <= last; ++column) {
        Reader& reader = readers_[column];
        if (*at == separator_ || is_line_end(at)) {
            // An empty cell gives nothing: zero stands in its place and is not looked at.
            ruleset::InputColumn& made = columns.inputs[column];
            if (made.given.empty()) { made.given.assign(made.values.size(), 1); }
            made.given[row] = 0;
            reader.values[row] = 0;
            if (reader.form == Form::fraction) { reader.denominators[row] = 1; }
        } else {
            at = read_cell(reader, at, row);
            if (at == nullptr) { return nullptr; }
            any = true;
        }
        // Rows of another length are not plain.
        if (column < last ? *at != separator_ : !is_line_end(at)) { return nullptr; }
        at += column == last && *at == '\r' ? 2 : 1;
    }
    return any ? at : nullptr;  // rows of separators alone are not plain
}

MUTUA_INLINE bool CellColumns::read_lines(std::string_view lines, ruleset::ColumnRows& columns,
                                          std::size_t& row) {
    const char* at = lines.data();
    const char* const end = at + lines.size();
    while (at != end) {
        if (is_line_end(at)) {
            at += *at == '\r' ? 2 : 1;
            continue;
        }
        at = read_line(at, columns, row);
        if (at == nullptr) { return false; }
        ++row;
    }
    return true;
}

bool CellColumns::read_lines_baseline(std::string_view lines, ruleset::ColumnRows& columns,
                                      std::size_t& row) {
    return read_lines(lines, columns, row);
}

MUTUA_MODERN bool CellColumns::read_lines_modern(std::string_view lines,
                                                 ruleset::ColumnRows& columns, std::size_t& row) {
    return read_lines(lines, columns, row);
}

bool CellColumns::read(const CsvChunk& chunk, ruleset::ColumnRows& columns) {
    if (chunk.rows.find('"') != std::string_view::npos) { return false; }
    columns.inputs.resize(readers_.size());
    for (std::size_t i = 0; i < readers_.size(); ++i) {
        ruleset::InputColumn& made = columns.inputs[i];
        made.values.resize(chunk.line_count);
        made.denominators.resize(readers_[i].form == Form::fraction ? chunk.line_count : 0);
        made.given.clear();
        made.wide.clear();
        readers_[i].values = made.values.data();
        readers_[i].denominators = made.denominators.data();
    }
    std::size_t count = 0;
    // The last lines are read from a copy that ends with LF and goes on behind it.
    const std::size_t size = chunk.rows.size();
    const std::size_t most =
        size > look_ahead ? chunk.rows.rfind('\n', size - look_ahead - 1) + 1 : 0;
    std::string rest{chunk.rows.substr(most)};
    if (!rest.ends_with('\n')) { rest += '\n'; }
    const std::size_t rest_size = rest.size();
    rest.append(look_ahead, ' ');
    static const auto lines =
        is_modern_machine() ? &CellColumns::read_lines_modern : &CellColumns::read_lines_baseline;
    if (!(this->*lines)(chunk.rows.substr(0, most), columns, count) ||
        !(this->*lines)(std::string_view{rest}.substr(0, rest_size), columns, count)) {
        return false;
    }
    for (ruleset::InputColumn& made : columns.inputs) {
        made.values.resize(count);
        if (!made.denominators.empty()) { made.denominators.resize(count); }
        if (!made.given.empty()) { made.given.resize(count); }
    }
    columns.tree = ruleset::RowTree::of_rows(count);
    return true;
}

}  // namespace mutua::cli
