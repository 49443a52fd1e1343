#include "engine/ruleset/explain/formula_explainer.hpp"

#include "engine/ruleset/oracle/formula_text.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

/// Rows of a sum that are told one by one.
constexpr std::size_t rows_told_max = 6;

/// A value without the zeros that only the arithmetic before a rounding adds.
std::string without_idle_zeros(const CheckedRuleset& rules, const Constant& value,
                               const Type& type) {
    const auto* number = std::get_if<Decimal>(&value);
    if (number == nullptr || type.percent) { return shown(rules, value, type); }
    return exact_text(*number, std::min(type.decimals, 2U));
}

bool compares_sizes(TypedKind kind) {
    return kind == TypedKind::less || kind == TypedKind::less_equal || kind == TypedKind::greater ||
           kind == TypedKind::greater_equal;
}

bool is_logic(TypedKind kind) {
    return kind == TypedKind::logical_and || kind == TypedKind::logical_or ||
           kind == TypedKind::logical_not;
}

/// Without the parentheses around the whole.
std::string without_parentheses(const std::string& text) {
    if (!text.starts_with('(') || !text.ends_with(')')) { return text; }
    int open = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (open == 0) { return text; }
    }
    return text.substr(1, text.size() - 2);
}

/// "1 000.00 at 20.00 % = 200.00", and what a rounding of each bracket made of it.
std::string part_text(const Words& words, const ScaleDefinition& scale, const ScaleVersion& version,
                      const Decimal& width, const Decimal& rate, const Type& result) {
    const Decimal part = width * rate;
    std::string text =
        words("{} at {} = {}", {shown(width, scale.argument),
                                rate_text(rate, scale.argument, result), exact_text(part, 2)});
    if (version.each_bracket) {
        const Decimal after = round(part, version.each_bracket->step, version.each_bracket->mode);
        text +=
            " -> " + rounding_words(words, *version.each_bracket) + " -> " + exact_text(after, 2);
    }
    return text;
}

/// What one bracket of a marginal scale gave.
std::string bracket_part(const Words& words, const ScaleDefinition& scale,
                         const ScaleVersion& version, std::size_t index, const Decimal& argument) {
    const CheckedBracket& bracket = version.brackets[index];
    Decimal end = argument;
    if (index + 1 < version.brackets.size()) {
        end = std::min(end, version.brackets[index + 1].threshold);
    }
    return part_text(words, scale, version, end - bracket.threshold, bracket.value, scale.argument);
}

/// "month_pay <= floor is false by 100.00"; of a test that reads `is` itself: "n is 4 does not
/// hold".
std::string verdict_of(const Words& words, const ExplainedPart& part) {
    if (part.values.empty()) { return words("{} cannot be said", {part.text}); }
    const bool reads_is = part.text.find(" is ") != std::string::npos;
    const std::string text = reads_is
                                 ? words(part.holds ? "{} holds" : "{} does not hold", {part.text})
                                 : words(part.holds ? "{} is true" : "{} is false", {part.text});
    if (is_no_distance(part.distance)) { return text + ": " + words("the two are equal"); }
    if (part.distance.empty()) { return text; }
    return reads_is ? text + ": " + words("{} apart", {part.distance})
                    : words("{} by {}", {text, part.distance});
}

/// For each test that decided.
std::string why_not_text(const Words& words, const ExplainedCondition& one) {
    std::string text;
    for (const ExplainedPart& part : one.parts) {
        if (!part.decides) { continue; }
        text += (text.empty() ? "" : "," + words(" and ")) + verdict_of(words, part);
    }
    return text;
}

}  // namespace

std::string rounding_words(const Words& words, const CheckedRounding& rounding) {
    return words("{} to {}", {words(mode_text(rounding.mode)),
                              grouped(mutua::to_string(rounding.step, rounding.decimals))});
}

bool is_no_distance(const std::string& distance) {
    return !distance.empty() && distance.find_first_of("123456789") == std::string::npos;
}

