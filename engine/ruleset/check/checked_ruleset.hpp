#pragma once

#include "engine/core/date.hpp"
#include "engine/core/decimal.hpp"
#include "engine/ruleset/check/type.hpp"
#include "engine/ruleset/check/typed_expression.hpp"
#include "engine/ruleset/syntax/source_file.hpp"

#include <algorithm>
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
    bool provisional = false;  ///< marked, or of a figure that is made of one that is
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

struct TableRow {
    std::vector<Constant> keys;
    Constant value;
    syntax::Span span = {};  ///< where it is written: here or in its CSV file
    syntax::Span value_span = {};
};

struct TableVersion {
    Days days;
    std::vector<TableRow> rows;         ///< in the order of their keys
    std::optional<Constant> otherwise;  ///< for keys without a row
    syntax::Span otherwise_span = {};
    std::string file;  ///< path of the CSV file it was read from, if any
    CheckedEvidence evidence;
    syntax::Span span;
};

/// Exact match on one to four keys; Definition::type is the type of the values.
struct TableDefinition {
    std::vector<RecordField> keys;
    std::vector<TableVersion> versions;
};

struct CheckedException {
    std::string label;
    std::vector<std::size_t> over;  ///< indices of the exceptions it is declared over
    TypedExpression when;
    Formula formula;
    syntax::Span label_span;
    bool order_known = true;  ///< false after R504: nothing is said about its overlaps
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

/// Where a package stands above the law: law → joint committee → cooperative → client → contract.
enum class Layer : std::uint8_t { law, committee, cooperative, client, contract };

/// "law", "committee", …
[[nodiscard]] std::string_view to_string(Layer layer);
[[nodiscard]] std::optional<Layer> parse_layer(std::string_view name);

/// `open to committee, cooperative at least`
struct OpenTo {
    enum class Bound : std::uint8_t { none, at_least, at_most };
    std::vector<Layer> layers;
    Bound bound = Bound::none;
};

struct AmendmentVersion {
    Days days;
    std::vector<CheckedException> exceptions;
    /// Pairs that were not proved exclusive, as in RuleVersion, of this amendment.
    std::vector<std::pair<std::size_t, std::size_t>> watched_pairs;
    syntax::Span span;
};

/// What one package above says of a rule: dated by the clock of that package, and in force where
/// its layer condition holds. Those of one layer are judged together (E301 when two hold).
struct Amendment {
    PackageId package = 0;
    Layer layer = Layer::committee;
    std::vector<AmendmentVersion> versions;
};

/// When the chain of a carry begins anew.
enum class Reset : std::uint8_t { never, month, quarter, civil_year };

/// A value kept from one row to the next of the chain of its key: an input column (`prior`) and an
/// output column. The rows of a chain are in order of work_end, then payment_date.
struct CarryDefinition {
    Scope key = Scope::member;  ///< member, contract or client
    std::optional<Decimal> low;
    std::optional<Decimal> high;
    Formula formula;
    Reset reset = Reset::never;
    std::optional<Constant> starts_at;  ///< zero when there is none
};

struct RuleDefinition {
    std::vector<RuleVersion> versions;
    std::optional<OpenTo> open;
    std::vector<Amendment> amendments;  ///< from the lowest layer to the highest
    /// Of a rule that is dated by `day`: how the mean over the days of the period is rounded.
    std::optional<CheckedRounding> mean_of_days;
    std::vector<CheckedEnsure> ensures;
    std::optional<Printed> printed;
    std::vector<std::string> tags;
    bool output = false;
};

/// Anything that has a name and a value: an input, a param, a scale, a table, a rule or a carry.
struct Definition {
    std::string name;
    PackageId package = 0;
    Type type;
    std::optional<Scope> scope;                               ///< of inputs, rules and carries
    Clock clock = Clock::work_end;                            ///< which day chooses the version
    std::vector<std::pair<std::string, std::string>> labels;  ///< language, text
    syntax::Span name_span;
    syntax::Span span;
    std::variant<InputDefinition, ParamDefinition, ScaleDefinition, TableDefinition, RuleDefinition,
                 CarryDefinition>
        content;

    [[nodiscard]] const InputDefinition* input() const {
        return std::get_if<InputDefinition>(&content);
    }
    [[nodiscard]] const ParamDefinition* param() const {
        return std::get_if<ParamDefinition>(&content);
    }
    [[nodiscard]] const ScaleDefinition* scale() const {
        return std::get_if<ScaleDefinition>(&content);
    }
    [[nodiscard]] const TableDefinition* table() const {
        return std::get_if<TableDefinition>(&content);
    }
    [[nodiscard]] const RuleDefinition* rule() const {
        return std::get_if<RuleDefinition>(&content);
    }
    [[nodiscard]] const CarryDefinition* carry() const {
        return std::get_if<CarryDefinition>(&content);
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
    Layer layer = Layer::law;
    std::optional<TypedExpression> layer_when;
    Days covers{first_of_days, last_of_days};
    bool uses_known = true;         ///< false after R112
    bool layer_known = true;        ///< false after R106 of its name
    std::string rounding_currency;  ///< empty without a `rounding` clause
    bool rounding_known = true;     ///< false after R104 of its currency
    std::optional<CheckedRounding> rounding;
    std::vector<PackageId> uses;  ///< in the order of the file
    std::vector<CheckedSource> sources;
    std::map<std::string, DefinitionId, std::less<>> names;
    std::map<std::string, EnumId, std::less<>> enums;
    std::map<std::string, unsigned, std::less<>> units;  ///< declared here, with their decimals
    std::vector<syntax::Test> tests;                     ///< as written; run by the tester
};

/// A definition that another one reads, in the same row or in rows above, below or beside it.
struct Reading {
    DefinitionId definition = 0;
    bool other_rows = false;
};

struct CheckedRuleset {
    std::vector<SourceFile> files;  ///< sorted by path
    Digest hash{};
    std::vector<Package> packages;
    std::vector<Definition> definitions;
    std::vector<EnumDefinition> enums;
    std::uint32_t expression_count = 0;               ///< ids of expressions lie below
    std::vector<std::vector<Reading>> readings;       ///< by definition: what its value is made of
    std::vector<std::vector<Reading>> test_readings;  ///< by definition: what its `ensure`s read
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

/// Index of the version that holds `day`; nothing in a gap. Versions stand in rising order.
template <typename Version>
[[nodiscard]] std::optional<std::size_t> version_on(const std::vector<Version>& versions,
                                                    Date day) {
    const auto after =
        std::upper_bound(versions.begin(), versions.end(), day,
                         [](Date one, const Version& version) { return one < version.days.from; });
    if (after == versions.begin() || !(after - 1)->days.holds(day)) { return std::nullopt; }
    return static_cast<std::size_t>(after - versions.begin()) - 1;
}

}  // namespace mutua::ruleset
