#pragma once

#include "formats/words/text_number.hpp"
#include "formats/words/text_party.hpp"
#include "formats/words/words.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::tabular {

using words::address_lines;
using words::amount_text;
using words::day_text;
using words::employer_number_text;
using words::enterprise_number_text;
using words::hundredths_text;
using words::iban_text;
using words::Language;
using words::money_text;
using words::month_text;
using words::name_of;
using words::national_number_text;
using words::percent_text;
using words::short_day_text;
using words::vat_number_text;
using words::word;
using words::Word;

/// The lines of a text, at least one, broken at blanks, and inside a word only when it is longer
/// than a line. Control characters become blanks.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

/// A page of text of 80 columns, for a terminal, a mail or a plain printer. Control characters
/// inside texts become blanks: nobody's description moves the cursor.
class TextPage {
public:
    static constexpr std::size_t width = 80;

    /// An empty line.
    void gap();
    /// A line across the page.
    void rule();
    /// A short line over the sums in cells that end at these columns.
    void sum_rule(const std::vector<std::size_t>& ends = {width});
    /// Text on as many lines as it takes, each behind `indent` blanks.
    void text(std::string_view text, std::size_t indent = 0);
    /// One text at the left margin, one at the right.
    void sides(std::string_view left, std::string_view right);
    /// A label, and from column `column` its value, wrapped there.
    void labelled(std::string_view label, std::string_view value, std::size_t column = 26);
    struct Cell {
        std::string text;
        std::size_t end = width;  ///< the column behind its last character
    };
    /// How far a text stands from the left margin: its first line, and the others beyond that.
    struct Indent {
        std::size_t first = 0;
        std::size_t hanging = 0;
    };
    /// A text, wrapped before the first cell, and cells that end at given columns of its first
    /// line.
    void row(std::string_view text, const std::vector<Cell>& cells, Indent indent = {0, 0});

    /// The whole page; no blanks at line ends, LF after each line.
    [[nodiscard]] const std::string& str() const noexcept { return page_; }

private:
    void put(std::string line);
    std::string page_;
};

}  // namespace mutua::tabular