std::string with_unit(const std::string& text, const Type& type) {
    const bool unit = type.is_number() && !type.unit.is_pure();
    return unit ? text + " " + type.unit.text() : text;
}

std::string days_text(const Words& words, const Days& days) {
    if (days.until == last_of_days) {
        return days.from == first_of_days ? "" : words("since {}", {mutua::to_string(days.from)});
    }
    return mutua::to_string(days.from) + " .. " + mutua::to_string(days.until);
}

/// The days of a version, and whether its figures are final.
template <typename Version>
std::string version_text(const Words& words, const Version& version) {
    const std::string days = days_text(words, version.days);
    if (!version.evidence.provisional) { return days; }
    return (days.empty() ? "" : days + ", ") + words("provisional");
}

ExplainedCondition FormulaExplainer::condition(const TypedExpression& when,
                                               const ExactPlace& place) {
    ExplainedCondition made;
    const FigureReplay::Looked looked = replay_.look(when, place);
    made.text = written(rules_, when.span);
    made.values = with_values(rules_, looked.look, when);
    made.holds = looked.value && std::get<bool>(*looked.value);
    add_parts(made.parts, when, place, !made.holds);
    if (!made.holds && !is_logic(when.kind)) { made.distance = made.parts.front().distance; }
    return made;
}

std::vector<ExplainedCondition> FormulaExplainer::conditions(
    const std::vector<CheckedException>& exceptions, const ExactPlace& place) {
    std::vector<ExplainedCondition> all;
    for (const CheckedException& one : exceptions) {
        all.push_back(condition(one.when, place));
        all.back().label = one.label;
    }
    return all;
}

/// The tests of a condition. `wanted` is what it would have to be for the whole to come out
/// otherwise.
void FormulaExplainer::add_parts(std::vector<ExplainedPart>& parts, const TypedExpression& one,
                                 const ExactPlace& place, bool wanted) {
    if (is_logic(one.kind)) {
        const bool turned = one.kind == TypedKind::logical_not;
        for (const TypedExpression& child : one.children) {
            add_parts(parts, child, place, wanted != turned);
        }
        return;
    }
    const FigureReplay::Looked looked = replay_.look(one, place);
    ExplainedPart made;
    made.text = without_parentheses(written(rules_, one.span));
    if (looked.value) {
        made.values = without_parentheses(with_values(rules_, looked.look, one));
        made.holds = std::get<bool>(*looked.value);
        made.distance = distance(one, place);
    }
    made.decides = !looked.value || made.holds != wanted;
    parts.push_back(std::move(made));
}

/// How far the two sides of a comparison lie apart.
std::string FormulaExplainer::distance(const TypedExpression& one, const ExactPlace& place) {
    const bool equality = one.kind == TypedKind::equal || one.kind == TypedKind::not_equal;
    if (!compares_sizes(one.kind) && !equality) { return ""; }
    const auto left = replay_.look(one.children.at(0), place).value;
    const auto right = replay_.look(one.children.at(1), place).value;
    if (!left || !right) { return ""; }
    if (const auto* day = std::get_if<Date>(&*left)) {
        const Date other = std::get<Date>(*right);
        const auto days = date::sys_days{*day} - date::sys_days{other};
        const auto count = days.count() < 0 ? -days.count() : days.count();
        return std::to_string(count) + (count == 1 ? " day" : " days");
    }
    const auto* number = std::get_if<Decimal>(&*left);
    if (number == nullptr) { return ""; }
    const Decimal apart = *number - std::get<Decimal>(*right);
    return shown(apart < 0 ? Decimal{-apart} : apart, one.children[0].type);
}

Constant FormulaExplainer::explain(ExplainedFormula& made, const Formula& formula,
                                   const ExactPlace& place, const Type& type) {
    Constant found = explain(made, formula.value, place);
    return formula.rounding ? add_rounding(made, found, *formula.rounding, type) : found;
}

