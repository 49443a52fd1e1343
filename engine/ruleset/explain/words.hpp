#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// The words of explanations, pages and reports in the language of the reader: English is the key,
/// and what is written in rules stays as it is written.
class Words {
public:
    /// "en", "fr", "nl", "de"; any other is English.
    explicit Words(std::string_view language = "en");

    /// A phrase with values in its places: `words("since {}", {"2026-07-01"})`.
    /// Errors: a phrase that the table does not have, or fewer values than it has places, is a
    /// ContractViolation.
    [[nodiscard]] std::string operator()(std::string_view english,
                                         std::initializer_list<std::string> values = {}) const;

    /// "1 row", "2 rows": `one` is the phrase for one, without its place.
    [[nodiscard]] std::string counted(std::size_t count, std::string_view one) const;

    [[nodiscard]] std::string_view language() const;

    /// Every phrase that there is.
    [[nodiscard]] static std::vector<std::string> all_english();

private:
    std::size_t language_ = 0;
};

}  // namespace mutua::ruleset
