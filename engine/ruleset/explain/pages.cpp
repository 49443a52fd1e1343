#include "engine/ruleset/explain/pages.hpp"

#include "engine/ruleset/explain/facets.hpp"
#include "engine/ruleset/explain/formula_explainer.hpp"
#include "engine/ruleset/explain/html.hpp"
#include "engine/ruleset/explain/page_parts.hpp"
#include "engine/ruleset/explain/reach.hpp"

#include <algorithm>
#include <array>

namespace mutua::ruleset {

namespace {

using html::element;
using html::escaped;
using html::link;

struct Kind {
    const char* title;
    bool (*holds)(const Definition&);
};

constexpr std::array<Kind, 6> kinds{{
    {"Inputs", [](const Definition& one) { return one.input() != nullptr; }},
    {"Figures", [](const Definition& one) { return one.param() != nullptr; }},
    {"Scales", [](const Definition& one) { return one.scale() != nullptr; }},
    {"Tables", [](const Definition& one) { return one.table() != nullptr; }},
    {"Rules", [](const Definition& one) { return one.rule() != nullptr; }},
    {"Values kept from month to month",
     [](const Definition& one) { return one.carry() != nullptr; }},
}};

/// Ids of the definitions of a package that are of one kind, in the order of the file.
std::vector<DefinitionId> of_kind(const CheckedRuleset& rules, PackageId package,
                                  const Kind& kind) {
    std::vector<DefinitionId> ids = declared_by(rules, package);
    std::erase_if(ids, [&](DefinitionId id) { return !kind.holds(rules.definitions[id]); });
    std::sort(ids.begin(), ids.end(), [&rules](DefinitionId left, DefinitionId right) {
        return rules.definitions[left].span.begin < rules.definitions[right].span.begin;
    });
    return ids;
}

/// What a word of the language means to a reader who does not know it.
std::string fact_text(const Words& words, const CheckedRuleset& rules, const Definition& one,
                      const Facet& facet) {
    if (facet.part == "profile") { return words("profile: layers of rules may depend on it"); }
    if (facet.part == "kind") {
        switch (one.scale()->kind) {
            case ScaleKind::marginal:
                return words("each part of the amount at the rate of its bracket");
            case ScaleKind::stated:
                return words(
                    "the value of the bracket, and its rate on what lies above the threshold");
            case ScaleKind::step:
                return words("one value for the whole bracket");
        }
    }
    if (facet.part == "type" && one.type.kind == ValueKind::enumeration) {
        std::string items;
        for (const std::string& item : rules.enums.at(one.type.enumeration).items) {
            items += (items.empty() ? "" : ", ") + item;
        }
        return words("one of {}", {items});
    }
    return facet.part + (facet.text == "yes" ? "" : " " + facet.text);
}

class PackagePage {
public:
    PackagePage(const Ruleset& ruleset, const html::Notes& notes,
                const std::vector<std::vector<DefinitionId>>& readers, const Words& words,
                PackageId package)
        : ruleset_{ruleset},
          words_{words},
          rules_{*ruleset},
          notes_{notes},
          readers_{readers},
          id_{package} {}

    [[nodiscard]] RulesPage write() const {
        const Package& package = rules_.packages.at(id_);
        std::string body =
            element("p", link("index.html", words_("All packages")), "class=\"links\"") + "\n";
        body += element("h1", escaped(package.name)) + "\n" + head(package);
        if (const auto note = notes_.find(package.name); note != notes_.end()) {
            body += element("p", note->second, "class=\"note\"") + "\n";
        }
        body += contents();
        for (const Kind& kind : kinds) {
            const auto ids = of_kind(rules_, id_, kind);
            if (ids.empty()) { continue; }
            body += element("h2", words_(kind.title)) + "\n";
            for (const DefinitionId id : ids) { body += definition(id); }
        }
        if (const std::string amended = html::amendments_of(words_, rules_, id_);
            !amended.empty()) {
            body += element("h2", words_("Amendments")) + "\n" + amended;
        }
        body += sources(package);
        body += element("footer",
                        words_("Ruleset {}, file {}",
                               {identity(ruleset_), escaped(rules_.files.at(package.file).path)})) +
                "\n";
        return {package.name + ".html", html::page(words_.language(), package.name, body)};
    }

private:
    [[nodiscard]] std::string head(const Package& package) const {
        const std::string layer{to_string(package.layer)};
        std::string text =
            package.layer_when
                ? words_("Layer {} when {}",
                         {layer, escaped(text_of(rules_.files, package.layer_when->span))})
                : words_("Layer {}", {layer});
        text += " · " + words_("dated by {}", {std::string{to_string(package.clock)}}) + " · " +
                words_("covers {} to {}", {mutua::to_string(package.covers.from),
                                           mutua::to_string(package.covers.until)});
        if (package.rounding) {
            text += " · " +
                    words_("{} rounded {}", {escaped(package.rounding_currency),
                                             escaped(rounding_words(words_, *package.rounding))});
        }
        std::string uses;
        for (const PackageId used : package.uses) {
            const std::string& name = rules_.packages.at(used).name;
            uses +=
                (uses.empty() ? words_("Uses") + " " : ", ") + link(name + ".html", escaped(name));
        }
        std::string made = element("p", text, "class=\"facts\"") + "\n";
        if (!uses.empty()) { made += element("p", uses, "class=\"links\"") + "\n"; }
        return made;
    }