Constant FormulaExplainer::explain(ExplainedFormula& made, const TypedExpression& formula,
                                   const ExactPlace& place) {
    const FigureReplay::Looked looked = replay_.look(formula, place);
    require(looked.value.has_value(), "the formula of a figure without fault has a value");
    made.formula = written(rules_, formula.span);
    made.formula_values = with_values(rules_, looked.look, formula);
    made.exact = shown(rules_, *looked.value, formula.type);
    add_look(made, looked.look, place);
    return *looked.value;
}

Constant FormulaExplainer::add_rounding(ExplainedFormula& made, const Constant& before,
                                        const CheckedRounding& rounding, const Type& type) const {
    const Decimal after = round(std::get<Decimal>(before), rounding.step, rounding.mode);
    made.rounding = rounding_words(words_, rounding);
    made.rounded = shown(after, type);
    made.rounding_of_package = rounding.of_package;
    return after;
}

void FormulaExplainer::add_operands(ExplainedFormula& made, const TypedExpression& condition,
                                    const ExactPlace& place) {
    add_look(made, replay_.look(condition, place).look, place);
}

void FormulaExplainer::add_provisional(ExplainedFormula& made, const TypedExpression& condition,
                                       const ExactPlace& place) {
    const FormulaLook look = replay_.look(condition, place).look;
    for (const LookedAt& seen : look.seen) {
        ExplainedOperand operand = operand_of(seen, look, place);
        if (operand.provisional) { add_operand(made, std::move(operand)); }
    }
}

/// Each name once. What rests on a provisional figure is provisional.
void FormulaExplainer::add_operand(ExplainedFormula& made, ExplainedOperand&& operand) {
    made.provisional = made.provisional || operand.provisional;
    const bool known = std::any_of(made.from.begin(), made.from.end(),
                                   [&](const auto& one) { return one.name == operand.name; });
    if (!known) { made.from.push_back(std::move(operand)); }
}

void FormulaExplainer::add_look(ExplainedFormula& made, const FormulaLook& look,
                                const ExactPlace& place) {
    for (const LookedAt& seen : look.seen) {
        ExplainedOperand operand = operand_of(seen, look, place);
        note_read(*seen.expression, place);
        for (const auto& [row, value] : seen.rows) {
            const bool reads = !seen.expression->children.empty() &&
                               seen.expression->kind != TypedKind::split &&
                               seen.expression->kind != TypedKind::count_rows;
            if (!reads || read_.size() >= 4 * rows_told_max) { break; }
            note_read(seen.expression->children[0],
                      {seen.expression->rows, row, place.owner, nullptr});
        }
        add_operand(made, std::move(operand));
    }
    for (const RoundingUse& use : look.roundings) {
        const std::string text = written(rules_, use.site);
        const std::size_t how = text.rfind(") ");
        made.roundings.push_back({text, exact_text(use.before, 2),
                                  how == std::string::npos ? "" : text.substr(how + 2),
                                  exact_text(use.after, 2)});
    }
    for (const Loser& loser : look.losers) { made.idle.push_back(idle_text(loser)); }
}

void FormulaExplainer::add_idle(ExplainedFormula& made,
                                const std::vector<CheckedException>& exceptions,
                                std::optional<std::size_t> taken) const {
    const std::size_t first = made.exceptions.size() - exceptions.size();
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        if (taken == i) { continue; }
        const ExplainedCondition& one = made.exceptions[first + i];
        std::string why = why_not_text(words_, one);
        if (one.holds) {
            why = words_("it holds, and `{}` is declared over it",
                         {taken ? exceptions[*taken].label : words_("another")});
        }
        made.idle.push_back(words_("exception {}", {one.label}) + ": " + why);
    }
}

std::vector<ExplainedSource> FormulaExplainer::sources_of(const CheckedEvidence& evidence) const {
    std::vector<ExplainedSource> sources;
    for (const auto& citation : evidence.citations) {
        const CheckedSource& source = rules_.packages[citation.package].sources.at(citation.source);
        sources.push_back({source.text, citation.place, source.url});
    }
    return sources;
}

