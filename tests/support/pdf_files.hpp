#pragma once

#include "tests/support/files.hpp"
#include "tests/support/judge.hpp"

#include <string>

/// What other programs see in a PDF: those of poppler and zbar.
namespace mutua::test {

/// Blanks that do not break as blanks.
inline std::string with_plain_blanks(std::string text) {
    const std::string no_break = "\u00A0";
    for (std::size_t at = text.find(no_break); at != std::string::npos;
         at = text.find(no_break, at)) {
        text.replace(at, no_break.size(), " ");
    }
    return text;
}

/// The text of the pages in reading order, all blanks plain.
inline std::string text_of_pdf(const std::string& pdf, const std::string& options = "") {
    const TemporaryFolder folder;
    const std::string file = folder.write("page.pdf", pdf);
    return with_plain_blanks(output_of("pdftotext -q " + options + " " + file + " -"));
}

/// What a telephone reads in the QR code of the first page; nothing where there is none.
inline std::string qr_text_of_pdf(const std::string& pdf) {
    const TemporaryFolder folder;
    const std::string file = folder.write("page.pdf", pdf);
    (void)output_of("pdftoppm -q -f 1 -l 1 -r 150 -gray -singlefile " + file + " " +
                    folder.named("page"));
    return output_of("zbarimg -q --raw -Sdisable -Sqrcode.enable " + folder.named("page.pgm") +
                     " 2>/dev/null");
}

}  // namespace mutua::test
