#pragma once

#include "engine/core/date.hpp"
#include "formats/pdf/text.hpp"

#include <cairo.h>

#include <memory>
#include <string>

namespace mutua::pdf {

/// A4, in points.
inline constexpr double page_width = 595.276;
inline constexpr double page_height = 841.89;

/// What a reader's list of files shows of a document.
struct Imprint {
    std::string title;
    std::string author;
    std::string subject;
    std::string language;  ///< "fr"
    Date issued_on;
};

enum class Align : std::uint8_t { left, right };

/// Pages that are drawn one after the other. Lengths are points from the upper left corner. The
/// same calls give the same bytes: no clock, no name of a machine.
class Canvas {
public:
    explicit Canvas(const Imprint& imprint);

    /// `x` is the left or the right edge of each line.
    void put(const Text& text, double x, double top, Align align = Align::left);
    void put_line(const Text& text, std::size_t line, double x, double top,
                  Align align = Align::left);
    void rule(double from, double to, double y, double thickness = 0.5, Ink ink = Ink::hairline);
    void fill(double x, double y, double width, double height, Ink ink);
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
