#include "formats/pdf/document_page.hpp"

#include "formats/pdf/closing.hpp"
#include "formats/pdf/heading.hpp"
#include "formats/pdf/line_table.hpp"

#include <map>
#include <utility>

namespace mutua::pdf {

namespace {

/// Fonts are read once a thread, and remember how letters were shaped: a batch of documents shares
/// them.
const Typesetter& typesetter(Language language) {
    thread_local const Fonts fonts;
    thread_local std::map<Language, Typesetter> of_language;
    return of_language.try_emplace(language, fonts, std::string{cooperative::to_string(language)})
        .first->second;
}

}  // namespace

WrittenPages write_pdf(const settlement::TradeDocument& document, cooperative::Language language,
                       const PageFacts& facts) {
    const Sheet sheet{document, language, typesetter(language), facts};
    static_cast<void>(sheet.type.take_unprinted());  // of a document that failed half-way
    Pages pages;
    pages.add(heading(sheet));
    add_lines(pages, sheet);
    pages.gap(14_pt);
    pages.add(totals(sheet));
    pages.gap(16_pt);
    add_notes(pages, sheet);
    // The remark goes with the payment: it would be alone on a page of its own.
    Block end = payment(sheet);
    if (facts.original == Original::electronic) {
        put_lines(end, sheet, {sheet.say(Word::original_is_electronic)}, quiet, left_edge,
                  end.height() + 8_pt, inner_width);
    }
    pages.gap(8_pt);
    pages.add(std::move(end));
    Canvas canvas{{title_of(sheet), document.seller.name, document.buyer.name,
                   std::string{cooperative::to_string(language)}, document.issue_date}};
    pages.draw(canvas, [&sheet](Canvas& on, Pages::Place place) { draw_frame(on, sheet, place); });
    const auto unprinted = sheet.type.take_unprinted();
    return {canvas.finish(), {unprinted.begin(), unprinted.end()}};
}

}  // namespace mutua::pdf
