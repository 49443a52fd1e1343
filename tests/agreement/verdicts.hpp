#pragma once

#include "tests/agreement/mutation.hpp"

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace mutua::agreement {

/// MUTUA_SHARED, else `shared` beside the project.
[[nodiscard]] std::filesystem::path shared_folder();

/// Whether the official rules and what runs them are there.
[[nodiscard]] bool has_oracle(const std::filesystem::path& shared);

/// Documents of shared/data/ubl and fixtures/ubl that are right, to be broken.
[[nodiscard]] std::vector<std::string> sound_documents(const std::filesystem::path& shared);

/// Writes every document of shared/data/ubl into a folder, those of the rule tests one by one.
/// Returns how many there are.
std::size_t write_known_documents(const std::filesystem::path& shared,
                                  const std::filesystem::path& folder);

void write_mutants(Mutator& mutator, std::size_t count, const std::filesystem::path& folder);

/// What came of a comparison.
struct Comparison {
    std::size_t same = 0;
    std::size_t differing = 0;
    std::size_t not_evaluated = 0;  ///< a value that a rule cannot cast stops the official rules
    std::set<std::string> rules;    ///< that fired at least once, for both
};

/// Judges all documents of a folder by both, and prints each that differs. Compared are the sets of
/// (rule, severity) of EN 16931 and Peppol without national rules, and whether the structure is
/// right. Where the official rules stopped, the layers that they finished are compared, and the
/// document must be refused by us as well.
[[nodiscard]] Comparison compare(const std::filesystem::path& shared,
                                 const std::filesystem::path& folder);

}  // namespace mutua::agreement
