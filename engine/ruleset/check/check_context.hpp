#pragma once

#include "engine/ruleset/check/check_findings.hpp"
#include "engine/ruleset/check/checked_ruleset.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// One file on its way through the checks.
struct FileUnderCheck {
    syntax::File syntax;
    bool readable = true;              ///< the parser found nothing wrong
    std::optional<PackageId> package;  ///< nothing when the package is unusable
};

/// A definition as written, beside what it becomes.
struct DeclaredDefinition {
    DefinitionId id = 0;
    const syntax::Input* input = nullptr;
    const syntax::Param* param = nullptr;
    const syntax::Scale* scale = nullptr;
    const syntax::Table* table = nullptr;
    const syntax::Rule* rule = nullptr;
    const syntax::Carry* carry = nullptr;
    bool scope_known = true;  ///< false after R106: nothing more is said about its scope
};

/// What the checks share: the ruleset that is being made, and what was wrong so far.
struct CheckContext {
    CheckedRuleset& rules;
    CheckFindings& findings;
    Date today;
    std::vector<FileUnderCheck> files;         ///< as rules.files
    std::vector<DeclaredDefinition> declared;  ///< by DefinitionId
    /// Rules by tag, and sources by package and name.
    std::map<std::string, std::vector<DefinitionId>, std::less<>> tagged = {};
    std::vector<std::map<std::string, std::size_t, std::less<>>> source_names = {};
    /// What some expression, type or evidence names: definitions by id, enums and units by where
    /// they are declared, sources by package and index.
    std::vector<bool> used_definitions = {};
    std::vector<bool> used_enums = {};
    std::set<std::pair<PackageId, std::string>> used_units = {};
    std::set<std::pair<PackageId, std::size_t>> used_sources = {};
    /// Definitions in an order in which each stands after what it is made of; filled by
    /// check_circles().
    std::vector<DefinitionId> order = {};
    /// Cells that may still be looked at (overlaps.hpp): bounds the time that rules can take.
    std::size_t cells_left = 20'000'000;

    [[nodiscard]] const syntax::File& file_of(PackageId package) const {
        return files[rules.packages[package].file].syntax;
    }
    /// False when the head of the package or of one that it uses could not be read: what is said
    /// about names would be wrong.
    [[nodiscard]] bool is_sound(PackageId package) const;
    /// True when a declaration of that name, here or in a package that is used, could not be read.
    /// `path` may begin with a package and end with a field.
    [[nodiscard]] bool is_unread(PackageId package, std::string_view path) const;
    /// The same, or true when the package uses one that is not there: who knows what it declares.
    [[nodiscard]] bool may_be_unread(PackageId package, std::string_view path) const;
    /// True when some declaration could not be read: what is unused may be used there.
    [[nodiscard]] bool has_unread() const;

    /// Something names a definition.
    void mark_used(DefinitionId id) {
        if (used_definitions.size() <= id) { used_definitions.resize(rules.definitions.size()); }
        used_definitions[id] = true;
    }
    [[nodiscard]] bool is_used(DefinitionId id) const {
        return id < used_definitions.size() && used_definitions[id];
    }
};

/// Makes a package of each file: names, `use`, clocks, covers (R011, R012, R106, R112, R113).
void declare_packages(CheckContext& context);

/// Gives every source, unit, enum and definition its name, type, scope and clock (R102, R104, R106,
/// R107, R404, R406, R713, R803).
void declare_names(CheckContext& context);

/// The type that a declaration names. Errors: R104, R305, R102 of an inline enum.
[[nodiscard]] Type resolve_type(CheckContext& context, PackageId package, const syntax::Type& type,
                                const std::string& owner);

/// The unit `EUR`, `EUR/month`, `kg` of a literal or of `as`. Errors: R104.
[[nodiscard]] std::optional<Unit> resolve_unit(CheckContext& context, PackageId package,
                                               const syntax::Name& unit);

/// Sources, review days and marks of a figure or formula. Errors: R108; R411 as a warning.
[[nodiscard]] CheckedEvidence check_evidence(CheckContext& context, PackageId package,
                                             const syntax::Evidence& evidence);

/// The step and mode of a `round` clause.
[[nodiscard]] CheckedRounding checked_rounding(const syntax::RoundingClause& clause);

/// True when a step can be rounded to. Errors: R203 for zero, R305 for too many decimals, R352.
[[nodiscard]] bool check_step(CheckContext& context, const CheckedRounding& rounding);

/// An expression that must be constant where it stands, such as a threshold: its value, with the
/// declared unit for a literal alone. Errors: R202, R203, R301, R352; then nothing.
[[nodiscard]] std::optional<Constant> check_constant(CheckContext& context, PackageId package,
                                                     const std::string& name, const Type& type,
                                                     const syntax::Expression& written);

/// `range LOW .. HIGH` as written.
struct WrittenRange {
    const std::optional<syntax::Expression>& low;
    const std::optional<syntax::Expression>& high;
};

/// The bounds of an input or a carry. Errors: R010, R203, R351.
void check_range(CheckContext& context, const WrittenRange& written, const Definition& definition,
                 std::optional<Decimal>& low, std::optional<Decimal>& high);

/// Notes R203 at the part of an expression that no constant is made of; false when there is one.
bool check_is_constant(CheckContext& context, const TypedExpression& value);

/// Warns with R304 when a rounding can change no value of that type.
void warn_if_idle(CheckContext& context, const Type& value, const CheckedRounding& rounding);

/// True when a number of the rules stays below 10^18. Errors: R352.
[[nodiscard]] bool check_magnitude(CheckContext& context, const Decimal& value, syntax::Span span);

/// No two lines of a document stand at one place (R013).
void check_layouts(CheckContext& context);

/// Types, values and days of all params (R2xx, R3xx, R401 to R405, R801).
void check_params(CheckContext& context);

/// Thresholds and values of all scales (R601, R607, …).
void check_scales(CheckContext& context);

/// Rows of all tables, in place and from CSV files (R604 to R606, R801, …).
void check_tables(CheckContext& context);

/// Ranges and defaults of all inputs (R351, …).
void check_inputs(CheckContext& context);

/// Layer conditions of all packages (R533).
void check_layers(CheckContext& context);

/// Formulas, exceptions and conditions of all rules.
void check_rules(CheckContext& context);

/// Ranges, formulas, resets and starts of all carries (R351, R712, …).
void check_carries(CheckContext& context);

/// Hands every `amend` to the rule that it amends (R501, R502, R531, R532, …).
void check_amendments(CheckContext& context);

/// Every definition has a version on each day that its package and its readers cover (R401).
void check_coverage(CheckContext& context);

/// The rules form no circle, and no chain so long that a walk along it would run out of stack
/// (R703, R010). False when they do.
bool check_circles(CheckContext& context);

/// No carry feeds itself through another scope within one period (R714).
void check_waves(CheckContext& context);

/// What every value may be, by interval arithmetic (R352, R353, R354, R355, R532, R603).
void check_ranges(CheckContext& context);

/// What nothing reads and what reaches no output (R110, R111).
void check_uses(CheckContext& context);

/// Sources and marks of figures and formulas, seen together (R412, R802, R804, R805).
void check_sources(CheckContext& context);

}  // namespace mutua::ruleset
