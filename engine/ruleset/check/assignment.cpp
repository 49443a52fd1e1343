#include "engine/ruleset/check/assignment.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/repairs.hpp"

namespace mutua::ruleset {

namespace {

std::string step_of(unsigned decimals) {
    return decimals == 0 ? "1" : "0." + std::string(decimals - 1, '0') + "1";
}

/// The digits of a step as a whole number: 5 for 0.05.
Integer step_digits(const CheckedRounding& rounding) {
    const Decimal whole{pow(Integer{10}, rounding.decimals)};
    return numerator(Decimal{rounding.step * whole});
}

bool same_sort(const Type& value, const Type& declared) {
    return value.kind == declared.kind &&
           (value.kind != ValueKind::enumeration || value.enumeration == declared.enumeration);
}

/// What to write when value and declaration differ in the time part alone. `as` changes no number,
/// so it is proposed only where the number stays: a month is no year.
std::string time_help(const Unit& value, const Unit& declared, const std::string& text) {
    if (value.power("month") == -1 && declared.power("year") == -1) {
        return "multiply the monthly value: `" + text + " * 12 month/year`";
    }
    if (value.power("year") == -1 && declared.power("month") == -1) {
        return "divide the yearly value: `" + text + " / 12 month/year`";
    }
    for (const char* const time : {"hour", "day", "week", "month", "quarter", "year"}) {
        if (value.power(time) > 0) {
            return std::string{"multiply the time by a value for each "} + time +
                   ", such as `10.00 EUR/" + time + "`";
        }
    }
    return "when it is the same amount under another name, write `" + text + " as " +
           declared.written().value_or("…") + "`";
}

bool check_kind_and_unit(CheckContext& context, const TypedExpression& value,
                         const Target& target) {
    if (!same_sort(value.type, target.type)) {
        context.findings.error(value.span, "R203",
                               "`" + target.name + "` is " + describe(context.rules, target.type) +
                                   ", this is " + describe(context.rules, value.type),
                               "declare another type, or write another value");
        return false;
    }
    if (!value.type.is_number() || value.type.any_unit || value.type.unit == target.type.unit) {
        return true;
    }
    std::string help = "convert it";
    if (const auto unit = value.type.unit.written()) {
        help += ", or declare `" + target.name + " : " + *unit + "`";
    }
    if (value.type.unit.without_time() == target.type.unit.without_time()) {
        help = time_help(value.type.unit, target.type.unit,
                         as_operand(text_of(context.rules.files, value.span)));
    } else if (value.kind == TypedKind::constant && value.type.unit.is_pure()) {
        help = pure_number_repair(text_of(context.rules.files, value.span), target.type.unit);
    }
    context.findings.error(value.span, "R202",
                           "`" + target.name + "` is declared in " + target.type.unit.text() +
                               ", the value is " + value.type.unit.text(),
                           help);
    return false;
}

bool check_written_rounding(CheckContext& context, const TypedExpression& value,
                            const Target& target, const CheckedRounding& rounding) {
    if (!value.type.is_number()) {
        context.findings.error(rounding.span, "R203", "only a number is rounded",
                               "remove the rounding");
        return false;
    }
    if (!check_step(context, rounding)) { return false; }
    if (!target.type.quotient && rounding.decimals > target.type.decimals) {
        context.findings.error(
            rounding.span, "R303",
            "the step has " + std::to_string(rounding.decimals) + " decimals, `" + target.name +
                "` keeps " + std::to_string(target.type.decimals),
            "round to " + step_of(target.type.decimals) + ", or declare more decimals");
        return false;
    }
    if (!target.is_mean) { warn_if_idle(context, value.type, rounding); }
    return true;
}

/// R301 of a figure, which is written as it is meant.
void report_digits(CheckContext& context, const TypedExpression& value, const Target& target) {
    const std::string written{text_of(context.rules.files, value.span)};
    const std::string kept =
        ", `" + target.name + "` keeps " + std::to_string(target.type.decimals);
    if (value.type.quotient) {
        context.findings.error(value.span, "R301", "`" + written + "` is a quotient" + kept,
                               "write the number itself");
        return;
    }
    context.findings.error(value.span, "R301",
                           "`" + written + "` has " + std::to_string(value.type.decimals) +
                               (value.type.decimals == 1 ? " decimal" : " decimals") + kept,
                           "write fewer digits, or declare more decimals");
}

/// R301, or R406 where a mean over days has nothing that rounds it.
void report_no_rounding(CheckContext& context, const TypedExpression& value, const Target& target) {
    const std::string help =
        "say how to round: `round half up to " + step_of(target.type.decimals) + "`";
    if (target.is_mean) {
        context.findings.error(
            target.mark, "R406",
            "`" + target.name + "` is a mean over the days of the period and is not rounded", help);
        return;
    }
    context.findings.error(
        target.mark, "R301",
        (value.type.quotient
             ? std::string{"the exact value is a quotient"}
             : "the exact value has " + std::to_string(value.type.decimals) + " decimals") +
            ", `" + target.name + "` keeps " + std::to_string(target.type.decimals),
        help);
}

}  // namespace

bool check_assignment(CheckContext& context, const TypedExpression& value, const Target& target,
                      std::optional<CheckedRounding>& rounding) {
    if (value.type.is_unknown() || target.type.is_unknown()) { return false; }
    if (!check_kind_and_unit(context, value, target)) { return false; }
    if (target.rounding) {
        rounding = checked_rounding(*target.rounding);
        return check_written_rounding(context, value, target, *rounding);
    }
    if (!value.type.is_number() || target.type.quotient) { return true; }
    const bool fits = !value.type.quotient && value.type.decimals <= target.type.decimals;
    if (fits && !target.is_mean) { return true; }
    const Package& package = context.rules.packages[target.package];
    // The rounding of the package is for what is computed.
    if (!target.is_figure && package.rounding &&
        target.type.unit.power(package.rounding_currency) == 1 &&
        package.rounding->decimals <= target.type.decimals) {
        rounding = package.rounding;
        return true;
    }
    if (target.is_figure) {
        report_digits(context, value, target);
    } else if (package.rounding_known) {
        report_no_rounding(context, value, target);
    }
    return false;
}

Formula check_formula(CheckContext& context, const FormulaPlace& place,
                      const syntax::Expression& value,
                      const std::optional<syntax::RoundingClause>& rounding,
                      const syntax::Evidence& evidence, syntax::Span span) {
    Formula formula;
    formula.span = span;
    ExpressionChecker checker{
        context,
        {place.package, place.scope, nullptr, place.inherited, place.scope_known, place.is_mean}};
    formula.value = place.lone_literal ? checker.check_declared(value, place.type)
                                       : checker.check(value, &place.type);
    const Target target{
        place.package, place.name, place.type, rounding, {span.file, span.begin, span.begin + 1},
        place.is_mean};
    if (!check_assignment(context, formula.value, target, formula.rounding)) {
        formula.value.type = unknown_type();
    }
    formula.evidence = check_evidence(context, place.package, evidence);
    return formula;
}

bool check_step(CheckContext& context, const CheckedRounding& rounding) {
    const char* help = "write a step such as 0.01";
    if (rounding.step <= 0) {
        context.findings.error(rounding.span, "R203", "a rounding step is more than zero", help);
        return false;
    }
    if (rounding.decimals > decimals_max) {
        context.findings.error(rounding.span, "R305", "a step has at most 18 decimals", help);
        return false;
    }
    // With its digits as a whole number a step takes part in 128-bit products.
    if (step_digits(rounding) < Integer{1'000'000'000'000}) { return true; }
    context.findings.error(rounding.span, "R352", "this step is too large", help);
    return false;
}

void warn_if_idle(CheckContext& context, const Type& value, const CheckedRounding& rounding) {
    // One unit of the last digit: 0.01, but neither 0.05 nor 0.10.
    const bool one_unit = step_digits(rounding) == 1;
    if (value.quotient || value.decimals > rounding.decimals || !one_unit) { return; }
    context.findings.warning(rounding.span, "R304",
                             "this rounding changes nothing: the value has " +
                                 std::to_string(value.decimals) + " decimals",
                             "remove it");
}

bool check_magnitude(CheckContext& context, const Decimal& value, syntax::Span span) {
    static const Decimal limit{pow(Integer{10}, decimals_max)};
    static const std::int64_t word_limit = small_ratio(limit)->numerator;
    // Its denominator is one at least.
    const auto small = small_ratio(value);
    if (small && -word_limit < small->numerator && small->numerator < word_limit) { return true; }
    if (-limit < value && value < limit) { return true; }
    context.findings.error(span, "R352", "this number can leave 128 bits",
                           "numbers of the rules stay below 1 000 000 000 000 000 000");
    return false;
}

CheckedRounding checked_rounding(const syntax::RoundingClause& clause) {
    CheckedRounding made;
    made.mode = clause.mode;
    made.step = parse_decimal(clause.step).value_or(Decimal{0});
    const std::size_t point = clause.step.find('.');
    made.decimals =
        point == std::string::npos ? 0 : static_cast<unsigned>(clause.step.size() - point - 1);
    made.span = clause.span;
    return made;
}

CheckedEvidence check_evidence(CheckContext& context, PackageId package,
                               const syntax::Evidence& evidence) {
    CheckedEvidence made;
    made.review_by = evidence.review_by;
    made.provisional = evidence.provisional;
    if (evidence.provisional_span) {
        context.findings.remark(*evidence.provisional_span, "R412",
                                "a provisional figure is in use",
                                "look whether it is published by now");
    }
    const auto& sources = context.source_names[package];
    for (const auto& citation : evidence.citations) {
        const auto found = sources.find(citation.source.text);
        if (found != sources.end()) {
            made.citations.push_back({package, found->second, citation.place});
            context.used_sources.emplace(package, found->second);
            continue;
        }
        if (context.findings.full(citation.source.span.file) ||
            context.is_unread(package, citation.source.text)) {
            continue;
        }
        std::vector<std::string> names;
        for (const auto& [name, index] : sources) { names.push_back(name); }
        std::string help = did_you_mean(citation.source.text, names);
        if (help.empty()) { help = "declare it: `source " + citation.source.text + " \"…\"`"; }
        context.findings.error(citation.source.span, "R108",
                               "there is no source `" + citation.source.text + "`", help);
    }
    if (evidence.review_by && *evidence.review_by < context.today && evidence.review_span) {
        context.findings.warning(
            *evidence.review_span, "R411",
            "the day of review, " + mutua::to_string(*evidence.review_by) + ", has passed",
            "look it up again and move the day");
    }
    return made;
}

bool check_is_constant(CheckContext& context, const TypedExpression& value) {
    bool fine = true;
    walk(value, [&](const TypedExpression& one) {
        switch (one.kind) {
            case TypedKind::constant:
            case TypedKind::previous:
            case TypedKind::read:
            case TypedKind::negate:
            case TypedKind::absolute:
            case TypedKind::as_unit:
            case TypedKind::round:
            case TypedKind::add:
            case TypedKind::subtract:
            case TypedKind::multiply:
            case TypedKind::divide:
            case TypedKind::minimum:
            case TypedKind::maximum:
                return;
            default:
                break;
        }
        if (!fine) { return; }
        fine = false;
        context.findings.error(one.span, "R203", "this is no constant",
                               "a figure is made of numbers, `+ - * /`, `min`, `max`, `round` and "
                               "other figures at a fixed day");
    });
    return fine;
}

std::optional<Constant> check_constant(CheckContext& context, PackageId package,
                                       const std::string& name, const Type& type,
                                       const syntax::Expression& written) {
    ExpressionChecker checker{context, {package, std::nullopt, nullptr}};
    const TypedExpression value = checker.check_declared(written, type);
    const std::optional<syntax::RoundingClause> no_rounding;
    std::optional<CheckedRounding> rounding;
    const Target target{package, name, type, no_rounding, written.span, false, true};
    if (!check_assignment(context, value, target, rounding)) { return std::nullopt; }
    if (!check_is_constant(context, value)) { return std::nullopt; }
    auto found = constant_value(context.rules, value);
    if (!found) { return std::nullopt; }
    const auto* number = std::get_if<Decimal>(&*found);
    if (number != nullptr && !check_magnitude(context, *number, written.span)) {
        return std::nullopt;
    }
    return found;
}

}  // namespace mutua::ruleset
