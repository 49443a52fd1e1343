#pragma once

#include "engine/ruleset/ruleset.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mutua::ruleset {

struct VerifyOptions {
    std::size_t rows = 1'000;      ///< payslips a package
    std::uint64_t seed = 1;        ///< the same seed draws the same cases
    std::size_t exact_one_in = 1;  ///< the exact walk looks at every n-th row; 1: at all
    /// Told the package and how many rows are done, now and then; may be empty.
    std::function<void(const std::string&, std::size_t)> progress;
};

/// A case on which two ways to compute differ.
struct VerifyDifference {
    std::string package;
    std::string text;  ///< which figure, and what each says
    std::string test;  ///< the smallest such case found, as a test to paste into the package
};

struct VerifyReport {
    std::size_t rows = 0;        ///< payslips that the row and the column machine computed
    std::size_t exact_rows = 0;  ///< of them, those that the exact walk computed too
    std::size_t figures = 0;     ///< figures compared between at least two of them
    std::size_t rejected = 0;    ///< rows that all rejected, for the same reason
    std::vector<VerifyDifference> differences;  ///< the first of each package
};

/// Draws random cases for one package and computes every rule of it by columns, by rows and by the
/// exact walk. All must agree to the last decimal, faults included.
/// Source: the specification of the language, its section 16, "Oracle".
[[nodiscard]] VerifyReport verify(const Ruleset& ruleset, const std::string& package,
                                  const VerifyOptions& options);

}  // namespace mutua::ruleset
