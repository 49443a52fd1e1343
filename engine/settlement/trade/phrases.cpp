#include "engine/settlement/trade/phrases.hpp"

namespace mutua::settlement {

const Phrases& phrases(std::string_view language) {
    static constexpr Phrases french{"Virement", "À payer au plus tard le", "Prestations des",
                                    "Membre"};
    static constexpr Phrases dutch{"Overschrijving", "Te betalen uiterlijk op", "Prestaties van",
                                   "Lid"};
    static constexpr Phrases german{"Überweisung", "Zahlbar bis spätestens", "Leistungen vom",
                                    "Mitglied"};
    static constexpr Phrases english{"Credit transfer", "Payable by", "Services of", "Member"};
    if (language == "fr") { return french; }
    if (language == "nl") { return dutch; }
    return language == "de" ? german : english;
}

std::string day_in_words(Date day, std::string_view language) {
    const std::string iso = mutua::to_string(day);
    const char separator = language == "de" ? '.' : '/';
    if (language != "fr" && language != "nl" && language != "de") { return iso; }
    return iso.substr(8, 2) + separator + iso.substr(5, 2) + separator + iso.substr(0, 4);
}

}  // namespace mutua::settlement
