#include "engine/ruleset/explain/dump.hpp"

#include "engine/ruleset/explain/dump_expression.hpp"
#include "engine/ruleset/explain/reach.hpp"

#include <algorithm>
#include <array>

namespace mutua::ruleset {

namespace {

using dump::Detail;
using dump::exact_number;
using dump::Json;

/// Writes definitions with or without what only people read.
class Dumper {
public:
    Dumper(const CheckedRuleset& rules, Detail detail) : rules_{rules}, detail_{detail} {}

    [[nodiscard]] Json definition(const Definition& one) const {
        Json made{{"kind", kind_of(one)}, {"name", one.name}};
        if (one.scope) { made["scope"] = std::string{to_string(*one.scope)}; }
        made["type"] = dump::type_json(rules_, one.type);
        if (one.input() == nullptr) { made["dated_by"] = std::string{to_string(one.clock)}; }
        if (everything()) {
            made["span"] = dump::span_json(rules_, one.span);
            if (!one.labels.empty()) { made["labels"] = labels(one); }
        }
        if (const auto* input = one.input()) { add(made, one, *input); }
        if (const auto* param = one.param()) { add(made, one, *param); }
        if (const auto* scale = one.scale()) { add(made, one, *scale); }
        if (const auto* table = one.table()) { add(made, one, *table); }
        if (const auto* rule = one.rule()) { add(made, *rule); }
        if (const auto* carry = one.carry()) { add(made, one, *carry); }
        return made;
    }

    [[nodiscard]] Json expression(const TypedExpression& one) const {
        return dump::expression_json(rules_, one, detail_);
    }

private:
    [[nodiscard]] bool everything() const { return detail_ == Detail::everything; }

    [[nodiscard]] static const char* kind_of(const Definition& one) {
        if (one.input()) { return "input"; }
        if (one.param()) { return "param"; }
        if (one.scale()) { return "scale"; }
        if (one.table()) { return "table"; }
        return one.rule() ? "rule" : "carry";
    }

    [[nodiscard]] static Json labels(const Definition& one) {
        Json made = Json::object();
        for (const auto& [language, text] : one.labels) { made[language] = text; }
        return made;
    }

    /// A version: its days, then what `fill` adds, then its evidence and place.
    template <typename Version, typename Fill>
    [[nodiscard]] Json version(const Version& one, const Fill& fill) const {
        Json made{{"from", one.days.from == first_of_days ? Json{} : Json(day(one.days.from))},
                  {"to", one.days.until == last_of_days ? Json{} : Json(day(one.days.until))}};
        fill(made, one);
        if constexpr (requires { one.evidence; }) { add_evidence(made, one.evidence); }
        if (everything()) { made["span"] = dump::span_json(rules_, one.span); }
        return made;
    }

    template <typename Version, typename Fill>
    [[nodiscard]] Json versions(const std::vector<Version>& all, const Fill& fill) const {
        Json made = Json::array();
        for (const Version& one : all) { made.push_back(version(one, fill)); }
        return made;
    }

    [[nodiscard]] static std::string day(Date date) { return mutua::to_string(date); }

    void add_evidence(Json& made, const CheckedEvidence& evidence) const {
        if (!everything()) { return; }
        Json citations = Json::array();
        for (const auto& one : evidence.citations) {
            const Package& package = rules_.packages.at(one.package);
            citations.push_back(
                {{"source", package.sources.at(one.source).name}, {"place", one.place}});
        }
        if (!citations.empty()) {
            made["source"] = citations[0]["source"];
            made["place"] = citations[0]["place"];
        }
        if (citations.size() > 1) { made["sources"] = std::move(citations); }
        if (evidence.review_by) { made["review_by"] = day(*evidence.review_by); }
        if (evidence.provisional) { made["provisional"] = true; }
    }

    [[nodiscard]] Json formula(const Formula& one) const {
        Json made{{"value", expression(one.value)}};
        if (one.rounding) { made["round"] = dump::rounding_json(*one.rounding); }
        add_evidence(made, one.evidence);
        return made;
    }

