#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/names.hpp"

#include <algorithm>
#include <charconv>

namespace mutua::ruleset {

namespace {

constexpr std::array<std::string_view, 4> languages{"fr", "nl", "de", "en"};
constexpr std::array<std::string_view, 4> documents{"payslip", "invoice", "statement",
                                                    "declaration"};
constexpr std::array<std::string_view, 4> roles{"earning", "deduction", "information", "total"};
constexpr std::array<std::string_view, 2> check_roles{"error", "warning"};

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The names of one package that are taken so far, each with its place.
class TakenNames {
public:
    explicit TakenNames(CheckContext& context) : context_{context} {}

    /// Notes R102 and returns false when the name is taken or predeclared.
    bool take(const syntax::Name& name) {
        if (is_predeclared(name.text)) {
            context_.findings.error(name.span, "R102",
                                    "`" + name.text + "` already means something everywhere",
                                    "choose another name");
            return false;
        }
        const auto [at, is_new] = taken_.emplace(name.text, name.span);
        if (is_new) { return true; }
        Diagnostic& found = context_.findings.error(
            name.span, "R102", "`" + name.text + "` is declared twice", "choose another name");
        context_.findings.relate(found, at->second, "first here");
        return false;
    }

private:
    CheckContext& context_;
    std::map<std::string, syntax::Span> taken_;
};

void declare_sources(CheckContext& context, PackageId id) {
    Package& package = context.rules.packages[id];
    std::map<std::string, syntax::Span> taken;
    for (const syntax::Source& source : context.file_of(id).sources) {
        const auto [at, is_new] = taken.emplace(source.name.text, source.name.span);
        if (!is_new) {
            Diagnostic& found = context.findings.error(
                source.name.span, "R102", "source `" + source.name.text + "` is declared twice",
                "choose another name");
            context.findings.relate(found, at->second, "first here");
            continue;
        }
        package.sources.push_back({source.name.text, source.text, source.url.value_or("")});
    }
}

void declare_units(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::UnitDeclaration& unit : context.file_of(id).units) {
        if (!taken.take(unit.name)) { continue; }
        unsigned decimals = 0;
        if (unit.decimals) {
            std::from_chars(unit.decimals->data(), unit.decimals->data() + unit.decimals->size(),
                            decimals);
        }
        if (decimals > decimals_max) {
            context.findings.error(unit.name.span, "R305",
                                   "`" + unit.name.text + "` has more than 18 decimals",
                                   "at most 18 fit");
            decimals = decimals_max;
        }
        context.rules.packages[id].units[unit.name.text] = decimals;
    }
}

EnumId add_enum(CheckContext& context, std::string name, const std::vector<syntax::Name>& items) {
    EnumDefinition made{std::move(name), {}};
    for (const syntax::Name& item : items) {
        if (std::find(made.items.begin(), made.items.end(), item.text) != made.items.end()) {
            context.findings.error(item.span, "R102",
                                   "`" + item.text + "` stands twice in " + made.name,
                                   "remove one of them");
            continue;
        }
        made.items.push_back(item.text);
    }
    context.rules.enums.push_back(std::move(made));
    return static_cast<EnumId>(context.rules.enums.size() - 1);
}

void declare_enums(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Enum& one : context.file_of(id).enums) {
        if (!taken.take(one.name)) { continue; }
        context.rules.packages[id].enums[one.name.text] =
            add_enum(context, one.name.text, one.items);
    }
}

std::optional<Scope> resolve_scope(CheckContext& context, const syntax::Name& scope) {
    if (const auto found = parse_scope(scope.text)) { return found; }
    context.findings.error(scope.span, "R106", "there is no scope `" + scope.text + "`",
                           "write one of contract, payslip, member, client");
    return Scope::payslip;
}

Clock resolve_clock(CheckContext& context, PackageId id, const std::optional<syntax::Name>& clock) {
    if (!clock) { return context.rules.packages[id].clock; }
    if (const auto found = parse_clock(clock->text)) { return *found; }
    const bool is_day = clock->text == "day";
    context.findings.error(
        clock->span, "R106",
        is_day ? std::string{"`dated by day` belongs to the complete language and is not here yet"}
               : "there is no clock `" + clock->text + "`",
        "write one of work_start, work_end, quarter_start, year_start, payment_date, issue_date");
    return Clock::work_end;
}

