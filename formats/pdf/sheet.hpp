#pragma once

#include "engine/settlement/trade/trade_document.hpp"
#include "formats/pdf/block.hpp"
#include "formats/pdf/page_facts.hpp"
#include "formats/words/text_number.hpp"
#include "formats/words/words.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::pdf {

using words::Language;
using words::Word;

/// What every part of a page needs: the document, its language, and the letters.
struct Sheet {
    const settlement::TradeDocument& document;
    Language language;
    const Typesetter& type;
    const PageFacts& facts;

    [[nodiscard]] std::string say(Word which) const { return words::word(which, language); }
    [[nodiscard]] std::string day(Date day) const { return words::day_text(day, language); }
    [[nodiscard]] std::string amount(Money amount) const {
        return words::amount_text(amount, language);
    }
    [[nodiscard]] std::string money(Money amount) const {
        return words::money_text(amount, language);
    }
    [[nodiscard]] std::string number(const Decimal& number, unsigned decimals_min = 0) const {
        return words::number_text(number, decimals_min, language);
    }
    /// What is outside VAT has no rate.
    [[nodiscard]] std::string rate(const settlement::VatClass& vat) const;
    /// The letters of its category where another category has the same rate, to be told apart by.
    [[nodiscard]] std::string mark(const settlement::VatClass& vat) const;
    /// "Period: 3 – 28 November": first and last day, once when they are the same.
    [[nodiscard]] std::string period(const settlement::TradePeriod& period) const;
    /// A label and its value on one line, as the language writes it: "Lid: M001", "Membre : M001".
    [[nodiscard]] std::string labelled(std::string_view label, std::string_view value) const;
};

/// A label and what stands behind it.
struct Field {
    std::string label;
    std::string value;
};
using Fields = std::vector<Field>;

/// Puts fields below each other, labels at `x`, values beside them, and answers where they end.
Length put_fields(Block& block, const Sheet& sheet, const Fields& fields, Length x, Length top,
                  Length width);

/// Texts of one style below each other, wrapped at `width`; answers where they end.
Length put_lines(Block& block, const Sheet& sheet, const std::vector<std::string>& lines,
                 Style style, Length x, Length top, Length width);

/// The lines of an address; the country when it is not `home`.
[[nodiscard]] std::vector<std::string> address_lines(const settlement::TradeAddress& address,
                                                     std::string_view home);

}  // namespace mutua::pdf
