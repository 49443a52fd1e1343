#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// What a PATH means: a definition, perhaps one field of a record param.
struct NamedDefinition {
    DefinitionId definition = 0;
    std::optional<std::size_t> field;
};

/// How a search by name ended. `candidates` are the definitions of two used packages that share
/// the name; `field_of` is set when the definition exists and the field does not.
struct NameSearch {
    std::optional<NamedDefinition> found;
    std::vector<DefinitionId> candidates;
    std::optional<DefinitionId> field_of;
};

/// Which packages a bare name is looked for in.
enum class Reach {
    used,       ///< the package and those it uses: what a rule file may read
    reachable,  ///< these first, then what they use in turn: what a caller may give or ask for
};

/// Looks for `relief`, `relief.ceiling`, `xx.social.relief` or `xx.social.relief.ceiling` as seen
/// from a package: a local name wins, then those of used packages.
[[nodiscard]] NameSearch find_definition(const CheckedRuleset& rules, PackageId from,
                                         std::string_view path, Reach reach = Reach::used);

/// The enum of that name as seen from a package.
[[nodiscard]] std::optional<EnumId> find_enum(const CheckedRuleset& rules, PackageId from,
                                              std::string_view name);

/// Decimals of a declared unit as seen from a package.
[[nodiscard]] std::optional<unsigned> find_unit(const CheckedRuleset& rules, PackageId from,
                                                std::string_view name);

/// Every name that may be written bare in a package, for proposals.
[[nodiscard]] std::vector<std::string> visible_names(const CheckedRuleset& rules, PackageId from,
                                                     Reach reach = Reach::used);

/// Names that mean something everywhere and may not be declared: functions, units, clocks and
/// scopes. Layers stand only after `layer` and `open to`: `input committee` is fine.
[[nodiscard]] bool is_predeclared(std::string_view name);

/// "`a`, `b` and `c`", for messages.
[[nodiscard]] std::string listed_names(const std::vector<std::string>& names);

}  // namespace mutua::ruleset
