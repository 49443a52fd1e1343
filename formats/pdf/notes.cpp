#include "formats/pdf/closing.hpp"

namespace mutua::pdf {

void add_notes(Pages& pages, const Sheet& sheet) {
    const settlement::TradeDocument& document = sheet.document;
    std::vector<std::string> notes = document.notes;
    const bool takes_vat_back = is_credit(document.kind) && document.totals.vat.minor_units() > 0;
    if (takes_vat_back) { notes.push_back(sheet.say(Word::vat_given_back)); }
    if (document.tax_representative) {
        const settlement::TaxRepresentative& who = *document.tax_representative;
        std::string text = who.name + ", " + who.vat_number;
        for (const std::string& line : address_lines(who.address, "")) { text += ", " + line; }
        notes.push_back(sheet.labelled(sheet.say(Word::tax_representative), text));
    }
    for (const std::string& note : notes) {
        Block block;
        block.put(sheet.type.set(note, body, inner_width), left_edge, 0);
        block.space(4_pt);
        pages.add(std::move(block));
    }
}

}  // namespace mutua::pdf
