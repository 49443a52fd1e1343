#include "engine/ruleset/explain/page_parts.hpp"

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/facets.hpp"
#include "engine/ruleset/explain/formula_explainer.hpp"
#include "engine/ruleset/explain/html.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/syntax/formatter.hpp"
#include "engine/ruleset/syntax/formatter_tokens.hpp"
#include "engine/ruleset/syntax/lexer.hpp"

#include <algorithm>

namespace mutua::ruleset::html {

namespace {

std::string cell(std::string_view content, std::string_view kind = {}) {
    const std::string attributes = kind.empty() ? "" : "class=\"" + std::string{kind} + "\"";
    return element("td", content, attributes);
}

std::string heading_row(const std::vector<std::string>& names) {
    std::string row;
    for (const std::string& name : names) { row += element("th", name); }
    return element("tr", row) + "\n";
}

std::string exception_head(const Words& words) {
    return heading_row({words("Exception"), words("When"), words("Formula"), words("Source")});
}

/// The comment right above a declaration, without `#` and without rules of dashes.
std::string note_of(const syntax::FormatToken& first, bool all) {
    std::string text;
    for (const syntax::Comment& comment : first.comments) {
        if (comment.trailing) { continue; }
        if (!all && comment.blank_before) { text.clear(); }
        std::string_view line = comment.text;
        line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
        const bool ruler = line.find_first_not_of("-=") == std::string_view::npos;
        if (ruler) { continue; }
        text += (text.empty() ? "" : " ") + std::string{line};
    }
    return !all && first.blank_before ? "" : escaped_words(text);
}

/// How a figure was made, where it is not written as a figure.
std::string formula_of_figure(const CheckedRuleset& rules, const Definition& definition,
                              const ParamVersion& version, std::size_t field) {
    if (field >= version.expressions.size()) { return ""; }
    const TypedExpression& made = version.expressions[field];
    const bool negative =
        made.kind == TypedKind::negate && made.children.front().kind == TypedKind::constant;
    if (made.kind == TypedKind::constant || negative) { return ""; }
    return formula_of(rules, definition.package,
                      formula_line(rules, {made, version.rounding, {}, made.span}));
}

std::string figure_rows(const Words& words, const CheckedRuleset& rules,
                        const Definition& definition, const ParamDefinition& param) {
    const bool record = definition.type.kind == ValueKind::record;
    std::vector<std::string> names{words("From"), words("Until")};
    if (record) {
        for (const RecordField& field : definition.type.fields) {
            names.push_back(escaped(field.name));
        }
    } else {
        names.push_back(words("Value"));
    }
    names.push_back(words("Source"));
    std::string table = heading_row(names);
    for (const ParamVersion& version : param.versions) {
        std::string row = days_of(words, version.days);
        for (std::size_t i = 0; i < version.values.size(); ++i) {
            const Type& type = record ? definition.type.fields.at(i).type : definition.type;
            row += cell(escaped(shown(rules, version.values[i], type)) +
                            formula_of_figure(rules, definition, version, i),
                        "number");
        }
        table +=
            element("tr", row + cell(evidence_of(words, rules, version.evidence), "source")) + "\n";
    }
    return element("table", table, "class=\"figures\"") + "\n";
}

std::string scale_rows(const Words& words, const CheckedRuleset& rules,
                       const Definition& definition, const ScaleDefinition& scale) {
    std::string made;
    for (const ScaleVersion& version : scale.versions) {
        std::string head =
            element("tr", days_of(words, version.days) +
                              cell(evidence_of(words, rules, version.evidence), "source"));
        made +=
            element("table", heading_row({words("From"), words("Until"), words("Source")}) + head) +
            "\n";
        std::string table = heading_row({words("Bracket"), words("Value")});
        for (const CheckedBracket& bracket : version.brackets) {
            const std::string threshold = words(bracket.above ? "above {}" : "reaching {}",
                                                {shown(bracket.threshold, scale.argument)});
            std::string value = scale.kind == ScaleKind::marginal
                                    ? rate_text(bracket.value, scale.argument, scale.argument)
                                    : shown(bracket.value, definition.type);
            if (bracket.plus != 0) {
                value = words("{} plus {} of the rest",
                              {value, rate_text(bracket.plus, scale.argument, definition.type)});
            }
            table +=
                element("tr", cell(escaped(threshold)) + cell(escaped(value), "number")) + "\n";
        }
        made += element("table", table, "class=\"brackets\"") + "\n";
        if (version.each_bracket) {
            made += element("p",
                            words("Each bracket is rounded {}.",
                                  {escaped(rounding_words(words, *version.each_bracket))}),
                            "class=\"facts\"") +
                    "\n";
        }
    }
    return made;
}

std::string table_rows(const Words& words, const CheckedRuleset& rules,
                       const Definition& definition, const TableDefinition& table) {
    std::string made;
    for (const TableVersion& version : table.versions) {
        std::string head =
            element("tr", days_of(words, version.days) +
                              cell(evidence_of(words, rules, version.evidence), "source"));
        made +=
            element("table", heading_row({words("From"), words("Until"), words("Source")}) + head) +
            "\n";
        std::vector<std::string> names;
        for (const RecordField& key : table.keys) { names.push_back(escaped(key.name)); }
        names.push_back(words("Value"));
        std::string rows = heading_row(names);
        for (const TableRow& one : version.rows) {
            std::string row;
            for (std::size_t i = 0; i < one.keys.size(); ++i) {
                row += cell(escaped(shown(rules, one.keys[i], table.keys.at(i).type)));
            }
            row += cell(escaped(shown(rules, one.value, definition.type)), "number");
            rows += element("tr", row) + "\n";
        }
        if (version.otherwise) {
            rows +=
                element("tr", element("td", words("otherwise"),
                                      "colspan=\"" + std::to_string(table.keys.size()) + "\"") +
                                  cell(escaped(shown(rules, *version.otherwise, definition.type)),
                                       "number")) +
                "\n";
        }
        made += element("table", rows, "class=\"brackets\"") + "\n";
    }
    return made;
}

std::string formula_block(const CheckedRuleset& rules, PackageId page, const Formula& formula) {
    return formula_of(rules, page, formula_line(rules, formula));
}

std::string condition_block(const CheckedRuleset& rules, PackageId page,
                            const TypedExpression& condition) {
    return formula_of(rules, page, text_of(rules.files, condition.span));
}

/// The labels behind `exclusive with`, as they are written; empty without them.
std::string exclusive_labels(const CheckedRuleset& rules, const CheckedException& one) {
    const syntax::Span between{one.label_span.file, one.label_span.end, one.when.span.begin};
    std::string text{text_of(rules.files, between)};
    const std::string words = "exclusive with ";
    const std::size_t begin = text.find(words);
    if (begin == std::string::npos) { return ""; }
    text.erase(0, begin + words.size());
    text.erase(std::min(text.find("when"), text.size()));
    text.erase(text.find_last_not_of(" \n") + 1);
    return text;
}

std::string exception_rows(const Words& words, const CheckedRuleset& rules, PackageId page,
                           const std::vector<CheckedException>& exceptions) {
    std::string table;
    for (const CheckedException& one : exceptions) {
        std::string label = escaped(one.label);
        for (const std::size_t other : one.over) {
            label +=
                " <span class=\"kind\">over " + escaped(exceptions.at(other).label) + "</span>";
        }
        if (const std::string others = exclusive_labels(rules, one); !others.empty()) {
            label += " <span class=\"kind\">" + words("exclusive with {}", {escaped(others)}) +
                     "</span>";
        }
        table +=
            element("tr", cell(label) + cell(condition_block(rules, page, one.when)) +
                              cell(formula_block(rules, page, one.formula)) +
                              cell(evidence_of(words, rules, one.formula.evidence), "source")) +
            "\n";
    }
    return table;
}

std::string rule_version(const Words& words, const CheckedRuleset& rules,
                         const Definition& definition, const RuleVersion& version) {
    std::string made;
    if (version.days.from != first_of_days || version.days.until != last_of_days) {
        made += element("table", heading_row({words("From"), words("Until")}) +
                                     element("tr", days_of(words, version.days))) +
                "\n";
    }
    if (version.applies_when) {
        made += element("p", words("Applies when"), "class=\"facts\"") +
                condition_block(rules, definition.package, *version.applies_when) + "\n";
    }
    made += formula_block(rules, definition.package, version.formula) + "\n";
    const std::string evidence = evidence_of(words, rules, version.formula.evidence);
    if (!evidence.empty()) { made += element("p", evidence, "class=\"facts source\"") + "\n"; }
    if (!version.exceptions.empty()) {
        made += element("table",
                        exception_head(words) +
                            exception_rows(words, rules, definition.package, version.exceptions)) +
                "\n";
    }
    return made;
}

std::string amendment_version(const Words& words, const CheckedRuleset& rules, PackageId page,
                              const AmendmentVersion& version) {
    return element("table", heading_row({words("From"), words("Until")}) +
                                element("tr", days_of(words, version.days))) +
           element("table",
                   exception_head(words) + exception_rows(words, rules, page, version.exceptions)) +
           "\n";
}

std::string rule_body(const Words& words, const CheckedRuleset& rules, const Definition& definition,
                      const RuleDefinition& rule) {
    std::string made;
    for (const RuleVersion& version : rule.versions) {
        made += rule_version(words, rules, definition, version);
    }
    for (const Amendment& amendment : rule.amendments) {
        const std::string& package = rules.packages.at(amendment.package).name;
        const std::string lead =
            element("p", words("Amended by {}", {link(package + ".html", escaped(package))}),
                    "class=\"facts\"");
        for (const AmendmentVersion& version : amendment.versions) {
            made += lead + amendment_version(words, rules, definition.package, version);
        }
    }
    for (const CheckedEnsure& ensure : rule.ensures) {
        made += element("p", words("Always ensured"), "class=\"facts\"") +
                condition_block(rules, definition.package, ensure.condition) + "\n";
        if (!ensure.message.empty()) {
            made += element("p", escaped_words(ensure.message), "class=\"facts\"") + "\n";
        }
    }
    return made;
}

}  // namespace

std::string amendments_of(const Words& words, const CheckedRuleset& rules, PackageId package) {
    std::string made;
    for (DefinitionId id = 0; id < rules.definitions.size(); ++id) {
        const RuleDefinition* rule = rules.definitions[id].rule();
        if (rule == nullptr) { continue; }
        for (const Amendment& amendment : rule->amendments) {
            if (amendment.package != package) { continue; }
            std::string body =
                element("h3", link(address_of(rules, id, package), escaped(full_name(rules, id)))) +
                "\n";
            for (const AmendmentVersion& version : amendment.versions) {
                body += amendment_version(words, rules, package, version);
            }
            made += element("section", body) + "\n";
        }
    }
    return made;
}

Notes notes_of(const CheckedRuleset& rules) {
    Notes notes;
    for (const Package& package : rules.packages) {
        for (const auto& words : syntax::format_tokens(rules.files, package.file).declarations) {
            if (words.size() < 2) { continue; }
            const bool head = words[0].text == "package";
            const std::string note = note_of(words[0], head);
            const std::string name = head ? package.name : package.name + "." + words[1].text;
            if (!note.empty()) { notes.emplace(name, note); }
        }
    }
    return notes;
}

std::string address_of(const CheckedRuleset& rules, DefinitionId definition, PackageId page) {
    const Definition& one = rules.definitions.at(definition);
    const std::string file = one.package == page ? "" : rules.packages[one.package].name + ".html";
    return file + "#" + one.name;
}

std::string formula_of(const CheckedRuleset& rules, PackageId page, std::string_view words) {
    const std::vector<SourceFile> files{{"", laid_out(words)}};
    const std::string& text = files.front().bytes;
    syntax::Findings findings{files};
    syntax::Lexer lexer{files, 0, findings};
    std::string made;
    std::size_t after = 0;
    for (syntax::Token token = lexer.next(); token.kind != syntax::TokenKind::end;
         token = lexer.next()) {
        if (token.kind == syntax::TokenKind::start) { continue; }
        made += escaped(std::string_view{text}.substr(after, token.span.begin - after));
        const std::string word{text_of(files, token.span)};
        const bool named = (token.kind == syntax::TokenKind::word && !token.reserved) ||
                           token.kind == syntax::TokenKind::path;
        const auto search = named ? find_definition(rules, page, word) : NameSearch{};
        if (search.found) {
            made += link(address_of(rules, search.found->definition, page), escaped(word));
        } else {
            made += token.reserved ? element("b", escaped(word)) : escaped(word);
        }
        after = token.span.end;
    }
    return element("pre", made);
}

std::string evidence_of(const Words& words, const CheckedRuleset& rules,
                        const CheckedEvidence& evidence) {
    std::string made;
    for (const CheckedEvidence::Citation& one : evidence.citations) {
        const CheckedSource& source = rules.packages.at(one.package).sources.at(one.source);
        if (!made.empty()) { made += "; "; }
        made += source.url.empty() ? escaped(source.text) : link(source.url, escaped(source.text));
        if (!one.place.empty()) { made += ", " + escaped(one.place); }
    }
    if (evidence.review_by) {
        made += (made.empty() ? "" : "<br>") +
                words("review by {}", {mutua::to_string(*evidence.review_by)});
    }
    if (evidence.provisional) {
        made += " <span class=\"mark\">" + words("provisional") + "</span>";
    }
    return made;
}

std::string links_to(const CheckedRuleset& rules, PackageId page, std::string_view lead,
                     const std::vector<DefinitionId>& all) {
    if (all.empty()) { return ""; }
    std::string made{lead};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Definition& one = rules.definitions.at(all[i]);
        const std::string name = one.package == page ? one.name : full_name(rules, all[i]);
        made += (i == 0 ? " " : ", ") + link(address_of(rules, all[i], page), escaped(name));
    }
    return element("p", made, "class=\"links\"") + "\n";
}

std::string days_of(const Words& words, const Days& days) {
    return cell(days.from == first_of_days ? words("always") : mutua::to_string(days.from), "day") +
           cell(days.until == last_of_days ? "" : mutua::to_string(days.until), "day");
}

std::string versions_of(const Words& words, const CheckedRuleset& rules,
                        const Definition& definition) {
    if (const auto* param = definition.param()) {
        return figure_rows(words, rules, definition, *param);
    }
    if (const auto* scale = definition.scale()) {
        return scale_rows(words, rules, definition, *scale);
    }
    if (const auto* table = definition.table()) {
        return table_rows(words, rules, definition, *table);
    }
    if (const auto* rule = definition.rule()) { return rule_body(words, rules, definition, *rule); }
    if (const auto* carry = definition.carry()) {
        return formula_block(rules, definition.package, carry->formula) + "\n";
    }
    const InputDefinition* input = definition.input();
    if (input && input->default_value) {
        return element("p", words("When it is not given"), "class=\"facts\"") +
               formula_block(rules, definition.package, *input->default_value) + "\n";
    }
    return "";
}

}  // namespace mutua::ruleset::html
