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
    void put(Text text, Length x, Length top, Align align = Align::left);
    void rule(Length from, Length to, Length y, Length thickness = 0.5_pt, Ink ink = Ink::hairline);
    void put(QrCode code, Length x, Length top, Length width);
    /// White space at its end.
    void space(Length height) { height_ += height; }

    [[nodiscard]] Length height() const noexcept { return height_; }
    void draw(Canvas& canvas, Length top) const;

    /// Keeps the lines that end above `height` and gives back the others, moved up.
    [[nodiscard]] Block cut(Length height);

private:
    struct Lines {
        std::shared_ptr<const Text> text;
        std::size_t first, end;  ///< of the lines of the text
        Length x, top;
        Align align;
    };
    struct Rule {
        Length from, to, y, thickness;
        Ink ink;
    };
    struct Code {
        QrCode code;
        Length x, top, width;
    };
    void add(Lines lines);
    void grow_to(Length bottom);

    std::vector<Code> codes_;
    std::vector<Rule> rules_;
    std::vector<Lines> lines_;
    Length height_ = 0;
};

}  // namespace mutua::pdf
