#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace mutua::ruleset {

/// A value of a row as the machine holds it: raw, or two numbers for a fraction.
struct RawValue {
    Int128 value = 0;
    Int128 denominator = 1;
};

/// Codes that a row brings and that no rule names get numbers for the time of one run.
class RunCodes {
public:
    explicit RunCodes(const CodeTable& known) : known_{&known} {}
    [[nodiscard]] std::int64_t number(const std::string& text);
    [[nodiscard]] const std::string& text(std::int64_t number) const;
    void clear() {
        extra_.clear();
        numbers_.clear();
    }

private:
    const CodeTable* known_;
    std::vector<std::string> extra_;
    std::unordered_map<std::string, std::int64_t> numbers_;
};

/// A value of the declared type, or the fault that says what is allowed (E101, E103).
[[nodiscard]] Result<RawValue, Fault> bind_value(const CheckedRuleset& rules, RunCodes& codes,
                                                 DefinitionId definition, const Value& value);

/// The value of a figure of that type, from the numbers of its slots.
[[nodiscard]] Value value_from(const CheckedRuleset& rules, const RunCodes& codes, const Type& type,
                               const RawValue& raw);

/// "EUR per payslip, from 0.00 to 1000.00", for whoever has to give an input.
[[nodiscard]] std::string what_is_allowed(const CheckedRuleset& rules, DefinitionId definition);

}  // namespace mutua::ruleset
