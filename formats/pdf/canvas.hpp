#pragma once

#include "engine/core/date.hpp"
#include "formats/pdf/qr_code.hpp"
#include "formats/pdf/text.hpp"

#include <cairo.h>

#include <memory>
#include <string>

namespace mutua::pdf {

/// A4.
inline constexpr Length page_width = 595.276_pt;
inline constexpr Length page_height = 841.89_pt;

/// What a reader's list of files shows of a document.
struct Imprint {
    std::string title;
    std::string author;
    std::string subject;
    std::string language;  ///< "fr"
    Date issued_on;
};

enum class Align : std::uint8_t { left, right };

/// Pages that are drawn one after the other. Places count from the upper left corner. The
/// same calls give the same bytes: no clock, no name of a machine.
class Canvas {
public:
    explicit Canvas(const Imprint& imprint);

    /// `x` is the left or the right edge of each line.
    void put(const Text& text, Length x, Length top, Align align = Align::left);
    void put_line(const Text& text, std::size_t line, Length x, Length top,
                  Align align = Align::left);
    void rule(Length from, Length to, Length y, Length thickness = 0.5_pt, Ink ink = Ink::hairline);
    /// As a picture, which takes a fraction of the bytes and the time of drawing its squares.
    void put(const QrCode& code, Length x, Length top, Length width);
    /// The page is done; what comes stands on another.
    void end_page();

    /// The file. Nothing is drawn after this.
    /// Errors: memory that is lacking is a ContractViolation.
    [[nodiscard]] std::string finish();

private:
    struct ReleaseSurface {
        void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
    };
    struct ReleaseContext {
        void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
    };
    void use(Ink ink);

    std::unique_ptr<std::string> bytes_;  ///< cairo keeps its address
    std::unique_ptr<cairo_surface_t, ReleaseSurface> surface_;
    std::unique_ptr<cairo_t, ReleaseContext> cairo_;
    std::string language_;
};

}  // namespace mutua::pdf
