#pragma once

#include "engine/core/date.hpp"
#include "engine/core/decimal.hpp"
#include "engine/ruleset/check/type.hpp"
#include "engine/ruleset/check/typed_expression.hpp"
#include "engine/ruleset/syntax/source_file.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Rules that passed every check: names resolved, types and decimals known, each version with its
/// days. Enough to compile programs, to explain, and for an exact tree walk that shares nothing
/// else.
namespace mutua::ruleset {

/// Days from `from` to `until`, both included.
struct Days {
    Date from;
    Date until;

    [[nodiscard]] bool holds(Date day) const { return from <= day && day <= until; }
};

/// The first and the last day that any version can hold.
inline constexpr Date first_of_days{date::year{1}, date::month{1}, date::day{1}};
inline constexpr Date last_of_days{date::year{9999}, date::month{12}, date::day{31}};

struct CheckedSource {
    std::string name;
    std::string text;
    std::string url;  ///< empty when there is none
};

/// `source act "par. 2" review by … provisional`
struct CheckedEvidence {
    struct Citation {
        PackageId package;
        std::size_t source;  ///< index into Package::sources
        std::string place;
    };
    std::vector<Citation> citations;
    std::optional<Date> review_by;
    bool provisional = false;
};

/// How a formula comes back to the decimals of what it is assigned to.
struct CheckedRounding {
    Rounding mode = Rounding::half_up;
    Decimal step = 1;
    unsigned decimals = 0;    ///< digits that the step is written with
    bool of_package = false;  ///< from the package's `rounding` clause, not written at the place
    syntax::Span span;
};

/// `= expression [round …] evidence`
struct Formula {
    TypedExpression value;
    std::optional<CheckedRounding> rounding;
    CheckedEvidence evidence;
    syntax::Span span;
};

struct InputDefinition {
    std::optional<Decimal> low;  ///< of a number: what its range allows, bounds included
    std::optional<Decimal> high;
    std::optional<Formula> default_value;
    bool profile = false;
};

struct ParamVersion {
    Days days;
    std::vector<Constant> values;              ///< one, or one a field
    std::vector<TypedExpression> expressions;  ///< as written, one for each value
    std::optional<CheckedRounding> rounding;
    CheckedEvidence evidence;
    syntax::Span span;
};

struct ParamDefinition {
    std::vector<ParamVersion> versions;
};

enum class ScaleKind : std::uint8_t { marginal, stated, step };

struct CheckedBracket {
    bool above = true;  ///< strictly more than the threshold; else the threshold or more
    Decimal threshold;
    Decimal value;  ///< marginal: the rate; stated: the amount; step: the value
    Decimal plus;   ///< stated: the rate of what lies over the threshold
    syntax::Span span;
};

struct ScaleVersion {
    Days days;
    std::vector<CheckedBracket> brackets;
    std::optional<CheckedRounding> each_bracket;
    CheckedEvidence evidence;
    syntax::Span span;
};

struct ScaleDefinition {
    ScaleKind kind = ScaleKind::marginal;
    Type argument;
    bool has_plus = false;  ///< a stated scale with a rate in some version
    std::vector<ScaleVersion> versions;
};

struct CheckedException {
    std::string label;
    std::vector<std::size_t> over;  ///< indices of the exceptions it is declared over
    TypedExpression when;
    Formula formula;
    syntax::Span label_span;
};

struct RuleVersion {
    Days days;
    std::optional<TypedExpression> applies_when;
    Formula formula;  ///< `= …` or the default
    std::vector<CheckedException> exceptions;
    /// Pairs that were not proved exclusive: tested when the rule runs (E301).
    std::vector<std::pair<std::size_t, std::size_t>> watched_pairs;
    syntax::Span span;
};

struct CheckedEnsure {
    TypedExpression condition;
    std::string message;  ///< empty when the author wrote none
    syntax::Span span;
};

/// `shown on payslip section pay order 10 as earning`
struct Printed {
    std::string document;
    std::string section;
    int order = 0;
    std::string role;
};

struct RuleDefinition {
    std::vector<RuleVersion> versions;
    std::vector<CheckedEnsure> ensures;
    std::optional<Printed> printed;
    std::vector<std::string> tags;
    bool output = false;
};

/// Anything that has a name and a value: an input, a param, a scale or a rule.
struct Definition {
    std::string name;
    PackageId package = 0;
    Type type;
    std::optional<Scope> scope;                               ///< of inputs and rules
    Clock clock = Clock::work_end;                            ///< which day chooses the version
    std::vector<std::pair<std::string, std::string>> labels;  ///< language, text
    syntax::Span name_span;
    syntax::Span span;
    std::variant<InputDefinition, ParamDefinition, ScaleDefinition, RuleDefinition> content;

    [[nodiscard]] const InputDefinition* input() const {
        return std::get_if<InputDefinition>(&content);
    }
    [[nodiscard]] const ParamDefinition* param() const {
        return std::get_if<ParamDefinition>(&content);
    }
    [[nodiscard]] const ScaleDefinition* scale() const {
        return std::get_if<ScaleDefinition>(&content);
    }
    [[nodiscard]] const RuleDefinition* rule() const {
        return std::get_if<RuleDefinition>(&content);
    }
};

struct EnumDefinition {
    std::string name;
    std::vector<std::string> items;
};

struct Package {
    std::string name;
    std::uint32_t file = 0;
    Clock clock = Clock::work_end;
    std::string layer = "law";
    std::optional<TypedExpression> layer_when;
    Days covers{first_of_days, last_of_days};
    std::string rounding_currency;  ///< empty without a `rounding` clause
    std::optional<CheckedRounding> rounding;
    std::vector<PackageId> uses;  ///< in the order of the file
    std::vector<CheckedSource> sources;
    std::map<std::string, DefinitionId, std::less<>> names;
    std::map<std::string, EnumId, std::less<>> enums;
    std::map<std::string, unsigned, std::less<>> units;  ///< declared here, with their decimals
    std::vector<syntax::Test> tests;                     ///< as written; run by the tester
};

struct CheckedRuleset {
    std::vector<SourceFile> files;  ///< sorted by path
    Digest hash{};
    std::vector<Package> packages;
    std::vector<Definition> definitions;
    std::vector<EnumDefinition> enums;
    std::uint32_t expression_count = 0;  ///< ids of expressions lie below
};

/// The package of that name.
[[nodiscard]] std::optional<PackageId> find_package(const CheckedRuleset& rules,
                                                    std::string_view name);

/// The package itself, what it uses, what these use …: every package its figures may reach.
[[nodiscard]] std::vector<PackageId> reachable_packages(const CheckedRuleset& rules,
                                                        PackageId package);

/// The definition with its package: "xx.social.relief".
[[nodiscard]] std::string full_name(const CheckedRuleset& rules, DefinitionId definition);

/// A type as messages name it: "EUR/month", "a condition", "an item of category".
[[nodiscard]] std::string describe(const CheckedRuleset& rules, const Type& type);

/// Index of the version that holds `day`; nothing in a gap.
template <typename Version>
[[nodiscard]] std::optional<std::size_t> version_on(const std::vector<Version>& versions,
                                                    Date day) {
    for (std::size_t i = 0; i < versions.size(); ++i) {
        if (versions[i].days.holds(day)) { return i; }
    }
    return std::nullopt;
}

}  // namespace mutua::ruleset
