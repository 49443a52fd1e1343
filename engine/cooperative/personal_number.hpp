#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/core/date.hpp"

#include <string_view>
#include <vector>

namespace mutua::cooperative {

/// A number inside a text that belongs to a person and to nobody else's eyes.
struct PersonalNumber {
    enum class Kind { national_number, iban } kind = Kind::national_number;
    std::string_view text;  ///< as it is written, a piece of the text that was searched
};

/// Every national number and IBAN in a free text whose check digits fit, in the order of the text,
/// grouped as people group them: "85.07.30-033.28", "85.07.30 – 033.28", "NN85073003328",
/// "BE68 5390 0754 7034".
[[nodiscard]] std::vector<PersonalNumber> personal_numbers_in(std::string_view text, Date today);

/// A personal number in a free text of a declaration, and the column that text stands in.
struct FieldWithNumber {
    std::string_view field;
    PersonalNumber number;  ///< a piece of the declaration's own text
};

/// Those of every free text that reaches a document or people's eyes: description, VAT reason and
/// order reference. `declaration` outlives what is found.
[[nodiscard]] std::vector<FieldWithNumber> personal_numbers_in(const Declaration& declaration,
                                                               Date today);

}  // namespace mutua::cooperative
