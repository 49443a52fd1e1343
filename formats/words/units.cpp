#include "formats/words/units.hpp"

#include <array>

namespace mutua::words {

namespace {

/// One word for one and many, or "jour/jours".
struct Unit {
    std::string_view code;
    std::string_view fr, nl, de, en;
};

constexpr auto unit_table = std::to_array<Unit>({
    {"C62", "", "", "", ""},
    {"HUR", "h", "u", "Std.", "h"},
    {"MIN", "min", "min", "Min.", "min"},
    {"SEC", "s", "s", "s", "s"},
    {"DAY", "jour/jours", "dag/dagen", "Tag/Tage", "day/days"},
    {"WEE", "semaine/semaines", "week/weken", "Woche/Wochen", "week/weeks"},
    {"MON", "mois", "maand/maanden", "Monat/Monate", "month/months"},
    {"QAN", "trimestre/trimestres", "kwartaal/kwartalen", "Quartal/Quartale", "quarter/quarters"},
    {"ANN", "an/ans", "jaar", "Jahr/Jahre", "year/years"},
    {"H87", "pièce/pièces", "stuk/stuks", "Stück", "piece/pieces"},
    {"EA", "pièce/pièces", "stuk/stuks", "Stück", "piece/pieces"},
    {"PR", "paire/paires", "paar", "Paar", "pair/pairs"},
    {"SET", "lot/lots", "set/sets", "Satz/Sätze", "set/sets"},
    {"LS", "forfait", "forfait", "pauschal", "lump sum"},
    {"E48", "service/services", "dienst/diensten", "Leistung/Leistungen", "service/services"},
    {"E49", "jour/jours", "dag/dagen", "Tag/Tage", "day/days"},
    {"KMT", "km", "km", "km", "km"},
    {"MTR", "m", "m", "m", "m"},
    {"CMT", "cm", "cm", "cm", "cm"},
    {"MMT", "mm", "mm", "mm", "mm"},
    {"SMI", "mi", "mi", "mi", "mi"},
    {"MTK", "m²", "m²", "m²", "m²"},
    {"MTQ", "m³", "m³", "m³", "m³"},
    {"LTR", "l", "l", "l", "l"},
    {"KGM", "kg", "kg", "kg", "kg"},
    {"GRM", "g", "g", "g", "g"},
    {"TNE", "t", "t", "t", "t"},
    {"KWH", "kWh", "kWh", "kWh", "kWh"},
    {"MWH", "MWh", "MWh", "MWh", "MWh"},
    {"XPP", "pièce/pièces", "stuk/stuks", "Stück", "piece/pieces"},
    {"XBX", "boîte/boîtes", "doos/dozen", "Karton/Kartons", "box/boxes"},
});

std::string_view word_of(const Unit& unit, Language language) {
    switch (language) {
        case Language::fr:
            return unit.fr;
        case Language::nl:
            return unit.nl;
        case Language::de:
            return unit.de;
        case Language::en:
            break;
    }
    return unit.en;
}

}  // namespace

std::string unit_text(std::string_view code, bool is_single, Language language) {
    for (const Unit& unit : unit_table) {
        if (unit.code != code) { continue; }
        const std::string_view text = word_of(unit, language);
        const std::size_t slash = text.find('/');
        if (slash == std::string_view::npos) { return std::string{text}; }
        return std::string{is_single ? text.substr(0, slash) : text.substr(slash + 1)};
    }
    return std::string{code};
}

}  // namespace mutua::words
