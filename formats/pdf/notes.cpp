#include "formats/pdf/closing.hpp"

namespace mutua::pdf {

namespace {

/// The notes of the document; the reason of a credit note, with which they begin, has its label
/// and stands alone.
std::vector<std::string> notes_of(const Sheet& sheet) {
    std::vector<std::string> notes = sheet.document.notes;
    const std::string& reason = sheet.facts.reason;
    if (reason.empty() || notes.empty() || !notes.front().starts_with(reason)) { return notes; }
    const std::string more = notes.front().substr(reason.size());
    if (!more.empty() && more.front() != '\n') { return notes; }
    notes.front() = sheet.labelled(sheet.say(Word::reason), reason);
    if (!more.empty()) { notes.insert(notes.begin() + 1, more.substr(1)); }
    return notes;
}

}  // namespace

void add_notes(Pages& pages, const Sheet& sheet) {
    const settlement::TradeDocument& document = sheet.document;
    std::vector<std::string> notes = notes_of(sheet);
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
