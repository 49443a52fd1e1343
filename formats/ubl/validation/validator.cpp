#include "formats/ubl/validation/validator.hpp"

#include "formats/ubl/validation/checks.hpp"
#include "formats/ubl/validation/embedded.hpp"
#include "formats/ubl/validation/entries.hpp"
#include "formats/ubl/validation/namespaces.hpp"
#include "formats/ubl/validation/rule_set.hpp"
#include "formats/ubl/validation/structure.hpp"
#include "formats/ubl/validation/tree_path.hpp"
#include "formats/ubl/validation/unwanted.hpp"
#include "formats/xml/first_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace mutua::ubl::validation {

namespace {

std::string_view release_file(std::string_view release, std::string_view file) {
    return embedded_file(fmt::format("releases/{}/{}", release, file));
}

Findings unreadable(const Diagnostics& diagnostics) {
    Findings findings;
    for (const Diagnostic& one : diagnostics) {
        findings.push_back({one.code, Weight::fatal, one.where.line, {}, one.message});
    }
    return findings;
}

std::string peppol_layer(const Rule& rule) {
    if (!rule.of_one) { return "Peppol Billing and Self-Billing"; }
    return *rule.of_one == Billing::ordinary ? "Peppol Billing" : "Peppol Self-Billing";
}

/// What XML and the structure ask of every document.
std::vector<RuleText> fault_kinds() {
    std::vector<RuleText> kinds;
    for (const Entry& entry : entries(embedded_file("structure/faults.txt"))) {
        const bool is_xml = entry.text.starts_with("XML");
        const std::string all = entry.joined();
        kinds.push_back({entry.text,
                         Weight::fatal,
                         all.substr(entry.text.size() + 1),
                         is_xml ? "XML" : "UBL 2.1",
                         {}});
    }
    return kinds;
}

}  // namespace

/// What a release knows, read once.
struct Validator::Release {
    explicit Release(std::string_view name)
        : structure{embedded_file("structure/ubl_2_1.txt"), vocabulary},
          lists{read_code_lists(release_file(name, "codes.txt"))},
          checks{all_checks()},
          unwanted{release_file(name, "unwanted.txt"), language()},
          customization{vocabulary.find(basic_namespace, "CustomizationID")},
          profile{vocabulary.find(basic_namespace, "ProfileID")} {
        en16931.emplace(release_file(name, "en16931.txt"), language());
        peppol.emplace(release_file(name, "peppol.txt"), language());
        ours.emplace(release_file(name, "mutua.txt"), language());
    }

    [[nodiscard]] Language language() { return {vocabulary, lists, checks, {}}; }

    /// A document says itself that the buyer wrote it.
    [[nodiscard]] Billing billing(const JudgedDocument& document) const {
        for (const xml::NameId name : {customization, profile}) {
            const xml::NodeIndex found = document.child(0, name);
            if (found != xml::no_node &&
                document.node(found).text.find("selfbilling") != std::string_view::npos) {
                return Billing::self_billed;
            }
        }
        return Billing::ordinary;
    }

    void judge(const xml::FlatTree& tree, const Circumstances& circumstances,
               Findings& findings) const {
        const JudgedDocument document{tree, vocabulary, circumstances};
        const Billing kind = billing(document);
        en16931->judge(document, kind, findings);
        unwanted.judge(document, findings);
        peppol->judge(document, kind, findings);
        ours->judge(document, kind, findings);
    }

    xml::Vocabulary vocabulary;
    Structure structure;
    CodeLists lists;
    CheckTable checks;
    Unwanted unwanted;
    xml::NameId customization;
    xml::NameId profile;
    std::optional<RuleSet> en16931;
    std::optional<RuleSet> peppol;
    std::optional<RuleSet> ours;
};

std::vector<std::string_view> Validator::releases() { return embedded_releases(); }

Validator::Validator(std::string_view release, std::optional<Date> today)
    : release_{std::make_unique<const Release>(release)}, today_{today} {}

Validator::~Validator() = default;

Findings Validator::validate(const std::string& bytes, const std::string& file) const {
    const auto tree = xml::read_flat(bytes, file, release_->vocabulary, limits);
    if (!tree) { return unreadable(tree.error()); }
    Findings findings;
    for (StructureFault& fault : release_->structure.faults(*tree)) {
        findings.push_back({std::string{fault.code}, Weight::fatal, tree->nodes[fault.node].line,
                            tree_path(*tree, release_->vocabulary, fault.node),
                            std::move(fault.text)});
    }
    const bool is_ubl = findings.empty() || findings.front().rule != "XSD-01";
    if (!is_ubl) { return findings; }
    try {
        release_->judge(*tree, {today_, xml::declares_utf_8(bytes) || xml::declares_ascii(bytes)},
                        findings);
    } catch (const TooMuchWork&) {
        findings.push_back({"XML-04",
                            Weight::fatal,
                            0,
                            {},
                            "the document is built so that judging it takes too long"});
    }
    return findings;
}

std::vector<RuleText> Validator::rules() const {
    std::vector<RuleText> all = fault_kinds();
    const auto add = [&all](const RuleSet& set, const auto& layer_of) {
        for (const Rule* rule : set.rules()) {
            all.push_back(
                {rule->id, rule->weight, rule->text, layer_of(*rule), rule->at, rule->written});
        }
    };
    add(*release_->en16931, [](const Rule&) { return "EN 16931"; });
    for (const Unwanted::Rule& rule : release_->unwanted.rules()) {
        all.push_back({rule.id, Weight::warning, rule.text, "EN 16931", rule.path, "never"});
    }
    add(*release_->peppol, peppol_layer);
    add(*release_->ours, [](const Rule&) { return "mutua"; });
    return all;
}

}  // namespace mutua::ubl::validation
