#include "cli/commands/ubl_rule_pages.hpp"

#include "cli/commands/ubl_files.hpp"
#include "formats/ubl/validation/validator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mutua::cli {

namespace {

using ubl::validation::RuleText;
using ubl::validation::Validator;
using ubl::validation::Weight;

/// What a page says around the texts of a rule.
struct RuleWords {
    std::string_view language;
    std::string_view origin;   ///< of a layer and a release
    std::string_view demand;   ///< of an element and what is asked of it
    std::string_view element;  ///< of an element alone, where the text says what is asked
    std::string_view fatal;    ///< what to do about it
    std::string_view warning;
};

constexpr std::array<RuleWords, 4> rule_words{{
    {"fr", "Règle : {}, dans la version {} des règles de la facture électronique.",
     " Pour chaque `{}` elle demande : `{}`.", " Elle porte sur chaque `{}`.",
     "Corriger le document avant de l'envoyer, ou le refuser à son émetteur : les points d'accès "
     "et les destinataires ne le prennent pas.",
     "Le document peut partir. S'il est de nous, le corriger à la source ; sinon vérifier auprès "
     "de son émetteur que c'est voulu."},
    {"nl", "Regel van {} in uitgave {} van de regels voor e-facturen.",
     " Van elke `{}` vraagt zij: `{}`.", " Zij geldt voor elke `{}`.",
     "Verbeter het document voor het vertrekt, of weiger het aan wie het stuurde: toegangspunten "
     "en ontvangers nemen het niet aan.",
     "Het document mag vertrekken. Is het van ons, verbeter het aan de bron; vraag anders aan wie "
     "het stuurde of het zo bedoeld is."},
    {"de", "Regel von {} in der Ausgabe {} der Regeln für E-Rechnungen.",
     " Von jedem `{}` verlangt sie: `{}`.", " Sie gilt für jedes `{}`.",
     "Das Dokument vor dem Versand berichtigen oder es seinem Aussteller zurückweisen: "
     "Zugangspunkte und Empfänger nehmen es nicht an.",
     "Das Dokument darf hinaus. Ist es von uns, an der Quelle berichtigen; sonst den Aussteller "
     "fragen, ob es so gemeint ist."},
    {"en", "A rule of {} in release {} of the rules for e-invoices.",
     " Of each `{}` it demands: `{}`.", " It is about each `{}`.",
     "Mend the document before it is sent, or refuse it to who sent it: access points and "
     "receivers do not take it.",
     "The document may be sent. If it is ours, mend it at its source; else ask who sent it "
     "whether it is meant so."},
}};

std::string origin_of(const RuleText& rule, const RuleWords& in) {
    return fmt::format(fmt::runtime(in.origin), rule.layer, Validator::releases().back());
}

/// What computes is named in the program alone, and "never" is the text of its rule.
bool tells_something(std::string_view demand) {
    return !demand.empty() && demand != "never" && demand.find("check ") == std::string_view::npos;
}

ruleset::CodePage titled_page(const RuleText& rule, const RuleWords& in) {
    ruleset::CodePage page;
    page.code = rule.id;
    page.severity = weight_word(rule.weight);
    page.title = rule.text;
    page.repair = rule.weight == Weight::fatal ? in.fatal : in.warning;
    return page;
}

}  // namespace

std::vector<std::string> ubl_rule_ids() {
    std::vector<std::string> ids;
    for (RuleText& rule : Validator{}.rules()) { ids.push_back(std::move(rule.id)); }
    return ids;
}

std::optional<ruleset::CodePage> page_of_ubl_rule(const std::string& id,
                                                  std::string_view language) {
    const auto in = std::find_if(rule_words.begin(), rule_words.end(),
                                 [&](const RuleWords& one) { return one.language == language; });
    if (in == rule_words.end()) { return std::nullopt; }
    std::optional<ruleset::CodePage> page;
    for (const RuleText& rule : Validator{}.rules()) {
        if (rule.id != id) { continue; }
        if (!page) { page = titled_page(rule, *in); }
        std::string told = origin_of(rule, *in);
        // The kinds of billing share ids, each with a text of its own.
        if (rule.text != page->title) { told += " " + rule.text; }
        if (page->meaning.find(told) == std::string::npos) {
            page->meaning += (page->meaning.empty() ? "" : " ") + told;
        }
        if (tells_something(rule.demand)) {
            page->meaning += fmt::format(fmt::runtime(in->demand), rule.element, rule.demand);
        } else if (!rule.element.empty()) {
            page->meaning += fmt::format(fmt::runtime(in->element), rule.element);
        }
    }
    return page;
}

}  // namespace mutua::cli