    void add(Json& made, const Definition& one, const InputDefinition& input) const {
        if (input.low && input.high) {
            made["range"] = {exact_number(*input.low, one.type.decimals),
                             exact_number(*input.high, one.type.decimals)};
        }
        if (input.default_value) { made["default"] = formula(*input.default_value); }
        made["profile"] = input.profile;
    }

    [[nodiscard]] Json values(const Type& type, const std::vector<Constant>& all) const {
        if (type.kind != ValueKind::record) {
            return all.empty() ? Json{} : dump::constant_json(rules_, all.front(), type);
        }
        Json made = Json::object();
        for (std::size_t i = 0; i < type.fields.size() && i < all.size(); ++i) {
            made[type.fields[i].name] = dump::constant_json(rules_, all[i], type.fields[i].type);
        }
        return made;
    }

    void add(Json& made, const Definition& one, const ParamDefinition& param) const {
        made["versions"] = versions(param.versions, [&](Json& json, const ParamVersion& version) {
            json["value"] = values(one.type, version.values);
            const bool written =
                std::all_of(version.expressions.begin(), version.expressions.end(),
                            [](const TypedExpression& e) { return e.kind == TypedKind::constant; });
            if (!written && everything()) {
                json["formula"] = Json::array();
                for (const auto& e : version.expressions) {
                    json["formula"].push_back(expression(e));
                }
            }
            if (version.rounding && everything()) {
                json["round"] = dump::rounding_json(*version.rounding);
            }
        });
    }

    void add(Json& made, const Definition& one, const ScaleDefinition& scale) const {
        static constexpr std::array<const char*, 3> kinds{"marginal", "stated", "step"};
        made["scale"] = kinds.at(static_cast<std::size_t>(scale.kind));
        made["argument"] = dump::type_json(rules_, scale.argument);
        made["versions"] = versions(scale.versions, [&](Json& json, const ScaleVersion& version) {
            json["brackets"] = Json::array();
            for (const CheckedBracket& bracket : version.brackets) {
                Json row{{bracket.above ? "above" : "reaching",
                          exact_number(bracket.threshold, scale.argument.decimals)},
                         {"value", exact_number(bracket.value, value_decimals(one, scale))}};
                if (scale.has_plus) { row["plus"] = exact_number(bracket.plus, 2); }
                json["brackets"].push_back(std::move(row));
            }
            if (version.each_bracket) {
                json["each_bracket_round"] = dump::rounding_json(*version.each_bracket);
            }
        });
    }

    /// The values of a marginal scale are rates, those of the others are of its type.
    [[nodiscard]] static unsigned value_decimals(const Definition& one,
                                                 const ScaleDefinition& scale) {
        return scale.kind == ScaleKind::marginal ? 2 : one.type.decimals;
    }

    void add(Json& made, const Definition& one, const TableDefinition& table) const {
        made["keys"] = Json::array();
        for (const RecordField& key : table.keys) {
            made["keys"].push_back(
                {{"name", key.name}, {"type", dump::type_json(rules_, key.type)}});
        }
        made["versions"] = versions(table.versions, [&](Json& json, const TableVersion& version) {
            if (!version.file.empty() && everything()) { json["file"] = version.file; }
            json["rows"] = Json::array();
            for (const TableRow& row : version.rows) {
                Json keys = Json::array();
                for (std::size_t i = 0; i < row.keys.size(); ++i) {
                    keys.push_back(dump::constant_json(rules_, row.keys[i], table.keys.at(i).type));
                }
                json["rows"].push_back(
                    {{"keys", std::move(keys)},
                     {"value", dump::constant_json(rules_, row.value, one.type)}});
            }
            if (version.otherwise) {
                json["otherwise"] = dump::constant_json(rules_, *version.otherwise, one.type);
            }
        });
    }

