#pragma once

#include "engine/ruleset/check/check_findings.hpp"
#include "engine/ruleset/check/checked_ruleset.hpp"

#include <optional>
#include <string>
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
    const syntax::Rule* rule = nullptr;
};

/// What the checks share: the ruleset that is being made, and what was wrong so far.
struct CheckContext {
    CheckedRuleset& rules;
    CheckFindings& findings;
    Date today;
    std::vector<FileUnderCheck> files;         ///< as rules.files
    std::vector<DeclaredDefinition> declared;  ///< by DefinitionId

    [[nodiscard]] const syntax::File& file_of(PackageId package) const {
        return files[rules.packages[package].file].syntax;
    }
    /// False when the package or one that it uses could not be read: what it says about names
    /// would be wrong.
    [[nodiscard]] bool is_sound(PackageId package) const;
};

/// Makes a package of each file: names, `use`, clocks, covers (R011, R012, R106, R112, R113).
void declare_packages(CheckContext& context);

/// Gives every source, unit, enum, input, param, scale and rule its name, type, scope and clock
/// (R102, R104, R106, R107, R404, R803).
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

/// Warns with R304 when a rounding can change no value of that type.
void warn_if_idle(CheckContext& context, const Type& value, const CheckedRounding& rounding);

/// True when a number of the rules stays below 10^18. Errors: R352.
[[nodiscard]] bool check_magnitude(CheckContext& context, const Decimal& value, syntax::Span span);

/// Types, values and days of all params (R2xx, R3xx, R401 to R405, R801).
void check_params(CheckContext& context);

/// Thresholds and values of all scales (R601, R607, …).
void check_scales(CheckContext& context);

/// Ranges and defaults of all inputs (R351, …).
void check_inputs(CheckContext& context);

/// Formulas, exceptions and conditions of all rules.
void check_rules(CheckContext& context);

/// Every definition has a version on each day that its package and its readers cover (R401).
void check_coverage(CheckContext& context);

/// The rules form no circle (R703).
void check_circles(CheckContext& context);

}  // namespace mutua::ruleset
