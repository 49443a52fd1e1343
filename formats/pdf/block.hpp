#pragma once

#include "formats/pdf/canvas.hpp"

#include <memory>
#include <variant>
#include <vector>

namespace mutua::pdf {

/// Texts and lines that belong together, placed below each other before it is known on which page
/// they stand. Places across count from the left edge of the page, places down from the block's
/// own top.
class Block {
public:
    void put(Text text, double x, double top, Align align = Align::left);
    void rule(double from, double to, double y, double thickness = 0.5, Ink ink = Ink::hairline);
    void fill(double x, double y, double width, double height, Ink ink);
    /// White space at its end.
    void space(double height) { height_ += height; }

    [[nodiscard]] double height() const noexcept { return height_; }
    void draw(Canvas& canvas, double top) const;

    /// Keeps the lines that end above `height` and gives back the others, moved up.
    [[nodiscard]] Block cut(double height);

private:
    struct Lines {
        std::shared_ptr<const Text> text;
        std::size_t first, end;  ///< of the lines of the text
        double x, top;
        Align align;
    };
    struct Rule {
        double from, to, y, thickness;
        Ink ink;
    };
    struct Fill {
        double x, y, width, height;
        Ink ink;
    };
    void add(Lines lines);
    void grow_to(double bottom);

    std::vector<Fill> fills_;
    std::vector<Rule> rules_;
    std::vector<Lines> lines_;
    double height_ = 0;
};

}  // namespace mutua::pdf