void add_labels(CheckContext& context, Definition& definition,
                const std::vector<syntax::Label>& labels) {
    for (const syntax::Label& label : labels) {
        if (!is_one_of(languages, label.language.text)) {
            context.findings.error(label.language.span, "R106",
                                   "there is no language `" + label.language.text + "`",
                                   "labels are written in fr, nl, de and en");
            continue;
        }
        definition.labels.emplace_back(label.language.text, label.text);
    }
}

/// Enters a definition under its name; nothing when the name is taken.
Definition* enter(CheckContext& context, PackageId id, TakenNames& taken, const syntax::Name& name,
                  syntax::Span span, DeclaredDefinition declared) {
    if (!taken.take(name)) { return nullptr; }
    declared.id = static_cast<DefinitionId>(context.rules.definitions.size());
    Definition definition;
    definition.name = name.text;
    definition.package = id;
    definition.name_span = name.span;
    definition.span = span;
    context.rules.packages[id].names.emplace(name.text, declared.id);
    context.rules.definitions.push_back(std::move(definition));
    context.declared.push_back(declared);
    return &context.rules.definitions.back();
}

void declare_inputs(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Input& input : context.file_of(id).inputs) {
        DeclaredDefinition declared;
        declared.input = &input;
        Definition* made = enter(context, id, taken, input.name, input.span, declared);
        if (made == nullptr) { continue; }
        made->type = resolve_type(context, id, input.type, input.name.text);
        made->scope = resolve_scope(context, input.scope);
        made->clock = context.rules.packages[id].clock;
        made->content = InputDefinition{{}, {}, {}, input.profile};
        add_labels(context, *made, input.labels);
        if (made->type.kind == ValueKind::record) {
            context.findings.error(input.type.span, "R203", "an input is no record",
                                   "declare one input for each field");
        }
    }
}

void declare_params(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Param& param : context.file_of(id).params) {
        DeclaredDefinition declared;
        declared.param = &param;
        Definition* made = enter(context, id, taken, param.name, param.span, declared);
        if (made == nullptr) { continue; }
        made->type = resolve_type(context, id, param.type, param.name.text);
        made->clock = resolve_clock(context, id, param.clock);
        made->content = ParamDefinition{};
        add_labels(context, *made, param.labels);
    }
}

std::optional<ScaleKind> scale_kind(CheckContext& context, const syntax::Name& kind) {
    if (kind.text == "marginal") { return ScaleKind::marginal; }
    if (kind.text == "stated") { return ScaleKind::stated; }
    if (kind.text == "step") { return ScaleKind::step; }
    context.findings.error(kind.span, "R602", "there is no scale of kind `" + kind.text + "`",
                           "write marginal, stated or step");
    return std::nullopt;
}

void require_number(CheckContext& context, const Type& type, syntax::Span span) {
    if (type.is_number() && !type.quotient) { return; }
    if (type.is_unknown()) { return; }
    context.findings.error(span, "R203",
                           "a scale goes from a number to a number, not to " +
                               (type.is_number() ? "a fraction" : describe(context.rules, type)),
                           "name a unit such as EUR/month");
}

void declare_scale(CheckContext& context, PackageId id, TakenNames& taken,
                   const syntax::Scale& scale) {
    DeclaredDefinition declared;
    declared.scale = &scale;
    Definition* made = enter(context, id, taken, scale.name, scale.span, declared);
    if (made == nullptr) { return; }
    ScaleDefinition content;
    content.kind = scale_kind(context, scale.kind).value_or(ScaleKind::marginal);
    content.argument = resolve_type(context, id, scale.argument, scale.name.text);
    require_number(context, content.argument, scale.argument.span);
    made->type = content.argument;
    if (scale.result) {
        made->type = resolve_type(context, id, *scale.result, scale.name.text);
        require_number(context, made->type, scale.result->span);
    }
    if (scale.result.has_value() == (content.kind == ScaleKind::marginal)) {
        context.findings.error(
            scale.kind.span, "R203",
            scale.result ? "a marginal scale returns the unit of its argument"
                         : "a " + scale.kind.text + " scale names what it gives",
            scale.result ? "remove `-> …`" : "write `ARGUMENT -> RESULT " + scale.kind.text + "`");
    }
    made->clock = resolve_clock(context, id, scale.clock);
    made->content = std::move(content);
    add_labels(context, *made, scale.labels);
}

