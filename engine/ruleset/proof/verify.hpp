#pragma once

#include "engine/ruleset/run/calculator.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace mutua::ruleset {

struct VerifyOptions {
    /// Payslips in all, spread evenly over the segments of the package.
    std::size_t rows = 1'000;
    std::uint64_t seed = 1;   ///< the same seed draws the same cases
    std::size_t threads = 1;  ///< how many compute; the result is the same for any number
    /// Told how many rows are done, now and then; may be empty. Never called twice at once.
    std::function<void(std::size_t)> progress{};
    /// For tests of verify itself: made to each program of the row and of the column machine.
    ProgramChange change_rows{};
    ProgramChange change_columns{};
};

/// A case on which two ways to compute differ.
struct VerifyDifference {
    std::string text;  ///< which figure, and what each says
    std::string test;  ///< the smallest such case found, as a test to paste into the package
};

struct VerifyReport {
    std::size_t segments = 0;  ///< stretches of days between which versions change
    std::size_t rows = 0;      ///< payslips that the three ways computed
    std::size_t figures = 0;   ///< values compared
    std::size_t rejected = 0;  ///< rows with a fault
    std::size_t faults = 0;    ///< faults compared, by code and place
    std::optional<VerifyDifference> difference;  ///< the first; nothing is drawn after it
};

/// Draws random cases for one package and computes every rule of it by columns, by rows and by the
/// exact walk. All must agree to the last decimal. Of a case with faults, the faults must agree,
/// and the figures of all rows and rules that no fault touches.
/// Source: the specification of the language, its section 16, "Oracle".
[[nodiscard]] VerifyReport verify(const Ruleset& ruleset, const std::string& package,
                                  const VerifyOptions& options);

}  // namespace mutua::ruleset
