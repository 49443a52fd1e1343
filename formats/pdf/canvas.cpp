#include "formats/pdf/canvas.hpp"

#include "engine/core/contract.hpp"
#include "formats/pdf/catalog_language.hpp"

#include <cairo-pdf.h>

namespace mutua::pdf {

namespace {

/// As cairo counts: the only place where a length is a binary fraction.
auto points(Length length) { return pango_units_to_double(static_cast<int>(length)); }

struct Colour {
    int red, green, blue;  ///< 1024ths
};

Colour colour_of(Ink ink) {
    switch (ink) {
        case Ink::quiet:
            return {369, 389, 410};
        case Ink::accent:
            return {102, 256, 338};
        case Ink::hairline:
            return {768, 788, 809};
        case Ink::black:
            return {0, 0, 0};
        case Ink::text:
            break;
    }
    return {82, 92, 102};
}

struct ReleasePicture {
    void operator()(cairo_surface_t* picture) const noexcept { cairo_surface_destroy(picture); }
};
using Picture = std::unique_ptr<cairo_surface_t, ReleasePicture>;
struct ReleasePattern {
    void operator()(cairo_pattern_t* pattern) const noexcept { cairo_pattern_destroy(pattern); }
};

/// One bit a dot, and so many dots a module that a reader who smooths pictures leaves it sharp.
Picture picture_of(const QrCode& code) {
    constexpr std::size_t dots = 8;
    const int width = static_cast<int>(code.width() * dots);
    Picture picture{cairo_image_surface_create(CAIRO_FORMAT_A1, width, width)};
    cairo_surface_flush(picture.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(picture.get()));
    unsigned char* const bytes = cairo_image_surface_get_data(picture.get());
    for (std::size_t row = 0; row < code.width() * dots; ++row) {
        for (std::size_t column = 0; column < code.width(); ++column) {
            // Eight dots are one byte, so that the order of bits does not matter.
            bytes[row * stride + column] = code.is_dark(column, row / dots) ? 0xFF : 0;
        }
    }
    cairo_surface_mark_dirty(picture.get());
    return picture;
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Canvas::Canvas(const Imprint& imprint)
    : bytes_{std::make_unique<std::string>()},
      surface_{cairo_pdf_surface_create_for_stream(append, bytes_.get(), points(page_width),
                                                   points(page_height))},
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
    cairo_set_source_rgb(cairo_.get(), points(colour.red), points(colour.green),
                         points(colour.blue));
}

void Canvas::put(const Text& text, Length x, Length top, Align align) {
    for (std::size_t at = 0; at < text.line_count(); ++at) {
        put_line(text, at, x, top + static_cast<Length>(at) * text.leading(), align);
    }
}

void Canvas::put_line(const Text& text, std::size_t line, Length x, Length top, Align align) {
    PangoLayoutLine* const set = text.line(line);
    if (align == Align::right) {
        PangoRectangle extents;
        pango_layout_line_get_extents(set, nullptr, &extents);
        x -= extents.width;
    }
    // Capitals and figures stand in the middle of their line.
    const Length baseline = top + (text.leading() + text.style().size * 71 / 100) / 2;
    use(text.style().ink);
    cairo_move_to(cairo_.get(), points(x), points(baseline));
    pango_cairo_show_layout_line(cairo_.get(), set);
}

void Canvas::rule(Length from, Length to, Length y, Length thickness, Ink ink) {
    use(ink);
    cairo_set_line_width(cairo_.get(), points(thickness));
    cairo_move_to(cairo_.get(), points(from), points(y));
    cairo_line_to(cairo_.get(), points(to), points(y));
    cairo_stroke(cairo_.get());
}

void Canvas::put(const QrCode& code, Length x, Length top, Length width) {
    const Picture picture = picture_of(code);
    const auto scale = points(width / cairo_image_surface_get_width(picture.get()));
    cairo_save(cairo_.get());
    cairo_translate(cairo_.get(), points(x), points(top));
    cairo_scale(cairo_.get(), scale, scale);
    const std::unique_ptr<cairo_pattern_t, ReleasePattern> pattern{
        cairo_pattern_create_for_surface(picture.get())};
    cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_NEAREST);
    use(Ink::black);
    cairo_mask(cairo_.get(), pattern.get());
    cairo_restore(cairo_.get());
}

void Canvas::end_page() { cairo_show_page(cairo_.get()); }

std::string Canvas::finish() {
    cairo_.reset();
    cairo_surface_finish(surface_.get());
    require(cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS, "a page can be drawn");
    return with_language(std::move(*bytes_), language_);
}

}  // namespace mutua::pdf
