#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/repairs.hpp"
#include "engine/ruleset/check/version_days.hpp"

namespace mutua::ruleset {

namespace {

/// Rates of brackets keep six decimals.
Type rate_type() {
    Type rate = number_type(Unit{}, 6);
    rate.percent = true;
    return rate;
}

class ScaleChecker {
public:
    ScaleChecker(CheckContext& context, const Definition& definition, ScaleDefinition& scale)
        : context_{context}, definition_{definition}, scale_{scale} {}

    void check_version(const syntax::ScaleVersion& written, ScaleVersion& version) {
        version.evidence = check_evidence(context_, definition_.package, written.evidence);
        if (written.evidence.citations.empty()) {
            context_.findings.error(
                {written.span.file, written.span.begin, written.span.begin + 4}, "R801",
                "this version of `" + definition_.name + "` has no source",
                "add " + citation_repair(context_, written.span.file) + " behind its day");
        }
        if (written.each_bracket) {
            const CheckedRounding rounding = checked_rounding(*written.each_bracket);
            if (check_step(context_, rounding)) { version.each_bracket = rounding; }
        }
        if (version.each_bracket && scale_.kind == ScaleKind::step) {
            context_.findings.warning(written.each_bracket->span, "R304",
                                      "a step scale has nothing to round", "remove this clause");
        }
        if (scale_.argument.is_unknown() || definition_.type.is_unknown()) { return; }
        complete_ = true;
        for (const syntax::Bracket& bracket : written.brackets) {
            version.brackets.push_back(check_bracket(bracket));
            if (bracket.plus) { scale_.has_plus = true; }
        }
        if (!complete_) { return; }
        check_order(version);
        if (scale_.kind == ScaleKind::stated) { check_joints(version); }
    }

private:
    Decimal constant(const syntax::Expression& written, const Type& type) {
        const auto found =
            check_constant(context_, definition_.package, definition_.name, type, written);
        const bool is_number = found && std::holds_alternative<Decimal>(*found);
        complete_ = complete_ && is_number;
        return is_number ? std::get<Decimal>(*found) : Decimal{0};
    }

    CheckedBracket check_bracket(const syntax::Bracket& written) {
        CheckedBracket bracket;
        bracket.above = written.above;
        bracket.span = written.span;
        bracket.threshold = constant(written.threshold, scale_.argument);
        const bool is_rate = scale_.kind == ScaleKind::marginal;
        if (is_rate && written.value.kind == syntax::ExpressionKind::number && written.value.unit) {
            context_.findings.error(written.value.span, "R202",
                                    "a bracket of a marginal scale has a rate, this is an amount",
                                    "write a rate such as `5.00 %`, or declare `" +
                                        definition_.name + " : " + scale_.argument.unit.text() +
                                        " -> " + written.value.unit->text + " step`");
            complete_ = false;
            return bracket;
        }
        bracket.value = constant(written.value, is_rate ? rate_type() : definition_.type);
        if (!written.plus) { return bracket; }
        if (scale_.kind != ScaleKind::stated) {
            context_.findings.error(written.plus->span, "R602",
                                    "`plus` stands only in a stated scale",
                                    "declare the scale `stated`, or remove it");
            return bracket;
        }
        Type rate = rate_type();
        rate.unit = definition_.type.unit / scale_.argument.unit;
        rate.percent = rate.unit.is_pure();
        if (is_percentage_of_units(*written.plus, rate.unit)) { return bracket; }
        bracket.plus = constant(*written.plus, rate);
        return bracket;
    }

    /// R202 for `plus 2 %` where what is added has another unit than the argument.
    bool is_percentage_of_units(const syntax::Expression& plus, const Unit& unit) {
        const std::string written{text_of(context_.rules.files, plus.span)};
        const bool is_percentage =
            plus.kind == syntax::ExpressionKind::number && written.ends_with('%');
        if (unit.is_pure() || !is_percentage) { return false; }
        const Decimal rate = parse_decimal(plus.text).value_or(Decimal{0}) / 100;
        const std::size_t point = std::min(plus.text.find('.') + 1, plus.text.size());
        const std::size_t decimals = point == 0 ? 2 : plus.text.size() - point + 2;
        context_.findings.error(plus.span, "R202",
                                "`plus` of `" + definition_.name + "` is in " + unit.text() +
                                    ": what one " + scale_.argument.unit.text() + " more adds",
                                "write the number without `%`: `plus " +
                                    mutua::to_string(rate, static_cast<unsigned>(decimals)) + "`");
        complete_ = false;
        return true;
    }

    void check_order(const ScaleVersion& version) {
        for (std::size_t i = 1; i < version.brackets.size(); ++i) {
            const CheckedBracket& before = version.brackets[i - 1];
            const CheckedBracket& bracket = version.brackets[i];
            const bool rises =
                before.threshold < bracket.threshold ||
                (before.threshold == bracket.threshold && !before.above && bracket.above);
            if (rises) { continue; }
            Diagnostic& found = context_.findings.error(
                bracket.span, "R601", "the thresholds of `" + definition_.name + "` do not rise",
                "sort the brackets by threshold");
            context_.findings.relate(found, before.span, "the bracket before");
        }
    }

    std::string money_text(const Decimal& amount) const {
        const Decimal unit = Decimal{1} / Decimal{pow(Integer{10}, definition_.type.decimals)};
        return mutua::to_string(mutua::round(amount, unit, Rounding::half_even),
                                definition_.type.decimals);
    }

    /// Printed tables cumulate: where two brackets meet, both give the same amount.
    void check_joints(const ScaleVersion& version) {
        for (std::size_t i = 1; i < version.brackets.size(); ++i) {
            const CheckedBracket& before = version.brackets[i - 1];
            const CheckedBracket& bracket = version.brackets[i];
            Decimal reached = before.plus * (bracket.threshold - before.threshold);
            if (version.each_bracket) {
                reached =
                    mutua::round(reached, version.each_bracket->step, version.each_bracket->mode);
            }
            reached += before.value;
            if (!scale_.has_plus || reached == bracket.value) { continue; }
            context_.findings.warning(
                bracket.span, "R607",
                "`" + definition_.name + "` jumps at this threshold: the bracket before reaches " +
                    money_text(reached) + ", this one states " + money_text(bracket.value),
                "compare with the official table");
        }
    }

    CheckContext& context_;
    const Definition& definition_;
    ScaleDefinition& scale_;
    bool complete_ = true;  ///< every figure of the version is known
};

}  // namespace

void check_scales(CheckContext& context) {
    for (const DeclaredDefinition& declared : context.declared) {
        if (declared.scale == nullptr) { continue; }
        const Definition definition = context.rules.definitions[declared.id];
        ScaleDefinition scale = *definition.scale();
        ScaleChecker checker{context, definition, scale};
        for (ScaleVersion& version : scale.versions) {
            checker.check_version(written_version(declared.scale->versions, version.span), version);
        }
        context.rules.definitions[declared.id].content = std::move(scale);
    }
}

}  // namespace mutua::ruleset
