#include "engine/ruleset/check/declaring.hpp"

#include <charconv>

namespace mutua::ruleset {

namespace {

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
        context.source_names[id].emplace(source.name.text, package.sources.size());
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
            context.findings.error(unit.decimals_span, "R305",
                                   "`" + unit.name.text + "` has more than 18 decimals",
                                   "write 18 or fewer");
            decimals = decimals_max;
        }
        context.rules.packages[id].units[unit.name.text] = decimals;
    }
}

void declare_enums(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Enum& one : context.file_of(id).enums) {
        if (!taken.take(one.name)) { continue; }
        context.rules.packages[id].enums[one.name.text] =
            add_enum(context, one.name.text, one.items);
    }
}

void declare_inputs(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Input& input : context.file_of(id).inputs) {
        DeclaredDefinition declared;
        declared.input = &input;
        Definition* made = enter(context, id, taken, input.name, input.span, declared);
        if (made == nullptr) { continue; }
        made->type = resolve_type(context, id, input.type, input.name.text);
        set_scope(context, *made, input.scope);
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
            scale.result ? "remove `-> …`" : "write `-> … " + scale.kind.text + "`");
    }
    made->clock = resolve_clock(context, id, scale.clock);
    made->content = std::move(content);
    add_labels(context, *made, scale.labels);
}

}  // namespace

void declare_names(CheckContext& context) {
    const auto count = static_cast<PackageId>(context.rules.packages.size());
    std::vector<TakenNames> taken(count, TakenNames{context});
    context.source_names.resize(count);
    for (PackageId id = 0; id < count; ++id) {
        declare_sources(context, id);
        declare_units(context, id, taken[id]);
        declare_enums(context, id, taken[id]);
    }
    for (PackageId id = 0; id < count; ++id) {
        if (!context.is_sound(id)) { continue; }
        declare_inputs(context, id, taken[id]);
        declare_params(context, id, taken[id]);
        for (const syntax::Scale& scale : context.file_of(id).scales) {
            declare_scale(context, id, taken[id], scale);
        }
        declare_tables(context, id, taken[id]);
        declare_rules(context, id, taken[id]);
        declare_carries(context, id, taken[id]);
    }
}

}  // namespace mutua::ruleset
