#pragma once

#include "formats/pdf/block.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace mutua::pdf {

/// The edges within which everything stands, but for what is on every page.
inline constexpr Length left_edge = 51_pt;
inline constexpr Length right_edge = page_width - 51_pt;
inline constexpr Length inner_width = right_edge - left_edge;
inline constexpr Length top_edge = 45_pt;
inline constexpr Length bottom_edge = page_height - 60_pt;

/// Blocks on as many pages as they take.
class Pages {
public:
    Pages() { begin_page(); }

    /// Below what is there. A block that has no room left goes to the next page whole, unless it
    /// is so high that a page would stay half empty: that is cut between its lines.
    void add(Block block);
    /// White space, but not at the top of a page.
    void gap(Length height);
    /// What is added next belongs to a table: each further page begins with its head.
    void begin_table(std::function<Block()> head);
    void end_table() { table_head_ = nullptr; }

    /// Draws every page; `frame` adds what all of them have.
    struct Place {
        std::size_t page;  ///< from 1
        std::size_t count;
    };
    void draw(Canvas& canvas, const std::function<void(Canvas&, Place)>& frame) const;

private:
    struct Placed {
        Block block;
        Length top;
    };
    void begin_page();
    void place(Block block);
    [[nodiscard]] Length room() const { return bottom_edge - cursor_; }

    std::vector<std::vector<Placed>> pages_;
    Length cursor_ = 0;
    bool is_page_new_ = true;
    std::function<Block()> table_head_;
};

}  // namespace mutua::pdf
