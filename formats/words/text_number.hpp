#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/core/date.hpp"
#include "engine/core/decimal.hpp"
#include "engine/core/money.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Numbers, amounts and days as people of a language read them. Blanks inside a number do not
/// break. Machine formats never come here.
namespace mutua::words {

using cooperative::Language;

/// Two decimals, grouped: fr "1 234,56", nl and de "1.234,56", en "1,234.56". No currency.
[[nodiscard]] std::string amount_text(Money amount, Language language);

/// With the euro sign: fr "1 234,56 €", nl "€ 1.234,56", de "1.234,56 €", en "€1,234.56". Other
/// currencies by their code: "1 234,56 USD", "USD 1.234,56", "1.234,56 USD", "USD 1,234.56".
[[nodiscard]] std::string money_text(Money amount, Language language);

/// A quantity or a price: all of its decimals, at least so many, ten where they do not end.
[[nodiscard]] std::string number_text(const Decimal& number, unsigned decimals_min,
                                      Language language);

/// A count of hundredths, as hours are kept: 760 is "7,60" ("7.60" in en).
[[nodiscard]] std::string hundredths_text(std::int64_t hundredths, Language language);

/// A percentage given as decimal text, without zeros at its end and with the sign of the language:
/// a blank before it in fr and de, none in nl and en.
[[nodiscard]] std::string percent_text(std::string_view percent, Language language);

/// fr and nl "23/11/2026", de "23.11.2026", en "23 November 2026".
[[nodiscard]] std::string day_text(Date day, Language language);

/// The same in at most eleven columns: en "23 Nov 2026".
[[nodiscard]] std::string short_day_text(Date day, Language language);

/// "novembre 2026", "november 2026", "November 2026".
[[nodiscard]] std::string month_text(Month month, Language language);

/// In groups of four: "BE15 0017 6543 2130".
[[nodiscard]] std::string iban_text(std::string_view iban);

}  // namespace mutua::words
