#pragma once

#include "engine/ruleset/ruleset.hpp"

#include <cstddef>
#include <string_view>

namespace mutua::ruleset {

/// How the `test` blocks of a ruleset came out. A test fails once, whatever the number of values
/// that differ; each difference is a finding (R901 to R903) at the value that was expected.
struct TestReport {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t idle = 0;  ///< they expect nothing (R907): neither passed nor failed
    Diagnostics findings;
};

/// Runs every test whose title contains `only` (all of them when it is empty). Values are equal to
/// the last decimal or differ.
[[nodiscard]] TestReport run_tests(const Ruleset& ruleset, std::string_view only = "");

/// What is wrong with how the tests are written, found without running them: names that mean
/// nothing and rows that no `given` names (R101), clocks and scopes that do not exist (R106), items
/// (R105), units (R202), values given to what can have none (R902), tests that expect nothing
/// (R907).
[[nodiscard]] Diagnostics check_tests(const Ruleset& ruleset);

/// The inputs that tests lack (R903): of those that check_tests() finds no error in.
[[nodiscard]] Diagnostics missing_inputs(const Ruleset& ruleset);

/// Number of test blocks.
[[nodiscard]] std::size_t test_count(const Ruleset& ruleset);

}  // namespace mutua::ruleset
