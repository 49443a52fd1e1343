#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/assignment.hpp"
#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/repairs.hpp"
#include "engine/ruleset/check/version_days.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

void require_source(CheckContext& context, const std::string& name,
                    const syntax::Evidence& evidence, syntax::Span span) {
    if (!evidence.citations.empty()) { return; }
    context.findings.error({span.file, span.begin, span.begin + 4}, "R801",
                           "this version of `" + name + "` has no source",
                           "end it with " + citation_repair(context, span.file));
}

template <typename Content, typename Written>
void enter_versions(CheckContext& context, Definition& definition,
                    const std::vector<Written>& written) {
    auto& versions = std::get<Content>(definition.content).versions;
    const Days& covers = context.rules.packages[definition.package].covers;
    for (const VersionDays& one :
         version_days(context, definition.name, covers, version_lines(written))) {
        auto& version = versions.emplace_back();
        version.days = one.days;
        version.span = written[one.line].span;
    }
}

/// Params, scales and tables get the days of their versions first, so that `at` can be checked.
void enter_days(CheckContext& context, const DeclaredDefinition& declared) {
    Definition& definition = context.rules.definitions[declared.id];
    if (declared.param != nullptr) {
        enter_versions<ParamDefinition>(context, definition, declared.param->versions);
    } else if (declared.scale != nullptr) {
        enter_versions<ScaleDefinition>(context, definition, declared.scale->versions);
    } else if (declared.table != nullptr) {
        enter_versions<TableDefinition>(context, definition, declared.table->versions);
    }
}

/// Types and values of the params, each after those that it reads.
class ParamChecker {
public:
    explicit ParamChecker(CheckContext& context)
        : context_{context}, state_(context.declared.size(), State::untouched) {}

    void check_all() {
        for (const DeclaredDefinition& declared : context_.declared) {
            if (declared.param != nullptr) { check(declared); }
        }
    }

private:
    enum class State : std::uint8_t { untouched, open, done };

    void check(const DeclaredDefinition& declared) {
        if (state_[declared.id] != State::untouched) { return; }
        state_[declared.id] = State::open;
        ++depth_;
        bool is_whole = true;
        for (std::size_t i = 0; i < versions(declared.id).size(); ++i) {
            is_whole_ = true;
            check_version(declared, i);
            is_whole = is_whole && is_whole_;
        }
        if (!is_whole) { forget_fields(declared.id); }
        --depth_;
        state_[declared.id] = State::done;
    }

    /// A record that lacks a figure somewhere: nothing is concluded from any of them.
    void forget_fields(DefinitionId id) {
        for (RecordField& field : context_.rules.definitions[id].type.fields) {
            field.type = unknown_type();
        }
    }

    std::vector<ParamVersion>& versions(DefinitionId id) {
        return std::get<ParamDefinition>(context_.rules.definitions[id].content).versions;
    }

    void check_version(const DeclaredDefinition& declared, std::size_t index) {
        const syntax::ParamVersion& written =
            written_version(declared.param->versions, versions(declared.id)[index].span);
        const Definition& definition = context_.rules.definitions[declared.id];
        ParamVersion version = versions(declared.id)[index];
        version.evidence = check_evidence(context_, definition.package, written.evidence);
        require_source(context_, definition.name, written.evidence, written.span);
        if (written.rounding) { version.rounding = checked_rounding(*written.rounding); }
        if (definition.type.kind == ValueKind::record) {
            check_record(declared, index, written, version);
        } else if (!written.value) {
            context_.findings.error(written.span, "R203",
                                    "`" + definition.name + "` is one value, not a record",
                                    "write one value: `= …`");
        } else {
            check_value(declared, index, definition.type, *written.value, written, 0, version);
        }
        take_over_provisional(declared.id, index, version);
        versions(declared.id)[index] = std::move(version);
    }

    /// What is made of a provisional figure is not final either.
    void take_over_provisional(DefinitionId id, std::size_t index, ParamVersion& version) {
        const auto look = [&](const TypedExpression& one) {
            if (version.evidence.provisional) { return; }
            const ParamVersion* made_of = nullptr;
            std::string name;
            if (one.kind == TypedKind::previous && index > 0) {
                made_of = &versions(id)[index - 1];
                name = "the version before";
            } else if (one.kind == TypedKind::read && one.at && one.at->day) {
                const auto& read = versions(one.definition);
                if (const auto on = version_on(read, *one.at->day)) { made_of = &read[*on]; }
                name = "`" + context_.rules.definitions[one.definition].name + "`";
            }
            if (made_of == nullptr || !made_of->evidence.provisional) { return; }
            version.evidence.provisional = true;
            Diagnostic& found = context_.findings.remark(
                one.span, "R412",
                "this version of `" + context_.rules.definitions[id].name +
                    "` is provisional, as is " + name + ", which it is made of",
                "look whether that is published by now");
            context_.findings.relate(found, made_of->span, "made of this");
        };
        for (const TypedExpression& value : version.expressions) { walk(value, look); }
    }

