#include "engine/ruleset/syntax/formatter_columns.hpp"

#include "engine/ruleset/syntax/formatter_layout.hpp"

#include <algorithm>

namespace mutua::ruleset::syntax {

namespace {

/// One column of one line: what it says, and whether it is a number, which stands to the right.
struct Cell {
    std::string text;
    std::size_t width = 0;
    bool number = false;
};

using Row = std::vector<Cell>;

std::string flat_text(const FormatTokens& tokens, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        if (i > begin && tokens[i].gap) { text += ' '; }
        text += tokens[i].text;
    }
    return text;
}

Cell cell(const FormatTokens& tokens, std::size_t begin, std::size_t end) {
    Cell made;
    made.text = flat_text(tokens, begin, end);
    made.width = columns_of(made.text);
    const std::size_t first = begin < end && tokens[begin].sign ? begin + 1 : begin;
    made.number = first < end && tokens[first].kind == TokenKind::number && end <= first + 2;
    return made;
}

bool is_block(ClauseKind kind) {
    return kind == ClauseKind::bracket || kind == ClauseKind::row ||
           kind == ClauseKind::exception || kind == ClauseKind::standard;
}

bool goes_on(ClauseKind first, ClauseKind next) {
    if (first == ClauseKind::standard) { return next == ClauseKind::exception; }
    return first == next;
}

/// `above 1 000.00 : 0.00 plus 4.22 %` as its four cells; a row as two.
Row cells_of(const FormatTokens& tokens, const Clause& clause) {
    const std::size_t colon = find_outside(tokens, clause.begin, clause.end, ":");
    if (clause.kind == ClauseKind::row) {
        Cell keys = cell(tokens, clause.begin, colon);
        keys.number = false;
        return {keys, cell(tokens, std::min(colon + 1, clause.end), clause.end)};
    }
    const std::size_t plus = find_outside(tokens, colon, clause.end, "plus");
    Row row{cell(tokens, clause.begin, clause.begin + 1), cell(tokens, clause.begin + 1, colon),
            cell(tokens, std::min(colon + 1, plus), plus)};
    if (plus < clause.end) { row.push_back(cell(tokens, plus + 1, clause.end)); }
    return row;
}

/// The definition behind the `=` with two blanks before each evidence.
std::string formula_text(const FormatTokens& tokens, const Clause& clause, std::size_t equals) {
    std::string text;
    for (const Part& part : parts_of(tokens, clause)) {
        if (part.end <= equals) { continue; }
        const std::size_t begin = std::max(part.begin, equals);
        if (!text.empty()) { text.append(part.gap, ' '); }
        text += flat_text(tokens, begin, part.end);
    }
    return text;
}

Row formula_cells(const FormatTokens& tokens, const Clause& clause) {
    const std::size_t equals = find_outside(tokens, clause.begin, clause.end, "=");
    Row row{cell(tokens, clause.begin, equals), Cell{}};
    row[1].text = formula_text(tokens, clause, equals);
    row[1].width = columns_of(row[1].text);
    return row;
}

struct Column {
    std::size_t width = 0;
    bool numbers = true;
};

std::vector<Column> columns_of_rows(const std::vector<Row>& rows) {
    std::vector<Column> columns;
    for (const Row& row : rows) {
        columns.resize(std::max(columns.size(), row.size()));
        for (std::size_t c = 0; c < row.size(); ++c) {
            columns[c].width = std::max(columns[c].width, row[c].width);
            columns[c].numbers = columns[c].numbers && row[c].number;
        }
    }
    return columns;
}

/// What stands between column `c` and the one before it.
std::string_view separator(ClauseKind kind, std::size_t c) {
    if (c == 0) { return ""; }
    if (kind == ClauseKind::row) { return " : "; }
    if (kind != ClauseKind::bracket || c == 1) { return " "; }
    return c == 2 ? " : " : " plus ";
}

std::string line_of(const Row& row, const std::vector<Column>& columns, ClauseKind kind) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
        const std::size_t blanks = columns[c].width - row[c].width;
        line += separator(kind, c);
        if (columns[c].numbers) { line.append(blanks, ' '); }
        line += row[c].text;
        if (!columns[c].numbers && c + 1 < row.size()) { line.append(blanks, ' '); }
    }
    return line;
}

}  // namespace

std::size_t block_end(const std::vector<Clause>& clauses, std::size_t k) {
    std::size_t end = k + 1;
    if (!is_block(clauses[k].kind)) { return end; }
    while (end < clauses.size() && goes_on(clauses[k].kind, clauses[end].kind)) { ++end; }
    return end;
}

std::vector<std::string> aligned_lines(const FormatTokens& tokens,
                                       const std::vector<Clause>& block) {
    if (!is_block(block.front().kind)) { return {}; }
    const bool formulas =
        block.front().kind == ClauseKind::exception || block.front().kind == ClauseKind::standard;
    std::vector<Row> rows;
    for (const Clause& clause : block) {
        if (has_comment(tokens, clause.begin + 1, clause.end)) { return {}; }
        rows.push_back(formulas ? formula_cells(tokens, clause) : cells_of(tokens, clause));
    }
    const std::vector<Column> columns = columns_of_rows(rows);
    std::vector<std::string> lines;
    for (const Row& row : rows) {
        lines.push_back(line_of(row, columns, block.front().kind));
        if (block.front().indent + columns_of(lines.back()) > page_width) { return {}; }
    }
    return lines;
}

}  // namespace mutua::ruleset::syntax
