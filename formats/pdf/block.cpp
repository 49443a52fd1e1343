#include "formats/pdf/block.hpp"

#include <algorithm>
#include <utility>

namespace mutua::pdf {

void Block::grow_to(Length bottom) { height_ = std::max(height_, bottom); }

void Block::add(Lines lines) {
    grow_to(lines.top + static_cast<Length>(lines.end - lines.first) * lines.text->leading());
    lines_.push_back(std::move(lines));
}

void Block::put(Text text, Length x, Length top, Align align) {
    const std::size_t count = text.line_count();
    add({std::make_shared<const Text>(std::move(text)), 0, count, x, top, align});
}

void Block::rule(Length from, Length to, Length y, Length thickness, Ink ink) {
    rules_.push_back({from, to, y, thickness, ink});
    grow_to(y);
}

void Block::put(QrCode code, Length x, Length top, Length width) {
    codes_.push_back({std::move(code), x, top, width});
    grow_to(top + width);
}

void Block::draw(Canvas& canvas, Length top) const {
    for (const Code& each : codes_) { canvas.put(each.code, each.x, top + each.top, each.width); }
    for (const Rule& each : rules_) {
        canvas.rule(each.from, each.to, top + each.y, each.thickness, each.ink);
    }
    for (const Lines& each : lines_) {
        Length line_top = top + each.top;
        for (std::size_t at = each.first; at < each.end; ++at) {
            canvas.put_line(*each.text, at, each.x, line_top, each.align);
            line_top += each.text->leading();
        }
    }
}

Block Block::cut(Length height) {
    Block kept, rest;
    std::vector<Lines> moved;
    Length first_moved = height_;
    for (Lines& each : lines_) {
        const Length leading = each.text->leading();
        const Length room = std::max<Length>(0, (height - each.top) / leading);
        const std::size_t fitting = std::min(each.end - each.first, static_cast<std::size_t>(room));
        const std::size_t middle = each.first + fitting;
        if (fitting > 0) {
            kept.add({each.text, each.first, middle, each.x, each.top, each.align});
        }
        if (middle == each.end) { continue; }
        const Length top = each.top + static_cast<Length>(fitting) * leading;
        first_moved = std::min(first_moved, top);
        moved.push_back({std::move(each.text), middle, each.end, each.x, top, each.align});
    }
    for (Lines& each : moved) {
        each.top -= first_moved;
        rest.add(std::move(each));
    }
    for (Rule& each : rules_) {
        const bool is_kept = each.y <= height;
        if (!is_kept) { each.y -= first_moved; }
        (is_kept ? kept : rest).rule(each.from, each.to, each.y, each.thickness, each.ink);
    }
    kept.codes_ = std::move(codes_);
    rest.height_ = std::max(rest.height_, height_ - first_moved);
    *this = std::move(kept);
    return rest;
}

}  // namespace mutua::pdf