    void check_record(const DeclaredDefinition& declared, std::size_t index,
                      const syntax::ParamVersion& written, ParamVersion& version) {
        const Definition& definition = context_.rules.definitions[declared.id];
        const std::vector<RecordField> fields = definition.type.fields;
        std::vector<std::string> missing;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const auto at =
                std::find_if(written.fields.begin(), written.fields.end(),
                             [&](const auto& one) { return one.first.text == fields[i].name; });
            if (at == written.fields.end()) {
                missing.push_back(fields[i].name);
                continue;
            }
            check_value(declared, index, fields[i].type, at->second, written, i, version);
        }
        for (const auto& [name, value] : written.fields) {
            const bool known = std::any_of(fields.begin(), fields.end(),
                                           [&](const auto& one) { return one.name == name.text; });
            if (known) { continue; }
            is_whole_ = false;
            const auto meant = nearest(name.text, missing);
            context_.findings.error(
                name.span, "R107", "`" + definition.name + "` has no field `" + name.text + "`",
                meant ? "did you mean `" + *meant + "`?" : "remove it, or declare the field");
            if (meant) { std::erase(missing, *meant); }
        }
        if (!missing.empty()) {
            is_whole_ = false;
            context_.findings.error(
                written.span, "R107",
                "this version of `" + definition.name + "` lacks " +
                    [&] {
                        std::string text;
                        for (const auto& one : missing) {
                            text += (text.empty() ? "`" : ", `") + one + "`";
                        }
                        return text;
                    }(),
                "a record names all its fields");
        }
    }

    void check_value(const DeclaredDefinition& declared, std::size_t index, const Type& type,
                     const syntax::Expression& written, const syntax::ParamVersion& version_written,
                     std::size_t field, ParamVersion& version) {
        const Definition& definition = context_.rules.definitions[declared.id];
        const bool has_previous = index > 0;
        ExpressionPlace place{definition.package, std::nullopt, has_previous ? &type : nullptr};
        place.is_first_version = !has_previous;
        ExpressionChecker checker{context_, place};
        TypedExpression value = checker.check_declared(written, type);
        std::optional<CheckedRounding> rounding;
        const Target target{definition.package, definition.name, type, version_written.rounding,
                            written.span};
        if (!check_assignment(context_, value, target, rounding)) { return; }
        if (!check_is_constant(context_, value) || !check_reads(value)) { return; }
        const Constant* previous = nullptr;
        const auto& before = versions(declared.id);
        if (has_previous && before[index - 1].values.size() > field) {
            previous = &before[index - 1].values[field];
        }
        const auto found = constant_value(context_.rules, value, previous);
        if (!found) { return; }
        Constant constant = *found;
        if (rounding) {
            constant = mutua::round(std::get<Decimal>(constant), rounding->step, rounding->mode);
            version.rounding = rounding;
        }
        const auto* number = std::get_if<Decimal>(&constant);
        if (number != nullptr && !check_magnitude(context_, *number, written.span)) { return; }
        if (version.values.size() <= field) { version.values.resize(field + 1); }
        if (version.expressions.size() <= field) { version.expressions.resize(field + 1); }
        version.values[field] = std::move(constant);
        version.expressions[field] = std::move(value);
    }

    /// Evaluates the params that an expression reads first; notes R703 on a circle.
    bool check_reads(const TypedExpression& value) {
        bool fine = true;
        walk(value, [&](const TypedExpression& one) {
            if (one.kind != TypedKind::read) { return; }
            if (state_[one.definition] == State::open) {
                context_.findings.error(
                    one.span, "R703",
                    "`" + context_.rules.definitions[one.definition].name + "` is made of itself",
                    "write `previous` for the version before");
                fine = false;
                return;
            }
            if (depth_ >= depth_max) {
                context_.findings.error(
                    one.span, "R010",
                    "more than " + std::to_string(depth_max) + " params are made one of the other",
                    "write some of these figures as numbers");
                fine = false;
                return;
            }
            check(context_.declared[one.definition]);
        });
        return fine;
    }

    /// A longer chain of params would run out of stack.
    static constexpr std::size_t depth_max = 200;

    CheckContext& context_;
    bool is_whole_ = true;  ///< the record that was read last has all its fields and no other
    std::vector<State> state_;
    std::size_t depth_ = 0;
};

}  // namespace

void check_params(CheckContext& context) {
    for (const DeclaredDefinition& declared : context.declared) { enter_days(context, declared); }
    ParamChecker{context}.check_all();
}

}  // namespace mutua::ruleset