void FormulaExplainer::add_version(ExplainedFormula& made, const Days& days,
                                   const CheckedEvidence& evidence) const {
    if (days.from != first_of_days) { made.version = mutua::to_string(days.from); }
    if (days.until != last_of_days) { made.until = mutua::to_string(days.until); }
    made.provisional = made.provisional || evidence.provisional;
    for (ExplainedSource& source : sources_of(evidence)) {
        made.sources.push_back(std::move(source));
    }
}

std::vector<std::pair<DefinitionId, std::size_t>> FormulaExplainer::take_read() {
    return std::exchange(read_, {});
}

void FormulaExplainer::note_read(const TypedExpression& one, const ExactPlace& place) {
    if (one.kind != TypedKind::read && one.kind != TypedKind::applies) { return; }
    const Definition& definition = rules_.definitions[one.definition];
    if (definition.rule() == nullptr && definition.carry() == nullptr) { return; }
    const std::pair row{one.definition, replay_.exact().row_of(place, *definition.scope)};
    if (std::find(read_.begin(), read_.end(), row) == read_.end()) { read_.push_back(row); }
}

ExplainedOperand FormulaExplainer::operand_of(const LookedAt& seen, const FormulaLook& look,
                                              const ExactPlace& place) {
    const TypedExpression& node = *seen.expression;
    ExplainedOperand made;
    made.name = written(rules_, node.span);
    made.value = shown(rules_, seen.value, node.type);
    if (seen.scale) {
        made.name = rules_.definitions[node.definition].name + "(" +
                    shown(seen.scale->argument, node.children.at(0).type) + ")";
        add_scale(made, seen);
    } else if (seen.table) {
        made.name = rules_.definitions[node.definition].name + "[";
        const std::size_t keys = node.children.size() - (node.has_else ? 1 : 0);
        for (std::size_t i = 0; i < keys; ++i) {
            made.name += (i == 0 ? "" : ", ") + with_values(rules_, look, node.children[i]);
        }
        made.name += "]";
        add_table(made, seen);
    } else if (node.kind == TypedKind::read || node.kind == TypedKind::applies ||
               node.kind == TypedKind::prior || node.kind == TypedKind::inherited) {
        // `sum of tagged …` reads many names in one place.
        if (made.name.starts_with("sum ")) { made.name = rules_.definitions[node.definition].name; }
        made.detail = read_detail(seen, place);
        if (seen.version) {
            const CheckedEvidence& evidence =
                rules_.definitions[node.definition].param()->versions[*seen.version].evidence;
            made.sources = sources_of(evidence);
            made.provisional = evidence.provisional;
        }
    } else {
        made.detail = rows_detail(seen, place);
    }
    return made;
}

std::string FormulaExplainer::rows_detail(const LookedAt& seen, const ExactPlace& place) const {
    const TypedExpression& node = *seen.expression;
    const bool split = node.kind == TypedKind::split;
    const Scope below = split ? place.scope : node.rows;
    const std::size_t all =
        split ? seen.rows.size() : replay_.exact().rows_below(place, below).size();
    const std::string scope{to_string(below)};
    std::string rows = std::to_string(all) + " " + words_(all == 1 ? scope : scope + "s");
    if (seen.rows.size() != all) {
        rows = words_("{} of {}", {std::to_string(seen.rows.size()), rows});
    }
    std::string text = words_(split ? "shared by weight over {}" : "over {}", {rows});
    if (node.kind == TypedKind::count_rows) { return text; }
    const Type& type = node.children.at(split ? 1 : 0).type;
    for (std::size_t i = 0; i < std::min(seen.rows.size(), rows_told_max); ++i) {
        const bool is_named = below == Scope::contract && !contracts_.empty();
        text += (i == 0 ? ": " : ", ") + (is_named ? contracts_.at(seen.rows[i].first) + " " : "") +
                shown(rules_, seen.rows[i].second, type);
    }
    if (seen.rows.size() > rows_told_max) {
        text += " " + words_("and {} more", {std::to_string(seen.rows.size() - rows_told_max)});
    }
    return text;
}