void check_labels(CheckContext& context, const Definition& made) {
    std::string missing;
    for (const std::string_view language : languages) {
        const bool there = std::any_of(made.labels.begin(), made.labels.end(),
                                       [&](const auto& one) { return one.first == language; });
        if (!there) { missing += (missing.empty() ? "" : ", ") + std::string{language}; }
    }
    if (missing.empty()) { return; }
    context.findings.error(made.name_span, "R803",
                           "`" + made.name + "` is printed and has no label in " + missing,
                           "add `label fr \"…\" nl \"…\" de \"…\" en \"…\"`");
}

void check_role(CheckContext& context, const syntax::Shown& shown, const Type& type) {
    const bool on_declaration = shown.document.text == "declaration";
    if (!shown.role) {
        if (on_declaration) {
            context.findings.error(shown.span, "R106", "a check of a declaration says what it is",
                                   "end the clause with `as error` or `as warning`");
        }
        return;
    }
    const bool known = on_declaration ? is_one_of(check_roles, shown.role->text)
                                      : is_one_of(roles, shown.role->text);
    if (!known) {
        context.findings.error(
            shown.role->span, "R106",
            "there is no role `" + shown.role->text + "` on a " + shown.document.text,
            on_declaration ? "write one of error, warning"
                           : "write one of earning, deduction, information, total");
    }
    if (on_declaration && type.kind != ValueKind::boolean && !type.is_unknown()) {
        context.findings.error(
            shown.span, "R203",
            "a check of a declaration is a condition, not " + describe(context.rules, type),
            "declare the rule as `bool`: yes means that something is wrong");
    }
}

std::optional<Printed> check_shown(CheckContext& context, const syntax::Rule& rule,
                                   const Definition& made) {
    if (!rule.shown) { return std::nullopt; }
    const syntax::Shown& shown = *rule.shown;
    if (!is_one_of(documents, shown.document.text)) {
        context.findings.error(shown.document.span, "R106",
                               "there is no document `" + shown.document.text + "`",
                               "write one of payslip, invoice, statement, declaration");
        return std::nullopt;
    }
    check_role(context, shown, made.type);
    check_labels(context, made);
    Printed printed;
    printed.document = shown.document.text;
    printed.section = shown.section ? shown.section->text : "";
    printed.role = shown.role ? shown.role->text : "";
    std::from_chars(shown.order.data(), shown.order.data() + shown.order.size(), printed.order);
    return printed;
}

void declare_rules(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Rule& rule : context.file_of(id).rules) {
        DeclaredDefinition declared;
        declared.rule = &rule;
        Definition* made = enter(context, id, taken, rule.name, rule.span, declared);
        if (made == nullptr) { continue; }
        made->type = resolve_type(context, id, rule.type, rule.name.text);
        made->scope = resolve_scope(context, rule.scope);
        made->clock = resolve_clock(context, id, rule.clock);
        add_labels(context, *made, rule.labels);
        if (made->type.kind == ValueKind::record) {
            context.findings.error(rule.type.span, "R203", "a rule gives one value, not a record",
                                   "declare one rule for each field");
        }
        if (!sees_clock(*made->scope, made->clock)) {
            context.findings.error(
                rule.clock ? rule.clock->span : rule.scope.span, "R404",
                "a rule per " + rule.scope.text + " has no " + std::string{to_string(made->clock)},
                "write `dated by work_end`");
        }
        RuleDefinition content;
        content.printed = check_shown(context, rule, *made);
        content.output = rule.output;
        for (const syntax::Name& tag : rule.tags) { content.tags.push_back(tag.text); }
        made->content = std::move(content);
    }
}

