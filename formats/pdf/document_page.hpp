#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/settlement/trade/trade_document.hpp"
#include "formats/pdf/page_facts.hpp"

#include <string>
#include <vector>

namespace mutua::pdf {

/// Pages, and what they cannot show.
struct WrittenPages {
    std::string pdf;
    /// Words with a character that no font has, which is seen as "\uFFFD".
    std::vector<std::string> unprinted;
};

/// The document as pages that people read, a PDF with its own fonts: everything that the electronic
/// document says, in words of the language. Nothing is computed: every amount is the document's
/// own. The same document always gives the same bytes, on machines that have the same versions of
/// the libraries that draw. Attachments are left out.
///
/// Errors: FontsMissing (fonts_missing.hpp) where the fonts of the pages are not installed.
/// Source: VAT directive 2006/112/EC, art. 226; royal decree no. 4 of 29/12/1969, art. 4, for
///         credit notes; EPC069-12 for the code to pay with.
[[nodiscard]] WrittenPages write_pdf(const settlement::TradeDocument& document,
                                     cooperative::Language language, const PageFacts& facts);

}  // namespace mutua::pdf
