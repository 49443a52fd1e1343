#pragma once

#include "formats/tabular/import_source.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::tabular {

/// Reads the fields of one row by column name and collects what is wrong with them. A field that is
/// wrong reads as its default, so that all fields of a row are looked at; `is_sound()` says at the
/// end whether what was read may be used.
class FieldReader {
public:
    /// `source` and `row` outlive the reader.
    FieldReader(const ImportSource& source, const TableRow& row) : source_{source}, row_{row} {}

    /// The text of a field without blanks around it; nothing when it is empty or cannot be used.
    /// Errors: I101 empty although required, I015 control characters, I102 more characters.
    [[nodiscard]] std::optional<std::string_view> given(std::string_view column,
                                                        std::size_t longest = 200);

    /// The text of a field without blanks around it, whatever it holds; nothing is reported.
    [[nodiscard]] std::string_view written(std::string_view column) const;

    /// Free text; empty when there is none.
    [[nodiscard]] std::string text(std::string_view column, std::size_t longest);

    /// One of the words; any word when the list is empty. Errors: I103.
    [[nodiscard]] std::string word(std::string_view column, const std::vector<std::string>& words);

    /// The key of a row, fit for file names. Errors: I106.
    [[nodiscard]] std::string key(std::string_view column);

    /// yes or no; empty means no. Errors: I105.
    [[nodiscard]] bool flag(std::string_view column);

    /// Country of ISO 3166-1 in upper case. Errors: I104.
    [[nodiscard]] std::string country(std::string_view column);

    /// Where something is done or delivered: a country, or XI for Northern Ireland. Errors: I104.
    [[nodiscard]] std::string place(std::string_view column);

    /// "304" or "329.02". Errors: I107.
    [[nodiscard]] std::string joint_committee(std::string_view column);

    /// Reports an error, or a warning, about a field.
    void fault(std::string_view column, const char* code, const std::string& message,
               std::string help);
    /// Reports an error about a part of the text that given() gave.
    void fault_in(std::string_view column, std::string_view part, const char* code,
                  const std::string& message, std::string help);
    void warn(std::string_view column, const char* code, const std::string& message,
              std::string help);

    [[nodiscard]] bool is_sound() const noexcept { return sound_; }
    [[nodiscard]] Diagnostics take_diagnostics() { return std::move(diagnostics_); }

private:
    [[nodiscard]] Presence presence(std::string_view column) const;

    const ImportSource& source_;
    const TableRow& row_;
    Diagnostics diagnostics_;
    bool sound_ = true;
};

}  // namespace mutua::tabular