void refuse_later(CheckContext& context, PackageId id) {
    for (const syntax::Later& later : context.file_of(id).later) {
        context.findings.error(
            later.span, "R010",
            "`" + later.keyword.text + "` belongs to the complete language and is not here yet",
            later.keyword.text == "table" ? "write a step scale, or `match` over the items" : "");
    }
}

}  // namespace

Type resolve_type(CheckContext& context, PackageId package, const syntax::Type& type,
                  const std::string& owner) {
    switch (type.kind) {
        case syntax::TypeKind::boolean:
            return plain_type(ValueKind::boolean);
        case syntax::TypeKind::date:
            return plain_type(ValueKind::date);
        case syntax::TypeKind::code:
            return plain_type(ValueKind::code);
        case syntax::TypeKind::inline_enum: {
            Type made = plain_type(ValueKind::enumeration);
            made.enumeration = add_enum(context, "`" + owner + "`", type.items);
            return made;
        }
        case syntax::TypeKind::record: {
            Type made = plain_type(ValueKind::record);
            for (const syntax::Field& field : type.fields) {
                made.fields.push_back(
                    {field.name.text, resolve_type(context, package, field.type, owner)});
            }
            return made;
        }
        case syntax::TypeKind::number:
            break;
    }
    if (const auto found = find_enum(context.rules, package, type.unit.text)) {
        Type made = plain_type(ValueKind::enumeration);
        made.enumeration = *found;
        return made;
    }
    const auto unit = resolve_unit(context, package, type.unit);
    if (!unit) { return unknown_type(); }
    const std::string first = type.unit.text.substr(0, type.unit.text.find('/'));
    Type made = number_type(*unit, find_unit(context.rules, package, first).value_or(0));
    made.quotient = type.unit.text == "fraction";
    made.percent = type.unit.text == "percent";
    if (type.decimals) {
        unsigned decimals = 0;
        const std::string& digits = *type.decimals;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), decimals);
        if (read.ec != std::errc{} || decimals > decimals_max) {
            context.findings.error(type.span, "R305", "a number has at most 18 decimals",
                                   "write a number from 0 to 18");
            decimals = decimals_max;
        }
        made.decimals = decimals;
    }
    return made;
}

std::optional<Unit> resolve_unit(CheckContext& context, PackageId package,
                                 const syntax::Name& unit) {
    Unit made;
    std::string_view rest = unit.text;
    bool below = false;
    while (true) {
        const std::size_t slash = rest.find('/');
        const std::string_view word = rest.substr(0, slash);
        if (!find_unit(context.rules, package, word)) {
            std::vector<std::string> names = known_units();
            for (const auto& [name, decimals] : context.rules.packages[package].units) {
                names.push_back(name);
            }
            std::string help = did_you_mean(word, names);
            if (help.empty()) { help = "units are " + listed_names(names) + ", or declare it"; }
            context.findings.error(unit.span, "R104",
                                   "there is no unit `" + std::string{word} + "`", help);
            return std::nullopt;
        }
        const Unit one = is_pure_unit(word) ? Unit{} : Unit::of(std::string{word});
        made = below ? made / one : made * one;
        if (slash == std::string_view::npos) { return made; }
        below = true;
        rest.remove_prefix(slash + 1);
    }
}

void declare_names(CheckContext& context) {
    const auto count = static_cast<PackageId>(context.rules.packages.size());
    std::vector<TakenNames> taken(count, TakenNames{context});
    for (PackageId id = 0; id < count; ++id) {
        declare_sources(context, id);
        declare_units(context, id, taken[id]);
        declare_enums(context, id, taken[id]);
        refuse_later(context, id);
    }
    for (PackageId id = 0; id < count; ++id) {
        if (!context.is_sound(id)) { continue; }
        declare_inputs(context, id, taken[id]);
        declare_params(context, id, taken[id]);
        for (const syntax::Scale& scale : context.file_of(id).scales) {
            declare_scale(context, id, taken[id], scale);
        }
        declare_rules(context, id, taken[id]);
    }
}

}  // namespace mutua::ruleset