    [[nodiscard]] Json exceptions(const std::vector<CheckedException>& all) const {
        Json made = Json::array();
        for (const CheckedException& one : all) {
            Json json{{"label", one.label}, {"over", Json::array()}};
            for (const std::size_t other : one.over) {
                json["over"].push_back(all.at(other).label);
            }
            json["when"] = expression(one.when);
            json["formula"] = formula(one.formula);
            made.push_back(std::move(json));
        }
        return made;
    }

    void add(Json& made, const RuleDefinition& rule) const {
        made["output"] = rule.output;
        if (rule.printed) {
            made["shown"] = {{"on", rule.printed->document},
                             {"section", rule.printed->section},
                             {"order", rule.printed->order},
                             {"as", rule.printed->role}};
        }
        if (!rule.tags.empty()) { made["tags"] = rule.tags; }
        if (rule.open) { made["open_to"] = open_to(*rule.open); }
        made["versions"] = versions(rule.versions, [&](Json& json, const RuleVersion& version) {
            if (version.applies_when) { json["applies_when"] = expression(*version.applies_when); }
            json["formula"] = formula(version.formula);
            if (!version.exceptions.empty()) {
                json["exceptions"] = exceptions(version.exceptions);
            }
        });
        if (rule.mean_of_days) { made["mean_of_days"] = dump::rounding_json(*rule.mean_of_days); }
        if (!rule.ensures.empty()) { made["ensure"] = ensures(rule.ensures); }
        if (!rule.amendments.empty()) { made["amendments"] = amendments(rule.amendments); }
    }

    [[nodiscard]] static Json open_to(const OpenTo& open) {
        Json layers = Json::array();
        for (const Layer layer : open.layers) { layers.push_back(std::string{to_string(layer)}); }
        Json made{{"layers", std::move(layers)}};
        if (open.bound == OpenTo::Bound::at_least) { made["bound"] = "at least"; }
        if (open.bound == OpenTo::Bound::at_most) { made["bound"] = "at most"; }
        return made;
    }

    [[nodiscard]] Json ensures(const std::vector<CheckedEnsure>& all) const {
        Json made = Json::array();
        for (const CheckedEnsure& one : all) {
            Json json{{"condition", expression(one.condition)}};
            if (everything() && !one.message.empty()) { json["message"] = one.message; }
            made.push_back(std::move(json));
        }
        return made;
    }

    [[nodiscard]] Json amendments(const std::vector<Amendment>& all) const {
        Json made = Json::array();
        for (const Amendment& one : all) {
            const Package& package = rules_.packages.at(one.package);
            Json json{{"package", package.name}, {"layer", std::string{to_string(one.layer)}}};
            if (package.layer_when) { json["when"] = expression(*package.layer_when); }
            json["versions"] =
                versions(one.versions, [&](Json& inner, const AmendmentVersion& version) {
                    inner["exceptions"] = exceptions(version.exceptions);
                });
            made.push_back(std::move(json));
        }
        return made;
    }

    void add(Json& made, const Definition& one, const CarryDefinition& carry) const {
        static constexpr std::array<const char*, 4> resets{"never", "month", "quarter",
                                                           "civil_year"};
        made["keyed_by"] = std::string{to_string(carry.key)};
        if (carry.low && carry.high) {
            made["range"] = {exact_number(*carry.low, one.type.decimals),
                             exact_number(*carry.high, one.type.decimals)};
        }
        made["formula"] = formula(carry.formula);
        made["reset_each"] = resets.at(static_cast<std::size_t>(carry.reset));
        if (carry.starts_at) {
            made["starts_at"] = dump::constant_json(rules_, *carry.starts_at, one.type);
        }
    }