void FormulaExplainer::add_scale(ExplainedOperand& made, const LookedAt& seen) const {
    const Definition& definition = rules_.definitions[seen.expression->definition];
    const ScaleDefinition& scale = *definition.scale();
    const ScaleUse& use = *seen.scale;
    const ScaleVersion& version = scale.versions[use.version];
    made.sources = sources_of(version.evidence);
    made.provisional = version.evidence.provisional;
    made.detail = version_text(words_, version) + ", " +
                  (use.bracket ? words_("bracket {}: {}",
                                        {std::to_string(*use.bracket + 1),
                                         written(rules_, version.brackets[*use.bracket].span)})
                               : words_("below the first bracket"));
    if (scale.kind == ScaleKind::stated && use.bracket) {
        const CheckedBracket& bracket = version.brackets[*use.bracket];
        if (bracket.plus == 0) { return; }
        made.parts.push_back(words_(
            "{}, and {}", {exact_text(bracket.value, 2),
                           part_text(words_, scale, version, use.argument - bracket.threshold,
                                     bracket.plus, definition.type)}));
    }
    if (scale.kind != ScaleKind::marginal) { return; }
    for (std::size_t i = 0; i < version.brackets.size(); ++i) {
        if (use.argument <= version.brackets[i].threshold) { break; }
        made.parts.push_back(bracket_part(words_, scale, version, i, use.argument));
    }
}

void FormulaExplainer::add_table(ExplainedOperand& made, const LookedAt& seen) const {
    const TableUse& use = *seen.table;
    const TableVersion& version =
        rules_.definitions[seen.expression->definition].table()->versions[use.version];
    made.sources = sources_of(version.evidence);
    made.provisional = version.evidence.provisional;
    made.detail = version_text(words_, version);
    if (!use.row) {
        made.detail += ", " + words_(version.otherwise ? "`otherwise`" : "`else` of the call");
    }
    if (!version.file.empty()) { made.detail += ", " + version.file; }
}

std::string FormulaExplainer::read_detail(const LookedAt& seen, const ExactPlace& place) {
    const TypedExpression& node = *seen.expression;
    if (node.kind == TypedKind::inherited) { return words_("of the layers below"); }
    const Definition& definition = rules_.definitions[node.definition];
    if (seen.version) {
        const ParamVersion& version = definition.param()->versions[*seen.version];
        return version_text(words_, version);
    }
    const std::size_t row = replay_.exact().row_of(place, *definition.scope);
    if (node.kind == TypedKind::prior) {
        const auto& all = replay_.exact().row().prior;
        const bool given = std::any_of(all.begin(), all.end(), [&](const ExactGiven& one) {
            return one.definition == node.definition && (!one.row || *one.row == row);
        });
        return words_(given ? "given" : "nothing before this row");
    }
    const ExactFigure* found = replay_.figure(node.definition, row);
    if (found == nullptr || node.kind == TypedKind::applies) { return ""; }
    if (!found->applicable) { return words_("not applicable"); }
    if (found->given) { return words_("given"); }
    return definition.input() != nullptr ? words_("default") : "";
}

std::string FormulaExplainer::idle_text(const Loser& loser) const {
    const TypedExpression& node = *loser.expression;
    const std::string value = without_idle_zeros(rules_, loser.value, *loser.type);
    const std::string winner = without_idle_zeros(rules_, loser.winner, *loser.type);
    const std::string name =
        node.kind == TypedKind::constant ? value : written(rules_, node.span) + " = " + value;
    if (loser.value == loser.winner) { return words_("{}: gives the same", {name}); }
    return words_(loser.of_minimum ? "{}: would decide below {}" : "{}: would decide above {}",
                  {name, winner});
}

}  // namespace mutua::ruleset
