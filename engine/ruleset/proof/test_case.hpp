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

/// Why no row can hold a value of its type: more decimals than the definition keeps (R202), or
/// outside the range of an input (E101) or carry (E104). Nothing when a row can.
[[nodiscard]] std::optional<WrittenValue> why_no_row_holds(const CheckedRuleset& rules,
                                                           DefinitionId definition,
                                                           const Value& value);

/// The rows of a test case that have names, in the order in which they appear.
struct TestRows {
    std::vector<std::string> contracts;
    std::vector<std::string> clients;
    std::vector<std::size_t> client_of;  ///< by contract; the first client when none is named

    /// The names of the rows of a scope; none for payslips and members: there is one of each.
    [[nodiscard]] const std::vector<std::string>& names(Scope scope) const;
    /// The row of that name.
    [[nodiscard]] std::optional<std::size_t> find(Scope scope, const std::string& name) const;
    /// The name of a row; empty when it has none.
    [[nodiscard]] std::string name_of(Scope scope, std::size_t row) const;
};
[[nodiscard]] TestRows rows_of(const syntax::TestCase& test_case);

/// How a Case names the value of a carry before the row.
[[nodiscard]] std::string prior_name(const std::string& carry);

/// What the rules are run on. Steps with mistakes are left out: check_tests() names them.
[[nodiscard]] Case case_of(const CheckedRuleset& rules, PackageId package,
                           const syntax::TestCase& test_case);

}  // namespace mutua::ruleset
