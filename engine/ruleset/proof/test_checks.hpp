#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

namespace mutua::ruleset {

/// What is wrong with how one test of a package is written; R907, a warning, for a test that
/// expects nothing. Errors: see check_tests().
[[nodiscard]] Diagnostics check_test(const CheckedRuleset& rules, PackageId package,
                                     const syntax::Test& test);

/// False when no case of a test says what should come out.
[[nodiscard]] bool expects_something(const syntax::Test& test);

}  // namespace mutua::ruleset
