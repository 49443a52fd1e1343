#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::xml {

/// A name of an element or attribute as a small number; 0 is any name that the vocabulary lacks.
using NameId = std::uint16_t;
inline constexpr NameId unknown_name = 0;

/// The names that a reader knows, each with its namespace, so that a document is compared by
/// numbers. Elements and attributes are apart: an attribute without namespace is in `attributes`.
class Vocabulary {
public:
    /// Stands for the namespace of attributes that have none.
    static constexpr std::string_view attributes = "@";

    Vocabulary();

    /// The number of a name, which is new or known.
    NameId add(std::string_view name_space, std::string_view name);

    /// Its number, or `unknown_name`.
    [[nodiscard]] NameId find(std::string_view name_space, std::string_view name) const;

    /// The name without namespace; empty for `unknown_name`.
    [[nodiscard]] std::string_view name(NameId id) const { return names_[id].name; }
    [[nodiscard]] std::string_view name_space(NameId id) const { return names_[id].name_space; }

    /// One more than the largest number.
    [[nodiscard]] std::size_t size() const { return names_.size(); }

private:
    struct Name {
        std::string name_space;
        std::string name;
    };
    [[nodiscard]] std::size_t slot(std::string_view name_space, std::string_view name) const;
    void grow();

    std::vector<Name> names_;
    std::vector<NameId> slots_;  ///< by hash, open addressing; at most half full
};

}  // namespace mutua::xml
