#include "formats/pdf/canvas.hpp"

#include "engine/core/contract.hpp"
#include "formats/pdf/catalog_language.hpp"

#include <cairo-pdf.h>

namespace mutua::pdf {

namespace {

struct Colour {
    double red, green, blue;
};

Colour colour_of(Ink ink) {
    switch (ink) {
        case Ink::quiet:
            return {0.36, 0.38, 0.40};
        case Ink::accent:
            return {0.10, 0.25, 0.33};
        case Ink::hairline:
            return {0.75, 0.77, 0.79};
        case Ink::black:
            return {0, 0, 0};
        case Ink::text:
            break;
    }
    return {0.08, 0.09, 0.10};
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Canvas::Canvas(const Imprint& imprint)
    : bytes_{std::make_unique<std::string>()},
      surface_{cairo_pdf_surface_create_for_stream(append, bytes_.get(), page_width, page_height)},
      cairo_{cairo_create(surface_.get())},
      language_{imprint.language} {
    const auto say = [this](cairo_pdf_metadata_t what, const std::string& text) {
        cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
    };
    say(CAIRO_PDF_METADATA_TITLE, imprint.title);
    say(CAIRO_PDF_METADATA_AUTHOR, imprint.author);
    say(CAIRO_PDF_METADATA_SUBJECT, imprint.subject);
    say(CAIRO_PDF_METADATA_CREATOR, "mutua");
    // The day of the document, since the day of the file would differ from one run to the next.
    say(CAIRO_PDF_METADATA_CREATE_DATE, to_string(imprint.issued_on) + "T00:00:00Z");
    say(CAIRO_PDF_METADATA_MOD_DATE, to_string(imprint.issued_on) + "T00:00:00Z");
}

void Canvas::use(Ink ink) {
    const Colour colour = colour_of(ink);
    cairo_set_source_rgb(cairo_.get(), colour.red, colour.green, colour.blue);
}

void Canvas::put(const Text& text, double x, double top, Align align) {
    for (std::size_t at = 0; at < text.line_count(); ++at) {
        put_line(text, at, x, top + static_cast<double>(at) * text.leading(), align);
    }
}

void Canvas::put_line(const Text& text, std::size_t line, double x, double top, Align align) {
    PangoLayoutLine* const set = text.line(line);
    if (align == Align::right) {
        PangoRectangle extents;
        pango_layout_line_get_extents(set, nullptr, &extents);
        x -= static_cast<double>(extents.width) / PANGO_SCALE;
    }
    // Capitals and figures stand in the middle of their line.
    const double baseline = top + (text.leading() + 0.71 * text.style().size) / 2;
    use(text.style().ink);
    cairo_move_to(cairo_.get(), x, baseline);
    pango_cairo_show_layout_line(cairo_.get(), set);
}

void Canvas::rule(double from, double to, double y, double thickness, Ink ink) {
    use(ink);
    cairo_set_line_width(cairo_.get(), thickness);
    cairo_move_to(cairo_.get(), from, y);
    cairo_line_to(cairo_.get(), to, y);
    cairo_stroke(cairo_.get());
}

void Canvas::fill(double x, double y, double width, double height, Ink ink) {
    use(ink);
    cairo_rectangle(cairo_.get(), x, y, width, height);
    cairo_fill(cairo_.get());
}

void Canvas::end_page() { cairo_show_page(cairo_.get()); }

std::string Canvas::finish() {
    cairo_.reset();
    cairo_surface_finish(surface_.get());
    require(cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS, "a page can be drawn");
    return with_language(std::move(*bytes_), language_);
}

}  // namespace mutua::pdf