    [[nodiscard]] std::string contents() const {
        std::string made;
        for (const Kind& kind : kinds) {
            std::string list;
            for (const DefinitionId id : of_kind(rules_, id_, kind)) {
                const std::string& name = rules_.definitions[id].name;
                list += element("li", link("#" + name, escaped(name))) + "\n";
            }
            if (list.empty()) { continue; }
            made += element("h3", words_(kind.title)) + "\n" + element("ul", list) + "\n";
        }
        return element("nav", made) + "\n";
    }

    [[nodiscard]] std::string kind_of(const Type& type) const {
        if (type.percent) { return words_("a percentage"); }
        const bool is_pure = type.kind == ValueKind::number && type.unit == Unit{};
        if (type.kind == ValueKind::enumeration) {
            return words_("an item of {}", {rules_.enums.at(type.enumeration).name});
        }
        if (type.kind != ValueKind::number) { return words_(describe(rules_, type)); }
        if (!is_pure) { return describe(rules_, type); }
        if (type.quotient) { return words_("a fraction"); }
        if (type.decimals == 0) { return words_("a whole number"); }
        if (type.decimals == 1) { return words_("a number with 1 decimal"); }
        return words_("a number with {} decimals", {std::to_string(type.decimals)});
    }

    [[nodiscard]] std::string definition(DefinitionId id) const {
        const Definition& one = rules_.definitions.at(id);
        std::string kind = kind_of(one.type);
        if (one.scope) { kind = words_("{} per {}", {kind, words_(to_string(*one.scope))}); }
        std::string made =
            element("h3", escaped(one.name) + element("span", escaped(kind), "class=\"kind\"")) +
            "\n";
        if (!one.labels.empty()) {
            std::string labels;
            // That of the page comes first.
            for (const bool own : {true, false}) {
                for (const auto& [language, text] : one.labels) {
                    if ((language == words_.language()) != own) { continue; }
                    labels +=
                        element("span", element("i", escaped(language)) + escaped(text)) + " ";
                }
            }
            made += element("p", labels, "class=\"labels\"") + "\n";
        }
        if (const auto note = notes_.find(full_name(rules_, id)); note != notes_.end()) {
            made += element("p", note->second, "class=\"note\"") + "\n";
        }
        made += facts(one) + html::versions_of(words_, rules_, one);
        made += html::links_to(rules_, id_, words_("Uses"), used_by(rules_, id));
        made += html::links_to(rules_, id_, words_("Used by"), readers_.at(id));
        return element("section", made, "id=\"" + escaped(one.name) + "\"") + "\n";
    }

    /// What a definition says besides its versions: range, where it is printed, who may amend it.
    [[nodiscard]] std::string facts(const Definition& one) const {
        std::string text;
        for (const Facet& facet : facets_always(rules_, one)) {
            const bool is_enum = one.type.kind == ValueKind::enumeration;
            const bool elsewhere = (facet.part == "type" && !is_enum) || facet.part == "per" ||
                                   facet.part.empty() || facet.part == "default" ||
                                   facet.part.starts_with("label ") ||
                                   facet.part.starts_with("ensure ");
            const bool usual = facet.part == "dated by" && one.clock == clock();
            if (elsewhere || usual) { continue; }
            text += (text.empty() ? "" : " · ") + escaped(fact_text(words_, rules_, one, facet));
        }
        return text.empty() ? "" : element("p", text, "class=\"facts\"") + "\n";
    }

    [[nodiscard]] Clock clock() const { return rules_.packages.at(id_).clock; }

    [[nodiscard]] std::string sources(const Package& package) const {
        if (package.sources.empty()) { return ""; }
        std::string list;
        for (const CheckedSource& source : package.sources) {
            const std::string title =
                source.url.empty() ? escaped(source.text) : link(source.url, escaped(source.text));
            list += element("li", title, "class=\"source\"") + "\n";
        }
        return element("h2", words_("Sources")) + "\n" + element("ul", list) + "\n";
    }

    const Ruleset& ruleset_;
    Words words_;
    const CheckedRuleset& rules_;
    const html::Notes& notes_;
    const std::vector<std::vector<DefinitionId>>& readers_;
    PackageId id_;
};

RulesPage index_page(const Words& words, const Ruleset& ruleset, const html::Notes& notes) {
    const CheckedRuleset& rules = *ruleset;
    std::string table =
        element("tr", element("th", words("Package")) + element("th", words("About")) +
                          element("th", words("Layer")) + element("th", words("Covers"))) +
        "\n";
    for (const Package& package : rules.packages) {
        const auto note = notes.find(package.name);
        table += element("tr", element("td", link(package.name + ".html", escaped(package.name))) +
                                   element("td", note == notes.end() ? "" : note->second) +
                                   element("td", std::string{to_string(package.layer)}) +
                                   element("td",
                                           mutua::to_string(package.covers.from) + "<br>" +
                                               mutua::to_string(package.covers.until),
                                           "class=\"day\"")) +
                 "\n";
    }
    const std::string body = element("h1", words("The rules")) + "\n" + element("table", table) +
                             "\n" + element("footer", words("Ruleset {}", {identity(ruleset)})) +
                             "\n";
    return {"index.html", html::page(words.language(), words("The rules"), body)};
}

}  // namespace

std::vector<RulesPage> rules_pages(const Ruleset& rules, std::string_view language) {
    const Words words{language};
    const html::Notes notes = html::notes_of(*rules);
    const auto readers = readers_of_all(*rules);
    std::vector<RulesPage> pages{index_page(words, rules, notes)};
    for (std::size_t i = 0; i < rules->packages.size(); ++i) {
        pages.push_back(
            PackagePage{rules, notes, readers, words, static_cast<PackageId>(i)}.write());
    }
    return pages;
}

}  // namespace mutua::ruleset
