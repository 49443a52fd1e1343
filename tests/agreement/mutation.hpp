#pragma once

#include <random>
#include <string>
#include <vector>

namespace mutua::agreement {

/// Breaks documents at random: drops, doubles, moves and reorders elements, changes values, codes,
/// attributes, and amounts by a cent. The same seed breaks the same way.
class Mutator {
public:
    Mutator(std::vector<std::string> documents, unsigned long long seed);

    /// One of the documents with one to three faults.
    [[nodiscard]] std::string next();

private:
    [[nodiscard]] std::size_t below(std::size_t count);
    [[nodiscard]] const std::string& one_of(const std::vector<std::string>& choices);

    [[nodiscard]] std::string mutated(const std::string& text);
    [[nodiscard]] std::string changed_value(const std::string& value, std::string_view name);
    [[nodiscard]] std::string changed_number(const std::string& value);
    [[nodiscard]] std::string changed_attribute(const std::string& value);

    std::vector<std::string> documents_;
    std::mt19937_64 random_;
};

}  // namespace mutua::agreement