    const CheckedRuleset& rules_;
    Detail detail_;
};

Json package_json(const CheckedRuleset& rules, PackageId id) {
    const Package& package = rules.packages.at(id);
    const Dumper dumper{rules, Detail::everything};
    Json made{{"format", "mutua-rules/1"},
              {"package", package.name},
              {"layer", std::string{to_string(package.layer)}},
              {"dated_by", std::string{to_string(package.clock)}},
              {"file", rules.files.at(package.file).path}};
    if (package.layer_when) { made["layer_when"] = dumper.expression(*package.layer_when); }
    made["covers"] = {mutua::to_string(package.covers.from),
                      mutua::to_string(package.covers.until)};
    if (package.rounding) {
        made["rounding"] = {{"unit", package.rounding_currency},
                            {"round", dump::rounding_json(*package.rounding)}};
    }
    made["uses"] = Json::array();
    for (const PackageId used : package.uses) {
        made["uses"].push_back(rules.packages.at(used).name);
    }
    made["sources"] = Json::array();
    for (const CheckedSource& source : package.sources) {
        made["sources"].push_back(
            {{"name", source.name}, {"text", source.text}, {"url", source.url}});
    }
    made["definitions"] = Json::array();
    std::vector<const Definition*> definitions;
    for (const Definition& one : rules.definitions) {
        if (one.package == id) { definitions.push_back(&one); }
    }
    std::sort(definitions.begin(), definitions.end(), [](const auto* left, const auto* right) {
        return left->span.begin < right->span.begin;
    });
    for (const Definition* one : definitions) {
        made["definitions"].push_back(dumper.definition(*one));
    }
    return made;
}

std::string text_of(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// Text between quotes in DOT.
std::string quoted(const std::string& text) {
    std::string made = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') { made += '\\'; }
        made += c;
    }
    return made + '"';
}

const char* shape_of(const Definition& definition) {
    if (definition.input()) { return "ellipse"; }
    if (definition.rule()) { return definition.rule()->output ? "box, style=bold" : "box"; }
    if (definition.carry()) { return "cds"; }
    return definition.param() ? "note" : "folder";
}

}  // namespace

std::string dump_json(const CheckedRuleset& rules, const std::vector<PackageId>& packages) {
    if (packages.size() == 1) { return text_of(package_json(rules, packages.front()), 2) + "\n"; }
    Json all = Json::array();
    for (const PackageId id : packages) { all.push_back(package_json(rules, id)); }
    return text_of(all, 2) + "\n";
}

std::string dump_graph(const CheckedRuleset& rules, const std::vector<DefinitionId>& roots) {
    const std::vector<DefinitionId> reached = reached_from(rules, roots);
    std::string text = "digraph rules {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n";
    std::size_t cluster = 0;
    for (std::size_t package = 0; package < rules.packages.size(); ++package) {
        std::string nodes;
        for (const DefinitionId id : reached) {
            const Definition& one = rules.definitions.at(id);
            if (one.package != package) { continue; }
            nodes += "    " + quoted(full_name(rules, id)) + " [label=" + quoted(one.name) +
                     ", shape=" + shape_of(one) + "];\n";
        }
        if (nodes.empty()) { continue; }
        text += "  subgraph cluster_" + std::to_string(cluster++) +
                " {\n    label=" + quoted(rules.packages[package].name) + ";\n" + nodes + "  }\n";
    }
    for (const DefinitionId id : reached) {
        for (const DefinitionId used : used_by(rules, id)) {
            // An `ensure` tests the rule itself: only a carry is made of what it was.
            if (used == id && rules.definitions.at(id).rule() != nullptr) { continue; }
            text += "  " + quoted(full_name(rules, id)) + " -> " + quoted(full_name(rules, used)) +
                    ";\n";
        }
    }
    return text + "}\n";
}

std::string meaning_json(const CheckedRuleset& rules, DefinitionId definition) {
    Json made{{"package", rules.packages.at(rules.definitions.at(definition).package).name}};
    made.update(Dumper{rules, Detail::meaning}.definition(rules.definitions.at(definition)));
    return text_of(made, -1);
}

Digest program_hash(const CheckedRuleset& rules, const std::vector<DefinitionId>& roots) {
    std::string bytes;
    for (const DefinitionId id : reached_from(rules, roots)) {
        bytes += meaning_json(rules, id) + "\n";
    }
    return sha256(bytes);
}

}  // namespace mutua::ruleset
