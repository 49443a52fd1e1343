#pragma once

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// The type of what a path names: of a definition, or of one field of a record.
[[nodiscard]] const Type& type_of(const CheckedRuleset& rules, const NamedDefinition& named);

/// The days that a test sets: `on 2026-06-30`, or clocks one by one. What is not set follows from
/// `work_end`, or from the first day named.
[[nodiscard]] Clocks clocks_of(const std::vector<syntax::ClockSetting>& settings);

/// The value that a test writes; nothing when it is no value of the type (R105, R202, R203), which
/// `problem` of the result then says.
struct WrittenValue {
    std::optional<Value> value;
    std::string code;
    std::string problem;
    std::string help;
};
[[nodiscard]] WrittenValue value_of(const CheckedRuleset& rules, const syntax::TestValue& written,
                                    const Type& type);

/// Names of the contract rows of a test case, in the order in which they appear; empty when the
/// rows have no names.
[[nodiscard]] std::vector<std::string> contract_names(const syntax::TestCase& test_case);

/// What the rules are run on. Steps with mistakes are left out: check_tests() names them.
[[nodiscard]] Case case_of(const CheckedRuleset& rules, PackageId package,
                           const syntax::TestCase& test_case);

}  // namespace mutua::ruleset
