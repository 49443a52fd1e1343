#pragma once

#include "engine/ruleset/check/check_context.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the functions that give definitions their names share. Only declare_*.cpp includes it.
namespace mutua::ruleset {

/// The languages that a printed rule has labels in.
inline constexpr std::array<std::string_view, 4> label_languages{"fr", "nl", "de", "en"};

/// The names of one package that are taken so far, each with its place.
class TakenNames {
public:
    explicit TakenNames(CheckContext& context) : context_{context} {}

    /// Notes R102 and returns false when the name is taken or predeclared.
    bool take(const syntax::Name& name);

private:
    CheckContext& context_;
    std::map<std::string, syntax::Span> taken_;
};

/// Enters a definition under its name; nothing when the name is taken.
Definition* enter(CheckContext& context, PackageId id, TakenNames& taken, const syntax::Name& name,
                  syntax::Span span, DeclaredDefinition declared);

/// Gives the definition that was entered last its scope. Errors: R106.
void set_scope(CheckContext& context, Definition& made, const syntax::Name& scope);

/// The clock that a clause names, or the package's. Errors: R106; R406 for `day`.
[[nodiscard]] Clock resolve_clock(CheckContext& context, PackageId id,
                                  const std::optional<syntax::Name>& clock);

/// Takes the labels of a definition. Errors: R106 for a language that is none.
void add_labels(CheckContext& context, Definition& definition,
                const std::vector<syntax::Label>& labels);

/// An enum of its own. Errors: R102 for an item that stands twice.
EnumId add_enum(CheckContext& context, std::string name, const std::vector<syntax::Name>& items);

/// True when a rule or carry of this scope sees the clock that dates it. Errors: R404.
bool check_clock_of(CheckContext& context, const Definition& made,
                    const std::optional<syntax::Name>& clock, const syntax::Name& scope);

void declare_rules(CheckContext& context, PackageId id, TakenNames& taken);
void declare_tables(CheckContext& context, PackageId id, TakenNames& taken);
void declare_carries(CheckContext& context, PackageId id, TakenNames& taken);

}  // namespace mutua::ruleset
