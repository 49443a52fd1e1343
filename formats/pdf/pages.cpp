#include "formats/pdf/pages.hpp"

#include <utility>

namespace mutua::pdf {

namespace {

/// Further pages begin below a line that says whose they are.
constexpr Length later_top = top_edge + 28_pt;
/// Higher blocks are cut.
constexpr Length whole_height_max = 240_pt;

}  // namespace

void Pages::begin_page() {
    cursor_ = pages_.empty() ? top_edge : later_top;
    pages_.emplace_back();
    if (table_head_) { place(table_head_()); }
    is_page_new_ = true;
}

void Pages::place(Block block) {
    const Length height = block.height();
    pages_.back().push_back({std::move(block), cursor_});
    cursor_ += height;
    is_page_new_ = false;
}

void Pages::add(Block block) {
    while (block.height() > room()) {
        if (block.height() <= whole_height_max && !is_page_new_) {
            begin_page();
            continue;
        }
        constexpr Length two_lines = 26_pt;
        if (room() < two_lines) {
            begin_page();
            continue;
        }
        Block rest = block.cut(room());
        place(std::move(block));
        block = std::move(rest);
        begin_page();
    }
    place(std::move(block));
}

void Pages::gap(Length height) {
    if (!is_page_new_) { cursor_ += height; }
}

void Pages::begin_table(std::function<Block()> head) {
    Block first = head();
    // A head alone at the end of a page would head nothing.
    constexpr Length a_row = 60_pt;
    if (first.height() + a_row > room()) { begin_page(); }
    place(std::move(first));
    table_head_ = std::move(head);
}

void Pages::draw(Canvas& canvas, const std::function<void(Canvas&, Place)>& frame) const {
    for (std::size_t at = 0; at < pages_.size(); ++at) {
        for (const Placed& each : pages_[at]) { each.block.draw(canvas, each.top); }
        frame(canvas, {at + 1, pages_.size()});
        canvas.end_page();
    }
}

}  // namespace mutua::pdf
